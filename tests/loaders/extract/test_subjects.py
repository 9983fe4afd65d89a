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
