"""Reads who started a project, and when: a body that is named, else the city where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.extract.claims.actors import distance
from loaders.extract.claims.clauses import Finds
from loaders.extract.claims.recall import is_network
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import Cue, View
from loaders.extract.relations.doers import by_another, maker
from loaders.extract.relations.frame import BESIDE, FAR, LIKELY, Frame
from loaders.extract.relations.memory import says_city
from loaders.extract.relations.relative import doer_of_relative, is_active
from loaders.extract.relations.things import heads_in
from loaders.tables.patterns import any_of, in_tongue, one_of, whole_word
from loaders.tables.quick import quick_words
from loaders.tables.words import by_language, entries, spoken

# Languages whose verbs of starting that say nothing of a body say something of one as well.
_FINITE = frozenset({"el"})
_HAS_BODY = frozenset({"ORG"})
_SINCE = re.compile(any_of("claims.since"), re.IGNORECASE)
BODY = {
    language: re.compile(
        quick_words(set(words) - {word for word, _ in entries("relations.head")[language]})
    )
    for language, words in by_language("gist.founding-head").items()
}
_NOUN, _CONTRACTED, _REACH, _BESIDE = 16, 6, 70, 16
_STARTS = frozenset({"starts", "started"})
_AND = in_tongue("text.and", r"\s{}\s")
_SIGN = re.compile(r"[,;:()–—]")
# "hat … gestartet": German and Dutch verbs whose participle ends the clause.
_LATE = frozenset({"de", "nl"})
HAVE = {
    language: re.compile(rf"(?<!\w){one_of(words)}\s")
    for language, words in by_language("relations.have").items()
}
_LED = {
    language: re.compile(
        quick_words([*spoken("claims.by", language), *spoken("gist.initiative", language)])
    )
    for language in by_language("gist.initiative")
}
_HAVEN_ONLY = re.compile(rf"(?:\w+\s)?{whole_word('relations.haven')}", re.IGNORECASE)


def starts(frame: Frame) -> Iterator[Claim]:
    """Yield who starts the project behind a verb: "X launched the project"."""
    found = doer_of_relative(frame)
    if found is not None:
        yield from _started_by(frame, *found)
        return
    after = [m for m in frame.of_type("PRACTICE") if m.start >= frame.cue.end]
    if (
        not after
        or distance(after[0], frame.cue) > BESIDE
        or is_body(frame.view, frame.finds, frame.cue, after[0])
    ):
        return
    for actor in frame.actors("ORG"):
        yield frame.make("practice", actor, after[0], LIKELY, when=frame.date())


def started(frame: Frame) -> Iterator[Claim]:
    """Yield who started a project, else the city where it did: "launched in 2018 (by X)"."""
    found = doer_of_relative(frame)
    if found is not None and (is_active(frame) or frame.clause.language in _FINITE):
        yield from _started_by(frame, *found)
        return
    bodies = _HAS_BODY.intersection(m.type for m in frame.clause.mentions)
    if (is_active(frame) and bodies) or _has_done(frame):
        return
    thing, when = frame.thing_beside(), frame.date()
    if thing is None or not _starts_here(frame, thing[0]):
        return
    by = maker(frame)
    if by is not None and by.start != thing[0].start:
        yield frame.make("practice", by, thing[0], thing[1], when=when)
        return
    city = None if by_another(frame) or _started_by_body(frame, thing[0]) else frame.home()
    if city is None or _led_by(frame):
        return
    if when is not None and distance(when, frame.cue) <= BESIDE:
        yield frame.make("practice", city, thing[0], thing[1], when=when)


def _starts_here(frame: Frame, thing: Mention) -> bool:
    """Tell whether what a verb starts is a project: no network, body, or name of the city."""
    if _is_network(frame, thing) or _is_haven(frame, thing):
        return False
    return not is_body(frame.view, frame.finds, frame.cue, thing)


def _has_done(frame: Frame) -> bool:
    """Tell whether "hat" or "heeft" far before a participle makes it active."""
    language = frame.clause.language
    have = HAVE.get(language) if language in _LATE else None
    start, at = frame.clause.start, frame.cue.start
    return have is not None and have.search(frame.view.text, start, at) is not None


def _led_by(frame: Frame) -> bool:
    """Tell whether a body that is not the city started it: "on the initiative of X"."""
    span = frame.clause.stretch(_SIGN, frame.cue.start, frame.cue.end)
    at = leader(frame.view, frame.finds, span, frame.cue)
    if at is None:
        return False
    return not says_city(frame.view, frame.clause, at - _CONTRACTED, at + _NOUN)


def leader(view: View, finds: Finds, span: tuple[int, int], cue: Cue) -> int | None:
    """Return where words end that lead whoever started something: "by", "z inicjatywy".

    They stand behind the verb before any other verb, else before it, in a part of the text.
    """
    pattern, (start, end) = _LED[cue.trigger.language], span
    stop = min(end, cue.end + _REACH)
    others = (c for c in view.cues_in("deed", cue.end, stop) if c.trigger.value not in _STARTS)
    stop = min((c.start for c in others), default=stop)
    joint = _AND(cue.trigger.language).search(view.text, cue.end, stop)
    stop = joint.start() if joint is not None else stop
    behind = [m.end() for m in pattern.finditer(view.text, cue.start, stop)]
    behind = [at for at in behind if not _dates(finds, at)]
    if behind:
        return behind[0]
    before = list(pattern.finditer(view.text, max(start, cue.start - _REACH), cue.start))
    before = [m for m in before if not _dates(finds, m.end()) and not _of_other(view, m)]
    at = before[-1].end() if before else None
    if at is None or any(at <= other < cue.start for other in view.deed_starts_after(at, _REACH)):
        return None
    return at


def _of_other(view: View, by: re.Match[str]) -> bool:
    """Tell whether "by" is part of a verb that is not one of starting: "run by"."""
    near = view.cues_in("deed", by.start() - _BESIDE, by.end())
    return any(c.end > by.start() and c.trigger.value not in _STARTS for c in near)


def _dates(finds: Finds, at: int) -> bool:
    """Tell whether a date follows: Greek has one word for "by" and "since"."""
    return any(m.type == "DATE" for m in finds.between(at, at + _NOUN))


def _started_by(frame: Frame, actors: Sequence[Mention], thing: Mention) -> Iterator[Claim]:
    for actor in actors:
        yield frame.make("practice", actor, thing, LIKELY, when=frame.date())


def _is_network(frame: Frame, thing: Mention) -> bool:
    """Tell whether what seems to be a project is a network: it is founded, not started."""
    return any(m.end > thing.start and is_network(m)
               for m in frame.finds.between(thing.start - FAR, thing.end))  # fmt: skip


def is_body(view: View, finds: Finds, cue: Cue, thing: Mention) -> bool:
    """Tell whether what a verb founds is a body of people, as its noun or the registry says."""
    founds = any(c.trigger.value == "founding" and c.start == cue.start
                 for c in view.cues_in("verb", cue.start, cue.end))  # fmt: skip
    return founds and is_group(view, finds, thing, cue.trigger.language)


def names_group(view: View, thing: Mention, language: str) -> bool:
    """Tell whether a noun in a name, or right before it, says that it is one of a body."""
    low = max(0, thing.start - _NOUN)
    if any(start >= low for start, _ in heads_in(view, low, thing.start)):
        return False  # "Eetproject ‘Aan Tafel’"
    return BODY[language].search(view.text, low, thing.end) is not None


def is_group(view: View, finds: Finds, thing: Mention, language: str) -> bool:
    """Tell whether a thing is a body of people, and no project, as its noun or registry says."""
    if names_group(view, thing, language):
        return True
    low = max(0, thing.start - _NOUN)
    bodies = [m for m in finds.between(low, thing.end) if m.type == "ORG"]
    bodies = [m for m in bodies if m.start <= thing.start < m.end]
    named = any(True for _ in heads_in(view, low, thing.end))
    return any(
        "/practice/" not in m.link if m.link else m.end >= thing.end and not named for m in bodies
    )


def _is_haven(frame: Frame, thing: Mention) -> bool:
    """Tell whether a name says what a city has been since some year: "seit 2019 „Hafen“"."""
    since = _SINCE.fullmatch(frame.view.text, frame.cue.start, frame.cue.end)
    return since is not None and _HAVEN_ONLY.fullmatch(thing.text) is not None


def _started_by_body(frame: Frame, thing: Mention) -> bool:
    """Tell whether a body stands before a verb that a project follows: it is no city's then."""
    if thing.start < frame.cue.end:
        return False
    return any(m.end <= frame.cue.start for m in frame.clause.of("ORG"))
