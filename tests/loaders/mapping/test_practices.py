"""What stops the table of practices, and what it keeps as it was."""

from pathlib import Path

import pytest

from loaders.errors import DataError
from loaders.mapping.base import Context, Mapped, Row
from loaders.mapping.mappers.acting import practices
from loaders.settings import Settings

ROOT = Path(__file__).parents[3]
COLUMNS = (
    "practice_id", "name", "city", "country_iso2", "category_proposed", "start", "end", "actors",
    "numbers", "practice_status", "source", "status", "note",
)  # fmt: skip


@pytest.fixture(scope="module")
def context() -> Context:
    return Context.load(Settings.from_environment({"URBSOL_ROOT": str(ROOT)}))


def mapped(context: Context, **values: str) -> Mapped:
    known = {"practice_id": "idnyc", "name": "IDNYC", "city": "New York", "country_iso2": "US"}
    row = Row("practices", "practices.csv", 7, {c: {**known, **values}.get(c, "") for c in COLUMNS})
    return practices.map_rows([row], context)


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("start", {"start": "2018-02-30"}),
        ("start", {"start": "2017; 2018-13"}),
        ("end", {"start": "2018", "end": "2018-06-31"}),
        ("end", {"start": "2018-05", "end": "2017"}),
        ("status", {"status": "guessed"}),
    ],
)
def test_an_impossible_row_stops_with_its_place(
    column: str, values: dict[str, str], context: Context
) -> None:
    with pytest.raises(DataError) as error:
        mapped(context, **values)
    assert (error.value.file, error.value.row, error.value.column) == ("practices.csv", 7, column)


def test_a_practice_that_nobody_registered_stops(context: Context) -> None:
    with pytest.raises(DataError, match=r"not in data/registry/practice\.csv"):
        mapped(context, practice_id="no-such-practice")


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("start", "long ago"),
        ("end", "some day"),
        ("practice_status", "verified"),
        ("category_proposed", "sports"),
        ("city", "Atlantis"),
        ("numbers", "unanimous"),
        ("note", "day is 14 or 40 Sept by source"),
        ("note", "ended without a word"),
    ],
)
def test_what_cannot_be_interpreted_is_kept_and_listed(
    column: str, text: str, context: Context
) -> None:
    result = mapped(context, **{column: text})
    assert [(left.column, left.text, left.row) for left in result.uninterpreted] == [
        (column, text, 7)
    ]
    if column != "practice_status":
        assert text in {getattr(quad.object, "value", "") for quad in result.quads()}


def test_what_is_only_planned_keeps_its_date_as_a_phase(context: Context) -> None:
    result = mapped(context, start="2019-21", practice_status="planned")
    urb = context.urb
    (phase,) = [q.object for q in result.quads() if q.predicate == urb.hasPhase]
    dates = [
        q.object.value for q in result.quads() if q.subject == phase and q.predicate == urb.date
    ]
    assert dates == ["2019-21"]
    assert not [q for q in result.quads() if q.predicate == urb.start]
    assert result.uninterpreted == ()


def test_two_days_of_the_note_bound_the_start(context: Context) -> None:
    result = mapped(context, start="2016-09", note="day is 14 or 16 Sept by source")
    bounds = {q.predicate: q.object.value for q in result.quads()}
    assert bounds[context.urb.earliestStart] == "2016-09-14"
    assert bounds[context.urb.latestStart] == "2016-09-16"
    assert result.uninterpreted == ()
