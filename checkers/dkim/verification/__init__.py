"""Verifying the signatures of a message: DKIM (RFC 6376, 8301, 8463); ARC uses the same parts."""
