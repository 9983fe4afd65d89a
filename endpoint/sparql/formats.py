"""The one table of formats: media type, short name, what clients also call it, and its writer."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import QueryResultsFormat, RdfFormat

from endpoint.sparql.negotiation import Offer


@dataclass(frozen=True)
class Format(Offer):
    """A way to write an answer or a document.

    ``name`` is its short name and the suffix of its files, ``also`` are other names that clients
    use for it; ``writer`` is None where nothing but templates or the code of a page write it.
    """

    name: str = ""
    title: str = ""
    also: tuple[str, ...] = ()
    writer: QueryResultsFormat | RdfFormat | None = None

    @property
    def suffix(self) -> str:
        """Return what stands behind the dot in the name of a file."""
        return self.name

    @property
    def rdf(self) -> RdfFormat | None:
        """Return the syntax when it is one of RDF, else None."""
        return self.writer if isinstance(self.writer, RdfFormat) else None

    @property
    def content_type(self) -> str:
        """Return the value of the Content-Type header."""
        text = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if text else self.media_type


HTML = Format("text/html", ("application/xhtml+xml",), "html", "HTML")
LINKSET = Format("application/linkset+json", (), "linkset", "Link set")
PLAIN_JSON = Format("application/json", (), "json", "JSON")
MARKDOWN = Format("text/markdown", (), "md", "Markdown")
JSON = Format(
    "application/sparql-results+json", ("application/json", "text/json"), "json", "JSON",
    writer=QueryResultsFormat.JSON,
)  # fmt: skip
XML = Format(
    "application/sparql-results+xml", ("application/xml", "text/xml"), "xml", "XML",
    writer=QueryResultsFormat.XML,
)  # fmt: skip
CSV = Format("text/csv", (), "csv", "CSV", writer=QueryResultsFormat.CSV)
TSV = Format("text/tab-separated-values", (), "tsv", "TSV", writer=QueryResultsFormat.TSV)
TURTLE = Format(
    "text/turtle",
    ("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3", "application/n3"),
    "ttl", "Turtle", ("turtle", "n3"), RdfFormat.TURTLE,
)  # fmt: skip
N_TRIPLES = Format(
    "application/n-triples", ("text/plain",), "nt", "N-Triples", ("ntriples", "n-triples"),
    RdfFormat.N_TRIPLES,
)  # fmt: skip
JSON_LD = Format(
    "application/ld+json", ("application/json", "application/x-json+ld"), "jsonld", "JSON-LD",
    ("json-ld",), RdfFormat.JSON_LD,
)  # fmt: skip
RDF_XML = Format(
    "application/rdf+xml", ("application/xml", "text/xml"), "rdf", "RDF/XML",
    ("rdfxml", "rdf/xml", "rdf+xml"), RdfFormat.RDF_XML,
)  # fmt: skip
TRIG = Format("application/trig", ("application/x-trig",), "trig", "TriG", (), RdfFormat.TRIG)
N_QUADS = Format(
    "application/n-quads", ("text/x-nquads",), "nq", "N-Quads", ("n-quads", "nquads"),
    RdfFormat.N_QUADS,
)  # fmt: skip

# The first is what a client without a wish gets.
RESULTS = (JSON, XML, CSV, TSV)
GRAPHS = (TURTLE, N_TRIPLES, JSON_LD, RDF_XML, TRIG, N_QUADS)
WITH_GRAPHS = (TRIG, N_QUADS)
BY_MEDIA_TYPE = {one.media_type: one for one in (*RESULTS, *GRAPHS)}


def writer(media_type: str) -> QueryResultsFormat | RdfFormat:
    """Return what writes answers of a media type; raise KeyError for one that no answer has."""
    found = BY_MEDIA_TYPE[media_type].writer
    if found is None:
        raise KeyError(media_type)
    return found


def syntaxes(*formats: Format) -> dict[str, RdfFormat]:
    """Return the syntaxes of some RDF formats under every media type that names them."""
    return {name: one.rdf for one in formats if one.rdf for name in one.media_types}


def offered(form: str) -> tuple[Format, ...]:
    """Return the formats of a query form (SELECT, ASK, CONSTRUCT or DESCRIBE), best first."""
    return GRAPHS if form in {"CONSTRUCT", "DESCRIBE"} else RESULTS


def named(name: str, formats: tuple[Format, ...]) -> Format | None:
    """Return the format a ``format=`` parameter names, by short name or media type.

    Of several with commas between, as some clients send them, the first that is known counts.
    """
    for wanted in (part.strip().lower() for part in name.split(",")):
        for one in formats:
            if wanted in {one.name, *one.also, *one.media_types}:
                return one
    return None
