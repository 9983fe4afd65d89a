"""Who did the same as another: with it, like it, some time after it, or as the next words say."""

from __future__ import annotations

import pytest

from .conftest import Read
from .test_accounts import told

pytestmark = pytest.mark.xdist_group("extract")


@pytest.mark.parametrize(
    ("text", "language", "kind", "who"),
    [
        ("Like Bradford and Coventry, Leicester belongs to City of Sanctuary UK.", "en",
         "membership", {"leicester", "bradford", "coventry"}),
        ("Gemeinsam mit Wien und Graz hat Salzburg 2010 die Integrating Cities Charter "
         "unterschrieben.", "de", "signature", {"salzburg", "vienna", "graz"}),
        ("Nel giugno 2021 Palermo ha firmato, con Napoli e Bari, la Dichiarazione di Palermo.",
         "it", "signature", {"palermo", "naples", "bari"}),
        ("Il sindaco di Bari ha sottoscritto la Carta di Palermo, così come i sindaci di Lecce e "
         "Taranto.", "it", "signature", {"bari", "Lecce", "Taranto"}),
        ("2018 ist Tübingen der Europäischen Städtekoalition gegen Rassismus beigetreten, ein Jahr "
         "nach Reutlingen.", "de", "membership", {"tubingen", "reutlingen"}),
        ("London signed the Integrating Cities Charter in 2010 and Manchester did so later.", "en",
         "signature", {"london", "manchester"}),
        ("Bordeaux a adhéré à l'ANVITA en 2020. Strasbourg l'a fait l'année suivante.", "fr",
         "membership", {"bordeaux", "strasbourg"}),
        ("Getafe se adhirió a la RECI en 2011 y Fuenlabrada lo hizo un año después.", "es",
         "membership", {"getafe", "fuenlabrada"}),
        ("Luik riep zich in 2017 uit tot ‘gastvrije stad’, Namen deed dat een jaar later.", "nl",
         "declaration", {"liege", "namur"}),
        ("Die Stadt Münster hat sich der Potsdamer Erklärung angeschlossen, die Stadt Osnabrück "
         "ebenfalls.", "de", "signature", {"munster", "osnabruck"}),
    ],
)  # fmt: skip
def test_those_beside_or_after_a_city_did_the_same(
    read: Read, text: str, language: str, kind: str, who: set[str]
) -> None:
    assert {subject for subject, _ in told(read(text, language), kind)} == who


def test_who_did_so_has_the_date_that_stands_with_it(read: Read) -> None:
    text = ("Badajoz entró en la RECI en 2019. Jerez de la Frontera lo había hecho en 2011; "
            "Málaga, no.")  # fmt: skip
    found = {
        (claim.evidence[0].text, claim.date)
        for claim in read(text, "es").claims
        if claim.predicate == "membership"
    }
    assert ("Jerez de la Frontera", "2011") in found
    assert not any(name == "Málaga" for name, _ in found)


@pytest.mark.parametrize(
    ("text", "language", "kind", "others"),
    [
        ("London signed the Integrating Cities Charter in 2010. Manchester did not do so.", "en",
         "signature", {"manchester"}),
        ("Newcastle has belonged to Eurocities since 2014 and, alongside Glasgow, runs a hostel.",
         "en", "membership", {"glasgow"}),
        ("Bern ist Mitglied von Eurocities. Auch Zürich hat einen Bahnhof.", "de", "membership",
         {"zurich"}),
        ("Montréal s'est déclarée « ville sanctuaire ». Québec ne l'a pas imitée, et il serait "
         "faux de dire que Sherbrooke l'a fait.", "fr", "declaration", {"quebec", "sherbrooke"}),
        ("Gent trad in 2016 toe tot Solidarity Cities. Na Brussel is het de grootste stad.", "nl",
         "membership", {"brussels"}),
        ("Bilbao firmó la Carta de Palermo en 2017; ciudades como Toledo miran hacia otro lado.",
         "es", "signature", {"toledo"}),
    ],
)  # fmt: skip
def test_nobody_did_the_same_who_only_stands_beside(
    read: Read, text: str, language: str, kind: str, others: set[str]
) -> None:
    found = told(read(text, language), kind)
    assert found
    assert others.isdisjoint(subject.lower() for subject, _ in found)
