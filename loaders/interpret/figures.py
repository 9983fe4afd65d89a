"""Reads figures: numbers with what they count, when, who says so, and how exactly.

``9 (2018), 74 local authorities + 47 elected people (Dec 2022)`` gives three dated figures. A part
that holds no number is returned as uninterpreted; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from loaders.edtf.partial import Interval, PartialDate, When
from loaders.interpret import dates, numbers
from loaders.interpret.measures import CURRENCIES
from loaders.interpret.phases import when as date_or_interval
from loaders.interpret.text import Bracketed, bracketed, split_outside
from loaders.interpret.words import Words
from loaders.tables.patterns import any_of, one_of

_PLAN = re.compile(rf"\b{any_of('figures.plan')}\b", re.IGNORECASE)
_SOURCE = re.compile(
    rf"\b{any_of('figures.source')}\b"
    r"|\w\.(?:de|eu|org|com|net|cat|it|ch|be)\b",
    re.IGNORECASE,
)
_UNIT_ENDS = re.compile(rf"\s*\b{any_of('figures.unit-end')}\b.*$|\s*\"", re.IGNORECASE)
_ELSEWHERE = re.compile(
    rf"\bin (?:some )?(?P<number>\d+) (?P<unit>{any_of('figures.elsewhere')})\b\s*", re.IGNORECASE
)
_BEFORE_AFTER = re.compile(r"(\d+) before and (\d+) after (.+?)( as printed)?$")
_VOTE = re.compile(r"(?P<who>.*\bvote) (?P<yes>\d+) to (?P<no>\d+)$")
_NUMBER = re.compile(rf"\d|\b{one_of(numbers.WORDS)}\b", re.IGNORECASE)
_SUM = re.compile(r".*=\s*(?P<total>\d+)$")
_ORDINAL = re.compile(rf"(?P<word>{one_of(numbers.ORDINALS)})\b\s*(?P<rest>.+)", re.IGNORECASE)
_AND = re.compile(rf"\s+\+\s+|\s+and\s+(?=(?:{one_of(numbers.WORDS)}|\d+)\s)")
# Who has gone, or refused, is not counted among those who are there.
_GONE = re.compile(rf"\b{any_of('figures.gone')}\b", re.IGNORECASE)
# Further words than these in front of a number are a sentence, not a figure with its name.
_LONGEST_PREFIX = 12


@dataclass(frozen=True)
class Figure:
    """A number as stated by a source.

    ``measure`` and ``qualifier`` are concepts of the schemes of that name, ``unit`` the words it
    counts, ``when`` the state of things, ``label`` the words around the number, ``stated_by`` whom
    the text names as its source, ``text`` the words of the figure.
    """

    measure: str
    unit: str
    qualifier: str
    text: str
    value: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    when: When | None = None
    label: str = ""
    stated_by: str = ""


@dataclass(frozen=True)
class Figures:
    """The figures of a text in its order, and its parts that hold none."""

    figures: tuple[Figure, ...]
    uninterpreted: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Brackets:
    """What stood in brackets behind a figure: its date, its source, a note, further figures."""

    when: When | None = None
    source: str = ""
    note: str = ""
    figures: tuple[Figure, ...] = ()


def figures(text: str, words: Words, measure: str = "", *, quoted: bool = False) -> Figures:
    """Read every figure of a text.

    ``words`` are the labels of the schemes. ``measure`` is what a number counts whose unit does not
    say it (``members`` for networks); without it a number takes the unit before it. ``quoted``
    texts are statements of sources: words in brackets name the source.
    """
    return _Reader(words, measure, quoted).text(text)


@dataclass(frozen=True)
class _Reader:
    """Reads the figures of a column: its words, what it counts, whether it quotes sources."""

    words: Words
    measure: str
    quoted: bool

    def text(self, text: str) -> Figures:
        found: list[Figure] = []
        left: list[str] = []
        for part in split_outside(text, ";"):
            read, unread = self.part(part, found[-1] if found and not self.measure else None)
            found += read
            left += unread
        return Figures(tuple(found), tuple(left))

    def part(self, part: str, before: Figure | None) -> tuple[list[Figure], list[str]]:
        segments = (part,) if _is_list_behind_colon(part) else _at_commas(part)
        found: list[Figure] = []
        left: list[str] = []
        for segment in segments:
            read = list(self.segment(segment))
            read = [self.inherit(figure, found[-1] if found else before) for figure in read]
            found += read
            left += [] if read else [segment]
        if _PLAN.fullmatch(bracketed(part).inner):
            found = [replace(figure, qualifier="planned") for figure in found]
        return (found, left) if found else ([], [part])

    def inherit(self, figure: Figure, before: Figure | None) -> Figure:
        if before is None or self.measure or figure.unit or figure.measure != "count":
            return figure
        return replace(figure, measure=before.measure, unit=before.unit)

    def segment(self, segment: str) -> Iterator[Figure]:
        head, colon, tail = segment.partition(": ")
        named_one_by_one = colon and "(" in tail and "(" not in head
        parts = Bracketed(head, "") if named_one_by_one else bracketed(segment)
        if date_or_interval(parts.body):
            return  # a date is not a figure
        said = self.brackets(parts.inner)
        read = {piece: [*self.piece(piece)] for piece in _AND.split(parts.body)}
        pieces = [*self.special(parts.body)] or [one for each in read.values() for one in each]
        names = "" if len(read) == 1 and pieces else ", ".join(p for p in read if not read[p])
        last = pieces[-1] if pieces else None
        for figure in pieces:
            shared = figure.label or (last.label if last and not figure.unit else "")
            yield replace(
                figure,
                text=segment,
                when=said.when or figure.when or (last.when if last else None),
                stated_by=said.source,
                label="; ".join(filter(None, (shared, said.note))),
                qualifier="planned"
                if _PLAN.search(f"{figure.label} {said.note}")
                else figure.qualifier,
            )
        for figure in said.figures:
            label = "; ".join(filter(None, (names, figure.label)))
            yield replace(figure, text=segment, when=figure.when or said.when, label=label)

    def special(self, body: str) -> Iterator[Figure]:
        """Read the forms that are not plain phrases: votes, sums, before and after, ranks."""
        if match := _BEFORE_AFTER.fullmatch(body):
            for number, link in ((match[1], "before"), (match[2], "after")):
                at = dates.point(f"{link} {match[3]}")
                yield Figure(self.measure, "", "exactly", body, Decimal(number), when=at,
                             label=f"{link} {match[3]}")  # fmt: skip
        elif match := _VOTE.fullmatch(body):
            for name, vote in (("yes", "votes-for"), ("no", "votes-against")):
                yield Figure(vote, "votes", "exactly", body, Decimal(match[name]),
                             label=match["who"])  # fmt: skip
        elif match := _SUM.fullmatch(body):
            total = Decimal(match["total"])
            yield Figure(self.measure or "count", "", "exactly", body, total, label=body)
        elif match := _ORDINAL.fullmatch(body):
            rank = numbers.ORDINALS[match["word"].lower()]
            yield Figure("rank", "", "exactly", body, Decimal(rank), label=body)

    def piece(self, piece: str) -> Iterator[Figure]:
        """Read one number phrase, which may have words in front (``stay up to 18 months``)."""
        leading = self.words.numbers.leading
        prefix, number = "", leading(piece)
        words = piece.split()
        for size in range(1, min(len(words), _LONGEST_PREFIX + 1)):
            if number is not None:
                break
            prefix, number = " ".join(words[:size]), leading(" ".join(words[size:]))
            if number is not None and date_or_interval(" ".join(words[size:])) is not None:
                return  # "prize 2018" holds a date, not a number
            if number is not None and _is_date_part(words, size):
                number = None
        if number is None or (prefix and "." in (number.rest[:1])):
            return
        yield from self.figures_of(piece, prefix, number)

    def figures_of(self, piece: str, prefix: str, number: numbers.Number) -> Iterator[Figure]:
        rest, known = _dated(number.rest)
        elsewhere = _ELSEWHERE.search(rest)
        rest = _ELSEWHERE.sub("", rest).strip() if elsewhere else rest
        colon = rest.partition(":")
        unit = _UNIT_ENDS.sub("", colon[0]).strip()
        label = " … ".join(filter(None, (prefix, rest[len(unit) :].strip(" :"))))
        unit = "%" if number.percent else unit
        kind = self.words.measures.of(prefix, unit, label, self.measure)
        if kind in {"members", self.measure} and _GONE.search(piece):
            return
        unit = CURRENCIES.get(unit, unit)
        yield Figure(kind, unit, number.qualifier, piece, number.value, number.minimum,
                     number.maximum, known, label)  # fmt: skip
        if number.total is not None:
            yield Figure(
                "municipalities", unit, "exactly", piece, number.total, when=known, label=label
            )
        if elsewhere:
            yield Figure(elsewhere["unit"].lower(), elsewhere["unit"].lower(), "exactly", piece,
                         Decimal(elsewhere["number"]), when=known)  # fmt: skip

    def brackets(self, inner: str) -> _Brackets:
        """Read what stands in brackets behind a figure."""
        if not inner:
            return _Brackets()
        if known := date_or_interval(inner):
            return _Brackets(known)
        head, colon, tail = inner.partition(": ")
        if colon and (known := date_or_interval(head)):
            return _Brackets(known, figures=self.breakdown(tail))
        if not self.quoted and (found := self.other_figures(inner)):
            return _Brackets(figures=found)
        known, words = _source_and_date(inner)
        if self.quoted or _SOURCE.search(words):
            return _Brackets(known, source=words)
        return _Brackets(known, note=words)

    def other_figures(self, inner: str) -> tuple[Figure, ...]:
        """Read ``13 states, 4 counties``, ``13 per UNHCR 2019`` and ``one source: 12``."""
        head, colon, tail = inner.partition(": ")
        number = self.words.numbers.leading(tail) if colon else None
        if number is not None and not number.rest:
            return tuple(replace(figure, stated_by=head) for figure in self.unquoted(tail))
        starts_with_date = dates.point(inner.split(maxsplit=1)[0].rstrip(",")) is not None
        if self.words.numbers.leading(inner) and not starts_with_date:
            return self.breakdown(inner)
        return ()

    def breakdown(self, text: str) -> tuple[Figure, ...]:
        """Read ``60 municipalities, 7 provinces`` or ``13 per UNHCR 2019`` as own figures."""
        found = []
        for figure in self.unquoted(text):
            _, _, by = figure.label.partition("per ")
            found.append(replace(figure, stated_by=by) if by else figure)
        if len(found) > 1:  # the parts of a whole must not be taken for the whole
            found = [replace(figure, measure=self.part_of_whole(figure)) for figure in found]
        return tuple(found)

    def unquoted(self, text: str) -> tuple[Figure, ...]:
        return figures(text, self.words, self.measure).figures

    def part_of_whole(self, figure: Figure) -> str:
        measure = self.words.measures.of_unit(figure.unit)
        return "municipalities" if measure == "count" else measure


def _at_commas(part: str) -> tuple[str, ...]:
    """Cut at commas in front of a number; ``560 cities, districts and states`` is one segment."""
    segments: list[str] = []
    for piece in split_outside(part, ","):
        if segments and not _NUMBER.search(piece.partition("(")[0]):
            segments[-1] += f", {piece}"
        else:
            segments.append(piece)
    return tuple(segments)


def _is_list_behind_colon(part: str) -> bool:
    head, colon, tail = part.partition(": ")
    return bool(colon) and "(" not in head and not re.search(r"\d", tail.split("(")[0])


def _is_date_part(words: list[str], position: int) -> bool:
    """Tell whether the number at this word belongs to a date in the middle of the text."""
    spans = [words[position - back : position + ahead] for back in (0, 1, 2) for ahead in (1, 2, 3)]
    return any(span and dates.point(" ".join(span)) is not None for span in spans)


def _dated(rest: str) -> tuple[str, When | None]:
    """Part the words behind a number from a date at their end (``received by December 2019``)."""
    words = rest.split()
    for size in range(min(4, len(words)), 0, -1):
        tail = " ".join(words[-size:])
        if (known := date_or_interval(tail)) is None:
            continue
        if isinstance(known, Interval) and known.end is None:
            return rest, None  # "since 2017" is not a state of things
        head = words[:-size]
        if isinstance(known, PartialDate) and known.qualifier == "by":
            known = date_or_interval(" ".join(words[-size + 1 :]))  # a count by then: as of then
        if head and head[-1].lower() in {"on", "in", "by", "for", "of"}:
            head = head[:-1]
        return " ".join(head), known
    return rest, None


def _source_and_date(inner: str) -> tuple[When | None, str]:
    """Part the date from the source in ``ANVITA, Feb 2022`` or ``about page 2023``."""
    if ";" in inner:
        return None, inner
    parts = [part.strip() for part in inner.split(",")]
    known = [date_or_interval(part) for part in parts]
    if any(known):
        rest = ", ".join(part for part, at in zip(parts, known, strict=True) if at is None)
        return next(at for at in known if at), rest
    if len(parts) > 1:
        return None, inner
    words = inner.split()
    return dates.point(words[0]) or dates.point(words[-1]), inner
