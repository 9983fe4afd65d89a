"""Finds persons in public roles and authors: by given name, by role, by what they say."""

from __future__ import annotations

import re

from loaders.extract.knowledge import lexicon
from loaders.extract.knowledge.haystack import plain
from loaders.extract.knowledge.inflection import base_forms
from loaders.extract.persons.mononyms import apposed, familiar, find_mononyms
from loaders.extract.persons.names import (  # fmt: skip
    AFTER_ROLE,
    ELIDED,
    INITIAL,
    NOT_NAMES,
    PARTICLE,
    TAIL,
    TOKEN,
    given,
    is_head,
    may_be_surname,
    pieces_of,
    put,
)
from loaders.extract.persons.signs import from_place, vouched
from loaders.extract.persons.told import find_told
from loaders.extract.reading.shapes import OPENERS, UPPER
from loaders.extract.reading.view import Cue, View
from loaders.tables.patterns import any_of, followed
from loaders.tables.words import literal, spoken

# It begins with a set of letters, so that the search is quick; the one before is looked at after.
SEQUENCE = re.compile(
    rf"[{UPPER}](?<![\w-].)(?:{TAIL}|\.ª?(?:-?[{UPPER}]\.)*)"
    rf"(?:[  ](?:{PARTICLE}[  ])?{ELIDED}(?:{TOKEN}|{INITIAL}))+"
)
_ROLE_GAP = re.compile(
    rf"\s?:\s+|\s+{any_of('persons.is')}\s+(?:{any_of('persons.is-article')}\s+)?(?=[^\W\d_]+[  ])|"
    r"\.?\s+|,\s+"
)
_OF = rf"\s+(?:{any_of('persons.of-place')})?\s*(?:{any_of('persons.of-place-article')}\s+)?"
_OF_PLACE = tuple(
    re.compile(rf"{_OF}(?:{any_of('persons.of-place-city')}\s+)?{TOKEN}{more},?\s+")
    for more in ("", rf"[\s-]{TOKEN}")
)
_AUTHORS = re.compile(
    rf"{TOKEN}(?:[  ](?:{PARTICLE}[  ])?(?:{TOKEN}|{INITIAL}))*|{PARTICLE}[  ]{TOKEN}"
)
# Words for streets and squares, schools and hospitals: what follows is called after a person.
_STREETS = lexicon.words("persons.street")
_TITLES = literal("persons.title")
_COURTESY = literal("persons.courtesy")
# "X and Y Z": what may stand between a person and the next.
_NEXT = re.compile(
    rf"(?:,\s|,?\s{any_of('text.and')}\s)(?:{followed('persons.beside')})?(?=[{UPPER}])"
)
_ROLE_ENDS = tuple(spoken("persons.role-end"))
_STATES = re.compile(rf"{any_of('persons.initial-state')}|[NSEW]\.[  ]")
# Letters that German words do not have.
_FOREIGN = re.compile(
    r"[ışçğâáàãåæčćéèêëíìîïłńñóòôøőřšśúùûýžźż]"
    r"|[ŞÇĞÂÁÀÃÅÆČĆÉÈÊËÍÌÎÏŁŃÑÓÒÔØŐŘŠŚÚÙÛÝŽŹŻİ]"
)
_INITIALLED = re.compile(rf"(?:{INITIAL}[  -]?)+")
NAMESAKES = literal("persons.namesake")
_BIGPARTICLES = literal("persons.particle-opening")
_PLACING = literal("persons.before-place")
# Given names that are taken for one, in English, before a family name only.
_CHRISTIAN = literal("persons.christian")
_MONTHS = literal("dates.month")
_PREPOSITIONS = literal("places.preposition")
_GREEK_ENDS = tuple(spoken("persons.adjective-end", "el"))
# "Κοινωνικής", not "Μανόλης"
_GREEK_STRESSED = tuple(end for end in _GREEK_ENDS if plain(end) != end)


def find_persons(view: View) -> None:
    """Add persons; the names found in full are then looked for by surname alone."""
    _cited(view)
    for cue in view.cues.get("role", ()):
        _by_role(view, cue)
    find_told(view)
    for match in SEQUENCE.finditer(view.text):
        if view.free(match.start(), match.start() + 1) or view.free(match.end() - 1, match.end()):
            _by_shape(view, match)
    _beside_persons(view)
    find_mononyms(view)


def _beside_persons(view: View) -> None:
    """Add names of two unknown words that are named in one breath with a person."""
    ends = [m.end for m in view.mentions if m.type == "PERSON" and " " in m.text]
    for end in ends:
        joint = _NEXT.match(view.text, end)
        name = AFTER_ROLE.match(view.text, joint.end()) if joint else None
        if name is None or view.language_at(end) == "de":
            continue
        pieces = pieces_of(view.text, *name.span("name"))
        words = [view.text[slice(*piece)] for piece in pieces]
        if (
            2 <= len(pieces) <= 3
            and not any(word.isupper() for word in words)
            and all(may_be_surname(view, piece) for piece in pieces)
            and all(view.resources.senses(plain(word)) is None for word in words)
        ):
            put(view, *name.span("name"), "person-beside", 0.78)
            ends.append(name.end("name"))


def _cited(view: View) -> None:
    """Add the authors of citations in the running text: "Agustín and Jørgensen (2019)"."""
    for mention in [m for m in view.mentions if m.type == "CITATION" and m.text[0] != "("]:
        names = view.text[mention.start : mention.end].rsplit("(", 1)[0]
        for match in _AUTHORS.finditer(names):
            start, end = mention.start + match.start(), mention.start + match.end()
            words = match.group()
            senses = view.resources.senses(plain(words))
            person = (
                next((e for e in senses.entities if e.type == "PERSON"), None) if senses else None
            )
            if person is None and (
                words in OPENERS
                or words.isupper()
                or words in NOT_NAMES
                or (senses is not None and (senses.level >= 0 or senses.entities or senses.country))
                or any(is_head(view, word) for word in words.split())
            ):
                continue
            view.add("PERSON", start, end, link=person.iri if person else None,
                     method="author-cited", confidence=0.85)  # fmt: skip


def _inflects(view: View, start: int, word: str) -> bool:
    """Tell whether given names have cases in the language of the sentence."""
    return "-" in word or word.isupper() or word[0] > "\u0370" or view.language_at(start) == "pl"


def _by_shape(view: View, match: re.Match[str]) -> None:
    """Take capitalised words for a person when a given name or the context says so."""
    text = view.text
    before = view.before(match.start(), 1)
    if before and before[-1] in _STREETS:
        return
    pieces = pieces_of(text, *match.span())
    for index, (low, high) in enumerate(pieces[:-1]):
        word = text[low:high]
        if (
            not view.free(low, high)
            or word in NOT_NAMES
            or word in OPENERS
            or word[-2:] in {"'t", "’t"}
        ):
            continue
        if index and view.before(low, 1)[-1:] and view.before(low, 1)[-1] in _STREETS:
            return  # "L'école Jules Ferry"
        if word.lower() in _MONTHS and _month(view, low, pieces[index + 1]):
            continue  # "In June Swansea hosted …"
        if word in _CHRISTIAN and not _christened(view, pieces[index + 1]):
            continue
        if given(view, word) and may_be_surname(view, pieces[index + 1]):
            if word.isupper() and len(word) > 2 and (index or len(pieces) > 3):
                continue  # a heading in capitals
            if word not in view.resources.given and not _inflects(view, low, word):
                continue
            put(view, low, _last(view, pieces, index), "given-name", 0.92)
            return
    if _namesake(view, match, pieces) or _by_initials(view, pieces):
        return
    if _after_compound(view, pieces):
        return
    if (
        2 <= len(pieces) <= 4
        and all(may_be_surname(view, piece) for piece in pieces)
        and (view.language_at(match.start()) != "de" or _foreign(view, pieces))
        and vouched(view, match.start(), match.end())
    ):
        put(view, match.start(), match.end(), "name-context", 0.8)


def _after_compound(view: View, pieces: list[tuple[int, int]]) -> bool:
    """Take the name after a German word for a role: "Geflüchtetenbeauftragte Şükriye Dönmez"."""
    if not 3 <= len(pieces) <= 5 or view.language_at(pieces[0][0]) != "de":
        return False
    ends = [view.text[slice(*piece)].endswith(_ROLE_ENDS) for piece in pieces]
    name = pieces[ends.index(True) + 1 :] if any(ends) else []
    if (
        len(name) < 2
        or not all(may_be_surname(view, piece) for piece in name)
        or not _foreign(view, name)
    ):
        return False
    put(view, name[0][0], name[-1][1], "role-name", 0.85)
    return True


def _month(view: View, start: int, piece: tuple[int, int]) -> bool:
    """Tell whether a given name is a month here: a preposition before it and a town behind it."""
    senses = view.resources.senses(view.text[slice(*piece)])
    town = senses is not None and bool(senses.level >= 0 or senses.places)
    return town and bool(_PREPOSITIONS.intersection(view.before(start, 1)))


def _christened(view: View, surname: tuple[int, int]) -> bool:
    """Tell whether "Christian" is a given name: in English before a family name only."""
    word = view.text[slice(*surname)]
    return view.language_at(surname[0]) != "en" or word in view.resources.family


def _by_initials(view: View, pieces: list[tuple[int, int]]) -> bool:
    """Take "J. M. Wiśniewski" for a person: two initials, or one before a family name."""
    initials = 0
    while initials < len(pieces) and view.text[pieces[initials][1] - 1] == ".":
        initials += 1
    rest = pieces[initials:]
    if not initials or not 1 <= len(rest) <= 3 or not all(may_be_surname(view, p) for p in rest):
        return False
    line_start = not pieces[0][0] or view.text[pieces[0][0] - 1] == "\n"
    words = [view.text[slice(*piece)] for piece in rest]
    if initials == 1 and (line_start or words[-1].split()[-1] not in view.resources.family):
        return False
    if any(word.isupper() and len(word) > 1 for word in words) or _STATES.match(
        view.text, pieces[0][0]
    ):
        return False
    put(view, pieces[0][0], rest[-1][1], "initials", 0.82)
    return True


def _namesake(view: View, match: re.Match[str], pieces: list[tuple[int, int]]) -> bool:
    """Take "Paris Hilton" for a person: a given name that is also a city, before a family name."""
    if len(pieces) != 2:
        return False
    words = [view.text[low:high] for low, high in pieces]
    if words[0] not in NAMESAKES or words[1][-1].isdigit() or not may_be_surname(view, pieces[1]):
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
    put(view, *match.span(), "namesake", 0.85)
    return True


def _last(view: View, pieces: list[tuple[int, int]], index: int) -> int:
    end = pieces[index + 1][1]
    for piece in pieces[index + 2 : index + 4]:
        if not may_be_surname(view, piece) or from_place(view, piece):
            break
        if view.cues_in("thing", *piece):  # "Anna Rossi del Festival"
            break
        end = piece[1]
    return end


def _by_role(view: View, cue: Cue) -> None:
    """Read the name after a role: "Mayor Orlando", "sindaco di Palermo Leoluca Orlando"."""
    text, language = view.text, view.language_at(cue.start)
    if cue.trigger.language not in {language, "en"}:
        return
    apposed(view, cue)
    gap = _ROLE_GAP.match(text, cue.end)
    if (
        gap is None
        or "\n" in gap.group()
        or (gap.group()[0] == "." and not cue.trigger.value.endswith("."))
    ):
        return
    direct = AFTER_ROLE.match(text, gap.end())
    titled = gap.group().strip() in {"", "."}
    if direct is not None and _role_name(view, direct, cue, direct_title=titled):
        return
    for pattern in _OF_PLACE:
        place = pattern.match(text, cue.end)
        name = AFTER_ROLE.match(text, place.end()) if place else None
        if name and " " in name["name"] and _role_name(view, name, cue, direct_title=False):
            return


def _role_name(view: View, name: re.Match[str], cue: Cue, *, direct_title: bool) -> bool:
    """Add the name after a role; one word is enough after a title, else two are needed."""
    pieces = pieces_of(view.text, *name.span("name"))
    while pieces and not may_be_surname(view, pieces[-1]):
        pieces.pop()
    role = view.text[cue.start : cue.end].rstrip(".").lower()
    language = view.language_at(cue.start)
    if len(pieces) > 1 and from_place(view, pieces[-1]):
        surname = len(pieces) == 2 and (role not in _TITLES or role in _COURTESY)
        alone = len(pieces) == 2 and language == "de"  # "Bürgermeister Ulrich von Hagen"
        if not ((surname or alone) and given(view, view.text[slice(*pieces[0])])):
            pieces.pop()
    if (
        len(pieces) > 1
        and language in {"el", "pl"}
        and view.text[slice(*pieces[0])] not in view.resources.given
        and _place_form(view, view.text[slice(*pieces[0])], language)
    ):
        pieces = pieces[1:]
    if language == "el" and len(pieces) > 2:
        pieces = _after_office(view, pieces)
    if language == "el" and _only_office(view, pieces):
        return False
    if not pieces or not all(
        may_be_surname(view, piece) or view.text[slice(*piece)] in _BIGPARTICLES | NAMESAKES
        for piece in pieces
    ):
        return False
    first = view.text[slice(*pieces[0])]
    senses = view.resources.senses(first)
    initials = _INITIALLED.match(view.text, pieces[0][0]) is not None
    if len(pieces) == 1:
        if initials or not direct_title or not _alone_after(view, cue, pieces[0]):
            return False
    elif (
        senses is not None
        and senses.level >= 0
        and first not in _BIGPARTICLES | NAMESAKES
        and not given(view, first)
    ):
        return False
    if (
        len(pieces) > 1
        and language == "de"
        and not (initials or given(view, first) or role in _TITLES or _foreign(view, pieces))
    ):
        return False
    put(view, pieces[0][0], pieces[-1][1], "role-name", 0.9)
    return True


def _foreign(view: View, pieces: list[tuple[int, int]]) -> bool:
    """Tell whether two words are not German nouns: one is a family name or has foreign letters."""
    words = [view.text[slice(*piece)] for piece in pieces]
    if any(view.resources.senses(plain(word)) is not None for word in words):
        return False
    return words[-1].split()[-1] in view.resources.family or any(map(_FOREIGN.search, words))


def _alone_after(view: View, cue: Cue, piece: tuple[int, int]) -> bool:
    """Tell whether one word after a role is a name: after a title, or a given name."""
    role = view.text[cue.start : cue.end].rstrip(".").lower().rsplit(" ", 1)[-1]
    if role in _COURTESY or plain(role) in _COURTESY:
        return True
    if role in _TITLES:
        word, language = view.text[slice(*piece)], view.language_at(cue.start)
        if language not in {"el", "pl"}:
            return True
        senses = view.resources.senses(word)
        if (senses is None or senses.level < 0) and not _place_form(view, word, language):
            return True
    return familiar(view, cue, piece)


def _after_office(view: View, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out what an office is for: "Αντιδήμαρχος Κοινωνικής Αλληλεγγύης Άννα Βέη"."""
    words = [view.text[slice(*piece)] for piece in pieces]
    for index in range(1, len(pieces) - 1):
        if given(view, words[index]) and words[index - 1].endswith(_GREEK_ENDS):
            return pieces[index:]
    return pieces


def _only_office(view: View, pieces: list[tuple[int, int]]) -> bool:
    """Tell whether words only say what an office is for, before a comma and the name."""
    words = [view.text[slice(*piece)] for piece in pieces]
    return (
        len(words) > 1
        and words[0].endswith(_GREEK_STRESSED)
        and not given(view, words[0])
        and (words[-1].endswith(_GREEK_ENDS) or view.text[pieces[-1][1]] in ",:")
        and (len(words) == 2 or AFTER_ROLE.match(view.text, pieces[-1][1] + 2) is not None)
    )


def _place_form(view: View, word: str, language: str | None) -> bool:
    return any(
        (found := view.resources.senses(form)) is not None and (found.level >= 0 or found.country)
        for form in base_forms(plain(word), language)
    )
