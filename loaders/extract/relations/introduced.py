"""Finds names of projects beside a noun that says what they are: "a drop-in called X", "X, a café".

A name stands behind a word for naming ("called", "namens", "s'appelle"), or before what it is said
to be ("X is a night shelter", "X, un accueil de jour").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from loaders.extract.claims.clauses import Finds
from loaders.extract.model import Mention
from loaders.extract.naming.ending import name_end
from loaders.extract.reading.shapes import OPENERS, UPPER, run_left
from loaders.extract.reading.view import Cue, Sentence, View
from loaders.extract.relations.making import named
from loaders.extract.relations.quoted import Names
from loaders.extract.relations.things import heads_in, things
from loaders.tables.patterns import any_of, one_of
from loaders.tables.quick import quick_words
from loaders.tables.words import by_language, entries, literal, spoken

_REACH, _BACK, _LONGEST, _LEAST, _LEAD, _BEFORE = 70, 80, 70, 4, 30, 45
# Languages in which what stands behind a verb of starting is what is started; in others only
# where "we" or "the city" does it.
_SUBJECT_FIRST = frozenset({"en", "fr"})
# Languages that write all nouns with a capital: there only quotes tell a name.
_NOUNS = frozenset({"de"})
# Languages that have no word for "a".
_BARE = frozenset({"pl"})
_WE = {language: frozenset(words) for language, words in by_language("gist.we").items()}
_CITY = {
    language: re.compile(
        rf"(?<!\w){one_of(word for word, value in words if value == 'city')}\s"
        r"(?:[^\W\d_]+\s){0,2}$",
        re.IGNORECASE,
    )
    for language, words in entries("relations.again").items()
}
_QUOTED = re.compile(r"[„“\"«‘»']\s?(?P<name>[^„“”\"«»\n]{3,70}?)\s?[“”\"»«’'](?!\w)")
_CLOSED = re.compile(r"[„“\"«‘»]\s?(?P<name>[^„“”\"«»\n]{3,70}?)\s?[“”\"»«’]$")
_WORDS = r"(?:[^\S\n][^\W\d_][\w’'-]*){0,8}?"
_CALLED = {
    language: re.compile(
        rf"{_WORDS},?[^\S\n]{one_of(words)}(?:[^\S\n]{any_of('text.article')})?"
        rf"[^\S\n]?(?=[^\S\n]?[„“\"«‘»']|(?<=\s)[{UPPER}])"
    )
    for language, words in by_language("relations.called").items()
}
# A word behind "a", taken whole: it is not tried in pieces. The first may follow an apostrophe.
_NEXT = r"[^\W\d_][\w-]*+"
# "X is a", "X, a": what stands between a name and the noun for what it is.
_IS = {
    language: re.compile(
        rf"(?:,\s[^\W\d_][^,\n]{{3,40}})?"
        rf"(?P<tie>,|,?[^\S\n](?:[–—(]|{one_of(words)}))[^\S\n]"
        rf"{any_of('relations.one', languages=(language,))}"
        rf"{'?' if language in _BARE else ''}"
        rf"(?:{_NEXT}(?:[^\S\n]{_NEXT}){{0,3}}|(?:[^\S\n]{_NEXT}){{0,4}})"
        r"(?:[^\S\n]|(?<=['’]))$"
    )
    for language, words in by_language("relations.copula").items()
}
_NAMING = {
    language: re.compile(quick_words(words))
    for language, words in by_language("relations.called").items()
}


def _forms(words: Iterable[str]) -> frozenset[str]:
    """Return words with either form of the apostrophe."""
    return frozenset(form for word in words for form in (word, word.replace("'", "’")))


# The last words of what ties, what "a" and "the" begin with, and how many words may follow those.
_TIES = {
    language: _forms(word.split()[-1] for word in words) | frozenset("–—(")
    for language, words in by_language("relations.copula").items()
}
_ONES = {
    language: tuple(_forms(word.split()[0] for word in words))
    for language, words in by_language("relations.one").items()
}
_FOLLOW = 5 + max(word.count(" ") for word in spoken("relations.one"))
# "Our youth project, Pier to Peer, was": a name between commas behind its noun.
_BETWEEN = re.compile(rf",\s(?=[{UPPER}„“«])")
_CLOSING = re.compile(r"[“”»\"]?(?:,|\s[^\W\d_]{2,5}\s)")
# What may stand between "launched" and the name: a date, small words, an article.
_OBJECT = re.compile(
    rf"(?:\s[^\W\d_]{{1,3}}(?:\s{any_of('dates.month')})?\s\d{{4}})?"
    rf"(?:\s{any_of('text.article')})?[\s'’](?=[{UPPER}„“«])"
)
_NETWORK = re.compile(any_of("gist.founding-head"), re.IGNORECASE)
_DEFINITE = {
    language: re.compile(rf"(?<!\w){one_of(words)}(?:\s[^\W\d_]+)?[\s'’]$", re.IGNORECASE)
    for language, words in by_language("gist.definite").items()
}
_PRONOUNS = literal("relations.object-pronoun")
_OTHERS = frozenset({"CITY", "PERSON", "COUNTRY", "DATE", "GOVERNMENT"})
_CAPITALS = re.compile(rf"(?<!\w)[{UPPER}]")


def things_of(view: View, sentence: Sentence, finds: Finds, given: Names) -> list[Mention]:
    """Return the things that a sentence names, with the projects that a noun in it introduces.

    ``given`` are the names that the text gave before; it hears those of this sentence.
    """
    found = things(view, sentence.start, sentence.end, finds, given)
    found = _with_introduced(view, sentence, found, finds)
    given.hear(found)
    return found


def _with_introduced(
    view: View, sentence: Sentence, found: Sequence[Mention], finds: Finds
) -> list[Mention]:
    names = [m for m in _names(view, sentence, finds) if not _known(m, found)]
    if not names:
        return list(found)
    kept = [m for m in found if not (m.type == "PRACTICE" and _generic(m, names))]
    return sorted([*kept, *names], key=lambda m: m.start)


def _known(name: Mention, found: Sequence[Mention]) -> bool:
    """Tell whether (part of) a name is a thing already, under a name as long."""
    return any(
        m.start < name.end and name.start < m.end and (m.link or m.type != "PRACTICE"
                                                       or len(m.text) >= len(name.text))
        for m in found
    )  # fmt: skip


def _generic(mention: Mention, names: Sequence[Mention]) -> bool:
    """Tell whether what was found is only the noun beside a name, or part of one."""
    if mention.link:
        return False
    inside = any(m.start <= mention.start and mention.end <= m.end for m in names)
    return inside or (mention.text.islower() and mention.method != "relation")


def _names(view: View, sentence: Sentence, finds: Finds) -> Iterator[Mention]:
    language = sentence.language or ""
    called, tied = _CALLED.get(language), _IS.get(language)
    if called is None or tied is None:
        return
    done, calls = -1, _calls(view, sentence)
    for start, end in heads_in(view, sentence.start, sentence.end):
        if start < done:
            continue
        high = min(sentence.end, end + _REACH)
        naming = _NAMING[language].search(view.text, end, high) if calls else None
        said = called.match(view.text, end, high) if naming is not None else None
        span = _behind(view, finds, said.end(), sentence) if said is not None else None
        if span is None:
            span = _apposed(view, finds, (start, end), sentence)
        if span is None:
            low = max(sentence.start, start - _BACK)
            may = _may_be_tied(view.text[low:start].rsplit(None, _FOLLOW + 2), language)
            tie = tied.search(view.text, low, start) if may else None
            span = _before(view, finds, tie, sentence) if tie is not None else None
        if span is not None:
            done = max(end, span[1])
            yield named(view, "PRACTICE", *span)
    if language not in _NOUNS:
        yield from _started(view, finds, sentence)


def _calls(view: View, sentence: Sentence) -> bool:
    """Tell whether a sentence may hold a word for naming."""
    numbers = view.stems.numbers("relations.called") if view.stems is not None else None
    return numbers is None or view.number(sentence) in numbers


def _may_be_tied(words: Sequence[str], language: str) -> bool:
    """Tell whether the last words before a noun may say that a name is one: "X is a".

    Much quicker than the pattern, which says it for sure.
    """
    ties, ones = _TIES[language], _ONES[language]
    bare = language in _BARE
    for at in range(max(1, len(words) - _FOLLOW), len(words) + bare):
        word = words[at - 1]
        if (word in ties or word[-1] == ",") and (bare or words[at].startswith(ones)):
            return True
    return False


def _apposed(
    view: View, finds: Finds, noun: tuple[int, int], sentence: Sentence
) -> tuple[int, int] | None:
    """Return the name between commas behind a noun with "the" or "our" before it."""
    start, end = noun
    definite = _DEFINITE.get(sentence.language or "")
    if definite is None or not view.text.startswith(",", end):
        return None
    comma = _BETWEEN.match(view.text, end, sentence.end)
    if comma is None:
        return None
    if definite.search(view.text, max(sentence.start, start - _LEAD), start) is None:
        return None
    span = _behind(view, finds, comma.end(), sentence)
    if span is None or _CLOSING.match(view.text, span[1]) is None:
        return None
    return span if not finds.between(*span) else None


def _has_subject(view: View, cue: Cue, sentence: Sentence) -> bool:
    """Tell whether who starts something is not to be sought behind the verb."""
    language = sentence.language or ""
    if language in _SUBJECT_FIRST:
        return True
    words = view.text[cue.start : cue.end].lower().split()
    if words[0] in _WE.get(language, ()):
        return True
    city = _CITY.get(language)
    low = max(sentence.start, cue.start - _BEFORE)
    return city is not None and city.search(view.text, low, cue.start) is not None


def _has_object(view: View, cue: Cue) -> bool:
    """Tell whether a pronoun before a verb is what was started: "La impulsa Lan Ekintza"."""
    return bool(_PRONOUNS.intersection(view.before(cue.start, 1)))


def _started(view: View, finds: Finds, sentence: Sentence) -> Iterator[Mention]:
    """Yield the name right behind a verb of starting: "opened in 2014 Infolink"."""
    for cue in view.spoken_in("deed", sentence):
        if cue.trigger.value != "starts":
            continue
        if not _has_subject(view, cue, sentence) or _has_object(view, cue):
            continue
        lead = _OBJECT.match(view.text, cue.end, min(sentence.end, cue.end + _BEFORE))
        span = _behind(view, finds, lead.end(), sentence) if lead is not None else None
        if span is None or finds.between(*span) or any(True for _ in heads_in(view, *span)):
            continue
        if _NETWORK.search(view.text, *span) is not None:  # it was founded
            continue
        yield named(view, "PRACTICE", *span)


def _behind(view: View, finds: Finds, start: int, sentence: Sentence) -> tuple[int, int] | None:
    """Return the name behind a word for naming."""
    quoted = _QUOTED.match(view.text, start, min(sentence.end, start + _LONGEST))
    if quoted is not None:
        return quoted.span("name")
    if not view.text[start : start + 1].isupper():
        return None
    if any(m.type in _OTHERS or m.link for m in finds.between(start, start + 1)):
        return None
    end = name_end(view, start, sentence.end)
    return (start, end) if end - start >= _LEAST else None


def _before(
    view: View, finds: Finds, tie: re.Match[str], sentence: Sentence
) -> tuple[int, int] | None:
    """Return the name before what it is said to be: in quotes, or of two capitals at least."""
    end = tie.start()
    low = max(sentence.start, end - _LONGEST)
    quoted = _CLOSED.search(view.text, low, end)
    if quoted is not None:
        return quoted.span("name")
    last = max(low, view.text.rfind(" ", low, end) + 1)
    start = max(low, run_left(view.text, last, 6)) if view.text[last].isupper() else end
    start = _past_openers(view.text, start, end)
    words = view.text[start:end]
    if len(words) < _LEAST or len(_CAPITALS.findall(words)) < 2:
        return None
    inside = finds.between(start, end)
    if any(m.type in _OTHERS and m.start == start for m in inside):
        return None
    if any(m.link or m.type in {"PERSON", "DATE"} or "GOV" in m.type for m in inside):
        return None
    return start, end


def _past_openers(text: str, start: int, end: int) -> int:
    """Return where a name begins behind a word that only opens the sentence."""
    word = text[start:end].split(" ", 1)[0]
    return start + len(word) + 1 if word in OPENERS and len(word) < end - start else start
