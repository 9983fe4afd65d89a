"""Numbers, dates and counts are written as each language writes them."""

from __future__ import annotations

import datetime

import pytest
from pyoxigraph import Literal, NamedNode

from endpoint.languages import forms
from endpoint.languages.known import CODES, accepted, split
from endpoint.languages.speaking import language, speaking
from endpoint.site.core import dates
from loaders.vocabulary import EDTF, XSD

DAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("code", "number", "day", "month"),
    [
        ("en", "13,000.50", "22 November 2026", "November 2026"),
        ("de", "13.000,50", "22. November 2026", "November 2026"),
        ("fr", "13\u202f000,50", "22 novembre 2026", "novembre 2026"),
        ("it", "13.000,50", "22 novembre 2026", "novembre 2026"),
        ("es", "13.000,50", "22 de noviembre de 2026", "noviembre de 2026"),
        ("el", "13.000,50", "22 Νοεμβρίου 2026", "Νοέμβριος 2026"),
        ("pl", "13\xa0000,50", "22 listopada 2026", "listopad 2026"),
    ],
)
def test_numbers_and_dates(code: str, number: str, day: str, month: str) -> None:
    with speaking(code):
        assert forms.number(forms.Decimal("13000.50")) == number
        assert (forms.day(DAY), forms.month(DAY)) == (day, month)


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("en", ("1 row", "2 rows", "5 rows")),
        ("fr", ("1 ligne", "2 lignes", "5 lignes")),
        ("pl", ("1 wiersz", "2 wiersze", "5 wierszy")),
    ],
)
def test_counts_take_their_form(code: str, texts: tuple[str, ...]) -> None:
    with speaking(code):
        found = tuple(forms.ngettext("%(num)s row", "%(num)s rows", n) for n in (1, 2, 5))
    assert found == texts


@pytest.mark.parametrize(
    ("code", "value", "type_", "text"),
    [
        ("de", "2018-03", XSD.gYearMonth, "März 2018"),
        ("de", "2018-21", EDTF, "Frühjahr 2018"),
        ("pl", "2018-03~", EDTF, "około marzec 2018"),
        ("es", "2018?", EDTF, "2018 (incierto)"),
        ("el", "2018/..", EDTF, "από 2018"),
        ("fr", "201X", EDTF, "années 2010"),
    ],
)
def test_dates_as_precise_as_they_are_known(
    code: str, value: str, type_: NamedNode, text: str
) -> None:
    with speaking(code):
        assert dates.human(Literal(value, datatype=type_)) == text


def test_what_is_spoken_ends_with_its_block() -> None:
    with speaking("de"), speaking("pl"):
        assert language().code == "pl"
    assert language().code == "en"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT, en;q=0.5", "de"),
        ("ja, pl;q=0.4, it;q=0.6", "it"),
        ("ja", "en"),
        ("*", "en"),
        ("de;q=0, fr;q=0.1", "fr"),
        ("nonsense;;;q=,,=", "en"),
        ("x," * 100_000 + "de", "en"),
    ],
)
def test_the_language_a_client_likes_best(header: str, code: str) -> None:
    assert accepted(header).code == code


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/de/doc/city/palermo", ("de", "/doc/city/palermo")),
        ("/de", ("de", "/")),
        ("/de/", ("de", "/")),
        ("/docs/", ("", "/docs/")),
        ("de/x", ("", "de/x")),
        ("/DE/x", ("", "/DE/x")),
        ("/de/fr/x", ("de", "/fr/x")),
        ("", ("", "")),
    ],
)
def test_the_prefix_of_a_language(path: str, found: tuple[str, str]) -> None:
    assert split(path) == found
    assert "en" in CODES
