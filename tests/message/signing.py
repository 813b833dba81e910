"""Messages signed on the spot with keys that exist for this alone; dkimpy signs with RSA, ecdsa with Ed25519."""

import hashlib
from base64 import b64encode

import dkim
from ecdsa import Ed25519, SigningKey

from checkers.dkim.verification.canonical import canonical_body, canonical_field

KEY = b"""-----BEGIN RSA PRIVATE KEY-----
MIIEpAIBAAKCAQEAqqcvbcuSXleBVBN4eP8qIlQBRzkJP0igk1BkIX7hH5JZ1TVQ
ZWqwZLhyXaIZ95gcCYSo97KsT/RYwqpBUeAg4+fBerB+uwN+ohFk83vP7lqIV5dU
/mJU4NSrL+lbSaXX4SSOf4NIZHq74efgT6GhJRQrb8ZOd6vgAzNJJ0lXCLYsSJnn
6hu8/iOCho4b08wKBD/dxxsUvGKg9A2CYEerXinSLfCDMAapwHUqUbaIv1WESOWl
8xfSn4R8gnfKiY3K6TCWPXgNKOV795MkrGPkBQDnXfvDbiMkhV/iWosvEZ0aWEaZ
h31QRnj/GsYIaADZby118386upIO5qrMnuW/OQIDAQABAoIBAA5ZlaO3BEPAbV5R
1TkTd9cM8LiTY4nGd5Fu2qSoal5nX5Xao4jyDwtawtJinaotlWBfHxg8SY1Fn95R
E8IPRaTBQ1dBfSUIfUvVu5y8phAsdurEQNmzqhO0pM2xr6mPQD2tGPoNYsQapmIW
LgB0OAk9DqczagjAU36uMth4+QOBFTyFvOulhmzJH+NGX9JN73mH0GNouPdvnagd
MGxr/ue3vAsYU9LAYxXuJRGBxqlIIkBnkl50CTqhsN7EAoD2o9GITN//bbFod3Z2
rgoIK5AB3c1YJDqw79x7hPjfZIZ/E2gLGx8Tfhf/JB333yg57hjJoK48lTlVrXj7
Y5SPWZMCgYEA5EZmjdx9H9ZZ5I8MPlrORjKXIiRtAWqnpIwLfnZWV7TubOdXgUIF
71kOxDGfQ5VyhqJCSeGxv0tMJ+ZbO2HQHcz4pdqM7qca5p1yY6Ll8mWPD1IkaHuD
F0TYFiJydtxDZgnYHTvaeVbFnfLJ7AeYM0s5NA69q21wg8GKrI8NwYMCgYEAv2Ev
XmSFwNvnVaOQKLRy725Wb2xHJSn3lbJKE6IWckqzwOYpa8ZUx3hu26/sJ1LsgL/6
NJrJ/2D2Fn++T7N+cdd1E3MTI6I9rExzOP49ktmDxkXO8sw4F15kP8IkzCuAkl3b
sccwAhnwbFw9odZYYnPPnv9Dm52CXuLXyi5lC5MCgYEA27Tane06TLs9N9tqWFWD
tVKZ3dWbSMLDaX8UzPnOronI9O5QbWsDVVOs/64W8LBVUzm2fW+JaWlqefiflG7X
JOeT5eWMwWH6ZT3iy/0MPpn68C8KNbmy+WFcbSloa/ghsoMFC1YBN8oJV7VHHTJO
Dgh3nSAW83jY0ycjdmQVREsCgYA7d2tMnVeiUbJUPfqxa0C7fUGGZdLFjYDNFxVF
fHwVD3lDW0FLp9j4EkgAI23x2iZ66yxH5EEYBXzyCMeN5GxJ23UZkgxEaklXnHnB
H97qHoR/u3lOoH5dZIsp9J2Sg4Hz+Q4m84nLXVwDj7Xm77+O+AVvlknftNWpvjrn
K/th2QKBgQDKTSgKx2Evv+SfgYeS5mQOholuxjpob7vOF+La/f5nAFEwGKnUkfVD
FathU4wC/g7uc03JVyJYShx7vFcCiR7Lbq//DHRBAwZ7H403Wc+5FhuaUVoTsN0r
BO2GrjoW5oWaF9D+dFAGdnM3nMThFZP3d/sTNvv+UXiHd92eaBTPJw==
-----END RSA PRIVATE KEY-----
"""
SHORT_KEY = b"""-----BEGIN RSA PRIVATE KEY-----
MIICXQIBAAKBgQDoDAykPdxJwAhDNuDKK5VQsKNCqYyEOqnQ3gta+2HTJuGedCH9
bpFXYZnhePQrgXyWopy3O/XyKlbObGGqw80HH5HQPFUs6LF9Z4aw4FMl3kPy6B9M
f6OtJsCyR/Lwtp9Sf/sKARGVGaHYBXtbbiFnStimFzvqhZH8+G0+EQPC7QIDAQAB
AoGBAIZ1TPHyom3dpywDZZfgT0IVSFS9WB3avEG6GExc859dnUiqtHNcmT1P4dHD
u4BmJKJIkZSfWvE61VgBd0py8J7AjwyBlSyatBxhFGQqQLqLUsP5V0AgGVAGlmZ+
v8mVAdhzlRQzcBkcAJQGvSOeMhhK6DEOZCsdJvKW2MgdBdGhAkEA94cfTIZPU0WS
nbDZnacfzZkNG7Ubz6gN1z7bQhQeYhM1VuQZionjSXqlUq2qM/q6ZOYI5pfO54Sh
hsK2Zp7y+QJBAO/9SEYvq0Y70wYtk7HsigFJ43++p74mbbc2TaliiYTkk5vNZnIC
6imqeIJMg3cRM3zhs03gXxom5Rh00NLBGJUCQQDChr5iNWtB1ftTUhizfRPRT+at
T7d7imbWMd++HnGCQfY5QymPZq3ooSorv69zCihSAzYbglJoQCNw9LTEEUaBAkBa
BEEFwn+V2n6uxI2voS+qiBKDKfo1QqjInd/HdyRp6mrLd+HDRgCbHEwTY6u0D4mm
f+oHfe9uGcS4xahGRRN5AkB1yjMUhLn+PeRMHqQIeSS49bWkbFX7IlwV3E+lkryM
vc20fY76uNXNdykLksagLibYlz5EYtru72tJnGlMM6i4
-----END RSA PRIVATE KEY-----
"""
WEAK_KEY = b"""-----BEGIN RSA PRIVATE KEY-----
MIIBygIBAAJhAKlcaQPg1CORC4WaCBVqXG/Bgr7VO83pq53NimrWSPTBRIwj7Z1H
G0Tjl6eAptl27Pel5uHSPsbvCAiTmb+WtMfGJFzAaqP00ph74/fIgh4176H9Syd7
mSMKt4hsQsJFTQIDAQABAmAx4Vu0nrUcPI3uLW2QESFkcNP3LIpOnTHEalMIIFCg
dYOg2rwTBGxNn9J8rPF3PwUU/18FzAiatAKmSVnlJbwae+UA8g6NOMQK3nfn6BLv
rmBh/G5sleNw/jAOVPHr0KkCMQDfSFZxlAkyfZCRdAjh0S2AV2zdrJDnT00ZOs8x
GVoAJ6wYa2KjhuwgRgpfrGUCpuMCMQDCLWSnzOmZr+q3PGxpzlGCKRfu0QMnNaVH
n3ncWyNzvjVQlPQKaR+d7Bs1Jnbl6g8CMCBJsJ5p/s57U92EvwgQnJjTi52ep7Gb
SRXd6Do8ZURieENru+7Twu+D0Vo2bsDsawIwA1/slun9yVkAWEzpiXE3g26ZZuIl
DuJky/jeklDXLeTJYmwkTaYEEaeP1X2kpVxLAjEAqaSJzZ5Kv6VuWTMmOVvXUmTg
oCh7hxsayNn+7luggA2y/dsQ9Yx5QymDI+K3PVUa
-----END RSA PRIVATE KEY-----
"""
ED25519 = SigningKey.from_string(bytes(range(32)), curve=Ed25519)
HEADERS = (b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"content-type")
_PUBLIC = {
    KEY: (
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqqcvbcuSXleBVBN4eP8qIlQBRzkJP0igk1BkIX7hH5JZ1TVQZWqwZLhy"
        "XaIZ95gcCYSo97KsT/RYwqpBUeAg4+fBerB+uwN+ohFk83vP7lqIV5dU/mJU4NSrL+lbSaXX4SSOf4NIZHq74efgT6GhJRQrb8ZO"
        "d6vgAzNJJ0lXCLYsSJnn6hu8/iOCho4b08wKBD/dxxsUvGKg9A2CYEerXinSLfCDMAapwHUqUbaIv1WESOWl8xfSn4R8gnfKiY3K"
        "6TCWPXgNKOV795MkrGPkBQDnXfvDbiMkhV/iWosvEZ0aWEaZh31QRnj/GsYIaADZby118386upIO5qrMnuW/OQIDAQAB"
    ),
    SHORT_KEY: (
        "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDoDAykPdxJwAhDNuDKK5VQsKNCqYyEOqnQ3gta+2HTJuGedCH9bpFXYZnhePQr"
        "gXyWopy3O/XyKlbObGGqw80HH5HQPFUs6LF9Z4aw4FMl3kPy6B9Mf6OtJsCyR/Lwtp9Sf/sKARGVGaHYBXtbbiFnStimFzvqhZH8"
        "+G0+EQPC7QIDAQAB"
    ),
    WEAK_KEY: (
        "MHwwDQYJKoZIhvcNAQEBBQADawAwaAJhAKlcaQPg1CORC4WaCBVqXG/Bgr7VO83pq53NimrWSPTBRIwj7Z1HG0Tjl6eAptl27Pel"
        "5uHSPsbvCAiTmb+WtMfGJFzAaqP00ph74/fIgh4176H9Syd7mSMKt4hsQsJFTQIDAQAB"
    ),
}


def record(key: bytes = KEY, more: str = "") -> str:
    """Return a key record."""
    return f"v=DKIM1; {more}k=rsa; p={_PUBLIC[key]}"


def ed25519_record() -> str:
    """Return the key record of the Ed25519 key."""
    return f"v=DKIM1; k=ed25519; p={b64encode(ED25519.verifying_key.to_string()).decode()}"


def zone(key: bytes = KEY, more: str = "", domain: str = "example.com") -> dict:
    """Return a zone with the key of the selector s."""
    return {f"s._domainkey.{domain}": {"TXT": [record(key, more)]}}


def signed(  # noqa: PLR0913
    message: bytes,
    *,
    key: bytes = KEY,
    form: str = "relaxed/relaxed",
    headers: tuple[bytes, ...] = HEADERS,
    algorithm: bytes = b"rsa-sha256",
    domain: bytes = b"example.com",
    length: bool = False,
) -> bytes:
    """Return `message` (CRLF) with a signature on top."""
    head, _, body = form.partition("/")
    signer = dkim.DKIM(message, signature_algorithm=algorithm, minkey=512)
    present = [name for name, _ in signer.headers]
    wanted = [name for name in headers if name in {one.lower() for one in present}]
    canonicalize = (head.encode(), body.encode())
    field = signer.sign(b"s", domain, key, canonicalize=canonicalize, include_headers=wanted, length=length)
    return field + message


def with_field(message: bytes, field: str, key: bytes | None = KEY) -> bytes:
    """Return `message` under a signature field whose tags are as they are given, but for `bh` and `b`.

    The canonical forms are relaxed; `key` None signs with the Ed25519 key. Tags: what stands in `h` is signed.
    """
    head, _, body = message.partition(b"\r\n\r\n")
    digest = b64encode(hashlib.sha256(canonical_body(body, relaxed=True)).digest()).decode()
    own = f"{field}; bh={digest}; b=".encode()
    names = field.partition("h=")[2].partition(";")[0].encode().lower().split(b":")
    fields = {line.partition(b":")[0].lower(): line + b"\r\n" for line in head.split(b"\r\n")}
    pieces = [canonical_field(fields[name], fields[name].index(b":")) for name in names]
    return _finished(own, pieces, key) + message


def signed_ed25519(message: bytes) -> bytes:
    """Return `message` with an Ed25519 signature (RFC 8463)."""
    field = "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.com; s=e; h=from:to:subject"
    return with_field(message, field, None)


def sealed(  # noqa: PLR0913
    message: bytes, instance: int, domain: str, results: str, *, chain: str, key: bytes = KEY
) -> bytes:
    """Return `message` with one more ARC set (RFC 8617 5.1) on top; the sets below it stand in order, newest first."""
    tags = f"i={instance}; a=rsa-sha256; d={domain}; s=s"
    seals = f"ARC-Seal: {tags}; cv={chain}; b=".encode()
    aar = f"ARC-Authentication-Results: i={instance}; {results}\r\n".encode()
    signed_message = with_field(
        message, f"ARC-Message-Signature: {tags}; c=relaxed/relaxed; h=from:to:subject:date", key
    )
    ams = signed_message[: len(signed_message) - len(message)]
    unfolded = [line + b"\r\n" for line in message.partition(b"\r\n\r\n")[0].split(b"\r\n")]
    older = [line for line in unfolded if line.lower().startswith(b"arc-")]
    sets = [older[at : at + 3] for at in range(0, len(older), 3)][::-1]  # each: seal, message signature, results
    pieces = [one for seal, message_field, found in sets for one in (found, message_field, seal)] + [aar, ams]
    canonical = [canonical_field(field, field.index(b":")) for field in pieces]
    return _finished(seals, canonical, key) + ams + aar + message


def _finished(own: bytes, pieces: list[bytes], key: bytes | None) -> bytes:
    """Return a field that ends in "b=" with the signature over `pieces` and itself."""
    digest = hashlib.sha256(b"".join(pieces) + canonical_field(own, own.index(b":"))[:-2])
    if key is None:
        signature = ED25519.sign(digest.digest())
    else:
        private = dkim.crypto.parse_pem_private_key(key)
        signature = dkim.crypto.RSASSA_PKCS1_v1_5_sign(dkim.HashThrough(digest), private)
    return own + b64encode(signature) + b"\r\n"


def crlf(text: str) -> bytes:
    """Return a text with CRLF at the end of its lines."""
    return text.replace("\n", "\r\n").encode()
