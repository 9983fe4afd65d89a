"""Looks at parts that are no triples: graphs, EXISTS, and values that nothing is said of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode

from endpoint.languages.speaking import N_
from endpoint.site.empty.finding import Asks, Finding
from endpoint.site.empty.finding import found as finding
from endpoint.site.empty.patterns import Element, Pattern, Triple
from endpoint.site.empty.terms import is_said, nearest, unknown_thing
from endpoint.syntax.tokens import tokens

MOST = 8  # IRIs of VALUES and BIND that are looked at
GRAPHS = (
    "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), %s)) } LIMIT 500"
)


def tests_existence(killer: Element) -> bool:
    """Tell whether a filter asks whether a pattern has a match."""
    words = [one.text.upper() for one in tokens(killer.text)][1:3]
    return killer.kind == "filter" and "EXISTS" in words


def of_existence(killer: Element) -> Finding:
    """Say that all, or none, of what stands before fits the pattern of EXISTS."""
    if [one.text.upper() for one in tokens(killer.text)][1] == "NOT":
        return Finding("exists", N_("everything so far has a match of what NOT EXISTS excludes"))
    return Finding("exists", N_("nothing so far has a match of what EXISTS demands"))


def of_graph(pattern: Pattern, killer: Element, asker: Asks) -> Iterator[Finding]:
    """Say of a graph that it is not here, with the nearest of the same source or spelling."""
    name = next((one.text for one in list(tokens(killer.text))[1:2]), "")
    iri = pattern.iri(name)
    if iri is None or asker.ask(f"ASK {{ GRAPH {NamedNode(iri)} {{ ?s ?p ?o }} }}"):
        return
    start = iri[: iri.rfind("/") + 1]
    rows = asker.select(GRAPHS % f'"{start[:200]}"' if '"' not in start else "")
    near = nearest(iri, [str(row["g"].value) for row in rows], 0.5)
    yield finding(
        "graph-unknown",
        N_("there is no graph %(graph)s; each record of a source has one of its own"),
        f"<{near}>" if near else "",
        graph=name,
    )


def bound(
    pattern: Pattern, triple: Triple, before: Sequence[Element], asker: Asks
) -> Iterator[Finding]:
    """Say of what VALUES or BIND give the triple that nothing is said of it."""
    variables = {one for one in (triple.subject, triple.object) if one[:1] in "?$"}
    for element in before:
        if element.kind not in {"values", "bind"} or not any(v in element.text for v in variables):
            continue
        names = [one.text for one in tokens(element.text) if one.kind in {"iri", "name"}]
        iris = [(name, iri) for name in names[:MOST] if (iri := pattern.iri(name))]
        yield from (
            unknown_thing(name, iri, asker) for name, iri in iris if not is_said(iri, asker)
        )
