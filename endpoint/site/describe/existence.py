"""Tells whether an IRI has something behind it: described, merged, withdrawn or unknown."""

from __future__ import annotations

from typing import cast

from flask import redirect, request
from pyoxigraph import Literal, NamedNode
from werkzeug.exceptions import HTTPException

from endpoint.languages.speaking import N_
from endpoint.site.core import links
from endpoint.site.core.problems import Problem, not_found
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.terms import Viewer
from loaders.iris import KEY
from loaders.vocabulary import SKOS


class Moved(HTTPException):
    """A thing that was merged into another: 301 to it."""

    code = 301


def thing_iri(release: Release, kind: str, key: str) -> NamedNode:
    """Return ``id/{kind}/{key}``; raise the 404 problem when they cannot be kind and key."""
    if not KEY.fullmatch(kind) or not KEY.fullmatch(key):
        raise not_found("There is nothing with the key %(key)s.", key=f"{kind}/{key}"[:200])
    return release.iris.thing(kind, key)


def require(release: Release, thing: NamedNode) -> None:
    """Return when the thing is described.

    Raise the 404 problem when nothing is said of it, the 410 problem when it was withdrawn, and a
    301 to what replaces it when that is one thing (identifiers are never broken, design §2).
    """
    if not release.queries.ask("exists", thing=[thing]):
        raise not_found("Nothing is said of %(iri)s in this release.", iri=thing.value)
    rows = release.queries.select("status", thing=[thing])
    replacements = [cast(NamedNode, r["replacement"]) for r in rows if "replacement" in r]
    if len(replacements) == 1:
        target = links.local_href(replacements[0].value, release.info.base)
        if target:
            raise Moved(response=redirect(target, 301))
    if rows:
        raise _gone(release, thing, replacements)


def _gone(release: Release, thing: NamedNode, replacements: list[NamedNode]) -> Problem:
    viewer = Viewer(release, gather.labels(release, [thing, *replacements]))
    rows = gather.cells(release, [thing]).get(thing, ())
    said = {SKOS.note, SKOS.historyNote, SKOS.changeNote}
    reasons = [s.value.value for s in rows if s.predicate in said and isinstance(s.value, Literal)]
    shown = [viewer.thing(one) for one in replacements]
    detail = N_("%(thing)s was withdrawn. %(reasons)s")
    if not reasons:
        detail = N_("%(thing)s was withdrawn.")
    return Problem(
        410,
        "gone",
        detail,
        N_("This was withdrawn"),
        extra={"replaced_by": [one.value for one in replacements]} if replacements else {},
        links=tuple((one.text, one.href) for one in shown if one.href),
        values={"thing": viewer.thing(thing).text, "reasons": " ".join(reasons)},
    )


def here() -> str:
    """Return the path of the request with the mount point."""
    return request.script_root + request.path
