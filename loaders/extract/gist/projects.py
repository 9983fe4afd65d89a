"""Reads who runs or pays for a project, and what it counts, by what a sentence is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.extract.claims.actors import enumeration
from loaders.extract.claims.clauses import LONGEST, Clause, Finds, clause_at
from loaders.extract.claims.recall import is_network
from loaders.extract.gist.topics import led_by, part_of, speaks, spoken_of, topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.strangers import opens_with_other
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.agents import by_whom
from loaders.extract.relations.amounts import amounts
from loaders.extract.relations.making import claim
from loaders.extract.relations.memory import Memory
from loaders.tables.patterns import in_tongue

RUNS, COUNTS, LATER = 0.69, 0.68, 0.65
_REACH, _TIED, _SHORT, _THANKS = 90, 50, 7, 24
_ROWS = " | "
_FREE = Memory()  # what "the city" means is looked up in the text, not remembered
_NAMED = re.compile(rf"['„“\"«‘»][{UPPER}]")
# "Its successor, Open Table, is run by"
_APPOSED = re.compile(
    rf",\s(?:[^\W\d_]{{1,3}}\s)?[{UPPER}]\w+(?:\s[{UPPER}]\w+)*,"
)  # "Its heir, Open Table,"
_AND = in_tongue("text.and", r"\s{}\s")


def projects(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield what a sentence says of the one project it names, or the sentence before named."""
    done: set[tuple[str, str]] = set()
    for number, thing, age in spoken_of(view, _practice):
        sentence = view.sentences[number]
        others = [m for m in view.named.get(number, ()) if m.type in {"EVENT", "AWARD", "WORK"}]
        inside = finds.between(sentence.start, sentence.end)
        digit = view.marks.digit(sentence.start, sentence.end)
        if digit is None and not any(m.type == "ORG" for m in inside):
            continue
        if age and not _goes_on(view, finds, sentence):
            continue
        if others or _of_award(view, sentence) or not _readable(view, sentence):
            continue
        if topic("gist.fund", sentence.language or "").search(thing.text):
            continue
        yield from _said(view, finds, sentence, (thing, age), done)


def _goes_on(view: View, finds: Finds, sentence: Sentence) -> bool:
    """Tell whether a sentence goes on about what the one before named.

    It says so by a word, or is so short that it speaks of nothing else; what it names in quotes may
    be what it speaks of.
    """
    if _NAMED.search(view.text, sentence.start, sentence.end):
        return False
    apposed = _APPOSED.search(view.text, sentence.start, sentence.end)
    if apposed is not None and not finds.between(*apposed.span()):
        return False
    if len(view.text[sentence.start : sentence.end].split()) <= _SHORT:
        return True
    if speaks("gist.again", view, sentence):
        return True
    clause = clause_at(view, sentence.start, sentence.end, finds)
    return clause is not None and _FREE.again(view, clause, clause.end)


def _of_award(view: View, sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of an award: "the prize money" is not for the project."""
    return any(cue.trigger.value == "award" for cue in view.spoken_in("thing", sentence))


def _practice(mention: Mention) -> bool:
    return mention.type == "PRACTICE"


def _readable(view: View, sentence: Sentence) -> bool:
    if sentence.language is None or sentence.end - sentence.start > LONGEST:
        return False
    return view.text.count(_ROWS, sentence.start, sentence.end) <= 1


def _said(
    view: View, finds: Finds, sentence: Sentence, topic_: tuple[Mention, int],
    done: set[tuple[str, str]],
) -> Iterator[Claim]:  # fmt: skip
    """Yield it; ``done`` are the projects and bodies that a text has said enough of."""
    thing, age = topic_
    span = (sentence.start, sentence.end)
    inside = finds.between(*span)
    bodies = [m for m in inside if m.type == "ORG" and not is_network(m)]
    bodies = [m for m in bodies if m.end <= thing.start or m.start >= thing.end]
    if bodies and not _speaks_of_bodies(view, sentence):
        bodies = []
    for body in bodies:
        if (thing.text, body.text) in done:
            continue
        clause = clause_at(view, body.start, body.end, finds)
        if clause is None:
            continue
        clause.names = [thing]
        kind = _role(view, clause, body)
        if not kind or clause.doubted(0, 0, passive=True):
            continue
        if kind == "support" and _receives(view, clause.language, body):
            continue
        for one in enumeration(view, bodies, body):
            done.add((thing.text, one.text))
            sure = (LATER if age else RUNS) * one.confidence
            said = (thing, one, None) if kind == "carrier" else (one, thing, None)
            yield claim(view, kind, said, span, sure, method=f"gist:{kind}")
    yield from _city_pays(view, finds, sentence, thing, age)
    yield from _counted(view, finds, sentence, thing, age)


def _speaks_of_bodies(view: View, sentence: Sentence) -> bool:
    """Tell whether a sentence holds a word for running or paying, names included."""
    return speaks("gist.carry", view, sentence) or speaks("gist.pay", view, sentence)


def _city_pays(
    view: View, finds: Finds, sentence: Sentence, thing: Mention, age: int
) -> Iterator[Claim]:
    """Yield that the city a clause speaks of gives a sum to a project."""
    for amount in list(amounts(view, sentence.start, sentence.end))[:1]:
        clause = clause_at(view, amount.start, amount.end, finds)
        if clause is None or clause.doubted(0, 0, passive=True):
            return
        start, end = part_of(clause, [amount])
        words = (start - clause.start, end - clause.start)
        if topic("gist.pay", clause.language).search(clause.words, *words) is None:
            return
        if any(start <= m.start < end for m in clause.of("ORG", "CITY", "GOVERNMENT", "PERSON")):
            return
        city = _FREE.speaks_of_city_at(view, clause, start, end, finds)
        if city is not None:
            yield claim(view, "support", (city, thing, None), (sentence.start, sentence.end),
                        LATER if age else RUNS, method="gist:support")  # fmt: skip


def _role(view: View, clause: Clause, body: Mention) -> str:
    """Return what a body does for a project by the nearest word for it: carrier, support or ''.

    "By" ties a body to the verb right before it: "founded by X, closed when the grant ran out".
    """
    start, end = part_of(clause, [body])
    if by_whom(view, body) and clause.language not in {"de", "nl"}:
        return _nearest(clause, body, max(start, body.start - _TIED), body.start)
    near = _nearest(clause, body, start, end)
    return near or _nearest(clause, body, clause.start, clause.end)


def _receives(view: View, language: str, body: Mention) -> bool:
    """Tell whether a body gets what is paid: "a grant to X"; "thanks to X" it gives it."""
    if not led_by(view, "gist.receiver", language, body):
        return False
    low = max(0, body.start - _THANKS)
    return topic("gist.thanks", language).search(view.text, low, body.start) is None


def _nearest(clause: Clause, body: Mention, low: int, high: int) -> str:
    """Return the same by the words between two offsets."""
    found: list[tuple[int, str]] = []
    joint = _AND(clause.language)
    for name, kind in (("gist.carry", "carrier"), ("gist.pay", "support")):
        stretch = (low - clause.start, high - clause.start)
        for word in topic(name, clause.language).finditer(clause.words, *stretch):
            start, end = word.start() + clause.start, word.end() + clause.start
            apart = max(body.start - end, start - body.end)
            between = (body.end - clause.start, start - clause.start)
            if start < body.end or not joint.search(clause.words, *between):
                found.append((apart, kind))
    apart, kind = min(found, default=(_REACH, ""))
    return kind if apart < _REACH else ""


def _counted(
    view: View, finds: Finds, sentence: Sentence, thing: Mention, age: int
) -> Iterator[Claim]:
    """Yield the sums of money and the people whom a project served, that a sentence tells."""
    if view.marks.digit(sentence.start, sentence.end) is None:
        return
    sums = list(amounts(view, sentence.start, sentence.end))
    inside = finds.between(sentence.start, sentence.end)
    if not sums and not any(m.type == "FIGURE" for m in inside):
        return
    clause = clause_at(view, sentence.start, sentence.end, finds)
    if clause is None or clause.doubted(0, 0, passive=True):
        return
    served = topic("gist.serve", clause.language).search(clause.words)
    if served and speaks("gist.counted-not", view, sentence):
        served = None
    people = [m for m in clause.of("FIGURE") if m.value] if served else []
    if age and (clause.of("CITY", "GOVERNMENT") or _opens_with_other(view, sentence, sums)):
        return
    sure = LATER if age else COUNTS
    if not age:  # "15,000 to X and 6,500 to Y": of several sums the one beside the project
        sums.sort(key=lambda m: max(m.start - thing.end, thing.start - m.end))
    for one in (*sums[:1], *people[:1]):
        yield claim(view, "figure", (thing, one, None), (sentence.start, sentence.end), sure,
                    method="gist:figure", detail=one.detail)  # fmt: skip


def _opens_with_other(view: View, sentence: Sentence, sums: Sequence[Mention]) -> bool:
    """Tell whether a sentence opens with something that no project has, before its first sum."""
    start, end, language = sentence
    stop = sums[0].start if sums else end
    paid = sums and topic("gist.pays", language or "").search(view.text, start, end) is not None
    return not paid and opens_with_other(view.text, start, stop, language or "")
