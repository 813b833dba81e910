"""A whole domain: every record that mail from it depends on, judged at once."""
