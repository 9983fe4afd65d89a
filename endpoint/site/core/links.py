"""Turns IRIs of the data into links of the running site; hostile ones never become links."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from flask import current_app, request, url_for

from endpoint.site.core.addresses import mount, prefixed

FILES = ("downloads/", "context.jsonld")
WEB = {"http", "https"}
OWN = ("id/", "doc/", "graph/", "ontology", "dataset", "release/", "downloads", "context.jsonld")
SAFE = "/#?=&;:@!$'()*+,~%"


def local_href(iri: str, base: str) -> str | None:
    """Return the link on this host for an IRI under the base, or None when it is not under it.

    The IRI in the data keeps the base; the link begins with the path the site is mounted at.
    """
    if not iri.startswith(base):
        return None
    path = iri[len(base) :]
    if not path.startswith(OWN) or ".." in path:
        return None
    root = request.script_root
    if prefixed():
        # The document itself, for an identifier sends everybody to the address without language.
        path = f"doc/{path[3:]}" if path.startswith("id/") else path
        root = mount() if path.startswith(FILES) else root
    return f"{root}/{quote(path, safe=SAFE)}"


def roots() -> tuple[str, str, str]:
    """Return what links on this host begin with: of pages, of files, and whether in a language."""
    return request.script_root, mount(), "prefixed" if prefixed() else ""


def external_href(iri: str) -> str | None:
    """Return the IRI when a browser may follow it (http and https with a host), else None."""
    try:
        parts = urlsplit(iri)
        safe = parts.scheme in WEB and bool(parts.hostname) and iri.isprintable()
    except ValueError:
        return None
    return iri if safe and not any(c in iri for c in ' "<>\\^`{|}') else None


def href(iri: str, base: str) -> str | None:
    """Return where an IRI leads from a page: on this host, elsewhere on the web, or nowhere."""
    return local_href(iri, base) or external_href(iri)


def host(iri: str) -> str:
    """Return the host an address is on, without ``www.``, or '' when it has none."""
    try:
        return (urlsplit(iri).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def sparql_href(query: str) -> str:
    """Return the link to the query page with a query in it, which does not run it yet."""
    return f"{request.script_root}/sparql?{'query=' + quote(query.strip(), safe='')}"


def asset_href(name: str) -> str:
    """Return the link of a static file, with the stamp that changes when the file does."""
    return url_for("static", filename=name, v=current_app.extensions["urbsol"].stamp[:8])
