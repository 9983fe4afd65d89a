"""What a request asks for, by tables of requests and operations."""

from urllib.parse import unquote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endpoint.sparql import formats, graphstore, protocol
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Request
from endpoint.sparql.protocol import DescribeService, Preflight, Query, ShowForm, Update

LIMITS = Limits()
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"


def get(accept="", **parameters):
    return Request("GET", "/sparql", urlencode(parameters, doseq=True), {"accept": accept})


def post(body, content_type, query_string="", accept=""):
    headers = {"content-type": content_type, "accept": accept}
    return Request("POST", "/sparql", query_string, headers, body)


def read(request):
    return protocol.read(request, LIMITS)


def refused(request):
    with pytest.raises(QueryError) as caught:
        read(request)
    return caught.value.kind


@pytest.mark.parametrize(
    ("request_", "text"),
    [
        (get(query="ASK {}"), "ASK {}"),
        (get(query="ASK { ?s ?p 'ä+&=%' }"), "ASK { ?s ?p 'ä+&=%' }"),
        (post(b"query=ASK+%7B%7D", protocol.FORM), "ASK {}"),
        (post(b"query=ASK+%7B%7D", f"{protocol.FORM}; charset=UTF-8"), "ASK {}"),
        (post("ASK { ?s ?p 'ä' }".encode(), protocol.DIRECT_QUERY), "ASK { ?s ?p 'ä' }"),
        (post(b"ASK {}", "Application/SPARQL-Query; charset=utf-8"), "ASK {}"),
    ],
)
def test_the_three_ways_to_send_a_query(request_, text):
    operation = read(request_)
    assert isinstance(operation, Query)
    assert operation.text == text


@pytest.mark.parametrize(
    "request_",
    [
        get(
            **{
                "query": "ASK {}",
                "default-graph-uri": ["urn:a", "urn:b"],
                "named-graph-uri": "urn:c",
            }
        ),
        post(
            b"query=ASK+%7B%7D&default-graph-uri=urn:a&default-graph-uri=urn:b&named-graph-uri=urn:c",
            protocol.FORM,
        ),
        post(
            b"ASK {}",
            protocol.DIRECT_QUERY,
            "default-graph-uri=urn:a&default-graph-uri=urn:b&named-graph-uri=urn:c",
        ),
    ],
)
def test_the_dataset_of_a_request(request_):
    operation = read(request_)
    assert operation.default_graphs == ("urn:a", "urn:b")
    assert operation.named_graphs == ("urn:c",)


@pytest.mark.parametrize(
    "request_",
    [
        get(**{"query": "ASK {}", "default-graph-uri": "", "named-graph-uri": ["", ""]}),
        post(b"ASK {}", protocol.DIRECT_QUERY, "default-graph-uri="),
        post(b"query=ASK+%7B%7D&named-graph-uri=", protocol.FORM),
    ],
)
def test_an_empty_name_of_a_graph_names_none(request_):
    operation = read(request_)
    assert (operation.default_graphs, operation.named_graphs) == ((), ())


def test_an_empty_name_beside_others_is_left_out():
    request = get(**{"query": "ASK {}", "default-graph-uri": ["", "urn:a"]})
    assert read(request).default_graphs == ("urn:a",)
    update = post(b"CLEAR ALL", protocol.DIRECT_UPDATE, "using-graph-uri=&using-named-graph-uri=")
    assert read(update) == Update("CLEAR ALL", (), ())


@pytest.mark.parametrize(
    "request_",
    [
        get(query="\ufeffASK {}"),
        post("\ufeffASK {}".encode(), protocol.DIRECT_QUERY),
        post("\ufeffquery=ASK+%7B%7D".encode(), protocol.FORM),
        post(b"query=%EF%BB%BFASK+%7B%7D", protocol.FORM),
        post("\ufeffASK {}".encode(), protocol.DIRECT_UPDATE),
    ],
)
def test_a_byte_order_mark_is_not_part_of_what_it_stands_before(request_):
    assert read(request_).text == "ASK {}"


@pytest.mark.parametrize(
    ("request_", "kind"),
    [
        (get(query=["ASK {}", "ASK {}"]), "bad-request"),
        (get(query=""), "bad-request"),
        (get(query="   "), "bad-request"),
        (get(query="ASK {}", update="CLEAR ALL"), "bad-request"),
        (get(update="CLEAR ALL"), "bad-request"),
        (get(query="CLEAR ALL"), "bad-request"),
        (get(query="ASK {}", format="json", output="xml"), "bad-request"),
        (get(query="ASK {}", format=["json", "xml"]), "bad-request"),
        (get(query="ASK {}", timeout="soon"), "bad-request"),
        (get(query="ASK {}", timeout="0"), "bad-request"),
        (get(query="ASK {}", timeout="-1"), "bad-request"),
        (get(query="ASK {}", timeout="nan"), "bad-request"),
        (get(query="ASK {}", **{"default-graph-uri": "not absolute"}), "bad-request"),
        (Request("GET", "/sparql", "query=%ff"), "bad-request"),
        (Request("GET", "/sparql", "a=&" * 2000), "bad-request"),
        (post(b"", protocol.FORM), "bad-request"),
        (post(b"query=%ff", protocol.FORM), "bad-request"),
        (post(b"\xff", protocol.DIRECT_QUERY), "bad-request"),
        (post("ASK {}".encode("utf-16"), f"{protocol.DIRECT_QUERY}; charset=UTF-16"), "media-type"),
        (post(b"ASK {}", "text/plain"), "media-type"),
        (post(b"query=ASK+%7B%7D", ""), "media-type"),
        (post(b"query=ASK+%7B%7D", protocol.FORM, "query=ASK+%7B%7D"), "bad-request"),
        (get(query="ASK {}" + " " * LIMITS.query_length), "too-long"),
        (get("image/png", query="ASK {}"), "not-acceptable"),
        (get(query="ASK {}", format="ttl"), "not-acceptable"),
        (get("text/turtle", query="SELECT * {}"), "not-acceptable"),
        (Request("PUT", "/sparql"), "method"),
        (Request("get", "/sparql"), "method"),
    ],
)
def test_what_is_refused(request_, kind):
    assert refused(request_) == kind


@pytest.mark.parametrize(
    ("accept", "query", "name"),
    [
        ("", "SELECT * {}", "json"),
        ("*/*", "SELECT * {}", "json"),
        ("application/json", "ASK {}", "json"),
        ("text/csv;q=0.5, application/sparql-results+xml", "ASK {}", "xml"),
        ("text/tab-separated-values, text/csv;q=0.9", "SELECT * {}", "tsv"),
        ("text/*", "SELECT * {}", "csv"),
        ("application/sparql-results+json;q=0, text/csv", "SELECT * {}", "csv"),
        ("", "CONSTRUCT WHERE {}", "ttl"),
        ("*/*;q=0.1, application/rdf+xml", "DESCRIBE <urn:a>", "rdf"),
        ("application/ld+json", "DESCRIBE <urn:a>", "jsonld"),
        ("application/n-triples, text/turtle;q=0.9", "CONSTRUCT WHERE {}", "nt"),
        # What rdflib's SPARQLStore and SPARQLWrapper send.
        ("application/sparql-results+xml,application/rdf+xml", "SELECT * {}", "xml"),
        ("application/sparql-results+json,application/json,text/javascript", "ASK {}", "json"),
    ],
)
def test_formats_by_accept(accept, query, name):
    operation = read(get(accept, query=query))
    assert (operation.format.name, operation.html) == (name, False)


@pytest.mark.parametrize("wish", ["csv", "text/csv", "CSV"])
@pytest.mark.parametrize("parameter", ["format", "output"])
def test_formats_by_parameter_win_over_accept(parameter, wish):
    assert read(get(BROWSER, query="SELECT * {}", **{parameter: wish})).format.name == "csv"


@pytest.mark.parametrize("short", ["ttl", "turtle", "nt", "jsonld", "rdf", "trig", "nq"])
def test_short_names_of_graph_formats(short):
    assert read(get(query="CONSTRUCT WHERE {}", format=short)).format in formats.GRAPHS


def test_browsers_get_pages():
    assert read(get(BROWSER, query="SELECT * {}")).html
    assert isinstance(read(get(BROWSER)), ShowForm)
    assert read(get(query="SELECT * {}", format="html")).html


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "ttl"),
        ("application/rdf+xml", "rdf"),
        ("application/ld+json, text/turtle;q=0.5", "jsonld"),
    ],
)
def test_without_query_there_is_the_service_description(accept, name):
    operation = read(get(accept))
    assert isinstance(operation, DescribeService)
    assert operation.format.name == name


def test_updates_are_told_apart():
    assert read(post(b"CLEAR ALL", protocol.DIRECT_UPDATE)) == Update("CLEAR ALL")
    form = post(b"update=CLEAR+ALL&using-graph-uri=urn:a", protocol.FORM)
    assert read(form) == Update("CLEAR ALL", using=("urn:a",))


def test_options_and_head():
    assert isinstance(read(Request("OPTIONS", "/sparql")), Preflight)
    assert isinstance(read(Request("HEAD", "/sparql", "query=ASK+%7B%7D")), Query)


def test_a_text_without_form_is_left_to_the_parser():
    operation = read(get(query="SELEKT * {}"))
    assert isinstance(operation, Query)
    assert operation.form == ""


@pytest.mark.parametrize(
    ("query_string", "iri"),
    [("default", None), ("default=", None), ("graph=urn%3Aa", "urn:a")],
)
def test_graph_names(query_string, iri):
    assert graphstore.named(Request("GET", "/g", query_string)).iri == iri


@pytest.mark.parametrize(
    "query_string", ["", "graph=a", "default&graph=urn:a", "graph=urn:a&graph=urn:b"]
)
def test_graph_names_that_are_none(query_string):
    with pytest.raises(QueryError):
        graphstore.named(Request("GET", "/g", query_string))


@given(st.lists(st.sampled_from(["%41", "%c3%a9", "%C3", "%", "%zz", "=", "==", "+", "a", "_"])))
def test_a_value_is_decoded_as_the_library_does(parts):
    value = "".join(parts)
    try:
        right = unquote_plus(value, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(QueryError, match="UTF-8"):
            protocol.decoded(value)
    else:
        assert protocol.decoded(value) == right
