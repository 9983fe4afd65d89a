"""Interprets the note of a membership: bounds of its dates, status, phases, numbers of the network.

Each part between semicolons is a known form, a known remark, or it is reported when it holds a
number or a word of time or status (see ``TELLING``); the note itself always stays in the graph.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from loaders.interpret import dates
from loaders.interpret.figures import Figure
from loaders.interpret.partial import Interval, PartialDate
from loaders.mapping.dated import When

# What would be lost if an unknown part were only kept as a note.
TELLING = re.compile(
    r"\d|\b(?:expelled|left|ended|revoked|contested|refused|inactive|uncertain|conflict|inferred)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NotePhase:
    """A dated step the note tells: its words and when."""

    label: str
    when: When


@dataclass(frozen=True)
class NoteReading:
    """What a note says.

    ``seen`` are times at which the membership is attested (so it began by then and ended no
    earlier), ``began_by`` and ``began_within`` bound its start, ``start`` gives it, ``ended_by``
    bounds its end; ``figures`` count the network; ``unread`` are parts to report, with a reason.
    """

    seen: tuple[When, ...] = ()
    began_by: tuple[PartialDate, ...] = ()
    began_within: When | None = None
    start: PartialDate | None = None
    ended_by: PartialDate | None = None
    status: str = ""
    founding: bool = False
    inferred: bool = False
    phases: tuple[NotePhase, ...] = ()
    figures: tuple[Figure, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()


Reader = Callable[[NoteReading, re.Match[str]], NoteReading | None]
_DATE = r"(?P<when>[^()]*\d{4})"


def _when(text: str) -> When | None:
    return dates.point(text) or dates.interval(text)


def _seen(reading: NoteReading, match: re.Match[str]) -> NoteReading | None:
    when = _when(match["when"])
    return replace(reading, seen=(*reading.seen, when)) if when else None


def _by(reading: NoteReading, match: re.Match[str]) -> NoteReading | None:
    known = dates.point(match["when"])
    return replace(reading, began_by=(*reading.began_by, known)) if known else None


def _by_and_seen(reading: NoteReading, match: re.Match[str]) -> NoteReading | None:
    by, seen = dates.point(match["by"]), dates.point(match["when"])
    if by is None or seen is None:
        return None
    return replace(reading, began_by=(*reading.began_by, by), seen=(*reading.seen, seen))


def _within(reading: NoteReading, match: re.Match[str]) -> NoteReading | None:
    when = _when(match["when"])
    return replace(reading, began_within=when) if when else None


def _between(reading: NoteReading, match: re.Match[str]) -> NoteReading | None:
    first, last = dates.point(match["first"]), dates.point(match["last"])
    if first is None or last is None:
        return None
    return replace(reading, began_within=Interval(first, last, match[0]))


def _start(reading: NoteReading, match: re.Match[str]) -> NoteReading | None:
    known = dates.point(match["when"])
    return replace(reading, start=known) if known else None


def _former(reading: NoteReading, match: re.Match[str]) -> NoteReading | None:
    known = dates.point(match["when"])
    return replace(reading, ended_by=known, status="ended") if known else None


def _phase(reading: NoteReading, match: re.Match[str]) -> NoteReading | None:
    when = _when(match["when"])
    label = re.sub(r"(?: on| in| for|,)$", "", match["label"].strip())
    return replace(reading, phases=(*reading.phases, NotePhase(label, when))) if when else None


def _renewal(reading: NoteReading, match: re.Match[str]) -> NoteReading | None:
    renewed = _phase(reading, match)
    return _seen(renewed, match) if renewed else None


def _two_phases(reading: NoteReading, match: re.Match[str]) -> NoteReading | None:
    first, second = _when(match["when1"]), _when(match["when2"])
    if first is None or second is None:
        return None
    steps = (NotePhase(match["label1"], first), NotePhase(match["label2"], second))
    return replace(reading, phases=(*reading.phases, *steps))


def _contested(reading: NoteReading, _: re.Match[str]) -> NoteReading:
    return replace(reading, status="contested")


def _founding(reading: NoteReading, _: re.Match[str]) -> NoteReading:
    return replace(reading, founding=True)


def _inferred(reading: NoteReading, _: re.Match[str]) -> NoteReading:
    return replace(reading, inferred=True)


def _regional(reading: NoteReading, match: re.Match[str]) -> NoteReading | None:
    """Read ``one of 26 in Hesse (December 2025)``: seen then, and a figure of the network."""
    when = dates.point(match["when"]) if match["when"] else None
    if match["when"] and when is None:
        return None
    found = [Figure("members", "", "exactly", match[0], Decimal(match["number"]), when=when,
                    label=f"in {match['region']}")]  # fmt: skip
    if nationwide := match.groupdict().get("nationwide"):
        found.append(Figure("members", "", "exactly", match[0], Decimal(nationwide),
                            label="nationwide at that time"))  # fmt: skip
    seen = (*reading.seen, when) if when else reading.seen
    return replace(reading, seen=seen, figures=(*reading.figures, *found))


def _names(reading: NoteReading, match: re.Match[str]) -> NoteReading | None:
    """Read ``named on the campaign page (43 names, spring 2020)``."""
    when = dates.point(match["when"])
    if when is None:
        return None
    figure = Figure("members", match["unit"], "exactly", match[0], Decimal(match["number"]),
                    when=when, label=match["label"])  # fmt: skip
    seen = (*reading.seen, when)
    return replace(reading, seen=seen, figures=(*reading.figures, figure))


def _votes(reading: NoteReading, match: re.Match[str]) -> NoteReading:
    votes = tuple(
        Figure(measure, "votes", "exactly", match[0], Decimal(match[name]))
        for measure, name in (("votes-for", "yes"), ("votes-against", "no"))
    )
    return replace(reading, figures=(*reading.figures, *votes))


def _reported(reason: str) -> Reader:
    def report(reading: NoteReading, match: re.Match[str]) -> NoteReading:
        return replace(reading, unread=(*reading.unread, (match[0], reason)))

    return report


def _remark(reading: NoteReading, _: re.Match[str]) -> NoteReading:
    return reading


_ABSENCE = "absence from a list does not say that the membership had ended or not begun"
_NO_YEAR = "a date without a year"
_FORMS: tuple[tuple[str, Reader], ...] = (
    # Times at which the membership is attested.
    (r"(?P<when>[A-Z][a-z]+ \d{4})", _seen),
    (rf"(?:named as members in|named in|named among \d+ members,|listed on|listed as of|as of) "
     rf"{_DATE}(?: \(153 municipalities\))?", _seen),
    (rf"(?:at the (?:meeting of safe-harbour municipalities in Bielefeld|Bielefeld meeting),|"
     rf"among \d+ on|one of \d+ in|guest writer named in|joint letter of|page updated|press of|"
     rf"state of|listed by the Lower Saxony refugee council in) {_DATE}", _seen),
    (r"(?P<when>\d{4}) report(?: \(printed \w+\))?", _seen),
    (r"NET-IDEA cities, all stated to be ICC members \((?P<when>\d{4})\)", _seen),
    (rf"case study in the paper of {_DATE} \(87 councils then\)", _seen),
    (rf"in the list of {_DATE}(?P<absent>, not in that of September 2023.*)?", _seen),
    (r"(?:one of|named among) (?P<number>\d+) in (?P<region>[A-Z][^\d(,]+?)"
     r"(?:,? (?:in )?\(?(?P<when>[A-Z][a-z]+ \d{4})\)?| \((?P<nationwide>\d+) nationwide at that "
     r"time\))", _regional),
    (r"(?P<label>named on the campaign page) \((?P<number>\d+) (?P<unit>names), "
     r"(?P<when>.*\d{4})\)", _names),
    # Bounds of the start and of the end.
    (rf"(?:by the start of the campaign in|(?:a )?member by|declared by|analysed by|"
     rf"memorandum signed by|on the Seebrücke list by|by) {_DATE}", _by),
    (r"(?P<when>before .*\d{4})", _by),
    (r"(?:member|third attempt,) (?P<when>before .*\d{4})", _by),
    (r"named in a July 2019 press notice, again (?P<when>March 2022)", _seen),
    (r"listed by the refugee council by (?P<by>.*\d{4}) and in (?P<when>.*\d{4})", _by_and_seen),
    (r"listed by (?P<when>.*\d{4}), not in the March 2022 list", _by),
    (r"joined between (?P<first>.*\d{4}) and (?P<last>.*\d{4})", _between),
    (r"(?:General Assembly Zurich|joined at the|joined in|early members/messages of support) "
     r"(?P<when>.*\d{2,4})", _within),
    (r"(?P<when>end of \d{4})", _within),
    (r"since (?P<when>.*\d{4})", _start),
    (r"has hosted since the Danish scheme began in (?P<when>\d{4})", _start),
    (rf"named as a former member in {_DATE}", _former),
    # Status and evidence.
    (r"membership contested by the prefecture", _contested),
    (r"one of the 33 founding signatories", _founding),
    (r"(?:membership|status as safe harbour|declaration) inferred.*", _inferred),
    # Dated steps.
    (r"(?P<label>recertified|redesignated|renewed for) (?P<when>.*\d{4})", _renewal),
    (r"(?P<label1>endorsed) (?P<when1>.*\d{4}), (?P<label2>signed) (?P<when2>.*\d{4})",
     _two_phases),
    (r"(?P<label1>agreed in principle) (?P<when1>.*\d{4}), (?P<label2>declaration signed) at the "
     r"dinner of (?P<when2>.*\d{4})", _two_phases),
    (r"(?P<label>memorandum signed|agreement with the Council of Europe|Council of Sanctuary award|"
     r"second open letter|municipality confirmed on|"
     r"signed the Ten-Point Plan in|steering committee|council motion|proposed|founding phase|"
     r"administrative court for the metropolis,) (?P<when>(?:since )?.*\d{4})", _phase),
    (r"(?P<yes>\d+) to (?P<no>\d+) votes", _votes),
    # What cannot be said in statements.
    (r".*year not printed\)?", _reported(_NO_YEAR)),
    (r"text of 11 November, year not printed", _reported(_NO_YEAR)),
    (r"missing from the berlin.de list of September 2023 \(34 cities\)", _reported(_ABSENCE)),
    (r"initiative calls it inactive", _reported("no status says that a declaration is inactive")),
    (r"council later refused to join the alliance",
     _reported("a refusal of another network, without a date")),
    (r"same page names it for 2014 and for 2015",
     _reported("the page gives two years; the row took the first")),
    (r"after the end of 2018", _reported("it dates the statement, not the membership")),
    # Remarks that hold nothing which the row or another table does not say.
    (r"day of the signing in .*|.*(?:date|date of) .*|.*\(conflict\)|year (?:from|inferred).*|"
     r"announced with Berlin, 51 safe harbours then|month inferred from .*|"
     r"founding day of the network|founding membership of Carmagnola inferred from seat|"
     r"founding meeting|not proof of membership|.*not stated as membership|"
     r"(?:\d+ (?:of \d+ )?(?:councils|members|municipalities)|eight municipalities)\b.*|"
     r"one of (?:55 at that time|30 names on the network page)|among the first in 2018|"
     r"21 cities \+ ANVITA signed in all|Katowice named .*|Executive Order 14287|"
     r"US Department of Justice press release \(public domain\), Executive Order 14287|"
     r"five pilot municipalities: .*|notice of 16 November says last night|"
     r"1996 is before ICORN \(INCA network\)|meeting of 15 cities on 9-10 June 2006|"
     r"represented at the annual gathering \(after the 2017 court ruling on work\)|"
     r"first new member of 2021|joined earlier in 2021|named on World Refugee Day 2018|"
     r"council decision A-18-2018|contradicted: .*|not one of the 33 founding signatories|"
     r"tenth with Montgomery County|offer by the mayor|Moving Cities says June 2010 \(conflict\)",
     _remark),
)  # fmt: skip
FORMS = tuple((re.compile(pattern), reader) for pattern, reader in _FORMS)


def read_note(text: str) -> NoteReading:
    """Interpret a note part by part; what no form fits is reported when it is telling."""
    reading = NoteReading()
    for part in filter(None, (part.strip() for part in text.split(";"))):
        reading = _read_part(reading, part)
    return reading


def _read_part(reading: NoteReading, part: str) -> NoteReading:
    for pattern, reader in FORMS:
        match = pattern.fullmatch(part)
        if match and (found := reader(reading, match)) is not None:
            absent = "not in that of" in part or "not in the March 2022 list" in part
            unread = (*found.unread, (part, _ABSENCE)) if absent else found.unread
            return replace(found, unread=unread)
    if TELLING.search(part):
        return replace(reading, unread=(*reading.unread, (part, "no known form")))
    return reading
