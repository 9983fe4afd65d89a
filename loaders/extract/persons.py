"""Finds persons in public roles and authors: by given name, by role, by what they say."""

from __future__ import annotations

import re

from loaders.extract import lexicon
from loaders.extract.haystack import plain
from loaders.extract.inflection import base_forms, given_names
from loaders.extract.shapes import OPENERS, UPPER
from loaders.extract.view import Cue, View

_TOKEN = rf"[{UPPER}][\w’'\-]*[\w]"
_INITIAL = rf"[{UPPER}]\."
_PARTICLE = (
    r"(?:de la|de los|de las|van der|van den|van de|von der|de|del|della|delle|di|da|do|dos|du|des|"
    r"von|vom|zu|van|den|ten|ter|le|la|el|al|bin|ibn|ben|af|El|Al|De|Di|Van|Von)"
)
SEQUENCE = re.compile(
    rf"(?<![\w-])(?:{_TOKEN}|{_INITIAL})(?:[  ](?:{_PARTICLE}[  ])?(?:d['’])?(?:{_TOKEN}|"
    rf"{_INITIAL}))+"
)
_PIECE = re.compile(rf"(?:{_PARTICLE}[  ])?(?:d['’])?(?:{_TOKEN}|{_INITIAL})")
# "Von Lena Kramer": a capital particle before a given name is a preposition; "Van den Berg" is not.
_CAPITAL_PARTICLE = re.compile(r"(?:Von|Van|De|Di|Del|Della|Par|Por|Door) (?=\w)")
_ROLE_GAP = re.compile(r"\.?\s+|,\s+")
_OF = r"\s+(?:of|von|der\s+Stadt|de|d['’]|di|van|του|της|των|w|m\.|miasta|in)?\s*(?:the\s+)?"
# The city between a role and a name: one word if that leaves a name of two, else two.
_OF_PLACE = tuple(
    re.compile(rf"{_OF}(?:City\s+of\s+)?{_TOKEN}{more},?\s+") for more in ("", rf"[\s-]{_TOKEN}")
)
_AFTER_ROLE = re.compile(
    rf"(?P<name>{_TOKEN}(?:[  ](?:{_PARTICLE}[  ])?(?:{_TOKEN}|{_INITIAL})){{0,3}})"
)
_TITLES = lexicon.literal("persons_titles")
_AFFILIATED = re.compile(
    r"\s(?:of|from|at|von|van|de|del|dell['’]|della|z|ze|του|της)\s?(?:the\s|der\s|de\s|la\s|"
    r"l['’])?(?:\w+\s)?(?:Universi|Uniwersy|Institut|Istitut|Hochschul|Politec|Πανεπιστ)"
)
_NOT_NAMES = lexicon.literal("persons_not_names")
NAMESAKES = lexicon.literal("persons_namesakes")
_BIG_PARTICLES = frozenset(
    {"Van", "Von", "De", "Di", "Del", "Della", "La", "Le", "El", "Al", "Da", "Dos"}
)
_PLACING = lexicon.literal("persons_placing")
_SAID = lexicon.words("said")
_ROLES = lexicon.words("roles")
_BY = lexicon.literal("persons_by")


def find_persons(view: View) -> None:
    """Add persons; the names found in full are then looked for by surname alone."""
    for cue in view.cues.get("role", ()):
        _by_role(view, cue)
    for match in SEQUENCE.finditer(view.text):
        if view.free(match.start(), match.start() + 1) or view.free(match.end() - 1, match.end()):
            _by_shape(view, match)


def _put(view: View, start: int, end: int, method: str, confidence: float) -> None:
    for mark in ("'s", "’s"):
        if view.text[start:end].endswith(mark):
            end -= 2
    if end > start and view.free(start, end):
        view.take(start, end)
        view.add("PERSON", start, end, method=method, confidence=confidence)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = [match.span() for match in _PIECE.finditer(text, start, end)]
    if found and (opener := _CAPITAL_PARTICLE.match(text, found[0][0], found[0][1])):
        found[0] = (opener.end(), found[0][1])
    return found


def _given(view: View, word: str) -> bool:
    given = view.resources.given
    if word in given or (word.isupper() and len(word) > 3 and word.capitalize() in given):
        return True
    first = word.split("-", 1)[0]
    if "-" in word and first in given:
        return True
    return any(form in given for form in given_names(word))


def _inflects(view: View, start: int, word: str) -> bool:
    """Tell whether given names have cases in the language of the sentence."""
    return "-" in word or word.isupper() or word[0] > "\u0370" or view.language_at(start) == "pl"


def _by_shape(view: View, match: re.Match[str]) -> None:
    """Take capitalised words for a person when a given name or the context says so."""
    text = view.text
    pieces = _pieces(text, *match.span())
    for index, (low, high) in enumerate(pieces[:-1]):
        word = text[low:high]
        if (
            not view.free(low, high)
            or word in _NOT_NAMES
            or word in OPENERS
            or word[-2:] in {"'t", "’t"}
        ):
            continue
        if _given(view, word) and _surname(view, pieces[index + 1]):
            if word not in view.resources.given and not _inflects(view, low, word):
                continue
            _put(view, low, _last(view, pieces, index), "given-name", 0.92)
            return
    if _namesake(view, match, pieces):
        return
    if (
        2 <= len(pieces) <= 4
        and all(_surname(view, piece) for piece in pieces)
        and _context(view, match.start(), match.end())
    ):
        _put(view, match.start(), match.end(), "name-context", 0.8)


def _namesake(view: View, match: re.Match[str], pieces: list[tuple[int, int]]) -> bool:
    """Take "Paris Hilton" for a person: a given name that is also a city, before a family name."""
    words = [view.text[low:high] for low, high in pieces]
    if len(pieces) != 2 or words[0] not in NAMESAKES or not _surname(view, pieces[1]):
        return False
    before = view.before(match.start(), 1)
    if words[1] not in view.resources.family:
        known = view.resources.senses(words[1])
        placed = bool(before) and before[0] in _PLACING
        if (
            (known is not None and known.level in {0, 1})
            or placed
            or view.language_at(match.start()) == "de"
        ):
            return False
    _put(view, *match.span(), "namesake", 0.85)
    return True


def _surname(view: View, piece: tuple[int, int]) -> bool:
    """Tell whether a capitalised word may belong to a person's name here."""
    word = view.text[piece[0] : piece[1]]
    bare = word.removesuffix("'s").removesuffix("’s")
    if (
        not view.free(*piece)
        or 1 in view.placed[piece[0] : piece[1]]
        or bare[-2:] in {"'t", "’t"}
        or bare in _NOT_NAMES
        or bare in OPENERS
        or bare.lower() in _ROLES
    ):
        return False
    senses = view.resources.senses(bare)
    if senses is None:
        return True
    if senses.country or senses.region:
        return False
    return not any(
        trigger.kind in {"charter", "org_before", "org_after"} for trigger in senses.triggers
    )


def _last(view: View, pieces: list[tuple[int, int]], index: int) -> int:
    end = pieces[index + 1][1]
    for piece in pieces[index + 2 : index + 4]:
        if not _surname(view, piece) or _from_place(view, piece):
            break
        end = piece[1]
    return end


def _from_place(view: View, piece: tuple[int, int]) -> bool:
    """Tell whether a piece says where somebody is from ("Ahmed Aboutaleb van Rotterdam")."""
    particle, _, name = view.text[piece[0] : piece[1]].partition(" ")
    senses = view.resources.senses(name) if name and particle[0].islower() else None
    return senses is not None and senses.level in {0, 1}


def _context(view: View, start: int, end: int) -> bool:
    """Tell whether a role, a verb of saying, an affiliation or a by-line stands beside a name."""
    text = view.text
    after = view.hay[end + 1 : end + 60].lower().split()
    if any(" ".join(after[:count]) in _SAID for count in (1, 2)):
        return True
    if text[start - 1 : start] == "©" or _AFFILIATED.match(text, end):
        return True
    if text[end : end + 2] == ", ":
        return any(
            " ".join(after[skip : skip + count]) in _ROLES for skip in (0, 1, 2) for count in (1, 2)
        )
    if text[end : end + 2] == " (":
        inside = text[end + 2 : end + 60].split(")", 1)[0]
        return bool(
            re.search(
                r"Universi|Πανεπιστ|Institut|Stiftung|Founda|Fonda|Funda|Hochschule|College|School",
                inside,
            )
        )
    return False


def _by_role(view: View, cue: Cue) -> None:
    """Read the name after a role: "Mayor Orlando", "sindaco di Palermo Leoluca Orlando"."""
    text, language = view.text, view.language_at(cue.start)
    if cue.trigger.language not in {language, "en"}:
        return
    gap = _ROLE_GAP.match(text, cue.end)
    if (
        gap is None
        or "\n" in gap.group()
        or (gap.group()[0] == "." and not cue.trigger.value.endswith("."))
    ):
        return
    direct = _AFTER_ROLE.match(text, gap.end())
    if direct is not None and _role_name(view, direct, cue, direct_title="," not in gap.group()):
        return
    for pattern in _OF_PLACE:
        place = pattern.match(text, cue.end)
        name = _AFTER_ROLE.match(text, place.end()) if place else None
        if name and " " in name["name"] and _role_name(view, name, cue, direct_title=False):
            return


def _role_name(view: View, name: re.Match[str], cue: Cue, *, direct_title: bool) -> bool:
    """Add the name after a role; one word is enough after a title, else two are needed."""
    pieces = _pieces(view.text, *name.span("name"))
    while pieces and not _surname(view, pieces[-1]):
        pieces.pop()
    if len(pieces) > 1 and _from_place(view, pieces[-1]):
        pieces.pop()
    language = view.language_at(cue.start)
    if (
        len(pieces) > 1
        and language in {"el", "pl"}
        and _place_form(view, view.text[slice(*pieces[0])], language)
    ):
        pieces = pieces[1:]
    if not pieces or not all(
        _surname(view, piece) or view.text[slice(*piece)] in _BIG_PARTICLES | NAMESAKES
        for piece in pieces
    ):
        return False
    first = view.text[slice(*pieces[0])]
    senses = view.resources.senses(first)
    role = view.text[cue.start : cue.end].rstrip(".").lower()
    if len(pieces) == 1:
        if (
            not direct_title
            or role not in _TITLES
            or (language in {"el", "pl"} and senses is not None and senses.level >= 0)
        ):
            return False
        if language in {"el", "pl"} and _place_form(view, first, language):
            return False
    elif (
        senses is not None
        and senses.level >= 0
        and first not in _BIG_PARTICLES | NAMESAKES
        and not _given(view, first)
    ):
        return False
    if len(pieces) > 1 and language == "de" and not _given(view, first) and role not in _TITLES:
        return False
    _put(view, pieces[0][0], pieces[-1][1], "role-name", 0.9)
    return True


def _place_form(view: View, word: str, language: str | None) -> bool:
    return any(
        (found := view.resources.senses(form)) is not None and (found.level >= 0 or found.country)
        for form in base_forms(plain(word), language)
    )
