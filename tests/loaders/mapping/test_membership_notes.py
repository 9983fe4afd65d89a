"""Roles and notes of memberships are interpreted."""

import csv
import re

import pytest

from loaders.interpret.partial import Interval
from loaders.mapping.notes.memberships import read_note
from loaders.mapping.notes.roles import ROLES, STATUSES, read_roles


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
        ("analysed by 2019; not proof of membership", "began_by", ("2019-01-01", "2019-12-31")),
        ("named as members in Oct/Nov 2022", "seen", ("2022-10-01", "2022-11-30")),
        ("listed on 7 Feb 2024", "seen", ("2024-02-07", "2024-02-07")),
        ("one of 26 in Hesse (December 2025)", "seen", ("2025-12-01", "2025-12-31")),
        ("Jan 2024", "seen", ("2024-01-01", "2024-01-31")),
        ("joined between Sep 2020 and Feb 2021", "began_within", ("2020-09-01", "2021-02-28")),
        (
            "General Assembly Zurich 23-24 October 2025",
            "began_within",
            ("2025-10-23", "2025-10-24"),
        ),
        ("since spring 2020", "start", ("2020-03-01", "2020-06-21")),
        ("named as a former member in September 2025", "ended_by", ("2025-09-01", "2025-09-30")),
    ],
)
def test_dates_of_a_note(text, field, expected) -> None:
    found = getattr(read_note(text), field)
    assert bounds(found[0] if isinstance(found, tuple) else found) == expected
    assert not read_note(text).unread


def test_a_list_before_and_one_after() -> None:
    note = read_note("listed by the refugee council by 15 June 2020 and in March 2022")
    assert str(note.began_by[0].latest) == "2020-06-15"
    assert bounds(note.seen[0]) == ("2022-03-01", "2022-03-31")


def test_status_phases_figures_and_votes() -> None:
    contested = read_note("membership contested by the prefecture")
    assert contested.status == "contested"
    assert read_note("named as a former member in September 2025").status == "ended"
    assert read_note("one of the 33 founding signatories").founding
    assert read_note("declaration inferred from the profile series").inferred
    steps = read_note("endorsed 14 November 2018, signed 21 March 2019").phases
    assert [(step.label, bounds(step.when)[0]) for step in steps] == [
        ("endorsed", "2018-11-14"),
        ("signed", "2019-03-21"),
    ]
    votes = read_note("37 to 3 votes").figures
    assert [(vote.measure, vote.value) for vote in votes] == [
        ("votes-for", 37),
        ("votes-against", 3),
    ]


def test_what_is_not_understood_is_reported_when_it_tells_something() -> None:
    assert read_note("a pleasant afternoon").unread == ()
    assert read_note("left after the vote of 3 May").unread[0][0] == "left after the vote of 3 May"
    assert (
        read_note("text of 11 November, year not printed").unread[0][1] == "a date without a year"
    )
    absence = read_note("listed by 15 June 2020, not in the March 2022 list")
    assert absence.began_by
    assert "absence" in absence.unread[0][1]


def test_roles_are_concepts_with_status_and_dated_stretches() -> None:
    roles = read_roles("member (admitted); steering committee 2025-2029")
    assert roles.concepts == ("admitted-member", "steering-committee-member")
    assert [(phase.label, phase.when) for phase in roles.phases] == [
        ("steering committee", "2025-2029")
    ]
    assert read_roles("member (expelled)").status == "expelled"
    assert read_roles("local group (apologies sent)").concepts == ("local-group",)
    assert read_roles("signatory (mayor)").concepts == ("mayor-signatory",)
    assert read_roles("grand vizier").unknown == ("grand vizier",)


def test_every_role_of_the_shipped_table_is_known(settings) -> None:
    path = settings.data / "sources/memberships/raw/memberships.csv"
    with path.open(encoding="utf-8", newline="") as file:
        texts = {row["role"] for row in csv.DictReader(file)}
    assert {part for text in texts for part in read_roles(text).unknown} == set()
    parts = {part.strip() for text in texts for part in text.split(";")}
    assert set(ROLES) - parts == set()


def test_roles_and_statuses_are_in_their_schemes(settings) -> None:
    for scheme, used in (
        ("role", {concept for concepts in ROLES.values() for concept in concepts}),
        ("status", set(STATUSES.values()) | {"contested", "ended"}),
    ):
        text = (settings.ontology / "schemes" / f"{scheme}.ttl").read_text(encoding="utf-8")
        assert used <= set(re.findall(rf"<id/{scheme}/([a-z0-9-]+)>", text))
