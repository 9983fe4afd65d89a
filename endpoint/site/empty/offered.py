"""What an editor offers while a query is written, from what the release uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import speaking
from endpoint.site.core.state import Release
from endpoint.site.empty.survey import survey

CLASSES = 8  # classes named for each property


def offered(release: Release) -> dict[str, Any]:
    """Return prefixes, classes and properties with labels and counts, the most used first."""
    known = survey(release)
    with speaking(SOURCE):
        classes = [
            {"iri": iri, "name": known.short(iri), "label": _label(release, iri), "count": count}
            for iri, count in _sorted(known.classes)
        ]
        properties = [
            {
                "iri": iri,
                "name": known.short(iri),
                "label": _label(release, iri),
                "count": count,
                "classes": _classes(known.by_class, iri),
            }
            for iri, count in _sorted(known.properties)
        ]
    return {"prefixes": dict(known.prefixes), "classes": classes, "properties": properties}


def _sorted(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _classes(by_class: Mapping[str, Mapping[str, int]], iri: str) -> list[str]:
    users = [(has[iri], name) for name, has in by_class.items() if iri in has]
    return [name for _, name in sorted(users, reverse=True)[:CLASSES]]


def _label(release: Release, iri: str) -> str:
    return release.term_label(release.compact(iri))
