"""Finds cities and countries, tells them from words of the same form, and links them."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from loaders.extract import lexicon
from loaders.extract.atlas import NORMAL, SURE, WEAK, Place
from loaders.extract.gazetteer import EUROPE
from loaders.extract.haystack import plain
from loaders.extract.inflection import adjectives, base_forms
from loaders.extract.resources import Senses
from loaders.extract.shapes import UPPER
from loaders.extract.view import Hit, View

_CAPITAL_WORD = re.compile(rf"(?<!\w)[{UPPER}][\w]{{3,}}(?:[ -][{UPPER}][\w]{{3,}})?")
_GENITIVE = re.compile(rf"(?<!\w)[{UPPER}][\w]{{3,}}s(?!\w)")
_QUALIFIER = re.compile(rf"\s?[,(/]\s?(?:in\s)?(?P<name>[{UPPER}][\w.’'-]+(?:\s[{UPPER}][\w.’'-]+)?)")
_STATES = {
    "Alabama": "AL", "Arizona": "AZ", "California": "CA", "Colorado": "CO", "Connecticut": "CT", "Florida": "FL", "Georgia": "GA",
    "Illinois": "IL", "Indiana": "IN", "Iowa": "IA", "Kansas": "KS", "Kentucky": "KY", "Louisiana": "LA", "Maine": "ME", "Maryland": "MD",
    "Massachusetts": "MA", "Michigan": "MI", "Minnesota": "MN", "Mississippi": "MS", "Missouri": "MO", "Montana": "MT", "Nebraska": "NE",
    "Nevada": "NV", "New Hampshire": "NH", "New Jersey": "NJ", "New Mexico": "NM", "New York": "NY", "North Carolina": "NC", "Ohio": "OH",
    "Oklahoma": "OK", "Oregon": "OR", "Pennsylvania": "PA", "Rhode Island": "RI", "South Carolina": "SC", "Tennessee": "TN", "Texas": "TX",
    "Utah": "UT", "Vermont": "VT", "Virginia": "VA", "Washington": "WA", "Wisconsin": "WI", "Ontario": "08", "Quebec": "10", "Québec": "10",
    "British Columbia": "02", "Alberta": "01",
}  # fmt: skip
_LOCATIVE = lexicon.words("locative")
_CITY_WORDS = lexicon.words("city_words")
_PROVINCE = lexicon.words("province_words")
_NOT_BEFORE = lexicon.words("not_city_before")
_NOT_AFTER = lexicon.exact("not_city_after", "any")
_HYPHEN = lexicon.exact("not_city_after", "de_hyphen")
_ARTICLE_OF = frozenset("the der die das le la les il lo el los las".split())
_DATELINE = re.compile(r",?\s[^\n]{0,40}?\((?:dpa|AFP|AP|Reuters|ANSA|EFE|PAP|ANP|epd|KNA|KNA|ots|dapd|ΑΠΕ|ΑΠΕ-ΜΠΕ|IPS|afp|ap|ansa|efe|pap|anp|reuters|apa|APA|sda|SDA)[^)]*\)")
_PUBLISHERS = frozenset(
    "Routledge Springer Palgrave Macmillan Verso Books Transcript Suhrkamp Campus Sage SAGE Elgar Polity Pluto Press Verlag Laterza Mulino Einaudi "
    "Feltrinelli Découverte Gallimard Seuil Nomos Beck Gruyter Dampfboot VSA Unrast Akal Anagrama Icaria Catarata Scholar PWN transcript Éditions Editions "
    "Editorial Edizioni Wydawnictwo Uitgeverij Εκδόσεις Penguin Brill Ashgate Wiley Blackwell Karthala Erès Donzelli Carocci FrancoAngeli Universalis".split()
)
_DEEDS = frozenset(
    "joined signed adopted has had became hosted declared opened a ont n ne est ha hanno è hat trat traten wurde ist und beschloss firmó podpisał przystąpił heeft werd non nie niet no se wel is".split()
)
_CLUBS = frozenset("fc ac afc rc sc vfl vfb tsv sv hsv bsc real atlético atletico hertha borussia eintracht werder olympique inter juventus sporting dynamo legia lech ajax".split())


class Candidate(NamedTuple):
    """A possible place at ``text[start:end]``; ``name`` is the base form, ``strength`` its evidence."""

    start: int
    end: int
    senses: Senses
    inflected: bool


def find_places(view: View) -> None:
    """Add countries, then cities with their link, then regions and provinces as PLACE."""
    hits = _longest(view.places)
    inflected = _inflected(view)
    _countries_and_regions(view, [h for h in hits if not _covered(h, inflected)])
    candidates = [Candidate(hit.start, hit.end, hit.senses, inflected=False) for hit in hits if hit.senses.level >= 0]
    candidates += inflected
    candidates.sort(key=lambda c: (c.start, -c.end))
    free = [c for c in candidates if view.free(c.start, c.end)]
    accepted = _accept(view, free)
    context = _Context.of(view, accepted)
    for candidate in accepted:
        if view.free(candidate.start, candidate.end):
            _add(view, candidate, context)


def _covered(hit: Hit, longer: list[Candidate]) -> bool:
    """Tell whether a name is the second half of an inflected town ("Ηρακλείου Κρήτης")."""
    return any(c.start < hit.start and hit.end <= c.end for c in longer)


def _longest(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    end = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end:
            kept.append(hit)
            end = hit.end
    return kept


def _countries_and_regions(view: View, hits: list[Hit]) -> None:
    for hit in hits:
        if not (hit.senses.country or hit.senses.region) or not view.free(hit.start, hit.end):
            continue
        if hit.senses.country and not _no_country(view, hit):
            view.take(hit.start, hit.end)
            view.add("COUNTRY", hit.start, hit.end, link=_country_link(view, hit.senses.country),
                     value=hit.senses.country, method="country-name", confidence=0.97)  # fmt: skip
        elif hit.senses.region and not hit.senses.places:
            view.take(hit.start, hit.end)
            view.add("PLACE", hit.start, hit.end, value=hit.senses.region, method="region-name", confidence=0.85)
        elif hit.senses.region:
            link = next((view.resources.places[i].iri for i in hit.senses.places if view.resources.places[i].area and view.resources.places[i].iri), None)
            view.take(hit.start, hit.end)
            view.add("PLACE", hit.start, hit.end, link=link, value=hit.senses.region, method="region-name", confidence=0.85)


def _country_link(view: View, code: str) -> str:
    return f"{view.resources.base}id/country/{code.lower()}"


def _no_country(view: View, hit: Hit) -> bool:
    """Tell whether a country's name is part of another name, or a word in capitals."""
    words = view.text[hit.start : hit.end]
    if view.text[hit.end : hit.end + 1] == "-" and view.text[hit.end + 1 : hit.end + 2].isupper() and view.language_at(hit.start) != "de":
        return False
    if len(words) == 2 and words.isupper() and words == "US":
        line = view.text[max(0, hit.start - 25) : hit.end + 25]
        return line.isupper()
    if view.text[hit.start - 1 : hit.start] == "-" or _periodical(view, hit.start):
        return True
    if words == "Georgia" and _american(view, hit.start):
        return True
    if words in {"Georgia", "Jordan"}:
        after = view.after(hit.end, 1)
        before = view.before(hit.start, 1)
        return bool(after and after[0][0].isupper() and view.text[hit.end : hit.end + 1] == " ") or bool(before and before[0] == "atlanta")
    return False


def _periodical(view: View, start: int) -> bool:
    """Tell whether a journal or paper of that name is meant."""
    return bool({"zeitschrift", "journal", "magazin", "magazine", "revue", "rivista", "revista"}.intersection(view.before(start, 1)))


def _american(view: View, start: int) -> bool:
    """Tell whether a town of the state of Georgia goes before, with a comma."""
    left = re.search(rf"([{UPPER}]\w+),\s$", view.text[max(0, start - 30) : start])
    senses = view.resources.senses(left[1]) if left else None
    places = view.resources.places
    return senses is not None and any(places[i].admin1 == "GA" and places[i].country == "US" for i in senses.places)


def _inflected(view: View) -> list[Candidate]:
    """Return cities in oblique cases: only words that nothing else has explained are looked up."""
    found: list[Candidate] = []
    for sentence in view.sentences:
        if sentence.language not in {"pl", "el", "de", "nl"}:
            continue
        pattern = _CAPITAL_WORD if sentence.language in {"pl", "el"} else _GENITIVE
        for match in pattern.finditer(view.text, sentence.start, sentence.end):
            found += _inflected_word(view, match, sentence.language)
    return found


def _inflected_word(view: View, match: re.Match[str], language: str) -> list[Candidate]:
    whole = [match.span()]
    if " " in match.group() or "-" in match.group():
        cut = re.search(r"[ -]", match.group())
        middle = match.start() + cut.start() if cut else match.end()
        whole += [(match.start(), middle), (middle + 1, match.end())]
    for start, end in whole:
        word = plain(view.text[start:end])
        for form in _base_names(word, language):
            senses = view.resources.senses(form)
            if senses is not None and _fits(view, senses, language, form) and view.resources.senses(word) is None:
                return [Candidate(start, end, senses, inflected=True)]
    return []


def _base_names(word: str, language: str) -> list[str]:
    """Return the base forms of a name of one or two words, itself left out."""
    first, _, second = word.partition(" ")
    if not second:
        return list(base_forms(word, language)[1:])
    if language not in {"pl", "el"}:
        return []
    heads = adjectives(first, language)
    return [f"{head} {tail}" for head in heads for tail in base_forms(second, language)]


def _fits(view: View, senses: Senses, language: str, form: str) -> bool:
    """Tell whether an inflected form may be that of the name: known well, or of the language's land."""
    if senses.level < 0:
        return False
    best = view.resources.places[senses.places[0]]
    home = {"pl": {"PL"}, "el": {"GR", "CY"}, "de": {"DE", "AT", "CH"}, "nl": {"NL", "BE"}}[language]
    if best.country in home:
        return best.population >= (3_000 if language in {"pl", "el"} else 20_000) or bool(best.iri)
    return senses.level == SURE or (best.population >= 100_000 and best.country in EUROPE and len(form) > 4)


def _accept(view: View, candidates: list[Candidate]) -> list[Candidate]:
    """Keep what reads as a place; weak names may lean on sure ones beside them."""
    strengths = [_strength(view, candidate) for candidate in candidates]
    sure_ends = {c.end for c, s in zip(candidates, strengths, strict=True) if s >= 2}
    sure_starts = {c.start for c, s in zip(candidates, strengths, strict=True) if s >= 2}
    sure_names = {c.senses.name for c, s in zip(candidates, strengths, strict=True) if s >= 2}
    kept: list[Candidate] = []
    for candidate, strength in zip(candidates, strengths, strict=True):
        if strength < 0:
            continue
        again = candidate.senses.name in sure_names and not (
            _is_word(view, candidate) and (view.starts_sentence(candidate.start) or view.language_at(candidate.start) == "de")
        )
        if strength >= 1 or again or _listed(view, candidate, sure_ends, sure_starts):
            kept.append(candidate)
            if strength >= 0:
                sure_ends.add(candidate.end)
    return kept


def _listed(view: View, c: Candidate, ends: set[int], starts: set[int]) -> bool:
    """Tell whether a sure city stands next to this one in an enumeration."""
    text = view.text
    left = re.search(r"(?:,\s|\s(?:and|und|et|e|ed|y|i|oraz|en|και|sowie|as well as|&)\s|[–/]|,\s(?:and|und|et|e|y|i|en)\s)$", text[max(0, c.start - 14) : c.start])
    if left and (c.start - len(left.group())) in ends:
        return True
    right = re.match(r"(?:,\s(?:and\s|und\s|et\s|e\s|y\s|i\s|en\s)?|\s(?:and|und|et|e|ed|y|i|oraz|en|και|sowie|&)\s|[–/])", text[c.end : c.end + 14])
    return right is not None and (c.end + right.end()) in starts


def _strength(view: View, c: Candidate) -> int:
    """Return -1 for no place, 0 in doubt, 1 for a place, 2 for a place that vouches for others."""
    before = view.before(c.start)
    if _excluded(view, c, before):
        return -1
    support = _support(view, c, before)
    if support >= 2:
        return 2
    alone = not _capital_neighbour(view, c)
    if _is_word(view, c):
        return _word_strength(view, c, support, alone=alone)
    if c.senses.level == SURE:
        return 2 if support or alone else 1
    if c.senses.level == NORMAL:
        return 1 if support or (alone and not view.starts_sentence(c.start)) else 0
    return 1 if support and _plausible(view, c) else 0


def _is_word(view: View, c: Candidate) -> bool:
    """Tell whether the name is an ordinary word of the sentence's language, or a given name."""
    words = c.senses.words
    if words and ("any" in words or view.language_at(c.start) in words):
        return True
    if c.senses.level == SURE or c.senses.spaced:
        return False
    return c.senses.name.strip() in view.resources.given


def _word_strength(view: View, c: Candidate, support: int, *, alone: bool) -> int:
    """Judge a name that is a word too: a capital inside a sentence says much, but not in German."""
    if view.language_at(c.start) == "de":
        if c.senses.level == SURE and view.resources.places[c.senses.places[0]].iri and _acts(view, c):
            return 1
        bare = view.before(c.start, 1)[-1:] in (["in"], ["aus"], ["nach"])
        return 1 if bare and c.senses.level <= NORMAL else 0
    if view.starts_sentence(c.start) or not alone:
        return 1 if _acts(view, c) and c.senses.level == SURE else 0
    if support:
        return 1 if c.senses.level <= NORMAL or _plausible(view, c) else 0
    return 1 if c.senses.level == SURE else 0


def _acts(view: View, c: Candidate) -> bool:
    """Tell whether a verb that towns are subjects of follows."""
    after = view.after(c.end, 1)
    return bool(after) and after[0] in _DEEDS


def _plausible(view: View, c: Candidate) -> bool:
    """Tell whether a small place may be named without explanation: at home or in Europe."""
    best = view.resources.places[c.senses.places[0]]
    if _capital_neighbour(view, c):
        return False
    if best.country in EUROPE or best.country == view.home_country:
        return True
    return best.population > 400_000 and plain(best.name) == c.senses.name.strip()


def _capital_neighbour(view: View, c: Candidate) -> bool:
    """Tell whether another capitalised word stands right beside, as in a longer name."""
    text = view.text
    german = view.language_at(c.start) == "de"
    right = text[c.end : c.end + 2]
    if len(right) == 2 and right[0] == " " and right[1].isupper() and not german:
        return True
    if text[c.start - 1 : c.start] != " " or german:
        return False
    low = text.rfind(" ", 0, c.start - 1) + 1
    word = text[low : c.start - 1]
    return bool(word) and word[0].isupper() and word[-1].isalnum() and not view.starts_sentence(low)


def _support(view: View, c: Candidate, before: list[str]) -> int:
    """Return 2 when the words say "city", 1 when a preposition of place goes before."""
    joined = [" ".join(before[-count:]) for count in (1, 2, 3, 4)]
    if any(words in _CITY_WORDS for words in joined):
        return 2
    if _qualified(view, c) is not None:
        return 2
    if before and before[-1] in _LOCATIVE and view.text[c.start - 1 : c.start] in {" ", "’", "'"}:
        return 1
    after = view.after(c.end, 2)
    if after and after[0].lower() in {"based", "city", "municipality"} and view.text[c.end : c.end + 1] in {" ", "-"}:
        return 2 if after[0] != "City" else 1
    if view.text[c.end : c.end + 2] in {"'s", "’s"}:
        return 1
    return 0


def _excluded(view: View, c: Candidate, before: list[str]) -> bool:
    """Tell whether the name is part of something else: a province, process, club, paper, street …"""
    text = view.text
    joined = [" ".join(before[-count:]) for count in (1, 2, 3, 4)]
    if any(words in _NOT_BEFORE for words in joined) or (before and before[-1] in _CLUBS):
        return True
    if any(words in _PROVINCE for words in joined) and not any(words in _CITY_WORDS for words in joined):
        if not (joined[0] in {"region", "land", "the", "area", "real", "inter", "as"}):
            return True
        if joined[0] == "region":
            return True
    after = view.after(c.end, 2)
    gap = text[c.end : c.end + 1]
    if after and gap == " " and (after[0] in _NOT_AFTER or (after[0] in {"Treaty", "Refugee"})):
        return after[0] != "Council"
    if gap == "-" and after and text[c.end + 1 : c.end + 2].isupper() and _compound(view, c, after[0]):
        return True
    if text[c.start - 1 : c.start] == "-" and _hyphen_left(view, c):
        return True
    return _printed_in(view, c, before) or _dateline(view, c)


def _compound(view: View, c: Candidate, second: str) -> bool:
    if second in _HYPHEN or second in _NOT_AFTER:
        return True
    return False


def _hyphen_left(view: View, c: Candidate) -> bool:
    """Tell whether a hyphen ties the name to a word before that is no city ("Nord-Pas-de-Calais")."""
    low = max(view.text.rfind(" ", 0, c.start), view.text.rfind("\n", 0, c.start)) + 1
    first = plain(view.text[low : c.start - 1])
    senses = view.resources.senses(first)
    return senses is None or senses.level not in {SURE, NORMAL}


def _printed_in(view: View, c: Candidate, before: list[str]) -> bool:
    """Tell whether a publisher stands beside: "Routledge, London", "London: Routledge"."""
    text = view.text
    after = view.after(c.end, 1)
    if text[c.end : c.end + 2] == ": " and after and after[0] in _PUBLISHERS:
        return True
    left = text[max(0, c.start - 30) : c.start]
    word = re.search(r"([\w]+),\s$", left)
    return word is not None and word[1] in _PUBLISHERS


def _dateline(view: View, c: Candidate) -> bool:
    return view.starts_sentence(c.start) and _DATELINE.match(view.text, c.end, c.end + 60) is not None


def _qualified(view: View, c: Candidate) -> str | None:
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
    if re.fullmatch(r"[A-Z]{2}", name) and text_bracket(view, c):
        return name if name in EUROPE else f"/{name}"
    return None


def text_bracket(view: View, c: Candidate) -> bool:
    """Tell whether a bracket opens right after the name ("Pinerolo (TO)")."""
    return view.text[c.end : c.end + 2] == " ("


class _Context(NamedTuple):
    """What the document says of its countries."""

    countries: Counter[str]
    home: str | None

    @classmethod
    def of(cls, view: View, accepted: list[Candidate]) -> _Context:
        counts: Counter[str] = Counter()
        for mention in view.mentions:
            if mention.type == "COUNTRY" and mention.value:
                counts[mention.value] += 1
        for candidate in accepted:
            if candidate.senses.level == SURE and len(candidate.senses.places) == 1:
                counts[view.resources.places[candidate.senses.places[0]].country] += 1
        return cls(counts, view.home_country)

    def score(self, place: Place) -> float:
        """Return how well a place fits the document."""
        total = sum(self.countries.values()) or 1
        share = self.countries.get(place.country, 0) / total
        return place.prior + 2.0 * share + (1.5 if place.country == self.home else 0.0) + (0.4 if self.countries.get(place.country) else 0.0)


def _add(view: View, c: Candidate, context: _Context) -> None:
    """Add a city (or PLACE) with the link of the likeliest place."""
    places = [view.resources.places[index] for index in c.senses.places]
    qualifier = _qualified(view, c)
    ranked = sorted(places, key=lambda place: -context.score(place))
    if qualifier is not None:
        ranked = [p for p in ranked if _matches(p, qualifier)] or ([] if qualifier.startswith("/") and len(qualifier) == 3 and places[0].country not in {"US", "CA"} and not _province(qualifier, places[0]) else ranked)
    best = ranked[0] if ranked else None
    start, end = c.start, c.end
    if best is not None and best.area:
        view.take(start, end)
        view.add("PLACE", start, end, link=best.iri or None, geonames_id=best.geonames_id or None, value=best.country, method="registry", confidence=0.9)
        return
    view.take(start, end)
    confidence = {SURE: 0.96, NORMAL: 0.88, WEAK: 0.8}[c.senses.level]
    view.add(
        "CITY", start, end,
        link=(best.iri or None) if best else None,
        geonames_id=(best.geonames_id or None) if best else None,
        value=best.country if best else None,
        method="gazetteer-inflected" if c.inflected else "registry" if best and best.iri else "gazetteer",
        confidence=confidence,
        detail=(("name", best.name),) if best else (),
    )  # fmt: skip


def _province(qualifier: str, place: Place) -> bool:
    """Tell whether two letters in brackets may be a province of the place's own country."""
    return place.country in {"IT", "CH", "ES"}


def _matches(place: Place, qualifier: str) -> bool:
    if qualifier.startswith("/"):
        return place.country in {"US", "CA"} and place.admin1 == qualifier[1:]
    return place.country == qualifier
