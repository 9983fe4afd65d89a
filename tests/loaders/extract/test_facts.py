"""What is not said of a project, an office or a city although the words stand beside each other.

The sentences are new to the tables and stand in no annotated set.
"""

import pytest

from loaders.extract.model import Extraction

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


def said(found: Extraction, *kinds: str) -> list[tuple[str, str, str | None]]:
    """Return subject, object (ends of IRIs) and date of the claims of some kinds."""
    return [
        (c.subject.rpartition("/")[2], c.object.rpartition("/")[2], c.date)
        for c in found.claims
        if c.predicate in kinds
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The contract with the operator of the Meadow Hostel ended in May 2020."),
        ("de", "Der Vertrag mit dem Betreiber des Projekts „Zieten“ endete im März 2021."),
        ("fr", "La convention avec l'opérateur du projet « Patton » a pris fin en mars 2021."),
        ("it", 'La convenzione con il gestore del centro "Zaccarelli" si è conclusa nel 2021.'),
        ("es", "El convenio con la entidad del programa «La Ruta» finalizó en 2021."),
        ("nl", "Het contract met de uitvoerder van het project ‘Kade’ eindigde in mei 2020."),
        ("pl", "Umowa z operatorem projektu „Przystań” zakończyła się w maju 2020 r."),
        ("el", "Η σύμβαση με τον φορέα του προγράμματος «Φάρος» έληξε τον Μάρτιο του 2020."),
    ],
)
def test_the_end_of_a_contract_is_not_that_of_the_project(
    read: Read, language: str, text: str
) -> None:
    assert said(read(text, language), "end") == []


@pytest.mark.parametrize(
    ("language", "text", "starter"),
    [
        ("en", "Sheffield City Council\n\nThe Open Doors project was launched in 2014 by the "
         "charity Assist Sheffield.", "Assist Sheffield"),
        ("pl", "Urząd Miasta Wrocławia\n\nProjekt „Sąsiad”, uruchomiony w 2017 r. przez fundację "
         "„Ukraina”, działa w szkołach.", "Ukraina"),
        ("it", "Comune di Bologna\n\nNel 2018 l'associazione Approdi ha aperto in via Libia la "
         "Casa dei Popoli.", "Approdi"),
    ],
)  # fmt: skip
def test_what_a_body_started_the_city_of_the_page_did_not(
    read: Read, language: str, text: str, starter: str
) -> None:
    assert {subject for subject, _, _ in said(read(text, language), "practice")} == {starter}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Buurthuis De Boog sloot in 2019 zijn deuren. De provincie wees een subsidie van "
         "50.000 euro af."),
        ("es", "El proyecto «Mesa Abierta» sigue. El Gobierno de Aragón denegó la subvención "
         "solicitada por Cáritas."),
        ("pl", "Działa świetlica „Tęcza”. Fundacja Batorego przekazała w tym roku 60 tys. zł na "
         "prowadzenie poradni prawnej."),
        ("de", "Das Projekt „Anker“ läuft. Die Caritas unterstützt den Antrag des Zentrums."),
        ("en", "The project “Open Doors” closed. Its successor, Open Table, is run by the Red "
         "Cross."),
    ],
)  # fmt: skip
def test_a_project_is_not_paid_or_run_by_words_about_something_else(
    read: Read, language: str, text: str
) -> None:
    assert said(read(text, language), "support", "figure", "carrier") == []


def test_a_desk_of_another_kind_is_not_the_project_before(read: Read) -> None:
    text = (
        "Il progetto «Case Aperte» è gestito dalla Caritas. La scuola di italiano, finanziata "
        "dalla Fondazione Carisbo, nel 2021 ha seguito 780 persone."
    )
    assert said(read(text, "it"), "support", "figure") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Stadt Göttingen\n\nDie Integrationsbeauftragte des Landkreises, Sabine Koch, "
         "begrüßte den Beschluss."),
        ("fr", "Ville de Rennes\n\nLe conseiller du département, Paul Morin, était présent."),
        ("it", "Comune di Bologna\n\nIl consigliere della Regione Igor Taruffi era in sala."),
    ],
)  # fmt: skip
def test_an_office_of_another_body_is_none_of_the_city(
    read: Read, language: str, text: str
) -> None:
    assert said(read(text, language), "office") == []


def test_since_when_something_else_is_so_is_not_the_date_of_an_office(read: Read) -> None:
    text = "Petra Braun, Oberbürgermeisterin, erklärte, Göttingen sei seit 2019 „Sicherer Hafen“."
    found = read(f"Stadt Göttingen\n\n{text}", "de")
    assert said(found, "office", "practice") == [("Petra Braun", "gottingen", None)]


def test_the_start_of_a_project_is_not_the_date_of_its_figure(read: Read) -> None:
    text = (
        "El proyecto «Mesa Abierta», puesto en marcha en 2019 por Cáritas, atiende a 140 personas."
    )
    assert said(read(text, "es"), "figure") == [("Mesa Abierta", "140", None)]


@pytest.mark.parametrize(
    ("language", "text", "office"),
    [
        ("fr", "Ville de Liège\n\nOn a entendu Anne Moulin, échevine à Namur, et Paul Ferhat, "
         "adjoint au maire de Grenoble.",
         {("Anne Moulin", "namur", None), ("Paul Ferhat", "grenoble", None)}),
        ("it", "Comune di Palermo\n\nHa parlato Anna Felici, assessora del Comune di Bologna.",
         {("Anna Felici", "bologna", None)}),
        ("es", "Ayuntamiento de Getafe\n\nIntervino Ana Belmonte, concejala en el Ayuntamiento de "
         "Zaragoza.", {("Ana Belmonte", "zaragoza", None)}),
    ],
)  # fmt: skip
def test_an_office_is_of_the_city_that_stands_behind_it(
    read: Read, language: str, text: str, office: set[tuple[str, str, None]]
) -> None:
    assert set(said(read(text, language), "office")) == office


@pytest.mark.parametrize(
    ("language", "text", "starter", "start"),
    [
        ("it", "Lo «Sportello Donne», che l'associazione Filo Rosso aveva inaugurato nel 2009, "
         "è un progetto amato.", "Filo Rosso", "2009"),
        ("fr", "Le projet « Passerelle », que l'association Tissé Métisse avait lancé en 2018, "
         "continue.", "Tissé Métisse", "2018"),
        ("de", "Das Projekt „Kompass“, das die Caritas 2014 ins Leben gerufen hatte, wächst.",
         "caritas", "2014"),
        ("nl", "Het project ‘De Brug’, dat Stichting Samen in 2015 opende, groeit.",
         "Stichting Samen", "2015"),
        ("en", "The project “Open Door”, which the Red Cross had set up in 2003, goes on.",
         "Red Cross", "2003"),
    ],
)  # fmt: skip
def test_a_relative_clause_says_who_started_a_project(
    read: Read, language: str, text: str, starter: str, start: str
) -> None:
    found = said(read(text, language), "practice")
    assert [(subject, date) for subject, _, date in found] == [(starter, start)]


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("fr", "La plateforme Nantes Sans Murs, fondée en 2016, fédère aujourd'hui 38 "
         "associations.", "38"),
        ("en", "The Tyneside Asylum Forum, set up by the Red Cross in 2003, now brings together "
         "31 groups.", "31"),
        ("it", "Il comitato Reggio Accoglie, fondato nel 2014 da Arci e Acli, conta 600 "
         "volontari.", "600"),
        ("es", "La Plataforma Ciudad Abierta, fundada en 2003 por Cáritas, agrupa a 27 "
         "entidades.", "27"),
        ("pl", "Koalicja Gdynia Otwarta, założona w 2016 r., zrzesza 14 organizacji.", "14"),
    ],
)  # fmt: skip
def test_a_body_has_as_many_members_as_it_counts(
    read: Read, language: str, text: str, number: str
) -> None:
    assert [one[1] for one in said(read(text, language), "figure")] == [number]


def test_what_a_quoted_coalition_counts_its_founders_do_not(read: Read) -> None:
    text = "Caritas zakłada koalicję „Razem”, która liczy 23 podmioty i 40 organizacji."
    assert "caritas" not in {one[0] for one in said(read(text, "pl"), "figure")}


def test_who_gets_a_grant_does_not_pay_for_another_project(read: Read) -> None:
    text = (
        "Le conseil verse une subvention de 15 000 € à la Cimade et une autre de 6 500 € au "
        "projet « Bienvenue »."
    )
    found = read(text, "fr")
    assert said(found, "support") == []
    assert ("Bienvenue", "6500", None) in said(found, "figure")


def test_a_dutch_article_is_no_word_for_the_project_before(read: Read) -> None:
    text = "Het project ‘Kade’ loopt goed. In Deventer is het Taalhuis op 1 mei 2021 gesloten."
    assert "Kade" not in {one[0] for one in said(read(text, "nl"), "end")}


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        ("fr", "La Gazette mosane\nAccueil › Régions › Liège\nPublié le samedi 25 novembre 2023\n\n"
         "Une ville écrit son accueil\nPar Aurélie Martin\n\nLe conseil a voté lundi.",
         "Une ville écrit son accueil"),
        ("it", "La Voce della Via Emilia\nCRONACA · Modena\nMercoledì 9 novembre 2022\n\n"
         "Modena, sì al piano per l'accoglienza\ndi Anna Rossi\n\nIl Consiglio ha votato lunedì.",
         "Modena, sì al piano per l'accoglienza"),
        ("pl", "Obserwatorium › Dokumenty › Gdynia\n\nGdynia otwarta: kalendarium 2013–2023\n"
         "Opracowała Anna Nowak\n\nMiasto przyjęło program.",
         "Gdynia otwarta: kalendarium 2013–2023"),
    ],
)  # fmt: skip
def test_the_title_is_not_the_paper_nor_the_way_through_a_website(
    read: Read, language: str, text: str, title: str
) -> None:
    assert {one[1] for one in said(read(text, language), "authorship")} == {title}


@pytest.mark.parametrize(
    ("language", "text", "declared"),
    [
        ("es", "En 2016 el pleno declaró Getafe «ciudad de acogida», igual que hicieron Parla y "
         "Fuenlabrada.",
         {("getafe", "ciudad de acogida", "2016"), ("parla", "ciudad de acogida", None),
          ("fuenlabrada", "ciudad de acogida", None)}),
        ("el", "Τον Απρίλιο του 2016 το δημοτικό συμβούλιο ανακήρυξε την Πάτρα «ανοιχτό λιμάνι».",
         {("patras", "ανοιχτό λιμάνι", "2016-04")}),
        ("nl", "In 2017 riep Gent zich uit tot ‘gastvrije gemeente’.",
         {("ghent", "gastvrije gemeente", "2017")}),
        ("en", 'Vienna proclaimed itself a "City of Human Rights" in 2014.',
         {("vienna", "City of Human Rights", "2014")}),
        ("pl", "W 2022 r. Sopot ogłosił się „portem dla każdego”.",
         {("Sopot", "portem dla każdego", "2022")}),
        ("it", "Maurizio Prandi teme che la giunta voglia proclamare Modena «porto sicuro».",
         set()),
        ("fr", "Le maire de Lille a déclaré : « La ville reste un refuge pour tous ».", set()),
    ],
)  # fmt: skip
def test_a_city_is_declared_what_stands_in_quotes(
    read: Read, language: str, text: str, declared: set[tuple[str, str, str | None]]
) -> None:
    assert set(said(read(text, language), "declaration")) == declared


@pytest.mark.parametrize(
    ("language", "text", "offered"),
    [
        ("en", "In 2015 Oxford volunteered to house 30 families, and Leeds offered to take four.",
         {("oxford", "30"), ("leeds", "4")}),
        ("pl", "Lublin zadeklarował przyjęcie 120 osób, Opole – 35.", {("lublin", "120")}),
        ("de", "Nach dem Brand in Moria bietet Innsbruck an, 200 Menschen aufzunehmen.",
         {("innsbruck", "200")}),
        ("fr", "Strasbourg s'est dite prête à recevoir cinquante personnes.",
         {("strasbourg", "50")}),
    ],
)  # fmt: skip
def test_a_number_is_offered_by_the_city_it_stands_with(
    read: Read, language: str, text: str, offered: set[tuple[str, str]]
) -> None:
    found = said(read(text, language), "offer")
    assert {(subject, number) for subject, number, _ in found} <= offered
    assert found


@pytest.mark.parametrize(
    ("language", "text", "offices"),
    [
        ("es", "Hablaron Aitor Zubiaurre, concejal de Getxo, Lucía Barrientos, socióloga, y otros.",
         {("Aitor Zubiaurre", "getxo")}),
        ("fr", "Au micro : Anne Vautrin, maire de Lyon, Paul Roche, adjoint à la maire de Nantes.",
         {("Anne Vautrin", "lyon"), ("Paul Roche", "nantes")}),
    ],
)  # fmt: skip
def test_in_an_enumeration_an_office_belongs_to_the_name_before_it(
    read: Read, language: str, text: str, offices: set[tuple[str, str]]
) -> None:
    assert {one[:2] for one in said(read(text, language), "office")} == offices


def test_a_word_of_a_name_starts_nothing(read: Read) -> None:
    text = "Comune di Firenze\n\nLo Sportello Immigrazione ha ottenuto nel 2019 il premio «Aperta»."
    assert said(read(text, "it"), "practice") == []


def test_who_runs_a_project_stands_outside_the_clause_that_says_who_started_it(read: Read) -> None:
    text = (
        "Miasto Lublin\n\nProjekt „Światło”, który miasto uruchomiło w 2021 r., prowadzi Caritas."
    )
    assert [one[1] for one in said(read(text, "pl"), "carrier")] == ["caritas"]


def test_what_somebody_else_started_is_not_run_by_him(read: Read) -> None:
    text = "El programa «Vivint» sigue. Lo creó en 2016 Cáritas y lo lleva ahora Accem."
    assert "caritas" not in {one[1] for one in said(read(text, "es"), "carrier")}


def test_the_project_behind_a_verb_of_closing_closed(read: Read) -> None:
    text = (
        "Il progetto «Casa Aperta» continua. Ha chiuso invece a giugno 2022 lo sportello "
        "«Donne Straniere»."
    )
    assert "Casa Aperta" not in {one[0] for one in said(read(text, "it"), "end")}


def test_a_number_far_behind_with_is_no_figure_of_the_project_before(read: Read) -> None:
    text = (
        "Comune di Firenze\n\nIl progetto «Casa Aperta» continua. Con nota del 9 marzo il Comune "
        "ha scritto alla Prefettura di 30 posti."
    )
    assert said(read(text, "it"), "figure") == []


def test_an_office_of_a_town_nobody_knows_is_none_of_the_page(read: Read) -> None:
    text = (
        "Urząd Miasta Bydgoszczy\n\nWystąpili m.in. wiceprezydentka Lublina Monika Zaręba i "
        "filozof Leszek Mrowiec."
    )
    assert "bydgoszcz" not in {one[1] for one in said(read(text, "pl"), "office")}
