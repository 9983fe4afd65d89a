"""Who wrote a page, as its first and last lines say without a label; who wrote what it recommends.

The pages are invented for these tests and stand in no annotated set.
"""

import pytest

from loaders.extract.model import Extraction

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")

PROSE = {
    "en": "It rained all week and nobody minded, because the kettle was on and the door stood "
    "open for whoever came along the street with a wet coat and a story to tell. ",
    "de": "Es hat die ganze Woche geregnet, und niemanden hat es gestört, denn der Kessel stand "
    "auf dem Herd, und die Tür war offen für alle, die mit nassem Mantel die Straße kamen. ",
    "fr": "Il a plu toute la semaine et personne ne s'en est plaint, car la bouilloire chauffait "
    "et la porte restait ouverte à qui passait dans la rue avec un manteau mouillé. ",
    "it": "È piovuto tutta la settimana e nessuno se n'è lamentato, perché il bollitore era sul "
    "fuoco e la porta restava aperta per chi passava nella strada con il cappotto bagnato. ",
    "nl": "Het heeft de hele week geregend en niemand vond het erg, want de ketel stond op het "
    "vuur en de deur was open voor wie met een natte jas door de straat kwam. ",
    "pl": "Padało przez cały tydzień i nikomu to nie przeszkadzało, bo czajnik stał na ogniu, a "
    "drzwi były otwarte dla każdego, kto szedł ulicą w mokrym płaszczu. ",
}  # fmt: skip


def written(found: Extraction) -> set[tuple[str, str]]:
    """Return who wrote what."""
    return {(c.subject, c.object) for c in found.claims if c.predicate == "authorship"}


@pytest.mark.parametrize(
    ("language", "head", "foot", "wanted"),
    [
        ("nl", "Stad en Streek\n\nThee voor wie nat is\nPieter Hoekstra\n\n", "",
         ("Pieter Hoekstra", "Thee voor wie nat is")),
        ("en", "The Wharf Weekly\n\nA kettle and a door\nMargaret Hollis finds out why nobody "
         "wants to leave\n\n", "", ("Margaret Hollis", "A kettle and a door")),
        ("en", "Tea for the wet\nPosted by Shanice Rowe, March 3, 2021\n\n", "",
         ("Shanice Rowe", "Tea for the wet")),
        ("de", "Verein Offene Tür e. V.\nRundbrief Nr. 12 – Herbst 2021\n\nLiebe Freunde,\n\n",
         "\n\nHerzlich\neure Petra Lindner", ("Petra Lindner", "Rundbrief Nr. 12 – Herbst 2021")),
        ("de", "Tee für Nasse\nEin Besuch\n\n", "\n\nText und Tee: Petra Lindner",
         ("Petra Lindner", "Tee für Nasse")),
        ("fr", "Du thé pour les mouillés\n\n", "\n\n(propos recueillis par Claire Delmas)",
         ("Claire Delmas", "Du thé pour les mouillés")),
        ("it", "Tè per chi è bagnato\n\n", "\n\ndon Paolo Ferretti",
         ("Paolo Ferretti", "Tè per chi è bagnato")),
        ("pl", "Herbata dla mokrych\n\n", "\n\nSpisała: Anna Zawada, sekretarz",
         ("Anna Zawada", "Herbata dla mokrych")),
    ],
)  # fmt: skip
def test_a_page_is_by_who_stands_under_its_title_or_signs_it(
    read: Read, language: str, head: str, foot: str, wanted: tuple[str, str]
) -> None:
    assert written(read(head + PROSE[language] * 3 + foot, language)) == {wanted}


@pytest.mark.parametrize(
    ("language", "head", "foot"),
    [
        ("en", "Tea for the wet\nLeeds City Council\n\n", ""),
        ("en", "Tea for the wet\n\n", "\n\nCONTACT\nMargaret Hollis, councillor"),
        ("de", "Tee für Nasse\n\n", "\n\nStadt Kiel"),
        ("fr", "Du thé pour les mouillés\nQUI SOMMES NOUS\n\n", ""),
    ],
)
def test_bodies_headings_and_contacts_wrote_nothing(
    read: Read, language: str, head: str, foot: str
) -> None:
    assert written(read(head + PROSE[language] * 3 + foot, language)) == set()


@pytest.mark.parametrize(
    ("language", "line", "wanted"),
    [
        ("it", "Per saperne di più: Paola Bellini, «Il bollitore di tutti», Modena 2022.",
         ("Paola Bellini", "Il bollitore di tutti", "2022")),
        ("fr", "À lire : Claire Delmas, Neuf bouilloires, Éditions du Quai, 2020.",
         ("Claire Delmas", "Neuf bouilloires", "2020")),
        ("es", "En «Diez años de té», de Carmen Olmo (2021), se cuenta todo lo que pasó allí.",
         ("Carmen Olmo", "Diez años de té", "2021")),
    ],
)  # fmt: skip
def test_a_line_recommends_a_work_with_author_and_year(
    read: Read, language: str, line: str, wanted: tuple[str, str, str]
) -> None:
    found = read(line, language)
    dates = {(c.subject, c.object, c.date) for c in found.claims if c.predicate == "authorship"}
    assert dates == {wanted}
