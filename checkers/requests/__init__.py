"""What a visitor sends to somebody: the delist request, the abuse report, the support bundle, and redaction for all."""
