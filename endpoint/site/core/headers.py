"""Headers every answer carries: security, and leave for other sites to read the data."""

from __future__ import annotations

from flask import Flask, Response, request

from endpoint.site.core.addresses import in_language, keep_data_plain, without_slash
from endpoint.sparql.responses import WANTED, permission

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
SECURITY = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
# Everything here is public and nothing depends on cookies, so any site may read it.
SHARING = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Accept-Ranges, Content-Location, Content-Range, ETag, Link, Retry-After"
    ),
}
METHODS = "GET, HEAD, OPTIONS"


def register(app: Flask) -> None:
    """Add the headers to every answer; what a view has set itself stays."""
    app.before_request(without_slash)
    app.before_request(keep_data_plain)
    app.after_request(_add)


def _add(response: Response) -> Response:
    if response.mimetype == "text/html":
        in_language(response)
    headers = {**SECURITY, **SHARING}
    if request.method == "OPTIONS":
        granted = dict(permission(request.headers.get(WANTED, "")))
        response.vary.add(granted.pop("vary"))
        methods = ", ".join(sorted(response.allow)) or METHODS
        headers |= {"Access-Control-Allow-Methods": methods, **granted}
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    return response
