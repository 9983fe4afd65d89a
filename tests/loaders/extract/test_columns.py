"""Programme tables of any form are read by what their heads say; what is planned is no claim."""

import pytest

from loaders.extract.model import Extraction

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


def told(found: Extraction, *kinds: str) -> set[tuple[str, str, str, str]]:
    return {
        (c.predicate, c.subject.rpartition("/")[2], c.object.rpartition("/")[2], c.date or "")
        for c in found.claims
        if not kinds or c.predicate in kinds
    }


def test_cells_may_stand_between_slashes_and_an_end_beside_the_start(read: Read) -> None:
    found = read(
        "Town / Programme / Operator / Since / Staff / Annual budget\n"
        "Leeds / Night Kitchen / Barrow Trust / 2015 (closed 2019) / 6 / C$225,000\n"
        "Hull / Boat School / (vacant) / planned for 2030 / – / –\n",
        "en",
    )
    assert told(found) == {
        ("practice", "leeds", "Night Kitchen", "2015"),
        ("carrier", "Night Kitchen", "Barrow Trust", ""),
        ("end", "Night Kitchen", "2019", "2019"),
        ("figure", "Night Kitchen", "6", ""),
        ("figure", "Night Kitchen", "225000", ""),
    }


def test_bars_without_edges_are_a_table_and_no_menu(read: Read) -> None:
    found = read(
        "Lp. | Miasto | Działanie | Rok uruchomienia | Realizator | Status\n"
        "1. | Warszawa | Kuchnia Mostowa | 2010 | Fundacja Most | zakończone w 2020 r.\n"
        "2. | Lublin | Szkoła Mostowa | planowane na 2031 | do ustalenia | w przygotowaniu\n",
        "pl",
    )
    assert told(found) == {
        ("practice", "warsaw", "Kuchnia Mostowa", "2010"),
        ("carrier", "Kuchnia Mostowa", "Fundacja Most", ""),
        ("end", "Kuchnia Mostowa", "2020", "2020"),
    }


def test_a_row_may_be_lines_with_labels(read: Read) -> None:
    found = read(
        "Ayuntamiento de Bilbao\n\nPrograma: Casa Puente\nInicio: mayo de 2016\n"
        "Entidad gestora: Ribera Viva\nPresupuesto: 95.000 €\nSituación: cerrado en 2021\n\n"
        "Programa: Tarjeta Azul\nInicio: previsto para 2030\nEntidad gestora: por determinar\n",
        "es",
    )
    assert told(found) == {
        ("practice", "bilbao", "Casa Puente", "2016-05"),
        ("carrier", "Casa Puente", "Ribera Viva", ""),
        ("figure", "Casa Puente", "95000", ""),
        ("end", "Casa Puente", "2021", "2021"),
    }


@pytest.mark.parametrize(
    ("head", "state", "language"),
    [
        ("Maßnahme | Beginn | Träger | Stand", "in Vorbereitung", "de"),
        ("Action | Début | Porteur | Statut", "en préparation", "fr"),
        ("Progetto | Avvio | Gestore | Stato", "in preparazione", "it"),
        ("Acción | Inicio | Entidad gestora | Estado", "en preparación", "es"),
        ("Voorziening | Gestart | Uitvoerder | Stand van zaken", "in voorbereiding", "nl"),
        ("Działanie | Początek | Realizator | Status", "w przygotowaniu", "pl"),
        ("Δράση | Έναρξη | Φορέας | Κατάσταση", "υπό σχεδιασμό", "el"),
        ("Programme | Start | Lead | Status", "in preparation", "en"),
    ],
)
def test_a_planned_row_claims_nothing(read: Read, head: str, state: str, language: str) -> None:
    rows = f"{head}\nKantara | 2018 | Dalga | x\nFonte | 2031 | Dalga | {state}\n"
    found = told(read(rows, language), "carrier")
    assert found == {("carrier", "Kantara", "Dalga", "")}


def test_the_year_of_a_head_dates_its_figures(read: Read) -> None:
    found = read("Maßnahme | Beginn | Mittel 2022\nKantara | 2018 | 74.000 €\n", "de")
    assert told(found, "figure") == {("figure", "Kantara", "74000", "2022")}


TABLE = """Stadt Kassel

| Maßnahme | Seit wann | Träger | Stand | Mittel 2023 |
|---|---|---|---|---|
| Treff Nordstadt | 2016 | Halle e. V. | laufend | 74.000 € |
| Mobile Beratung | 2024 (geplant) | noch offen | in Vorbereitung | 60.000 € |
| Lernpaten | 2019 | noch offen | laufend | – |
"""


def test_a_column_of_years_is_that_of_starts_whatever_its_head(read: Read) -> None:
    claims = read(TABLE, "de").claims
    started = {(c.object, c.date) for c in claims if c.predicate == "practice"}
    assert started == {("Treff Nordstadt", "2016"), ("Lernpaten", "2019")}, "plans are left out"


def test_a_year_in_the_head_dates_the_figures_below(read: Read) -> None:
    claims = read(TABLE, "de").claims
    figures = {(c.subject, c.object, c.date) for c in claims if c.predicate == "figure"}
    assert figures == {("Treff Nordstadt", "74000", "2023")}


def test_a_carrier_still_open_is_none(read: Read) -> None:
    claims = read(TABLE, "de").claims
    carriers = {(c.subject, c.object) for c in claims if c.predicate == "carrier"}
    assert carriers == {("Treff Nordstadt", "Halle e. V.")}


def test_a_planned_row_is_not_read_as_a_sentence_either(read: Read) -> None:
    found = read(
        "| Gemeente | Project | Start | Uitvoerder | Fase | Budget |\n|---|---|---|---|---|---|\n"
        "| Gent | Stadspas voor iedereen | gepland | – | voorstel | – |\n",
        "nl",
    )
    assert told(found) == set()


HEADS = {
    "en": ("City", "Member since", "Country", "Members of Eurocities", "planned", "Leeds"),
    "de": ("Stadt", "Mitglied seit", "Land", "Mitglieder von Eurocities", "geplant", "Leipzig"),
    "fr": ("Ville", "Membre depuis", "Pays", "Membres d'Eurocities", "prévu", "Nantes"),
    "it": ("Città", "Membro dal", "Paese", "Membri di Eurocities", "previsto", "Palermo"),
    "es": ("Ciudad", "Miembro desde", "País", "Miembros de Eurocities", "previsto", "Zaragoza"),
    "nl": ("Stad", "Lid sinds", "Land", "Leden van Eurocities", "gepland", "Utrecht"),
    "pl": ("Miasto", "Członek od", "Kraj", "Członkowie Eurocities", "planowane", "Kraków"),
    "el": ("Πόλη", "Μέλος από", "Χώρα", "Μέλη του Eurocities", "σχεδιάζεται", "Αθήνα"),
}


@pytest.mark.parametrize("language", HEADS)
def test_the_city_may_stand_in_any_column_and_a_plan_in_another(read: Read, language: str) -> None:
    city, since, land, title, planned, town = HEADS[language]
    found = read(
        f"{title}\n\n{since} | {land} | {city} | Status\n2019 | X | {town} |\n"
        f"2017 |  | Bologna |\n2016 | X | Bristol | {planned}\n",
        language,
    )
    assert {(c.predicate, c.date) for c in found.claims} == {
        ("membership", "2019"),
        ("membership", "2017"),
    }


@pytest.mark.parametrize("language", HEADS)
def test_networks_may_be_the_heads_of_columns(read: Read, language: str) -> None:
    city, _, _, _, _, town = HEADS[language]
    found = read(
        f"{city} | Eurocities | ICORN | ECCAR\n{town} | 2019 | – | x\n"
        "Bologna |  | (2014) |\nBristol | 12 | no | ✓\n",
        language,
    )
    rows = sorted((c.object.rpartition("/")[2], c.date or "", c.confidence) for c in found.claims)
    assert rows == [
        ("eccar", "", 0.8),
        ("eccar", "", 0.8),
        ("eurocities", "2019", 0.9),
        ("icorn", "2014", 0.9),
    ]


def test_each_table_is_about_the_heading_right_above_it(read: Read) -> None:
    found = read(
        "Networks of our cities\n\nMembers of Eurocities\n\nCity | Member since\nLeeds | 2019\n"
        "Bristol | 2017\n\nMembers of ICORN\n\nCity | Member since\nBristol | 2014\nYork | 2015\n",
        "en",
    )
    assert {(s, o) for _, s, o, _ in told(found)} == {
        ("leeds", "eurocities"),
        ("bristol", "eurocities"),
        ("bristol", "icorn"),
        ("york", "icorn"),
    }


def test_empty_cells_move_no_other_cell(read: Read) -> None:
    found = read(
        "City | Programme | Start | Run by | Status\n"
        "Leeds | Night Kitchen | 2018 | Barrow Trust |\n| | 2019 | Lantern Club | running\n",
        "en",
    )
    assert told(found, "practice", "carrier") == {
        ("practice", "leeds", "Night Kitchen", "2018"),
        ("carrier", "Night Kitchen", "Barrow Trust", ""),
    }


def test_raised_figures_behind_a_city_are_marks_of_notes(read: Read) -> None:
    found = read(
        "Members of Eurocities\n\nCity | Member since\nLeeds¹ | 2019*\nYork² ³ | 2017\n", "en"
    )
    assert {(s, d) for _, s, _, d in told(found)} == {("leeds", "2019"), ("york", "2017")}


def test_the_rows_of_a_narrower_table_below_are_not_those_of_the_one_above(read: Read) -> None:
    found = read(
        "City | Programme | Start | Run by | Status\nLeeds | Night Kitchen | 2018 | Trust | open\n"
        "Alpha | Beta | Gamma\nYork | Hull | 2020\n",
        "en",
    )
    assert {s for kind, _, s, _ in told(found, "practice")} == {"Night Kitchen"}


SIGNATORIES = {
    "en": ("Signatory", "Date", "The cities below work together."),
    "de": ("Unterzeichner", "Datum", "Die folgenden Städte arbeiten zusammen."),
    "fr": ("Signataire", "Date", "Les villes suivantes travaillent ensemble."),
    "it": ("Firmatario", "Data", "Le città seguenti lavorano insieme."),
    "es": ("Firmante", "Fecha", "Las ciudades siguientes trabajan juntas."),
    "nl": ("Ondertekenaar", "Datum", "De volgende steden werken samen."),
    "pl": ("Sygnatariusz", "Data", "Następujące miasta pracują razem."),
    "el": ("Υπογράφων", "Ημερομηνία", "Οι ακόλουθες πόλεις συνεργάζονται."),
}


@pytest.mark.parametrize("language", SIGNATORIES)
def test_the_head_of_a_column_may_be_that_of_signatories(read: Read, language: str) -> None:
    signatory, date, words = SIGNATORIES[language]
    found = read(
        f"Integrating Cities Charter\n\n{words}\n\n{date} | {signatory}\n2010 | Utrecht\n"
        "2011 | Oslo\n",
        language,
    )
    assert told(found) == {
        ("signature", "utrecht", "integrating-cities-charter", "2010"),
        ("signature", "oslo", "integrating-cities-charter", "2011"),
    }


def test_the_charter_may_stand_in_a_column_of_its_own(read: Read) -> None:
    found = read(
        "The cities below work together.\n\nCharter | Signatory | Date\n"
        "Integrating Cities Charter | Utrecht | 2010\n",
        "en",
    )
    assert told(found) == {("signature", "utrecht", "integrating-cities-charter", "2010")}


@pytest.mark.parametrize("head", ["Remarks", "Website", "Country"])
def test_columns_that_claim_nothing_hinder_no_row(read: Read, head: str) -> None:
    found = read(f"City | Since | Network | {head}\nLeeds | 2019 | Eurocities | – \n", "en")
    assert told(found) == {("membership", "leeds", "eurocities", "2019")}


@pytest.mark.parametrize("head", ["Left", "Observer"])
def test_columns_that_nobody_knows_make_no_claim_of_a_row(read: Read, head: str) -> None:
    found = read(f"City | Since | Network | {head}\nLeeds | 2019 | Eurocities | 2021\n", "en")
    assert told(found) == set()
