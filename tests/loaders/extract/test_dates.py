"""Dates are found with their precision, in eight languages."""

from collections.abc import Callable

import pytest

from loaders.extract.model import Extraction

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
    ("en", "Its mill was built around 1840 by a miller.", "1840", "1840~"),
    ("en", "It was a town of weavers in the 18th century.", "18th century", "17XX"),
    ("en", "The form was stamped on 06/30/2021 by a clerk.", "06/30/2021", "2021-06-30"),
    ("de", "Schon um 1900 kamen viele aus dem Osten her.", "1900", "1900~"),
    ("de", "Im 17. Jahrhundert war die Stadt ein Hafen.", "17. Jahrhundert", "16XX"),
    ("de", "Die Sitzung vom 4.4.22 war die letzte im Haus.", "4.4.22", "2022-04-04"),
    ("de", "Erst Mitte Dezember war die Küche dort fertig.", "Dezember", "XXXX-12"),
    ("fr", "Le port fut bâti au XIXe siècle par le roi.", "XIXe siècle", "18XX"),
    ("fr", "La salle fut ouverte vers 1850 par un moine.", "1850", "1850~"),
    ("fr", "La porte est ouverte en mai pour tout le monde.", "mai", "XXXX-05"),
    ("fr", "Vous êtes inscrite depuis le 12/05/2019.", "12/05/2019", "2019-05-12"),
    (
        "it",
        "Il corso è durato dal 30 gennaio al 2 febbraio 2014.",
        "30 gennaio al 2 febbraio 2014",
        "2014-01-30/2014-02-02",
    ),
    ("it", "La casa è nata negli anni Duemila in periferia.", "anni Duemila", "200X"),
    ("it", "Nel XIX secolo il porto era franco da dazi.", "XIX secolo", "18XX"),
    ("es", "En el siglo XIX el convento era un hospital.", "siglo XIX", "18XX"),
    ("es", "Hacia 1840 el convento era ya un hospital.", "1840", "1840~"),
    ("el", "Τον 19ο αιώνα το λιμάνι ήταν πολύ μικρό.", "19ο αιώνα", "18XX"),
    ("el", "Η αίτηση εκκρεμεί από τις 19/11/2018.", "19/11/2018", "2018-11-19"),
    ("el", "Το σχολείο άνοιξε γύρω στο 1840 στο νησί.", "1840", "1840~"),
    ("pl", "W latach 80. XX wieku było tam inaczej.", "latach 80. XX wieku", "198X"),
    ("pl", "Młyn zbudowano około 1850 roku nad rzeką.", "1850", "1850~"),
    ("nl", "In de zeventiende eeuw was het een haven.", "zeventiende eeuw", "16XX"),
    ("nl", "Zij is in mei tachtig jaar geworden, zegt ze.", "mei", "XXXX-05"),
    ("nl", "In de jaren tachtig was dat in de stad anders.", "jaren tachtig", "198X"),
]
NONE = [
    ("en", "There were 2000 people and 2015 places in all."),
    ("en", "About 2000 signed; see page 1985 of Agenda 2030."),
    ("en", "It cost $2016 and 1,985 euros, see Regulation 2016/399."),
    ("de", "Rund 2000 kamen, und 1990 Menschen blieben dort."),
    ("fr", "Quelque 2000 personnes sont venues, dit la maire."),
    ("es", "El artículo 1902 del código vale para todos."),
    ("el", "Το άρθρο 1922 του κώδικα ισχύει για όλους."),
    ("it", "I posti nella casa erano 2000."),
    ("nl", "De Vreemdelingenwet 2000 laat weinig ruimte."),
    ("en", "About 1900 came, around 2000 left again."),
    ("de", "Was wollten sie 13, das war die Frage."),
    ("en", "The file says 31.04.2019 on its cover, a misprint."),
    ("en", "The file says 2019-02-30 on its cover, a misprint."),
    ("en", "They met on 31 June, the poster says."),
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


LETTER = (
    """Minutes of the meeting of 11 March 2024

The members came together in the small hall. {} The rest of the evening was spent on the question
of who washes the cups, which nobody could answer. """
    + "They talked and talked about it. " * 14
)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("They will meet again on 8 April.", "2024-04-08"),
        ("They had met on 12 December.", "2023-12-12"),
        ("The kitchen has been open since July.", "2023-07"),
        ("The hall is closed every year on 1 May.", "XXXX-05-01"),
        ("They will meet again on 29 February.", "2024-02-29"),
    ],
)
def test_a_date_without_year_has_that_of_the_letter(
    sentence: str, value: str, read: Callable[..., Extraction]
) -> None:
    dates = [m.value for m in read(LETTER.format(sentence), "en").mentions if m.type == "DATE"]
    assert dates == ["2024-03-11", value]


@pytest.mark.parametrize("season", ["spring 2019", "Spring 2019", "SPRING 2019", "spring of 2019"])
def test_a_season_dates_a_claim(season: str, read: Callable[..., Extraction]) -> None:
    found = read(f"Bologna joined the network Eurocities in {season}.", "en")
    assert [date.value for date in found.of("DATE")] == ["2019-21"]
    assert [claim.date for claim in found.claims] == ["2019-21"]
