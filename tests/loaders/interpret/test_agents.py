"""Who a text names, with the shipped registry and its links."""

from pathlib import Path

import pytest

from loaders.curation.links import Links, NamesInContext
from loaders.curation.registry import Registry
from loaders.interpret.agents import Home, read_agents

DATA = Path(__file__).parents[3] / "data"
GHENT = Home("ghent", "BE")
Case = tuple[str, str, Home | None, list[str], list[str]]
CASES: list[Case] = [
    # context, text, home, linked, unlinked
    ("practices/x", "city; NGOs; volunteers", GHENT, ["government/ghent"], ["NGOs", "volunteers"]),
    ("practices/ghent-refugee-taskforce", "OCMW", GHENT, ["organisation/ocmw-ghent"], []),
    ("practices/x", "OCMW", GHENT, [], ["OCMW"]),
    ("practices/x", "mayor; city", Home("gdansk", "PL"), ["government/gdansk"], []),
    ("practices/x", "municipality", None, [], ["municipality"]),
    ("events/x", "Seebrücke with Potsdam", None,
     ["organisation/seebruecke", "government/potsdam"], []),
    ("events/x", "London Borough of Lewisham, Council of Europe", None,
     ["government/lewisham", "organisation/council-of-europe"], []),
    ("events/x", "Intendencia de Montevideo", None, ["government/montevideo"], []),
    ("events/x", "City of Bologna (UNITES)", None, ["government/bologna"], []),
    ("events/x", "Ada Colau", None, ["person/ada-colau"], []),
    ("charters/x", "ECCAR / UNESCO", None, ["network/eccar", "organisation/unesco"], []),
    ("charters/x", "mayors of Barcelona, Paris, Lesbos, Lampedusa", None,
     ["government/barcelona", "government/paris", "government/lampedusa"], ["Lesbos"]),
    ("charters/x", "first by eight cities (Flensburg, Potsdam), then by all twelve founders", None,
     ["government/flensburg", "government/potsdam"], []),
    ("charters/x", "UNHCR and mayors", None, ["organisation/unhcr"], ["mayors"]),
    ("charters/x", "76 mayors", None, [], ["76 mayors"]),
    ("networks/x", "Athens and Thessaloniki (MoU); supported by UNHCR and IOM", None,
     ["government/athens", "government/thessaloniki"], ["supported by UNHCR and IOM"]),
    ("networks/x", "Organisation for Universal Citizenship", None, ["organisation/ocu"], []),
    ("networks/x", "Oslo, Stavanger", None, ["government/oslo", "government/stavanger"], []),
    ("networks/x", "Centre on Migration, Policy and Society (COMPAS)", None,
     ["organisation/compas"], []),
    ("events/doj-sanctuary-list-2025", "Washington", None, [], ["Washington"]),
    ("networks/x", "Frankfurt", None, [], ["Frankfurt"]),
    ("networks/eurocities", "Frankfurt", None, ["government/frankfurt-am-main"], []),
]  # fmt: skip


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load(DATA / "registry")


@pytest.fixture(scope="module")
def links() -> Links:
    return Links.load(DATA / "links")


@pytest.mark.parametrize("case", CASES, ids=[case[1] for case in CASES])
def test_who_is_named(case: Case, registry: Registry, links: Links) -> None:
    context, text, home, linked, unlinked = case
    read = read_agents(text, NamesInContext(registry, links, context), home)
    assert [f"{agent.kind}/{agent.key}" for agent in read.linked] == linked
    assert list(read.unlinked) == unlinked


def test_every_link_points_to_something_registered(registry: Registry, links: Links) -> None:
    assert links.agents
    missing = [link for link in links.agents.values() if any(link) and not registry.entry(*link)]
    assert missing == []


def test_every_context_of_a_link_is_a_record(registry: Registry, links: Links) -> None:
    kinds = {"practices": ("practice",), "events": ("event",), "charters": ("charter",),
             "networks": ("network", "list"), "publications": ("publication",),
             "conflicts": ("conflict",), "actors": ("organisation", "person"),
             "named-organisations": ("organisation",), "city-names": ("city", "place"),
             "memberships": ("membership", "act", "signature", "designation")}  # fmt: skip
    kinds["city-names"] = ("city", "place")
    for context in {context for _, context in links.agents} | set(links.statements):
        stem, _, key = context.partition("/")
        if key == "report":
            # Of a report that was read: what is said of it as a publication.
            assert registry.entry("publication", stem), context
            continue
        assert any(registry.entry(kind, key) for kind in kinds[stem]), context
