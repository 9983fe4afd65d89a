"""Every form of a date in the facts, in the languages of the sources, and what is not one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.edtf.partial import PartialDate, Precision
from loaders.interpret import dates
from loaders.vocabulary import EDTF, XSD

POINTS = [
    # text, value, precision, earliest, latest, qualifier
    ("2012", "2012", "year", "2012-01-01", "2012-12-31", ""),
    ("2016-12", "2016-12", "month", "2016-12-01", "2016-12-31", ""),
    ("2016-06-30", "2016-06-30", "day", "2016-06-30", "2016-06-30", ""),
    ("2022-11-24T12:30", "2022-11-24T12:30:00", "time", "2022-11-24", "2022-11-24", ""),
    ("2022-11-24T12:30:05Z", "2022-11-24T12:30:05Z", "time", "2022-11-24", "2022-11-24", ""),
    ("2022-11-24T12:30:05+01", "2022-11-24T12:30:05+01:00", "time", "2022-11-24", "2022-11-24", ""),
    ("autumn 2018", "2018-23", "edtf", "2018-09-01", "2018-12-22", ""),
    ("Winter 2018", "2018-24", "edtf", "2017-12-01", "2019-03-21", ""),
    ("end of 2016", "2016", "year", "2016-07-01", "2016-12-31", "end"),
    ("Ende 2016", "2016", "year", "2016-07-01", "2016-12-31", "end"),
    ("early 2016", "2016", "year", "2016-01-01", "2016-06-30", "begin"),
    ("mid-2016", "2016", "year", "2016-04-01", "2016-09-30", "middle"),
    ("late June 2016", "2016-06", "month", "2016-06-15", "2016-06-30", "end"),
    ("by 2020-06", "", "bound", None, "2020-06-30", "by"),
    ("by end of 2020", "", "bound", None, "2020-12-31", "by"),
    ("before October 2025", "", "bound", None, "2025-09-30", "before"),
    ("after 2018", "", "bound", "2019-01-01", None, "after"),
    ("about 2016", "2016~", "edtf", "2016-01-01", "2016-12-31", "about"),
    ("Oct 2020", "2020-10", "month", "2020-10-01", "2020-10-31", ""),
    ("Sept 2017", "2017-09", "month", "2017-09-01", "2017-09-30", ""),
    ("14 Nov 2003", "2003-11-14", "day", "2003-11-14", "2003-11-14", ""),
    ("23 Dec 2024", "2024-12-23", "day", "2024-12-23", "2024-12-23", ""),
    ("April 16, 2020", "2020-04-16", "day", "2020-04-16", "2020-04-16", ""),
    ("16. April 2020", "2020-04-16", "day", "2020-04-16", "2020-04-16", ""),
    ("14.06.2019", "2019-06-14", "day", "2019-06-14", "2019-06-14", ""),
    ("1er mars 2018", "2018-03-01", "day", "2018-03-01", "2018-03-01", ""),
    ("16 de abril de 2020", "2020-04-16", "day", "2020-04-16", "2020-04-16", ""),
    ("25 giugno 2021", "2021-06-25", "day", "2021-06-25", "2021-06-25", ""),
    ("5 Μαΐου 2018", "2018-05-05", "day", "2018-05-05", "2018-05-05", ""),
    ("14 września 2016", "2016-09-14", "day", "2016-09-14", "2016-09-14", ""),
    ("3 maart 2020", "2020-03-03", "day", "2020-03-03", "2020-03-03", ""),
    ("février 2022", "2022-02", "month", "2022-02-01", "2022-02-28", ""),
]
INTERVALS = [
    ("2015-2020", "2015", "2020"),
    ("2009–2010", "2009", "2010"),
    ("2016/17", "2016", "2017"),
    ("2018-19", "2018", "2019"),
    ("2021-22", "2021", "2022"),
    ("1985-1990", "1985", "1990"),
    ("from 2018 to 2020", "2018", "2020"),
    ("July-December 2020", "2020-07", "2020-12"),
    ("9-10 June 2006", "2006-06-09", "2006-06-10"),
    ("22 and 23 October 2018", "2018-10-22", "2018-10-23"),
    ("27 June – 3 July 2020", None, None),
    ("2018-03 to 2019-04", "2018-03", "2019-04"),
    ("since 2022", "2022", None),
    ("since 21 December 2020", "2020-12-21", None),
    ("seit Mai 2023", "2023-05", None),
    ("until 2022", None, "2022"),
    ("2015/2020", "2015", "2020"),
    ("2015/..", "2015", None),
    ("../2020-06", None, "2020-06"),
]
NO_DATES = [
    "", "recently", "2018-13", "2018-02-30", "2018-06-31", "30 February 2018", "31.04.2020",
    "13/14", "12", "20", "2018-2", "later more", "the year after", "mayor of Palermo", "year 2018x",
]  # fmt: skip


def known(text: str) -> PartialDate:
    found = dates.point(text)
    assert found is not None, text
    return found


@pytest.mark.parametrize("row", POINTS, ids=[row[0] for row in POINTS])
def test_a_point_keeps_its_own_precision(row: tuple[str, ...]) -> None:
    text, value, precision, earliest, latest, qualifier = row
    found = known(text)
    assert (found.value, found.precision) == (value, Precision(precision))
    assert found.earliest == (date.fromisoformat(earliest) if earliest else None)
    assert found.latest == (date.fromisoformat(latest) if latest else None)
    assert (found.qualifier, found.text) == (qualifier, text)


@pytest.mark.parametrize(("text", "start", "end"), INTERVALS, ids=[row[0] for row in INTERVALS])
def test_an_interval_has_two_sides(text: str, start: str | None, end: str | None) -> None:
    found = dates.interval(text)
    if start is None and end is None:
        assert found is None  # a side without its year is not guessed
        return
    assert found is not None
    assert (found.start.value if found.start else None) == start
    assert (found.end.value if found.end else None) == end


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    assert dates.point(text) is None
    assert dates.interval(text) is None


def test_the_literals_have_the_datatype_of_their_precision() -> None:
    texts = {"2012": XSD.gYear, "2012-05": XSD.gYearMonth, "2012-05-01": XSD.date,
             "2012-05-01T10:00": XSD.dateTime, "spring 2012": EDTF}  # fmt: skip
    for text, datatype in texts.items():
        literal = known(text).literal
        assert literal is not None
        assert literal.datatype == datatype
    assert known("by 2020").literal is None


def test_a_year_pair_is_a_season_in_a_column_and_an_interval_in_prose() -> None:
    assert known("2021-22").value == "2021-22"
    assert dates.interval("2021-22") is not None


@given(st.dates(min_value=date(1, 1, 1)))
def test_every_day_is_read_back(day: date) -> None:
    found = known(day.isoformat())
    assert (found.earliest, found.latest, found.value) == (day, day, day.isoformat())


@given(st.text(max_size=40))
def test_no_text_is_too_strange(text: str) -> None:
    for found in (dates.point(text), dates.interval(text)):
        assert found is None or found.text == " ".join(text.split())
