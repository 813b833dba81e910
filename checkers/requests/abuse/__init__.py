"""The abuse report: did a junk message really leave Exchange Online, and the report that today's channels want."""
