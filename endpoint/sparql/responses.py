"""Makes responses of answers and errors: status, headers, entity tags, problem details."""

from __future__ import annotations

import hashlib
import json
import re

from endpoint.sparql import text
from endpoint.sparql.errors import QueryError
from endpoint.sparql.messages import Headers, Request, Response, Spooled
from endpoint.sparql.protocol import METHODS, Query

PROBLEM = "application/problem+json"
EXPOSED = (
    "Link, ETag, Retry-After, X-Empty-Because, X-Query-Id, Content-Length, Content-Disposition"
)
SHARING: Headers = (
    ("access-control-allow-origin", "*"),
    ("access-control-expose-headers", EXPOSED),
    ("x-content-type-options", "nosniff"),
)
# The headers by which a browser asks what a page of another site may send.
WANTED = "access-control-request-headers"
SENT = ("Accept", "Content-Type", "If-None-Match", "If-Range", "Range", "Authorization")
NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
MOST_NAMES = 50
SHORT = 4096  # bytes: no answer without rows is longer
TAG = re.compile(r'(?:W/)?("[^"]*")')


def answered(body: bytes | Spooled, content_type: str, tag: str, extra: Headers = ()) -> Response:
    """Return a whole answer; an empty ``tag`` marks one that no cache may keep."""
    keeping = (
        (("etag", tag), ("cache-control", "no-cache")) if tag else (("cache-control", "no-store"),)
    )
    size = body.size if isinstance(body, Spooled) else len(body)
    return Response(
        200,
        (
            ("content-type", content_type),
            ("content-length", str(size)),
            ("vary", "Accept"),
            *keeping,
            *SHARING,
            *extra,
        ),
        body,
    )


def is_empty(body: bytes | Spooled, name: str) -> bool:
    """Tell whether an answer in a format has no rows; answers in RDF are not looked at."""
    if not isinstance(body, bytes) or len(body) > SHORT:
        return False
    if name == "json":
        found = json.loads(body)
        return not found.get("results", {"bindings": [0]})["bindings"]
    if name == "xml":
        return b"<results" in body and b"<result>" not in body
    return name in {"csv", "tsv"} and body.count(b"\n") <= 1


def unchanged(tag: str) -> Response:
    """Return 304: the client has the answer already (RFC 9110 §15.4.5)."""
    return Response(
        304, (("etag", tag), ("cache-control", "no-cache"), ("vary", "Accept"), *SHARING)
    )


def preflight(methods: tuple[str, ...] = METHODS, wanted: str = "") -> Response:
    """Return which methods there are, and that any site may use them.

    ``wanted`` are the headers that a page would like to send: nothing here depends on cookies, so
    it may send whatever it likes.
    """
    allowed = ", ".join(methods)
    named = (("allow", allowed), ("access-control-allow-methods", allowed))
    return Response(204, (*named, *SHARING, *permission(wanted)))


def permission(wanted: str) -> Headers:
    """Return the headers that allow a page of another site to send some headers (Fetch §3.3.3)."""
    asked = [name.strip() for name in wanted.split(",", MOST_NAMES)[:MOST_NAMES]]
    known = {name.lower() for name in SENT}
    more = dict.fromkeys(n for n in asked if NAME.fullmatch(n) and n.lower() not in known)
    return (
        ("access-control-allow-headers", ", ".join((*SENT, *more))),
        ("access-control-max-age", "86400"),
        ("vary", "Access-Control-Request-Headers"),
    )


def refused(error: QueryError, base: str, instance: str) -> Response:
    """Return an error as problem details (https://www.rfc-editor.org/rfc/rfc9457)."""
    headers = [
        ("content-type", PROBLEM),
        ("cache-control", "no-store"),
        ("vary", "Accept"),
        *SHARING,
    ]
    if error.retry_after is not None:
        headers.append(("retry-after", str(max(1, round(error.retry_after)))))
    if error.kind == "token":
        headers.append(("www-authenticate", "Bearer"))
    if error.methods:
        headers.append(("allow", ", ".join(error.methods)))
    if error.kind == "not-acceptable":
        headers.append(("accept", error.remedy.removeprefix("there is ")))
    body = problem(error, base, instance)
    return Response(error.status, (*headers, ("content-length", str(len(body)))), body)


def problem(error: QueryError, base: str, instance: str) -> bytes:
    """Return the problem details of an error; they name no files and no addresses."""
    detail = f"{error.what}; {error.remedy}" if error.remedy else error.what
    document: dict[str, object] = {
        "type": f"{base}docs/problems#{error.kind}",
        "title": error.title,
        "status": error.status,
        "detail": detail,
        "instance": instance,
    }
    if error.line is not None:
        document["line"] = error.line
    if error.position is not None:
        document["column"] = error.position
    if error.excerpt:
        document["excerpt"] = error.excerpt
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def tag_of(release: str, asked: Query) -> str:
    """Return the entity tag of an answer, empty when two runs may give different answers.

    It is weak, for blank nodes get new labels each time (RFC 9110 §8.8.1).
    """
    if text.varies(asked.text):
        return ""
    parts = (
        release,
        asked.format.media_type,
        f"html {asked.language}" if asked.html else "",
        "\n".join(asked.default_graphs),
        "\n".join(asked.named_graphs),
        asked.text,
    )
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16)
    return f'W/"{digest.hexdigest()}"'


def matches(request: Request, tag: str) -> bool:
    """Tell whether If-None-Match names a tag, by weak comparison (RFC 9110 §13.1.2)."""
    given = request.header("if-none-match")
    if not given or not tag:
        return False
    return given.strip() == "*" or tag.removeprefix("W/") in TAG.findall(given)


def marked(response: Response, query_id: str) -> Response:
    """Add the identifier under which the log knows the query."""
    headers = (*response.headers, ("x-query-id", query_id))
    return Response(response.status, headers, response.body)
