"""Statements of a report after the template are facts, with the report as their source."""

import pytest
from pyoxigraph import Literal, NamedNode

from loaders.mapping.base import Context
from loaders.reports.structured.mapping import Origin, map_with_proposals
from loaders.settings import DEFAULT_BASE, Settings
from loaders.vocabulary import DCTERMS, EDTF, RDF, RDFS, SKOS, XSD
from loaders.vocabulary import urb as urb_of

URB = urb_of(DEFAULT_BASE)
ORIGIN = Origin("small", "data/sources/small/raw/report.md", "palermo-report-2024", "f" * 64)


def iri(path: str) -> NamedNode:
    return NamedNode(DEFAULT_BASE + path)


@pytest.fixture(scope="module")
def context():
    return Context.load(Settings.from_environment({}))


@pytest.fixture
def mapped(parse, small, context):
    return map_with_proposals(parse(small), ORIGIN, context)


def statements(mapped, subject):
    return {(q.predicate, q.object) for q in mapped[0].quads() if q.subject == subject}


def test_every_entry_has_a_record_graph(mapped):
    graphs = [record.graph for record in mapped[0].records]
    assert graphs == [
        iri("graph/small/report"),
        iri("graph/small/facts-palermo"),
        iri("graph/small/practices-open-harbour-desk"),
        iri("graph/small/figures-palermo--participants-2023"),
        iri("graph/small/sources-handbook"),
    ]
    for record in mapped[0].records:
        assert {q.graph_name for q in record.quads} == {record.graph}
        assert not any(isinstance(q.object, type(None)) for q in record.quads)


def test_the_report_is_the_source_of_every_record(mapped, small):
    report = iri("id/publication/palermo-report-2024")
    for record in mapped[0].records:
        said = {(q.predicate, q.object) for q in record.catalogue if q.subject == record.graph}
        assert (DCTERMS.source, report) in said
        assert (DCTERMS.isPartOf, iri("graph/small")) in said
        assert (URB.file, Literal(ORIGIN.file)) in said
    practice = mapped[0].records[2]
    said = {(q.predicate, q.object) for q in practice.catalogue}
    line = small[: small.index("### Open harbour")].count("\n") + 1
    assert (URB.row, Literal(str(line), datatype=XSD.integer)) in said
    assert (DCTERMS.source, iri("id/publication/handbook")) in said


def test_the_report_itself(mapped):
    said = statements(mapped, iri("id/publication/palermo-report-2024"))
    assert (RDF.type, URB.Publication) in said
    assert (URB.publicationType, iri("id/publication-type/report")) in said
    assert (URB.about, iri("id/city/palermo")) in said
    assert (URB.authorText, Literal("Nobody Inparticular")) in said
    assert (URB.date, Literal("2024-05", datatype=XSD.gYearMonth)) in said
    assert (URB.latestDate, Literal("2024-05-31", datatype=XSD.date)) in said
    assert (DCTERMS.license, NamedNode("https://creativecommons.org/licenses/by/4.0/")) in said
    assert (URB.checksum, Literal("f" * 64)) in said


def test_a_practice(mapped):
    said = statements(mapped, iri("id/practice/open-harbour-desk"))
    assert (RDFS.label, Literal("Open harbour desk")) in said
    assert (URB.place, iri("id/city/palermo")) in said
    assert (URB.practiceType, iri("id/practice-type/one-stop-shop")) in said
    assert (URB.status, iri("id/status/running")) in said
    assert (URB.dateText, Literal("spring 2019")) in said
    assert (URB.actorText, Literal("Harbour Friends")) in said


def test_a_figure_belongs_to_what_it_counts(mapped):
    figure = iri("id/figure/palermo--participants-2023")
    said = statements(mapped, figure)
    assert (URB.value, Literal("1200", datatype=XSD.decimal)) in said
    assert (URB.qualifier, iri("id/qualifier/about")) in said
    assert (URB.hasFigure, figure) in statements(mapped, iri("id/city/palermo"))


def test_one_basis_makes_no_identity(mapped):
    said = statements(mapped, iri("id/city/palermo"))
    assert (iri("ontology#likelySameAs"), NamedNode("http://www.wikidata.org/entity/Q2656")) in said
    assert (URB.tagline, Literal("harbour of welcome", language="en")) in said


def test_bounds_of_a_limit(mapped):
    said = statements(mapped, iri("id/publication/handbook"))
    assert (URB.latestDate, Literal("2020-12-31", datatype=XSD.date)) in said
    assert not any(predicate == URB.date for predicate, _ in said)


def test_new_things_are_proposed_with_their_place(mapped, small):
    found = {(p.kind, p.key): (p.label, p.at.line) for p in mapped[1]}
    line, last = (
        small[: small.index(words)].count("\n") + 1
        for words in ("### Open harbour", "### The harbour")
    )
    assert found == {
        ("publication", "palermo-report-2024"): ("Solidarity in Palermo", 2),
        ("practice", "open-harbour-desk"): ("Open harbour desk", line),
        ("publication", "handbook"): ("The harbour handbook", last),
    }


def test_defaults_names_and_keys_of_parts(parse, small, context):
    text = (
        small
        + """
## Memberships

### –

- network: ANVITA
- role: founding-member
- start: 2018

## Signatures

### –

- charter: charter-of-palermo-2015
- signatory: government/lyon
- date: 2019-06-12

## Offices

### –

- person: ada-colau
- office: mayor
- start: 2015
"""
    )
    mapped = map_with_proposals(parse(text), ORIGIN, context)
    membership = statements(mapped, iri("id/membership/anvita--palermo"))
    assert {o.value.rsplit("/", 1)[-1] for _, o in membership} >= {"palermo", "anvita", "2018"}
    signature = statements(mapped, iri("id/signature/charter-of-palermo-2015--lyon"))
    assert (URB.signatory, iri("id/government/lyon")) in signature
    assert (URB.place, iri("id/city/palermo")) in signature
    assert statements(mapped, iri("id/tenure/ada-colau--mayor"))


@pytest.mark.parametrize("season", ["spring 2019", "Spring 2019", "2019-21", "primavera 2019"])
def test_a_season_is_a_start_in_a_template(season, parse, small, context):
    text = f"{small}\n## Memberships\n\n### –\n\n- network: ANVITA\n- start: {season}\n"
    mapped = map_with_proposals(parse(text), ORIGIN, context)
    said = statements(mapped, iri("id/membership/anvita--palermo"))
    assert (URB.start, Literal("2019-21", datatype=EDTF)) in said
    assert (URB.earliestStart, Literal("2019-03-01", datatype=XSD.date)) in said


def test_the_same_report_gives_the_same_quads(parse, small, context):
    first = [list(map_with_proposals(parse(small), ORIGIN, context)[0].quads()) for _ in range(2)]
    assert first[0] == first[1]


def test_what_the_registry_knows_need_not_be_repeated(small, tmp_path, settings):
    from loaders.reports.loading import Loader, Wishes

    path = tmp_path / "report.md"
    path.write_text(small, encoding="utf-8")
    loaded = Loader(settings).load(path, Wishes())
    assert [result.message for result in loaded.validation.violations] == []


def test_every_field_becomes_statements_the_shapes_accept(full_report, tmp_path, settings):
    from loaders.reports.loading import Loader, Wishes
    from loaders.reports.structured.write import write

    path = tmp_path / "report.md"
    write(full_report, path)
    loaded = Loader(settings).load(path, Wishes())
    assert [result.message for result in loaded.validation.violations] == []
    assert loaded.counts["entries"] == len(full_report.entries)


@pytest.mark.parametrize(("name", "label"), [("Palermo", RDFS.label), ("Palermu", SKOS.altLabel)])
def test_another_name_of_a_registered_thing_stands_beside_its_label(
    name, label, parse, small, context
):
    assert "- tagline:" in small
    named = small.replace("- tagline:", f"- name: {name}\n- tagline:", 1)
    mapped = map_with_proposals(parse(named), ORIGIN, context)
    labels = {RDFS.label, SKOS.altLabel}
    found = {(p, o.value) for p, o in statements(mapped, iri("id/city/palermo")) if p in labels}
    assert found == {(label, name)}
