"""Tells how far a name goes on behind its first words, by the small words of its language.

A name goes on over a small word to another capital ("Thuis aan de Waal"), over one to a small noun
where the clause ends behind it ("Papiers en règle"), and takes in its legal form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from loaders.extract.claims.clauses import Finds
from loaders.extract.knowledge import lexicon
from loaders.extract.knowledge.haystack import plain
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import ARTICLES, CONJUNCTIONS, UPPER
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of
from loaders.tables.words import entries, literal

# A word, with its point where it is one of the short forms that stand inside names: "im. św. Jana".
_WORD = re.compile(
    rf"\s(?P<word>(?P<elided>\w{{1,4}}['’])?(?:{any_of('relations.name-short')}"
    r"(?=\s)|[^\s,;:.()„“”\"«»!?|/–—]+))"
)
_DASHED = re.compile(rf"\s[–—-]\s(?=[{UPPER}])")

_BORDER = re.compile(r"\s?(?:[,.;:!?()]|$|\n|[–—]\s)")
_NOUN = re.compile(r"(?<![^\W_])(?P<noun>[^\W\d_]{3,22})\.?\s$")
# What a name in quotes would be; one that stands in them is as long as they are.
OPENING = '„“"«‘»'
_PLACES = frozenset({"in"})
_JOINING = entries("relations.name-joint")
# Small words that join two words of a name, and what follows them where they join none.
_SMALL = {language: frozenset(word for word, _ in found) for language, found in _JOINING.items()}
_INNER = {language: literal("bodies.inner-joint", language) for language in _SMALL}
_JOINTS = {
    language: frozenset(word for word, value in found if value == "both")
    | {joint.split()[0] for joint in _INNER[language]} - _PLACES
    for language, found in _JOINING.items()
}
# Those over which only a name of one word goes on: "Room at the Inn", "Haus auf der Mauer".
_OF_ONE = {
    language: frozenset(word for word, _ in found) - CONJUNCTIONS
    for language, found in _JOINING.items()
}
_NO_NOUN = {
    language: frozenset(word for word, value in found if value != "one")
    for language, found in _JOINING.items()
}
_LATER = {
    language: ARTICLES | {word for joint in inner for word in joint.split()[1:]}
    for language, inner in _INNER.items()
}
# Behind "who" a verb is of the name ("Vecinas que suman"), behind "of" a word is not a verb.
_RELATIVES = literal("relations.name-who")
_NOUN_NEXT = literal("relations.name-of")
_OF = {language: literal("relations.name-of", language) for language in _SMALL}
_STREETS = literal("places.street") | literal("bodies.street-first")
_VERBS = literal("relations.name-verb")
_NOT = literal("relations.name-not")
_REASONS = literal("relations.name-reason")
_SHORT_FORMS = literal("relations.name-short")
_GENITIVES = literal("relations.name-genitive")
_BODIES = lexicon.words("bodies.noun")
_INDEFINITE = literal("text.indefinite")
_APART = lexicon.words("relations.name-apart")
_ENDS = lexicon.words("relations.name-end")
# Those that often only say where something is: nothing but a verb or sign stands behind the name.
_CLOSING = {
    language: frozenset(word for word, value in found if value == "one")
    for language, found in _JOINING.items()
}
# Nouns that say what a name is the name of: alone they make no name of one word.
_HEADS = {
    language: tuple(plain(word).lower() for word, _ in found)
    for language, found in entries("relations.head").items()
}
# Languages that write the nouns inside a name small; those that join nouns to one word.
_LOW = frozenset({"fr", "it", "es", "nl", "pl"})
_COMPOUNDS = frozenset({"de", "nl"})
_POLICIES = frozenset({"policy-name", "policy-words"})
_MOST, _NEAR, _SHORT, _TWO = 7, 24, 3, 2


class Reach(NamedTuple):
    """What is asked of a name: where it may go on to, in which text and language."""

    view: View
    mention: Mention
    words: Sequence[re.Match[str]]
    language: str


def longer(
    view: View, finds: Finds, mention: Mention, beside: Sequence[Mention] = ()
) -> int | None:
    """Return where a name ends whose first words a mention is; None where it is whole.

    ``beside`` are other mentions of the same sentence, into which no name goes on.
    """
    text, start, end = view.text, mention.start, mention.end
    language = view.language_at(start) or ""
    if text[end : end + 1] != " " or text[start - 1 : start] in tuple(OPENING):
        return None
    stop = min((m.start for m in beside if m.start >= end), default=len(text))
    of = _OF.get(language, frozenset()) if mention.type == "ORG" else frozenset()
    behind = takewhile(lambda word: word.end() <= stop, words_behind(view, finds, end, of))
    first = next(behind, None)  # behind most names stands a word that no name goes on with
    if first is None or not (_opens(first, language) or only_article(mention.text, language)):
        return _with_form(view, end) or _over_dash(view, finds, mention)
    asked = Reach(view, mention, [first, *behind], language)
    found = _and(asked) or _genitive(asked) or _to_capital(asked) or _to_border(asked)
    return (_with_form(view, found) or found) if found is not None else None


def joined(view: View, first: Mention, second: Mention) -> bool:
    """Tell whether small words make one name of two: "Haus" of "Begegnung e. V."."""
    gap = view.text[first.end : second.start]
    words, language = gap.split(), view.language_at(first.start) or ""
    small = _SMALL.get(language, frozenset()) | ARTICLES | _GENITIVES
    return 0 < len(words) <= _SHORT and gap.strip() == " ".join(words) and small.issuperset(words)


def _with_form(view: View, end: int) -> int | None:
    """Return where the legal form ends that stands right behind a name: "… ONLUS", "… e.V."."""
    for cue in view.cues_in("legal", end + 1, end + 2):
        point = cue.trigger.value.endswith(".") and view.text[cue.end : cue.end + 1] == "."
        return cue.end + point
    return None


def _over_dash(view: View, finds: Finds, mention: Mention) -> int | None:
    """Return where a name ends that has a dash in it: "Karibu – Amigos del pueblo africano".

    A verb or the sentence's end follows at once; a second dash would make an aside of it.
    """
    dash = _DASHED.match(view.text, mention.end)
    if dash is None or mention.type == "AWARD":
        return None
    sentence = view.sentence_at(mention.start)
    if sentence is None or _DASHED.search(view.text, dash.end(), sentence.end) is not None:
        return None
    end = dash.end() - 1
    for word in words_behind(view, finds, end, frozenset(_NOUN_NEXT)):
        end = word.end()
        if _closed(view, end) and word["word"].lower() not in _ENDS:
            return end
    return None


def words_behind(
    view: View, finds: Finds, end: int, of: frozenset[str] = frozenset()
) -> Iterator[re.Match[str]]:
    """Yield the words behind a name, up to a sign, a verb, a number or another name.

    Behind the small words ``of`` a town is a word of the name: "Caritas di Torino".
    """
    before, honoured = "", False
    for _ in range(_MOST):
        word = _WORD.match(view.text, end)
        if word is None or word["word"][0].isdigit() or "\n" in word.group():
            return
        start = word.start("word")
        noun = before in _RELATIVES or before in _NOUN_NEXT
        if word["word"][0].islower() and start in view.deed_starts and not noun:
            return
        beside = finds.between(start, (word.end("elided") if word["elided"] else start) + 1)
        towns = before in _LATER["nl"] or before in of  # "aan de Waal" is no town
        honoured = honoured or before in _SHORT_FORMS  # "im. św. Brata Alberta"
        if not honoured and any(
            (m.link and before not in of) or m.type != "CITY" or not towns for m in beside
        ):
            return
        yield word
        before = word["word"]
        end = word.end()


def _and(asked: Reach) -> int | None:
    """Return where the name of one thing ends that has "and" in it: "la asociación Idas y Venidas".

    Two have a noun in the plural before them.
    """
    mention, words = asked.mention, asked.words
    core = core_of(mention.text, asked.language)
    if " " in core or core.isupper() or len(words) < 2:
        return None
    noun = _noun_of(asked)
    joined = words[0]["word"] in CONJUNCTIONS and words[1]["word"][0].isupper()
    if not noun or noun.endswith(("s", "i", "en")) or not joined:
        return None
    if any(word in _BODIES for word in (plain(words[1]["word"]).lower(),)):
        return None
    return words[1].end()


def _noun_of(asked: Reach) -> str:
    """Return the noun that says what a name of one word is: before it, or as its first word."""
    first, _, rest = asked.mention.text.partition(" ")
    if rest:
        return plain(first).lower()
    noun = _NOUN.search(asked.view.text, max(0, asked.mention.start - _NEAR), asked.mention.start)
    word = plain(noun["noun"]).lower() if noun else ""
    heads = _HEADS.get(asked.language, ())
    kinds = {"ORG": _BODIES, "PRACTICE": heads, "EVENT": heads}
    return word if word in kinds.get(asked.mention.type, ()) else ""


def _opens(word: re.Match[str], language: str) -> bool:
    """Tell whether a name may go on with a word: "en règle", "d'ici"."""
    elided = (word["elided"] or "").lower().replace("’", "'")
    small = elided or word["word"].lower()
    if language == "de" and small in _GENITIVES:
        return True
    return small in CONJUNCTIONS or small in _SMALL.get(language, ()) or _joins(small, language)


def only_article(name: str, language: str) -> bool:
    """Tell whether a name is but the small word that opens it: "l'association Un toit"."""
    small = core_of(name, language).lower()
    return language in _LOW and (
        small in ARTICLES or small in _INDEFINITE or small in _SMALL[language]
    )


def core_of(name: str, language: str) -> str:
    """Return a name without the one noun before it that says what it is: "Verein Haus" → "Haus"."""
    first, _, rest = name.partition(" ")
    word = plain(first).lower()
    return rest if rest and (_is_head(word, language) or word in _BODIES) else name


def _is_head(word: str, language: str) -> bool:
    """Tell whether a word says what the name is of: "Projekt", "Lotsenprojekt", "Oficina"."""
    word, heads = plain(word).lower(), _HEADS.get(language, ())
    return word in heads or (language in _COMPOUNDS and word.endswith(heads))


def _genitive(asked: Reach) -> int | None:
    """Return where a German name ends that is a noun and whose it is: "Haus der Begegnung"."""
    view, mention, words = asked.view, asked.mention, asked.words
    core = core_of(mention.text, "de")
    if asked.language != "de" or " " in core or len(words) < 2 or mention.type == "AWARD":
        return None
    if words[0]["word"] not in _GENITIVES or not words[1]["word"][0].isupper():
        return None
    start = mention.end - len(core)
    noun = any(cue.start == start for cue in view.cues_in("thing", start, mention.end))
    return words[1].end() if noun else None


def _to_capital(asked: Reach) -> int | None:
    """Return where a name ends that goes on to a capital over small words: "Thuis aan de Waal"."""
    mention, words, language = asked.mention, asked.words, asked.language
    award = mention.type == "AWARD" or mention.method in _POLICIES
    joints = _joints(asked, award=award)
    if words[0]["word"].lower() not in joints and not words[0]["elided"]:
        return None
    if len(mention.text.split()) > _SHORT and not award:
        return None
    finish, before = None, ""
    for word in words:
        core = word["word"][len(word["elided"] or "") :]
        if core[0].isupper():
            finish = word.end()
        elif core in _STREETS:
            return None
        elif not (
            core.lower() in joints
            or core in _LATER.get(language, ARTICLES)
            or (before in _NOUN_NEXT and language in _LOW)
            or (award and finish is not None and core in CONJUNCTIONS)
        ):
            break
        before = word["word"]
    if finish is None or words[0]["word"].lower() not in _CLOSING.get(language, ()):
        return finish
    return finish if award or _closed(asked.view, finish) else None


def _joints(asked: Reach, *, award: bool) -> frozenset[str]:
    """Return the small words over which a name goes on to a capital: of one word, over most."""
    name, language = asked.mention.text, asked.language
    core = core_of(name, language)
    joints = _JOINTS.get(language, frozenset())
    if language == "de" and not award:
        joints = _NO_NOUN["de"]
    first, _, rest = name.partition(" ")
    told = language in _LOW and _is_head(first, language) and rest[:1].islower()
    one = " " not in core and not core.isupper()
    return joints | _OF_ONE.get(language, frozenset()) if (one or told) and not award else joints


def _joins(word: str, language: str) -> bool:
    return word.lower() in _JOINTS.get(language, ())


def _to_border(asked: Reach) -> int | None:
    """Return where a name of one capital word and small ones ends, behind which a clause ends."""
    view, mention, words, language = asked
    name = core_of(mention.text, language)
    first, _, second = name.partition(" ")
    alone = not second or (first.lower() in ARTICLES and " " not in second)
    award = mention.type == "AWARD"
    capitals = name.isupper() and len(name) > 1
    if language not in _LOW or not (alone or award) or capitals:
        return None
    led = name != mention.text or award
    if not led and not _NOUN.search(view.text, max(0, mention.start - _NEAR), mention.start):
        return None
    small = list(takewhile(lambda word: word["word"][0].islower(), words))
    rest = [word["word"].lower() for word in small]
    if award:
        counts = range(2, len(rest) + 1) if rest and rest[0] not in _REASONS else range(0)
    else:
        counts = _small_words(rest, bool(words[0]["elided"]), name, language)
    ends = (
        small[count - 1].end()
        for count in counts
        if rest[count - 1] not in _APART
        and rest[count - 1] not in _OF_ONE[language]
        and rest[count - 1] not in CONJUNCTIONS
    )
    return next((end for end in ends if _closed(view, end)), None)


def _closed(view: View, end: int) -> bool:
    """Tell whether a sign, a verb, a legal form or a small word that ends a name follows."""
    if _BORDER.match(view.text, end) is not None or _with_form(view, end) is not None:
        return True
    word = _WORD.match(view.text, end)
    if word is None:
        return False
    small = word["word"].lower()
    return word.start("word") in view.deed_starts or small in _ENDS or small in _VERBS


def _small_words(rest: Sequence[str], elided: bool, name: str, language: str) -> range:
    """Return how many of the small words behind a name may be of it."""
    if not rest:
        return range(0)
    if only_article(name, language):
        ends = (
            i for i in range(1, len(rest)) if rest[i] in _ENDS and rest[i] not in _SMALL[language]
        )
        return range(next(ends, len(rest)), 0, -1)
    if elided:
        return range(1, min(2, len(rest)) + 1)
    if rest[0] not in _NO_NOUN[language] or len(rest) < _TWO:
        return range(0)
    longer_one = rest[1] in ARTICLES or rest[1] in _NOT
    return range(_TWO + longer_one, min(len(rest), _TWO + 1) + 1)
