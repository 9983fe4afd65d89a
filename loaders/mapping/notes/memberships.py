"""Interprets the note of a membership: bounds of its dates, status, phases, numbers of the network.

Each part between semicolons has a form of the grammar below or of the look-up of its source; what
has none is reported. The note itself always stays in the graph.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from loaders.edtf.partial import Interval, PartialDate, When, limit
from loaders.interpret.figures import Figure
from loaders.mapping.forms import Filled
from loaders.mapping.meanings import NO_FORMS, Forms, Meaning, Unread, read_parts
from loaders.mapping.notes.steps import NotePhase, steps


@dataclass(frozen=True)
class NoteReading:
    """What a note says.

    ``seen`` are times at which the membership is attested (so it began by then and ended no
    earlier), ``began_by`` and ``began_within`` bound its start, ``start`` gives it, ``ended_by``
    bounds its end, ``end`` gives it; ``figures`` count the network; ``unread`` are parts to report,
    with a reason.
    """

    seen: tuple[When, ...] = ()
    began_by: tuple[PartialDate, ...] = ()
    began_within: When | None = None
    start: PartialDate | None = None
    ended_by: PartialDate | None = None
    end: PartialDate | None = None
    statuses: tuple[str, ...] = ()
    founding: bool = False
    inferred: bool = False
    phases: tuple[NotePhase, ...] = ()
    figures: tuple[Figure, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def dated(self) -> bool:
        """Tell whether the note says something of the dates."""
        return bool(self.seen or self.began_by or self.began_within or self.start
                    or self.ended_by or self.end)  # fmt: skip


Read = Callable[[NoteReading, Filled, str], NoteReading | None]


def _points(filled: Filled) -> tuple[PartialDate, ...]:
    return tuple(when for when in filled.dates if isinstance(when, PartialDate))


def _seen(reading: NoteReading, filled: Filled, _: str) -> NoteReading:
    return replace(reading, seen=(*reading.seen, filled.dates[-1]))


def _by(change: Callable[[PartialDate], PartialDate] | None = None) -> Read:
    def read(reading: NoteReading, filled: Filled, _: str) -> NoteReading | None:
        known = filled.dates[0]
        if not isinstance(known, PartialDate):
            return None
        known = change(known) if change else known
        return replace(reading, began_by=(*reading.began_by, known))

    return read


def _by_and_seen(reading: NoteReading, filled: Filled, value: str) -> NoteReading | None:
    known = _by()(reading, filled, value)
    return _seen(known, filled, value) if known else None


def _within(reading: NoteReading, filled: Filled, _: str) -> NoteReading:
    return replace(reading, began_within=filled.dates[0])


def _between(reading: NoteReading, filled: Filled, _: str) -> NoteReading | None:
    points = _points(filled)
    if len(points) != 2:
        return None
    return replace(reading, began_within=Interval(*points, filled.text))


def _start(reading: NoteReading, filled: Filled, _: str) -> NoteReading | None:
    known = filled.dates[0]
    return replace(reading, start=known) if isinstance(known, PartialDate) else None


def _former(reading: NoteReading, filled: Filled, _: str) -> NoteReading | None:
    known = filled.dates[0]
    if not isinstance(known, PartialDate):
        return None
    return replace(reading, ended_by=known, statuses=(*reading.statuses, "ended"))


def _ended(reading: NoteReading, filled: Filled, status: str) -> NoteReading | None:
    known = filled.dates[0]
    if not isinstance(known, PartialDate):
        return None
    return replace(reading, end=known, statuses=(*reading.statuses, status))


def _phase(reading: NoteReading, filled: Filled, labels: str) -> NoteReading | None:
    told = steps(filled, labels)
    return None if told is None else replace(reading, phases=(*reading.phases, *told))


def _status(reading: NoteReading, _: Filled, status: str) -> NoteReading:
    return replace(reading, statuses=(*reading.statuses, status))


def _founding(reading: NoteReading, *_: object) -> NoteReading:
    return replace(reading, founding=True)


def _inferred(reading: NoteReading, *_: object) -> NoteReading:
    return replace(reading, inferred=True)


def _regional(reading: NoteReading, filled: Filled, _: str) -> NoteReading | None:
    """Read ``one of 26 in Hesse (December 2025)``: seen then, and a figure of the network.

    A second number counts the whole country at that time.
    """
    when = next(iter(filled.dates), None)
    if isinstance(when, Interval):
        return None
    number, *nationwide = filled.numbers
    found = [Figure("members", "", "exactly", filled.text, number, when=when,
                    label=f"in {filled.names[0]}")]  # fmt: skip
    found += [Figure("members", "", "exactly", filled.text, count, label="nationwide at that time")
              for count in nationwide]  # fmt: skip
    seen = (*reading.seen, when) if when else reading.seen
    return replace(reading, seen=seen, figures=(*reading.figures, *found))


def _count(reading: NoteReading, filled: Filled, unit: str) -> NoteReading | None:
    """Read ``named on the campaign page (43 names, spring 2020)``: a figure of the network."""
    when = filled.dates[-1]
    label = filled.text.partition(" (")[0]
    figure = Figure("members", unit, "exactly", filled.text, filled.numbers[0], when=when,
                    label=label)  # fmt: skip
    return replace(reading, figures=(*reading.figures, figure))


def _votes(reading: NoteReading, filled: Filled, _: str) -> NoteReading:
    measures = ("votes-for", "votes-against")
    votes = tuple(
        Figure(measure, "votes", "exactly", filled.text, number)
        for measure, number in zip(measures, filled.numbers[:2], strict=True)
    )
    return replace(reading, figures=(*reading.figures, *votes))


#: What a form of a membership's note may mean.
MEANINGS = {
    "seen": Meaning(_seen, ("date",), "date"),
    "began-by": Meaning(_by(), ("date",), "date"),
    "began-before": Meaning(_by(lambda known: limit(known, "before")), ("date",), "date"),
    "began-by-and-seen": Meaning(_by_and_seen, ("date", "date")),
    "began-within": Meaning(_within, ("date",), "date"),
    "began-between": Meaning(_between, ("date", "date")),
    "start": Meaning(_start, ("date",), "date"),
    "former": Meaning(_former, ("date",), "date"),
    "ended": Meaning(_ended, ("date",), "status"),
    "status": Meaning(_status, (), "status"),
    "founding": Meaning(_founding),
    "inferred": Meaning(_inferred),
    "phase": Meaning(_phase, ("date",), "text"),
    "members-in": Meaning(_regional, ("number", "name")),
    "count": Meaning(_count, ("number", "date"), "text"),
    "votes": Meaning(_votes, ("number", "number")),
}
#: The forms that the notes of any source of memberships may have.
GRAMMAR = Forms.grammar(
    ("by {date}", "began-by"),
    ("before {date}", "began-before"),
    ("since {date}", "start"),
    ("member since {date}", "start"),
    ("joined in {date}", "began-within"),
    ("joined on {date}", "began-within"),
    ("joined at the {date}", "began-within"),
    ("joined by {date}", "began-by"),
    ("joined between {date} and {date}", "began-between"),
    ("member by {date}", "began-by"),
    ("a member by {date}", "began-by"),
    ("member before {date}", "began-before"),
    ("declared by {date}", "began-by"),
    ("as of {date}", "seen"),
    ("named in {date}", "seen"),
    ("named on {date}", "seen"),
    ("named as members in {date}", "seen"),
    ("listed in {date}", "seen"),
    ("listed on {date}", "seen"),
    ("listed as of {date}", "seen"),
    ("named as a former member in {date}", "former"),
    ("left in {date}", "ended", "ended"),
    ("left on {date}", "ended", "ended"),
    ("expelled in {date}", "ended", "expelled"),
    ("expelled on {date}", "ended", "expelled"),
    ("membership inferred", "inferred"),
    ("one of {number} in {name} ({date})", "members-in"),
    ("one of {number} in {name} in {date}", "members-in"),
    ("named among {number} in {name}, {date}", "members-in"),
    ("named among {number} in {name} ({number} nationwide at that time)", "members-in"),
    ("{number} to {number} votes", "votes"),
)


def read_note(text: str, forms: Forms = NO_FORMS) -> NoteReading:
    """Interpret a note part by part, by the forms of its source first."""
    reading, unread = read_parts(text, (forms, GRAMMAR), MEANINGS, NoteReading())
    return replace(reading, unread=unread)
