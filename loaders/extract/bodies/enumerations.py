"""Finds organisations by their company: in lists with others, as acronyms, before what they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container

from loaders.extract.knowledge import lexicon
from loaders.extract.reading.shapes import (
    CONNECTORS,
    OPENERS,
    UPPER,
    capital,
    indefinite,
    run_left,
    run_right,
)
from loaders.extract.reading.view import Cue, View
from loaders.tables.patterns import any_of, followed
from loaders.tables.words import literal, spoken

_AND = any_of("text.and")
_ARTICLE = f"(?:{followed('bodies.list-article')})?"
_NEXT = re.compile(rf"(?:,\s(?:{_AND}\s)?|\s{_AND}\s){_ARTICLE}(?=[{UPPER}])")
# It begins with a set of letters, so that the search is quick; the one before is looked at after.
_LETTERS = re.compile(r"[A-ZΑ-Ω][A-ZΑ-Ω]{2,7}(?:-[A-Z]{2,5})?(?![\w-])")
_BESIDE = re.compile(rf"(?:,|\s{_AND})\s{_ARTICLE}$")
_BEFORE = re.compile(rf"(?:,|\s{_AND})\s{_ARTICLE}")
_WORD_BEFORE = re.compile(r"([^\W\d]+)(?:\s|['’])$")
_NO_ACRONYMS = literal("bodies.not-acronym")
_ARTICLES = lexicon.words("bodies.acronym-article")
_OF = f"{any_of('bodies.ministry-of')}\\s"
_MINISTRY = re.compile(
    rf"(?:,\s[{UPPER}][\w'’-]+(?:\s(?:{_OF})?[{UPPER}][\w'’-]+){{0,3}}){{0,4}}"
    rf",?\s{_AND}\s(?:{_OF})?[{UPPER}][\w'’-]+(?:\s(?:{_OF})?[{UPPER}][\w'’-]+){{0,3}}"
)
_AUTHORITIES = literal("bodies.authority")
_MINISTRIES = literal("bodies.ministry")
_PERSON = re.compile(f" {any_of('bodies.person-after')}")
_NAME = re.compile(rf"[{UPPER}][a-zà-ÿ]+(?![\w-])")
_PEOPLES = tuple(spoken("bodies.people-end"))
# A name in a list goes on over "of" and "for", not over "and" or "in".
_JOINERS = CONNECTORS - literal("bodies.list-stop")
# "en" opens the next name of a list in Dutch only: in French and Spanish it is "in".
_EN = " en "
# After these an acronym in English and Dutch may qualify a noun: "the NATO summit".
_THE = lexicon.words("bodies.acronym-article-noun")
# What may follow an acronym there so that it does not.
_BEHIND = lexicon.words("bodies.acronym-verb")


def ministry_end(view: View, head: str, end: int) -> int:
    """Return where the list of duties ends: "Ministry of Labour, Health and Family Affairs"."""
    if head not in _MINISTRIES or view.text[end : end + 1] != ",":
        return end
    duties = _MINISTRY.match(view.text, end)
    return duties.end() if duties and view.free(end, duties.end()) else end


def from_apposition(view: View, cue: Cue) -> tuple[int, int] | None:
    """Return the name in "Open Doors, an association that …": before a comma and what it is."""
    text = view.text
    sentence = text.rfind(",", max(0, cue.start - 45), cue.start)
    if (
        sentence < 0
        or not indefinite(text[sentence + 1 : cue.start].lower().split()[:1])
        or text[cue.end : cue.end + 1] not in " ,."
        or not view.free(sentence, cue.start)
        or _PERSON.match(text, cue.end)
    ):
        return None
    low = max(0, sentence - 40)
    last = max(text.rfind(" ", low, sentence), text.rfind("\n", low, sentence)) + 1
    if not capital(text[last:sentence]):
        return None
    start = run_left(text, last, 5)
    words = text[start:sentence].split()
    if len(words) < 2 or not view.free(start, sentence):
        return None
    given = view.resources.given
    if words[0] in given or words[0] in OPENERS or not _unknown(view, words):
        return None
    return start, sentence


def _unknown(view: View, words: list[str]) -> bool:
    """Tell whether no single word stands for a place, and several are not all one place."""
    senses = view.resources.senses(" ".join(words))
    return senses is None or not (senses.level >= 0 or senses.country or senses.region)


def listed_names(view: View) -> list[tuple[int, int]]:
    """Return the names of several words that are enumerated after a known organisation."""
    found: list[tuple[int, int]] = []
    text = view.text
    organisations = [m for m in view.mentions if m.type == "ORG"]
    starts = {m.start for m in organisations}
    ends = [m.end for m in organisations if " " in text[m.end : m.end + 6]]
    for end in ends:
        position = end
        for _ in range(6):
            joint = _NEXT.match(text, position)
            if joint is None:
                break
            start = joint.end()
            if joint.group().startswith(_EN) and view.language_at(start) != "nl":
                break
            stop = _several(view, start) or _single(view, start, starts)
            if stop is None:
                break
            if view.free(start, stop):
                found.append((start, stop))
            position = stop
    return found


def _single(view: View, start: int, starts: Container[int]) -> int | None:
    """Return where an unknown capitalised word ends that stands between two organisations.

    ``starts`` is where organisations begin.
    """
    word = _NAME.match(view.text, start)
    if word is None or view.language_at(start) in {"de", "el", "pl"}:
        return None
    name, resources = word.group(), view.resources
    joint = _NEXT.match(view.text, word.end())
    if joint is None or len(name) < 5 or name in OPENERS or name.endswith(_PEOPLES):
        return None
    senses = resources.senses(name)
    if senses is not None or name in resources.given or name in resources.family:
        return None
    if joint.group().startswith(_EN) and view.language_at(start) != "nl":
        return None
    after = joint.end()
    return word.end() if after in starts or _several(view, after) is not None else None


def _several(view: View, start: int) -> int | None:
    """Return where a name of several capitalised words ends that is neither place nor person."""
    stop = run_right(view.text, start, 6, _JOINERS)
    words = view.text[start:stop].split()
    if len(words) < 2 or view.language_at(start) in {"de", "el"}:
        return None
    resources = view.resources
    if words[0] in resources.given or words[0] in OPENERS or words[-1] in resources.family:
        return None
    if words[0] in _AUTHORITIES:
        return None
    for word in words:
        senses = resources.senses(word)
        if (
            senses is not None
            and senses.triggers
            and any(trigger.kind in {"role", "month"} for trigger in senses.triggers)
        ):
            return None
    first = resources.senses(words[0])
    if first is not None and (first.level >= 0 or first.country) and len(words) < 3:
        return None
    return stop if _unknown(view, words) and 1 not in view.placed[start:stop] else None


def acronyms(view: View) -> list[tuple[int, int, str, float]]:
    """Return unknown capitals: in a list with an organisation, or after an article."""
    text = view.text
    matches = [
        match
        for match in _LETTERS.finditer(text)
        if not (beside := text[match.start() - 1 : match.start()]).isalnum()
        and beside not in {"_", ".", "-"}
        and view.free(*match.span())
    ]
    if not matches:
        return []
    ends = {m.end for m in view.mentions if m.type == "ORG"}
    starts = {m.start for m in view.mentions if m.type == "ORG"}
    found: list[tuple[int, int, str, float]] = []
    often = Counter(match.group() for match in matches)
    for match in matches:
        word, (start, end) = match.group(), match.span()
        if word in _NO_ACRONYMS or shout(view, start, end):
            continue
        left = _BESIDE.search(view.text, max(0, start - 14), start)
        right = _BEFORE.match(view.text, end)
        if (left and left.start() in ends) or (right and right.end() in starts):
            found.append((start, end, "listed-acronym", 0.7))
            ends.add(end)
        elif _articled(view, start, end) and often[word] < 40:
            found.append((start, end, "articled-acronym", 0.65))
            ends.add(end)
    return found


def _articled(view: View, start: int, end: int) -> bool:
    """Tell whether an article or preposition introduces the capitals, and no noun follows."""
    before = _WORD_BEFORE.search(view.text, max(0, start - 8), start)
    if before is None or before[1].lower() not in _ARTICLES:
        return False
    senses = view.resources.senses(view.text[start:end])
    if senses is not None and (senses.level >= 0 or senses.country or senses.region):
        return False
    rest = view.text[end : end + 14]
    if rest[:1] == " " and len(rest) > 1 and rest[1].isupper():
        return False
    follows = view.after(end, 1)
    if view.language_at(start) in {"en", "nl"} and before[1].lower() in _THE:
        return not follows or rest[:1] != " " or follows[0].lower() in _BEHIND
    return rest[:1] != "-"


def shout(view: View, start: int, end: int) -> bool:
    """Tell whether most letters of the line around are capitals too: a heading."""
    low = max(view.text.rfind("\n", max(0, start - 40), start) + 1, start - 40, 0)
    high = view.text.find("\n", end, end + 40)
    around = view.text[low:start] + view.text[end : high if high >= 0 else end + 40]
    letters = [letter for letter in around if letter.isalpha()]
    return sum(map(str.isupper, letters)) * 2 > len(letters)
