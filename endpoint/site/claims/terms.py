"""Shows the terms of claims: what they are called, and where their records are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from flask import url_for
from pyoxigraph import Literal, NamedNode

from endpoint.languages.speaking import gettext as _
from endpoint.site.core.dates import human
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.terms import Viewer


def viewer(release: Release, terms: Iterable[object]) -> Viewer:
    """Return what shows these terms by their labels."""
    own = [t for t in terms if isinstance(t, NamedNode) and t.value.startswith(release.info.base)]
    return Viewer(release, gather.labels(release, own))


def predicate_label(shown: Viewer, term: object, held: object = None) -> str:
    """Return what the predicate of a claim is called: a property, a type of act, or an office.

    ``held`` is given for an office of the past.
    """
    iri, release = cast(NamedNode, term), shown.release
    if iri.value.startswith(f"{release.info.base}id/role/"):
        office = shown.view(iri).text
        if held:
            return _("former %(office)s of", office=office)
        return _("%(office)s of", office=office)
    if iri.value.startswith(f"{release.info.base}id/"):
        return shown.view(iri).text
    return release.term_label(release.compact(iri))


def record_path(release: Release, graph: NamedNode) -> str:
    """Return the address of a record's page."""
    stem, _, name = graph.value.removeprefix(f"{release.info.base}graph/").partition("/")
    return url_for("graphs.record", stem=stem, name=name)


def last(term: object) -> str:
    """Return the last part of an IRI."""
    return str(cast(NamedNode, term).value).rsplit("/", 1)[-1]


def written(term: object) -> str:
    """Return a date the way people write it, '' for none; what is not a date as it is."""
    return human(term) if isinstance(term, Literal) else ""


def text(term: object) -> str:
    """Return a literal as text, '' for none."""
    return str(cast(Literal, term).value) if term is not None else ""
