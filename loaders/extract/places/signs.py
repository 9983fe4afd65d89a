"""Weighs what speaks for and against a place: the words around a name that may be one."""

from __future__ import annotations

import re

from loaders.extract.knowledge import lexicon
from loaders.extract.knowledge.atlas import NORMAL, SURE, WEAK, Place
from loaders.extract.knowledge.gazetteer import EUROPE, NEAR
from loaders.extract.knowledge.haystack import plain
from loaders.extract.places.inflected import Candidate
from loaders.extract.places.parts import first_half, hyphen_left, initialled
from loaders.extract.places.qualifiers import qualifier_of
from loaders.extract.reading.shapes import UPPER, tails, word_start
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of
from loaders.tables.words import by_language, literal

_LOCATIVE = lexicon.words("places.preposition")
_CITY_WORDS = lexicon.words("places.town-noun") | lexicon.words("places.town-before")
# "Michałowo, miasteczko przy granicy": what is said of a town after its name.
_APPOSED = re.compile(
    rf",\s{any_of('places.apposed-article')}?\s?(?:[\w-]+\s){{0,2}}?{any_of('places.apposed')}\b"
)
_PROVINCE = lexicon.words("places.larger")
_NOT_BEFORE = lexicon.words("places.not-before")
_NOT_AFTER = lexicon.exact("places.not-after")
_HYPHEN = lexicon.exact("places.not-after-hyphen")
_DATELINE = re.compile(rf",?\s[^\n]{{0,40}}?\({any_of('places.news-agency')}[^)]*\)")
_DAY = re.compile(
    rf",\s(?:[^\W\d_]+,?\s)?(?:{any_of('places.dateline-article')}\s)?"
    rf"[0-3]?\d(?:er|º)?[. ]\s?[^\W\d]"
)
_LISTED = re.compile(r"([\w]+),\s$")
_CAPITALS = re.compile(rf"\s[{UPPER}]{{3,}}(?!\w)|$", re.MULTILINE)
_NO_HEAD = re.compile(r"[\w,.;!?…]")
# "Saint-Rémy-du-Lac" is another town than Saint-Rémy.
_JOINED_ON = re.compile(rf"(?:-{any_of('places.inside-name')})+-[{UPPER}]")
# "Berlino (2006)", "Köln (seit 2006)": all that follows a name in a line is a year in brackets.
_YEAR_ONLY = re.compile(r"\s?\((?:[^\W\d]{1,12}\.?\s){0,2}(?:19|20)\d\d\)[ \t]*(?:\n|$)")
# "Traiskirchens Bürgermeister", "Leuven's mayor".
_OFFICE = re.compile(rf"\s{any_of('places.office-after')}(?!\w)")
# "Torino, UTET, 2019": the publisher between place and year.
_IMPRINT = re.compile(rf",\s(?P<by>[{UPPER}][\w&.’' -]{{1,40}}),\s(?:19|20)\d\d(?=[.,;)\]\s])")
_PUBLISHERS = literal("places.publisher")
# After these a name that is a word is the word; Greek puts articles before towns too.
_ARTICLES = {
    language: frozenset(words) for language, words in by_language("places.article").items()
}
_DEEDS = {language: frozenset(words) for language, words in by_language("places.deed").items()}
# Words that stand before larger areas, but before towns too.
_UNSURE = literal("places.larger-or-not")
# Before a name these say that it is that of something larger.
_SURELY_LARGER = _PROVINCE - _UNSURE
_CLUBS = lexicon.words("places.club")
# From how many inhabitants, and with how many letters, a town at home is known to readers.
_FAMILIAR, _SHORTEST = 5_000, 4
_NEAR_TOWN, _LARGE = 30_000, 20_000
# German prepositions that stand without article before towns, and those that seldom do so else.
_BARE = literal("places.bare-preposition")
_BARE_SURELY = literal("places.bare-preposition-sure")
# Prepositions that stand before persons as often as before towns; the Greek ones that do not.
_PLACING = _LOCATIVE - lexicon.words("places.preposition-of-persons")
_GREEK_INTO = literal("places.into", "el")
_IDIOMS = literal("places.idiom")
# Before a name that is not a known town's these make it that of a person: "van der Linden".
_PARTICLES = literal("places.name-particle")
_BASED = literal("places.based")
_STREETS = literal("places.street")
_SMALL = literal("text.small")
_TITLES = literal("places.capital-title")


def strength(view: View, c: Candidate) -> int:
    """Return -1 for no place, 0 in doubt, 1 for a place, 2 for a place that vouches for others."""
    before = view.before(c.start)
    ends = tails(before)
    if _excluded(view, c, before, ends):
        return -1
    support = _support(view, c, before, ends)
    if support >= 2:
        return 2
    alone = not capital_neighbour(view, c)
    if is_word(view, c):
        articles = _ARTICLES.get(view.language_at(c.start) or "", frozenset())
        article = bool(before) and before[-1] in articles
        return -1 if article else _word_strength(view, c, before, support, alone=alone)
    if not support and namesake(view, c):
        return 0
    return _name_strength(view, c, before, support, alone=alone)


def namesake(view: View, c: Candidate) -> bool:
    """Tell whether the text has a person of that name, and no verb of towns follows."""
    return view.text[c.start : c.end] in view.surnames and c.end + 1 not in view.verb_starts


def _name_strength(
    view: View, c: Candidate, before: list[str], support: int, *, alone: bool
) -> int:
    """Judge a name that is not a word: by how sure it is, and whether it opens a sentence."""
    if c.senses.level == SURE:
        return 2 if support or alone else 1
    if c.senses.level == NORMAL:
        opens = view.starts_sentence(c.start) and view.language_at(c.start) != "de"
        home = home_place(view, c)
        known = _own_name(view, c) or _acts(view, c) or (home is not None and bool(home.iri))
        return 1 if support or (alone and (not opens or known)) else 0
    if support:
        return 1 if _plausible(view, c) and not _personal(view, c, before) else 0
    return 1 if alone and _familiar(view, c, before) else 0


def _personal(view: View, c: Candidate, before: list[str]) -> bool:
    """Tell whether a small town has the name of persons, and the words fit one too: "of", "'s"."""
    name = c.senses.name.strip()
    if c.senses.level != WEAK or not (
        name in view.resources.given or name in view.resources.family
    ):
        return False
    home = home_place(view, c)
    if home is not None and (home.iri or home.population > _LARGE):
        return False
    placing = _PLACING if view.language_at(c.start) != "el" else _GREEK_INTO
    return not before or before[-1] not in placing


def _familiar(view: View, c: Candidate, before: list[str]) -> bool:
    """Tell whether a small town needs no sign: it lies where the text is at home."""
    name = c.senses.name.strip()
    home = home_place(view, c)
    if home is None or len(name) < _SHORTEST or plain(home.name) != name:
        return False
    if view.starts_sentence(c.start) or name in view.resources.family:
        near = home.country in view.homes and home.population >= _FAMILIAR
        return near and _acts(view, c) and not c.inflected
    if before and before[-1] in _PARTICLES:
        return False
    return bool(home.iri) or home.population >= _FAMILIAR


def home_place(view: View, c: Candidate) -> Place | None:
    """Return the largest place meant that lies in a country the text is at home in.

    Of countries that the text only names it must be no small town.
    """
    known = view.home_places
    if c.senses.name not in known:
        places = (view.resources.places[index] for index in c.senses.places[:4])
        inside = [place for place in places if _at_home(view, place)]
        known[c.senses.name] = max(
            inside, key=lambda place: (bool(place.iri), place.population), default=None
        )
    return known[c.senses.name]


def _at_home(view: View, place: Place) -> bool:
    near = place.country in view.homes
    named = place.country in view.abroad and (bool(place.iri) or place.population > _LARGE)
    return not place.area and (near or named)


def is_word(view: View, c: Candidate) -> bool:
    """Tell whether the name is an ordinary word of the sentence's language, or a given name."""
    words = c.senses.words
    if words and ("any" in words or view.language_at(c.start) in words):
        return True
    if c.senses.level == SURE or c.senses.spaced:
        return False
    return c.senses.name.strip() in view.resources.given


def _word_strength(
    view: View, c: Candidate, before: list[str], support: int, *, alone: bool
) -> int:
    """Judge a name that is a word too: a capital inside a sentence says much, but not in German."""
    if view.language_at(c.start) == "de":
        return _german_word(view, c, before)
    if view.starts_sentence(c.start) or not alone:
        told = _acts(view, c) or (alone and _labels(view.text, c))
        return 1 if told and _large(view, c) else 0
    if support and not _personal(view, c, before) and not _greek_noun(view, c, before):
        return 1 if c.senses.level <= NORMAL or _plausible(view, c) else 0
    return 1 if c.senses.level == SURE or (c.senses.level == NORMAL and _acts(view, c)) else 0


def _greek_noun(view: View, c: Candidate, before: list[str]) -> bool:
    """Tell whether only an article goes before a Greek noun that is a town too: "η Χώρα"."""
    greek = view.language_at(c.start) == "el" and c.senses.level != SURE
    return greek and bool(before) and before[-1] not in _GREEK_INTO


def _large(view: View, c: Candidate) -> bool:
    """Tell whether a town is well known, or large and at home (in English too much is a word)."""
    home = home_place(view, c)
    large = home is not None and home.population > _LARGE and view.language_at(c.start) != "en"
    return c.senses.level == SURE or (c.senses.level == NORMAL and large)


def _german_word(view: View, c: Candidate, before: list[str]) -> int:
    """Judge a noun that is a town too ("in Hof"): a preposition without article speaks for it."""
    registered = c.senses.level == SURE and view.resources.places[c.senses.places[0]].iri
    if registered and _acts(view, c):
        return 1
    if not before or before[-1] not in _BARE or view.text[c.start - 1 : c.start] != " ":
        return 0
    if c.senses.name.strip() in _IDIOMS:
        return 0
    known = c.senses.level <= NORMAL and before[-1] in _BARE_SURELY
    home = home_place(view, c)
    return 1 if known or (home is not None and home.population >= _FAMILIAR) else 0


def _own_name(view: View, c: Candidate) -> bool:
    """Tell whether the name is the main one of its place, no alternate."""
    return plain(view.resources.places[c.senses.places[0]].name) == c.senses.name.strip()


def _acts(view: View, c: Candidate) -> bool:
    """Tell whether a verb that towns are subjects of follows."""
    if c.end + 1 in view.verb_starts:
        return True
    after = view.after(c.end, 1)
    deeds = _DEEDS.get(view.language_at(c.start) or "", _DEEDS["en"])
    return bool(after) and view.text[c.end : c.end + 1] == " " and after[0] in deeds


def _plausible(view: View, c: Candidate) -> bool:
    """Tell whether a small place may be named without explanation: at home or in Europe."""
    best = view.resources.places[c.senses.places[0]]
    if capital_neighbour(view, c):
        return False
    if best.country in EUROPE or home_place(view, c) is not None:
        return True
    if best.country in NEAR:
        return best.population >= _NEAR_TOWN
    return best.population > 400_000 and plain(best.name) == c.senses.name.strip()


def capital_neighbour(view: View, c: Candidate) -> bool:
    """Tell whether another capitalised word stands right beside, as in a longer name."""
    text = view.text
    german = view.language_at(c.start) == "de"
    if text[c.start : c.end].isupper() and _CAPITALS.match(text, c.end):
        return False
    right = text[c.end : c.end + 2]
    if len(right) == 2 and right[0] == " " and right[1].isupper() and not german:
        return True
    if text[c.start - 1 : c.start] != " " or german:
        return False
    low = word_start(text, c.start - 1)
    word = text[low : c.start - 1]
    return bool(word) and word[0].isupper() and word[-1].isalnum() and not view.starts_sentence(low)


def _support(view: View, c: Candidate, before: list[str], ends: set[str]) -> int:
    """Return 2 when the words say "city", 1 when a preposition of place goes before."""
    opened = view.text[c.start - 1 : c.start] == "(" and is_word(view, c)
    apart = opened or view.text[c.start - 2 : c.start - 1] in {";", ","}
    if not apart and not _CITY_WORDS.isdisjoint(ends) and not _titled(view, c):
        return 2
    if qualifier_of(view, c) is not None:
        return 2
    if before and before[-1] in _LOCATIVE and view.text[c.start - 1 : c.start] in {" ", "’", "'"}:
        return 1
    return _support_after(view, c)


def _support_after(view: View, c: Candidate) -> int:
    """Return what the words after a name say: "-based", "'s", ", a small town"."""
    after = view.after(c.end, 2)
    if after and after[0].lower() in _BASED and view.text[c.end : c.end + 1] in {" ", "-"}:
        return 2 if after[0] != "City" else 1
    if dated(view, c):
        return 2
    if _OFFICE.match(view.text, c.end) or _headed(view, c):
        return 1
    apposed = view.text[c.end : c.end + 1] == "," and _APPOSED.match(view.text, c.end)
    return 1 if apposed or view.text[c.end : c.end + 2] in {"'s", "’s"} else 0


def _labels(text: str, c: Candidate) -> bool:
    """Tell whether the name stands in bold type before a colon."""
    return text[c.start - 2 : c.start] == "**" and text[c.end : c.end + 3] == "**:"


def _headed(view: View, c: Candidate) -> bool:
    """Tell whether the name fills a line, or is the label of a list's item ("- **Linz**: …")."""
    text = view.text
    if _labels(text, c):
        return True
    if not view.starts_sentence(c.start) or is_word(view, c) or namesake(view, c):
        return False
    if _YEAR_ONLY.match(text, c.end):
        return True
    end = text.find("\n", c.end, c.end + 8)
    line = text[c.end : end] if end >= 0 else text[c.end : c.end + 8]
    return (end >= 0 or c.end + 8 > len(text)) and not _NO_HEAD.search(line)


def dated(view: View, c: Candidate) -> bool:
    """Tell whether the name opens a line and a day follows: "Salt, 12 de mayo de 2022"."""
    return (
        view.text[c.end : c.end + 2] == ", "
        and view.text[max(0, c.start - 1) : c.start] in {"", "\n"}
        and _DAY.match(view.text, c.end) is not None
    )


def _titled(view: View, c: Candidate) -> bool:
    """Tell whether "City" or "Town" in capitals goes right before: "City Hall" is not a town."""
    return view.text[max(0, c.start - 5) : c.start].rstrip(" ") in _TITLES


def _excluded(view: View, c: Candidate, before: list[str], ends: set[str]) -> bool:
    """Tell whether the name is part of something else: a province, process, paper, street."""
    text = view.text
    attached = text[c.start - 2 : c.start - 1].isalnum() or text[c.start - 1 : c.start] in "’'"
    if attached and not _NOT_BEFORE.isdisjoint(ends):
        return True
    if attached and before and (before[-1] in _CLUBS or _in_street(view, c, before)):
        return True
    if attached and not _SURELY_LARGER.isdisjoint(ends) and _CITY_WORDS.isdisjoint(ends):
        return True
    return (
        initialled(text, c)
        or _part_of_name(view, c)
        or _capitals(view, c, ends)
        or _printed_in(view, c)
        or _dateline(view, c)
    )


def _in_street(view: View, c: Candidate, before: list[str]) -> bool:
    """Tell whether the name is that of an Italian street: "in via Milano"."""
    return before[-1] in _STREETS and view.language_at(c.start) == "it"


def _part_of_name(view: View, c: Candidate) -> bool:
    """Tell whether the next or the hyphened word makes it another name ("Dublin Regulation")."""
    text = view.text
    gap = text[c.end : c.end + 1]
    after = view.after(c.end, 1) if gap in {" ", "-"} else ()
    if after and gap == " " and after[0] in _NOT_AFTER:
        return True
    if after and gap == "-" and (after[0] in _HYPHEN or after[0] in _NOT_AFTER):
        return text[c.end + 1 : c.end + 3].lstrip("\n")[:1].isupper()
    if gap == "-" and _JOINED_ON.match(text, c.end):
        return True
    if after and gap == "-" and text[c.end + 1].isupper() and first_half(view, c, after[0]):
        return True
    return text[c.start - 1 : c.start] == "-" and hyphen_left(view, c)


def _capitals(view: View, c: Candidate, ends: set[str]) -> bool:
    """Tell whether a line in capitals has a word there: "FROM", or a town few would know.

    After the word for its authority it is a town: "COMUNE DI COMO".
    """
    words = view.text[c.start : c.end]
    if not words.isupper() or c.senses.level == SURE or not _CITY_WORDS.isdisjoint(ends):
        return False
    if words.lower() in _SMALL:
        return True
    start = view.text.rfind("\n", max(0, c.start - 80), c.start) + 1
    line = view.text[start : c.end + 40].partition("\n")[0]
    alone = len(line.split()) > len(words.split())
    return alone and line.isupper() and home_place(view, c) is None


def _printed_in(view: View, c: Candidate) -> bool:
    """Tell whether a publisher stands beside: "Routledge, London", "London: Routledge"."""
    text = view.text
    if text[c.end : c.end + 2] == ": " and not _PUBLISHERS.isdisjoint(view.after(c.end, 1)):
        return True
    if text[c.start - 2 : c.start - 1] not in {",", "."}:
        return False
    imprint = _IMPRINT.match(text, c.end, c.end + 60)
    if imprint is not None:
        senses = view.resources.senses(plain(imprint["by"]))
        return senses is None or senses.level < 0
    word = _LISTED.search(text[max(0, c.start - 30) : c.start])
    return word is not None and word[1] in _PUBLISHERS


def _dateline(view: View, c: Candidate) -> bool:
    return (
        "(" in view.text[c.end : c.end + 60]
        and view.starts_sentence(c.start)
        and _DATELINE.match(view.text, c.end, c.end + 60) is not None
    )
