"""A whole message: SPF of its connection, its signatures, its chain, DMARC, and what changed it on its way."""
