"""The forms of questions are whole in seven languages, answer with several values, stay safe."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, Store

from endpoint.questions import LANGUAGES, Form, QuestionError, choices, fill, read_form, read_forms
from endpoint.sparql.backend import Row, Term, bind
from loaders.errors import DataError
from loaders.settings import DEFAULT_BASE

QUERIES = Path(__file__).parents[2] / "queries"
FORMS = read_forms(QUERIES / "questions")
ANY = next(iter(FORMS.values()))
# Other values than the defaults, and how many rows they give at least.
ASKED = [
    ("members-of-a-network", {"network": "anvita"}, 5),
    ("members-of-a-network", {"network": "eurocities", "country": "DE"}, 1),
    ("members-of-a-network", {"network": "iash", "country": "jp"}, 0),
    ("networks-of-a-city", {"city": "berlin"}, 4),
    ("practices-of-a-type", {"type": "municipal-id", "country": "ch"}, 2),
    ("practices-of-a-theme", {"theme": "solidarity"}, 0),
    ("practices-of-a-country", {"country": "nl"}, 1),
    ("signatories-of-a-charter", {"charter": "integrating-cities-charter"}, 20),
    ("joined-in-a-year", {"year": "2019"}, 20),
    ("members-on-a-day", {"network": "anvita", "day": "2018-12-31"}, 5),
    ("members-on-a-day", {"network": "anvita", "day": "1999-12-31"}, 0),
    ("what-happened-in-a-year", {"year": "2017"}, 10),
    ("acts-of-a-city", {"city": "munster"}, 0),
    ("acts-of-a-type", {"type": "offer"}, 1),
    ("did-a-city-sign", {"city": "lyon"}, 1),
    ("does-a-city-have", {"city": "palermo"}, 1),
    ("is-a-city-a-safe-harbour", {"city": "bremen"}, 1),
    ("sizes-of-a-network", {"network": "icc"}, 1),
    ("lists-naming-a-place", {"city": "chicago"}, 1),
    ("events-of-a-country", {"country": "de"}, 1),
    ("works-cited-by", {"publication": "rls-solidarity-cities-2019"}, 0),
]


@pytest.fixture(scope="module")
def store(shipped_release: Path) -> Store:
    return Store.read_only(str(shipped_release / "store"))


def rows(store: Store, text: str) -> list[Row]:
    answer = store.query(text)
    assert isinstance(answer, QuerySolutions)
    names = [variable.value for variable in answer.variables]
    return [{n: row[n] for n in names if row[n] is not None} for row in answer]


class Pages:
    """The queries of the pages, asked of a store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def select(self, name: str, **bindings: Sequence[Term]) -> list[Row]:
        text = (QUERIES / "pages" / f"{name}.rq").read_text(encoding="utf-8")
        return rows(self.store, bind(text, bindings))


def test_there_are_forms_for_every_type_of_slot_named_first() -> None:
    types = {slot.type for form in FORMS.values() for slot in form.slots}
    assert types >= {"country", "network", "charter", "year", "day", "practice-type", "city"}
    assert len(FORMS) >= 15


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_defaults_of_a_form_give_rows(form: Form, store: Store) -> None:
    assert rows(store, fill(form, {}, DEFAULT_BASE).text)
    assert set(form.question) == set(LANGUAGES)
    assert len(set(form.question.values())) == len(LANGUAGES)


@pytest.mark.parametrize(("name", "values", "least"), ASKED)
def test_other_values_are_answered(
    name: str, values: dict[str, str], least: int, store: Store
) -> None:
    found = rows(store, fill(FORMS[name], values, DEFAULT_BASE).text)
    assert len(found) >= least
    if least == 0:
        assert len(found) < 50


def test_every_form_is_asked_with_more_than_its_defaults() -> None:
    assert {name for name, _, _ in ASKED} == set(FORMS)


def test_a_country_narrows_an_answer(store: Store) -> None:
    form = FORMS["members-of-a-network"]
    everywhere, german = (
        rows(store, fill(form, {"network": "eurocities", **more}, DEFAULT_BASE).text)
        for more in ({}, {"country": "de"})
    )
    assert 0 < len(german) < len(everywhere)
    assert {str(row["inCountry"].value) for row in german} == {"Germany"}


@pytest.mark.parametrize(
    ("city", "charter", "answer"),
    [
        ("zagreb", "villeurbanne-declaration", "yes"),
        ("lyon", "villeurbanne-declaration", "not recorded"),
    ],
)
def test_no_source_is_not_a_no(city: str, charter: str, answer: str, store: Store) -> None:
    text = fill(FORMS["did-a-city-sign"], {"city": city, "charter": charter}, DEFAULT_BASE).text
    assert {row["answer"].value for row in rows(store, text)} == {answer}


@pytest.mark.parametrize(
    ("city", "answers"),
    [
        ("voerde", ["no"]),
        ("gottingen", ["yes"]),
        ("munster", ["yes", "no"]),  # its council refused in 2018 and declared in 2019
        ("palermo", ["not recorded"]),
    ],
)
def test_a_safe_harbour_is_yes_no_or_not_recorded(
    city: str, answers: list[str], store: Store
) -> None:
    text = fill(FORMS["is-a-city-a-safe-harbour"], {"city": city}, DEFAULT_BASE).text
    assert list(dict.fromkeys(row["answer"].value for row in rows(store, text))) == answers


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("joined-in-a-year", {"year": "20188"}, "is not a year"),
        ("joined-in-a-year", {"year": "٢٠١٨"}, "is not a year"),
        ("joined-in-a-year", {"year": ""}, "a value is missing"),
        ("members-on-a-day", {"day": "2018-02-30"}, "is not a day"),
        ("members-on-a-day", {"day": "20180230"}, "is not a day"),
        ("networks-of-a-city", {"city": "} DELETE WHERE {"}, "is not a key"),
        ("networks-of-a-city", {"city": "https://example.org/id/city/palermo"}, "is not a key"),
        ("networks-of-a-city", {"city": "a" * 301}, "too long"),
        ("networks-of-a-city", {"town": "palermo"}, "no such slot"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(
    name: str, values: dict[str, str], message: str
) -> None:
    with pytest.raises(QuestionError, match=message) as error:
        fill(FORMS[name], values, DEFAULT_BASE)
    assert error.value.remedy


@given(st.dictionaries(st.sampled_from([slot.name for slot in ANY.slots]), st.text()))
def test_no_value_changes_the_query_around_it(values: dict[str, str]) -> None:
    try:
        filled = fill(ANY, values, DEFAULT_BASE)
    except QuestionError:
        return
    for name, term in filled.terms.items():
        assert f"VALUES ?{name} {{ {term} }}" in filled.text
    assert filled.text.count("{") == ANY.text.count("{")


def test_an_iri_of_ours_is_a_value_too() -> None:
    short, long = (
        fill(FORMS["networks-of-a-city"], {"city": value}, DEFAULT_BASE).text
        for value in ("berlin", f"{DEFAULT_BASE}id/city/berlin")
    )
    assert short == long


def test_choices_have_names_in_the_language_asked_for(store: Store) -> None:
    slots = {slot.name: slot for slot in FORMS["practices-of-a-type"].slots}
    countries = choices(slots["country"], Pages(store), DEFAULT_BASE, "de")
    assert {"de": "Deutschland", "it": "Italien"}.items() <= {
        c.value: c.label for c in countries
    }.items()
    types = choices(slots["type"], Pages(store), DEFAULT_BASE)
    assert "municipal-id" in {choice.value for choice in types}
    year = FORMS["joined-in-a-year"].slots[0]
    assert choices(year, Pages(store), DEFAULT_BASE) == ()


def test_a_sentence_has_its_blanks_filled() -> None:
    form = FORMS["joined-in-a-year"]
    assert form.asked({"year": "2018"}, "de") == "Wer trat 2018 welchem Netzwerk bei?"
    assert "…" in form.asked({})
    assert form.asked({"year": "2018"}, "xx") == form.asked({"year": "2018"})


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("type: year", "type: century", "no slot has the type"),
        ('#+   pl: "', '#+   cs: "', "question is not in"),
        ('#+   pl: "Które', '#+   cs: "Które', "what is described is not in"),
        ("{year} ?", "{day} ?", "blanks of the question in fr"),
        ("VALUES ?year { UNDEF }", "", "has no VALUES"),
        (', default: "2018"', "", "has no default"),
    ],
)
def test_a_malformed_form_is_refused(old: str, new: str, message: str, tmp_path: Path) -> None:
    text = (QUERIES / "questions/joined-in-a-year.rq").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "form.rq"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_form(path)
