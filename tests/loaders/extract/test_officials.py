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
]  # fmt: skip
NONE = [
    ("en", "City of York. The former councillor Paul Morton left. A councillor met Anna Hill."),
    ("fr", "Ville de Lyon. L'ancienne adjointe au maire Anne Petit et Luc Dubois sont partis."),
    ("es", "El concejal Juan Martín visitó Huelva."),
    ("de", "Stadt Kiel. Die Stadträte lobten Anna Weber. Frühere Stadträtin war Eva Klein."),
]


@pytest.mark.parametrize(("language", "text", "wanted"), OFFICES, ids=[o[0] for o in OFFICES])
def test_deputies_councillors_and_heads_of_departments_hold_offices(
    read: Read, language: str, text: str, wanted: set[tuple[str, str, str]]
) -> None:
    claims = [c for c in read(text, language).claims if c.predicate == "office"]
    assert {
        (c.subject, c.object.rpartition("/")[2], dict(c.detail)["role"]) for c in claims
    } == wanted


@pytest.mark.parametrize(("language", "text"), NONE)
def test_who_held_an_office_before_or_of_no_city_holds_none(
    read: Read, language: str, text: str
) -> None:
    assert [c for c in read(text, language).claims if c.predicate == "office"] == []


def test_mayors_of_several_cities_are_paired_in_their_order(read: Read) -> None:
    text = "I sindaci di Palermo e di Napoli, Leoluca Orlando e Luigi de Magistris, erano contrari."
    claims = [c for c in read(text, "it").claims if c.predicate == "office"]
    assert {c.object.rpartition("/")[2] for c in claims} == {"palermo", "naples"}
    assert next(c for c in claims if "agistris" in c.subject).object.endswith("naples")
