"""Finds organisations that no list knows, by the shape of their names."""

from __future__ import annotations

import re

from loaders.extract import lexicon
from loaders.extract.shapes import UPPER, capital, indefinite, run_left, run_right
from loaders.extract.view import Cue, View

_ACRONYM = re.compile(rf"\s?\(([{UPPER}][\w.\-&]{{1,12}})[,;)]")
_BRACKETED = re.compile(rf"\(([{UPPER}][\w]{{0,3}}[{UPPER}][\w\-]{{0,8}})\)")
_QUOTED = re.compile(r"\s[„“\"«‘]\s?([^„“”\"«»’\n]{3,60}?)\s?[“”\"»’]")
# A small letter right before a capital one: rare, and quick to find.
_INNER = re.compile(rf"[a-zà-ÿ][{UPPER}](?=[a-zà-ÿ])")
_CAMEL = re.compile(
    rf"(?!Mc|Mac|De[A-Z]|La[A-Z]|Le[A-Z]|Di[A-Z]|"
    rf"Fitz)[{UPPER}][a-zà-ÿ]+(?:[{UPPER}][a-zà-ÿ]+)+(?![\w-])"
)
_HEADS = lexicon.literal("organisations_heads")
_SECOND = re.compile(
    r"\s(?:and|und|et|e|y|i|en|και)\s(?=(?:"
    + "|".join(
        sorted(lexicon.sections()["org_before"]["pl"] + lexicon.sections()["org_before"]["en"])
    )
    + r")\s)"
)
_CAPITAL = re.compile(rf"(?<=\s)[{UPPER}]")
_LETTERS = re.compile(r"(?<![\w.-])[A-Z]{3,8}(?![\w-])")
_BESIDE = (
    r"(?:,|\s(?:and|und|et|e|y|i|en|και))\s"
    r"(?:(?:the|der|die|das|le|la|el|il|lo|η|το|de|het)\s|l['’])?"
)
_AFTER_NAME = re.compile(rf"{_BESIDE}$")
_BEFORE_NAME = re.compile(_BESIDE)
_NUMBER = re.compile(r"\s\d{1,2}(?!\d)")
_SAFE = lexicon.literal("organisations_safe")
_GERMAN_RIGHT = frozenset({"für", "gegen", "zur", "zu", "der", "und", "des", "die", "von"})
_POLICY = lexicon.literal("organisations_policy")
_CIVIC = lexicon.literal("organisations_civic")
_ROLES = lexicon.words("roles")
_PLURALS = frozenset(
    ["Cities", "Towns", "Municipalities", "Refugees", "Migrants", "Städte", "Kommunen"]
)


def find_organisations(view: View) -> None:
    """Add organisations by head words, legal forms, acronyms in brackets and inner capitals."""
    for mention in [m for m in view.mentions if m.type == "ORG"]:
        _acronym(view, mention.end, mention.confidence)
    for cue in view.cues.get("legal", ()):
        start = run_left(view.text, cue.start, 6)
        if start < cue.start:
            point = view.text[cue.end : cue.end + 1] == "." and cue.trigger.value.endswith(".")
            _put(view, start, cue.end + point, "legal-form", 0.95)
    cues = [*view.cues.get("org_before", ()), *view.cues.get("org_after", ())]
    for cue in sorted(cues, key=lambda cue: (cue.start, -cue.end)):
        if view.free(cue.start, cue.end):
            _from_head(view, cue)
    for cue in view.cues.get("org_lower", ()):
        _from_lower(view, cue)
    for cue in view.cues.get("org_noun", ()):
        _from_noun(view, cue)
    for match in _BRACKETED.finditer(view.text):
        _from_acronym(view, match)
    _listed_acronyms(view)
    for inner in _INNER.finditer(view.text):
        start = inner.start()
        least = max(0, start - 40)
        while start > least and view.text[start - 1].isalpha():
            start -= 1
        camel = _CAMEL.match(view.text, start)
        if camel and not camel.group().endswith(("Innen", "In")):
            _put(view, camel.start(), camel.end(), "inner-capital", 0.7)


def _put(view: View, start: int, end: int, method: str, confidence: float) -> bool:
    if not view.free(start, end):
        return False
    view.take(start, end)
    view.add("ORG", start, end, method=method, confidence=confidence)
    _acronym(view, end, confidence)
    return True


def _acronym(view: View, end: int, confidence: float) -> None:
    """Add the acronym in brackets after a name."""
    acronym = _ACRONYM.match(view.text, end)
    if acronym and view.free(*acronym.span(1)) and sum(map(str.isupper, acronym[1])) >= 2:
        view.take(*acronym.span(1))
        view.add("ORG", *acronym.span(1), method="acronym", confidence=confidence)


def _from_head(view: View, cue: Cue) -> None:
    text, language = view.text, view.language_at(cue.start)
    head = text[cue.start : cue.end]
    if text[cue.start - 1 : cue.start] == "-":
        if head in _HEADS and (start := _compound(text, cue.start)) is not None:
            end = _right(view, cue, language)
            _put(view, *_clip(view, start, end, cue), "org-compound", 0.9)
        return
    if indefinite(view.before(cue.start, 1)) or text[cue.end : cue.end + 1] == "-":
        return
    if cue.trigger.language not in {language, "en"} and head not in _SAFE:
        return
    quoted = _QUOTED.match(text, cue.end)
    if quoted and capital(quoted[1]):
        _put(view, cue.start, quoted.end(), "head-quoted", 0.9)
        return
    start = (
        cue.start
        if language in {"fr", "it", "es", "pt", "el", "pl"} and cue.trigger.language == language
        else _left(view, cue, language)
    )
    end = cue.end
    if cue.trigger.kind == "org_before":
        end = _right(view, cue, language)
    start, end = _clip(view, start, end, cue)
    if start == cue.start and end == cue.end:
        return
    if _generic(view, cue, start, end, language):
        return
    _put(view, start, end, "org-shape", 0.9 if head in _SAFE else 0.8)


def _compound(text: str, end: int) -> int | None:
    """Return where a name such as "Heinrich-Böll-Stiftung" begins; None for small letters."""
    start, least = end, max(0, end - 80)
    while start > least and (text[start - 1].isalnum() or text[start - 1] == "-"):
        start -= 1
    return start if text[start].isupper() else None


def _clip(view: View, start: int, end: int, cue: Cue) -> tuple[int, int]:
    """Keep a name away from what is taken on either side."""
    left = view.taken.rfind(1, start, cue.start)
    if left >= 0:
        after = _CAPITAL.search(view.text, left + 1, cue.start)
        start = after.start() if after else cue.start
    right = view.taken.find(1, cue.end, end)
    if right >= 0:
        words = view.text[cue.end : right].split()
        while words and not capital(words[-1]):
            words.pop()
        end = view.text.find(words[-1], cue.end) + len(words[-1].rstrip(",;")) if words else cue.end
    following = _SECOND.search(view.text, cue.end, end)
    return start, following.start() if following else end


def _left(view: View, cue: Cue, language: str | None) -> int:
    start = run_left(view.text, cue.start, 1 if language == "de" else 6)
    if language == "de" and not view.text[start : cue.start].strip().endswith(
        ("er", "es", "ische", "ischer", "ches")
    ):
        first = view.text[start : cue.start].strip()
        senses = view.resources.senses(first)
        if senses is None or senses.level < 0:
            return (
                start
                if cue.trigger.kind == "org_after"
                and start < cue.start
                and first not in {"Stadt", "Land"}
                and _double(view, start)
                else cue.start
            )
    return start


def _double(view: View, start: int) -> bool:
    """Tell whether the word before is capitalised too ("Rosa Luxemburg Stiftung")."""
    return run_left(view.text, start, 1) < start


def _right(view: View, cue: Cue, language: str | None) -> int:
    if language == "de" and cue.trigger.language == "de":
        return run_right(view.text, cue.end, 5, _GERMAN_RIGHT)
    return run_right(view.text, cue.end, 9)


def _generic(view: View, cue: Cue, start: int, end: int, language: str | None) -> bool:
    """Tell whether the words describe a kind of body ("Council of the city")."""
    rest = view.hay[cue.end + 1 : end + 1].split()
    if rest and rest[-1].lower() in _ROLES:
        return True
    if language == "de" and cue.end < end:
        second = rest[0] if rest else ""
        if second in {"der", "des", "die", "von", "und"}:
            return True
        if not rest or (
            second in {"für", "gegen", "zur", "zu"}
            and view.starts_sentence(start) is False
            and view.before(start, 1) == ["kein"]
        ):
            return True
    lead = view.hay[start + 1 : cue.start + 1].split()
    if (lead and lead[-1] in _CIVIC) or (rest and rest[0] in _CIVIC):
        return True
    words = view.hay[start + 1 : end + 1].split()
    return len(words) < 2 or all(word in _PLURALS for word in words[:-1])


def _from_noun(view: View, cue: Cue) -> None:
    """Read the name after "the association", "l'associazione", "der Verein" …."""
    text = view.text
    if text[cue.end : cue.end + 1] != " " or not view.free(cue.start, cue.end):
        return
    quoted = _QUOTED.match(text, cue.end)
    if quoted and capital(quoted[1]):
        _put(view, quoted.start(1), quoted.end(1), "noun-quoted", 0.9)
        return
    if text[cue.start].isupper() and cue.trigger.language not in {"de", "en"}:
        end = run_right(text, cue.end, 6)
        if end > cue.end and cue.trigger.language == view.language_at(cue.start):
            start, end = _clip(view, cue.start, end, cue)
            if end > cue.end and not _generic(view, cue, start, end, cue.trigger.language):
                _put(view, start, end, "noun-head", 0.8)
        return
    start = cue.end + 1
    if start >= len(text) or not text[start].isupper() or indefinite(view.before(cue.start, 1)):
        return
    end = run_right(text, cue.end, 5, frozenset())
    first = view.hay[start + 1 : end + 1].split()
    senses = view.resources.senses(first[0]) if first else None
    if not first or (
        len(first) == 1
        and senses is not None
        and (senses.level in {0, 1} or senses.country or senses.region)
    ):
        return
    if cue.trigger.language != view.language_at(cue.start) or first[0].lower() in _ROLES:
        return
    _put(view, start, end, "noun-name", 0.8)


def _listed_acronyms(view: View) -> None:
    """Take unknown capitals for an organisation where they are enumerated with one."""
    ends = {m.end for m in view.mentions if m.type == "ORG"}
    starts = {m.start for m in view.mentions if m.type == "ORG"}
    for match in _LETTERS.finditer(view.text):
        if not view.free(*match.span()):
            continue
        left = _AFTER_NAME.search(view.text, max(0, match.start() - 14), match.start())
        right = _BEFORE_NAME.match(view.text, match.end())
        if (left and left.start() in ends) or (right and right.end() in starts):
            _put(view, *match.span(), "listed-acronym", 0.7)
            ends.add(match.end())


def _from_lower(view: View, cue: Cue) -> None:
    """Read "l'université de Lausanne": an institution in small letters."""
    if cue.trigger.language != view.language_at(cue.start) or indefinite(view.before(cue.start, 1)):
        return
    end = run_right(view.text, cue.end, 6)
    start, end = _clip(view, cue.start, end, cue)
    if end > cue.end:
        number = _NUMBER.match(view.text, end)
        _put(view, start, number.end() if number else end, "institution", 0.85)


def _from_acronym(view: View, match: re.Match[str]) -> None:
    """Take "Words That Spell It (WTSI)" for an organisation, unless it is a law or a policy."""
    letters = [letter for letter in match[1] if letter.isupper()]
    left = view.text[max(0, match.start() - 110) : match.start()].rstrip()
    words = re.findall(r"[\w'’\-]+", left.rsplit("\n", 1)[-1])
    for count in range(len(letters), min(len(words), len(letters) + 4) + 1):
        chosen = words[-count:]
        initials = [word[0].upper() for word in chosen if word[0].isupper() or len(word) > 3]
        if chosen[0][0].isupper() and initials == letters and not _POLICY.intersection(chosen):
            start = match.start() - (
                len(view.text[max(0, match.start() - 110) : match.start()]) - left.rfind(chosen[0])
            )
            if _put(view, start, match.start() - 1, "acronym-expansion", 0.85):
                return
