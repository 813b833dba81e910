"""Our reasons against Sisimai's: which of its words say the same, and where the two differ by rule."""

# By our word: the words of Sisimai (5.2) that mean no more and no less, or a part of it.
SAME = {
    "authentication": {"authfailure"},
    "ip-reputation": {"blocked", "badreputation", "requireptr"},
    "domain-reputation": {"badreputation"},
    "complaints": {"blocked", "badreputation"},
    "throttling": {"toomanyconn", "speeding", "ratelimited", "exceedlimit"},
    "unknown-recipient": {"userunknown", "hasmoved", "filtered"},
    "unknown-host": {"hostunknown", "networkerror", "notaccept"},
    "mailbox-full": {"mailboxfull"},
    "mailbox-unavailable": {"suspend", "onhold", "filtered"},
    "too-large": {"mesgtoobig", "emailtoolarge", "exceedlimit"},
    "sender-address": {"rejected"},
    "relay": {"norelaying"},
    "content": {"contenterror", "spamdetected", "virusdetected"},
    "policy": {"policyviolation", "securityerror", "rejected", "filtered", "notaccept"},
    "protocol": {"notcompliantrfc", "syntaxerror"},
    "network": {"networkerror"},
    "loop": {"networkerror"},
    "expired": {"expired"},
    "system": {"systemerror", "systemfull", "mailererror"},
    "tls": {"failedstarttls", "securityerror"},
    "unknown": {"undefined", "onhold"},
}

# Where we say something else on purpose: (Sisimai's word, ours) and the rule.
RULES = {
    ("expired", "network"): "a connection that failed is told as such, however long it was tried",
    ("expired", "throttling"): "'resources unavailable, try later' says more than that the queue ran out of time",
    ("policyviolation", "content"): "a message refused for what is in it is told as such",
    ("policyviolation", "protocol"): "a fault in the header is told as such",
    ("contenterror", "protocol"): "a fault in the header is told as such",
    ("filtered", "protocol"): "a fault in the header is told as such",
    ("badreputation", "throttling"): "[TSS04] says that volume is the cause",
    ("rejected", "throttling"): "[TSS04] says that volume is the cause",
    ("rejected", "unknown-recipient"): "'unknown user' is said of the recipient",
    ("networkerror", "unknown-recipient"): "'not a registered user' is said of the recipient",
    ("suspend", "unknown-recipient"): "'user unknown' is what the server says",
    ("blocked", "unknown-host"): "'host unknown' is what the server says",
    ("userunknown", "policy"): "'access denied' and 'rejected' do not say that the mailbox is missing",
    ("userunknown", "mailbox-unavailable"): "'inactive' says that there was a mailbox",
    ("norelaying", "sender-address"): "the sender's identity is not verified",
    ("onhold", "system"): "'temporary failure' says nothing of the mailbox",
}
