"""Reads what a council adopted by its name: "2022 hat der Stadtrat das Konzept X beschlossen"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.claims.office_places import page_city
from loaders.extract.gist.spots import Spots
from loaders.extract.gist.topics import topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import CONNECTORS, run_left
from loaders.extract.reading.view import View
from loaders.extract.relations.making import claim, named, nearest
from loaders.tables.patterns import any_of
from loaders.tables.words import by_language

ADOPTED = 0.72
_REACH, _MOST, _LONG, _NEAR, _STEM = 140, 8, 4, 20, 4
_QUOTE = re.compile(r"[„“«‘»\"]\s?(?P<name>[^„“”«»\"\n]{5,80}?)\s?[“”»’«\"]")
_TOKEN = re.compile(r"\s(?P<word>[^\s,;:.()»”“\"]+)")
_ASIDE = re.compile(r",[^,;.]{2,60},")
# Languages whose names begin with what describes the noun: "Miejski Plan Integracji".
_LED = frozenset({"en", "pl", "el"})
# Languages in whose names no small word follows a capital one without a word that joins them.
_TIGHT = frozenset({"de", "nl", "en"})
_NAMING = frozenset(by_language("claims.policy-named"))
_ORDINAL = re.compile(r"(?<!\w)[IVX]{1,5}\s$")
_LEADS = 5
_YEARS = re.compile(r"(?:19|20)\d\d(?:[-–/]\d{2,4})?")


def adopting(view: View, finds: Finds, spots: Spots) -> Iterator[Claim]:
    """Yield which plan, charter or motion with a name the council of a city adopted."""
    for sentence, words in spots.words_with(finds, "gist.adopt"):
        for word, clause in words:
            council = topic("gist.council", clause.language)
            body = council.search(view.text, clause.start, clause.end)
            what = _adopted(view, finds, clause, word) if body is not None else None
            city = _city(view, finds, clause, body.span()) if body is not None else None
            if what is None or city is None or _doubted(clause, word, what):
                continue
            when = _date(clause, word, what)
            yield claim(view, "adoption", (city, what, when), (sentence.start, sentence.end),
                        ADOPTED * city.confidence, method="deeds:adoption")  # fmt: skip


def _doubted(clause: Clause, word: tuple[int, int], what: Mention) -> bool:
    inside = Clause(clause.start, clause.end, clause.language, clause.text, clause.sentence,
                    clause.mentions, names=[what])  # fmt: skip
    return inside.doubted(*word, passive=True)


def _city(view: View, finds: Finds, clause: Clause, council: tuple[int, int]) -> Mention | None:
    """Return the city beside the word for a council, else that of the page, else the only one."""
    low, high = council[0] - _NEAR, council[1] + _NEAR
    page = page_city(view, finds)
    for one in clause.of("CITY", "GOVERNMENT"):
        if one.end < low or one.start > high:
            continue
        if one.type == "CITY" or one.link:
            return one
        inside = [m for m in finds.between(one.start, one.end) if m.type == "CITY"]
        alike = page is not None and page.text[:_STEM] in one.text
        return inside[0] if inside else page if alike else None
    cities = clause.of("CITY")
    return page or (cities[0] if len({m.link for m in cities}) == 1 else None)


def _date(clause: Clause, word: tuple[int, int], what: Mention) -> Mention | None:
    dates = [m for m in clause.dates() if m.end <= what.start or m.start >= what.end]
    return nearest(dates, *word)


def _adopted(view: View, finds: Finds, clause: Clause, word: tuple[int, int]) -> Mention | None:
    """Return the name of what is adopted, right behind a word or before it."""
    low, high = max(clause.start, word[0] - _REACH), min(clause.end, word[1] + _REACH)
    for start, stop in _names(view, clause.language, low, high):
        end = _before_day(view, finds, start, stop)
        between = (word[1], start) if start >= word[1] else (end, word[0])
        led = _for(clause.language).search(view.text, low, start)
        if led is None and between[0] <= between[1] and _tied(view, finds, clause, *between):
            known = [m for m in finds.between(start - _STEM, end) if m.link and m.end >= end]
            known = [m for m in known if m.type in {"PRACTICE", "CHARTER"}]
            return known[0] if known else named(view, "WORK", start, end)
    return None


def _before_day(view: View, finds: Finds, start: int, end: int) -> int:
    """Return where a name ends before a date that is none of its years: "… w czerwcu 2016"."""
    for date in finds.between(start, end):
        if date.type == "DATE" and any(letter.isalpha() for letter in date.text):
            words = view.text[start : date.start].rstrip().rsplit(" ", 1)
            joined = len(words) == 2 and words[1] in CONNECTORS
            return start + len(words[0] if joined else view.text[start : date.start].rstrip())
    return end


def _tied(view: View, finds: Finds, clause: Clause, start: int, end: int) -> bool:
    """Tell whether nothing but dates, the council and small words stands between."""
    text = view.text[start:end]
    for date in finds.between(start, end):
        if date.type in {"DATE", "CITY", "GOVERNMENT"}:
            text = text.replace(date.text, " ", 1)
    text = _ASIDE.sub(" ", topic("gist.council", clause.language).sub(" ", text))
    small = topic("gist.adopt-between", clause.language)
    return all(small.fullmatch(word) for word in re.findall(r"[^\W\d_]+['’]?", text))


@cache
def _for(language: str) -> re.Pattern[str]:
    """Return the pattern for what makes a name that of something else: "money for the plan"."""
    words = any_of("claims.policy-for", languages=(language,))
    return re.compile(rf"(?<!\w){words}\s(?:\w+\s){{0,2}}[„“«‘»\"]?$", re.IGNORECASE)


@cache
def _noun(language: str) -> re.Pattern[str]:
    """Return the pattern for a noun that begins or ends the name of what councils adopt."""
    noun = any_of("claims.policy-named", "claims.policy", "gist.adopted", languages=(language,))
    front = r"[^\W\d_]*-?" if language in {"de", "nl", "el"} else ""
    return re.compile(rf"(?<![\w-]){front}(?i:{noun})(?!\w)")


def _names(view: View, language: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of names with such a noun: in quotes, or in capitals."""
    if language not in _NAMING:
        return
    text = view.text
    for noun in _noun(language).finditer(text, low, high):
        quoted = _QUOTE.match(text, min(noun.end() + 1, high), high)
        if quoted is not None:
            yield quoted.span("name")
            continue
        before = text[noun.start() - 1]
        quoted = _QUOTE.match(text, noun.start() - 1, high) if before in '„“«‘»"' else None
        if quoted is not None:
            yield quoted.span("name")
        elif text[noun.start()].isupper():
            led = language in _LED or _ORDINAL.search(text, low, noun.start())
            start = run_left(text, noun.start(), _LEADS) if led else noun.start()
            end = _end(text, noun.end(), high, language)
            if " " in text[start:end]:
                yield start, end


def _end(text: str, start: int, stop: int, language: str) -> int:
    """Return where a name ends that begins with a noun: after capitals, years and joined words."""
    at = end = start
    pending, fresh = False, language not in _TIGHT
    small = topic("gist.adopt-between", language)
    adopted = topic("gist.adopt", language)
    for count, token in enumerate(_TOKEN.finditer(text, start, stop)):
        word = token["word"]
        if token.start() != (end if not pending else at) or count >= _MOST:
            break
        at = token.end()
        core = word.split("’")[-1].split("'")[-1]
        if word[0].isupper() or core[0].isupper() or _YEARS.fullmatch(word):
            end, pending, fresh = at, False, language not in _TIGHT
        elif adopted.fullmatch(word):
            break
        elif word in CONNECTORS or (core != word and len(core) > _LONG):
            pending = core == word or pending
            end = at if core != word else end
        elif (pending or fresh) and len(word) > _LONG and not small.fullmatch(word):
            end, pending, fresh = at, False, pending
        else:
            break
    return end
