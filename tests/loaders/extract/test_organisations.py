"""Organisations, networks and governments are found by name, shape and company."""

from collections.abc import Callable

import pytest

from loaders.extract.knowledge.declension import cases
from loaders.extract.knowledge.haystack import needle
from loaders.extract.knowledge.registered import known_entities
from loaders.extract.model import Extraction
from loaders.settings import Settings

pytestmark = pytest.mark.xdist_group("extract")
Read = Callable[..., Extraction]

CASES = [
    # Known by name, declined, with a place behind them.
    (
        "pl",
        "Raport Helsińskiej Fundacji Praw Człowieka i Polskiej Akcji Humanitarnej.",
        ["Helsińskiej Fundacji Praw Człowieka", "Polskiej Akcji Humanitarnej"],
    ),
    ("de", "Laut dem Deutschen Städtetag fehlt Geld.", ["Deutschen Städtetag"]),
    ("en", "Refugees Welcome Cork opened an office.", ["Refugees Welcome Cork"]),
    ("pl", "Pomaga Caritas Archidiecezji Krakowskiej.", ["Caritas Archidiecezji Krakowskiej"]),
    (
        "es",
        "La Universidad Complutense de Madrid lo publicó.",
        ["Universidad Complutense de Madrid"],
    ),
    # Compounds with their town or name, offices with theirs.
    (
        "de",
        "Die Flüchtlingshilfe Wels und der Frauentreff „Lila“ kochen.",
        ["Flüchtlingshilfe Wels", "Frauentreff „Lila“"],
    ),
    ("de", "Das Rathaus Bremen und die Sozialhilfe Bremen schweigen.", []),
    (
        "de",
        "Die Bezirksregierung Köln und das Landgericht Ulm schweigen.",
        ["Bezirksregierung Köln", "Landgericht Ulm"],
    ),
    ("de", "Sie lehrt am Ost-Asiatischen Institut Leipzig.", ["Ost-Asiatischen Institut Leipzig"]),
    (
        "nl",
        "Het Soephuis Den Bosch en de Kerkenraad Sneek helpen; het Stadhuis Gouda is dicht.",
        ["Soephuis Den Bosch", "Kerkenraad Sneek"],
    ),
    ("el", "Η Κοινωνική Κουζίνα «Ο Δίπλα» μαγειρεύει.", ["Κοινωνική Κουζίνα «Ο Δίπλα»"]),
    ("fr", "L'asbl Les Amis du Fleuve aide.", ["Les Amis du Fleuve"]),
    # Names over small words, acronyms spelled out, a known name inside another.
    ("it", "La cooperativa sociale Lotta contro l'Oblio aiuta.", ["Lotta contro l'Oblio"]),
    ("nl", "Het collectief Soep op Straat kookt.", ["Soep op Straat"]),
    (
        "fr",
        "Le Groupe d'action pour les exilés (GAPE) aide.",
        ["Groupe d'action pour les exilés", "GAPE"],
    ),
    (
        "en",
        "The Kent Refugee Action Network (KRAN) paid; so did Refugee Action.",
        ["Kent Refugee Action Network", "KRAN", "Refugee Action"],
    ),
    ("it", "Davanti alla Casa dell'Artista si fa festa.", ["Casa dell'Artista"]),
    # Imprints.
    (
        "en",
        "Blue Herons © 2019 Tidewater Friends. Website built by Derby Pixels.",
        ["Tidewater Friends", "Derby Pixels"],
    ),
    ("es", "Aviso legal · 2014-2018 Portas Abertas do Norte", ["Portas Abertas do Norte"]),
    (
        "nl",
        "© De Open Hand, Brinkweg 11. Bij De Open Hand eet men.",
        ["De Open Hand", "De Open Hand"],
    ),
    ("de", "Laternenkinder Lech, Wiltener Straße 4, 6020 Innsbruck", ["Laternenkinder Lech"]),
    ("fr", "Jean Valjean, rue Haute 5, paie tout.", []),
    # Networks that are ordinary words, beside words of joining.
    (
        "en",
        "Hobart joined the Refugee Welcome Zones in 2013 and Welcoming Cities in 2016.",
        ["Refugee Welcome Zones", "Welcoming Cities"],
    ),
    ("en", "They want more welcoming towns: Refugee Welcome Zones, they say.", []),
    # Bodies whose names list what they are for.
    (
        "es",
        "El Ministerio de Trabajo, Migraciones y Vivienda y la Consejería de Igualdad pagan.",
        ["Ministerio de Trabajo, Migraciones y Vivienda", "Consejería de Igualdad"],
    ),
    (
        "en",
        "The Department of Health, Social Care and Family Affairs paid.",
        ["Department of Health, Social Care and Family Affairs"],
    ),
    # Acronyms after an article, and what is not one.
    ("en", "The nurses of the GMIAU told us more.", ["GMIAU"]),
    ("fr", "Le dossier est resté deux ans à la CAF.", ["CAF"]),
    ("en", "The HIV clinic is closed and the PDF is online.", []),
    ("it", "Il SAI e lo SPRAR sono sistemi, non enti.", []),
    ("es", "NOTA DE PRENSA", []),
    # In a list with others, before what they are.
    (
        "en",
        "It works with Oxfam, Open Kitchen Collective and Harbour Table.",
        ["Oxfam", "Open Kitchen Collective", "Harbour Table"],
    ),
    ("en", "They met the Red Cross, Syrian families and local churches.", ["Red Cross"]),
    (
        "en",
        "Salford Table Share, a charity based in Kent, runs the shelter.",
        ["Salford Table Share"],
    ),
    ("en", "Anna Lee, an activist, met nobody.", []),
    (
        "it",
        "La cooperativa sociale Famiglie senza Confini apre domani.",
        ["Famiglie senza Confini"],
    ),
    ("es", "Con la ONG Semilla trabajan muchas personas.", ["Semilla"]),
    (
        "en",
        "Lecturers of the University of Wales and Ulster University came.",
        ["University of Wales", "Ulster University"],
    ),
    (
        "pl",
        "Spotkanie było w Gdyńskim Centrum Wielokulturowym.",
        ["Gdyńskim Centrum Wielokulturowym"],
    ),
    # Names that are ordinary words in one language.
    ("en", "Inclusive Cities need money. Emergency rooms are full.", []),
    ("en", "York joined the Inclusive Cities programme.", ["Inclusive Cities"]),
    ("it", "A Palermo lavora anche Emergency.", ["Emergency"]),
    ("de", "Sichere Häfen gibt es kaum.", []),
]


@pytest.mark.parametrize(("language", "text", "names"), CASES)
def test_an_organisation_is_found_whole(
    language: str, text: str, names: list[str], read: Read
) -> None:
    assert [m.text for m in read(text, language).of("ORG")] == names


GOVERNMENTS = [
    ("de", "Der Bremer Senat stimmte zu.", "Bremer Senat"),
    ("fr", "Le CCAS de Nantes ouvre un accueil.", "CCAS de Nantes"),
    ("it", "COMUNE DI BARI", "COMUNE DI BARI"),
    ("pl", "Rada m.st. Warszawy przyjęła uchwałę.", "Rada m.st. Warszawy"),
    ("pl", "Urząd Miejski w Gdańsku otworzył punkt.", "Urząd Miejski w Gdańsku"),
    ("es", "La Ciudad de Valencia aprobó el plan.", "Ciudad de Valencia"),
]


@pytest.mark.parametrize(("language", "text", "name"), GOVERNMENTS)
def test_a_government_is_found_whole(language: str, text: str, name: str, read: Read) -> None:
    assert [m.text for m in read(text, language).of("GOVERNMENT")] == [name]


LINKS = [
    ("el", "Η πόλη μπήκε στη Διεθνή Συμμαχία Ασφαλών Λιμανιών.", "network/iash"),
    ("nl", "De stad sloot zich aan bij de Europese Coalitie van Steden tegen Racisme.", "eccar"),
    ("pl", "Miasto należy do Międzynarodowej Sieci Miast Uchodźstwa.", "network/icorn"),
    ("el", "Η ΧΑΝΘ βοηθά.", "organisation/ymca-thessaloniki"),
    ("it", "La città ha firmato la Carta delle città integranti.", "integrating-cities-charter"),
    ("es", "Firmaron la Declaración de Palermo.", "charter/palermo-declaration-2021"),
]


@pytest.mark.parametrize(("language", "text", "key"), LINKS)
def test_registered_things_are_linked_in_every_language(
    language: str, text: str, key: str, read: Read
) -> None:
    (link,) = [m.link for m in read(text, language).of("ORG", "CHARTER")]
    assert (link or "").endswith(key)


def test_names_are_declined_with_their_adjectives() -> None:
    assert set(cases("Polskie Forum Migracyjne")) >= {"Polskiego Forum Migracyjnego"}
    assert set(cases("Fundacja Ocalenie")) == {
        "Fundacji Ocalenie",
        "Fundację Ocalenie",
        "Fundacją Ocalenie",
    }
    assert "Ένωσης Δήμων" in set(cases("Ένωση Δήμων"))
    assert "Deutschen Städtetags" in set(cases("Deutscher Städtetag"))
    assert not list(cases("Oxfam"))


@pytest.mark.parametrize(
    "label", ["24-hour shelter", "Municipal ID card", "Neighbourhood document"]
)
def test_what_any_town_may_have_is_not_the_name_of_a_practice(label: str) -> None:
    known = known_entities(Settings.from_environment({}))
    linked = [one for one in known.get(needle(label), ()) if one.kind == "practice"]
    assert not linked
    assert [one for one in known[needle("Open Kraków programme")] if one.kind == "practice"]
