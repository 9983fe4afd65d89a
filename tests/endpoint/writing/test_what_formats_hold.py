"""What a format says is what was asked, or it refuses: no broken document, no other data."""

import gc
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from endpoint.sparql.errors import QueryError
from endpoint.sparql.execute import evaluate, write, write_triples
from endpoint.sparql.formats import GRAPHS, RESULTS
from endpoint.writing.xml import XmlOutput, writable
from loaders.errors import UnwritableError
from loaders.vocabulary import prefixes

EX = "http://example.org/"
PREFIXES = {**prefixes(EX), "ex": EX}
TURTLE = "text/turtle"
TABLES = {f.media_type: f.writer for f in RESULTS if f.name != "csv"}  # CSV has no datatypes
SYNTAXES = {f.media_type: f.writer for f in GRAPHS}
RDF_SYNTAX = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# Whatever has no place in XML 1.0 (§2.2), as far as RDF allows it.
NOT_XML = [*map(chr, range(9)), "\x0b", "\x0c", *map(chr, range(14, 32)), "\ufffe", "\uffff"]
FINE = ["\t", "\n", "\r", "\r\n", "\x7f", "\x85", "\u2028", "\ufeff", "\ufffd", "\U0001fffe", "]]>"]
REFUSED = [
    f"{EX}1", "urn:b:", EX, f"{EX}a#", f"{EX}·", f"{EX}-", "x:1", f"{EX}a/2-",
    f"{EX}é/a", f"{EX}%2Cb",
    "http://www.w3.org/2000/xmlns/a", f"{RDF_SYNTAX}li", f"{RDF_SYNTAX}Description",
    f"{RDF_SYNTAX}RDF", f"{RDF_SYNTAX}ID", f"{RDF_SYNTAX}about", f"{RDF_SYNTAX}parseType",
    f"{RDF_SYNTAX}resource", f"{RDF_SYNTAX}nodeID", f"{RDF_SYNTAX}datatype", f"{RDF_SYNTAX}bagID",
    f"{RDF_SYNTAX}aboutEach", f"{RDF_SYNTAX}aboutEachPrefix",
]  # fmt: skip
WRITTEN = [
    f"{EX}a", f"{EX}1a", "urn:b:x", "x:y", f"{EX}é", f"{EX}a%20b", f"{EX}a?b=c", f"{EX}xml",
    "tag:a,b", f"{EX}a·", f"{EX}𐀀", f"{EX}٣", f"{RDF_SYNTAX}_1", f"{RDF_SYNTAX}type",
    f"{RDF_SYNTAX}Bag",
    "http://www.w3.org/XML/1998/namespacefoo", "http://www.w3.org/XML/1998/namespace/a",
]  # fmt: skip


def table(text: str) -> QuerySolutions:
    """A table with one value."""
    found = Store().query(f"SELECT ?v {{ VALUES ?v {{ {Literal(text)} }} }}")
    assert isinstance(found, QuerySolutions)
    return found


@pytest.fixture(autouse=True)
def results_end_where_they_began():
    """Collect results held by caught errors: pyoxigraph lets no other thread do that."""
    yield
    gc.collect(1)


def written_table(text: str, media_type: str) -> bytes:
    output = io.BytesIO()
    write(table(text), output, media_type, PREFIXES)
    return output.getvalue()


def written_graph(triples: list[Triple], media_type: str) -> bytes:
    output = io.BytesIO()
    write_triples(triples, output, SYNTAXES[media_type], PREFIXES)
    return output.getvalue()


def read_graph(document: bytes, media_type: str) -> list[Triple]:
    if media_type == "application/rdf+xml":
        etree.fromstring(document)
    return [quad.triple for quad in parse(document, format=SYNTAXES[media_type])]


def read_table(document: bytes, media_type: str) -> list[str]:
    if TABLES[media_type] == QueryResultsFormat.XML:
        etree.fromstring(document)
    found = parse_query_results(document, format=TABLES[media_type])
    assert isinstance(found, QuerySolutions)
    return [solution["v"].value for solution in found]


def triple(predicate: str = f"{EX}p", value: str = "x") -> Triple:
    return Triple(NamedNode(f"{EX}s"), NamedNode(predicate), Literal(value))


@pytest.mark.parametrize("media_type", TABLES)
@given(text=st.text(max_size=20))
@example("a\ufffeb")
@example("\x00\x01\x1f\r\n")
def test_a_table_holds_any_text_or_refuses_it(media_type: str, text: str) -> None:
    try:
        document = written_table(text, media_type)
    except QueryError:
        assert media_type == "application/sparql-results+xml"
        assert set(text) & set(NOT_XML)
    else:
        assert read_table(document, media_type) == [text]


@pytest.mark.parametrize("media_type", SYNTAXES)
@given(text=st.text(max_size=20))
@example("a\ufffeb")
@example("\x00\x01\x1f\r\n")
def test_a_graph_holds_any_text_or_refuses_it(media_type: str, text: str) -> None:
    try:
        document = written_graph([triple(value=text)], media_type)
    except UnwritableError:
        assert media_type == "application/rdf+xml"
        assert set(text) & set(NOT_XML)
    else:
        assert read_graph(document, media_type) == [triple(value=text)]


@pytest.mark.parametrize("text", NOT_XML)
def test_characters_xml_has_not_are_refused_by_name_with_another_format(text: str) -> None:
    with pytest.raises(QueryError) as caught:
        written_table(f"a{text}b", "application/sparql-results+xml")
    assert caught.value.status == 406
    assert f"U+{ord(text):04X}" in caught.value.what
    assert caught.value.remedy == "ask for application/sparql-results+json"
    with pytest.raises(UnwritableError, match="XML has no way to write"):
        written_graph([triple(value=text)], "application/rdf+xml")
    assert read_table(written_table(text, "application/sparql-results+json"),
                      "application/sparql-results+json") == [text]  # fmt: skip


@pytest.mark.parametrize("text", FINE)
def test_characters_xml_has_are_written(text: str) -> None:
    document = written_table(f"a{text}b", "application/sparql-results+xml")
    assert read_table(document, "application/sparql-results+xml") == [f"a{text}b"]
    document = written_graph([triple(value=text)], "application/rdf+xml")
    assert read_graph(document, "application/rdf+xml") == [triple(value=text)]


@pytest.mark.parametrize("iri", REFUSED)
def test_properties_without_an_xml_name_are_refused_with_another_format(iri: str) -> None:
    with pytest.raises(UnwritableError) as caught:
        written_graph([triple(iri)], "application/rdf+xml")
    assert f"<{iri}>" in caught.value.what
    assert caught.value.remedy == f"ask for {TURTLE}"
    assert read_graph(written_graph([triple(iri)], TURTLE), TURTLE) == [triple(iri)]


@pytest.mark.parametrize("iri", WRITTEN)
def test_properties_with_an_xml_name_are_written(iri: str) -> None:
    document = written_graph([triple(iri)], "application/rdf+xml")
    assert read_graph(document, "application/rdf+xml") == [triple(iri)]


ENDS = st.text(alphabet="a1-._·:#/?%4é\u0300\u203f٣漢𐀀~,;=&'", max_size=8)


@pytest.mark.parametrize("media_type", SYNTAXES)
@given(start=st.sampled_from(["http://h/", "urn:x:", EX, RDF_SYNTAX, "ex:", "a:"]), end=ENDS)
def test_a_graph_holds_any_property_or_refuses_it(media_type: str, start: str, end: str) -> None:
    try:
        expected = triple(start + end)
    except ValueError:
        return  # not an IRI
    try:
        document = written_graph([expected], media_type)
    except UnwritableError:
        assert media_type == "application/rdf+xml"
    else:
        assert read_graph(document, media_type) == [expected]


def test_a_property_inside_a_triple_term_is_looked_at_too() -> None:
    inner = Triple(NamedNode(f"{EX}s"), NamedNode(f"{EX}p"), triple(f"{EX}1"))
    with pytest.raises(UnwritableError, match="no way to write the property"):
        written_graph([inner], "application/rdf+xml")


def test_triple_terms_are_refused_by_json_ld_with_another_format() -> None:
    inner = Triple(NamedNode(f"{EX}s"), NamedNode(f"{EX}p"), triple())
    with pytest.raises(UnwritableError, match="triple terms have no JSON-LD"):
        written_graph([inner], "application/ld+json")
    assert read_graph(written_graph([inner], TURTLE), TURTLE) == [inner]


def test_blank_nodes_that_are_no_xml_names_get_others_and_stay_apart() -> None:
    labels = ["1a", "_1a", "__1a", "a", "a.b", "_", "2"]
    triples = [Triple(BlankNode(a), NamedNode(f"{EX}p"), BlankNode(a)) for a in labels]
    found = read_graph(written_graph(triples, "application/rdf+xml"), "application/rdf+xml")
    assert all(one.subject == one.object for one in found)
    assert len({one.subject for one in found}) == len(labels)


def test_a_character_cut_in_pieces_is_seen() -> None:
    document = "ab\ufffec".encode()
    for first in range(len(document) + 1):
        for second in range(first, len(document) + 1):
            pieces = [document[:first], document[first:second], document[second:]]
            with pytest.raises(UnwritableError, match=r"U\+FFFE"):
                list(map(XmlOutput(io.BytesIO(), TURTLE).write, pieces))


def test_a_carriage_return_is_written_once_as_a_reference() -> None:
    target = io.BytesIO()
    output = XmlOutput(target, TURTLE)
    for piece in (b"a\r", b"b", b"\r\n", b"\r"):
        output.write(piece)
    assert target.getvalue() == b"a&#13;b&#13;\n&#13;"


@pytest.mark.parametrize("iri", ["http://a/" + "a" * 60_000 + "/", "http://a/" + "a/" * 30_000])
def test_long_properties_are_looked_at_in_linear_time(iri: str) -> None:
    with pytest.raises(UnwritableError):
        list(writable([triple(iri)], TURTLE))


def test_a_query_that_constructs_what_rdf_xml_has_not_is_refused() -> None:
    text = f"CONSTRUCT {{ <{EX}a> <{EX}1> ?v }} {{ VALUES ?v {{ 1 2 }} }}"
    result = evaluate(Store(), text, (), (), EX)
    assert isinstance(result, QueryTriples)
    with pytest.raises(QueryError) as caught:
        write(result, io.BytesIO(), "application/rdf+xml", PREFIXES)
    assert (caught.value.status, caught.value.kind) == (406, "not-acceptable")


def test_all_syntaxes_of_graphs_are_tried() -> None:
    assert {*SYNTAXES.values()} >= {RdfFormat.RDF_XML, RdfFormat.JSON_LD, RdfFormat.TURTLE}
    assert len(TABLES) == 3
