"""What the release uses: classes, properties, which class has which, namespaces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from endpoint.site.core.state import Release


@dataclass(frozen=True)
class Survey:
    """The terms in use, by IRI, with how often, and the properties of each class."""

    classes: Mapping[str, int]
    properties: Mapping[str, int]
    by_class: Mapping[str, Mapping[str, int]]
    prefixes: Mapping[str, str]

    def short(self, iri: str) -> str:
        """Return ``prefix:local`` where a prefix is known, else the IRI in angle brackets."""
        fitting = [(len(ns), name) for name, ns in self.prefixes.items() if iri.startswith(ns)]
        if not fitting:
            return f"<{iri}>"
        length, name = max(fitting)
        return f"{name}:{iri[length:]}"


def survey(release: Release) -> Survey:
    """Return the survey of a release, made when first asked for."""
    return release.once("survey", lambda: _read(release))


def _read(release: Release) -> Survey:
    by_class: dict[str, dict[str, int]] = defaultdict(dict)
    for row in release.queries.select("class-properties"):
        class_, property_ = str(row["class"].value), str(row["property"].value)
        by_class[class_][property_] = int(row["count"].value)
    properties = {
        str(row["property"].value): int(row["count"].value)
        for row in release.queries.select("property-counts")
    }
    return Survey(dict(release.class_counts), properties, by_class, release.prefixes)
