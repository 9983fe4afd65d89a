"""Offices of a city other than its mayor's: deputies, councillors, heads of departments."""

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")

# Language, text, offices as person, city, role.
OFFICES = [
    ("en", "City of York. Cllr Bethan Ruscoe, executive member for communities, spoke. Lorna"
     " Whitcher, the council's head of housing, agreed.",
     {("Bethan Ruscoe", "york", "councillor"), ("Lorna Whitcher", "york", "official")}),
    ("fr", "Ville de Lyon. Sandrine Runel, adjointe au maire chargée des solidarités, l'a rappelé."
     " Le conseiller municipal Paul Morand était absent.",
     {("Sandrine Runel", "lyon", "deputy-mayor"), ("Paul Morand", "lyon", "councillor")}),
    ("es", "Ayuntamiento de Bilbao. La concejala de Zaragoza Ana Gil visitó al teniente de alcalde"
     " Jon Arana.", {("Ana Gil", "zaragoza", "councillor"), ("Jon Arana", "bilbao",
                                                            "deputy-mayor")}),
    ("de", "Stadt Göttingen. Es sprachen die Göttinger Sozialdezernentin Petra Lohrengel und der"
     " Migrationsbeauftragte der Stadt Oldenburg, Ole Bruns.",
     {("Petra Lohrengel", "gottingen", "councillor"), ("Ole Bruns", "oldenburg", "official")}),
    ("nl", "Gemeente Utrecht. De Gentse schepen Astrid De Bruycker sprak. Gent was blij.",
     {("Astrid De Bruycker", "ghent", "deputy-mayor")}),
    ("it", "Comune di Modena. Assessore all'accoglienza: Gian Luca Benassi.",
     {("Gian Luca Benassi", "modena", "deputy-mayor")}),
    ("pl", "Urząd Miasta Lublin. Wykład wygłosił wiceprezydent Rzeszowa Marek Dziedzic.",
     {("Marek Dziedzic", "rzeszow", "deputy-mayor")}),
    ("el", "Δήμος Αθηναίων. Ομιλήτρια ήταν η αντιδήμαρχος Θεσσαλονίκης Μαρίνα Δεληγιάννη.",
     {("Μαρίνα Δεληγιάννη", "thessaloniki", "deputy-mayor")}),
    ("en", "Leeds City Council\n\nPresent: Councillors P. Moor (Chair), Anna Hill and Tom Ward.",
     {(one, "leeds", "councillor") for one in ("P. Moor", "Anna Hill", "Tom Ward")}),
    ("nl", "De gemeente Haarlem\n\nIndieners zijn raadsleden Anna de Vries, Jan Smit en Eva Bos.",
     {(one, "haarlem", "councillor") for one in ("Anna de Vries", "Jan Smit", "Eva Bos")}),
    ("pl", "Rada Miasta Lublin\n\nProjekt wniosła grupa radnych: Anna Nowak, Jan Kowalski.",
     {(one, "lublin", "councillor") for one in ("Anna Nowak", "Jan Kowalski")}),
    ("it", "Comune di Modena\n\nMozione dei consiglieri Anna Ferrari e Luca Bianchi.",
     {(one, "modena", "councillor") for one in ("Anna Ferrari", "Luca Bianchi")}),
    ("nl", "De Tilburgse wethouder Anna de Vries sprak.",
     {("Anna de Vries", "tilburg", "deputy-mayor")}),
    ("it", "Erano a Bologna. Parlò l'assessora bolognese Anna Ferrari.",
     {("Anna Ferrari", "bologna", "deputy-mayor")}),
    ("fr", "Anvers était là. Le conseiller communal anversois Bram Peeters a parlé.",
     {("Bram Peeters", "antwerp", "councillor")}),
    ("de", "Landeshauptstadt Kiel · Presse\n\nHier hilft man. Bürgermeisterin Anna Weber sagte zu.",
     {("Anna Weber", "kiel", "mayor")}),
    ("it", "Notizie da Reggio Emilia\n\nTutti d'accordo. Il sindaco Luca Ferrari ringrazia.",
     {("Luca Ferrari", "reggio-emilia", "mayor")}),
    ("fr", "Ville de Lyon. Ont parlé Anne Petit, maire de Grenoble, Luc Dubois, adjoint au maire de"
     " Nantes, et le sociologue Paul Morand.",
     {("Anne Petit", "grenoble", "mayor"), ("Luc Dubois", "nantes", "deputy-mayor")}),
    ("es", "Ayuntamiento de Bilbao. Hablaron Jon Arana, concejal de Getxo, Ana Gil, concejala de"
     " Zaragoza, y otros.", {("Jon Arana", "getxo", "councillor"),
                             ("Ana Gil", "zaragoza", "councillor")}),
    ("pl", "Urząd Miasta Lublin. Mówili prezydent Rzeszowa Marek Dziedzic, wiceprezydent Gdańska"
     " Jan Nowak i inni.", {("Marek Dziedzic", "rzeszow", "mayor"),
                            ("Jan Nowak", "gdansk", "deputy-mayor")}),
    ("fr", "Ville de Liège. On a entendu Anne Petit, échevine à Namur.",
     {("Anne Petit", "namur", "deputy-mayor")}),
    ("de", "Stadt Kiel. Für Lübeck kam Stadträtin Anna Weber.", set()),
    ("de", "Stadt Kiel\n\nIn Lübeck hilft man. Bürgermeisterin Anna Weber sagte zu.", set()),
    ("de", "Neues aus Bremen\n\nGäste kamen. Oberbürgermeister Mike Schubert sprach.", set()),
    ("en", "Leeds City Council\n\nThe deputy mayor Anna Hill and Tom Ward spoke.",
     {("Anna Hill", "leeds", "deputy-mayor")}),
]  # fmt: skip
NONE = [
    (
        "en",
        "City of York. The prospective councillor Paul Morton left. A councillor met Anna Hill.",
    ),
    ("fr", "Ville de Lyon. La future adjointe au maire Anne Petit et Luc Dubois sont partis."),
    ("es", "El concejal Juan Martín visitó Huelva."),
    ("de", "Stadt Kiel. Die Stadträte lobten Anna Weber. Frühere Stadträtin war Eva Klein."),
]


@pytest.mark.parametrize(("language", "text", "wanted"), OFFICES, ids=[o[1][:30] for o in OFFICES])
def test_deputies_councillors_and_heads_of_departments_hold_offices(
    read: Read, language: str, text: str, wanted: set[tuple[str, str, str]]
) -> None:
    claims = [c for c in read(text, language).claims if c.predicate == "office"]
    assert {
        (c.subject, c.object.rpartition("/")[2], dict(c.detail)["role"]) for c in claims
    } == wanted


@pytest.mark.parametrize(("language", "text"), NONE)
def test_who_may_hold_an_office_later_or_one_of_no_city_holds_none(
    read: Read, language: str, text: str
) -> None:
    assert [c for c in read(text, language).claims if c.predicate == "office"] == []


def test_a_surname_is_who_was_named_in_full_before(read: Read) -> None:
    text = "Leeds City Council\n\nCouncillor Anna Whitfield spoke. Councillor Whitfield left."
    claims = [c for c in read(text, "en").claims if c.predicate == "office"]
    assert {c.subject for c in claims} == {"Anna Whitfield"}


@pytest.mark.parametrize(
    ("language", "text", "term"),
    [
        (
            "it",
            "Comune di Modena\n\nLo promise Luca Bianchi, sindaco dal 2011 al 2021.",
            "2011/2021",
        ),
        (
            "es",
            "Ayuntamiento de Bilbao\n\nJon Arana, alcalde entre 2015 y 2023, calló.",
            "2015/2023",
        ),
        ("en", "Leeds City Council\n\nAnna Hill was lord mayor (2010–11).", "2010/2011"),
    ],
)
def test_a_term_of_office_stands_right_behind_it(
    read: Read, language: str, text: str, term: str
) -> None:
    claims = [c for c in read(text, language).claims if c.predicate == "office"]
    assert [c.date for c in claims] == [term]


def test_a_labelled_line_says_more_than_a_sentence(read: Read) -> None:
    text = "City profile: Leeds\n\nMayor: Anna Hill (since 2019)\nThe mayor, Anna Hill, spoke."
    claims = [c for c in read(text, "en").claims if c.predicate == "office"]
    assert [(c.method, c.date) for c in claims] == [("relation:label", "2019")]


def test_mayors_of_several_cities_are_paired_in_their_order(read: Read) -> None:
    text = "I sindaci di Palermo e di Napoli, Leoluca Orlando e Luigi de Magistris, erano contrari."
    claims = [c for c in read(text, "it").claims if c.predicate == "office"]
    assert {c.object.rpartition("/")[2] for c in claims} == {"palermo", "naples"}
    assert next(c for c in claims if "agistris" in c.subject).object.endswith("naples")


@pytest.mark.parametrize(
    ("language", "text", "person", "city"),
    [
        ("it", "A fare gli onori di casa l’assessore alle politiche sociali di Aosta, Carla"
         " Ferrero: ha ringraziato tutti.", "Carla Ferrero", "Aosta"),
        ("es", "Es el caso de Madrid, donde hay un plan, y donde la concejala de Igualdad y"
         " Derechos Sociales, Marta Ruiz, ha prometido fondos.", "Marta Ruiz", "madrid"),
        ("pl", "Wywiad z Janem Nowakiem, Pełnomocnikiem Prezydenta Miasta Krakowa ds. Polityki"
         " Społecznej.", "Janem Nowakiem", "krakow"),
        ("el", "Το Δήμο εκπροσώπησε ο κ. Νίκος Παπαδόπουλος, Σύμβουλος Πολιτισμού του Δήμου"
         " Ιωαννιτών, ο οποίος μίλησε.", "Νίκος Παπαδόπουλος", "ioannina"),
    ],
)  # fmt: skip
def test_an_office_with_many_words_on_what_it_is_for_has_its_holder_and_city(
    language: str, text: str, person: str, city: str, read: Read
) -> None:
    offices = [c for c in read(text, language).claims if c.predicate == "office"]
    assert [(c.subject, c.object.rpartition("/")[2]) for c in offices] == [(person, city)]


def test_a_verb_between_an_office_and_a_name_makes_nobody_its_holder(read: Read) -> None:
    text = "A Parma l'assessore alle politiche sociali ringrazia sempre volentieri Lucia Bianchi."
    assert not [c for c in read(text, "it").claims if c.predicate == "office"]
