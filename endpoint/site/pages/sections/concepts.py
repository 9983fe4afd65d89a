"""The concepts of a scheme by name, read once for each language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from pyoxigraph import Literal, NamedNode

from endpoint.languages.speaking import language
from endpoint.site.core import links
from endpoint.site.core.harmless import harmless
from endpoint.site.core.state import Release
from endpoint.site.describe.terms import TermView

Named = tuple[NamedNode, TermView]


def concepts_of(release: Release, scheme: NamedNode) -> list[Named]:
    """Return the concepts of a scheme as they are shown, in the language spoken."""
    base = release.info.base
    return [
        (thing, TermView(label, links.href(thing.value, base)))
        for thing, label in _labels(release, scheme)
    ]


def _labels(release: Release, scheme: NamedNode) -> tuple[tuple[NamedNode, str], ...]:
    code = language().code
    key = f"concepts {scheme.value} {code}"
    return release.once(key, lambda: tuple(_read(release, scheme, code)))


def _read(release: Release, scheme: NamedNode, code: str) -> Iterator[tuple[NamedNode, str]]:
    spoken = [Literal(code)]
    for row in release.queries.select("choices-of-scheme", scheme=[scheme], language=spoken):
        yield cast(NamedNode, row["thing"]), harmless(str(row["label"].value))
