"""Who is named beside "speakers were", "among its members", "hosted by", "partner cities are"."""

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")

EVENTS = [
    ("en", 'The conference "Open Doors" took place in Leeds. Speakers included Anna Brown and Peter'
     " Hale. Bristol and Cardiff were represented.",
     {"Anna Brown", "Peter Hale", "bristol", "cardiff"}),
    ("de", "Der Kongress „Open Doors“ fand 2020 statt. Gastgeberin war die Stadt Kiel. Es sprachen"
     " Anna Braun und Peter Hagen.", {"kiel", "Anna Braun", "Peter Hagen"}),
    ("de", "Auf dem Kongress „Open Doors“, den die Stadt Mannheim gemeinsam mit der Seebrücke"
     " ausrichtete, ging es um Schutz.", {"mannheim", "seebruecke"}),
    ("fr", "La maire a ouvert le colloque « Open Doors », auquel ont pris part Nantes et Grenoble."
     " Y sont intervenus Anne Durand et Paul Martin.",
     {"nantes", "grenoble", "Anne Durand", "Paul Martin"}),
    ("it", "Il convegno «Open Doors» si è tenuto a Bari. Tra i relatori Anna Bianchi e Paolo"
     " Verdi.", {"Anna Bianchi", "Paolo Verdi"}),
    ("es", "El foro «Open Doors» se celebró ayer. Participaron Zaragoza y Barcelona.",
     {"zaragoza", "barcelona"}),
    ("nl", "De conferentie 'Open Doors' vond plaats in 2020. Sprekers waren Anna de Vries en Piet"
     " Jansen. Gastheer was de stad Gent.", {"Anna de Vries", "Piet Jansen", "ghent"}),
    ("pl", "Forum „Open Doors” odbyło się w 2020 roku. Głos zabrali Anna Nowak i Piotr Wójcik."
     " Organizatorem było miasto Gdańsk.", {"Anna Nowak", "Piotr Wójcik", "gdansk"}),
    ("el", "Το συνέδριο «Open Doors» έγινε το 2020. Μίλησαν η Άννα Παππά και ο Πέτρος Νίκου."
     " Διοργανωτής ήταν ο Δήμος Αθηναίων.", {"Άννα Παππά", "Πέτρος Νίκου", "athens"}),
]  # fmt: skip
MEMBERS = [
    ("en", "Eurocities counts Ghent and Leipzig among its members.", {"ghent", "leipzig"}),
    ("de", "Eurocities zählt Gent und Leipzig zu seinen Mitgliedern.", {"ghent", "leipzig"}),
    ("de", "Zum Netzwerk Eurocities gehören Gent und Leipzig.", {"ghent", "leipzig"}),
    ("fr", "Eurocities compte Nantes et Lyon parmi ses membres.", {"nantes", "lyon"}),
    ("es", "Eurocities cuenta entre sus miembros con Bilbao y Zaragoza.", {"bilbao", "zaragoza"}),
    ("nl", "Eurocities telt Gent en Utrecht onder zijn leden.", {"ghent", "utrecht"}),
    ("el", "Το δίκτυο Eurocities έχει μέλη την Αθήνα και τη Θεσσαλονίκη.",
     {"athens", "thessaloniki"}),
    ("el", "Η Αθήνα ίδρυσε το δίκτυο Eurocities. Στο δίκτυο συμμετέχουν επίσης η Λάρισα και τα"
     " Τρίκαλα.", {"larissa", "trikala"}),
]  # fmt: skip
OFFERS = [
    ("en", "Hull is ready to receive 30 people.", "kingston-upon-hull"),
    ("de", "Lübeck ist bereit, 30 Menschen aufzunehmen.", "lubeck"),
    ("fr", "Nantes a proposé d'accueillir 30 réfugiés.", "nantes"),
    ("it", "Palermo si è detta pronta ad accogliere 30 persone.", "palermo"),
    ("es", "Zaragoza se mostró dispuesta a acoger a 30 personas.", "zaragoza"),
    ("nl", "Utrecht is bereid 30 mensen op te vangen.", "utrecht"),
    ("pl", "Lublin zadeklarował gotowość przyjęcia 30 osób.", "lublin"),
    ("el", "Η Αθήνα προσφέρθηκε να φιλοξενήσει 30 πρόσφυγες.", "athens"),
]
FOUNDERS = [
    ("en", "Eurocities was set up in 1986 by the mayors of Barcelona and Lyon.",
     {"barcelona", "lyon"}),
    ("de", "Das Netzwerk Eurocities wurde 1986 von Barcelona und Lyon gegründet.",
     {"barcelona", "lyon"}),
    ("de", "Die UNESCO rief 2004 Eurocities ins Leben.", {"unesco"}),
    ("fr", "Eurocities est né en 1986 à l'initiative de Barcelone et Lyon.", {"barcelona", "lyon"}),
    ("es", "La red Eurocities nació en 1986 de la mano de ICEI.", {"icei"}),
]  # fmt: skip


def subjects(found, predicate: str) -> set[str]:
    return {c.subject.rpartition("/")[2] for c in found.claims if c.predicate == predicate}


@pytest.mark.parametrize(("language", "text", "who"), EVENTS)
def test_who_has_a_part_in_an_event(read: Read, language, text, who) -> None:
    found = read(text, language)
    assert who <= subjects(found, "participation")
    events = {c.object for c in found.claims if c.predicate == "participation"}
    assert all("Open Doors" in event for event in events)


@pytest.mark.parametrize(("language", "text", "who"), MEMBERS)
def test_a_network_names_its_members(read: Read, language, text, who) -> None:
    assert subjects(read(text, language), "membership") == who


@pytest.mark.parametrize(("language", "text", "who"), OFFERS)
def test_readiness_to_take_people_in_is_an_offer(read: Read, language, text, who) -> None:
    (offer,) = (c for c in read(text, language).claims if c.predicate == "offer")
    assert (offer.subject.rpartition("/")[2], offer.object) == (who, "30")


@pytest.mark.parametrize(("language", "text", "who"), FOUNDERS)
def test_founders_stand_before_the_verb_or_have_the_initiative(
    read: Read, language, text, who
) -> None:
    found = [c for c in read(text, language).claims if c.predicate == "founding"]
    assert {c.object.rpartition("/")[2] for c in found} == who


def test_partner_cities_of_a_project_are_read_from_sentences_and_columns(read: Read) -> None:
    sentence = "Kiel startete 2018 das Projekt „Ankerplatz“. Partnerstädte sind Lübeck und Rostock."
    table = (
        "| Project | City | Start | Partner cities |\n|---|---|---|---|\n"
        "| Ankerplatz | Kiel | 2018 | Lübeck, Rostock |\n"
    )
    for text, language in ((sentence, "de"), (table, "en")):
        carriers = {
            c.object.rpartition("/")[2]
            for c in read(text, language).claims
            if (c.predicate, c.subject) == ("carrier", "Ankerplatz")
        }
        assert carriers == {"lubeck", "rostock"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", 'The conference "Open Doors" is over. Speakers did not include Anna Brown.'),
        ("de", "Kiel bot an, 50 Millionen Euro zu zahlen."),
        ("de", "Zum Landkreis gehören Kiel und Lübeck."),
        ("en", "The union counts Ghent and Leipzig among its members."),
        ("el", "Στην εκδήλωση συμμετέχουν η Αθήνα και η Λάρισα."),
    ],
)
def test_other_rolls_claim_nothing(read: Read, language, text) -> None:
    kinds = {"participation", "membership", "offer"}
    assert not [c for c in read(text, language).claims if c.predicate in kinds]
