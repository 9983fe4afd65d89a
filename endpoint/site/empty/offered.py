"""What an editor offers while a query is written, from what the release uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from endpoint.languages.speaking import gettext as _
from endpoint.languages.speaking import speaking
from endpoint.site.core.state import Release
from endpoint.site.empty.survey import survey
from loaders.kinds import KINDS

CLASSES = 8  # classes named for each property


def offered(release: Release, code: str) -> dict[str, Any]:
    """Return prefixes, classes and properties with labels and counts, the most used first.

    Labels, and what kinds of things are called, are in the language of the code.
    """
    known = survey(release)
    with speaking(code):
        kinds = {kind.key: _(kind.singular) for kind in KINDS}
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
    terms = {"classes": classes, "properties": properties}
    return {"prefixes": dict(known.prefixes), **terms, "kinds": kinds}


def _sorted(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _classes(by_class: Mapping[str, Mapping[str, int]], iri: str) -> list[str]:
    users = [(has[iri], name) for name, has in by_class.items() if iri in has]
    return [name for _, name in sorted(users, reverse=True)[:CLASSES]]


def _label(release: Release, iri: str) -> str:
    return release.term_label(release.compact(iri))
