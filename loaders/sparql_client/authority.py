"""Host and port as a request names them: the authority of a URL, the value of the Host header."""

from __future__ import annotations

PORTS = {"http": 80, "https": 443}


def authority(scheme: str, host: str, port: int) -> str:
    """Return ``host`` or ``host:port`` (RFC 9110 §7.2): IPv6 in brackets, no port of the scheme."""
    shown = f"[{host}]" if ":" in host else host
    return shown if port == PORTS[scheme] else f"{shown}:{port}"
