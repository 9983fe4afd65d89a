"""``urbsol validate`` tells what is wrong, where, which shape, and how to fix it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import BlankNode, Dataset, Literal, NamedNode, Quad, RdfFormat, parse, serialize

from loaders.errors import DataError, UrbsolError, UsageError
from loaders.rdf.files import FORMATS, address, read_rdf
from loaders.rdf.ontology import ontology_quads
from loaders.settings import Settings
from loaders.validation.command import validate
from loaders.vocabulary import SH

GOOD = """
@prefix urb: <https://w3id.org/urban-solidarity/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<#country> a urb:Country ; rdfs:label "Italy"@en ; skos:notation "IT" .
"""
BAD = GOOD.replace('rdfs:label "Italy"@en ; ', "")
WARNED = GOOD + '<#group> a urb:Organisation ; rdfs:label "Collective" .\n'
SUFFIXES = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".rdf": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
BROKEN = {
    "turtle.ttl": ("<a> <b> <c> .\n<a> <b c> .\n", 2),
    "trig.trig": ("<g> { <a> <b> <c> }\n}\n", 2),
    "quads.nq": ("<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> .\n", 2),
    "triples.nt": ("<urn:a> <urn:b> <urn:c> .\n\n<urn:a> 7 .\n", 3),
    "json.jsonld": ('{"@id": "urn:a",\n "urn:b": "c",\n}\n', 3),
    "xml.rdf": (
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<r:Description>\n</r:RDF>',
        3,
    ),
    "not-rdf.rdf": (
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<r:Description r:about="urn:a"/>\n<r:li r:about="urn:a"/>\n</r:RDF>',
        3,
    ),
}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(validate, [str(argument) for argument in arguments])


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def error_of(*arguments: object) -> UrbsolError:
    result = run(*arguments)
    assert isinstance(result.exception, UrbsolError), result.output
    return result.exception


def test_good_data_conforms(tmp_path: Path) -> None:
    result = run(write(tmp_path, "good.ttl", GOOD))
    assert (result.exit_code, result.output) == (0, "conforms: 0 violations, 0 warnings\n")


def test_bad_data_is_told_with_file_thing_path_shape_and_remedy(tmp_path: Path) -> None:
    path = write(tmp_path, "bad.ttl", BAD)
    result = run(path)
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        f"VIOLATION {path}: <#country>",
        "  A thing has no label.",
        "  at rdfs:label",
        "  shape thing-label",
        "  → Add rdfs:label with the name.",
        "",
        "does not conform: 1 violation, 0 warnings",
    ]


def test_a_warning_fails_only_when_asked(tmp_path: Path) -> None:
    path = write(tmp_path, "warned.ttl", WARNED)
    result = run(path)
    assert result.exit_code == 0
    assert result.output.startswith("WARNING ")
    assert result.output.endswith("conforms: 0 violations, 1 warning\n")
    assert run("--strict", path).exit_code == 1


@pytest.mark.parametrize("engine", ["shacl", "pyshacl"])
def test_the_report_is_rdf(tmp_path: Path, engine: str) -> None:
    path = write(tmp_path, "bad.ttl", BAD)
    result = run("--format", "turtle", "--engine", engine, path)
    assert result.exit_code == 1
    graph = Dataset(parse(result.output.encode(), format=RdfFormat.TURTLE))
    (focus,) = (quad.object for quad in graph.quads_for_predicate(SH.focusNode))
    assert str(focus) == f"<{address(path)}#country>"
    (conforms,) = (quad.object for quad in graph.quads_for_predicate(SH.conforms))
    assert conforms == Literal(False)


def test_a_conforming_report_says_so_in_rdf(tmp_path: Path) -> None:
    result = run("--format", "turtle", write(tmp_path, "good.ttl", GOOD))
    graph = Dataset(parse(result.output.encode(), format=RdfFormat.TURTLE))
    assert [q.object for q in graph.quads_for_predicate(SH.conforms)] == [Literal(True)]
    assert not list(graph.quads_for_predicate(SH.result))


START = NamedNode("https://w3id.org/urban-solidarity/ontology#start")
ABOUT = """
@prefix urb: <https://w3id.org/urban-solidarity/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://w3id.org/urban-solidarity/id/membership/x--y> a urb:Membership ; urb:start VALUE .
"""


@pytest.mark.parametrize(
    "value",
    [
        '"2019-13-01"^^xsd:date',
        '"yes"^^xsd:boolean',
        '"1"^^xsd:byte',
        "1.5",
        '"x^^xsd:date"@en',
        "xsd:date",
        "urb:start",
        '"POINT(0 0)"^^<http://www.opengis.net/ont/geosparql#wktLiteral>',
        "<urn:a:xsd:b>",
        "[]",
    ],
)
def test_a_violation_is_told_whatever_value_it_has(tmp_path: Path, value: str) -> None:
    path = write(tmp_path, "value.ttl", ABOUT.replace("VALUE", value))
    told = run(path)
    assert told.exit_code == 1, told.output
    assert "  shape start-type" in told.output
    report = run("--format", "turtle", path)
    assert report.exit_code == 1
    graph = Dataset(parse(report.output.encode(), format=RdfFormat.TURTLE))
    given = Dataset(parse(path.read_bytes(), format=RdfFormat.TURTLE))
    (expected,) = (quad.object for quad in given.quads_for_predicate(START))
    (found,) = (quad.object for quad in graph.quads_for_predicate(SH.value))
    assert found == expected or isinstance(expected, BlankNode)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_syntax_is_read(tmp_path: Path, suffix: str) -> None:
    triples = [q.triple for q in parse(BAD, format=RdfFormat.TURTLE, base_iri="https://e.org/x")]
    path = tmp_path / f"bad{suffix}"
    path.write_bytes(serialize(triples, format=SUFFIXES[suffix]) or b"")
    result = run(path)
    assert result.exit_code == 1
    assert "shape thing-label" in result.output


def test_every_suffix_is_known() -> None:
    assert set(SUFFIXES) <= set(FORMATS)


def test_several_files_are_read_as_one_graph(tmp_path: Path) -> None:
    thing = f"<{address(tmp_path / 'a.ttl')}#country>"
    first = write(tmp_path, "a.ttl", BAD)
    prefix = "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    second = write(tmp_path, "b.ttl", f'{prefix}{thing} rdfs:label "Italy"@en .\n')
    assert run(first).exit_code == 1
    assert run(first, second).exit_code == 0


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "bom.ttl"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert run(path).exit_code == 0


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    text, line = BROKEN[name]
    path = write(tmp_path, name, text)
    error = error_of(path)
    assert (error.exit_code, error.file, error.line) == (1, path, line)


def test_invalid_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.ttl"
    path.write_bytes(b'<a> <b> "c" .\n<a> <b> "caf\xe9" .\n')
    error = error_of(path)
    assert (error.exit_code, error.line) == (1, 2)


def test_an_unknown_suffix_is_a_wrong_call(tmp_path: Path) -> None:
    error = error_of(write(tmp_path, "table.csv", "a,b\n"))
    assert isinstance(error, UsageError)
    assert error.exit_code == 2


@pytest.mark.parametrize("arguments", [(), ("missing.ttl",), ("--format", "yaml", "x.ttl")])
def test_wrong_calls_exit_with_two(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_the_published_context_needs_no_network(tmp_path: Path) -> None:
    base = Settings.from_environment({}).base
    document = {"@context": f"{base}context.jsonld", "@id": f"{base}id/country/it"}
    good = {**document, "@type": "Country", "label": "Italy", "notation": "IT"}
    assert run(write(tmp_path, "good.jsonld", json.dumps(good))).exit_code == 0
    bad = {**document, "@type": "Country", "notation": "IT"}
    assert "shape thing-label" in run(write(tmp_path, "bad.jsonld", json.dumps(bad))).output


def test_other_contexts_are_not_fetched(tmp_path: Path) -> None:
    document = {"@context": "https://example.org/context", "a": "b"}
    error = error_of(write(tmp_path, "remote.jsonld", json.dumps(document)))
    assert isinstance(error, DataError)


PRACTICE = """
@prefix urb: <https://w3id.org/urban-solidarity/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@base <https://w3id.org/urban-solidarity/> .
<id/practice/test-card> a urb:Practice ; rdfs:label "Card"@en ; urb:place <id/city/palermo> ;
    urb:theme <id/theme/social-rights> ; urb:practiceType <id/practice-type/municipal-id> ;
    urb:actorText "the city" .
"""


def release(folder: Path) -> Settings:
    """A folder of releases whose current one knows Palermo."""
    settings = Settings.from_environment({"URBSOL_RELEASES": str(folder / "releases")})
    dumps = settings.releases / "current" / "dumps"
    dumps.mkdir(parents=True)
    city = (
        "@prefix urb: <https://w3id.org/urban-solidarity/ontology#> .\n"
        "@base <https://w3id.org/urban-solidarity/> .\n"
        "<graph/cities/palermo> { <id/city/palermo> a urb:City }\n"
        "<graph/r/claims> { <id/city/palermo> a urb:Government }\n"
    )
    quads: list[Quad] = [*parse(city, format=RdfFormat.TRIG), *ontology_quads(settings)]
    (dumps / "urban-solidarity.nq").write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    return settings


def test_things_of_the_release_are_looked_up_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("URBSOL_RELEASES", str(release(tmp_path).releases))
    path = write(tmp_path, "practice.ttl", PRACTICE)
    alone = run(path)
    assert alone.exit_code == 1
    assert "shape practice-place-known" in alone.output
    assert "--with-release" in alone.output
    # Palermo itself has no label there, but the file does not describe it.
    assert run("--with-release", path).output == "conforms: 0 violations, 0 warnings\n"


def test_no_release_is_a_wrong_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("URBSOL_RELEASES", str(tmp_path / "none"))
    error = error_of("--with-release", write(tmp_path, "good.ttl", GOOD))
    assert error.exit_code == 2
    assert "urbsol build" in error.remedy


def test_reading_keeps_the_named_graphs(tmp_path: Path) -> None:
    path = write(tmp_path, "g.trig", "<urn:g> { <urn:a> <urn:b> <urn:c> }")
    (quad,) = read_rdf(path, Settings.from_environment({}))
    assert str(quad.graph_name) == "<urn:g>"


def test_a_dump_is_checked_with_the_ontology_it_holds(tmp_path: Path) -> None:
    settings = Settings.from_environment({})
    older = [
        quad
        if str(quad.object) != '"reception"@en'
        else Quad(quad.subject, quad.predicate, Literal("arrival", language="en"), quad.graph_name)
        for quad in ontology_quads(settings)
    ]
    path = tmp_path / "dump.nq"
    path.write_bytes(serialize(older, format=RdfFormat.N_QUADS) or b"")
    assert run(path).output == "conforms: 0 violations, 0 warnings\n"
