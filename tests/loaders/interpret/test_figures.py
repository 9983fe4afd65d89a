"""Every figure of the facts: ``figures_of_*.txt`` hold each text and what it was read as.

A line is ``qualifier | number | measure | unit | date | stated by``; ``!`` marks what holds none.
"""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.edtf.partial import Interval
from loaders.interpret import dates
from loaders.interpret.figures import Figure, figures
from loaders.interpret.phases import phases
from loaders.interpret.words import Words

HERE = Path(__file__).parent
SOURCES = HERE.parents[2] / "data/sources"
TABLES = {
    "networks": (("members_count_as_stated",), "members", False),
    "practices": (("numbers",), "", False),
    "conflicts": (("value_1", "value_2", "value_3", "value_4"), "members", True),
}
BLOCKS = [
    (stem, block)
    for stem in TABLES
    for block in (HERE / f"figures_of_{stem}.txt").read_text("utf-8").split("# ")[1:]
]


def shown(figure: Figure) -> str:
    value = figure.value
    number = f"{figure.minimum}-{figure.maximum}" if value is None else f"{value.normalize():f}"
    when = figure.when
    if when is None:
        date = "-"
    elif isinstance(when, Interval):
        date = "/".join(side.value if side else "" for side in (when.start, when.end))
    else:
        date = when.value or f"{when.earliest or ''}..{when.latest or ''}"
    unit, by = figure.unit or "-", figure.stated_by or "-"
    return " | ".join([figure.qualifier, number, figure.measure, unit, date, by])


@pytest.mark.parametrize(
    ("stem", "block"), BLOCKS, ids=[block.split("\n")[0] for _, block in BLOCKS]
)
def test_a_text_gives_its_figures(stem: str, block: str, words: Words) -> None:
    _, measure, quoted = TABLES[stem]
    text, *expected = block.rstrip("\n").split("\n")
    read = figures(text, words, measure, quoted=quoted)
    found = [shown(figure) for figure in read.figures] + [
        f"! {left}" for left in read.uninterpreted
    ]
    assert found == [line.strip() for line in expected]


@pytest.mark.parametrize("stem", TABLES)
def test_every_text_of_the_facts_is_here(stem: str) -> None:
    columns = TABLES[stem][0]
    with (SOURCES / stem / f"raw/{stem}.csv").open(encoding="utf-8") as file:
        texts = {row[column] for row in csv.DictReader(file) for column in columns} - {""}
    assert texts == {block.split("\n")[0] for name, block in BLOCKS if name == stem}


def test_a_part_of_a_whole_is_not_the_whole(words: Words) -> None:
    read = figures("35 (13 states incl. D.C., 4 counties, 18 cities)", words, "members")
    assert [figure.measure for figure in read.figures] == [
        "members",
        "states",
        "counties",
        "cities",
    ]


def test_targets_behind_a_list_hold_for_all_of_it(words: Words) -> None:
    read = figures("620 places in flats, 40 in host families, 28 in shelter (targets)", words)
    assert {figure.qualifier for figure in read.figures} == {"planned"}
    assert [figure.measure for figure in read.figures] == ["places"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "later more",
        "Le Monde prize 2018",
        "2016",
        "14 Sept 2016",
        "12 members had left by 2019",
    ],
)
def test_what_holds_no_number_is_returned(text: str, words: Words) -> None:
    read = figures(text, words, "members")
    assert read.figures == ()
    assert "".join(read.uninterpreted) == text


@given(text=st.text(max_size=60))
def test_no_text_is_too_strange(text: str, words: Words) -> None:
    for quoted in (False, True):
        read = figures(text, words, "members", quoted=quoted)
        assert all(
            figure.value is not None or figure.minimum is not None for figure in read.figures
        )


@pytest.mark.parametrize("text", ["word " * 20_000, "1 " * 5_000, "(" * 5_000, "9, " * 2_000])
@pytest.mark.timeout(60)
def test_a_long_cell_is_read_to_its_end(text: str, words: Words) -> None:
    read = figures(text, words, "members")
    assert read.figures or read.uninterpreted
    assert phases(text, words).uninterpreted
    assert dates.interval(text) is None
