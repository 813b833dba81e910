"""The labels that Microsoft's Message Header Analyzer shows in place of the fields' names, and what they stand for."""

FOREFRONT = "X-Forefront-Antispam-Report"
ANTISPAM = "X-Microsoft-Antispam"

# microsoft/MHA, src/Scripts/row/: label -> header and the field in it; an empty field is the whole header
LABELS = {
    "arc protocol": (FOREFRONT, "ARC"),
    "country/region": (FOREFRONT, "CTRY"),
    "language": (FOREFRONT, "LANG"),
    "spam confidence level": (FOREFRONT, "SCL"),
    "phishing confidence level": (ANTISPAM, "PCL"),
    "spam filtering verdict": (FOREFRONT, "SFV"),
    "ip filter verdict": (FOREFRONT, "IPV"),
    "helo/ehlo string": (FOREFRONT, "H"),
    "ptr record": (FOREFRONT, "PTR"),
    "connecting ip address": (FOREFRONT, "CIP"),
    "protection policy category": (FOREFRONT, "CAT"),
    "phishing message": (FOREFRONT, "SFTY"),
    "bulk email status": (FOREFRONT, "SRV"),
    "spam rules": (FOREFRONT, "SFS"),
    "advanced spam filtering": ("X-CustomSpam", ""),
    "bulk complaint level": (ANTISPAM, "BCL"),
    "unknown fields": (FOREFRONT, ""),
    "message id": ("Message-ID", ""),
    "creation time": ("Date", ""),
    "reply to": ("Reply-To", ""),
}
