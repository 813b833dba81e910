"""BIMI, the BIMI draft, 4.2."""
