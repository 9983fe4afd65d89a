"""Reads who signed a charter, appeal or manifesto that nobody registered: a city, a body, "we".

"The Forum signed the Harbour Pledge", "Suscribimos el Manifiesto X", "X a signé l'appel « Y »".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from loaders.extract.claims.actors import enumeration
from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.deeds.phrases import before_gap, name_before
from loaders.extract.deeds.speaker import means_us, own_body
from loaders.extract.gist.doers import doers
from loaders.extract.gist.spots import Spots
from loaders.extract.gist.topics import topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import CONNECTORS, run_left, run_right
from loaders.extract.reading.view import View
from loaders.extract.relations.agents import by_whom
from loaders.extract.relations.making import claim, named, nearest
from loaders.tables.patterns import any_of
from loaders.tables.words import by_language, literal

BY_CITY, BY_BODY = 0.7, 0.66
_QUOTE = re.compile(r"\s?:?\s?[„“«‘»\"]\s?(?P<name>[^„“”«»\"\n]{4,80}?)\s?[“”»’«\"]")
_REACH, _CLOSE, _WORDS, _LEADS, _NAME, _AHEAD = 110, 60, 8, 4, 2, 24
# Languages whose names of charters begin with what describes the noun: "Gents Manifest".
_LED = frozenset({"en", "de", "nl", "el", "pl"})
# Small words in names, and Greek articles: "Χάρτα για τη Διαφύλαξη των Δικαιωμάτων στην Πόλη".
_JOINTS = CONNECTORS | literal("text.article", "el")
_NOUNS = frozenset(by_language("gist.signed"))
# "zu unterzeichnen", "te ondertekenen", "die Unterzeichnung": nothing is signed yet.
_TO = re.compile(rf"(?<!\w){any_of('claims.infinitive')}\s$")
_IS = re.compile(rf"(?<!\w){any_of('claims.being')}\s(?:[^\W\d_]+\s){{0,2}}$", re.IGNORECASE)
_ARTICLE = re.compile(any_of("text.article", "claims.founded-article"), re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+['’]?")
_AWARDS = re.compile(r"\saus\W*$")  # "zeichnete … aus"
_NOMINAL = re.compile(r"\w+(?:ung|ungen|ing|ingen)$")


def signatures(view: View, finds: Finds, spots: Spots, known: Sequence[Claim]) -> Iterator[Claim]:
    """Yield who signed what has a name, where ``known`` claims do not say so yet."""
    said = {c.start for c in known if c.predicate == "signature"}
    for sentence, words in spots.words_with(finds, "gist.sign"):
        if sentence.start in said:
            continue
        for word, clause in words:
            thing = _thing(view, clause, word)
            if thing is None or _unsaid(view, clause, word, thing):
                continue
            found = _signers(view, finds, clause, word, thing)
            when = _date(clause, word, thing)
            for one in found:
                city = one.type in {"CITY", "GOVERNMENT"}
                sure = (BY_CITY if city else BY_BODY) * min(1.0, one.confidence + 0.2 * (not city))
                yield claim(view, "signature", (one, thing, when), (sentence.start, sentence.end),
                            sure, method="deeds:signature")  # fmt: skip
            if found:
                break


def _date(clause: Clause, word: tuple[int, int], thing: Mention) -> Mention | None:
    """Return the date nearest to a word of signing that belongs to no name."""
    dates = [m for m in clause.dates() if m.end <= thing.start or m.start >= thing.end]
    return nearest(dates, *word)


def _unsaid(view: View, clause: Clause, word: tuple[int, int], thing: Mention) -> bool:
    """Tell whether a clause only wishes, plans or denies that something is signed."""
    if _NOMINAL.fullmatch(view.text, *word) or _TO.search(
        view.text, max(clause.start, word[0] - 4), word[0]
    ):
        return True
    return replace(clause, names=[thing]).doubted(*word, passive=True)


def _thing(view: View, clause: Clause, word: tuple[int, int]) -> Mention | None:
    """Return what is signed: the charter nearest to a word, or what a noun for one names."""
    low, high = max(clause.start, word[0] - _REACH), min(clause.end, word[1] + _REACH)
    found = [m for m in clause.of("CHARTER") if low <= m.start and m.end <= high]
    found = found or list(_called(view, clause.language, low, high, word))
    return nearest(found, *word)


@cache
def _noun(language: str) -> re.Pattern[str]:
    noun = any_of("gist.signed", languages=(language,))
    front = r"[^\W\d_]*-?" if language in {"de", "nl"} else ""
    return re.compile(rf"(?<![\w-]){front}(?i:{noun})(?!\w)")


def _called(
    view: View, language: str, low: int, high: int, word: tuple[int, int]
) -> Iterator[Mention]:
    """Yield the names that nouns for charters introduce or hold, in quotes or in capitals."""
    text = view.text
    for noun in _noun(language).finditer(text, low, high) if language in _NOUNS else ():
        if noun.start() < word[1] and word[0] < noun.end():
            continue
        quoted = _QUOTE.match(text, noun.end(), min(high + 1, len(text)))
        if quoted is not None:
            yield named(view, "CHARTER", *quoted.span("name"))
            continue
        end = min(high, run_right(text, noun.end(), _WORDS, _JOINTS))
        end = noun.end() + len(text[noun.end() : end].rstrip(".,;:!?"))
        begin = noun.start()
        if text[begin].isupper():
            begin = run_left(text, begin, _LEADS) if language in _LED else begin
        elif text[noun.end() : noun.end() + 1] == " " and text[noun.end() + 1].isupper():
            begin = noun.end() + 1  # "l'appel We Are Belgium Too"
        if end > begin and len(text[begin:end].split()) >= _NAME and begin >= low:
            yield named(view, "CHARTER", begin, end)


def _signers(
    view: View, finds: Finds, clause: Clause, word: tuple[int, int], thing: Mention
) -> list[Mention]:
    """Return who signs: "we", the bodies right before a word, or the city that does it."""
    text, language = view.text, clause.language
    if topic("gist.signed-us", language).fullmatch(text, *word) or _we(view, clause, word):
        body = own_body(view, finds)
        return [body] if body is not None else []
    noun = topic("gist.sign-noun", language).fullmatch(text, *word) is not None
    if noun and not _IS.search(text, max(clause.start, word[0] - _AHEAD), word[0]):
        return []  # "500 signatures for the appeal"
    # What is registered is for cities to sign.
    bodies = _bodies(view, finds, clause, word, thing) if thing.link is None else []
    if bodies:
        return bodies
    if any(m.end <= word[0] for m in clause.of("PERSON")):
        return []
    found = doers(view, finds, clause, word, [thing])
    return [m for m in found if m.end <= thing.start or m.start >= thing.end]


def _we(view: View, clause: Clause, word: tuple[int, int]) -> bool:
    """Tell whether "we" or "our association" stands right before a word, or behind it."""
    if means_us(view, clause.start, word[0], clause.language):
        return True
    low, high = max(clause.start, word[0] - _CLOSE), word[1] + 6
    ours = topic("gist.ours", clause.language)
    others = [m for m in clause.of("ORG", "CITY", "GOVERNMENT", "PERSON") if m.end <= word[0]]
    return not others and ours.search(view.text, low, min(high, clause.end)) is not None


def _bodies(
    view: View, finds: Finds, clause: Clause, word: tuple[int, int], thing: Mention
) -> list[Mention]:
    """Return the bodies named before what they sign, with nothing but small words between."""
    stop = min(word[0], thing.start)
    found = [m for m in clause.of("ORG", "CITY", "GOVERNMENT") if m.end <= stop]
    last = found[-1] if found else None
    end, _ = before_gap(view, finds, stop, clause.start, clause.language)
    if last is None or last.end < end - 1:
        one = name_before(view, finds, end, clause.start)
        if one is None or one.type != "ORG" or " " not in one.text:
            return []
        last, found = one, [*found, one]
    if last.type != "ORG" or by_whom(view, last):
        return []
    group = enumeration(view, found, last)
    return group if _leads(view, clause, group[0], word) else []


def _leads(view: View, clause: Clause, body: Mention, word: tuple[int, int]) -> bool:
    """Tell whether a body opens its clause, but for dates, articles and the like, and acts."""
    text, language = view.text, clause.language
    words = clause.words[: body.start - clause.start]
    small = (topic("gist.sign-led", language), topic("gist.founding-head", language))
    led = all(
        _ARTICLE.fullmatch(one) or any(list_.fullmatch(one) for list_ in small)
        for one in _WORD.findall(words.replace("_", " "))
    )
    low = max(clause.start, word[0] - _CLOSE)
    passive = topic("gist.passive", language).search(text, low, word[1]) is not None
    return led and not passive and _AWARDS.search(clause.words) is None
