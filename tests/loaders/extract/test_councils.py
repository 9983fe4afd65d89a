"""What councils adopt, found and sign, and what the heads of their pages say of it."""

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")

ADOPTED = [
    ("fr", "VILLE DE MONTREUIL\nExtrait du registre du conseil municipal\n\nLE CONSEIL décide :\n"
     "- ADOPTE le Plan local d'hospitalité 2022-2026 ;\n- DEMANDE à l'État de rouvrir le centre.",
     "montreuil", "Plan local d'hospitalité"),
    ("es", "CONCEJO MUNICIPAL DE ROSARIO\n\nArtículo 2°.- Aprobar el Plan Local de Integración"
     " 2022-2025.\nArtículo 3°.- Pedir un informe.", "rosario", "Plan Local de Integración"),
    ("en", "News of cities\n\nThe city of Sofia has adopted its first Integration Strategy.",
     "sofia", "Integration Strategy"),
]  # fmt: skip
FOUNDED = [
    ("fr", "Depuis septembre 2018, Montreuil fait partie des villes fondatrices de l'ANVITA, aux"
     " côtés de Grenoble et de Briançon.", {"montreuil", "grenoble", "briancon"}, "2018-09"),
    ("es", "Zaragoza y Málaga son socias fundadoras de la RECI.", {"zaragoza", "malaga"}, None),
    ("en", "Hamburg was a founding member of Eurocities.", {"hamburg"}, None),
]  # fmt: skip
# Language, text, subject, date.
SIGNED = [
    ("fr", "VILLE DE MONTREUIL\nConseil municipal\n\nLe 6 décembre 2019, notre commune a paraphé"
     " la Charte de Palerme.", "montreuil", "2019-12-06"),
    ("es", "Ayuntamiento de Cádiz\n\nEn 2019 el consistorio suscribió la Carta de Palermo.",
     "cadiz", "2019"),
    ("en", "Leeds City Council\n\nIn 2019 the council put its name to the Palermo Charter.",
     "leeds", "2019"),
]  # fmt: skip
# Text, language, title.
TITLES = [
    ("York Herald | Politics\nCouncil backs sanctuary plan after debate\nBy Philippa Marden\n\n"
     "The council of York voted.", "en", "Council backs sanctuary plan after debate"),
    ("Observatorio Puerto Abierto\nMunicipios que acogen. Informe 2021\nAutoras: Nerea Olaizola\n\n"
     "Las ciudades acogen.", "es", "Municipios que acogen"),
    ("Berner Stadtblatt, Donnerstag, 23. März 2023\n\nBern will nicht nur reden\n\nVon Lukas Keller"
     "\n\nDer Gemeinderat hat gesprochen.", "de", "Bern will nicht nur reden"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "city", "plan"), ADOPTED)
def test_a_council_adopts_what_has_a_name(
    read: Read, language: str, text: str, city: str, plan: str
) -> None:
    claims = [c for c in read(text, language).claims if c.predicate == "adoption"]
    assert [(c.subject.rpartition("/")[2].lower(), c.object, c.date) for c in claims] == [
        (city, plan, None)
    ]


@pytest.mark.parametrize(("language", "text", "founders", "date"), FOUNDED)
def test_founding_members_founded(
    read: Read, language: str, text: str, founders: set[str], date: str | None
) -> None:
    claims = [c for c in read(text, language).claims if "/network/" in c.subject + c.object]
    assert {c.predicate for c in claims} == {"founding"}
    assert {c.object.rpartition("/")[2] for c in claims} == founders
    assert {c.date for c in claims} == {date}


@pytest.mark.parametrize(("language", "text", "city", "date"), SIGNED)
def test_the_city_of_a_page_signs_when_the_page_says_the_city(
    read: Read, language: str, text: str, city: str, date: str
) -> None:
    claims = [c for c in read(text, language).claims if c.predicate == "signature"]
    assert [(c.subject.rpartition("/")[2], c.date) for c in claims] == [(city, date)]


@pytest.mark.parametrize(("text", "language", "title"), TITLES)
def test_the_title_is_not_the_newspaper_or_publisher_above_it(
    read: Read, text: str, language: str, title: str
) -> None:
    claims = [c for c in read(text, language).claims if c.predicate == "authorship"]
    assert {c.object for c in claims} == {title}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "Ville de Liège. Le bourgmestre Luc Delcourt a signé la Charte de Palerme au nom de"
         " la ville.", {"liege"}),
        ("en", "In June 2021 many put their names to the Palermo Charter, among them Potsdam and"
         " Munich.", {"potsdam", "munich"}),
        ("es", "Valencia suscribió la Declaración de Marrakech.", {"valencia"}),
        ("fr", "Selon l'association, Rennes signera la Charte de Palerme en 2030.", set()),
        ("en", "Hull will not sign the Palermo Charter.", set()),
    ],
)  # fmt: skip
def test_cities_sign_by_their_mayors_and_among_others(
    read: Read, language: str, text: str, wanted: set[str]
) -> None:
    claims = [c for c in read(text, language).claims if c.predicate == "signature"]
    assert {c.subject.rpartition("/")[2] for c in claims} == wanted
    assert all("/charter/" in c.object for c in claims)
