"""Finds things by name: in the index of a release, or in the graph itself where there is none."""

from __future__ import annotations

from pyoxigraph import Literal

from endpoint.site.core.state import Release
from endpoint.site.search.index import Thing
from endpoint.site.search.searching import Fit, Hit, search

MOST = 100


def find(release: Release, text: str, kind: str = "", limit: int = MOST) -> tuple[Hit, ...]:
    """Return things by a text, each once, best first; ``kind`` narrows to one.

    Raise DataError when there is an index that cannot be read.
    """
    found = search(release.folder, text, kind, limit)
    if found is None:
        return _by_query(release, text, kind)[:limit] if text else ()
    return found


def _by_query(release: Release, text: str, kind: str) -> tuple[Hit, ...]:
    """Search the graph itself, where no index is at hand; a whole name comes first."""
    start = f"{release.info.base}id/"
    wanted = text.lower()
    rows = release.queries.select("search", limit=5 * MOST, text=[Literal(wanted)])
    hits: dict[str, Hit] = {}
    for row in rows:
        iri, label = str(row["thing"].value), row["label"]
        found = iri[len(start) :].partition("/")[0] if iri.startswith(start) else ""
        if isinstance(label, Literal) and (not kind or kind == found):
            thing = Thing(0, iri, found, 0, 0, 0, label.value, "", "", 0, 0)
            fit = Fit.EXACT if label.value.lower() == wanted else Fit.WORDS
            hit = Hit(thing, label.value, label.language or "", fit)
            if iri not in hits or fit < hits[iri].fit:
                hits[iri] = hit
    return tuple(sorted(hits.values(), key=lambda hit: (hit.fit, len(hit.label), hit.iri)))
