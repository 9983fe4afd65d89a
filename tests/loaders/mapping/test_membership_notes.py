"""Roles and notes of memberships are interpreted."""

import csv

import pytest

from loaders.edtf.partial import Interval
from loaders.mapping.notes.memberships import NoteReading, read_note
from loaders.mapping.notes.roles import Roles, read_roles


@pytest.fixture
def note(lookup_of):
    forms = lookup_of("memberships").of("note")

    def read(text: str) -> NoteReading:
        return read_note(text, forms)

    return read


@pytest.fixture
def role(lookup_of, shipped):
    forms = lookup_of("memberships").of("role")

    def read(text: str) -> Roles:
        return read_roles(text, shipped.concepts, forms)

    return read


def bounds(when) -> tuple[str, str]:
    first, last = (when.start, when.end) if isinstance(when, Interval) else (when, when)
    return str(first.earliest), str(last.latest)


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("by 30 November 2017", "began_by", ("2017-11-30", "2017-11-30")),
        (
            "by the start of the campaign in September 2017",
            "began_by",
            ("2017-09-01", "2017-09-30"),
        ),
        ("member before October 2025", "began_by", ("None", "2025-09-30")),
        ("third attempt, before Dec 2019", "began_by", ("None", "2019-11-30")),
        ("analysed by 2019; not proof of membership", "began_by", ("2019-01-01", "2019-12-31")),
        ("named as members in Oct/Nov 2022", "seen", ("2022-10-01", "2022-11-30")),
        ("listed on 7 Feb 2024", "seen", ("2024-02-07", "2024-02-07")),
        ("one of 26 in Hesse (December 2025)", "seen", ("2025-12-01", "2025-12-31")),
        ("Jan 2024", "seen", ("2024-01-01", "2024-01-31")),
        ("2023 report (printed Rosselaire)", "seen", ("2023-01-01", "2023-12-31")),
        ("joined between Sep 2020 and Feb 2021", "began_within", ("2020-09-01", "2021-02-28")),
        (
            "General Assembly Zurich 23-24 October 2025",
            "began_within",
            ("2025-10-23", "2025-10-24"),
        ),
        ("joined at the end of 2018", "began_within", ("2018-07-01", "2018-12-31")),
        ("since spring 2020", "start", ("2020-03-01", "2020-06-21")),
        ("named as a former member in September 2025", "ended_by", ("2025-09-01", "2025-09-30")),
        ("left in March 2021", "end", ("2021-03-01", "2021-03-31")),
        ("expelled on 12 March 2020", "end", ("2020-03-12", "2020-03-12")),
    ],
)
def test_dates_of_a_note(text, field, expected, note) -> None:
    found = getattr(note(text), field)
    assert bounds(found[0] if isinstance(found, tuple) else found) == expected
    assert not note(text).unread


@pytest.mark.parametrize("season", ["spring 2019", "Spring 2019", "SPRING 2019", "2019-21"])
@pytest.mark.parametrize(
    ("form", "field"),
    [("named in {}", "seen"), ("since {}", "start"), ("by {}", "began_by"), ("left in {}", "end")],
)
def test_a_season_is_a_date_in_any_case(season, form, field, note) -> None:
    found = getattr(note(form.format(season)), field)
    known = found[0] if isinstance(found, tuple) else found
    assert known.value == "2019-21"
    assert bounds(known) == ("2019-03-01", "2019-06-21")


def test_a_list_before_and_one_after(note) -> None:
    read = note("listed by the refugee council by 15 June 2020 and in March 2022")
    assert str(read.began_by[0].latest) == "2020-06-15"
    assert bounds(read.seen[0]) == ("2022-03-01", "2022-03-31")


def test_status_phases_figures_and_votes(note) -> None:
    assert note("membership contested by the prefecture").statuses == ("contested",)
    assert note("named as a former member in September 2025").statuses == ("ended",)
    assert note("left in 2020; expelled in 2021").statuses == ("ended", "expelled")
    assert note("one of the 33 founding signatories").founding
    assert note("declaration inferred from the profile series").inferred
    steps = note("endorsed 14 November 2018, signed 21 March 2019").phases
    assert [(step.label, bounds(step.when)[0]) for step in steps] == [
        ("endorsed", "2018-11-14"),
        ("signed", "2019-03-21"),
    ]
    votes = note("37 to 3 votes").figures
    assert [(vote.measure, vote.value) for vote in votes] == [
        ("votes-for", 37),
        ("votes-against", 3),
    ]
    nationwide = note("named among 41 in Baden-Württemberg (308 nationwide at that time)").figures
    assert [(figure.value, figure.label) for figure in nationwide] == [
        (41, "in Baden-Württemberg"),
        (308, "nationwide at that time"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "candidate city, expelled in 2020",
        "left the alliance, date of the vote 12 March 2020",
        "12 members had left by 2019",
        "a pleasant afternoon",
        "year from which it was expelled",
        "membership inferred, then ended",
        "the date of its expulsion",
        "not stated as membership since the expulsion",
        "joined between the wars and 2019",
        "seat moved to Lyon",
    ],
)
def test_what_no_form_fits_is_reported(text, note) -> None:
    assert note(text).unread == ((text, "no known form"),)
    assert [part for part, _ in note(f"by 2019; {text}; Jan 2024").unread] == [text]


def test_what_no_statement_can_say_is_reported_with_the_reason(note) -> None:
    assert note("text of 11 November, year not printed").unread[0][1] == "a date without a year"
    absence = note("listed by 15 June 2020, not in the March 2022 list")
    assert absence.began_by
    assert "absence" in absence.unread[0][1]


def test_roles_are_concepts_with_status_and_dated_stretches(role) -> None:
    roles = role("member (admitted); steering committee 2025-2029")
    assert roles.concepts == ("admitted-member", "steering-committee-member")
    assert [(phase.label, bounds(phase.when)) for phase in roles.phases] == [
        ("steering committee", ("2025-01-01", "2029-12-31"))
    ]
    office = role("member, vice-president (2013)")
    assert office.concepts == ("member", "vice-president")
    assert [(phase.label, bounds(phase.when)[0]) for phase in office.phases] == [
        ("vice-president", "2013-01-01")
    ]
    assert role("member (expelled)").statuses == ("expelled",)
    assert role("member (expelled)").concepts == ("expelled-member",)
    assert role("local group (apologies sent)").concepts == ("local-group",)
    assert role("signatory (mayor)").concepts == ("mayor-signatory",)
    assert role("grand vizier; member").unread == (("grand vizier", "unknown role"),)


def test_every_role_of_the_shipped_table_is_known(settings, role) -> None:
    path = settings.data / "sources/memberships/raw/memberships.csv"
    with path.open(encoding="utf-8", newline="") as file:
        texts = {row["role"] for row in csv.DictReader(file)}
    assert len(texts) > 80
    assert {part for text in texts for part in role(text).unread} == set()
