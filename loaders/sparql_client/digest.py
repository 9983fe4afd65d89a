"""Digest authentication (RFC 7616), which Virtuoso asks for where updates are sent."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable

from loaders.sparql_client.address import Address

PART = re.compile(r'(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')
HASHES: dict[str, Callable[[bytes], str]] = {
    "MD5": lambda data: hashlib.md5(data, usedforsecurity=False).hexdigest(),
    "SHA-256": lambda data: hashlib.sha256(data).hexdigest(),
}


def header(address: Address, challenge: str, method: str, target: str, count: int = 1) -> str:
    """Return the Authorization header that answers a challenge, empty when it cannot be answered.

    ``target`` is what stands in the request line, ``count`` how often this challenge was answered.
    """
    scheme, _, rest = challenge.strip().partition(" ")
    parts = {name.lower(): quoted or plain for name, quoted, plain in PART.findall(rest)}
    algorithm = parts.get("algorithm", "MD5").upper()
    if scheme.lower() != "digest" or algorithm not in HASHES or "nonce" not in parts:
        return ""
    made = HASHES[algorithm]
    realm, nonce, once = parts.get("realm", ""), parts["nonce"], os.urandom(8).hex()
    who = made(f"{address.user}:{realm}:{address.password}".encode())
    what = made(f"{method}:{target}".encode())
    told = {"username": address.user, "realm": realm, "nonce": nonce, "uri": target}
    qualities = [one.strip() for one in parts.get("qop", "").split(",")]
    if "auth" in qualities:
        proof = made(f"{who}:{nonce}:{count:08x}:{once}:auth:{what}".encode())
        told["cnonce"] = once
    else:
        proof = made(f"{who}:{nonce}:{what}".encode())
    told["response"] = proof
    if "opaque" in parts:
        told["opaque"] = parts["opaque"]
    quoted = ", ".join(f'{name}="{value}"' for name, value in told.items())
    counted = f", qop=auth, nc={count:08x}" if "cnonce" in told else ""
    return f"Digest {quoted}, algorithm={algorithm}{counted}"
