"""Finds what a council adopts by its words: "a language access policy", "einen Stadtausweis"."""

from __future__ import annotations

import re

from loaders.extract.claims.clauses import Clause
from loaders.extract.model import Mention
from loaders.extract.reading.view import Cue, View

_DE = (
    r"\s(?:de|d['’]|des|du|pour|di|del|della|dell['’]|dei|per|"
    r"para|por|sobre|contre|contra|en|la|las|los|el)"
)
# A noun and what follows it: "plan d'accueil", "tessera di quartiere", "tarjeta vecinal".
_ROMANCE = r"(?:\s[a-zà-ÿ]{{4,}})?(?:{de}\s?(?:l['’]|la\s|le\s|las\s|los\s|el\s)?[a-zà-ÿ]{{4,}})?"
_AFTER = _ROMANCE.format(de=_DE)
# Only what is new is adopted: "a plan", not "the plan".
_NEW = {
    "en": r"(?:an?|its first|its own|their own)\s(?:(?:new|first|own|local)\s)?",
    "de": r"(?:ein|ihr|sein)(?:e[nrms]?)?\s(?:(?:neu|erst|eigen)e[nrms]?\s)?",
    "fr": r"une?\s(?:(?:nouve\w+|premi\w+)\s)?",
    "it": r"(?:un['’]|una?|uno|lo(?=\sius))\s?(?:(?:nuov\w|prim\w|propri\w)\s)?",
    "es": r"una?\s(?:(?:nuev\w|primer\w?)\s)?",
    "el": r"(?:(?:ένα|μια|μία|νέο|νέα)\s)*",
    "pl": r"(?:(?:now[yaąe]|własn[yaąe]|pierwsz[yaąe])\s)?",
    "nl": r"een\s(?:(?:nieuwe?|eerste|eigen)\s)?",
}
_HEADS = {
    "en": r"(?:[a-z-]+\s){1,3}"
    r"(?:policy|strategy|plan|programme|program|card|scheme|protocol|framework|ordinance|resolution)",
    "de": r"[A-ZÄÖÜ]\w+"
    r"(?:ausweis|konzept|plan|programm|strategie|karte|pass|protokoll|satzung|leitbild)",
    "fr": r"(?:carte|plan|stratégie|programme|protocole|politique|dispositif|règlement)" + _AFTER,
    "it": r"(?:carta|tessera|piano|strategia|programma|protocollo|politica|regolamento|ius soli)"
    + _AFTER,
    "es": r"(?:tarjeta|carné|plan|estrategia|programa|protocolo|ordenanza|reglamento|política)"
    + _AFTER,
    "el": r"(?:[α-ωά-ώ]+(?:ικό|ική)\s(?:σχέδιο|πρόγραμμα|πολιτική|κάρτα)|"
    r"(?:σχέδιο|στρατηγική|πρόγραμμα|κάρτα|πρωτόκολλο|πολιτική)\s[α-ωά-ώ]{4,})",
    "pl": r"(?:program|plan|strategię|kartę|model|protokół|politykę|regulamin)\s[a-ząćęłńóśźż]{4,}",
    "nl": r"(?:[a-z]+(?:pas|plan|beleid|kaart|programma|nota|verordening|strategie|protocol)|"
    r"(?:[a-z]+e\s)(?:pas|plan|kaart|strategie|nota))",
}
_POLICIES = {
    language: re.compile(rf"(?<!\w){_NEW[language]}(?P<what>{_HEADS[language]})(?!\w)")
    for language in _HEADS
}
# What may stand between: a date, "unanimously"; not "a credit for".
_BETWEEN = re.compile(
    r"(?:[\s,.\d]|_+|(?<!\w)(?:in|im|en|el|nel|w|le|am|on|op|το|τον|στις|roku|r|als|comme|come|as|the|first|"
    r"erste|erster|unanimously|einstimmig|finally|also|auch|aussi|anche|también|także|ook|και|επίσης|"
    r"à l'unanimité|all'unanimità|por unanimidad|jednogłośnie|unaniem|ομόφωνα)(?!\w))*"
)
_MONEY = re.compile(
    r"(?<!\w)(?:fund\w*|credit\w*|crédit\w*|kredit\w*|budget\w*|financ\w*|finanz\w*|fond[is]|"
    r"κονδύλι\w*|środk\w*|subsid\w*|money|report\w*)(?!\w)",
    re.IGNORECASE,
)


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
