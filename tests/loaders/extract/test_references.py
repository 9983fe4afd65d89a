"""Bibliography entries are taken apart, and citations lead to them."""

from collections.abc import Callable

import pytest

from loaders.extract.model import Extraction, Reference

pytestmark = pytest.mark.xdist_group("extract")
TEXT = """Some argue so (Keller 2014: 22; Osei and Brandt 2017), as Keller (2014) shows.

References

Keller, Miriam (2014): Cities without borders. London: Routledge.
Osei, K., & Brandt, L. (2017). Local membership. Journal of Urban Affairs, 39(4), 512–530. https://doi.org/10.1000/jua.2017.45
Purcell, Mark. “The Right to the City.” GeoJournal 58 (2002): 99–108.
Vogt, Anja/Yıldız, Cem (2016): Solidarische Stadt. In: Beck, Tom (Hg.): Stadt. Köln, S. 33–57.
"""


@pytest.fixture
def entries(read: Callable[..., Extraction]) -> tuple[Reference, ...]:
    return read(TEXT, "en").references


def test_every_entry_is_found_with_its_span(entries: tuple[Reference, ...]) -> None:
    assert [TEXT[e.start : e.end] for e in entries] == TEXT.strip().split("\n")[-4:]
    assert [e.year for e in entries] == ["2014", "2017", "2002", "2016"]


def test_fields_are_told_apart(entries: tuple[Reference, ...]) -> None:
    book, article, quoted, chapter = entries
    assert (book.authors, book.title) == (("Keller, Miriam",), "Cities without borders")
    assert (book.place, book.publisher) == ("London", "Routledge")
    assert article.authors == ("Osei, K.", "Brandt, L.")
    assert (article.container, article.volume, article.pages) == (
        "Journal of Urban Affairs",
        "39(4)",
        "512–530",
    )
    assert article.doi == "10.1000/jua.2017.45"
    assert (quoted.title, quoted.container) == ("The Right to the City", "GeoJournal")
    assert (chapter.title, chapter.container, chapter.editors) == (
        "Solidarische Stadt",
        "Stadt",
        ("Beck, Tom",),
    )


def test_citations_lead_to_entries(entries: tuple[Reference, ...]) -> None:
    assert [TEXT[a:b] for a, b in entries[0].cited_at] == [
        "(Keller 2014: 22; Osei and Brandt 2017)",
        "Keller (2014)",
    ]
    assert len(entries[1].cited_at) == 1


def test_names_in_entries_and_citations_are_no_mentions(read: Callable[..., Extraction]) -> None:
    found = read(TEXT, "en")
    assert not list(found.of("CITY", "PERSON", "DATE", "ORG"))


NOTES = [
    ("it", "[1] Intervista, 3 maggio 2020.\n"
     "[2] Bianchi L., Verdi S., Città aperte e chiuse, Milano, FrancoAngeli, 2019.\n"
     "[3] M. Rossi, Il porto, Torino, UTET, 2018, p. 88.",
     ["Bianchi L., Verdi S., Città aperte e chiuse, Milano, FrancoAngeli, 2019.",
      "M. Rossi, Il porto, Torino, UTET, 2018, p. 88."]),
    ("en", "1. Interview with the vicar, 3 May 2020.\n"
     "2. Carter, Jane. Doors and Walls. Oxford: Oxford University Press, 2019.",
     ["Carter, Jane. Doors and Walls. Oxford: Oxford University Press, 2019."]),
    ("fr", "1. Michel Auger, L'Étranger, Paris, Seuil, 2018, p. 23.\n"
     "2. Le maire, Paris, l'a dit en 2018.",
     ["Michel Auger, L'Étranger, Paris, Seuil, 2018, p. 23."]),
    ("de", "1 A. Müller, Offene Städte, Berlin 2018, S. 12.\n2 Das war im Rat so, seit 2018.",
     ["A. Müller, Offene Städte, Berlin 2018, S. 12."]),
    ("pl", "1 Kowalska B., Miasto i migranci, „Studia Miejskie” 2019, nr 3, s. 12–19.",
     ["Kowalska B., Miasto i migranci, „Studia Miejskie” 2019, nr 3, s. 12–19."]),
    ("el", "1. Παπαδάκης Ν., Πόλεις ανοιχτές, Αθήνα, Πόλις, 2018, σ. 12.",
     ["Παπαδάκης Ν., Πόλεις ανοιχτές, Αθήνα, Πόλις, 2018, σ. 12."]),
    ("de", "Literatur und Quellen\n\nBaum, U. (2019): Offene Städte. Köln: Nomos.",
     ["Baum, U. (2019): Offene Städte. Köln: Nomos."]),
    ("it", "Bibliografia essenziale\n\nVerdi Sara, Il porto, Einaudi, Torino 2018.",
     ["Verdi Sara, Il porto, Einaudi, Torino 2018."]),
    ("nl", "Bronnen\nABC-22.33 (2018). Een gids voor gemeenten. Brussel: ABC-22.33.",
     ["ABC-22.33 (2018). Een gids voor gemeenten. Brussel: ABC-22.33."]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "found"), NOTES)
def test_entries_in_notes(
    language: str, text: str, found: list[str], read: Callable[..., Extraction]
) -> None:
    assert [m.text for m in read(text, language).of("REFERENCE")] == found


def test_a_citation_leads_to_editors_and_to_the_work_of_its_letter(
    read: Callable[..., Extraction],
) -> None:
    text = (
        "Some say so (Holt 2014b; Beck 2016), others not (Holt 2014a, b).\n\nReferences\n\n"
        "Beck, Tom (ed.) (2016): The City. London: Routledge.\n"
        "Holt, Maeve (2014a): Sanctuary as Habit. Parish, 3, 88–104.\n"
        "Holt, Maeve (2014b): Sanctuary as Law. Parish, 4, 11–29.\n"
    )
    assert [len(entry.cited_at) for entry in read(text, "en").references] == [1, 1, 2]
