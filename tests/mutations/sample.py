"""The small graph that mistakes are put into: one thing of every class, with all around it.

``python -m tests.mutations.sample DUMP`` writes it anew from the dump (N-Quads) of a release.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from loaders.rdf.nquads import canonical_lines
from loaders.settings import DEFAULT_BASE
from loaders.vocabulary import SKOS

PATH = Path(__file__).parent / "sample.nq"
THINGS, GRAPHS = f"{DEFAULT_BASE}id/", f"{DEFAULT_BASE}graph/"
# What neighbours are called in other languages makes the sample long and finds no mistake.
NAMES = {SKOS.prefLabel, SKOS.altLabel}
# One thing of every class, and where the classes differ in use, of every use.
CHOSEN = (
    "city/palermo", "place/canton-of-neuchatel", "country/it", "government/palermo",
    "organisation/kedyl", "person/leoluca-orlando", "network/anvita", "list/icc-index",
    "membership/iash--palermo", "act/seebruecke-safe-harbours--berlin",
    "designation/moving-cities-featured--palermo", "signature/palermo-declaration-2021--palermo",
    "charter/palermo-declaration-2021", "practice/villeurbanne-city-card",
    "commitment/seebruecke-safe-harbours--berlin--public-solidarity-declaration",
    "phase/warsaw-multicultural-centre--pilot", "practice/valencia-agermanament-comunitari",
    "event/fs2c-palermo-2021", "publication/kron-lebuhn-2018",
    "publication/moving-cities-report-bologna", "tenure/leoluca-orlando--palermo--2012",
    "assessment/kron-lebuhn-2018--palermo--human-rights-intervention",
    "conflict/recosol-founding", "figure/palermo--population", "figure/cni-greece--members-2020",
)  # fmt: skip


def taken(quads: list[Quad], chosen: set[NamedNode]) -> list[Quad]:
    """Return what is said of the things chosen and of what they name, and its records."""
    found = {quad for quad in quads if quad.subject in chosen}
    named = {quad.object for quad in found if str(quad.object).startswith(f"<{THINGS}")}
    found |= {q for q in quads if q.subject in named and q.predicate not in NAMES}
    graphs = {quad.graph_name for quad in found}
    return [*found, *(quad for quad in quads if quad.subject in graphs)]


def main(dump: Path) -> None:
    """Write the sample from a dump; say which of the chosen things are not in it."""
    by_subject: dict[object, list[Quad]] = defaultdict(list)
    quads = []
    for quad in parse(path=str(dump), format=RdfFormat.N_QUADS):
        if not str(quad.graph_name).startswith((f"<{GRAPHS}rules/", f"<{GRAPHS}ontology")):
            quads.append(quad)
            by_subject[quad.subject].append(quad)
    chosen = {NamedNode(THINGS + path) for path in CHOSEN}
    if missing := [str(node) for node in chosen if node not in by_subject]:
        sys.exit(f"not in the graph: {', '.join(missing)}")
    lines = canonical_lines(
        quad for quad in taken(quads, chosen) if "/graph/concepts/" not in str(quad.graph_name)
    )
    PATH.write_bytes(b"".join(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
