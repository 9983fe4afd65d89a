"""Finds what projects, events, awards and works are called that no registry knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.extract.bodies.events import is_general
from loaders.extract.claims.asides import in_hall
from loaders.extract.claims.clauses import Finds
from loaders.extract.knowledge import lexicon
from loaders.extract.knowledge.haystack import lower_class
from loaders.extract.model import Mention, MentionType
from loaders.extract.naming.ending import JOINING, goes_on, name_end, placed, plainly
from loaders.extract.naming.grammar import longer
from loaders.extract.reading.shapes import (
    OPENERS,
    UPPER,
    run_left,
    run_right,
)
from loaders.extract.reading.view import Cue, View
from loaders.extract.relations.agents import CITY_WORDS
from loaders.extract.relations.making import named
from loaders.extract.relations.quoted import Names, quoted_things
from loaders.tables.patterns import any_of, followed, one_of
from loaders.tables.words import by_language, entries, literal, spoken

_TYPES: dict[str, MentionType] = {
    "practice": "PRACTICE", "event": "EVENT", "award": "AWARD", "work": "WORK",
}  # fmt: skip
_QUOTED = re.compile(
    r"(?:(?P<single>\s')|\s?[„“\"«‘»])\s?(?P<name>[^„“”\"«»\n]{3,80}?)\s?"
    r"(?(single)'|[“”\"»«’])(?!\w)"
)
_INSIDE = re.compile(r"[„“\"«»]\s?(?P<name>[^„“”\"«»\n]{3,80}?)\s?[“”\"»«]")
_WORD = re.compile(r"[^\s,;:.()„“”\"«»!?|]+")
_ENDS = lexicon.words("relations.name-end")
_ADJECTIVES = lexicon.words("relations.award-adjective")
_BODY_HEADS = tuple(f"{word} " for word in spoken("relations.body-head"))
_LED = re.compile(r"(?<!\w)[Tt]he\s(?=$)")
_ANNOUNCING = re.compile(rf"{any_of('relations.announcing')}$", re.IGNORECASE)
_INDEFINITE = literal("text.indefinite")
# One adjective between a noun and the name of what it is: "kawiarnia językowa Słowo".
_ADJECTIVE = {
    language: re.compile(
        rf"\s[{lower_class()}]{{2,}}{one_of(ends)}\s(?=[{UPPER}])(?!{any_of('text.opener')}\s)"
    )
    for language, ends in by_language("relations.adjective-end").items()
}
_REACH, _GAP, _THE = 90, 2, 5
_WEEKDAY = re.compile(any_of("dates.weekday"), re.IGNORECASE)
# The last part of such a noun, in any case, for each kind.
_HEADS = {
    language: "|".join(
        rf"(?P<{kind}>{one_of(word for word, value in found if value == kind)})" for kind in _TYPES
    )
    for language, found in entries("relations.head").items()
    if language in {"de", "nl"}
}
_LAST = {
    language: re.compile(rf"(?<=\w\w|\w-)(?:{heads})(?:e?s)?(?![\w-])", re.IGNORECASE)
    for language, heads in _HEADS.items()
}
_BESIDE = re.compile(rf"\s(?P<name>[{UPPER}]\w+)")
_EDITION = re.compile(r"\s(?:1[89]|20)\d\d(?!\w)")
_THE_NAME = re.compile(
    rf"(?:[{UPPER}][\w’'-]*\s)+(?:of|for|without|in)\s(?:the\s)?(?:[{UPPER}][\w’'-]*\s)+"
)
_CAPITAL = re.compile(rf"(?<=\s)[{UPPER}]")
_TITLED = re.compile(
    rf"(?<!\w)(?:[{UPPER}]\w+\s){{1,3}}{any_of('persons.office-of', languages=('en',))}\s$"
)
# "Prijs aan de stichting …": who gets an award is no part of its name.
_TO = re.compile(rf"\s{one_of(spoken('gist.to', 'de', 'en', 'nl'))}\s")
# "le prix de la Ville solidaire": a small word for whose or for what, and a capital.
_WHOSE = re.compile(
    rf"{followed('bodies.inner-joint')}(?:{followed('text.article')})?(?=[{UPPER}])"
)
# "the Queen's Award for Voluntary Service"
_OF = re.compile(rf"\sfor\s(?=[{UPPER}])")
_ON = re.compile(
    rf"\s{any_of('bodies.inner-joint', languages=('de', 'nl'))}"
    rf"(?:\s{any_of('text.article')})?\s(?=[{UPPER}])"
)
_BENT = ("e", "er", "es", "en", "em")
_PURPOSE = re.compile(rf"\s[{lower_class()}]{{3,5}}\s[{UPPER}]\w+")


def things(
    view: View, start: int, end: int, finds: Finds, names: Names | None = None
) -> list[Mention]:
    """Return the projects, events, awards and works that a sentence names, in order.

    Known ones first; a name stands once, the longest that was read. ``names`` are those that the
    text gave before: they are known again without the noun or quotes that made them names.
    """
    inside = finds.between(start, end)
    known = [m for m in inside if m.type in {"PRACTICE", "EVENT"}]
    known = [m for m in known if m.type != "EVENT" or not _is_general(view, m)]
    found = [m for m in known if m.link]
    found += [
        _as_thing(view, m) for m in inside if m.type == "ORG" and not m.link and _headed(view, m)
    ]
    bodies = [m for m in inside if m.type == "ORG"]
    days = [m for m in inside if m.type == "DATE"]
    for mention in _named(view, start, end, finds):
        if mention.type == "EVENT" and (_is_day(mention, days) or _is_general(view, mention)):
            continue
        if any(m.start + (not _is_body(m)) <= mention.start < m.end for m in bodies):
            continue  # "Aktion Mensch" is a body
        if not any(mention.start < known.end and known.start < mention.end for known in found):
            found.append(mention)
    found = [m for m in found if m.link or not _nothing(view, m, start)]
    found = [_grown(view, finds, m, found) for m in found]
    quoted = list(quoted_things(view, start, end, found, inside))
    found = [m for m in found if not any(_apposed(view, name, m) for name in quoted)] + quoted
    if names is not None:
        found += list(names.again(view, start, end, found, inside))
        names.hear(found)
    for mention in (whole_practice(view, m, end, finds) for m in known):
        # a word for a practice is one where no name stands beside it
        if names is not None and names.of_practices and mention.text.islower():
            continue
        if not any(mention.start < m.end + _GAP and m.start - _GAP < mention.end for m in found):
            found.append(mention)
    return sorted(found, key=lambda m: m.start)


def _grown(view: View, finds: Finds, mention: Mention, beside: Sequence[Mention]) -> Mention:
    """Return a thing under its whole name: "Room at the Inn"."""
    if mention.link or mention.type not in {"PRACTICE", "EVENT"} or mention.method != "relation":
        return mention
    end = longer(view, finds, mention, beside)
    return named(view, mention.type, mention.start, end) if end is not None else mention


def _is_general(view: View, event: Mention) -> bool:
    return event.link is None and is_general(event.text, view.language_at(event.start) or "")


def _is_day(mention: Mention, days: Sequence[Mention]) -> bool:
    """Tell whether a name is only a day: "Donnerstag", "Woensdag", "Op 11 november 2022"."""
    if _WEEKDAY.fullmatch(mention.text) is not None:
        return True
    return any(
        m.start < mention.end and mention.start < m.end
        and (m.end - m.start) * 2 > mention.end - mention.start
        for m in days
    )  # fmt: skip


def whole_practice(view: View, mention: Mention, end: int, finds: Finds) -> Mention:
    """Return a word for a practice with the name behind it: "Nachtopvang Velserpoort"."""
    if mention.method != "practice-words" or view.text[mention.end : mention.end + 1] != " ":
        return mention
    if mention.text[0].isupper() and (on := _on(view, mention.end)):
        return named(view, "PRACTICE", mention.start, on)
    first = _WORD.match(view.text, mention.end + 1, end)
    if first is None or not first.group()[0].isupper() or placed(view, first.start()):
        return mention
    if finds.between(first.start(), first.start() + 1):
        return mention
    start = mention.start if mention.text[0].isupper() else first.start()
    return named(view, "PRACTICE", start, name_end(view, first.start(), end))


def _apposed(view: View, name: Mention, mention: Mention) -> bool:
    """Tell whether a noun only says what the name before it is: "“X”, ein Programm der Stadt"."""
    gap = view.text[name.end : mention.start]
    return (
        mention.link is None and name.end < mention.start and "," in gap and len(gap.split()) <= 3
    )


def _kind(view: View, start: int, end: int) -> str:
    """Return what the first or last head inside a name says it is, or ''."""
    inside = view.spoken_between("thing", start, end)
    return inside[0].trigger.value if inside else ""


def _nothing(view: View, mention: Mention, low: int) -> bool:
    """Tell whether what seems a name is but a word for a city, or a hall where something is."""
    return mention.text.casefold() in CITY_WORDS or in_hall(view, mention, low)


def _is_body(mention: Mention) -> bool:
    """Tell whether a name's first word makes it that of a body: "Fundacja Przystań"."""
    return mention.text.startswith(_BODY_HEADS)


def _headed(view: View, mention: Mention) -> bool:
    if _is_body(mention):
        return False
    return _kind(view, mention.start, mention.end) in {"practice", "event"}


def _as_thing(view: View, mention: Mention) -> Mention:
    kind = _TYPES[_kind(view, mention.start, mention.end)]
    start = mention.start
    quoted = _INSIDE.search(view.text, start, mention.end + 1)
    if quoted is not None:  # "Centrum „Baobab”" is called Baobab
        return named(view, kind, *quoted.span("name"))
    if view.text[start].islower():  # "buddyproject Samen Gent": the name goes without the noun
        capital = _CAPITAL.search(view.text, start, mention.end)
        start = capital.start() if capital else start
    return named(view, kind, start, mention.end)


def _named(view: View, start: int, end: int, finds: Finds) -> Iterator[Mention]:
    language = view.language_at(start) or ""
    for cue in view.spoken_between("thing", start, end):
        if not _whole(view.text, cue):
            continue
        span = _after(view, cue, end, finds) or _before(view, cue, start)
        if span is not None:
            yield named(view, _TYPES[cue.trigger.value], *span)
    pattern = _LAST.get(language)
    for match in pattern.finditer(view.text, start, end) if pattern is not None else ():
        low = _word_start(view.text, match.start(), start)
        if match.start() - low > 1:
            kind = match.lastgroup or ""
            low, high = _compound(view, low, match, kind)
            if low < high:
                yield named(view, _TYPES[kind], low, high)


def heads_in(view: View, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the nouns for a project in a stretch of the text, those that end a compound too."""
    language = view.language_at(start) or ""
    for cue in view.spoken_between("thing", start, end):
        if cue.trigger.value == "practice":
            yield cue.start, cue.end
    pattern = _LAST.get(language)
    for match in pattern.finditer(view.text, start, end) if pattern is not None else ():
        if match.lastgroup == "practice":
            yield _word_start(view.text, match.start(), start), match.end()


def _word_start(text: str, offset: int, least: int) -> int:
    """Return where the word begins that goes on at an offset."""
    low = offset
    while low > max(least, offset - _REACH) and (text[low - 1].isalnum() or text[low - 1] in "-’'"):
        low -= 1
    return low


def _whole(text: str, cue: Cue) -> bool:
    return text[cue.start - 1 : cue.start] != "-" and text[cue.end : cue.end + 1] != "-"


def _compound(view: View, start: int, match: re.Match[str], kind: str) -> tuple[int, int]:
    """Return the span of a compound: of a prize with its adjective, else with its purpose."""
    end = match.end()
    if kind == "award":
        return run_left(view.text, start, 1), end
    quoted = _QUOTED.match(view.text, end, end + _REACH)
    if quoted:
        return quoted.span("name")
    purpose = _PURPOSE.match(view.text, end) if kind == "practice" else None
    if purpose:
        return start, purpose.end()
    hyphen = view.text[match.start() - 1] == "-"
    beside = _BESIDE.match(view.text, end)
    if beside and not hyphen:
        name = beside.start("name")
        finish = name_end(view, name, name + _REACH)
        whole = view.text[start].isupper() and match.end() - start >= finish - name
        return (start if whole else name), finish  # of "Sprachcafé Mitte" half is no name
    if not view.text[start].isupper():
        return start, start
    return _with_adjective(view, start), (None if hyphen else _on(view, end)) or end


def _on(view: View, end: int) -> int | None:
    """Return where a name ends that says where it is: "Taalhuis aan de Eem", no known place."""
    on = _ON.match(view.text, end) if view.language_at(end - 1) in JOINING else None
    if on is None or placed(view, on.end()):
        return None
    return run_right(view.text, on.end() - 1, 3, frozenset())


def _with_adjective(view: View, start: int) -> int:
    """Return where a name with a capital adjective before its noun begins: "Nordische Asyltag"."""
    low = run_left(view.text, start, 1)
    adjective = view.text[low:start].strip()
    if not adjective.endswith(_BENT) or view.starts_sentence(low) or placed(view, low):
        return start
    return low


def _after(view: View, cue: Cue, end: int, finds: Finds) -> tuple[int, int] | None:
    """Return the name that follows a head, with a head in capitals as its first word."""
    quoted = _QUOTED.match(view.text, cue.end, min(end, cue.end + _REACH))
    if quoted:  # “a pearl” is what somebody calls it
        called = quoted["name"].split()[0] in _INDEFINITE
        return None if called else quoted.span("name")
    language = cue.trigger.language
    led = language != "en" or _behind_the(view.text, cue.start)
    if not led or view.text[cue.end : cue.end + 1] != " ":
        return None
    first = _WORD.match(view.text, _past_adjective(view, cue, end, language), end)
    if first is None or not _opens_name(view, cue, first, finds):
        return None
    capital = view.text[cue.start].isupper()
    if language == "de":  # "Café Welt" is a name, "Projekt Welt" is called Welt
        announced = _ANNOUNCING.search(view.text, cue.start, cue.end) is not None
        capital = cue.trigger.value == "practice" and not announced
        capital = capital or view.text[view.text.rfind(" ", cue.start, cue.end) + 1].islower()
    finish = name_end(view, first.start(), end)
    if cue.trigger.value == "award":
        capital, to = True, _TO.search(view.text, first.start() - 1, finish)
        finish = to.start() if to is not None else finish
    capital = capital and first.start() == cue.end + 1
    start = cue.start if capital else first.start()
    return (start, finish) if finish > cue.end + 1 else None


def _behind_the(text: str, at: int) -> bool:
    """Tell whether "the" stands before an offset."""
    if "he" not in text[max(0, at - _THE) : at]:  # quicker than the pattern
        return False
    return _LED.search(text, max(0, at - 12), at) is not None


def _past_adjective(view: View, cue: Cue, end: int, language: str | None) -> int:
    """Return where the word after a head and its adjective begins: "clinique mobile Soins"."""
    adjective = _ADJECTIVE.get(language or "")
    opens = view.text[cue.start].islower() or view.starts_sentence(cue.start)
    if adjective is None or not opens:
        return cue.end + 1
    said = adjective.match(view.text, cue.end, end)
    return said.end() if said is not None else cue.end + 1


def _opens_name(view: View, cue: Cue, first: re.Match[str], finds: Finds) -> bool:
    """Tell whether the word after a head may begin (or go on with) a name."""
    language = cue.trigger.language
    if first.start() in view.deed_starts:
        return False
    if plainly(first.group()) in _ENDS and not goes_on(view, first, language):
        return False
    led = view.text[cue.start].isupper() and not view.starts_sentence(cue.start)
    adjective = cue.trigger.value == "award" and first.group() in _ADJECTIVES
    whose = cue.trigger.value == "award" and _WHOSE.match(view.text, first.start()) is not None
    if not (first.group()[0].isupper() or adjective or whose or (led and language != "de")):
        return False
    beside = finds.between(first.start(), first.start() + 1)
    award = cue.trigger.value == "award"  # "le prix Danielle Mitterrand"
    others = {"CITY", "COUNTRY", "DATE"} if award else {"CITY", "COUNTRY", "DATE", "PERSON"}
    return not any(m.type in others for m in beside)


def _led(text: str, end: int) -> int | None:
    """Return where a name with "of" in it begins after "the": "the Women of Wales project"."""
    if not text[end : end + 1].islower():
        return None
    article = text.rfind(" the ", max(0, end - _REACH), end)
    start = article + len(" the ")
    return start if article >= 0 and _THE_NAME.fullmatch(text, start, end) else None


def _before(view: View, cue: Cue, start: int) -> tuple[int, int] | None:
    """Return the capitalised words before an English head: "the Harbour Map project"."""
    if cue.trigger.language != "en":
        return None
    low = max(start, _led(view.text, cue.start) or run_left(view.text, cue.start, 6))
    if cue.trigger.value == "award" and (led := _TITLED.search(view.text, start, low)):
        low = led.start()  # "the Princess of Asturias Award"
    words = view.text[low : cue.start].split()
    while words and words[0] in OPENERS:
        low += len(words.pop(0)) + 1
    if not words:
        return None
    if view.text[cue.start].islower():
        return low, cue.start - 1
    edition = _EDITION.match(view.text, cue.end)
    if edition is not None:
        return low, edition.end()
    of = _OF.match(view.text, cue.end) if cue.trigger.value == "award" else None
    return low, run_right(view.text, of.end() - 1, 5) if of is not None else cue.end
