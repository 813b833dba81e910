"""Measurements, where there is a peer beside it in the same run: python -m bench (make bench)."""
