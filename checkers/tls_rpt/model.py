"""What RFC 8460 3 fixes about the record."""

from checkers.records.protocol import Protocol

TLS_RPT = Protocol("tls-rpt", "TLSRPTv1", ("v", "rua"), label="_smtp._tls", strict=True, optional=True, inbound=True)
