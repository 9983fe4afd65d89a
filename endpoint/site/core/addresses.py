"""Addresses in a language: the prefix of one, the same page in the others, data without any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from flask import Flask, Response, request

from endpoint.languages.known import LANGUAGES
from endpoint.languages.prefixes import PREFIX
from endpoint.languages.speaking import language

SAFE = "/:@!$&'()*+,;=~-._%?"
# What programs ask for: it has one address, whatever language its readers speak.
PLAIN = frozenset(
    {
        "static",
        "things.identify",
        "schemes.identify",
        "claims.identify",
        "claims.sheet",
        "claims.row",
        "compare.as_csv",
        "changes.index",
        "changes.page",
        "changes.feed",
        "dataset.void",
        "dataset.api_catalog",
        "dataset.release_file",
        "dataset.by_suffix",
        "ontology.by_suffix",
        "downloads.file",
        "downloads.context",
        "lookup.address",
        "lookup.many",
        "lookup.one",
        "maps.as_csv",
        "maps.oembed",
        "maps.as_geojson",
        "maps.as_points",
        "maps.as_svg",
        "memento.timegate",
        "memento.timemap",
        "pages.client",
        "pages.robots",
        "pages.sitemap",
        "reconcile.flyout",
        "reconcile.preview",
        "reconcile.propose",
        "reconcile.service",
        "reconcile.suggest",
        "statements.row",
        "statements.source_row",
        "pages.favicon",
        "sparql.graph_store",
        "sparql.explain",
        "sparql.short_link",
        "sparql.completion",
        "watch.query",
        "watch.question",
        "watch.saved",
    }
)
# A name with a suffix in it is that of a file here.
MIXED = frozenset(
    {
        "charts.chart",
        "docs.notebook",
        "maps.card",
        "maps.map_card",
        "questions.question",
        "tables.document",
    }
)
# These send people on to a page, so they keep the language they are asked in.
LEADING = frozenset({"sparql.short_link", "things.identify", "schemes.identify", "claims.identify"})


class Site(Flask):
    """A Flask application whose links to data have no prefix of a language."""

    def url_for(self, /, endpoint: str, **values: object) -> str:
        """Return the address of a view."""
        address = super().url_for(endpoint, **values)  # type: ignore[arg-type]
        return unprefixed(address) if request and is_plain(endpoint, values) else address


def is_plain(endpoint: str | None, values: Mapping[str, object]) -> bool:
    """Tell whether a view answers programs at an address without language."""
    return endpoint in PLAIN or (endpoint in MIXED and "." in str(values.get("name", "")))


@dataclass(frozen=True)
class Switch:
    """The same page in a language: its path here, and the whole address."""

    code: str
    name: str
    href: str
    address: str
    here: bool


def prefixed() -> bool:
    """Tell whether the address of the request fixes a language."""
    return bool(request.environ.get(PREFIX))


def mount() -> str:
    """Return the path the site is mounted at, without the prefix of a language."""
    code = request.environ.get(PREFIX, "")
    return request.script_root.removesuffix(f"/{code}") if code else request.script_root


def unprefixed(path: str) -> str:
    """Return a path of this site without the prefix of the language the request is in."""
    if prefixed() and f"{path}/".startswith(f"{request.script_root}/"):
        return mount() + path[len(request.script_root) :]
    return path


def here(code: str = "", *, without: str = "") -> str:
    """Return the path and query of the request without the prefix of a language, or with one.

    The parameter named in ``without`` is left out of the query.
    """
    asked = request.query_string.decode("latin-1")
    if without:
        asked = "&".join(one for one in asked.split("&") if not one.startswith(f"{without}="))
    query = quote(asked, safe=SAFE)
    path = f"{mount()}/{code}" if code else mount()
    return f"{path}{quote(request.path, safe=SAFE)}{'?' if query else ''}{query}"


def moved_to_plain() -> Response:
    """Redirect to the address without the prefix of a language."""
    response = Response(status=308, headers={"Location": here()})
    response.vary.add("Accept")
    return response


def keep_data_plain() -> Response | None:
    """Redirect from data under the prefix of a language to the one address it has."""
    endpoint = request.endpoint
    if prefixed() and endpoint not in LEADING and is_plain(endpoint, request.view_args or {}):
        return moved_to_plain()
    return None


def without_slash() -> Response | None:
    """Redirect from an address with a slash at its end to the one without, which is the same."""
    rule, query = request.url_rule, request.query_string.decode("latin-1")
    path = request.path.rstrip("/")
    if rule is None or rule.rule.endswith("/") or not path or path == request.path:
        return None
    if request.method not in {"GET", "HEAD"} or (request.endpoint or "").startswith("sparql."):
        return None
    target = quote(request.script_root + path, safe="/~") + (f"?{query}" if query else "")
    return Response(status=301, headers={"Location": target})


def in_language(response: Response) -> Response:
    """Say the language of a page, and that it depends on what the client accepts."""
    response.headers["Content-Language"] = language().code
    if not prefixed():
        response.vary.add("Accept-Language")
    return response


def switches() -> tuple[Switch, ...]:
    """Return the page asked for in each language."""
    host = request.host_url.rstrip("/")
    spoken = language().code
    return tuple(
        Switch(one.code, one.name, here(one.code), host + here(one.code), one.code == spoken)
        for one in LANGUAGES
    )


def canonical() -> str:
    """Return the whole address of the page as it was asked for: in a language, or in any.

    The page of a thing as of a day is a view of its page.
    """
    without = "asof" if request.endpoint == "things.document" else ""
    return request.host_url.rstrip("/") + here(request.environ.get(PREFIX, ""), without=without)


def whole() -> str:
    """Return the whole address of the page without the prefix of a language."""
    return request.host_url.rstrip("/") + here()
