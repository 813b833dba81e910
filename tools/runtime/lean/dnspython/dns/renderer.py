"""In place of dns.renderer, which brings what writes whole messages: a checker reads records and writes none."""
