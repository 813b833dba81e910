"""How a line with a record looks in a zone file and in the output of each tool."""

import re

_TYPES = "A|AAAA|CAA|CNAME|DNSKEY|DS|HINFO|MX|NS|PTR|RRSIG|SOA|SPF|SRV|TLSA|TXT"
_TTL = r"\d[\dsmhdw]{0,20}"
_END = r"[ \t]*(?:;|$)"
_IP4 = r"\d{1,3}(?:\.\d{1,3}){3}"
_IP6 = r"(?=[^\s:]{0,4}:)[0-9a-f:.]{2,45}"
_DOTTED = r"(?=[^\s.]*\.)[^\s;\"]{1,255}"
_HOST_NAME = r"[^\s;\"=:,]{1,255}"

# "name 3600 IN TXT data"; without class and time to live the data must look like that of its type, so that no sentence
# and no record of terms is taken for a zone file's line
ZONE = re.compile(
    rf"(?P<name>[^\s;\"=:]{{0,255}})[ \t]+(?:(?:{_TTL}[ \t]+)?IN[ \t]+(?:{_TTL}[ \t]+)?(?P<type>{_TYPES})(?![\w-])"
    rf"|{_TTL}[ \t]+(?P<timed>{_TYPES})(?![\w-])"
    r"|(?P<bare>(?:TXT|SPF)(?=[ \t]*[\"(\u201c]|[ \t]+v=)|(?-i:TXT)(?=[ \t]+[A-Za-z0-9_-]{1,60}=)"
    rf"|(?-i:A)(?=[ \t]+{_IP4}{_END})|(?-i:AAAA)(?=[ \t]+{_IP6}{_END})"
    rf"|(?-i:MX)(?=[ \t]+\d{{1,5}}[ \t]+{_HOST_NAME}{_END})|(?-i:CNAME|NS|PTR)(?=[ \t]+{_HOST_NAME}{_END})))"
    r"[ \t]*(?P<data>.*)",
    re.IGNORECASE,
)
ORIGIN = re.compile(r"\$ORIGIN[ \t]+(?P<name>[^\s;]{1,255})", re.IGNORECASE)

HOST = re.compile(
    rf"(?P<name>{_DOTTED}) (?P<said>descriptive text|has address(?= {_IP4})|has IPv6 address(?= {_IP6})"
    r"|mail is handled by|is an alias for|domain name pointer|name server) (?P<data>.*)"
)
HOST_TYPES = {
    "descriptive text": "TXT",
    "has address": "A",
    "has IPv6 address": "AAAA",
    "mail is handled by": "MX",
    "is an alias for": "CNAME",
    "domain name pointer": "PTR",
    "name server": "NS",
}

NSLOOKUP = re.compile(
    rf"(?P<name>{_DOTTED})[ \t]+(?:(?P<said>text|mail exchanger|canonical name|nameserver|name|internet address"
    r"|AAAA IPv6 address|MX preference)[ \t]*=|(?P<old>has AAAA address))[ \t]*(?P<data>.*)"
)
NSLOOKUP_TYPES = {
    "text": "TXT",
    "mail exchanger": "MX",
    "MX preference": "MX",
    "canonical name": "CNAME",
    "nameserver": "NS",
    "name": "PTR",
    "internet address": "A",
    "AAAA IPv6 address": "AAAA",
    "has AAAA address": "AAAA",
}
EXCHANGER = re.compile(r"(?P<number>\d+)(?P<gap>,)[ \t]*mail exchanger[ \t]*=[ \t]*(?P<host>\S+)")

# The answer's name stands in a line of its own, in nslookup's address answers and in PowerShell's lists; the addresses
# below "Server:" are the resolver's
NAME_LINE = re.compile(r"(?P<label>Name|Server)[ \t]*:[ \t]*(?P<name>\S{0,255})[ \t]*$")
ADDRESS_LINE = re.compile(
    rf"(?P<indent>[ \t]*)(?:(?P<label>(?:IP[46]?)?Address(?:es)?[ \t]*:)[ \t]*)?(?P<data>{_IP4}|{_IP6})[ \t]*$",
    re.IGNORECASE,
)
ALIAS_LINE = re.compile(r"(?P<label>Aliases:)?[ \t]+(?P<data>[^\s:;\"=]{1,255})[ \t]*$")
TYPE_LINE = re.compile(rf"(?:Query)?Type[ \t]*:[ \t]*(?P<type>{_TYPES})[ \t]*$")
FIELD_LINE = re.compile(r"(?P<field>NameHost|NameExchange)[ \t]*:[ \t]*(?P<data>\S+)[ \t]*$")
PREFERENCE = re.compile(r"Preference[ \t]*:[ \t]*(?P<number>\d+)")

POWERSHELL = re.compile(
    r"(?:(?P<name>[^\s;\"{]+)[ \t]+(?P<type>TXT|SPF)[ \t]+\d+[ \t]+\w+[ \t]+|(?:Strings|Text)[ \t]*:[ \t]*|(?=\{v=))"
    r"\{(?P<data>.*)"
)
ROW = re.compile(
    r"(?P<name>[^\s;\"{:]{1,255})[ \t]+(?P<type>A|AAAA|CNAME|MX|NS|PTR)[ \t]+\d+[ \t]+(?P<section>[A-Za-z]+)[ \t]+"
    r"(?P<data>[^\s{]+)(?P<gap>[ \t]+)?(?P<number>\d+)?[ \t]*$"
)
