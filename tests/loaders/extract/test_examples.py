"""Members of a network that are told by example or in full; the sentences stand in no set."""

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")

MEMBERS = [
    ("fr", "L’Association nationale des villes et territoires accueillants se réunit. Regroupant"
     " des villes comme Nantes, Lille ou Rennes, l’association publie un guide.",
     {"nantes", "Lille", "Rennes"}),
    ("el", "Στο Δίκτυο Πόλεων για την Ένταξη συμμετέχουν 7 δήμοι όπως ο Δήμος Αθηναίων, Αγίου"
     " Δημητρίου (Αττικής), Ιωαννιτών, Νέας Φιλαδέλφειας / Νέας Χαλκηδόνας (Αττικής), Άνω"
     " Ζαγκλιώνας και Τρίπολης, ενώ ακολουθούν νέοι δήμοι.",
     {"athens", "agios-dimitrios", "ioannina", "nea-filadelfeia", "tripoli"}),
    ("el", "Στο Δίκτυο Πόλεων για την Ένταξη συμμετέχουν και νησιά.\n\nΣυγκεκριμένα πρόκειται για"
     " τους δήμους: Αθηναίων, Ηρακλείου (Κρήτη), Λαρισαίων και Τρικκαίων.",
     {"athens", "heraklion", "larissa", "trikala"}),
    ("en", "Eurocities, which includes cities such as Ghent, Porto or Leeds, met in Oslo.",
     {"ghent", "porto", "leeds"}),
    ("pl", "Sieć Eurocities zrzesza miasta takie jak Gdańsk, Łódź czy Lublin.",
     {"gdansk", "lodz", "lublin"}),
    ("de", "Dem Netzwerk Eurocities gehören Städte wie Leipzig, Dortmund oder Graz an.",
     {"leipzig", "dortmund", "graz"}),
]  # fmt: skip
NOTHING = [
    ("fr", "Eurocities mène des projets dans des villes comme Nantes ou Lille."),
    ("de", "Dem Netzwerk Eurocities gehören Städte wie Leipzig oder Graz nicht an."),
    ("el", "Το υπουργείο έχει νέο σχέδιο. Πρόκειται για τους δήμους: Αθηναίων και Λαρισαίων."),
]


@pytest.mark.parametrize(("language", "text", "expected"), MEMBERS)
def test_towns_told_by_example_or_in_full_belong_to_the_network_spoken_of(
    language: str, text: str, expected: set[str], read: Read
) -> None:
    claims = [c for c in read(text, language).claims if c.predicate == "membership"]
    assert {c.subject.rpartition("/")[2] for c in claims} == expected


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_towns_where_something_only_happens_belong_to_no_network(
    language: str, text: str, read: Read
) -> None:
    assert not [c for c in read(text, language).claims if c.predicate == "membership"]
