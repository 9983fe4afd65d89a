"""Projects, events, awards, offers and protests are read from sentences, tables and lines."""

import pytest

from loaders.extract.model import Extraction

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


def said(found: Extraction) -> set[tuple[str, str, str, str]]:
    """Return predicate, subject, object and date of the claims, IRIs cut to their keys."""
    return {
        (c.predicate, c.subject.rpartition("/")[2], c.object.rpartition("/")[2], c.date or "")
        for c in found.claims
    }


@pytest.mark.parametrize(
    ("text", "language", "claim"),
    [
        ("Naples offered to receive 20 people.", "en", ("offer", "naples", "20", "")),
        (
            "Die Stadt Kiel erklärte sich 2018 zum Sicheren Hafen.",
            "de",
            ("declaration", "kiel", "Sicheren Hafen", "2018"),
        ),
        (
            "Utrecht protesteerde tegen de sluiting van de opvang.",
            "nl",
            ("protest", "utrecht", "de sluiting van de opvang", ""),
        ),
        (
            "En 2020 la ville de Namur a reçu le Prix de la Fraternité.",
            "fr",
            ("recognition", "namur", "Prix de la Fraternité", "2020"),
        ),
        (
            "W 2019 roku Poznań gościł Kongres Miast Otwartych.",
            "pl",
            ("participation", "poznan", "Kongres Miast Otwartych", "2019"),
        ),
        (
            "Il progetto Ponte Nuovo, avviato nel 2016 a Bologna, accoglie 40 ragazzi.",
            "it",
            ("practice", "bologna", "Ponte Nuovo", "2016"),
        ),
        (
            "El programa Casa Abierta es gestionado por la Fundación Ribera Viva.",
            "es",
            ("carrier", "Casa Abierta", "Fundación Ribera Viva", ""),
        ),
        (
            "Das Projekt „Ankerplatz“ endete 2021.",
            "de",
            ("end", "Ankerplatz", "2021", "2021"),
        ),
        (
            "The Leeds Welcome Desk is funded by the Scanlon Foundation and cost £240,000.",
            "en",
            ("support", "scanlon-foundation", "Leeds Welcome Desk", ""),
        ),
        (
            "Luisa Ferrante is the author of the guide “Harbours inland” (2019).",
            "en",
            ("authorship", "Luisa Ferrante", "Harbours inland", "2019"),
        ),
    ],
)
def test_a_sentence_says_what_was_done(
    read: Read, text: str, language: str, claim: tuple[str, str, str, str]
) -> None:
    assert claim in said(read(text, language))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Naples did not offer to receive anybody; it would have offered 20 places.", "en"),
        ("Kiel erklärte sich nicht zum Sicheren Hafen.", "de"),
        ("The city offered 20 language courses to its staff last week.", "en"),
        ("Namur n'a pas reçu le Prix de la Fraternité.", "fr"),
        ("Utrecht is planning to launch the Harbour Map project.", "en"),
    ],
)
def test_what_is_denied_or_planned_is_not_claimed(read: Read, text: str, language: str) -> None:
    found = said(read(text, language))
    assert not {one for one in found if one[0] in {"offer", "declaration", "recognition"}} or (
        "staff" in text and {one[1] for one in found} == set()
    )
    assert not {one for one in found if one[0] == "practice"}


HEADS = [
    ("en", "City | Programme | Start | Run by | Status | Budget", "ended 2021", "£95,000"),
    ("de", "Stadt | Maßnahme | Beginn | Träger | Status | Mittel", "beendet 2021", "95.000 €"),
    ("fr", "Ville | Action | Début | Porteur | Statut | Budget", "terminé en 2021", "95 000 €"),
    ("it", "Comune | Progetto | Avvio | Ente gestore | Stato | Importo", "concluso nel 2021",
     "95.000 €"),
    ("es", "Ciudad | Medida | Inicio | Entidad | Estado | Presupuesto", "finalizada en 2021",
     "95.000 €"),
    ("el", "Δήμος | Δράση | Έναρξη | Φορέας | Κατάσταση | Προϋπολογισμός", "ολοκληρώθηκε το 2021",
     "95.000 €"),
    ("pl", "Miasto | Działanie | Początek | Realizator | Status | Budżet", "zakończone w 2021",
     "95 000 zł"),
    ("nl", "Gemeente | Project | Start | Uitvoerder | Status | Budget", "beëindigd in 2021",
     "€ 95.000"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "head", "status", "amount"), HEADS)
def test_a_row_of_a_table_is_a_practice_with_its_cells(
    read: Read, language: str, head: str, status: str, amount: str
) -> None:
    city = {"el": "Θεσσαλονίκη", "pl": "Wrocław"}.get(language, "Palermo")
    key = {"el": "thessaloniki", "pl": "wroclaw"}.get(language, "palermo")
    rows = f"{head}\n{city} | Alfa Nova | 2017 | Beta Rossa | {status} | {amount}\n"
    found = said(read(rows, language))
    assert ("practice", key, "Alfa Nova", "2017") in found
    assert ("carrier", "Alfa Nova", "Beta Rossa", "") in found
    assert ("end", "Alfa Nova", "2021", "2021") in found
    assert ("figure", "Alfa Nova", "95000", "") in found


def test_columns_may_stand_in_another_order_and_a_planned_row_is_left_out(read: Read) -> None:
    text = (
        "| Status | Start | Programme | City |\n|---|---|---|---|\n"
        "| ongoing | 2017 | Alfa Nova | Palermo |\n| planned | 2024 | Gamma Verde | Turin |\n"
        "| ongoing | | Delta Blu | Leeds |\n"
    )
    found = said(read(text, "en"))
    assert ("practice", "palermo", "Alfa Nova", "2017") in found
    assert ("practice", "leeds", "Delta Blu", "") in found
    assert not {one for one in found if "Gamma Verde" in one}


def test_the_lines_of_a_profile_say_mayor_inhabitants_and_networks(read: Read) -> None:
    text = (
        "Stadtporträt Osnabrück\n\nEinwohner*innen: 169.000 (2022)\n"
        "Oberbürgermeisterin: Katrin Pöhler\nNetzwerke: ECCAR, Eurocities (seit 2015)\n"
    )
    assert said(read(text, "de")) == {
        ("figure", "osnabruck", "169000", "2022"),
        ("office", "Katrin Pöhler", "osnabruck", ""),
        ("membership", "osnabruck", "eccar", ""),
        ("membership", "osnabruck", "eurocities", "2015"),
    }


def test_who_takes_part_in_an_event_does_not_join_a_network(read: Read) -> None:
    text = (
        "Si è svolto a Riace il Forum dei comuni solidali, organizzato da Re.Co.Sol. "
        "Vi hanno partecipato i comuni di Cinquefrondi e Capannori."
    )
    found = said(read(text, "it"))
    assert not {one for one in found if one[0] == "membership"}
    assert ("participation", "cinquefrondi", "Forum dei comuni solidali", "") in found


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("de", "Das Notquartier Westbogen wurde 2015 von der Stadt Kiel eröffnet.",
         "Notquartier Westbogen"),
        ("de", "Das Projekt Westbogen wurde 2015 von der Stadt Kiel gestartet.", "Westbogen"),
        ("fr", "Le Refuge des Alizés, ouvert en 2015 par la Ville de Lyon, a fermé en 2020.",
         "Refuge des Alizés"),
        ("es", "El Comedor Alameda, abierto por el Ayuntamiento de Bilbao en 2015, sigue.",
         "Comedor Alameda"),
        ("it", "L'Ostello Aurora, aperto nel 2015 dal Comune di Modena, accoglie tutti.",
         "Ostello Aurora"),
        ("en", "The Harbour Language Exchange was opened by the City of Leeds in 2015.",
         "Harbour Language Exchange"),
        ("nl", "De Buurtkeuken Zuid werd in 2015 door de gemeente Utrecht geopend.",
         "Buurtkeuken Zuid"),
        ("pl", "Kuchnia Sąsiedzka została otwarta w 2015 r. przez Miasto Lublin.",
         "Kuchnia Sąsiedzka"),
    ],
)  # fmt: skip
def test_places_that_serve_people_are_practices_by_their_names(
    read: Read, language: str, text: str, name: str
) -> None:
    claims = [c for c in read(text, language).claims if c.predicate == "practice"]
    assert [(c.object, c.date) for c in claims] == [(name, "2015")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "2018 wurde das Rettungsschiff „Morgenstern“ mit 120 geretteten Menschen an Bord,"
         " unterstützt von der Seebrücke, am Einlaufen gehindert."),
        ("it", "Nel 2019 la nave “Stella Nuova”, sostenuta dalla Caritas, aveva a bordo 120"
         " persone."),
    ],
)  # fmt: skip
def test_a_ship_with_people_on_board_is_not_a_project_that_counts_them(
    language: str, text: str, read: Read
) -> None:
    claims = read(text, language).claims
    assert not [c for c in claims if c.predicate in {"figure", "support", "carrier"}]
