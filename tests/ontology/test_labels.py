"""Labels of one concept agree across schemes, name both genders alike and avoid false friends."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from loaders.settings import Settings
from loaders.vocabulary import SKOS

LANGUAGES = ("de", "fr", "it", "es", "el", "pl")
ONTOLOGY = Settings.from_environment({}).ontology
FILES = [*sorted((ONTOLOGY / "schemes").glob("*.ttl")), ONTOLOGY / "urban-solidarity.ttl"]


class Text(NamedTuple):
    """One text in one language: of which concept of which scheme, and what kind of text."""

    scheme: str
    concept: str
    kind: str
    language: str
    words: str


def texts(path: Path) -> Iterator[Text]:
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        subject, said = quad.subject, quad.object
        if isinstance(subject, NamedNode) and isinstance(said, Literal) and said.language:
            key = subject.value.rpartition("/")[2]
            kind = quad.predicate.value.rpartition("#")[2]
            yield Text(path.stem, key, kind, said.language, said.value)


TEXTS = [text for path in FILES for text in texts(path)]
LABELS = [text for text in TEXTS if text.kind == SKOS.prefLabel.value.rpartition("#")[2]]

# Adjectives agree with what they stand for: δέσμευση is feminine, the others are neuter.
OF_ANOTHER_GENDER = {("unknown", "el")}
# A number is about nine, a publication is about Naples; the class City holds municipalities too.
OF_ANOTHER_MEANING = {"about", "city"}


def test_one_english_label_has_one_translation() -> None:
    english: dict[tuple[str, str], str] = {}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for text in LABELS:
        if text.language == "en":
            english[text.scheme, text.concept] = text.words.casefold()
    for text in LABELS:
        name = english[text.scheme, text.concept]
        if name not in OF_ANOTHER_MEANING and (name, text.language) not in OF_ANOTHER_GENDER:
            found[name, text.language].add(text.words.casefold())
    assert len(found) > 2000
    assert {key: labels for key, labels in found.items() if len(labels) > 1} == {}


OR = {"fr": "ou|et", "it": "o|e", "es": "o|u|y", "el": "ή|και", "pl": "lub|i"}
# Nouns of one gender whatever they name, with their adjectives, and fixed expressions.
FIXED = {
    "fr": r"membres? fondateurs?|chef de file",
    "it": r"membr[oi] fondator[ei]",
    "es": r"miembros? fundador(?:es)?|teniente de alcalde",
    "el": r"(?!)",
    "pl": r"człon(?:ek|kowie) założyciele?",
}
# The shortest stem that two words of a pair share: fondateur ou fondatrice, radny lub radna.
STEM = 3


def pairs(language: str, words: str) -> set[tuple[str, str]]:
    """Return the words a label gives for both genders, such as (sindaco, sindaca)."""
    found = re.findall(rf"(?<!\w)(\w+) (?:{OR[language]}) (?=(\w+))", words.casefold())
    alike = {(one, other) for one, other in found if one[:STEM] == other[:STEM] and one != other}
    return {pair for pair in alike if abs(len(pair[0]) - len(pair[1])) <= 4}


def one_gender_only(language: str, labels: list[Text]) -> list[tuple[str, str]]:
    """Return (concept, word) where another label of the list gives the word for both genders."""
    both = {pair for text in labels for pair in pairs(language, text.words)}
    free = {text: re.sub(FIXED[language], "", text.words.casefold()) for text in labels}
    said = {text: set(re.findall(r"\w+", words)) for text, words in free.items()}
    return [
        (text.concept, one)
        for text, words in said.items()
        for one, other in both
        if one in words and other not in words
    ]


@pytest.mark.parametrize("language", OR)
def test_what_has_both_genders_in_one_label_has_them_in_the_next(language: str) -> None:
    for scheme in {text.scheme for text in LABELS}:
        labels = [text for text in LABELS if (text.scheme, text.language) == (scheme, language)]
        assert one_gender_only(language, labels) == [], scheme


def test_pairs_are_recognised() -> None:
    assert pairs("fr", "fondateur ou fondatrice") == {("fondateur", "fondatrice")}
    assert pairs("pl", "radny lub radna") == {("radny", "radna")}
    assert pairs("it", "mozione o dichiarazione di solidarietà") == set()
    labels = [
        Text("role", "founder", "prefLabel", "it", "fondatore o fondatrice"),
        Text("role", "chief", "prefLabel", "it", "capo fondatore"),
    ]
    assert one_gender_only("it", labels) == [("chief", "fondatore")]


# Words that look right and mean something else in this field → why.
FALSE_FRIENDS = {
    "de": {
        r"Koalition der Willigen": "the Iraq war coalition of 2003",
        r"(?<!Wiener )Abkommen": "a treaty of states",
        r"Fachtagung": "an expert meeting",
        r"Amtsperson": "dated police language",
        r"Beobachtende|Nutzende": "unidiomatic beside Bürgermeister*innen",
    },
    "fr": {
        r"\bjuridictions?\b": "courts",
        r"\bcaritatives?\b.*municip": "charity",
        r"\baccueil communautaire": "of the EU or an ethnic community",
        r"coalition d(?:es|e) volontaires": "the Iraq war coalition of 2003",
        r"certificat médical": "a certificate about one's health",
        r"carte de recensement": "the national census",
    },
    "it": {
        r"\bgiurisdizion": "courts",
        r"certificato sanitario": "a certificate about one's health",
        r"carta d'identità comunale": "the ordinary Italian identity card",
        r"\bcomunitari[ao]\b": "of the EU",
        r"senza documenti": "without ID papers",
        r"coalizione dei volenterosi": "the Iraq war coalition of 2003",
        r"\bcensimento": "the national census",
    },
    "es": {
        r"\bjurisdicci[oó]n": "courts",
        r"certificado sanitario": "a certificate about one's health",
        r"salvamento marítimo": "the Spanish state agency",
        r"coalición de voluntarios": "volunteers",
        r"\bimpugnad": "challenged in court only",
        r"cabildeo": "Latin American usage",
    },
    "el": {
        r"δικαιοδοσί": "courts",
        r"πιστοποιητικό υγείας": "a certificate about one's health",
        r"δημοτικιστικ": "the Greek language movement",
        r"(?<!δημοτικό )διαμέρισμα\b": "a flat",
        r"συνασπισμ\w+ των προθύμων": "the Iraq war coalition of 2003",
        r"απογραφή": "the national census",
    },
    "pl": {
        r"\bjurysdykcj": "courts",
        r"zaświadczenie zdrowotne": "a certificate about one's health",
        r"\bciał[oa]\b": "a calque of body",
        r"\bsieciowani": "jargon",
        r"polityk\w+ sanktuarium": "policy of the shrine",
        r"koalicj\w+ chętnych": "the Iraq war coalition of 2003",
        r"bez dokumentów": "without ID papers",
        r"\bspisow\w+": "the national census",
    },
}


@pytest.mark.parametrize("language", FALSE_FRIENDS)
def test_there_are_no_false_friends(language: str) -> None:
    said = [text for text in TEXTS if text.language == language and text.kind != "altLabel"]
    assert said
    found = {
        (text.scheme, text.concept, word, why)
        for word, why in FALSE_FRIENDS[language].items()
        for text in said
        if re.search(word, text.words, re.IGNORECASE)
    }
    assert found == set()


def test_greek_is_written_in_greek() -> None:
    greek = [text for text in TEXTS if text.language == "el"]
    assert [text for text in greek if not re.search(r"[α-ωά-ώ]", text.words.casefold())] == []
