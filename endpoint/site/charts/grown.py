"""How the networks of a release grew: counted once a language in the life of the release."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from pyoxigraph import NamedNode

from endpoint.languages.speaking import N_, language
from endpoint.site.charts.counting import Stretch, growth
from endpoint.site.core.dates import day_of
from endpoint.site.core.problems import Problem, not_found
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.terms import TermView, Viewer

FIRST = 1990  # earlier years are not counted
DRAWN = 6  # networks with a line each


@dataclass(frozen=True)
class Network:
    """A network with its members at the end of each year."""

    key: str
    term: TermView
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Grown:
    """The networks with members at the end of a year, the largest first."""

    networks: tuple[Network, ...]
    by_key: Mapping[str, Network]
    last: int
    undated: int

    def chosen(self, keys: Sequence[str]) -> tuple[Network, ...]:
        """Return the networks to draw: those named, else the largest; raise what is wrong."""
        named = list(dict.fromkeys(keys))
        if len(named) > DRAWN:
            detail = N_("At most %(most)s networks are drawn; choose fewer.")
            raise Problem(400, "bad-request", detail, values={"most": DRAWN})
        for key in named:
            if key not in self.by_key:
                raise not_found(N_("No network with dated members has the key %(key)s."),
                                key=key[:60])  # fmt: skip
        return tuple(self.by_key[key] for key in named) or self.networks[:DRAWN]


def grown(release: Release) -> Grown:
    """Return how the networks of a release grew, made when first asked for in a language."""
    return release.once(f"grown {language().code}", lambda: _read(release))


def counted(release: Release) -> tuple[Mapping[NamedNode, tuple[int, ...]], int]:
    """Return the members of each network at the end of each year, and how many have no date.

    They are counted once in the life of a release, whatever the language.
    """
    return release.once("growth", lambda: _count(release))


def _count(release: Release) -> tuple[Mapping[NamedNode, tuple[int, ...]], int]:
    members: dict[NamedNode, dict[str, list[Stretch]]] = defaultdict(lambda: defaultdict(list))
    for row in release.queries.select("growth"):
        network = members[cast(NamedNode, row["network"])]
        stretch = (day_of(row.get("begun")), day_of(row.get("ended")))
        network[str(row["member"].value)].append(stretch)
    last = _last(release)
    grew = {
        iri: counts for iri, many in members.items() if any(counts := growth(many, FIRST, last))
    }
    undated = sum(
        all(begun is None for begun, _ended in stretches)
        for many in members.values()
        for stretches in many.values()
    )
    return grew, undated


def _last(release: Release) -> int:
    return int(release.info.version[:4]) - 1


def _read(release: Release) -> Grown:
    grew, undated = counted(release)
    view = Viewer(release, gather.labels(release, grew))
    found = [
        Network(iri.value.rsplit("/", 1)[-1], view.thing(iri), counts)
        for iri, counts in grew.items()
    ]
    found.sort(key=lambda one: (-max(one.counts), one.term.sort_key))
    return Grown(tuple(found), {one.key: one for one in found}, _last(release), undated)
