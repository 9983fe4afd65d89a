"""Tells whether an IRI has something behind it: described, merged, withdrawn or unknown."""

from __future__ import annotations

from dataclasses import replace
from typing import cast
from urllib.parse import quote

from flask import redirect, request
from pyoxigraph import Literal, NamedNode
from werkzeug.exceptions import HTTPException

from endpoint.languages.speaking import N_
from endpoint.site.core import links
from endpoint.site.core.problems import Problem, not_found
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.terms import Viewer
from endpoint.site.search.searching import search
from loaders.iris import KEY
from loaders.vocabulary import SKOS

NEAREST = 5


class Moved(HTTPException):
    """A thing that was merged into another: 301 to it."""

    code = 301


def thing_iri(release: Release, kind: str, key: str) -> NamedNode:
    """Return ``id/{kind}/{key}``; raise the 404 problem when they cannot be kind and key.

    Raise a 301 to the thing that is meant when they are in the wrong case.
    """
    small = kind.lower(), key.lower()
    if not all(KEY.fullmatch(one) for one in small):
        raise not_found("There is nothing with the key %(key)s.", key=f"{kind}/{key}"[:200])
    if small != (kind, key):
        # Keys are in lower case: who writes another one is led to the thing, if there is one.
        require(release, release.iris.thing(*small))
        path = request.path.replace(f"/{kind}/{key}", "/{}/{}".format(*small), 1)
        raise Moved(response=redirect(with_query(path), 301))
    return release.iris.thing(kind, key)


def with_query(path: str) -> str:
    """Return another path of this site with the query of the request."""
    query = request.query_string.decode("latin-1")
    return quote(request.script_root + path, safe="/~") + (f"?{query}" if query else "")


def require(release: Release, thing: NamedNode) -> None:
    """Return when the thing is described.

    Raise the 404 problem with like names when nothing is said of it, the 410 problem when it was
    withdrawn, a 301 to what replaces it when that is one thing, and the 300 problem when it was
    split into several (identifiers are never broken).
    """
    if not release.queries.ask("exists", thing=[thing]):
        raise _unknown(release, thing)
    rows = release.queries.select("status", thing=[thing])
    replacements = [cast(NamedNode, r["replacement"]) for r in rows if "replacement" in r]
    if len(replacements) == 1:
        target = links.local_href(replacements[0].value, release.info.base)
        if target:
            raise Moved(response=redirect(target, 301))
    if rows:
        raise _gone(release, thing, replacements)


def _unknown(release: Release, thing: NamedNode) -> Problem:
    """Return the 404 problem with the things whose names are nearest."""
    problem = not_found("Nothing is said of %(iri)s in this release.", iri=thing.value)
    kind, _, key = thing.value.removeprefix(f"{release.info.base}id/").partition("/")
    if not key:
        return problem
    words = key.replace("-", " ")
    hits = (
        search(release.folder, words, kind, NEAREST)
        or search(release.folder, words, "", NEAREST)
        or ()
    )
    base = release.info.base
    told = [(hit.label, links.local_href(hit.iri, base) or hit.iri) for hit in hits]
    nearest = [{"iri": hit.iri, "label": hit.label} for hit in hits]
    return replace(problem, links=tuple(told), extra={"nearest": nearest} if nearest else {})


def _gone(release: Release, thing: NamedNode, replacements: list[NamedNode]) -> Problem:
    viewer = Viewer(release, gather.labels(release, [thing, *replacements]))
    rows = gather.cells(release, [thing]).get(thing, ())
    said = {SKOS.note, SKOS.historyNote, SKOS.changeNote}
    reasons = [s.value.value for s in rows if s.predicate in said and isinstance(s.value, Literal)]
    shown = [viewer.thing(one) for one in replacements]
    detail = N_("%(thing)s was withdrawn. %(reasons)s")
    if not reasons:
        detail = N_("%(thing)s was withdrawn.")
    status, title = 410, N_("This was withdrawn")
    if replacements:
        status, title = 300, N_("This was split into several")
        detail = N_("What was called %(thing)s is now several things. %(reasons)s")
    return Problem(
        status,
        "split" if replacements else "gone",
        detail,
        title,
        quads=tuple(quad for row in rows for quad in row.quads()),
        extra={"replaced_by": [one.value for one in replacements]} if replacements else {},
        links=tuple((one.text, one.href) for one in shown if one.href),
        values={"thing": viewer.thing(thing).text, "reasons": " ".join(reasons)},
    )


def here() -> str:
    """Return the path of the request with the mount point."""
    return request.script_root + request.path
