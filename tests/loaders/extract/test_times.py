"""When something was done: told by another date, by the day of the page, by the sentence before."""

from __future__ import annotations

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


@pytest.mark.parametrize(
    ("text", "language", "dates"),
    [
        ("News, 3 February 2021\n\nLast November Bristol joined Eurocities.", "en", {"2020-11"}),
        ("News, 3 February 2021\n\nFour years ago Glasgow joined Eurocities.", "en", {"2017"}),
        ("19 February 2020\n\nThree weeks ago Norwich joined Eurocities.", "en",
         {"2020-01-27/2020-02-02"}),
        ("York, 5 May 2020. Today York joined Eurocities.", "en", {"2020-05-05"}),
        ("Rundbrief 2/2022 (August)\n\nIm Mai ist Kiel dem Netzwerk Eurocities beigetreten.", "de",
         {"2022-05"}),
        ("Am 3. Mai 2018 sprach der 2015 gewählte Oberbürgermeister von Köln. Am Tag darauf trat "
         "Köln dem Netzwerk Eurocities bei.", "de", {"2018-05-04"}),
        ("Ein Jahr nachdem der Stadtrat 2015 getagt hatte, trat Kiel dem Netzwerk Eurocities bei.",
         "de", {"2016"}),
        ("Le 5 mai 2020\n\nEn décembre dernier, Nantes a rejoint le réseau Eurocities.", "fr",
         {"2019-12"}),
        ("Ville de Nantes, décembre 2018\n\nEn janvier, Nantes a rejoint le réseau Eurocities.",
         "fr", {"2018-01"}),
        ("Bollettino del 3 febbraio 2021\n\nLo scorso 20 dicembre Torino ha aderito alla rete "
         "Eurocities.", "it", {"2020-12-20"}),
        ("Giovedì 14 novembre 2019\n\nLunedì sera Bologna ha aderito alla rete Eurocities.", "it",
         {"2019-11-11"}),
        ("Boletín del 3 de febrero de 2021\n\nEl pasado mes de noviembre Bilbao se adhirió a la "
         "red Eurocities.", "es", {"2020-11"}),
        ("Hoja del barrio · Bilbao · n.º 77 · primavera de 2024\n\nEl 10 de febrero se adhirió "
         "Bilbao a la red Eurocities.", "es", {"2024-02-10"}),
        ("En 2012 Bilbao firmó un convenio. Cuatro años después se adhirió Bilbao a la red "
         "Eurocities.", "es", {"2016"}),
        ("Donderdag 14 november 2019\n\nWoensdag sloot Groningen zich aan bij het netwerk "
         "Eurocities.", "nl", {"2019-11-13"}),
        ("Donderdag 14 november 2019\n\nElke woensdag is er soep. Groningen sloot zich aan bij het "
         "netwerk Eurocities.", "nl", {None}),
        ("Biuletyn z 3 lutego 2021\n\nW listopadzie ubiegłego roku Wrocław przystąpił do sieci "
         "Eurocities.", "pl", {"2020-11"}),
        ("Δελτίο, 3 Φεβρουαρίου 2021\n\nΠριν από τέσσερα χρόνια η Λάρισα εντάχθηκε στο δίκτυο "
         "Eurocities.", "el", {"2017"}),
    ],
)  # fmt: skip
def test_words_tell_a_date_by_that_of_the_page_or_of_the_sentence_before(
    read: Read, text: str, language: str, dates: set[str | None]
) -> None:
    claims = read(text, language).claims
    assert {c.date for c in claims if c.predicate == "membership"} == dates


@pytest.mark.parametrize(
    ("text", "language", "dates"),
    [
        ("According to a report of 2021 York joined Eurocities in 2018.", "en", {"2018"}),
        ("Secondo un rapporto del 2021, Milano ha aderito alla rete Eurocities nel 2018.", "it",
         {"2018"}),
        ("Badajoz entró en Eurocities el 12 de mayo de 2021 y Linares lo hizo en octubre de 2022.",
         "es", {"2021-05-12", "2022-10"}),
        ("Im Vorjahr war Graz dem Netzwerk Eurocities beigetreten, heuer feierte die Stadt.\n\n"
         "Graz, am 4. Juli 2022", "de", {"2021"}),
        ("Bonn is a member of Eurocities and joined the Seebrücke on 3 May 2018.", "en", {None}),
    ],
)  # fmt: skip
def test_the_date_of_another_act_or_of_a_source_is_not_taken(
    read: Read, text: str, language: str, dates: set[str | None]
) -> None:
    claims = read(text, language).claims
    assert {c.date for c in claims if c.object.endswith("/eurocities")} == dates


def test_the_founding_of_a_winner_is_not_the_day_of_the_award(read: Read) -> None:
    text = "La Fundación Kramer, creada en 1998, recibió en 2019 el Premio de Derechos Humanos."
    (award,) = [c for c in read(text, "es").claims if c.predicate == "recognition"]
    assert award.date == "2019"


def test_what_a_council_decided_has_the_day_of_the_meeting_told_before(read: Read) -> None:
    text = (
        "The city council of Bradford met on 12 March 2019. It adopted the Sanctuary Strategy. "
        "\n\nIt adopted the Housing Strategy 2030 as well."
    )
    dates = {c.object: c.date for c in read(text, "en").claims if c.predicate == "adoption"}
    assert dates == {"Sanctuary Strategy": "2019-03-12", "Housing Strategy": None}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("From 2014 to 2018 the Barrow Trust funded the project Open Kitchen in Leeds.", "en"),
        ("De 2014 à 2018, la Fondation Kramer a financé le projet « Cuisine ouverte ».", "fr"),
        ("Van 2014 tot 2018 financierde de Kramer Stichting het project 'Open Keuken'.", "nl"),
    ],
)
def test_a_stretch_of_years_is_that_of_the_support_told_in_it(
    read: Read, text: str, language: str
) -> None:
    (support,) = [c for c in read(text, language).claims if c.predicate == "support"]
    assert support.date == "2014/2018"
