"""Dates are found with their precision, in eight languages."""

from collections.abc import Callable

import pytest

from loaders.extract import Extraction

pytestmark = pytest.mark.xdist_group("extract")
CASES = [
    ("en", "It opened on 21 October 2021 in the town.", "21 October 2021", "2021-10-21"),
    ("en", "It opened on October 21, 2021, after years.", "October 21, 2021", "2021-10-21"),
    ("en", "It was signed in October 2021 by them.", "October 2021", "2021-10"),
    ("en", "They met on the 21st of October again.", "21st of October", "XXXX-10-21"),
    ("en", "It goes back to the 1980s and before.", "1980s", "198X"),
    ("en", "The desk has been open since 2015 without a break.", "2015", "2015"),
    ("en", "The plan for 2015–2018 was written here.", "2015–2018", "2015/2018"),
    ("en", "In the summer of 2015 many people came.", "summer of 2015", "2015-22"),
    ("en", "The file says 2019-06-03 on its cover.", "2019-06-03", "2019-06-03"),
    ("en", "From 9 to 11 June 2017 they met there.", "9 to 11 June 2017", "2017-06-09/2017-06-11"),
    ("de", "Der Rat tagte am 3. Juni 2019 im Rathaus.", "3. Juni 2019", "2019-06-03"),
    ("de", "Das war in den 1980er Jahren noch anders.", "1980er Jahren", "198X"),
    ("de", "Das gilt seit dem 01.05.2019 für alle hier.", "01.05.2019", "2019-05-01"),
    ("de", "Im Herbst 2018 wurde der Plan geändert.", "Herbst 2018", "2018-23"),
    ("fr", "Le conseil s'est réuni le 1er octobre 2017 ici.", "1er octobre 2017", "2017-10-01"),
    ("fr", "Dans les années 1990, la ville était plus petite.", "années 1990", "199X"),
    (
        "it",
        "Il consiglio si è riunito il 21 settembre 2010 qui.",
        "21 settembre 2010",
        "2010-09-21",
    ),
    ("it", "Negli anni '80 la città era molto diversa da oggi.", "anni '80", "198X"),
    (
        "es",
        "El pleno se reunió el 4 de septiembre de 2015 allí.",
        "4 de septiembre de 2015",
        "2015-09-04",
    ),
    ("es", "En el invierno de 2018 se abrió la casa de todos.", "invierno de 2018", "2018-24"),
    ("el", "Το συμβούλιο συνεδρίασε στις 3 Μαΐου 2019 εκεί.", "3 Μαΐου 2019", "2019-05-03"),
    ("el", "Το δίκτυο ιδρύθηκε τον Ιανουάριο του 2018 εκεί.", "Ιανουάριο του 2018", "2018-01"),
    ("pl", "Rada obradowała 30 czerwca 2017 r. w ratuszu.", "30 czerwca 2017", "2017-06-30"),
    ("pl", "W lutym 2022 wszystko się w mieście zmieniło.", "lutym 2022", "2022-02"),
    ("nl", "De raad vergaderde op 5 mei 2018 in het stadhuis.", "5 mei 2018", "2018-05-05"),
    ("nl", "In de jaren tachtig was dat in de stad anders.", "jaren tachtig", "198X"),
]
NONE = [
    ("en", "There were 2000 people and 2015 places in all."),
    ("en", "About 2000 signed; see page 1985 of Agenda 2030."),
    ("en", "It cost $2016 and 1,985 euros, see Regulation 2016/399."),
    ("de", "Rund 2000 kamen, und 1990 Menschen blieben dort."),
    ("fr", "Quelque 2000 personnes sont venues, dit la maire."),
    ("en", "May they march in the sun; the rest may follow."),
]


@pytest.mark.parametrize(("language", "text", "words", "value"), CASES)
def test_a_date_is_found_with_its_value(
    language: str, text: str, words: str, value: str, read: Callable[..., Extraction]
) -> None:
    dates = list(read(text, language).of("DATE"))
    assert [(date.text.removesuffix(" r."), date.value) for date in dates] == [(words, value)]


@pytest.mark.parametrize(("language", "text"), NONE)
def test_a_number_of_other_things_is_no_date(
    language: str, text: str, read: Callable[..., Extraction]
) -> None:
    assert not list(read(text, language).of("DATE"))


WORDED = [
    ("en", "Squats opened in the late eighties here.", "eighties", "198X"),
    ("de", "Das war in den Siebzigerjahren so üblich.", "Siebzigerjahren", "197X"),
    ("de", "In den achtziger Jahren war das noch neu.", "achtziger Jahren", "198X"),
    ("fr", "Dans les années soixante-dix, on chantait ici.", "années soixante-dix", "197X"),
    ("fr", "Depuis les années quatre-vingts, rien n'a bougé.", "années quatre-vingts", "198X"),
    ("it", "Negli anni Sessanta la piazza era vuota di sera.", "anni Sessanta", "196X"),
    ("es", "En los años ochenta se cerró el puerto viejo.", "años ochenta", "198X"),
    ("es", "La plaza cambió mucho en los setenta.", "los setenta", "197X"),
    ("pl", "W latach osiemdziesiątych działały tu komitety.", "latach osiemdziesiątych", "198X"),
    ("nl", "In de jaren zeventig was het hier heel stil.", "jaren zeventig", "197X"),
    ("el", "Τη δεκαετία του ογδόντα ήρθαν οι πρώτοι εδώ.", "δεκαετία του ογδόντα", "198X"),
    ("en", "They have met here since the autumn.", "autumn", "XXXX-23"),
    ("de", "Seit dem Frühjahr wird dort wieder gekocht.", "Frühjahr", "XXXX-21"),
    ("de", "Im Winter 2016/17 blieb die Halle offen.", "Winter 2016/17", "2016-24"),
]


@pytest.mark.parametrize(("language", "text", "words", "value"), WORDED)
def test_decades_in_words_and_seasons_are_dates(
    language: str, text: str, words: str, value: str, read: Callable[..., Extraction]
) -> None:
    dates = list(read(text, language).of("DATE"))
    assert [(date.text, date.value) for date in dates] == [(words, value)]


@pytest.mark.parametrize("text", ["She is in her eighties.", "Since the summer school they knew."])
def test_an_age_and_a_school_are_no_dates(text: str, read: Callable[..., Extraction]) -> None:
    assert not list(read(text, "en").of("DATE"))
