"""Serves each page as Markdown too: by the suffix ``.md`` or by Accept.

A layer around the site takes the wish out of the request, so that every view makes its page; what
it made is then written as Markdown. So no page can be forgotten, and none says two things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from flask import Flask, Response, request

from endpoint.languages.prefixes import PREFIX
from endpoint.languages.speaking import N_
from endpoint.site.core.addresses import SAFE, here
from endpoint.site.core.formats import DATA
from endpoint.site.core.problems import answer, not_found
from endpoint.site.core.state import current
from endpoint.site.markdown.blocks import written
from endpoint.sparql.formats import CSV, HTML, MARKDOWN, PLAIN_JSON
from endpoint.sparql.negotiation import choose

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

WISH = "urbsol.markdown"
SUFFIX = f".{MARKDOWN.suffix}"
BY_SUFFIX, BY_ACCEPT = "suffix", "accept"
# The documentation is written in Markdown; the others are files, identifiers, or no pages.
ELSEWHERE = (
    "/docs", "/.well-known/", "/downloads/", "/id/", "/release/", "/sparql", "/static/",
)  # fmt: skip
# Identifiers, and the form and results of queries: their addresses take no suffixes.
BY_ACCEPT_ONLY = re.compile(r"/id/.*|/sparql/?|/release/[^/]*", re.DOTALL)
HOME = "/index"
OFFERED = (MARKDOWN, HTML, *DATA, PLAIN_JSON, CSV)
LEADING = frozenset({301, 302, 303, 307, 308})
# Tags of Markdown are those of its page with a mark.
MARK = "-md"
TAG = re.compile(r'"([^"]*)-md"')


def with_markdown(application: WSGIApplication) -> WSGIApplication:
    """Return an application that takes the wish for Markdown out of requests first."""

    def answered(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        wish = _wish(environ)
        if wish:
            environ[WISH] = wish
            environ["HTTP_ACCEPT"] = HTML.media_type
            held = TAG.findall(environ.pop("HTTP_IF_NONE_MATCH", ""))
            if held:
                environ["HTTP_IF_NONE_MATCH"] = ", ".join(f'"{one}"' for one in held)
        return application(environ, start)

    return answered


def _wish(environ: WSGIEnvironment) -> str:
    """Return by what a request asks for Markdown, with the suffix taken off its path; '' if not."""
    path: str = environ.get("PATH_INFO", "")
    if environ.get("REQUEST_METHOD") not in {"GET", "HEAD"}:
        return ""
    by_accept = bool(BY_ACCEPT_ONLY.fullmatch(path))
    if path.startswith(ELSEWHERE) and not by_accept:
        return ""
    if path.endswith(SUFFIX) and not by_accept:
        stem = path.removesuffix(SUFFIX)
        environ["PATH_INFO"] = "/" if stem == HOME else stem
        return BY_SUFFIX
    accept: str = environ.get("HTTP_ACCEPT", "")
    named = MARKDOWN.media_type in accept.lower()
    return BY_ACCEPT if named and choose(accept, OFFERED) is MARKDOWN else ""


def address() -> str:
    """Return the address of the page asked for as Markdown, '' where it has none."""
    path, _, query = here(request.environ.get(PREFIX, "")).partition("?")
    if request.path.startswith(ELSEWHERE[1:]):
        return ""
    stem = path.rstrip("/") + (HOME if request.path == "/" else "")
    stem += "/index" if request.path == "/docs/" else ""
    return f"{stem}{SUFFIX}{'?' if query else ''}{query}"


def register(app: Flask) -> None:
    """Write pages as Markdown where that is wished for, and say where else it is to be had."""
    app.after_request(_after)
    app.context_processor(lambda: {"markdown_address": address})


def _after(response: Response) -> Response:
    wish, status = request.environ.get(WISH, ""), response.status_code
    page = response.mimetype == HTML.media_type
    if not wish:
        asked = request.method in {"GET", "HEAD"}
        return _linked(response) if page and status == 200 and asked else response
    if status in LEADING:
        return _led_on(response) if wish == BY_SUFFIX else response
    if page and status != 304:
        response = _as_markdown(response)
    elif wish == BY_SUFFIX and status == 200:
        suffix = MARKDOWN.suffix
        return answer(not_found(N_("No document has the suffix .%(suffix)s."), suffix=suffix))
    return _marked(response)


def _linked(response: Response) -> Response:
    """Say of a page where its Markdown is (RFC 8288)."""
    if where := address():
        value = f'<{where}>; rel="alternate"; type="{MARKDOWN.media_type}"'
        response.headers.add("Link", value)
        response.vary.add("Accept")
    return response


def _led_on(response: Response) -> Response:
    """Keep the suffix on the way to another address of this site."""
    path, mark, query = (response.headers.get("Location") or "").partition("?")
    if path and not urlsplit(path).netloc and not path.endswith(SUFFIX):
        response.headers["Location"] = f"{path}{SUFFIX}{mark}{query}"
    return response


def _as_markdown(response: Response) -> Response:
    release = current().release
    base = request.host_url.rstrip("/") + quote(request.script_root, safe=SAFE)
    text = written(response.get_data(), base + quote(request.path, safe=SAFE))
    about = (
        f"Release [{release.info.version}]({base}/release/{quote(release.info.version)})"
        f" ({release.info.hash[:12]}). Page: <{base}{quote(request.path, safe=SAFE)}>."
        " Licence: [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/).\n"
    )
    response.set_data(f"{text}\n---\n\n{about}".encode())
    response.headers["Content-Type"] = MARKDOWN.content_type
    return response


def _marked(response: Response) -> Response:
    """Give the Markdown of a page an entity tag and an address of its own."""
    tag, _ = response.get_etag()
    if tag:
        response.set_etag(tag.removesuffix(MARK) + MARK)
    response.vary.add("Accept")
    if response.status_code in {200, 304} and (where := address()):
        response.headers["Content-Location"] = where
    return response
