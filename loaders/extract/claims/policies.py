"""Finds what a council adopts by its words: "a language access policy", "einen Stadtausweis"."""

from __future__ import annotations

import re

from loaders.extract.claims.actors import BY
from loaders.extract.claims.clauses import Clause
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import Cue, View
from loaders.tables.patterns import any_of, followed, whole_word
from loaders.tables.words import by_language, literal

_SMALL = r"[a-zà-ÿ]{4,}"
# A noun and what follows it: "plan d'accueil", "tessera di quartiere", "tarjeta vecinal".
_COMPLEMENT = (
    rf"(?:\s{_SMALL})?"
    rf"(?:\s{any_of('claims.policy-of')}\s?(?:{followed('claims.policy-of-article')})?{_SMALL})?"
)


def _new(language: str) -> str:
    """Return what stands before what is new: only that is adopted, "a plan", not "the plan"."""
    named = {"languages": (language,)}
    articles = literal("claims.policy-article", language)
    adjective = f"(?:{any_of('claims.policy-adjective', **named)}\\s)"
    if not articles:
        return f"{adjective}*"
    return f"{followed('claims.policy-article', **named)}{adjective}?"


def _what(language: str) -> str:
    """Return what is adopted: how a language makes a phrase of a noun for it."""
    noun = any_of("claims.policy", languages=(language,))
    ending = any_of("claims.policy-adjective-end")
    return {
        "en": rf"(?:[a-z-]+\s){{1,3}}{noun}",
        "de": rf"[A-ZÄÖÜ]\w+{noun}",
        "el": rf"(?:[α-ωά-ώ]+{ending}\s{noun}|{noun}\s[α-ωά-ώ]{{4,}})",
        "pl": rf"{noun}\s[a-ząćęłńóśźż]{{4,}}",
        "nl": rf"(?:[a-z]+{noun}|(?:[a-z]+e\s){noun})",
    }.get(language, f"{noun}{_COMPLEMENT}")


_POLICIES = {
    language: re.compile(rf"(?<!\w){_new(language)}(?P<what>{_what(language)})(?!\w)")
    for language in by_language("claims.policy")
}
# What may stand between: a date, "unanimously"; not "a credit for".
_BETWEEN = re.compile(rf"(?:[\s,.\d]|_+|{whole_word('claims.policy-between')})*")
_MONEY = re.compile(whole_word("claims.money"), re.IGNORECASE)


_UP = rf"[{UPPER}]"
_LEAD = (
    rf"(?:(?:{any_of('text.article', 'claims.policy-lead')})\s|l['’]|\w+[ly]\s)?"
    rf"(?:{any_of('claims.policy-adjective')}\s){{0,2}}"
)


def _tail(language: str) -> str:
    """Return what goes on with the name of a plan.

    Small words and others, up to a sign, a number or "by".
    """
    stop = any_of("claims.policy-stop", "relations.name-verb", languages=(language,))
    return rf"(?:\s(?!(?:{stop})(?!\w))(?:\w{{1,4}}['’])?[^\W\d_][\w’'-]*){{1,7}}"


def _called(language: str) -> str:
    """Return what a plan or motion with a name is called: "Sanctuary Strategy"."""
    noun = any_of("claims.policy", "claims.policy-named", languages=(language,))
    tail = _tail(language)
    if language == "en":
        named = rf"(?:{_UP}[\w-]*\s(?:and\s|of\s|for\s)?){{1,5}}(?i:{noun})(?:\s{_UP}\w+)*"
        return rf"{named}|(?i:{noun}){tail}"
    if language in {"de", "nl"}:  # "Handlungskonzept", "Plan für Vielfalt"
        return rf"[^\W\d_][\w-]+(?i:{noun})(?!\w)(?:{tail})?|(?i:{noun}){tail}"
    return rf"(?i:{noun})(?:\s[„“«\"][^“”»\"\n]{{3,60}}[”»\"]|{tail})"


_NAMED = {
    language: re.compile(rf"[\s„“«\"]*{_LEAD}(?P<what>{_called(language)})(?!\w)")
    for language in by_language("claims.policy-named")
}
_FOR = re.compile(rf"(?<!\w){any_of('claims.policy-for')}\s(?:\w+\s)?$", re.IGNORECASE)
_REACH, _REST, _GAP = 140, 3, 8


def named_policy(view: View, clause: Clause, cue: Cue) -> Mention | None:
    """Return the plan, strategy or motion with a name that is adopted right after a verb.

    A participle that ends its clause follows it, and so does a passive: "was adopted by".
    """
    pattern = _NAMED.get(clause.language)
    if pattern is None or _starts(view, cue):
        return None
    gap = _BETWEEN.match(clause.words, cue.end - clause.start)
    starts = (cue.end, clause.start + gap.end() - 1 if gap else cue.end)
    found = next(filter(None, (pattern.match(view.text, at, clause.end) for at in starts)), None)
    if found is None and _follows(view, clause, cue):
        found = _before(view, clause, cue, pattern)
    if found is None or any(
        m.start < found.end("what") and found.start("what") < m.end
        for m in clause.of("CHARTER", "PRACTICE")
        if m.type == "CHARTER" or m.link
    ):
        return None
    first, last = found.span("what")
    if clause.language in {"de", "nl"} and "," in view.text[cue.end : first]:
        return None  # "beschloss, das Konzept zu prüfen"
    return Mention(
        "PRACTICE", first, last, view.text[first:last], language=clause.language,
        method="policy-name", confidence=0.8, locator=view.locator_at(first),
    )  # fmt: skip


def _starts(view: View, cue: Cue) -> bool:
    """Tell whether a verb says that a project begins: it is run, not adopted."""
    if cue.trigger.language in {"de", "nl"}:  # "stelde in", "stelde vast"
        return False
    deeds = view.cues_in("deed", cue.start, cue.end)
    return any(
        deed.trigger.value in {"starts", "started"}
        and deed.trigger.language == cue.trigger.language
        for deed in deeds
    )


def _follows(view: View, clause: Clause, cue: Cue) -> bool:
    """Tell whether what is adopted stands before a verb: a passive, or one that ends a clause."""
    if BY.search(view.text, cue.start, cue.end) is not None:
        return True
    rest = clause.words[cue.end - clause.start :]
    return clause.language in {"de", "nl"} and len(rest.split()) <= _REST


def _before(view: View, clause: Clause, cue: Cue, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Return the last plan named before a verb, with nothing but dates between."""
    low = max(clause.start, cue.start - _REACH)
    for found in reversed(list(pattern.finditer(view.text, low, cue.start))):
        if _FOR.search(view.text, low, found.start("what")):
            return None  # "a report on the plan"
        gap = clause.words[found.end("what") - clause.start : cue.start - clause.start]
        return found if len(gap.split()) <= _GAP else None
    return None


def only_paid_for(clause: Clause, cue: Cue, what: Mention) -> bool:
    """Tell whether money for something is approved, not the thing."""
    low, high = min(cue.end, what.end), max(cue.start, what.start)
    return _MONEY.search(clause.words, low - clause.start, high - clause.start) is not None


def policy(view: View, clause: Clause, cue: Cue) -> Mention | None:
    """Return what is adopted right after a verb of adoption, as a practice of these words."""
    pattern = _POLICIES.get(clause.language)
    found = pattern.search(view.text, cue.end, clause.end) if pattern else None
    if found is None:
        return None
    gap = clause.words[cue.end - clause.start : found.start() - clause.start]
    if _BETWEEN.fullmatch(gap) is None:
        return None
    start, end = found.span("what")
    words = found["what"]
    if words.split()[0] == words and clause.language not in {"de", "nl"}:
        return None  # "a plan" says nothing
    inside = [m for m in clause.mentions if m.start < end and start < m.end]
    whole = (m for m in inside if m.type == "PRACTICE" and start <= m.start and m.end <= end)
    if len(inside) != sum(m.end - m.start < end - start for m in whole):
        return None
    return Mention(
        "PRACTICE", start, end, words, language=clause.language, method="policy-words",
        confidence=0.75, locator=view.locator_at(start),
    )  # fmt: skip
