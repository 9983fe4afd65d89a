"""The search over all labels, as a page and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import Blueprint, Response, request, url_for
from pyoxigraph import NamedNode, Quad

from endpoint.languages.speaking import N_, first_upper
from endpoint.languages.speaking import gettext as _
from endpoint.site.core import links
from endpoint.site.core.harmless import harmless
from endpoint.site.core.problems import Problem
from endpoint.site.core.respond import page_bytes
from endpoint.site.core.state import Release, current
from endpoint.site.describe import gather
from endpoint.site.describe.model import Labels
from endpoint.site.describe.terms import RIGHT_TO_LEFT, TermView, Viewer
from endpoint.site.documents.address import Address
from endpoint.site.documents.collections import Collection
from endpoint.site.documents.send import known_suffix, send_document
from endpoint.site.pages.model import Link
from endpoint.site.search.anywhere import MOST as LIMIT
from endpoint.site.search.anywhere import find
from endpoint.site.search.searching import Hit
from endpoint.site.sentences import gather as sentences
from endpoint.sparql.formats import PLAIN_JSON, Format
from loaders.kinds import BY_KEY
from loaders.text import folded

blueprint = Blueprint("search", __name__)
DESCRIBED = 20  # of those found, the first are told in a sentence


@dataclass(frozen=True)
class Found:
    """A thing that was found: what it is called, and by which other name where that tells more."""

    thing: TermView
    kind: str
    iri: str
    said: str = ""
    by: TermView | None = None


@dataclass(frozen=True)
class SearchPage:
    """The search form with what was found."""

    text: str
    kind: str
    kinds: tuple[Link, ...]
    found: tuple[Found, ...]
    capped: bool


@blueprint.get("/search")
def index() -> Response:
    """Find things by ``q``, narrowed by ``kind``: a page, JSON or RDF, by Accept."""
    return _send(None)


@blueprint.get("/search.<suffix>")
def index_as(suffix: str) -> Response:
    """Find things, in one format."""
    return _send(PLAIN_JSON if suffix == PLAIN_JSON.suffix else known_suffix(suffix))


def _send(suffix: Format | None) -> Response:
    release = current().release
    text, kind = request.args.get("q", "").strip(), request.args.get("kind", "")
    if len(text) > 1000 or len(kind) > 100:
        raise Problem(400, "bad-request", N_("The search text is too long."))
    limit = request.args.get("limit", LIMIT, type=int)
    if not 0 < limit <= LIMIT:
        raise Problem(400, "bad-request", N_("limit= is a number from 1 to 100."))
    asked = {"q": text, "kind": kind, "limit": "" if limit == LIMIT else str(limit)}
    query = tuple((name, value) for name, value in asked.items() if value)
    listed = Collection("search", f"Search for: {text}", 0, (), query)
    return send_document(
        Address(url_for("search.index"), query),
        suffix,
        lambda: _page(release, text, kind),
        lambda: _found(release, listed, text, kind),
        listed.iri(release.info.base).value,
        others={PLAIN_JSON: lambda: _json(release, text, kind, limit)},
    )


def _found(release: Release, listed: Collection, text: str, kind: str) -> list[Quad]:
    members = [NamedNode(hit.iri) for hit in find(release, text, kind, LIMIT)]
    return replace(listed, total=len(members), members=members).quads(release)


def _page(release: Release, text: str, kind: str) -> bytes:
    hits = find(release, text, kind, LIMIT)
    kinds = tuple(Link(_(first_upper(one.plural)), one.key) for one in BY_KEY.values() if one.main)
    described = [NamedNode(hit.iri) for hit in hits[:DESCRIBED]]
    said = sentences.of_many(release, described) if described else {}
    schemes = _schemes(release, {hit.kind for hit in hits} - BY_KEY.keys())
    labels = gather.labels(release, [NamedNode(hit.iri) for hit in hits]) if hits else Labels({})
    viewer = Viewer(release, labels)
    found = tuple(
        Found(
            called := _called(viewer, hit),
            _kind(hit, schemes),
            hit.iri,
            said.get(NamedNode(hit.iri), ""),
            _by(hit, called, text),
        )
        for hit in hits
    )
    return page_bytes("search.html", SearchPage(text, kind, kinds, found, len(hits) == LIMIT))


def _json(release: Release, text: str, kind: str, limit: int) -> bytes:
    found = [document(hit) for hit in find(release, text, kind, LIMIT)[:limit]]
    return (json.dumps({"q": text, "results": found}, ensure_ascii=False) + "\n").encode()


def document(hit: Hit) -> dict[str, object]:
    """Return a thing that was found as JSON: the name by which, how it fits, and its own label."""
    return {
        "iri": hit.iri,
        "kind": hit.kind,
        "label": hit.label,
        "lang": hit.lang,
        "fit": hit.fit.name.lower(),
        "apart": hit.apart,
        "called": hit.thing.label,
        "country": hit.thing.country or None,
    }


def _called(viewer: Viewer, hit: Hit) -> TermView:
    """Show a thing that was found by its label in the language spoken, else by the name found."""
    iri = NamedNode(hit.iri)
    shown = _named(hit) if viewer.labels.best(iri) is None else viewer.thing(iri)
    return shown._replace(href=links.local_href(hit.iri, viewer.release.info.base))


def _named(hit: Hit) -> TermView:
    direction = "rtl" if hit.lang.split("-")[0] in RIGHT_TO_LEFT else "auto"
    return TermView(harmless(hit.label), lang=hit.lang or None, dir=direction)


def _by(hit: Hit, called: TermView, text: str) -> TermView | None:
    """Return the name by which a thing was found, where what it is called does not show why."""
    shown = folded(called.text)
    return None if folded(text) in shown or folded(hit.label) in shown else _named(hit)


def _schemes(release: Release, keys: set[str]) -> dict[str, str]:
    """Return what concept schemes are called in the language spoken, by their keys."""
    named = {NamedNode(f"{release.info.base}id/{key}"): key for key in sorted(keys) if key}
    labels = gather.labels(release, named) if named else Labels({})
    found = ((key, labels.best(iri)) for iri, key in named.items())
    return {key: harmless(label.value) for key, label in found if label}


def _kind(hit: Hit, schemes: Mapping[str, str]) -> str:
    known = BY_KEY.get(hit.kind)
    if known:
        return _(known.singular)
    fixed = {"": _("concept scheme"), "ontology": _("term")}
    return fixed.get(hit.kind) or schemes.get(hit.kind) or hit.kind.replace("-", " ")
