"""Every start of a practice in the facts, and the remarks that hold a date."""

import csv
from pathlib import Path

import pytest

from loaders.edtf.partial import Interval
from loaders.interpret.phases import Phase, phases
from loaders.interpret.words import Words

PRACTICES = Path(__file__).parents[3] / "data/sources/practices/raw/practices.csv"
# text → phases as (date or start/end, label, status), and the start of the practice
STARTS = {
    "2012 (bed-bath-bread); 2018 (24h plan)": (
        [("2012", "bed-bath-bread", ""), ("2018", "24h plan", "")],
        "2012",
    ),
    "2017-12 (aim in the city's integration plan 2018-2021); concept 2023-12-18": (
        [
            ("2017-12", "aim in the city's integration plan 2018-2021", "planned"),
            ("2023-12-18", "concept", ""),
        ],
        "",
    ),
    "2017 (association); 2018 city recognises need; Nov 2020 decision": (
        [("2017", "association", ""), ("2018", "city recognises need", ""),
         ("2020-11", "decision", "")],
        "2017",
    ),
    "2010; extended Oct 2020": ([("2010", "", ""), ("2020-10", "extended", "")], "2010"),
    "2018 commitment; Nov 2020 strategy": (
        [("2018", "commitment", ""), ("2020-11", "strategy", "")],
        "2018",
    ),
    "2014 (funding award)": ([("2014", "funding award", "")], "2014"),
    "2015-2020": ([("2015/2020", "", "")], "2015"),
    "idea 2008; pilot 2009-2010": (
        [("2008", "idea", ""), ("2009/2010", "pilot", "pilot")],
        "2009",
    ),
    "1998 (municipal institution 2015)": (
        [("1998", "", ""), ("2015", "municipal institution", "")],
        "1998",
    ),
    "end of 2016": ([("2016", "", "")], "2016"),
    "2017 (reported Sept 2017)": ([("2017", "", ""), ("2017-09", "reported", "")], "2017"),
    "1999 (support since)": ([("1999/", "support", "")], "1999"),
    "2016-12 (announced)": ([("2016-12", "announced", "announced")], ""),
    "autumn 2018 (planned)": ([("2018-23", "planned", "planned")], ""),
}  # fmt: skip


def shown(phase: Phase) -> tuple[str, str, str]:
    when = phase.when
    if isinstance(when, Interval):
        sides = (when.start, when.end)
        return "/".join(side.value if side else "" for side in sides), phase.label, phase.status
    return when.value, phase.label, phase.status


@pytest.mark.parametrize("text", STARTS)
def test_the_phases_of_a_practice(text: str, words: Words) -> None:
    expected, start = STARTS[text]
    read = phases(text, words)
    assert [shown(phase) for phase in read.phases] == expected
    assert read.uninterpreted == ()
    assert (read.start.value if read.start else "") == start


def test_every_start_of_the_facts_is_read(words: Words) -> None:
    with PRACTICES.open(encoding="utf-8") as file:
        texts = {row["start"] for row in csv.DictReader(file)} - {""}
    assert len(texts) >= 30
    plain = [text for text in texts if text not in STARTS]
    assert all(len(phases(text, words).phases) == 1 for text in plain)
    assert all(shown(phases(text, words).phases[0]) == (text, "", "") for text in plain)


def test_an_interval_without_a_label_gives_the_end_too(words: Words) -> None:
    end = phases("2015-2020", words).end
    assert end is not None
    assert end.value == "2020"
    assert phases("pilot 2009-2010", words).end is None


@pytest.mark.parametrize("text", ["unanimous", "recently; long ago", "2018-02-30"])
def test_what_holds_no_date_is_returned(text: str, words: Words) -> None:
    read = phases(text, words)
    assert read.phases == ()
    assert "; ".join(read.uninterpreted) == text
