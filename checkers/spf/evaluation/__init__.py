"""What a receiver makes of an SPF record, RFC 7208 section 4: the result for a sender, and what a record costs."""
