"""Terms as people read them."""

import pytest
from flask import Flask
from pyoxigraph import Literal, NamedNode, Store

from endpoint.languages.known import BY_CODE
from endpoint.languages.speaking import speaking
from endpoint.site.core import dates
from endpoint.site.core.state import current
from endpoint.site.core.wording import LABELS
from endpoint.site.describe import terms
from endpoint.site.describe.terms import literal, sort_key
from loaders.vocabulary import XSD

EDTF = NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")
DATES = [
    ("2018", XSD.gYear, "2018", "2018"),
    ("2018-03", XSD.gYearMonth, "March 2018", "2018-03"),
    ("2018-03-05", XSD.date, "5 March 2018", "2018-03-05"),
    ("2022-11-24T12:30:00", XSD.dateTime, "24 November 2022, 12:30", "2022-11-24T12:30:00"),
    (
        "2022-11-24T12:30:00+01:00",
        XSD.dateTime,
        "24 November 2022, 12:30",
        "2022-11-24T12:30:00+01:00",
    ),
    ("2018-23", EDTF, "autumn 2018", None),
    ("2018~", EDTF, "about 2018", None),
    ("2018?", EDTF, "2018 (uncertain)", None),
    ("2018-06%", EDTF, "about June 2018 (uncertain)", None),
    ("201X", EDTF, "2010s", None),
    ("2004-XX", EDTF, "2004", None),
    ("1985-04-XX", EDTF, "April 1985", None),
    ("2018-21/2019", EDTF, "spring 2018 – 2019", None),
    ("2018/..", EDTF, "since 2018", None),
    ("2018-77", XSD.gYearMonth, "2018-77", None),
    ("2018-02-30", XSD.date, "2018-02-30", None),
    ("nonsense", XSD.date, "nonsense", None),
]


@pytest.mark.parametrize(("lexical", "datatype", "text", "machine"), DATES)
def test_dates(lexical: str, datatype: NamedNode, text: str, machine: str | None) -> None:
    value = Literal(lexical, datatype=datatype)
    assert dates.is_date(value)
    assert (dates.human(value), dates.machine(value)) == (text, machine)


NUMBERS = [
    ("648260", "648,260"),
    ("9999", "9999"),
    ("10000.50", "10,000.50"),
    ("-31000", "-31,000"),
    ("1e9", "1e9"),
    ("INF", "INF"),
    ("x", "x"),
]


@pytest.mark.parametrize(("lexical", "text"), NUMBERS)
def test_numbers(lexical: str, text: str) -> None:
    assert terms.number(lexical) == text


def test_text_keeps_its_language_and_direction() -> None:
    arabic, plain = literal(Literal("مدينة", language="ar")), literal(Literal("x"))
    assert (arabic.lang, arabic.dir) == ("ar", "rtl")
    assert (plain.lang, plain.dir) == (None, "auto")
    assert literal(Literal("true", datatype=XSD.boolean)).text == "yes"
    assert literal(Literal("javascript:x", datatype=XSD.anyURI)).href is None


def test_names_sort_without_marks() -> None:
    names = ["Zürich", "Łódź", "Århus", "Liège", "‘s-Hertogenbosch", "Évry", "athens"]
    expected = ["Århus", "athens", "Évry", "Liège", "Łódź", "‘s-Hertogenbosch", "Zürich"]
    assert sorted(names, key=sort_key) == expected


# Statements about the dataset, queries and shapes are for programs alone.
FOR_PROGRAMS = ("sh:", "void:", "http://ldf.fi/", "schema:target")


def test_every_property_that_pages_show_has_a_name_in_every_language(site: Flask) -> None:
    query = "SELECT DISTINCT ?p WHERE { GRAPH ?g { ?s ?p ?o } }"
    with site.test_request_context("/"):
        release = current().release
        store = Store.read_only(str(release.folder / "store"))
        names = {release.compact(str(row["p"].value)) for row in store.query(query)}
        assert len(names) > 100
        unnamed = {
            (code, name)
            for name in names
            if not name.startswith(FOR_PROGRAMS) and name not in LABELS
            for code in BY_CODE
            if (code, name) not in release.term_labels
        }
    assert unnamed == set()


def test_words_of_no_known_language_are_not_said_to_be_in_that_of_the_page() -> None:
    assert literal(Literal("founding member")).lang is None
    with speaking("el"):
        assert literal(Literal("founding member")).lang == ""
        assert literal(Literal("Stadt", language="de")).lang == "de"
