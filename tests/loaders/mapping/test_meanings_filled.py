"""What the ontology offers is filled from the tables: names, periods, currencies, demands."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Dataset, Literal, NamedNode, Quad, RdfFormat, parse

from loaders.settings import DEFAULT_BASE
from loaders.vocabulary import ORG, RDF, SKOS, SKOSXL, XSD, urb

URB = urb(DEFAULT_BASE)


def thing(path: str) -> NamedNode:
    return NamedNode(f"{DEFAULT_BASE}id/{path}")


@pytest.fixture(scope="module")
def graph(shipped_release: Path) -> Dataset:
    dump = shipped_release / "dumps" / "urban-solidarity.nq"
    return Dataset(parse(path=str(dump), format=RdfFormat.N_QUADS))


def values(graph: Dataset, subject: NamedNode, predicate: NamedNode) -> set[object]:
    found: list[Quad] = list(graph.quads_for_subject(subject))
    return {quad.object for quad in found if quad.predicate == predicate}


@pytest.mark.parametrize(
    ("membership", "member"),
    [
        ("arrival-cities--dresden", "organisation/technische-universitat-dresden"),
        ("must-a-lab--livadia", "organisation/kedyl"),
    ],
)
def test_the_partner_of_a_project_is_the_body_that_took_part(
    graph: Dataset, membership: str, member: str
) -> None:
    assert values(graph, thing(f"membership/{membership}"), ORG.member) == {thing(member)}


def test_former_names_are_things_with_a_kind(graph: Dataset) -> None:
    names = values(graph, thing("organisation/berlin-governance-platform"), URB.hasName)
    (name,) = names
    assert isinstance(name, NamedNode)
    assert values(graph, name, URB.nameType) == {thing("name-type/former-name")}
    (form,) = values(graph, name, SKOSXL.literalForm)
    assert isinstance(form, Literal)
    assert form.value == "HUMBOLDT-VIADRINA Governance Platform"


def test_former_names_say_when_they_were_in_use(graph: Dataset) -> None:
    name = thing("organisation/safe-passage-foundation#name-stiftungsfonds-zivile-seenotrettung")
    assert values(graph, name, URB.start) == {Literal("2019-09", datatype=XSD.gYearMonth)}
    assert values(graph, name, URB.latestEnd) == {Literal("2022-05-27", datatype=XSD.date)}


def test_charters_make_demands_as_networks_do(graph: Dataset) -> None:
    demands = values(graph, thing("charter/potsdamer-erklaerung"), URB.demands)
    assert demands == {
        thing("demand/admission-in-addition-quota"),
        thing("demand/supports-searescue-actively"),
    }


def test_strings_of_tables_are_no_labels_of_concepts(graph: Dataset) -> None:
    assert not list(graph.quads_for_predicate(SKOS.hiddenLabel))


def test_what_kind_of_publication_something_is_has_one_way(graph: Dataset) -> None:
    by_rule = NamedNode(f"{DEFAULT_BASE}graph/rules/deprecated-terms")
    for kind in (URB.WebPage, URB.Report):
        typed = [q for q in graph.quads_for_object(kind) if q.predicate == RDF.type]
        assert typed
        assert {quad.graph_name for quad in typed} == {by_rule}
    page = values(graph, thing("publication/web-00f252bcfc50"), URB.publicationType)
    assert page == {thing("publication-type/web-page")}
    read_for_claims = values(
        graph, thing("publication/rls-solidarity-cities-2019"), URB.publicationType
    )
    assert read_for_claims == {thing("publication-type/edited-volume")}


def test_amounts_have_a_currency(graph: Dataset) -> None:
    amounts = [q for q in graph.quads_for_predicate(URB.currency) if q.object == Literal("EUR")]
    assert len(amounts) >= 3
    assert not [q for q in graph.quads_for_predicate(URB.unit) if q.object == Literal("EUR")
                and not values(graph, q.subject, URB.currency)]  # fmt: skip


def test_the_period_of_a_study_is_not_when_it_began(graph: Dataset) -> None:
    study = thing("publication/ozdemir-2022")
    (period,) = values(graph, study, URB.studyPeriod)
    assert isinstance(period, NamedNode)
    assert [v.value for v in values(graph, period, URB.start) if isinstance(v, Literal)] == ["2015"]
    assert not values(graph, study, URB.start)


def test_a_campaign_makes_its_demands(graph: Dataset) -> None:
    demands = values(graph, thing("network/seebruecke-safe-harbours"), URB.demands)
    assert len(demands) == 8


def test_a_conflict_about_a_thing_states_the_thing(graph: Dataset) -> None:
    stated = {q.object for q in graph.quads_for_predicate(URB.statedThing)}
    assert {thing("government/potsdam"), thing("government/heidelberg")} <= stated
