"""What a person corrected in a table keeps what stood there before, the day and the reason."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from loaders.errors import DataError
from loaders.mapping.base import Context, Record, Row
from loaders.mapping.mappers import corrections
from loaders.settings import DEFAULT_BASE, Settings
from loaders.vocabulary import PROV, RDF, SKOS, XSD, urb

URB = urb(DEFAULT_BASE)
SAID = {
    "kind": "membership",
    "thing": "icc-uk--bradford",
    "property": "urb:start",
    "was": "2018",
    "now": "2019",
    "date": "2026-11-28",
    "reason": "Another page was read.",
    "accepted_by": "USG",
    "source": "https://www.coe.int/en/web/interculturalcities/networks",
    "status": "verified",
}


@pytest.fixture(scope="module")
def context() -> Context:
    return Context.load(Settings.from_environment({}))


def mapped(context: Context, **other: str) -> Record:
    row = Row("corrections", "t.csv", 2, SAID | other)
    (record,) = corrections.map_rows([row], context).records
    return record


def value(record: Record, predicate: NamedNode, subject: object = None) -> object:
    found = [
        quad.object
        for quad in record.quads
        if quad.predicate == predicate and subject in (None, quad.subject)
    ]
    return found[0] if found else None


def test_a_correction_says_what_is_right_and_what_it_revises(context: Context) -> None:
    record = mapped(context)
    node = next(quad.subject for quad in record.quads if quad.object == URB.Correction)
    before = value(record, PROV.wasRevisionOf, node)
    year = XSD.gYear
    assert value(record, RDF.subject, node) == context.iris.thing("membership", SAID["thing"])
    assert value(record, RDF.predicate, node) == URB.start
    assert value(record, RDF.object, node) == Literal("2019", datatype=year)
    assert value(record, RDF.object, before) == Literal("2018", datatype=year)
    assert value(record, SKOS.note, node) == Literal("Another page was read.", language="en")
    assert value(record, URB.dateReviewed, node) == Literal("2026-11-28", datatype=XSD.date)
    assert value(record, PROV.wasAttributedTo, node)


def test_things_are_named_by_kind_and_key_and_other_words_stay_words(context: Context) -> None:
    member = mapped(
        context, property="org:member", was="government/bradford", now="government/kirklees"
    )
    assert value(member, RDF.object) == context.iris.thing("government", "kirklees")
    note = mapped(context, property="skos:note", was="a/b", now="of 2018/19")
    assert value(note, RDF.object) == Literal("of 2018/19")


def test_where_nothing_stood_before_there_is_nothing_to_revise(context: Context) -> None:
    assert value(mapped(context, was=""), PROV.wasRevisionOf) is None


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"property": "start"}, "property"),
        ({"property": "nowhere:start"}, "property"),
        ({"now": "2018"}, "now"),
        ({"was": "last year"}, "was"),
        ({"accepted_by": "me@example.org"}, "accepted_by"),
    ],
)
def test_a_correction_that_cannot_be_stated_is_an_error_of_its_cell(
    context: Context, wrong: dict[str, str], column: str
) -> None:
    with pytest.raises(DataError) as failed:
        mapped(context, **wrong)
    assert failed.value.column == column
    assert failed.value.row == 2
