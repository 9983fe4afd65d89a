"""Content negotiation as tables of (Accept, expected)."""

import pytest

from endpoint.sparql.negotiation import Offer, choose, parse_accept

OFFERS = (
    Offer("text/html", ("application/xhtml+xml",)),
    Offer("text/turtle", ("application/x-turtle",)),
    Offer("application/ld+json", ("application/json",)),
    Offer("application/rdf+xml", ("application/xml", "text/xml")),
    Offer("application/n-triples"),
)

CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
    "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
)
RDFLIB = (
    "text/turtle, application/rdf+xml, text/n3, application/n-triples, application/ld+json;q=0.9, "
    "text/html;q=0.8, */*;q=0.1"
)
JENA = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,*/*;q=0.3"
OWLAPI = (
    "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09"
)

TABLE = [
    (None, "text/html"),
    ("", "text/html"),
    ("*/*", "text/html"),
    (CHROME, "text/html"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    (RDFLIB, "text/turtle"),
    (JENA, "text/turtle"),
    (OWLAPI, "application/rdf+xml"),
    ("text/turtle", "text/turtle"),
    ("TEXT/Turtle", "text/turtle"),
    ("text/turtle;charset=utf-8", "text/turtle"),
    ("application/x-turtle", "text/turtle"),
    ("application/json", "application/ld+json"),
    (
        'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted, x"',
        "application/ld+json",
    ),
    ("text/*", "text/html"),
    ("text/*, text/html;q=0", "text/turtle"),
    ("*/*, text/html;q=0", "text/turtle"),
    ("application/*", "application/ld+json"),
    ("text/turtle, */*", "text/turtle"),
    ("*/*, application/n-triples", "application/n-triples"),
    ("application/rdf+xml, text/html", "application/rdf+xml"),
    ("text/html;q=0.5, application/n-triples;q=0.50", "text/html"),
    ("text/html;q=0.499, text/turtle;q=0.5", "text/turtle"),
    ("text/turtle;q=0.001", "text/turtle"),
    ("text/turtle;q=0", None),
    ("text/turtle;q=0.0, application/pdf", None),
    ("image/png", None),
    ("image/*;q=1", None),
    ("*/*;q=0", None),
    ("*/*;q=0, text/turtle", "text/turtle"),
    ("text/turtle;q=2", "text/html"),  # malformed: passed over, nothing is left
    ("text/turtle;q=abc, application/n-triples", "application/n-triples"),
    ("*/turtle", "text/html"),
    (",,, ,text/turtle,", "text/turtle"),
    ("garbage", "text/html"),
    ('text/turtle;x="a,b";q=0.2, application/n-triples;q=0.1', "text/turtle"),
    ('text/turtle;x="', "text/turtle"),
]


@pytest.mark.parametrize(("accept", "expected"), TABLE)
def test_choose(accept: str | None, expected: str | None) -> None:
    offer = choose(accept, OFFERS)
    assert (offer.media_type if offer else None) == expected


def test_parse_keeps_weight_and_order() -> None:
    first, second = parse_accept("text/html;level=1;q=0.4, */*;q=0.1")
    assert (first.type, first.subtype, first.quality, first.specificity) == ("text", "html", 0.4, 2)
    assert (second.quality, second.position, second.specificity) == (0.1, 1, 0)


def test_no_offer_is_none() -> None:
    assert choose("*/*", ()) is None


@pytest.mark.timeout(5)
def test_a_hostile_header_is_read_in_linear_time() -> None:
    assert choose('"' * 50_000 + "," * 50_000 + "text/turtle;" * 20_000, OFFERS)
