"""The site without a network: the list of what belongs to a release, and the service worker that keeps it."""
