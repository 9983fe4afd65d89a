"""The media types an answer can be written in, and their short names."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import QueryResultsFormat, RdfFormat

HTML = "text/html"
JSON = "application/sparql-results+json"
TURTLE = "text/turtle"
N_QUADS = "application/n-quads"


@dataclass(frozen=True)
class Format:
    """One way to write an answer; ``aliases`` are media types that clients also ask for it by."""

    name: str
    media_type: str
    writer: QueryResultsFormat | RdfFormat
    aliases: tuple[str, ...] = ()
    charset: bool = False

    @property
    def content_type(self) -> str:
        """Return the value of the Content-Type header."""
        return f"{self.media_type}; charset=utf-8" if self.charset else self.media_type


# The first is what a client without a wish gets.
RESULTS = (
    Format("json", JSON, QueryResultsFormat.JSON, ("application/json", "text/json")),
    Format(
        "xml",
        "application/sparql-results+xml",
        QueryResultsFormat.XML,
        ("application/xml", "text/xml"),
    ),
    Format("csv", "text/csv", QueryResultsFormat.CSV, charset=True),
    Format("tsv", "text/tab-separated-values", QueryResultsFormat.TSV, charset=True),
)
GRAPHS = (
    Format("ttl", TURTLE, RdfFormat.TURTLE, ("application/x-turtle", "text/n3"), charset=True),
    Format("nt", "application/n-triples", RdfFormat.N_TRIPLES, ("text/plain",)),
    Format("jsonld", "application/ld+json", RdfFormat.JSON_LD, ("application/json",)),
    Format("rdf", "application/rdf+xml", RdfFormat.RDF_XML, ("application/xml", "text/xml")),
    Format("trig", "application/trig", RdfFormat.TRIG, ("application/x-trig",)),
    Format("nq", N_QUADS, RdfFormat.N_QUADS, ("text/x-nquads",)),
)
# What `format=` also understands.
NAMES = {
    "turtle": "ttl",
    "ntriples": "nt",
    "n-triples": "nt",
    "json-ld": "jsonld",
    "rdfxml": "rdf",
    "rdf/xml": "rdf",
    "n-quads": "nq",
    "nquads": "nq",
}
BY_MEDIA_TYPE = {format_.media_type: format_ for format_ in (*RESULTS, *GRAPHS)}


def offered(form: str) -> tuple[Format, ...]:
    """Return the formats of a query form (SELECT, ASK, CONSTRUCT or DESCRIBE), best first."""
    return GRAPHS if form in {"CONSTRUCT", "DESCRIBE"} else RESULTS


def named(name: str, formats: tuple[Format, ...]) -> Format | None:
    """Return the format a ``format=`` parameter names, by short name or media type."""
    wanted = name.strip().lower()
    wanted = NAMES.get(wanted, wanted)
    for format_ in formats:
        if wanted in {format_.name, format_.media_type, *format_.aliases}:
            return format_
    return None
