"""Numbers that labels name: whose they are in a line, a sheet, or a body's own page.

The passages are invented for these tests and stand in no annotated set.
"""

import pytest

from loaders.extract.model import Extraction

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


def figures(found: Extraction) -> set[tuple[str, str]]:
    """Return what has which number."""
    return {(c.subject, c.object) for c in found.claims if c.predicate == "figure"}


SHEETS = [
    ("en", "OPEN BENCH\nTools for everybody\n\nStart: May 2018\nAnnual cost: £61,300\n"
     "Volunteers: 44\n\nOpen Bench lends tools to newcomers and neighbours.",
     {("Open Bench", "61300"), ("Open Bench", "44")}),
    ("nl", "Praktijkfiche: De Wasbak (Gent)\n\nBudget: 132.000 euro per jaar\n"
     "Bereik: 5.400 wasbeurten, 780 vaste klanten\n\nHoe het kwam\nDe Wasbak begon klein.",
     {("De Wasbak", "132000"), ("De Wasbak", "5400"), ("De Wasbak", "780")}),
    ("pl", "Projekt: Mieszkania na start\nRealizator: Fundacja Dach\nBudżet: 480 000 zł\n"
     "Liczba mieszkań: 24", {("Mieszkania na start", "480000"), ("Mieszkania na start", "24")}),
    ("nl", "Nr. 1. Taalhuis Spoorwijk\nUitvoerder: Stichting Mooi. Bereik: 520 cursisten.",
     {("Taalhuis Spoorwijk", "520")}),
    ("el", "Κοινωνικό Παντοπωλείο «Άργος». Έναρξη: 2013. Ωφελούμενοι: 520 οικογένειες.",
     {("Άργος", "520")}),
    ("es", "El albergue Paso Abierto cambió de manos en mayo. Capacidad actual: 120 camas.",
     {("Paso Abierto", "120")}),
    ("en", "1. Tamarack Desk. Weekly legal clinic in a parlor. Opened: 2011. Clients: 1,145.",
     {("Tamarack Desk", "1145")}),
    ("de", "Verein Trittstein\nJahresbericht\n\nWir beraten, wir kochen, wir hören zu.\n\n"
     "Unsere Zahlen\nEinnahmen: 203.450 Euro. Mitarbeitende: 9.",
     {("Verein Trittstein", "203450"), ("Verein Trittstein", "9")}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), SHEETS, ids=[str(n) for n in range(8)])
def test_a_label_gives_its_number_to_the_project_of_its_line_or_sheet_or_to_us(
    read: Read, language: str, text: str, wanted: set[tuple[str, str]]
) -> None:
    assert wanted <= figures(read(text, language))


NOTHING = [
    ("en", "The Mill Kitchen opened in 2015. Votes in favour: 23. Page: 14. Phone: 40 12."),
    ("de", "Das Café Hafenlicht gibt es seit 2016.\nAnwesend: 23 Mitglieder\nSeiten: 112"),
    ("en", "The Mill Kitchen opened in 2015.\n\nThe town\nIt lies by the sea.\nStaff: 300"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_votes_pages_and_numbers_under_another_heading_are_not_a_projects(
    read: Read, language: str, text: str
) -> None:
    assert not figures(read(text, language))
