"""What builds the site and helps translators; never shipped to the browser."""
