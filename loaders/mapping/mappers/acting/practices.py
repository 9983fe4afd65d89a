"""Maps practices: what is done, where, by whom, since when and how far along it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pyoxigraph import NamedNode

from loaders.edtf.partial import Interval, PartialDate
from loaders.edtf.reading import is_iso_shaped
from loaders.interpret.agents import Home
from loaders.interpret.figures import figures
from loaders.interpret.phases import Phase, Phases, phases
from loaders.interpret.text import bracketed, split_outside
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.dated import add_date, add_figure, add_when, figure_key
from loaders.mapping.forms import Form
from loaders.mapping.linked import add_agents, add_statements, named_place
from loaders.mapping.meanings import REMARK, Columns, Forms
from loaders.text import key_of

#: The evidence of a row got into the status of the practice.
MISPLACED = {"verified", "inferred"}
# Two days of two sources: both bound the start, see ``_between_days``.
_OTHER_DAY = Form.of("day is {number} or {number} {name} by source")
_TWO_DAYS = Forms.grammar((_OTHER_DAY.text, REMARK))


LOOKED_UP: Columns = {"note": {}}


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``practices.csv``."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    key = row["practice_id"]
    record = Record.open(row, key, context)
    record.ignore("practice_id")
    practice = record.registered("practice", key, record.urb.Practice)
    record.label(practice, record.take("name"), "en")
    home = _add_places(record, practice)
    _add_categories(record, practice)
    add_statements(record, practice, ("practiceType", "municipalIdType", "actor"))
    status = _read_status(record)
    days = _add_dates(record, practice, key, status)
    add_agents(
        record, practice, record.take("actors"), link="actor", words="actorText", home=home, cut=";"
    )
    _add_numbers(record, practice, key)
    record.remark(practice, *([_TWO_DAYS] if days else []))
    record.cite(record.take("source"))
    return record.close()


def _add_places(record: Record, practice: NamedNode) -> Home:
    country = record.take("country_iso2")
    text = record.take("city")
    names = split_outside(text, ",")
    for name in names:
        place = named_place(record, name, country)
        record.add(practice, record.urb.place, place)
        if place is None:
            record.text(practice, record.urb.placeText, name)
            record.uninterpreted("city", name, "no registered place has this name")
    only = named_place(record, names[0], country) if len(names) == 1 else None
    return Home(only.value.rpartition("/")[2] if only else "", country)


def _add_categories(record: Record, practice: NamedNode) -> None:
    concepts = record.context.concepts
    for category in split_outside(record.take("category_proposed"), ";"):
        if theme := concepts.find("theme", category):
            record.add(practice, record.urb.theme, record.concept("theme", theme))
        elif dimension := concepts.find("dimension", category):
            record.add(practice, record.urb.dimension, record.concept("dimension", dimension))
        else:
            record.note(practice, category)
            record.uninterpreted("category_proposed", category, "neither a theme nor a dimension")


def _read_status(record: Record) -> tuple[str, ...]:
    """Return the concepts of ``ended (pilot)``: the present status first, then the former."""
    text = record.take("practice_status")
    parts = bracketed(text)
    find = record.context.concepts.find
    words = {word: find("status", word) for word in (parts.body, parts.inner) if word}
    if not all(words.values()):
        misplaced = "evidence of the row, not a status of the practice"
        reason = misplaced if text in MISPLACED else "unknown status"
        record.uninterpreted("practice_status", text, reason)
    return tuple(concept for concept in words.values() if concept)


def _add_dates(record: Record, practice: NamedNode, key: str, status: tuple[str, ...]) -> bool:
    """Add phases, status, start and end; tell whether the note gave two days for the start."""
    read = phases(record.take("start"), record.context.words)
    for text in read.uninterpreted:
        _keep(record, practice, "start", text)
    states = status or _status_of(read)
    begun = "planned" not in states
    for number, phase in enumerate(read.phases, start=1):
        # What is only planned has no start: its date is that of a phase.
        if len(read.phases) > 1 or phase.label or not begun:
            _add_phase(record, practice, key, number, phase)
    for state in states[:1]:
        record.add(practice, record.urb.status, record.concept("status", state))
    for state in states[1:]:
        _add_former_state(record, practice, key, state)
    between = _between_days(read.start, record.row["note"]) if begun else None
    if begun:
        add_date(record, practice, "start", between or read.start)
    _add_end(record, practice, read)
    return between is not None


def _status_of(read: Phases) -> tuple[str, ...]:
    """Return the status that the only phase states (``autumn 2018 (planned)``)."""
    only = read.phases[0].status if len(read.phases) == 1 else ""
    return (only,) if only else ()


def _add_former_state(record: Record, practice: NamedNode, key: str, state: str) -> None:
    """Add what a practice was before (``ended (pilot)``) as a phase: it has one status now."""
    thing = record.thing("phase", f"{key}--{state}", record.urb.Phase)
    record.add(practice, record.urb.hasPhase, thing)
    record.label(thing, state, "en")
    record.text(thing, record.urb.statedText, record.row["practice_status"])
    record.add(thing, record.urb.status, record.concept("status", state))


def _add_phase(
    record: Record, practice: NamedNode, key: str, number: int, phase: Phase
) -> NamedNode:
    name = key_of(phase.label)[:40].strip("-") or str(number)
    thing = record.thing("phase", f"{key}--{name}", record.urb.Phase)
    record.add(practice, record.urb.hasPhase, thing)
    record.label(thing, phase.label or phase.text, "en" if phase.label else None)
    record.text(thing, record.urb.statedText, phase.text)
    add_when(record, thing, phase.when)
    if phase.status:
        record.add(thing, record.urb.status, record.concept("status", phase.status))
    return thing


def _keep(record: Record, practice: NamedNode, column: str, text: str) -> None:
    """Keep words that are not a date; an ISO date that the calendar lacks is an error."""
    if is_iso_shaped(text):
        raise record.error(column, f"{text!r} is an impossible date")
    record.text(practice, record.urb.dateText, text)
    record.uninterpreted(column, text, "not a date")


def _add_end(record: Record, practice: NamedNode, read: Phases) -> None:
    text = record.take("end")
    if not text:
        add_date(record, practice, "end", read.end)
        return
    ends = phases(text, record.context.words).phases
    if len(ends) != 1 or ends[0].label:
        _keep(record, practice, "end", text)
        return
    when = ends[0].when
    end = when.end if isinstance(when, Interval) else when
    start = read.start
    if end and start and end.latest and start.earliest and end.latest < start.earliest:
        raise record.error("end", f"the end {text!r} is before the start {start.text!r}")
    add_date(record, practice, "end", end)


def _add_numbers(record: Record, practice: NamedNode, key: str) -> None:
    text = record.take("numbers")
    read = figures(text, record.context.words)
    for figure in read.figures:
        add_figure(record, practice, figure, figure_key(key, figure))
    record.note(practice, text)
    for left in read.uninterpreted:
        _add_words(record, practice, key, left)


def _add_words(record: Record, practice: NamedNode, key: str, text: str) -> None:
    """Add a remark among the numbers: a dated step, a status said already, or words only."""
    dated = phases(text, record.context.words).phases
    if dated:
        for phase in dated:
            _add_phase(record, practice, key, 0, phase)
    elif record.context.concepts.find("status", text) is None:
        record.uninterpreted("numbers", text, "words without number or date")


def _between_days(start: PartialDate | None, note: str) -> PartialDate | None:
    """Widen a start by the note *day is 14 or 16 Sept by source*: nobody picks one of them."""
    found = _OTHER_DAY.fill(note)
    if found is None or start is None or start.earliest is None:
        return None
    try:
        first, last = (start.earliest.replace(day=int(number)) for number in found.numbers)
    except ValueError:  # the month has no such day
        return None
    return replace(start, earliest=first, latest=last, text=note)
