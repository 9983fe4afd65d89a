"""Row counts in, things out: every row of the tables that hold free text becomes its thing."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from loaders.curation.sources import read_source
from loaders.errors import DataError
from loaders.mapping.base import Context, Mapped, Row
from loaders.mapping.mappers.acting import refusals
from loaders.pipeline.mapping import map_source
from loaders.settings import Settings
from loaders.vocabulary import DCTERMS, ORG, RDF, SKOS

ROOT = Path(__file__).parents[3]
# stem → classes its rows become, and how many of its strings nobody could interpret
# (addresses that the table itself cuts short are not counted)
SOURCES: dict[str, tuple[tuple[str, ...], int]] = {
    "practices": (("Practice",), 25),
    "charters": (("Charter",), 5),
    "actors": (("Organisation", "Person"), 2),
    "named-organisations": (("Organisation",), 0),
    "events": (("Event",), 0),
    "publications": (("Publication",), 13),
    "conflicts": (("Conflict",), 2),
    "refusals": (("Act",), 0),
    "concept-schemes": (("Concept",), 0),
    "safe-harbour-demands": (("Concept",), 0),
}


@pytest.fixture(scope="module")
def context() -> Context:
    return Context.load(Settings.from_environment({"URBSOL_ROOT": str(ROOT)}))


@pytest.fixture(scope="module")
def mapped(context: Context) -> dict[str, Mapped]:
    sources = context.settings.data / "sources"
    return {stem: map_source(sources / stem, context) for stem in SOURCES}


def rows_of(stem: str) -> list[dict[str, str]]:
    source = read_source(ROOT / "data/sources" / stem)
    with (source.folder / source.files[0].path).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def local(iri: object) -> str:
    return str(iri).strip("<>").replace("#", "/").rpartition("/")[2]


@pytest.mark.parametrize("stem", SOURCES)
def test_every_row_becomes_a_record_with_its_thing(stem: str, mapped: dict[str, Mapped]) -> None:
    classes, _ = SOURCES[stem]
    rows, records = rows_of(stem), mapped[stem].records
    assert len(rows) >= 6
    assert [record.row.number for record in records] == list(range(2, len(rows) + 2))
    for record in records:
        own = record.things[0]
        types = {
            local(q.object) for q in record.quads if q.subject == own and q.predicate == RDF.type
        }
        assert types & set(classes), record.name


@pytest.mark.parametrize("stem", SOURCES)
def test_the_list_of_uninterpreted_strings_is_short(stem: str, mapped: dict[str, Mapped]) -> None:
    left = [text for text in mapped[stem].uninterpreted if "cuts the address" not in text.reason]
    assert len(left) == SOURCES[stem][1], left


@pytest.mark.parametrize("stem", SOURCES)
def test_a_record_says_nothing_with_blank_nodes(stem: str, mapped: dict[str, Mapped]) -> None:
    for quad in mapped[stem].quads():
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode | Literal)


def test_the_same_rows_give_the_same_quads(context: Context, mapped: dict[str, Mapped]) -> None:
    folder = context.settings.data / "sources"
    for stem in SOURCES:
        assert list(map_source(folder / stem, context).quads()) == list(mapped[stem].quads())


def record(mapped: dict[str, Mapped], stem: str, name: str) -> list[Quad]:
    found = [record for record in mapped[stem].records if record.name == name]
    assert len(found) == 1
    return found[0].quads


def objects(quads: list[Quad], predicate: NamedNode, subject: str = "") -> list[str]:
    return [
        q.object.value
        for q in quads
        if q.predicate == predicate and (not subject or local(q.subject) == subject)
    ]


def test_a_planned_practice_has_phases_and_no_start(
    context: Context, mapped: dict[str, Mapped]
) -> None:
    urb, quads = context.urb, record(mapped, "practices", "berlin-anonymous-health-certificate")
    key = "berlin-anonymous-health-certificate"
    assert objects(quads, urb.start, key) == []
    assert [local(o) for o in objects(quads, urb.status, key)] == ["planned"]
    assert objects(quads, urb.date, f"{key}--planned") == ["2018-23"]
    assert objects(quads, urb.value) == ["1500000"]


def test_two_days_of_two_sources_are_both_kept(context: Context, mapped: dict[str, Mapped]) -> None:
    urb, quads = context.urb, record(mapped, "practices", "krakow-open-krakow")
    assert objects(quads, urb.earliestStart) == ["2016-09-14"]
    assert objects(quads, urb.latestStart) == ["2016-09-16"]
    conflict = record(mapped, "conflicts", "open-krakow-date")
    assert objects(conflict, urb.date) == ["2016-09-14", "2016-09-16"]


def test_every_practice_has_a_type_and_a_theme_or_dimension(
    context: Context, mapped: dict[str, Mapped]
) -> None:
    urb = context.urb
    for one in mapped["practices"].records:
        predicates = {q.predicate for q in one.quads}
        assert urb.practiceType in predicates, one.name
        assert predicates & {urb.theme, urb.dimension}, one.name
        assert urb.place in predicates, one.name


def test_the_line_of_the_charter_of_palermo(context: Context, mapped: dict[str, Mapped]) -> None:
    urb = context.urb
    line = {
        one.name: [local(o) for o in objects(one.quads, urb.relatedCharter)]
        for one in mapped["charters"].records
    }
    assert line["call-safe-open-harbours"] == ["charter-of-palermo-2015"]
    assert line["palermo-declaration-2021"] == ["call-safe-open-harbours"]
    assert line["villeurbanne-declaration"] == ["palermo-declaration-2021"]


def test_a_charter_has_one_expression_a_language(
    context: Context, mapped: dict[str, Mapped]
) -> None:
    quads = record(mapped, "charters", "palermo-declaration-2021")
    languages = [local(o) for o in objects(quads, DCTERMS.language)]
    assert languages == ["en", "fr", "es", "de", "el", "it"]
    assert len(objects(quads, context.urb.hasExpression)) == 6


def test_a_tenure_belongs_to_the_government_and_not_to_the_place(
    context: Context, mapped: dict[str, Mapped]
) -> None:
    quads = record(mapped, "actors", "ada-colau")
    assert objects(quads, ORG.organization) == [context.iris.thing("government", "barcelona").value]
    assert objects(quads, context.urb.start) == ["2015"]
    assert objects(quads, context.urb.end) == ["2023"]


def test_an_event_with_hours_has_them(context: Context, mapped: dict[str, Mapped]) -> None:
    urb = context.urb
    launch = record(mapped, "events", "moving-cities-launch")
    assert objects(launch, urb.start) == ["2021-10-21T10:00:00"]
    seminar = record(mapped, "events", "mix-seminar-2022")
    assert objects(seminar, urb.end) == ["2022-11-24T14:00:00"]


def test_a_study_has_its_period_and_an_uncertain_year(
    context: Context, mapped: dict[str, Mapped]
) -> None:
    urb, quads = context.urb, record(mapped, "publications", "ozdemir-2022")
    assert objects(quads, urb.date) == ["2022?"]
    assert (objects(quads, urb.start), objects(quads, urb.end)) == (["2015"], ["2019"])
    assert [local(o) for o in objects(quads, urb.typology)] == ["ozdemir-type"]


def test_chapters_are_parts_about_their_city(context: Context, mapped: dict[str, Mapped]) -> None:
    quads = record(mapped, "publications", "rls-2019-ch-naples")
    assert [local(o) for o in objects(quads, DCTERMS.isPartOf)] == ["rls-solidarity-cities-2019"]
    assert [local(o) for o in objects(quads, context.urb.about)] == ["naples"]
    assert [local(o) for o in objects(quads, DCTERMS.creator)] == ["maurizio-coppola"]


def test_every_value_of_a_conflict_is_an_alternative(
    context: Context, mapped: dict[str, Mapped]
) -> None:
    filled = {
        row["id"]: sum(bool(row[f"value_{n}"]) for n in range(1, 5)) for row in rows_of("conflicts")
    }
    for one in mapped["conflicts"].records:
        alternatives = Counter(objects(one.quads, context.urb.alternative))
        assert max(alternatives.values()) == 1
        assert len(alternatives) >= filled[one.name] >= 2
        assert objects(one.quads, context.urb.about), one.name


def test_the_concepts_of_the_tables_are_those_of_the_ontology(mapped: dict[str, Mapped]) -> None:
    notations = (ROOT / "ontology/schemes").glob("*.ttl")
    known = {path.stem: path.read_text("utf-8") for path in notations}
    for stem in ("concept-schemes", "safe-harbour-demands"):
        for one in mapped[stem].records:
            scheme = local(objects(one.quads, SKOS.inScheme)[0])
            assert f"<id/{scheme}/{local(one.things[0])}>" in known[scheme]


def test_a_refusal_is_an_act_of_the_government_within_the_campaign(
    context: Context, mapped: dict[str, Mapped]
) -> None:
    urb, iris = context.urb, context.iris
    quads = record(mapped, "refusals", "seebruecke-safe-harbours--paderborn--refused")
    assert objects(quads, urb.actType) == [iris.concept("act-type", "refusal").value]
    assert objects(quads, urb.actor) == [iris.thing("government", "paderborn").value]
    assert objects(quads, urb.framework) == [
        iris.thing("network", "seebruecke-safe-harbours").value
    ]
    assert objects(quads, urb.date) == ["2020-05-14"]


def test_an_unknown_refusal_stops_with_its_row(context: Context) -> None:
    values = {"place": "Bonn", "country_iso2": "DE", "date": "2020", "what": "sold the town hall"}
    row = Row("refusals", "refusals.csv", 4, {**values, "source": "", "status": "verified"})
    with pytest.raises(DataError, match=r"refusals\.csv, row 4, column what"):
        refusals.map_rows([row], context)
