"""The sentences about things say what the statements say, in correct forms, and nothing else."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from endpoint.languages.known import CODES
from endpoint.languages.speaking import speaking
from endpoint.site.describe.describe import describe
from endpoint.site.sentences import gather
from endpoint.site.sentences.about import About, Share
from endpoint.site.sentences.grammar import COUNTED, IDENTITY, counted, sentences

CITY = About(
    "city",
    "Xanten",
    where=("Y",),
    counts={"membership": 3, "signed": 1, "practice": 2},
    starts=Share(1, 3, "2014"),
)
NETWORK = About(
    "network",
    "N",
    types=("t",),
    dates={"founded": "2018"},
    counts={"member": 1234},
    stated_size=("2,000", "2025"),
)

SAID = {
    "en": (
        "Xanten (Y) is a city or municipality. Recorded here: 3 memberships in networks"
        " (start stated for 1 of 3, the earliest: 2014), 1 charter signed and 2 practices.",
        "N is a network: t. Founded: 2018. Recorded here: 1,234 members."
        " Number of members as stated by a source: 2,000 (2025).",
    ),
    "de": (
        "Xanten (Y) ist eine Stadt oder Gemeinde. Hier verzeichnet: 3 Mitgliedschaften in"
        " Netzwerken (Beginn bei 1 von 3 angegeben, frühester: 2014), 1 unterzeichnete Charta und"
        " 2 Praktiken.",
        "N ist ein Netzwerk: t. Gründung: 2018. Hier verzeichnet: 1.234 Mitglieder."
        " Mitgliederzahl laut einer Quelle: 2,000 (2025).",
    ),
    "fr": (
        "Xanten (Y) est une ville ou une commune. Recensé ici : 3 adhésions à des réseaux (début"
        " indiqué pour 1 sur 3, le plus ancien : 2014), 1 charte signée et 2 pratiques.",
        "N est un réseau : t. Fondation : 2018. Recensé ici : 1\u202f234 membres."
        " Nombre de membres selon une source : 2,000 (2025).",
    ),
    "it": (
        "Xanten (Y) è una città o un comune. Registrato qui: 3 adesioni a reti (inizio indicato per"
        " 1 su 3, il primo: 2014), 1 carta firmata e 2 pratiche.",
        "N è una rete: t. Fondazione: 2018. Registrato qui: 1.234 membri."
        " Numero di membri secondo una fonte: 2,000 (2025).",
    ),
    "es": (
        "Xanten (Y) es una ciudad o un municipio. Consta aquí: 3 pertenencias a redes (inicio"
        " indicado en 1 de 3, el más antiguo: 2014), 1 carta firmada y 2 prácticas.",
        "N es una red: t. Fundación: 2018. Consta aquí: 1.234 miembros."
        " Número de miembros según una fuente: 2,000 (2025).",
    ),
    "el": (
        "Πόλη ή δήμος: Xanten (Y). Καταγράφονται εδώ: 3 συμμετοχές σε δίκτυα (η έναρξη αναφέρεται"
        " για 1 από 3, η παλαιότερη: 2014), 1 υπογεγραμμένος χάρτης και 2 πρακτικές.",
        "Δίκτυο: N. Είδος: t. Ίδρυση: 2018. Καταγράφονται εδώ: 1.234 μέλη."
        " Αριθμός μελών κατά μια πηγή: 2,000 (2025).",
    ),
    "pl": (
        "Xanten (Y) to miasto lub gmina. Odnotowano tutaj: 3 członkostwa w sieciach (początek"
        " podano dla 1 z 3, najwcześniejszy: 2014), 1 podpisana karta i 2 praktyki.",
        "N to sieć: t. Założenie: 2018. Odnotowano tutaj: 1\xa0234 członków."
        " Liczba członków według źródła: 2,000 (2025).",
    ),
}
# Masculine, feminine and neuter nouns take the article of their gender.
GENDERS = {
    "de": {"event": "ein Ereignis", "practice": "eine Praxis", "country": "ein Staat"},
    "fr": {"event": "un événement", "practice": "une pratique", "charter": "une charte"},
    "it": {"event": "un evento", "network": "una rete", "organisation": "un’organizzazione"},
    "es": {"event": "un evento", "network": "una red", "country": "un país"},
}
# One, two, five, twenty-one, twenty-two: the forms of languages with more than two.
PLURALS = {
    "de": ("1 unterzeichnete Charta", "2 unterzeichnete Chartas"),
    "pl": (
        "1 podpisana karta",
        "2 podpisane karty",
        "5 podpisanych kart",
        "21 podpisanych kart",
        "22 podpisane karty",
    ),
    "it": ("1 carta firmata", "2 carte firmate", "5 carte firmate"),
    "fr": ("1 charte signée", "2 chartes signées", "5 chartes signées"),
    "el": ("1 υπογεγραμμένος χάρτης", "2 υπογεγραμμένοι χάρτες"),
    "es": ("1 carta firmada", "2 cartas firmadas"),
    "en": ("1 charter signed", "2 charters signed"),
}


@pytest.mark.parametrize("code", CODES)
def test_a_city_and_a_network_in_words(code: str) -> None:
    with speaking(code):
        assert (sentences(CITY), sentences(NETWORK)) == SAID[code]


@pytest.mark.parametrize("code", GENDERS)
def test_nouns_have_the_article_of_their_gender(code: str) -> None:
    with speaking(code):
        for kind, words in GENDERS[code].items():
            assert words in sentences(About(kind, "X"))


@pytest.mark.parametrize("code", CODES)
def test_counts_take_the_form_of_their_number(code: str) -> None:
    with speaking(code):
        for number, words in zip((1, 2, 5, 21, 22), PLURALS[code], strict=False):
            assert counted("signed", number) == words


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", IDENTITY)
def test_missing_parts_leave_no_trace(code: str, kind: str) -> None:
    with speaking(code):
        bare = sentences(About(kind, "X"))
        full = sentences(
            About(kind, "X", types=("t",), where=("W",), counts=dict.fromkeys(COUNTED, 1))
        )
    for text in (bare, full):
        assert text.endswith(".")
        assert not re.search(r"%\(|\(\)|: \.|  | \.|,,", text.replace("« ", "").replace(" :", ":"))
    assert len(bare) < len(full)


def test_a_day_is_said_once_and_a_stretch_from_to() -> None:
    one = About("event", "E", dates={"start": "3 May 2018", "end": "3 May 2018"})
    assert sentences(one) == "E is an event. Date: 3 May 2018."
    two = About("event", "E", dates={"start": "3 May 2018", "end": "4 May 2018"})
    assert sentences(two) == "E is an event. Date: 3 May 2018 – 4 May 2018."
    open_ = About("practice", "P", dates={"end": "2019"})
    assert sentences(open_) == "P is a practice. Until: 2019."


def test_nothing_is_said_of_a_kind_without_pattern() -> None:
    assert sentences(About("membership", "M")) == ""


def test_commitments_say_of_how_many_the_outcome_is_recorded() -> None:
    one = About("city", "C", counts={"commitment": 8}, fulfilled=Share(2, 8))
    assert sentences(one).endswith("8 commitments (whether fulfilled is recorded for 2 of 8).")


THINGS = ("city/palermo", "network/anvita", "charter/palermo-declaration-2021", "country/it")


@pytest.mark.parametrize("code", ["en", "el"])
def test_one_and_many_say_the_same(site: Flask, code: str) -> None:
    with site.test_request_context("/"), speaking(code):
        release = site.extensions["urbsol"].release
        things = [release.iris.thing(*path.split("/")) for path in THINGS]
        many = gather.of_many(release, things)
        for thing in things:
            description = describe(release, thing, 1000, 300)
            assert description is not None
            said = gather.of(release, description)
            assert said
            # What only a whole description tells stands in brackets after the count, or at the end.
            brief = many[thing].removesuffix(".")
            words = re.sub(r"\W+", " ", said).split()
            assert set(re.sub(r"\W+", " ", brief).split()) <= set(words)


def test_how_many_point_to_a_thing_is_counted_once_for_many_pages(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = site.extensions["urbsol"].release
    things = [release.iris.thing(*path.split("/")) for path in THINGS]
    with site.test_request_context("/"):
        first = gather.of_many(release, things)
        monkeypatch.setattr(gather, "_counts", lambda *_: pytest.fail("counted again"))
        assert gather.of_many(release, things) == first


def test_a_page_begins_with_the_sentence_and_describes_itself_by_it(client: FlaskClient) -> None:
    shown = html.document_fromstring(client.get("/de/doc/city/palermo").data)
    said = shown.xpath("string(//header//p[contains(@class, 'summary')])")
    assert said.startswith("Palermo (Italien) ist eine Stadt oder Gemeinde. Hier verzeichnet: ")
    assert shown.xpath("string(//meta[@name='description']/@content)") == said
    assert shown.xpath("string(//meta[@property='og:description']/@content)") == said


def test_search_results_say_what_was_found(client: FlaskClient) -> None:
    shown = html.document_fromstring(client.get("/fr/search?q=Palermo").data)
    first = shown.xpath("//ul[@class='hits']/li")[0]
    assert "est une ville ou une commune" in first.text_content()


@pytest.mark.parametrize(("code", "type_"), [("en", "charter"), ("de", "Charta"), ("el", "χάρτης")])
def test_a_type_that_is_called_like_the_kind_is_not_said_twice(code: str, type_: str) -> None:
    with speaking(code):
        assert sentences(About("charter", "X", types=(type_,))) == sentences(About("charter", "X"))
        assert "declaration" in sentences(About("charter", "X", types=("declaration",)))
