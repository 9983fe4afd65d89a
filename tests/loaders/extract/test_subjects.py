"""What a page says of the project that it speaks of, over the borders of its sentences.

The pages are invented for these tests and stand in no annotated set.
"""

import pytest

from loaders.extract.model import Extraction

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")

KINDS = frozenset({"figure", "carrier", "support", "practice"})


def said(found: Extraction, kinds: frozenset[str] = KINDS) -> set[tuple[str, str, str]]:
    """Return predicate, subject and object (ends of IRIs) of the claims of some kinds."""
    return {
        (c.predicate, c.subject.rpartition("/")[2], c.object.rpartition("/")[2])
        for c in found.claims
        if c.predicate in kinds
    }


PAGES = [
    ("en", "Leeds City Council\n\nThe Mill Kitchen opened in the church hall in 2015. It now feeds "
     "about 180 people a week. The Rowan Trust pays the rent.",
     {("figure", "Mill Kitchen", "180"), ("support", "Rowan Trust", "Mill Kitchen")}),
    ("de", "In Kiel eröffnete die Stadt 2016 das Café Hafenlicht. Heute kommen dort jede Woche 180 "
     "Menschen zusammen. Die Miete zahlt die Hinrichsen-Stiftung.",
     {("figure", "Café Hafenlicht", "180"), ("support", "Hinrichsen-Stiftung", "Café Hafenlicht")}),
    ("fr", "À Rennes, la Ville a ouvert en 2019 la Maison Verte. L'an dernier, 310 personnes y "
     "ont dormi. La Fondation Abbé Pierre paie le loyer.",
     {("figure", "Maison Verte", "310"), ("support", "Fondation Abbé Pierre", "Maison Verte")}),
    ("it", "Nel 2017 il Comune di Modena ha aperto lo sportello «Porta Blu». L'anno scorso lo "
     "sportello ha seguito 640 famiglie. L'affitto lo paga la Fondazione Ghirlandina.",
     {("figure", "Porta Blu", "640"), ("support", "Fondazione Ghirlandina", "Porta Blu")}),
    ("es", "El Ayuntamiento de Getafe abrió en 2018 el centro «La Palmera». El centro atiende a 95 "
     "familias. El alquiler lo paga la Fundación Olmo.",
     {("figure", "La Palmera", "95"), ("support", "Fundación Olmo", "La Palmera")}),
    ("nl", "De gemeente Zwolle opende in 2016 het inloophuis ‘De Steiger’. Er komen elke week 140 "
     "mensen. De huur betaalt Stichting Kansrijk.",
     {("figure", "De Steiger", "140"), ("support", "Stichting Kansrijk", "De Steiger")}),
    ("pl", "W 2019 r. miasto Lublin uruchomiło świetlicę „Pod Lipą”. W ubiegłym roku świetlica "
     "przyjęła 119 dzieci. Prąd opłaca Fundacja Iskra.",
     {("figure", "Pod Lipą", "119"), ("support", "Fundacja Iskra", "Pod Lipą")}),
    ("el", "Ο Δήμος Λάρισας άνοιξε το 2018 το κέντρο «Πυξίδα». Εκεί φιλοξενήθηκαν 210 άτομα. Το "
     "νοίκι το πληρώνει το Ίδρυμα Λάτση.",
     {("figure", "Πυξίδα", "210"), ("support", "Ίδρυμα Λάτση", "Πυξίδα")}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), PAGES, ids=[p[0] for p in PAGES])
def test_later_sentences_tell_what_a_project_counts_and_who_pays_for_it(
    read: Read, language: str, text: str, wanted: set[tuple[str, str, str]]
) -> None:
    assert wanted <= said(read(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In 2019 Leeds opened the Mill Kitchen. There, 300 people protested against the "
         "closure of the baths."),
        ("en", "In 2019 Leeds opened the Mill Kitchen. Leeds City Council used to pay the rent."),
        ("de", "2016 eröffnete Kiel das Café Hafenlicht. Auf der Warteliste dort stehen 90 "
         "Menschen."),
        ("de", "2016 eröffnete Kiel das Café Hafenlicht. Die Hinrichsen-Stiftung will die Miete "
         "nicht zahlen."),
        ("fr", "À Rennes, la Ville a ouvert en 2019 la Maison du Seuil. Il faudrait y loger 90 "
         "personnes."),
        ("it", "Nel 2017 Modena ha aperto lo sportello «Porta Blu». La biblioteca comunale di "
         "via Emilia ha ora 90 posti."),
        ("nl", "Zwolle opende in 2016 het inloophuis ‘De Steiger’. Er zijn 90 bedden nodig."),
        ("pl", "W 2019 r. Lublin uruchomił świetlicę „Pod Lipą”. Potrzeba tam 90 miejsc."),
    ],
)  # fmt: skip
def test_what_is_wanted_or_is_of_something_else_counts_nothing(
    read: Read, language: str, text: str
) -> None:
    assert said(read(text, language), frozenset({"figure", "support", "carrier"})) == set()


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "In 2018 Leeds opened a drop-in called Open Door.", "Open Door"),
        ("en", "New Roots, a mentoring scheme that Leeds launched in 2018, goes on.", "New Roots"),
        ("de", "In Kiel gibt es seit 2016 einen Treffpunkt namens Hafenlicht.", "Hafenlicht"),
        ("fr", "Nantes a ouvert en 2019 un accueil de jour baptisé Le Grand Sas.", "Le Grand Sas"),
        ("it", "Modena ha aperto nel 2019 uno sportello chiamato Porto Franco.", "Porto Franco"),
        ("es", "Getafe abrió en 2019 una oficina llamada Puerta Abierta.", "Puerta Abierta"),
        ("nl", "Zwolle opende in 2019 een inloop met de naam De Brug.", "De Brug"),
        ("pl", "Lublin uruchomił w 2019 r. punkt o nazwie Przystań.", "Przystań"),
    ],
)
def test_a_noun_introduces_the_name_of_a_project(
    read: Read, language: str, text: str, name: str
) -> None:
    assert [object_ for _, _, object_ in said(read(text, language), frozenset({"practice"}))] == [
        name
    ]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("de", "Stadt Kassel\n\nAm Holländischen Platz steht das Haus »Drei Linden«. Eröffnet hat "
         "es 2013 die Heilsarmee Kassel.", ("Heilsarmee Kassel", "Drei Linden", "2013")),
        ("es", "El programa «Vivero» sigue. Lo creó en 2016 la Fundación Olmo y lo lleva ahora "
         "Accem.", ("Fundación Olmo", "Vivero", "2016")),
        ("pl", "Lodówkę i jadłodzielnię „Sum” uruchomiła w marcu 2019 roku Fundacja Iskra.",
         ("Fundacja Iskra", "Sum", "2019-03")),
        ("it", "Porto Sicuro onlus\n\nSiamo in venti. Nel 2006 abbiamo aperto l'ambulatorio "
         "«Filo Rosso».", ("Porto Sicuro", "Filo Rosso", "2006")),
    ],
)  # fmt: skip
def test_who_started_a_project_stands_beside_the_verb_or_is_we(
    read: Read, language: str, text: str, wanted: tuple[str, str, str]
) -> None:
    found = read(text, language)
    started = [(c.subject, c.object, c.date) for c in found.claims if c.predicate == "practice"]
    assert [(s.partition(" onlus")[0], o, d) for s, o, d in started] == [wanted]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In Leeds the Mill Kitchen opened in 2015 and the Rowan Trust helps to run it."),
        ("el", "Το Κοινωνικό Στέκι άνοιξε το 2016 και το διαχειρίζεται ο σύλλογος Ανοιχτή Πόρτα."),
        ("de", "Das Café Hafenlicht läuft seit 2016, ein Thema für die Hinrichsen-Stiftung."),
    ],
)
def test_who_runs_a_project_did_not_start_it(read: Read, language: str, text: str) -> None:
    starters = {c.subject for c in read(text, language).claims if c.predicate == "practice"}
    assert not starters & {"Rowan Trust", "Ανοιχτή Πόρτα", "σύλλογος Ανοιχτή Πόρτα"}
    assert "Hinrichsen-Stiftung" not in starters


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("de", "Offene Tür Fulda e. V.\n\nWir danken allen, die uns halfen. Der Verein hat zurzeit "
         "187 Mitglieder.", "187"),
        ("nl", "Huis van de Maas vzw\n\nOnze kelder is weer droog. We tellen 96 vrijwilligers.",
         "96"),
        ("en", "Valley Neighbor Table\nWHO WE ARE | GIVE\n\nWe cook on Saturdays. Our budget last "
         "year was $88,400, all in.", "88400"),
    ],
)  # fmt: skip
def test_a_body_counts_its_members_and_money_in_its_own_page(
    read: Read, language: str, text: str, wanted: str
) -> None:
    assert [object_ for _, _, object_ in said(read(text, language), frozenset({"figure"}))] == [
        wanted
    ]


def test_a_council_that_says_we_has_no_members_of_its_own(read: Read) -> None:
    text = (
        "Gemeinderat der Stadt Freiburg\n\nWir begrüßen den Beschluss. Unser Bündnis hat 29 "
        "Mitglieder."
    )
    assert said(read(text, "de"), frozenset({"figure"})) == set()


@pytest.mark.parametrize(
    ("language", "text", "event"),
    [
        ("it", "Alla Giornata dei Popoli, organizzata a Modena dal Gruppo Missionario, è "
         "intervenuta Amina Cassar. C'erano lì 150 persone.", "Giornata dei Popoli"),
        ("en", "Leeds hosted the Northern Settlement Forum on 3 May 2021. It drew 130 people.",
         "Northern Settlement Forum"),
    ],
)  # fmt: skip
def test_people_are_counted_at_the_event_that_the_page_speaks_of(
    read: Read, language: str, text: str, event: str
) -> None:
    assert {one for _, one, _ in said(read(text, language), frozenset({"figure"}))} == {event}


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Leeds City Council\n\nThis is the Lantern. Two Quakers opened it in 2004. Last "
         "year 1,940 people came through its door.", "Lantern"),
        ("nl", "Huis van de Maas vzw\n\nNieuw was de Speltheek. Sinds mei telt het team er 140 "
         "gezinnen.", "Speltheek"),
        ("el", "«Βελόνα και Λόγος» λέει η ταμπέλα. Το εργαστήρι το ξεκίνησε το 2017 ο Σύλλογος "
         "Γυναικών Λίμνης και πέρασαν από εκεί 380 γυναίκες.", "Βελόνα και Λόγος"),
    ],
)  # fmt: skip
def test_a_short_sentence_presents_the_project_that_the_next_ones_speak_of(
    read: Read, language: str, text: str, name: str
) -> None:
    assert name in {one for _, one, _ in said(read(text, language), frozenset({"figure"}))}
