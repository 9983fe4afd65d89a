"""Reads whom a count of members names: "X counts 200 members, among them Y and Z"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.claims.actors import LEAD, actors, enumeration
from loaders.extract.claims.clauses import Clause, Finds, clause_around
from loaders.extract.claims.recall import is_network, recalled_charter, recalled_network
from loaders.extract.model import Mention
from loaders.extract.reading.view import Cue, View
from loaders.tables.patterns import any_of, whole_word
from loaders.tables.words import by_language

_REACH = 90
_FROM = rf"(?:\s{any_of('claims.counted-from')}\s[^,.;:]{{1,40}})?"


def _nouns(name: str, tail: str = rf"{_FROM}[,\s(–—]*$") -> dict[str, re.Pattern[str]]:
    """Return what must stand before "among them", by language: the words of a list."""
    return {
        language: re.compile(whole_word(name, languages=(language,)) + tail, re.IGNORECASE)
        for language in by_language("claims.verb")
    }


_MEMBERS = _nouns("claims.counted-member")
_SIGNATORIES = _nouns("claims.counted-signatory")
# Towns are members only when something unites or counts them.
_TOWNS = _nouns("claims.counted-town")
_SIGNING = re.compile(whole_word("claims.signing"), re.IGNORECASE)
_UNITING = _nouns("claims.uniting", "")


def tallies(view: View, finds: Finds) -> Iterator[tuple[str, Clause, list[Mention], Mention]]:
    """Yield predicate, clause, the cities named and what they belong to or signed."""
    for cue in view.cues.get("among", ()):
        predicate = _counted(view, cue)
        if predicate is None:
            continue
        following = next(iter(finds.between(cue.end, cue.end + _REACH)), None)
        clause = clause_around(view, following, finds) if following else None
        if clause is None or clause.denies(clause.start, cue.start):
            continue
        found = [m for m in actors(view, clause) if m.start >= cue.end]
        if not found or LEAD.fullmatch(view.text, cue.end, found[0].start) is None:
            continue
        whole = _object(view, clause, cue, finds, predicate)
        if whole is not None:
            yield predicate, clause, enumeration(view, found, found[0]), whole


def _counted(view: View, cue: Cue) -> str | None:
    """Return what those counted before "among them" do, or None."""
    language = cue.trigger.language
    if view.language_at(cue.start) != language:
        return None
    sentence = view.sentence_at(cue.start)
    before = view.text[max(sentence.start if sentence else 0, cue.start - _REACH) : cue.start]
    if _MEMBERS[language].search(before):
        return "membership"
    if _SIGNATORIES[language].search(before):
        return "signature"
    towns = _TOWNS[language].search(before)
    if towns is None:
        return None
    if _SIGNING.search(before, 0, towns.start()):
        return "signature"
    return "membership" if _UNITING[language].search(before[: towns.start()]) else None


def _object(view: View, clause: Clause, cue: Cue, finds: Finds, predicate: str) -> Mention | None:
    """Return the network or charter whose members or signatories are counted."""
    wanted = clause.of("CHARTER") if predicate == "signature" else clause.of("ORG")
    named = [m for m in wanted if m.end <= cue.start]
    if predicate == "signature":
        return named[-1] if named else recalled_charter(view, clause, finds)
    if named:
        return named[-1] if is_network(named[-1]) else None
    return recalled_network(view, clause, cue, finds)
