"""Who was at the event that a passage is about, told some sentences after its name."""

from __future__ import annotations

import pytest

from .conftest import Read
from .test_accounts import told

pytestmark = pytest.mark.xdist_group("extract")

_SWANSEA = (
    "The occasion was the Sanctuary in Wales Gathering, held at the Brangwyn Hall on 14 March "
    "2022. Around two hundred people came. The coffee was good. The opening speech was given by "
    "Llinos Pritchard, cabinet member for equalities in Swansea. Later a panel brought together "
    "Newport and the Welsh Refugee Council. Delegations travelled from Leeds and Glasgow. Bristol "
    "had sent two observers, Manchester a card. Hull sent apologies."
)
_KREFELD = (
    "Am 4. Mai 2021 fand in Krefeld der Fachtag „Offene Rathäuser“ statt. Rund hundert Menschen "
    "kamen. Es gab Suppe. Auf dem Podium: Jana Rehbein, Stadträtin in Essen, und der Soziologe Kai "
    "Lohmann. Aus den Niederlanden war Utrecht dabei, Gent ließ sich entschuldigen."
)
_TILBURG = (
    "Op 3 juni 2022 was Tilburg gastheer van het congres ‘Stad zonder drempels’. Er kwamen honderd "
    "mensen. De soep was goed. De sprekers: wethouder Els Verhoeven (Breda) en hoogleraar Bram "
    "Lindeman. Antwerpen en Gent stuurden ambtenaren, Zwolle liet het afweten."
)
_LYON = (
    "Le 15 juin 2022, Lyon a accueilli le colloque « Villes ouvertes ». Une centaine de personnes "
    "sont venues. Le café était bon. Grenoble avait dépêché une délégation, Metz s'était fait "
    "excuser."
)


@pytest.mark.parametrize(
    ("text", "language", "there", "away"),
    [
        (_SWANSEA, "en",
         {"Llinos Pritchard", "newport", "Welsh Refugee Council", "leeds", "glasgow", "bristol"},
         {"manchester", "kingston-upon-hull"}),
        (_KREFELD, "de", {"Jana Rehbein", "Kai Lohmann", "utrecht"}, {"ghent"}),
        (_TILBURG, "nl",
         {"Els Verhoeven", "Bram Lindeman", "antwerp", "ghent"}, {"zwolle"}),
        (_LYON, "fr", {"grenoble"}, {"metz"}),
    ],
)  # fmt: skip
def test_sentences_after_the_one_that_names_an_event_tell_who_was_there(
    read: Read, text: str, language: str, there: set[str], away: set[str]
) -> None:
    found = {who for who, _ in told(read(text, language), "participation")}
    assert there <= found
    assert found.isdisjoint(away)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (f"{_SWANSEA[:79]} on 14 March 2022.\n\nNew flats\n\nLeeds sent officers to see.",
         "en"),
        ("Auf dem Fachtag „Offene Rathäuser“ gab es Suppe.\n\nHeim\n\nEssen ist nicht vertreten.",
         "de"),
        ("“It was never about numbers,” says Peter Dunne, who chaired the board in Leeds.", "en"),
        ("Am Donnerstag sprach Stadträtin Jana Rehbein mit der Presse.", "de"),
    ],
)  # fmt: skip
def test_a_heading_ends_a_passage_and_words_that_somebody_says_are_no_event(
    read: Read, text: str, language: str
) -> None:
    assert told(read(text, language), "participation") == set()


@pytest.mark.parametrize(
    ("text", "language", "there"),
    [
        ("Auf dem Fachtag „Offene Rathäuser“, zu dem die Stadt Essen und der Verein Ankerplatz "
         "eingeladen hatten, sprach Stadträtin Jana Rehbein.", "de", {"Essen", "Jana Rehbein"}),
        ("Der Kongress „Offene Rathäuser“ fand 2021 statt. Eingeladen hatte die Seebrücke.", "de",
         {"seebruecke"}),
    ],
)  # fmt: skip
def test_who_invites_to_an_event_is_there(
    read: Read, text: str, language: str, there: set[str]
) -> None:
    assert there <= {who for who, _ in told(read(text, language), "participation")}
