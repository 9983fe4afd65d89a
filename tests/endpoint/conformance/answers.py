"""Reads the results of queries in every format by code of its own, and compares them."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urljoin

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store, parse

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SRX = "{http://www.w3.org/2005/sparql-results#}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
INTEGERS = [
    f"{XSD}{name}"
    for name in (
        *("integer", "nonPositiveInteger", "negativeInteger", "long", "int", "short", "byte"),
        *("nonNegativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
        "positiveInteger",
    )
]
CELL = re.compile(
    r"""<(?P<iri>[^>]*)> | _:(?P<bnode>\S+) | (?P<plain>[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?|true|false)
      | (?P<quote>["'])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)
        (?: @(?P<lang>[A-Za-z0-9-]+) | \^\^<(?P<datatype>[^>]*)> )?""",
    re.VERBOSE,
)
ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


@dataclass(frozen=True)
class Term:
    """A term: kind (iri, bnode, literal), text, language and datatype of a literal."""

    kind: str
    text: str
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True)
class Table:
    """The solutions of a query: a row holds a term, or None, for each variable."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


Answer = Table | bool


def literal(text: str, language: str | None = None, datatype: str | None = None) -> Term:
    """Return a literal; languages are lower case, and none means xsd:string."""
    if language:
        return Term("literal", text, language.lower())
    return Term("literal", text, "", datatype or XSD + "string")


def from_json(text: str, _base: str = "") -> Answer:
    """Read https://www.w3.org/TR/sparql11-results-json/."""
    document = json.loads(text)
    if "boolean" in document:
        return bool(document["boolean"])
    variables = tuple(document["head"]["vars"])
    bindings = document["results"]["bindings"]
    return Table(
        variables,
        tuple(tuple(_from_json(row.get(name)) for name in variables) for row in bindings),
    )


def _from_json(value: dict[str, str] | None) -> Term | None:
    if value is None:
        return None
    if value["type"] in {"uri", "bnode"}:
        return Term({"uri": "iri"}.get(value["type"], "bnode"), value["value"])
    return literal(value["value"], value.get("xml:lang"), value.get("datatype"))


def from_xml(text: str, base: str = "") -> Answer:
    """Read https://www.w3.org/TR/rdf-sparql-XMLres/."""
    document = ET.fromstring(text)
    boolean = document.find(f"{SRX}boolean")
    if boolean is not None:
        return (boolean.text or "").strip() == "true"
    variables = tuple(one.attrib["name"] for one in document.iter(f"{SRX}variable"))
    rows = []
    for result in document.iter(f"{SRX}result"):
        found = {one.attrib["name"]: _from_xml(one[0], base) for one in result}
        rows.append(tuple(found.get(name) for name in variables))
    return Table(variables, tuple(rows))


def _from_xml(element: ET.Element, base: str) -> Term:
    text = element.text or ""
    kind = element.tag.removeprefix(SRX)
    if kind == "uri":
        return Term("iri", urljoin(base, text) if base else text)
    if kind == "bnode":
        return Term("bnode", text)
    return literal(text, element.get(LANG), element.get("datatype"))


def from_csv(text: str, _base: str = "") -> Answer:
    """Read https://www.w3.org/TR/sparql11-results-csv-tsv/#csv, where terms are mere texts."""
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    return Table(
        tuple(head),
        tuple(
            tuple(
                Term("bnode", cell[2:]) if cell[:2] == "_:" else Term("text", cell) for cell in row
            )
            for row in rows
        ),
    )


def from_tsv(text: str, _base: str = "") -> Answer:
    """Read https://www.w3.org/TR/sparql11-results-csv-tsv/#tsv."""
    head, *rows = text.removesuffix("\n").replace("\r\n", "\n").split("\n")
    return Table(
        tuple(name.removeprefix("?") for name in head.split("\t")),
        tuple(tuple(map(_from_tsv, row.split("\t"))) for row in rows),
    )


def _from_tsv(cell: str) -> Term | None:
    if not cell:
        return None
    found = CELL.fullmatch(cell)
    assert found, f"not a term: {cell}"
    if found["iri"] is not None:
        return Term("iri", found["iri"])
    if found["bnode"] is not None:
        return Term("bnode", found["bnode"])
    if found["plain"] is not None:
        return literal(found["plain"], None, XSD + number(found["plain"]))
    text = re.sub(r"\\(.)", lambda one: ESCAPES.get(one[1], one[1]), found["text"])
    return literal(text, found["lang"], found["datatype"])


def number(text: str) -> str:
    """Return the datatype of a number or boolean that is written without quotes."""
    if text in {"true", "false"}:
        return "boolean"
    if "e" in text.lower():
        return "double"
    return "decimal" if "." in text else "integer"


def from_turtle(text: str, base: str = "") -> Answer:
    """Read a result set that is written as RDF, as the older suites do."""
    store = Store()
    store.extend(parse(text, format=RdfFormat.TURTLE, base_iri=base))

    def objects(subject: Any, name: str) -> list[Any]:
        return [
            quad.object for quad in store.quads_for_pattern(subject, NamedNode(RS + name), None)
        ]

    variables = tuple(sorted(one.value for one in objects(None, "resultVariable")))
    rows = []
    for solution in objects(None, "solution"):
        pairs = [
            (objects(binding, "variable")[0].value, objects(binding, "value")[0])
            for binding in objects(solution, "binding")
        ]
        found = {name: _from_turtle(term) for name, term in pairs}
        rows.append(tuple(found.get(name) for name in variables))
    return Table(variables, tuple(rows))


def _from_turtle(term: Any) -> Term:
    if isinstance(term, NamedNode):
        return Term("iri", term.value)
    if isinstance(term, BlankNode):
        return Term("bnode", term.value)
    return literal(term.value, term.language, term.datatype.value)


READERS: dict[str, Callable[[str, str], Answer]] = {
    "application/sparql-results+json": from_json,
    "application/sparql-results+xml": from_xml,
    "text/csv": from_csv,
    "text/tab-separated-values": from_tsv,
    "text/turtle": from_turtle,
}


WRITTEN: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(INTEGERS, lambda text: str(int(text))),
    f"{XSD}decimal": lambda text: str(Decimal(text).normalize()),
    f"{XSD}double": lambda text: repr(float(text)),
    f"{XSD}float": lambda text: repr(float(text)),
    f"{XSD}boolean": lambda text: {"1": "true", "0": "false"}.get(text, text),
}


def value(term: Term | None) -> Term | None:
    """Return a term with numbers and booleans written in one way: they compare by value."""
    write = WRITTEN.get(term.datatype) if term else None
    if term is None or write is None:
        return term
    try:
        return replace(term, text=write(term.text))
    except (ValueError, ArithmeticError):
        return term


def same(expected: Answer, actual: Answer, *, ordered: bool = False) -> bool:
    """Tell whether two answers are equal but for the names of blank nodes."""
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    if set(expected.variables) != set(actual.variables):
        return False
    return _match(_rows(expected, expected.variables), _rows(actual, expected.variables), ordered)


Row = tuple[Term | None, ...]


def _rows(table: Table, variables: Sequence[str]) -> list[Row]:
    columns = [table.variables.index(name) for name in variables]
    return [tuple(value(row[column]) for column in columns) for row in table.rows]


def _ground(row: Row) -> bool:
    return not any(term and term.kind == "bnode" for term in row)


def _match(expected: list[Row], actual: list[Row], ordered: bool) -> bool:
    if len(expected) != len(actual):
        return False
    if ordered:
        pairs = zip(expected, actual, strict=True)
        return all(one == two for one, two in pairs if _ground(one) or _ground(two))
    if Counter(filter(_ground, expected)) != Counter(filter(_ground, actual)):
        return False
    vague = [[row for row in rows if not _ground(row)] for rows in (expected, actual)]
    return _pair(vague[0], vague[1], {}, {})


def _pair(
    expected: list[Row], actual: list[Row], there: dict[str, str], back: dict[str, str]
) -> bool:
    """Pair rows so that blank nodes correspond one to one."""
    if not expected:
        return True
    first, rest = expected[0], expected[1:]
    for index, row in enumerate(actual):
        forth, aft = dict(there), dict(back)
        if all(_corresponds(*pair, forth, aft) for pair in zip(first, row, strict=True)) and _pair(
            rest, actual[:index] + actual[index + 1 :], forth, aft
        ):
            return True
    return False


def _corresponds(
    one: Term | None, two: Term | None, forth: dict[str, str], aft: dict[str, str]
) -> bool:
    if not (one and two and one.kind == two.kind == "bnode"):
        return one == two
    return forth.setdefault(one.text, two.text) == two.text and (
        aft.setdefault(two.text, one.text) == one.text
    )
