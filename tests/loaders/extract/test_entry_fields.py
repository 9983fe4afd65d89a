"""Entries in the forms of many citation styles give their people, year and title."""

import pytest

from loaders.extract.model import NOWHERE
from loaders.extract.references.fields import read_entry

GIVEN = frozenset({"Rowan", "Lewis"})
ENTRIES = [
    (
        "Great Britain. Department of Coasts (2019) Dispersal to shore towns. London: Penhallow.",
        "Great Britain",
        "2019",
        "Dispersal to shore towns",
    ),
    (
        "City of Larchmont. Health card [Internet]. Larchmont: The City; 2018 [cited 2020 Jan 14].",
        "City of Larchmont",
        "2018",
        "Health card",
    ),
    (
        "DEFENSORÍA DEL PUERTO: Informe sobre el acceso al padrón, Madrid, 2020.",
        "DEFENSORÍA DEL PUERTO",
        "2020",
        "Informe sobre el acceso al padrón",
    ),
    (
        "• Bakker, J. van den (2015). 'Bed en begrip', in: Tijdschrift voor Beleid, p. 14-29.",
        "Bakker, J. van den",
        "2015",
        "Bed en begrip",
    ),
    (
        "Kruispunt Welkom (z.d.). Over ons. https://kruispunt.example/over",
        "Kruispunt Welkom",
        "",
        "Over ons",
    ),
    (
        "Law Reform Board, Local Authorities and Destitution (Law Rep No 310, 2011) para 4.12.",
        "Law Reform Board",
        "2011",
        "Local Authorities and Destitution",
    ),
    (
        "[3] MOREL-FONT, Lise. Les portes de la ville : accueillir sans loi. Paris : Quai, 2016.",
        "MOREL-FONT, Lise",
        "2016",
        "Les portes de la ville : accueillir sans loi",
    ),
    (
        "SABATIER, Luc (dir.). Communes ouvertes : un atlas. Lyon : Confluent, 2020.",
        "SABATIER, Luc",
        "2020",
        "Communes ouvertes : un atlas",
    ),
    (
        "LE GOFF, Yann. « Des élus ? ». In : Actes, 4-5 mai 2014. Metz : Rhin, 2015, p. 55-70.",
        "LE GOFF, Yann",
        "2015",
        "Des élus ?",
    ),
    (
        "COLLECTIF DU LITTORAL. Rapport d'activité 2019. Brest, 2020 (consulté le 12 mars 2022).",
        "COLLECTIF DU LITTORAL",
        "2020",
        "Rapport d'activité 2019",
    ),
    (
        'Adeyemi, Folake. n.d. "What a Card Opens." Accessed 4 May 2022. https://c.example/o',
        "Adeyemi, Folake",
        "",
        "What a Card Opens",
    ),
    (
        'Mbeki, Thandi, Rosa Quill, Harold Inch, et al. 2022. "Nine Boroughs." Letters 41: 9–18.',
        "Mbeki, Thandi; Quill, Rosa; Inch, Harold",
        "2022",
        "Nine Boroughs",
    ),
    (
        "Domènech i Puig, A., & Farrés, O. (2017). Ciutats refugi: deu anys. Quaderns, (45), 9–31.",
        "Domènech i Puig, A.; Farrés, O.",
        "2017",
        "Ciutats refugi: deu anys",
    ),
    (
        "Verband der Häfen (Hg.) (2022): Handreichung. Rostock: Eigenverlag.",
        "Verband der Häfen",
        "2022",
        "Handreichung",
    ),
    (
        "Thiede, Karla: Ankommen in der Stadt, Erfurt 2016.",
        "Thiede, Karla",
        "2016",
        "Ankommen in der Stadt",
    ),
    (
        "- Abbiati L., Bonfante R., Porte socchiuse, Molo, Genova 2018.",
        "Abbiati, L.; Bonfante, R.",
        "2018",
        "Porte socchiuse",
    ),
    (
        "Lipiec D i wsp. Mieszkanie bez dokumentów. Zeszyt nr 23. Kraków 2017.",
        "Lipiec, D",
        "2017",
        "Mieszkanie bez dokumentów",
    ),
    (
        "D. Oudejans, Dorp, land, vlucht (Leeuwarden 2023) 14.",
        "Oudejans, D.",
        "2023",
        "Dorp, land, vlucht",
    ),
    (
        "Lewis Yardley, Harbour Light: A Memoir (Penzance, 1996).",
        "Lewis Yardley",
        "1996",
        "Harbour Light: A Memoir",
    ),
    (
        "Χατζηγιάννη, Ζ. (υπό έκδοση). Η δήμαρχος. Αθήνα: Προκυμαία.",
        "Χατζηγιάννη, Ζ.",
        "",
        "Η δήμαρχος",
    ),
    (
        "Jurado, F. (en prensa). Alcaldesas contra el cierre. Síntesis.",
        "Jurado, F.",
        "",
        "Alcaldesas contra el cierre",
    ),
]


@pytest.mark.parametrize(("words", "people", "year", "title"), ENTRIES)
def test_people_year_and_title_are_told_apart(
    words: str, people: str, year: str, title: str
) -> None:
    entry = read_entry(words, 0, len(words), NOWHERE, GIVEN)
    assert ("; ".join(entry.authors or entry.editors), entry.year, entry.title) == (
        people,
        year,
        title,
    )


def test_long_hostile_entries_are_taken_apart_in_bounds() -> None:
    for words in ("Aa " * 300, "Aa, B., " * 100, "A. " * 300, "de la " * 150, "Aa (" * 200):
        read_entry(words, 0, len(words), NOWHERE, GIVEN)
