"""Weighs what speaks for and against a place: the words around a name that may be one."""

from __future__ import annotations

import re

from loaders.extract import lexicon
from loaders.extract.atlas import NORMAL, SURE
from loaders.extract.gazetteer import EUROPE
from loaders.extract.haystack import plain
from loaders.extract.inflected import Candidate
from loaders.extract.shapes import UPPER
from loaders.extract.view import View

_INSIDE = (
    r"(?:in the\s|in der\s|im\s|in\s|dans la\s|dans le\s|dans l['’]|en el\s|en la\s|en\s|nella\s|"
    r"nelle\s|nel\s|na\s|we\s|w\s|στην\s|στη\s)"
)
_QUALIFIER = re.compile(
    rf"(?:\s?[,(/]\s?(?:{_INSIDE}\s?)?|\s{_INSIDE}\s?)"
    rf"(?P<name>[{UPPER}][\w.’'-]+(?:\s[{UPPER}][\w.’'-]+)?)"
)
_STATES = {row["name"]: row["code"] for row in lexicon.rows("states.csv")}
_LOCATIVE = lexicon.words("locative")
_CITY_WORDS = lexicon.words("city_words") | lexicon.words("town_before")
# "Michałowo, miasteczko przy granicy": what is said of a town after its name.
_APPOSED = re.compile(
    r",\s(?:a|an|the|un|une|una|ein|eine|een|il|la|le|el|μια|ένα|ένας)?\s?(?:[\w-]+\s){0,2}?(?:town|city|"
    r"village|port|municipality|Stadt|Kleinstadt|Gemeinde|Dorf|Ort|Hafenstadt|ville|commune|village|"
    r"bourg|città|cittadina|comune|paese|borgo|paesino|ciudad|pueblo|municipio|localidad|villa|πόλη|"
    r"χωριό|δήμος|κωμόπολη|miasto|miasteczko|gmina|wieś|stad|stadje|dorp|gemeente|plaats)\b"
)
_PROVINCE = lexicon.words("province_words")
_NOT_BEFORE = lexicon.words("not_city_before")
_NOT_AFTER = lexicon.exact("not_city_after", "any")
_HYPHEN = lexicon.exact("not_city_after", "de_hyphen")
_DATELINE = re.compile(
    r",?\s[^\n]{0,40}?\((?:dpa|AFP|AP|Reuters|ANSA|EFE|PAP|ANP|epd|KNA|KNA|ots|dapd|ΑΠΕ|ΑΠΕ-ΜΠΕ|"
    r"IPS|afp|ap|ansa|efe|pap|anp|reuters|apa|APA|sda|SDA)[^)]*\)"
)
_DAY = re.compile(r",\s(?:den\s|le\s|il\s|lì\s|a\s|στις\s|dnia\s)?[0-3]?\d(?:er|º)?[. ]\s?[^\W\d]")
_LISTED = re.compile(r"([\w]+),\s$")
_PUBLISHERS = lexicon.literal("places_publishers")
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "our", "their"})
_DEEDS = lexicon.literal("places_deeds")
# Words that stand before larger areas, but before towns too.
_UNSURE = frozenset({"land", "the", "area", "real", "inter", "as"})
# Before a name these say that it is that of something larger.
_SURELY_LARGER = _PROVINCE - _UNSURE
_CLUBS = lexicon.literal("places_clubs")


def strength(view: View, c: Candidate) -> int:
    """Return -1 for no place, 0 in doubt, 1 for a place, 2 for a place that vouches for others."""
    before, language = view.before(c.start), view.language_at(c.start)
    tails = _tails(before)
    if _excluded(view, c, before, tails):
        return -1
    support = _support(view, c, before, tails)
    if support >= 2:
        return 2
    if not is_word(view, c, language):
        return _name_strength(view, c, support, language)
    if language == "de":
        return _german_strength(view, c, before)
    if language == "en" and before and before[-1] in _ARTICLES:
        return -1
    return _word_strength(view, c, support, language)


def _tails(before: list[str]) -> set[str]:
    """Return the last word of some, the last two and so on."""
    return {" ".join(before[-count:]) for count in range(1, len(before) + 1)}


def _name_strength(view: View, c: Candidate, support: int, language: str | None) -> int:
    """Judge a name that is no word: by how sure it is, and whether it opens a sentence."""
    if c.senses.level == SURE:
        return 2 if support or not _capital_neighbour(view, c, language) else 1
    if c.senses.level == NORMAL:
        if support:
            return 1
        if _capital_neighbour(view, c, language):
            return 0
        opens = language != "de" and view.starts_sentence(c.start)
        return 1 if not opens or _own_name(view, c) or _acts(view, c) else 0
    return 1 if support and _plausible(view, c, language) else 0


def is_word(view: View, c: Candidate, language: str | None) -> bool:
    """Tell whether the name is an ordinary word of the sentence's language, or a given name."""
    words = c.senses.words
    if words and ("any" in words or language in words):
        return True
    if c.senses.level == SURE or c.senses.spaced:
        return False
    return c.senses.name.strip() in view.resources.given


def _german_strength(view: View, c: Candidate, before: list[str]) -> int:
    """Judge a name that is a German word too: its capital says nothing."""
    registered = view.resources.places[c.senses.places[0]].iri
    if c.senses.level == SURE and registered and _acts(view, c):
        return 1
    bare = before[-1:] in (["in"], ["aus"], ["nach"])
    return 1 if bare and c.senses.level <= NORMAL else 0


def _word_strength(view: View, c: Candidate, support: int, language: str | None) -> int:
    """Judge a name that is a word too: a capital inside a sentence says much."""
    if view.starts_sentence(c.start) or _capital_neighbour(view, c, language):
        return 1 if _acts(view, c) and c.senses.level == SURE else 0
    if support:
        return 1 if c.senses.level <= NORMAL or _plausible(view, c, language) else 0
    return 1 if c.senses.level == SURE or (c.senses.level == NORMAL and _acts(view, c)) else 0


def _own_name(view: View, c: Candidate) -> bool:
    """Tell whether the name is the main one of its place, no alternate."""
    return plain(view.resources.places[c.senses.places[0]].name) == c.senses.name.strip()


def _acts(view: View, c: Candidate) -> bool:
    """Tell whether a verb that towns are subjects of follows."""
    after = view.after(c.end, 1)
    return bool(after) and (after[0] in _DEEDS or c.end + 1 in view.verb_starts)


def _plausible(view: View, c: Candidate, language: str | None) -> bool:
    """Tell whether a small place may be named without explanation: at home or in Europe."""
    best = view.resources.places[c.senses.places[0]]
    if _capital_neighbour(view, c, language):
        return False
    if best.country in EUROPE or best.country == view.home_country:
        return True
    return best.population > 400_000 and plain(best.name) == c.senses.name.strip()


def _capital_neighbour(view: View, c: Candidate, language: str | None) -> bool:
    """Tell whether another capitalised word stands right beside, as in a longer name."""
    if language == "de":
        return False
    text = view.text
    right = text[c.end : c.end + 2]
    if len(right) == 2 and right[0] == " " and right[1].isupper():
        return True
    if text[c.start - 1 : c.start] != " ":
        return False
    low = text.rfind(" ", 0, c.start - 1) + 1
    word = text[low : c.start - 1]
    return bool(word) and word[0].isupper() and word[-1].isalnum() and not view.starts_sentence(low)


def _support(view: View, c: Candidate, before: list[str], tails: set[str]) -> int:
    """Return 2 when the words say "city", 1 when a preposition of place goes before."""
    if not _CITY_WORDS.isdisjoint(tails) and not _titled(view, c):
        return 2
    if qualifier_of(view, c) is not None:
        return 2
    if before and before[-1] in _LOCATIVE and view.text[c.start - 1 : c.start] in {" ", "’", "'"}:
        return 1
    return _support_after(view, c)


def _support_after(view: View, c: Candidate) -> int:
    """Return what the words after a name say: "-based", "'s", ", a small town"."""
    after = view.after(c.end, 2)
    if (
        after
        and after[0].lower() in {"based", "city", "municipality"}
        and view.text[c.end : c.end + 1] in {" ", "-"}
    ):
        return 2 if after[0] != "City" else 1
    if dated(view, c):
        return 2
    apposed = view.text[c.end : c.end + 1] == "," and _APPOSED.match(view.text, c.end)
    return 1 if apposed or view.text[c.end : c.end + 2] in {"'s", "’s"} else 0


def dated(view: View, c: Candidate) -> bool:
    """Tell whether the name opens a line and a day follows: "Salt, 12 de mayo de 2022"."""
    return (
        view.text[c.end : c.end + 2] == ", "
        and view.text[max(0, c.start - 1) : c.start] in {"", "\n"}
        and _DAY.match(view.text, c.end) is not None
    )


def _titled(view: View, c: Candidate) -> bool:
    """Tell whether "City" or "Town" in capitals goes right before: "City Hall" is no town."""
    return view.text[max(0, c.start - 5) : c.start] in {"City ", "Town "}


def _excluded(view: View, c: Candidate, before: list[str], tails: set[str]) -> bool:
    """Tell whether the name is part of something else: a province, process, paper, street."""
    if not _NOT_BEFORE.isdisjoint(tails) or (before and before[-1] in _CLUBS):
        return True
    if before and before[-1] == "via" and view.language_at(c.start) == "it":  # a street
        return True
    if not _SURELY_LARGER.isdisjoint(tails) and _CITY_WORDS.isdisjoint(tails):
        return True
    return _part_of_name(view, c) or _printed_in(view, c) or _dateline(view, c)


def _part_of_name(view: View, c: Candidate) -> bool:
    """Tell whether the next or the hyphened word makes it another name ("Dublin Regulation")."""
    text = view.text
    gap = text[c.end : c.end + 1]
    after = view.after(c.end, 1) if gap in {" ", "-"} else ()
    if after and gap == " " and after[0] in _NOT_AFTER:
        return True
    if after and gap == "-" and (after[0] in _HYPHEN or after[0] in _NOT_AFTER):
        return text[c.end + 1 : c.end + 2].isupper()
    return text[c.start - 1 : c.start] == "-" and _hyphen_left(view, c)


def _hyphen_left(view: View, c: Candidate) -> bool:
    """Tell whether a hyphen ties it to a word that is no city ("Nord-Pas-de-Calais")."""
    least = max(0, c.start - 60)
    low = max(view.text.rfind(mark, least, c.start) for mark in " \n") + 1 or least
    first = plain(view.text[low : c.start - 1])
    senses = view.resources.senses(first)
    return senses is None or senses.level not in {SURE, NORMAL}


def _printed_in(view: View, c: Candidate) -> bool:
    """Tell whether a publisher stands beside: "Routledge, London", "London: Routledge"."""
    text = view.text
    if text[c.end : c.end + 2] == ": " and not _PUBLISHERS.isdisjoint(view.after(c.end, 1)):
        return True
    if text[c.start - 2 : c.start - 1] != ",":
        return False
    word = _LISTED.search(text[max(0, c.start - 30) : c.start])
    return word is not None and word[1] in _PUBLISHERS


def _dateline(view: View, c: Candidate) -> bool:
    return (
        "(" in view.text[c.end : c.end + 60]
        and view.starts_sentence(c.start)
        and _DATELINE.match(view.text, c.end, c.end + 60) is not None
    )


def qualifier_of(view: View, c: Candidate) -> str | None:
    """Return the country code or state code that is named right after ("London, Ontario")."""
    match = _QUALIFIER.match(view.text, c.end, c.end + 40)
    if match is None:
        return None
    name = plain(match["name"])
    if name in _STATES:
        return f"/{_STATES[name]}"
    senses = view.resources.senses(name)
    if senses is not None and senses.country:
        return senses.country
    if senses is not None and senses.region and senses.region not in {"XX", "US"}:
        return senses.region
    if re.fullmatch(r"[A-Z]{2}", name) and view.text[c.end : c.end + 2] == " (":
        return name if name in EUROPE else f"/{name}"
    return None
