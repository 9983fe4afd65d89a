"""Gives the names that claims cut short their whole length: by quotes, by small words, by the page.

A name is as long as its quotes; it goes on over a small word to another capital, and over one to a
small noun where the clause ends behind it; it is as long as the text has it elsewhere in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import takewhile

from loaders.extract.claims.clauses import Finds
from loaders.extract.knowledge import lexicon
from loaders.extract.knowledge.haystack import plain
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import ARTICLES, CONJUNCTIONS, UPPER
from loaders.extract.reading.view import View
from loaders.tables.words import by_language, entries, literal

_NAMED = frozenset({"ORG", "PRACTICE", "EVENT", "AWARD"})
_POLICIES = frozenset({"policy-name", "policy-words"})
_OPEN, _CLOSE = '„“"«‘»', '“”"»«’'
_QUOTED = re.compile(rf"[{_OPEN}]\s?(?P<name>[^„“”\"«»\n]{{3,80}}?)\s?[”\"»«“’](?!\w)")
_BEHIND = re.compile(
    rf"\s?[{_OPEN}]\s?(?P<name>[{UPPER}\d][^„“”\"«»‘’\n]{{2,60}}?)\s?[{_CLOSE}](?!\w)"
)
_INSIDE = re.compile(rf"[{_OPEN}]\s?(?P<name>[^„“”\"«»\n]{{3,80}}?)\s?[{_CLOSE}]?$")
_WORD = re.compile(r"\s(?P<word>(?P<elided>\w{1,4}['’])?[^\s,;:.()„“”\"«»!?|/–—]+)")
_BORDER = re.compile(r"\s?(?:[,.;:!?()]|$|\n|[–—]\s)")
_NOUN = re.compile(r"(?<![^\W_])(?P<noun>[^\W\d_]{3,22})\.?\s$")
_PLACES = frozenset({"in"})
# Small words that join two words of a name, and what follows them where they join none.
_SMALL = by_language("relations.name-joint")
_INNER = {language: literal("bodies.inner-joint", language) for language in _SMALL}
_JOINTS = {
    language: frozenset(word for word, before in found if before == "both")
    | {joint.split()[0] for joint in _INNER[language]} - _PLACES
    for language, found in entries("relations.name-joint").items()
}
_LATER = {
    language: ARTICLES | {word for joint in inner for word in joint.split()[1:]}
    for language, inner in _INNER.items()
}
_GENITIVES = literal("relations.name-genitive")
_BODIES = lexicon.words("bodies.noun")
_INDEFINITE = literal("text.indefinite")
_APART = lexicon.words("relations.name-apart")
_ENDS = lexicon.words("relations.name-end")
# Languages that write the nouns inside a name small; and German, that writes all of them large.
_LOW = frozenset({"fr", "it", "es", "nl", "pl"})
# What a text has in quotes, the German noun that stands before it, and short lines.
_SAID = re.compile(
    rf"(?:(?<!\w)(?P<noun>[{UPPER}]\w{{3,30}})\s)?[{_OPEN}]\s?(?P<name>[{UPPER}\d][^„“”\"«»‘\n]{{2,60}}?)"
    rf"\s?[{_CLOSE}](?!\w)"
)
_LINE = re.compile(rf"^[{UPPER}][^\n]{{3,60}}$", re.MULTILINE)
_MOST, _BEFORE, _AHEAD, _NEAR, _SHORT = 6, 90, 90, 24, 3


class Whole:
    """The names of one text, to give those that a claim has cut short their length."""

    def __init__(self, view: View, finds: Finds) -> None:
        self._view, self._finds = view, finds

    @cached_property
    def _quoted(self) -> tuple[frozenset[str], dict[str, tuple[int, int]]]:
        """Return the names that stand in quotes or alone in a line, and by the noun before them."""
        names = {line.group() for line in _LINE.finditer(self._view.text)}
        nouns: dict[str, tuple[int, int]] = {}
        for said in _SAID.finditer(self._view.text):
            names.add(said["name"])
            if said["noun"]:
                nouns.setdefault(said["noun"], said.span("name"))
        return frozenset(names), nouns

    def of(self, mention: Mention, beside: Sequence[Mention] = ()) -> Mention:
        """Return a mention of a name at its whole length; the same one when nothing is missing.

        ``beside`` are the other mentions of the claim, into which no name goes on.
        """
        if mention.link or mention.type not in _NAMED or not mention.text:
            return mention
        span = (
            _quotes(self._view, mention)
            or self._spoken_of(mention)
            or self._longer(mention, beside)
        )
        if span is None or span == (mention.start, mention.end):
            return mention
        return replace(mention, start=span[0], end=span[1], text=self._view.text[slice(*span)])

    def _spoken_of(self, mention: Mention) -> tuple[int, int] | None:
        """Return the name that the text gave with a German noun which is all that a mention is.

        "… unser Fachtag »Ankommen«. … Auf dem Fachtag sprach …"
        """
        noun = mention.text
        if mention.type not in {"PRACTICE", "EVENT"} or mention.method != "relation":
            return None
        if not noun.isalpha() or self._view.language_at(mention.start) != "de":
            return None
        span = self._quoted[1].get(noun)
        return span if span is not None and span[0] < mention.start else None

    def _longer(self, mention: Mention, beside: Sequence[Mention]) -> tuple[int, int] | None:
        """Return the span of a name that goes on behind a mention of its first words."""
        text, start, end = self._view.text, mention.start, mention.end
        language = self._view.language_at(start) or ""
        if text[end : end + 1] != " " or text[start - 1 : start] in tuple(_OPEN):
            return None
        stop = min((m.start for m in beside if m.start >= end), default=len(text))
        words = [w for w in _words(self._view, self._finds, end) if w.end() <= stop]
        if not words or not (_opens(words[0], language) or _only_article(mention.text, language)):
            return None
        return (
            self._elsewhere(mention, words)
            or _and(self._view, mention, words)
            or _genitive(self._view, mention, words, language)
            or _to_capital(mention, words, language)
            or _to_border(self._view, mention, words, language)
        )

    def _elsewhere(
        self, mention: Mention, words: Sequence[re.Match[str]]
    ) -> tuple[int, int] | None:
        """Return the longest form of a name that the text has in quotes or in a line of its own."""
        text, known = self._view.text, self._quoted[0]
        ends = (word.end() for word in reversed(words))
        return next(
            ((mention.start, end) for end in ends if text[mention.start : end] in known), None
        )


def _quotes(view: View, mention: Mention) -> tuple[int, int] | None:
    """Return the name in quotes that a mention is a part of, ends with or announces."""
    text, start, end = view.text, mention.start, mention.end
    if mention.method in _POLICIES:
        inside = _INSIDE.search(text, start, end) or _INSIDE.search(text, start, end + 1)
        if inside is not None:
            return inside.span("name")
    low = text.rfind("\n", max(0, start - _BEFORE), start) + 1 or max(0, start - _BEFORE)
    if any(sign in text[low:start] for sign in _OPEN):
        for match in _QUOTED.finditer(text, low, end + _AHEAD):
            first, last = match.span("name")
            if first <= start and end <= last:
                return (first, last) if _one_name(text[first:start]) else None
            if first > start:
                break
    if mention.type in {"PRACTICE", "EVENT"} and " " not in mention.text:
        behind = _BEHIND.match(text, end)
        return behind.span("name") if behind is not None else None
    return None


def _one_name(before: str) -> bool:
    """Tell whether the words before a mention in quotes are of its name: no sentence is quoted."""
    return len(before.split()) <= _SHORT and not before.rstrip().endswith((",", ".", ";"))


def _words(view: View, finds: Finds, end: int) -> Iterator[re.Match[str]]:
    """Yield the words behind a name, up to a sign, a verb, a number or another name."""
    article = False
    for _ in range(_MOST):
        word = _WORD.match(view.text, end)
        if word is None or word["word"][0].isdigit() or "\n" in word.group():
            return
        start = word.start("word")
        if word["word"][0].islower() and start in view.deed_starts:
            return
        beside = finds.between(start, (word.end("elided") if word["elided"] else start) + 1)
        if any(m.link or m.type != "CITY" or not article for m in beside):
            return  # "aan de Waal" is no town
        yield word
        article = word["word"] in _LATER["nl"]
        end = word.end()


def _and(view: View, mention: Mention, words: Sequence[re.Match[str]]) -> tuple[int, int] | None:
    """Return the span of the name of one body that has "and" in it: "la asociación Idas y Venidas".

    Two bodies have a noun in the plural before them.
    """
    if mention.type != "ORG" or " " in mention.text or mention.text.isupper() or len(words) < 2:
        return None
    noun = _NOUN.search(view.text, max(0, mention.start - _NEAR), mention.start)
    word = plain(noun["noun"]).lower() if noun else ""
    joined = words[0]["word"] in CONJUNCTIONS and words[1]["word"][0].isupper()
    if word not in _BODIES or word.endswith(("s", "i")) or not joined:
        return None
    return mention.start, words[1].end()


def _opens(word: re.Match[str], language: str) -> bool:
    """Tell whether a name may go on with a word: "en règle", "d'ici"."""
    elided = (word["elided"] or "").lower().replace("’", "'")
    small = elided or word["word"].lower()
    if language == "de" and small in _GENITIVES:
        return True
    return small in CONJUNCTIONS or small in _SMALL.get(language, ()) or _joins(small, language)


def _only_article(name: str, language: str) -> bool:
    """Tell whether a name is but the small word that opens it: "l'association Un toit"."""
    small = name.lower()
    return language in _LOW and (
        small in ARTICLES or small in _INDEFINITE or small in _SMALL[language]
    )


def _genitive(
    view: View, mention: Mention, words: Sequence[re.Match[str]], language: str
) -> tuple[int, int] | None:
    """Return the span of a German name that is a noun and whose it is: "Haus der Begegnung"."""
    if language != "de" or " " in mention.text or len(words) < 2 or mention.type == "AWARD":
        return None
    if words[0]["word"] not in _GENITIVES or not words[1]["word"][0].isupper():
        return None
    noun = any(
        cue.start == mention.start for cue in view.cues_in("thing", mention.start, mention.end)
    )
    return (mention.start, words[1].end()) if noun else None


def _to_capital(
    mention: Mention, words: Sequence[re.Match[str]], language: str
) -> tuple[int, int] | None:
    """Return the span of a name that goes on to a capital over small words: "Thuis aan de Waal"."""
    award = mention.type == "AWARD" or mention.method in _POLICIES
    if language == "de" and not award and words[0]["word"] not in _SMALL["de"]:
        return None
    if len(mention.text.split()) > _SHORT and not award:
        return None
    finish = None
    for word in words:
        core = word["word"][len(word["elided"] or "") :]
        if core[0].isupper():
            finish = word.end()
        elif not (
            _joins(core, language)
            or core in _LATER.get(language, ARTICLES)
            or (award and finish is not None and core in CONJUNCTIONS)
        ):
            break
    return (mention.start, finish) if finish is not None else None


def _joins(word: str, language: str) -> bool:
    return word.lower() in _JOINTS.get(language, ())


def _to_border(
    view: View, mention: Mention, words: Sequence[re.Match[str]], language: str
) -> tuple[int, int] | None:
    """Return the span of a name of one capital word and small ones, behind which a clause ends."""
    name = mention.text
    first, _, second = name.partition(" ")
    alone = not second or (first.lower() in ARTICLES and " " not in second)
    if language not in _LOW or not alone or name.isupper():
        return None
    if not _NOUN.search(view.text, max(0, mention.start - _NEAR), mention.start):
        return None
    small = list(takewhile(lambda word: word["word"][0].islower(), words))
    rest = [word["word"].lower() for word in small]
    count = _small_words(rest, bool(words[0]["elided"]), name, language)
    if not count or rest[count - 1] in _APART or rest[count - 1] in _JOINTS[language]:
        return None
    end = small[count - 1].end()
    closed = _BORDER.match(view.text, end) is not None or _verb(view, end)
    return (mention.start, end) if closed else None


def _small_words(rest: Sequence[str], elided: bool, name: str, language: str) -> int:
    """Return how many of the small words behind a name may be of it."""
    if not rest:
        return 0
    if _only_article(name, language):
        most = len(rest)
    elif elided:
        most = 1
    else:
        most = 2 if rest[0] in _SMALL[language] and rest[1:2] and rest[1] not in ARTICLES else 0
    ends = (i for i in range(1, most) if rest[i] in _ENDS and rest[i] not in _SMALL[language])
    return next(ends, most)


def _verb(view: View, end: int) -> bool:
    """Tell whether a verb follows, or another small word that ends a name."""
    word = _WORD.match(view.text, end)
    return word is not None and (
        word.start("word") in view.deed_starts or word["word"].lower() in _ENDS
    )
