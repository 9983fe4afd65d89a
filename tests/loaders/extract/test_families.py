"""What a text says of projects, events and networks in other words than the commonest.

Each sentence is new to the tables' examples: families of verbs in their forms, nouns instead of
verbs, names known by their quotes alone, projects spoken of again, dates of an office or event.
"""

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")

# Language, text, who runs it, who pays, figures, start, end.
PROJECTS = [
    ("en", 'City of Leeds. The clinic "Open Table" has been running since 2014. It is staffed by'
     " Harbour Law Centre and has advised 1,250 people. The clinic shut in 2022.",
     {"Harbour Law Centre"}, set(), {"1250"}, "2014", "2022"),
    ("de", "Stadt Kiel. Das Begegnungscafé „Kompass“ besteht seit April 2015 und wird von der"
     " Diakonie Altholstein getragen. Zuschüsse in Höhe von 60.000 Euro kommen vom Land. Ende 2020"
     " wurde das Projekt beendet.",
     {"Diakonie Altholstein"}, {"Land"}, {"60000"}, "2015-04", "2020"),
    ("fr", "Ville de Nantes. Le guichet « Premiers pas », ouvert en mars 2016, est tenu par"
     " l'association Tissé Métisse. Il est doté d'un budget de 75 000 euros et a orienté 430"
     " familles. Il a fermé ses portes en 2021.",
     {"Tissé Métisse"}, set(), {"75000", "430"}, "2016-03", "2021"),
    ("it", 'Comune di Bologna. Il laboratorio "Fili", nato nel 2016, è affidato alla cooperativa'
     " Piazza Grande. Costa 40.000 euro l'anno. È sostenuto dalla Fondazione del Monte. Ha chiuso"
     " nel 2022.", {"Piazza Grande"}, {"Fondazione del Monte"}, {"40000"}, "2016", "2022"),
    ("es", "Ayuntamiento de Zaragoza. La oficina «Primera Puerta» funciona desde 2015 a cargo de"
     " Cruz Blanca. Cuenta con un presupuesto de 90.000 euros. La financia la Fundación Ebro. Se"
     " cerró en 2020.", {"Cruz Blanca"}, {"Fundación Ebro"}, {"90000"}, "2015", "2020"),
    ("nl", "Gemeente Utrecht. Het inloophuis 'De Haven' draait sinds 2016. Het kost 55.000 euro per"
     " jaar. Het wordt bekostigd door het Oranje Fonds.",
     set(), {"Oranje Fonds"}, {"55000"}, "2016", None),
    ("pl", "Urząd Miasta Gdańska. Klub „Latarnia” istnieje od 2016 roku i jest prowadzony przez"
     " Fundację Wolność. Jego budżet wynosi 90 000 zł. Z klubu skorzystało 450 osób. Wspierają go"
     " Fundacja Batorego i UNHCR. Klub zamknięto w 2021 roku.",
     {"Fundację Wolność"}, {"Fundacja Batorego", "unhcr"}, {"90000", "450"}, "2016", "2021"),
    ("el", "Δήμος Αθηναίων. Ο ξενώνας «Φάρος» λειτουργεί από το 2016 με φορέα την οργάνωση Πράξις."
     " Χρηματοδοτείται από την Ευρωπαϊκή Επιτροπή με 120.000 ευρώ. Έκλεισε το 2021.",
     {"Πράξις"}, {"european-commission"}, {"120000"}, "2016", "2021"),
]  # fmt: skip
# Language, text, participants, when.
EVENTS = [
    ("en", 'The seminar "Ports and People", convened by Bristol in May 2020, was full. Cardiff and'
     " Swansea sent delegates.", {"bristol", "cardiff", "swansea"}, "2020-05"),
    ("fr", "Au colloque « Villes refuges », organisé par Strasbourg en mai 2019, sont intervenus"
     " Anne Durand et Paul Martin.", {"strasbourg", "Anne Durand", "Paul Martin"}, "2019-05"),
    ("it", 'Il convegno "Mare nostro", promosso dal Comune di Bari nel maggio 2018, ha visto gli'
     " interventi di Anna Bianchi e Paolo Verdi.", {"bari", "Anna Bianchi", "Paolo Verdi"},
     "2018-05"),
    ("es", "En las jornadas «Puerto seguro», organizadas por Barcelona en mayo de 2019,"
     " intervinieron Ana Ruiz y Pedro Gil.", {"barcelona", "Ana Ruiz", "Pedro Gil"}, "2019-05"),
    ("nl", "Op de studiedag 'Stad en vlucht', georganiseerd door Gent in mei 2019, spraken Anna de"
     " Vries en Piet Jansen.", {"ghent", "Anna de Vries", "Piet Jansen"}, "2019-05"),
    ("pl", "W seminarium „Miasto dla wszystkich”, zorganizowanym przez Wrocław w maju 2019 roku,"
     " uczestniczyły Gdynia i Sopot.", {"wroclaw", "Gdynia", "Sopot"}, "2019-05"),
    ("el", "Στην ημερίδα «Πόλη για όλους», που οργάνωσε ο Δήμος Λαρισαίων τον Μάιο του 2019,"
     " μίλησαν η Άννα Παππά και ο Πέτρος Νίκου.", {"larissa", "Άννα Παππά", "Πέτρος Νίκου"},
     "2019-05"),
]  # fmt: skip
MEMBERS = [
    ("en", "Eurocities brings together cities. Lyon, Ghent and Malmö are among its members; Hull"
     " came on board in 2019.", {"lyon": None, "ghent": None, "malmo": None,
                                "kingston-upon-hull": "2019"}),
    ("de", "Bremen und Rostock sind im Bündnis „Städte Sicherer Häfen“ dabei; Greifswald kam 2020"
     " hinzu.", {"bremen": None, "rostock": None, "greifswald": "2020"}),
    ("fr", "Grenoble et Montreuil font partie de l'ANVITA. Lyon y a adhéré en 2020.",
     {"grenoble": None, "montreuil": None, "lyon": "2020"}),
    ("it", "Modena e Bologna fanno parte della rete ECCAR; vi ha aderito nel 2019 anche Ravenna.",
     {"modena": None, "bologna": None, "ravenna": "2019"}),
    ("es", "Bilbao y Getxo integran la Red de Ciudades Interculturales. Castelló de la Plana se"
     " incorporó en 2012.", {"bilbao": None, "getxo": None, "castello-de-la-plana": "2012"}),
    ("nl", "Groningen en Leiden doen mee aan Eurocities. Zwolle sloot zich in 2020 aan.",
     {"groningen": None, "leiden": None, "zwolle": "2020"}),
    ("pl", "Do sieci Eurocities należą Gdańsk i Poznań. W 2019 roku dołączył Lublin.",
     {"gdansk": None, "poznan": None, "lublin": "2019"}),
    ("el", "Στο Δίκτυο Πόλεων για την Ένταξη ανήκουν η Λάρισα και η Λιβαδειά. Το 2020 εντάχθηκε και"
     " η Πάτρα.", {"larissa": None, "livadia": None, "patras": "2020"}),
]  # fmt: skip
PROTESTS = [
    ("fr", "La Ville de Lyon s'est prononcée contre l'enfermement des mineurs en 2019.",
     ("lyon", "l'enfermement des mineurs", "2019")),
    ("it", "Il Comune di Napoli ha contestato nel 2018 la chiusura dei porti.",
     ("naples", "la chiusura dei porti", "2018")),
    ("es", "Barcelona denunció en 2018 el cierre de los puertos.",
     ("barcelona", "el cierre de los puertos", "2018")),
    ("nl", "De stad Amsterdam maakte in 2019 bezwaar tegen de sluiting van de opvang.",
     ("amsterdam", "de sluiting van de opvang", "2019")),
    ("pl", "Poznań sprzeciwił się w 2018 roku zamknięciu granic.",
     ("poznan", "zamknięciu granic", "2018")),
    ("el", "Ο Δήμος Αθηναίων αντέδρασε το 2018 στο κλείσιμο των συνόρων.",
     ("athens", "κλείσιμο των συνόρων", "2018")),
]  # fmt: skip
TABLES = [
    ("it", "Comune di Ferrara – Settore Servizi\n\n| Progetto | Avvio | Ente gestore |"
     " Finanziatore | Costo (€) | Stato |\n|---|---|---|---|---|---|\n| Vicini | 2019 | Cooperativa"
     " Meridiana | Fondazione Estense | 25.000 | concluso nel 2021 |\n",
     {"Cooperativa Meridiana", "Fondazione Estense", "25000", "2021"}),
    ("pl", "Urząd Miasta Opole\n\n| Program | Realizator | Początek | Środki (zł) |\n|---|---|---|"
     "---|\n| Most | Fundacja Ocalenie | 2018 | 120 000 |\n", {"Fundacja Ocalenie", "120000"}),
    ("de", "Stadt Göttingen: Übersicht\n\n| Projekt | Beginn | Träger | Förderung durch | Mittel"
     " (EUR) |\n|---|---|---|---|---|\n| Hafen | 2017 | Diakonie Göttingen | Land Niedersachsen |"
     " 45.000 |\n", {"Diakonie Göttingen", "Land Niedersachsen", "45000"}),
]  # fmt: skip


def ends(iri: str) -> str:
    return iri.rpartition("/")[2] if "://" in iri else iri


@pytest.mark.parametrize("project", PROJECTS, ids=[project[0] for project in PROJECTS])
def test_a_project_is_followed_through_its_sentences(read: Read, project) -> None:
    language, text, run, paid, figures, start, end = project
    claims = read(text, language).claims
    assert {ends(c.object) for c in claims if c.predicate == "carrier"} == run
    assert {ends(c.subject) for c in claims if c.predicate == "support"} == paid
    assert {c.object for c in claims if c.predicate == "figure"} == figures
    assert [c.date for c in claims if c.predicate == "practice"] == [start]
    assert [c.object for c in claims if c.predicate == "end"] == [end] * (end is not None)
    assert len({c.subject for c in claims if c.predicate in {"carrier", "figure", "end"}}) == 1


@pytest.mark.parametrize(("language", "text", "who", "when"), EVENTS)
def test_who_takes_part_in_an_event_does_so_when_it_is_held(
    read: Read, language, text, who, when
) -> None:
    found = [c for c in read(text, language).claims if c.predicate == "participation"]
    assert {ends(c.subject) for c in found} == who
    assert {c.date for c in found} == {when}


@pytest.mark.parametrize(("language", "text", "who"), MEMBERS)
def test_members_are_told_in_either_direction_and_in_the_next_sentence(
    read: Read, language, text, who
) -> None:
    found = [c for c in read(text, language).claims if c.predicate == "membership"]
    assert {ends(c.subject): c.date for c in found} == who


@pytest.mark.parametrize(("language", "text", "said"), PROTESTS)
def test_a_protest_needs_no_word_for_against(read: Read, language, text, said) -> None:
    (protest,) = (c for c in read(text, language).claims if c.predicate == "protest")
    assert (ends(protest.subject), protest.object, protest.date) == said


@pytest.mark.parametrize(("language", "text", "cells"), TABLES)
def test_a_table_names_funders_and_its_head_the_currency(read: Read, language, text, cells) -> None:
    found = [c for c in read(text, language).claims if c.method == "relation:row"]
    said = {ends(c.subject) for c in found} | {ends(c.object) for c in found}
    assert cells <= said


@pytest.mark.parametrize(
    ("language", "text", "dates"),
    [
        ("en", "Mayor Anna Brown of Leeds, elected in May 2019, signed the Charter of Palermo.",
         {"office": "2019-05", "signature": None}),
        ("fr", "Le maire de Lyon, Paul Martin, élu en 2020, a signé la Déclaration de Palerme.",
         {"office": "2020", "signature": None}),
        ("nl", "Burgemeester Jan Smit van Gent ondertekende in 2018 het Handvest van Palermo.",
         {"office": None, "signature": "2018"}),
        ("de", "Oberbürgermeister Karl Braun von Kiel, im Amt seit 2019, unterzeichnete 2021 die"
         " Potsdamer Erklärung.", {"office": "2019", "signature": "2021"}),
        ("de", "Beim Kongress „Hafen für alle“ im Mai 2019 sprach Oberbürgermeisterin Anna Braun"
         " aus Kiel.", {"office": None, "participation": "2019-05"}),
    ],
)  # fmt: skip
def test_the_date_of_an_office_is_not_that_of_an_act(read: Read, language, text, dates) -> None:
    claims = read(text, language).claims
    assert {c.predicate: c.date for c in claims} == dates


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", 'The city said: "Open Doors" is a nice phrase. It costs nothing.'),
        (
            "de",
            "Das Projekt „Kompass“ wird 2030 starten und soll von der Diakonie getragen werden.",
        ),
        ("fr", "Le guichet « Premiers pas » ne sera pas géré par l'association Tissé Métisse."),
        ("it", 'Il laboratorio "Fili" non è stato finanziato dalla Fondazione del Monte.'),
        ("nl", "Zwolle overweegt zich aan te sluiten bij Eurocities."),
        ("pl", "Lublin nie dołączył do sieci Eurocities."),
        ("es", "Bilbao podría incorporarse a la red Eurocities."),
        ("de", "Aktion Mensch endete nicht 2020."),
    ],
)
def test_what_is_not_planned_or_only_quoted_is_no_claim(read: Read, language, text) -> None:
    assert [c for c in read(text, language).claims if c.predicate != "practice"] == []


def test_a_surname_stands_for_the_person_named_before(read: Read) -> None:
    text = 'Anna Brown is a lawyer. Ms Brown spoke at the conference "Open Harbour" in Leeds.'
    found = [c.subject for c in read(text, "en").claims if c.predicate == "participation"]
    assert found == ["Anna Brown"]


def test_a_line_of_authors_may_go_on_with_their_body(read: Read) -> None:
    text = (
        "Open Quays: how harbours welcome\nReport by Ann Hill and Tom Ward, Harbour Trust, Hull"
        " 2022\n\nCities act.\n"
    )
    found = {(c.subject, c.object) for c in read(text, "en").claims if c.predicate == "authorship"}
    title = "Open Quays: how harbours welcome"
    assert found == {("Ann Hill", title), ("Tom Ward", title)}


def test_no_sentence_is_as_sure_as_a_cell_of_a_table(read: Read) -> None:
    told = read("Ghent is a member of Eurocities. Anna Brown, mayor of Leeds, signed the Charter of"
                " Palermo.", "en")  # fmt: skip
    rows = read(
        "| City | Project | Start | Run by |\n|---|---|---|---|\n"
        "| Ghent | Open Door | 2019 | Harbour Trust |\n| Leeds | Kitchen | 2020 | Barrow Trust |\n",
        "en",
    )
    assert len(told.claims) == 3
    assert len(rows.claims) == 4
    assert max(c.confidence for c in told.claims) < 0.9
    assert min(c.confidence for c in rows.claims) >= 0.9
