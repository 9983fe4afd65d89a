"""Finds organisations that no list knows, by the shape of their names."""

from __future__ import annotations

import re

from loaders.extract.bodies.enumerations import (
    acronyms,
    from_apposition,
    listed_names,
    ministry_end,
)
from loaders.extract.bodies.local_bodies import local_bodies
from loaders.extract.knowledge import lexicon
from loaders.extract.reading.shapes import UPPER, capital, indefinite, run_left, run_right
from loaders.extract.reading.view import Cue, View
from loaders.tables.patterns import any_of
from loaders.tables.words import literal, spoken

_ACRONYM = re.compile(rf"\s?\(([{UPPER}][\w.\-&]{{1,12}})[,;)]")
_BRACKETED = re.compile(rf"\(([{UPPER}][\w]{{0,3}}[{UPPER}][\w\-]{{0,8}})\)")
_QUOTED = re.compile(r"\s[„“\"«‘]\s?([^„“”\"«»’\n]{3,60}?)\s?[“”\"»’]")
# A capital letter between small ones: rare, and quick to find by the capital.
_INNER = re.compile(rf"[{UPPER}](?<=[a-zà-ÿ].)(?=[a-zà-ÿ])")
_SURNAMES = rf"{any_of('bodies.inner-capital-not')}|{any_of('bodies.inner-capital-particle')}[A-Z]"
_CAMEL = re.compile(rf"(?!{_SURNAMES})[{UPPER}][a-zà-ÿ]+(?:[{UPPER}][a-zà-ÿ]+)+(?![\w-])")
_INNER_ENDS = tuple(spoken("bodies.inner-capital-end"))
_HEADS = literal("bodies.head-compound")
_SECOND = re.compile(
    rf"\s{any_of('text.and')}\s(?={any_of('bodies.head-first', languages=('pl', 'en'))}\s)"
)
_CAPITAL = re.compile(rf"(?<=\s)[{UPPER}]")
_JOINT = re.compile(
    rf"\s{any_of('bodies.inner-joint')}(?:\s{any_of('text.article')})?"
    rf"(?=\s{any_of('bodies.inner-elided')}?[{UPPER}])"
)
# What parts a registered body from one before it: "die VHS und des Vereins Neue Wege e.V."
_APART = re.compile(
    rf"(?:.*\s)?(?:{any_of('bodies.german-apart')}|{any_of('bodies.german-of')})\s"
    rf"(?:{any_of('bodies.german-body')}\s)?"
)
_OTHER = re.compile(rf"\s{any_of('bodies.german-apart')}\s")
_BENT = re.compile(rf"(?<![\w-])[{UPPER}]\w+{any_of('bodies.adjective-end')}\s$")
_GERMAN_ENDS = tuple(spoken("bodies.adjective-end-german"))
_ENGLISH_HEADS = literal("bodies.head-last", "en")
_STRONG = literal("bodies.head-strong")
_NUMBER = re.compile(r"\s\d{1,2}(?!\d)")
_SAFE = literal("bodies.head-safe")
_GERMAN_RIGHT = literal("bodies.german-inner")
_GERMAN_KIND = literal("bodies.german-kind")
_GERMAN_PURPOSE = literal("bodies.german-purpose")
_DENIAL = literal("bodies.german-denial")
_NOUNS = literal("bodies.german-place")
_POLICY = literal("bodies.policy")
_CIVIC = lexicon.exact("bodies.civic")
_ROLES = lexicon.words("persons.role")
_PLURALS = literal("bodies.plural")


def find_organisations(view: View) -> None:
    """Add organisations by head words, legal forms, acronyms in brackets and inner capitals."""
    for mention in [m for m in view.mentions if m.type == "ORG"]:
        _acronym(view, mention.end, mention.confidence, mention.link)
    for cue in view.cues.get("legal", ()):
        start = run_left(view.text, cue.start, 6)
        parts = _APART.search(view.text, start, cue.start)
        start = parts.end() if parts else start
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
    for start, end, method in local_bodies(view):
        _put(view, start, end, method, 0.75)
    _enumerated(view)
    for inner in _INNER.finditer(view.text):
        start = inner.start() - 1
        least = max(0, start - 40)
        while start > least and view.text[start - 1].isalpha():
            start -= 1
        camel = _CAMEL.match(view.text, start)
        if camel and not camel.group().endswith(_INNER_ENDS):
            _put(view, camel.start(), camel.end(), "inner-capital", 0.7)


def _enumerated(view: View) -> None:
    """Add what stands in a list with organisations, and acronyms after an article."""
    for start, end in listed_names(view):
        _put(view, start, end, "listed-name", 0.7)
    for start, end, method, confidence in acronyms(view):
        _put(view, start, end, method, confidence)


def _put(view: View, start: int, end: int, method: str, confidence: float) -> bool:
    if not view.free(start, end):
        return False
    view.take(start, end)
    view.add("ORG", start, end, method=method, confidence=confidence)
    _acronym(view, end, confidence)
    return True


def _acronym(view: View, end: int, confidence: float, link: str | None = None) -> None:
    """Add the acronym in brackets after a name, for what that is linked to."""
    acronym = _ACRONYM.match(view.text, end)
    if acronym and view.free(*acronym.span(1)) and sum(map(str.isupper, acronym[1])) >= 2:
        view.take(*acronym.span(1))
        view.add("ORG", *acronym.span(1), link=link, method="acronym", confidence=confidence)


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
    foreign = cue.trigger.language not in {language, "en"} and head not in _SAFE
    if foreign or _another_head(view, cue):
        return
    quoted = _QUOTED.match(text, cue.end)
    if quoted and capital(quoted[1]):
        start = _adjective(text, cue.start) if language in {"el", "pl"} else cue.start
        _put(view, start, quoted.end(), "head-quoted", 0.9)
        return
    start = (
        _adjective(text, cue.start)
        if language in {"fr", "it", "es", "pt", "el", "pl"} and cue.trigger.language == language
        else _left(view, cue, language)
    )
    end = cue.end
    if cue.trigger.kind == "org_before":
        end = _right(view, cue, language)
    start, end = _clip(view, *_part(text, cue, start, end), cue)
    if start == cue.start and end == cue.end:
        return
    if _generic(view, cue, start, end, language):
        return
    end = ministry_end(view, head, end)
    _put(view, start, end, "org-shape", 0.9 if head in _SAFE else 0.8)


def _another_head(view: View, cue: Cue) -> bool:
    """Tell whether the name goes on to another head: "Open Kitchen Collective"."""
    following = view.after(cue.end, 1)
    return (
        cue.trigger.kind == "org_after"
        and cue.trigger.language == "en"
        and view.text[cue.end : cue.end + 1] == " "
        and bool(following)
        and following[0] in _ENGLISH_HEADS
    )


def _adjective(text: str, start: int) -> int:
    """Take in a Polish or Greek adjective before the head: "Wrocławskim Centrum …"."""
    adjective = _BENT.search(text, max(0, start - 30), start)
    return adjective.start() if adjective else start


def _part(text: str, cue: Cue, start: int, end: int) -> tuple[int, int]:
    """Keep one of two bodies that "and" joins: "Hope for Kent and Leeds Refugee Forum"."""
    left, joint, _ = text[start : cue.start].rpartition(" and ")
    if joint and ({"for", "of"} & set(left.split()) or left.split()[-1:][0] in _STRONG):
        start += len(left) + len(joint)
    other_one = _OTHER.search(text, cue.end, end)
    if other_one:
        return start, other_one.start()
    if start < cue.start and text.startswith(" and ", cue.end):
        return start, cue.end
    right, joint, other = text[cue.end : end].rpartition(" and ")
    if joint and len(other.split()) > 1 and other.split()[-1] in _STRONG:
        end = cue.end + len(right)
    return start, end


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
    if language == "de" and not view.text[start : cue.start].strip().endswith(_GERMAN_ENDS):
        first = view.text[start : cue.start].strip()
        senses = view.resources.senses(first)
        if senses is None or senses.level < 0:
            return (
                start
                if cue.trigger.kind == "org_after"
                and start < cue.start
                and first not in _NOUNS
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
    if len(rest) == 1 and rest[0].lower() in _ROLES:
        return True
    if language == "pl" and len(rest) == 1 and start == cue.start and _registered(view, rest[0]):
        return True  # "po wyroku Trybunału Lublin zaprotestował"
    if language == "de" and cue.end < end:
        second = rest[0] if rest else ""
        if second in _GERMAN_KIND:
            return True
        if not rest or (
            second in _GERMAN_PURPOSE
            and view.starts_sentence(start) is False
            and not _DENIAL.isdisjoint(view.before(start, 1))
        ):
            return True
    lead = view.hay[start + 1 : cue.start + 1].split()
    if (lead and lead[-1] in _CIVIC) or (rest and rest[0] in _CIVIC):
        return True
    words = view.hay[start + 1 : end + 1].split()
    return len(words) < 2 or all(word in _PLURALS for word in words[:-1])


def _registered(view: View, word: str) -> bool:
    senses = view.resources.senses(word)
    return senses is not None and senses.level in {0, 1}


def _from_noun(view: View, cue: Cue) -> None:
    """Read the name after "the association", "l'associazione", "der Verein" …."""
    text = view.text
    if not view.free(cue.start, cue.end):
        return
    apposed = from_apposition(view, cue)
    if apposed is not None:
        _put(view, *apposed, "apposition", 0.75)
    elif text[cue.end : cue.end + 1] == " ":
        _after_noun(view, cue)


def _after_noun(view: View, cue: Cue) -> None:
    """Read the name that follows a noun, in quotation marks or with capitals."""
    text = view.text
    quoted = _QUOTED.match(text, cue.end)
    if quoted and capital(quoted[1]):
        _put(view, quoted.start(1), quoted.end(1), "noun-quoted", 0.9)
        return
    acronym = text[cue.start : cue.end].isupper()
    if text[cue.start].isupper() and not acronym and cue.trigger.language not in {"de", "en"}:
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
    if not first or (len(first) == 1 and _place(view, first[0])):
        return
    if cue.trigger.language == view.language_at(cue.start) and first[0].lower() not in _ROLES:
        _put(view, start, _over_joint(view, end), "noun-name", 0.8)


def _place(view: View, word: str) -> bool:
    """Tell whether a word is the name of a well-known town, a country or a region."""
    senses = view.resources.senses(word)
    return senses is not None and bool(senses.level in {0, 1} or senses.country or senses.region)


def _over_joint(view: View, end: int) -> int:
    """Follow a name over one small word: "Persone in Movimento", "Casa sin Fronteras"."""
    joint = _JOINT.match(view.text, end)
    if joint is None or view.language_at(end - 1) == "de":
        return end
    finish = run_right(view.text, joint.end(), 3, frozenset())
    words = view.hay[joint.end() + 1 : finish + 1].split()
    senses = [view.resources.senses(word) for word in words]
    known = any(found and (found.level >= 0 or found.country or found.region) for found in senses)
    return end if known or not words or not view.free(end, finish) else finish


def _from_lower(view: View, cue: Cue) -> None:
    """Read "l'université de Lausanne": an institution in small letters."""
    if cue.trigger.language != view.language_at(cue.start) or indefinite(view.before(cue.start, 1)):
        return
    end = run_right(view.text, cue.end, 6)
    start, end = _clip(view, cue.start, end, cue)
    if end > cue.end:
        end = ministry_end(view, view.text[cue.start : cue.end], end)
        number = _NUMBER.match(view.text, end)
        _put(view, start, number.end() if number else end, "institution", 0.85)


def _from_acronym(view: View, match: re.Match[str]) -> None:
    """Take "Words That Spell It (WTSI)" for an organisation, unless it is a law or a policy."""
    letters = [letter for letter in match[1] if letter.isupper()]
    left = view.text[max(0, match.start() - 110) : match.start()].rstrip()
    words = re.findall(
        r"(?<!\w['’])(?:[ldLD]['’])?([\w\-]+(?:['’][\w\-]+)*)", left.rsplit("\n", 1)[-1]
    )
    for count in range(len(letters), min(len(words), len(letters) + 4) + 1):
        chosen = words[-count:]
        initials = [word[0].upper() for word in chosen if word[0].isupper() or len(word) > 3]
        if chosen[0][0].isupper() and initials == letters and not _POLICY.intersection(chosen):
            start = match.start() - (
                len(view.text[max(0, match.start() - 110) : match.start()]) - left.rfind(chosen[0])
            )
            if _put(view, start, match.start() - 1, "acronym-expansion", 0.85):
                return
