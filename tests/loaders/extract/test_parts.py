"""The small parts: haystacks, sentences, inflection, shapes, numbers."""

from dataclasses import replace

import pytest

from loaders.evaluation.plain import plain_document
from loaders.extract.claims.clauses import Finds, clause_at
from loaders.extract.gist.topics import speaks, topic
from loaders.extract.knowledge.haystack import haystack, needle
from loaders.extract.knowledge.inflection import base_forms, given_names
from loaders.extract.knowledge.resources import Resources
from loaders.extract.model import Mention
from loaders.extract.persons.names import pieces_of
from loaders.extract.reading.marks import Marks
from loaders.extract.reading.sentences import spans
from loaders.extract.reading.shapes import run_left, run_right
from loaders.extract.reading.stems import Stems
from loaders.extract.reading.tongues import block_language
from loaders.extract.reading.view import Sentence, View
from loaders.extract.references.listing import undated
from loaders.extract.relations.making import named
from loaders.extract.relations.quoted import Names
from loaders.extract.subjects.find import with_subjects

SENTENCES = [
    ("de", "Er kam am 3. Mai 2019 z. B. nach St. Gallen. Dr. Müller blieb.", 2),
    ("fr", "Le maire M. Dupont a signé le 3 mai. Mme Roy, cf. p. 3, non.", 2),
    ("it", "Il 3 sett. 2018 l'on. Rossi ha firmato. L'art. 3 resta.", 2),
    ("es", "La Sra. Colau firmó la pág. 3. EE. UU. no.", 2),
    ("el", "Τι είναι αυτό; Ο κ. Καμίνης υπέγραψε.", 2),
    ("pl", "W 2010 r. Gdańsk podpisał. Prof. Nowak mówił m.in. o tym.", 2),
    ("pl", "W październiku 2021 r. Gdańsk zaprotestował. W mieście działa pięć szkół.", 2),
    ("pl", "Rada uchwaliła plan integracji w maju 2021 r. Gdańsk go przyjął.", 2),
    ("pl", "Punkt działa przy ul. Długiej w tzw. Domu Mostów. Prowadzi go Most.", 2),
    ("de", "Gez. Müller am 3. Mai gem. Abs. 2 u. a. Nr. 5. Es half.", 2),
    ("fr", "Mmes Roy et Ste. Anne parlent. Rien.", 2),
    ("es", "La Dra. Ruiz y los Sres. Mora firmaron. Nada.", 2),
    ("nl", "De stad Gent en mevr. Maes, vgl. Art. 3, tekenden. Niets.", 2),
    ("el", "Το άρθ. 3 και η παρ. Α μένουν. Τίποτα.", 2),
    ("it", "La dott.ssa Rossi e la sig.ra Neri, cfr. Art. 3, restano. Nulla.", 2),
    ("en", "Cllr. Hill of Quay Rd. Leeds spoke. Nothing.", 2),
    ("nl", "Mr. Jansen tekende o.a. het verdrag. Hij was blij.", 2),
    ("en", "It was founded in 2018. What next? Nobody, e.g. Mr. Smith, knew.", 3),
]
FORMS = [
    ("Krakowie", "pl", "Kraków"),
    ("Gdańsku", "pl", "Gdańsk"),
    ("Warszawą", "pl", "Warszawa"),
    ("Wiednia", "pl", "Wiedeń"),
    ("Łodzi", "pl", "Łódź"),
    ("Katowicach", "pl", "Katowice"),
    ("Białymstoku", "pl", "Białystok"),
    ("Hadze", "pl", "Haga"),
    ("Θεσσαλονικης", "el", "Θεσσαλονικη"),
    ("Ηρακλειου", "el", "Ηρακλειο"),
    ("Αθηναιων", "el", "Athens"),
    ("Berlins", "de", "Berlin"),
]


@pytest.mark.parametrize(("language", "text", "count"), SENTENCES)
def test_abbreviations_and_ordinals_end_no_sentence(language: str, text: str, count: int) -> None:
    found = [text[a:b] for a, b in spans(text, 0, len(text), language)]
    assert len(found) == count, found
    assert " ".join(found) == text


@pytest.mark.parametrize(("form", "language", "name"), FORMS)
def test_inflected_names_lead_back(form: str, language: str, name: str) -> None:
    assert name in base_forms(form, language)


def test_given_names_have_cases_too() -> None:
    assert "Jacek" in given_names("Jackowi")
    assert "Γιώργος" in given_names("Γιώργου")


def test_a_haystack_keeps_every_position() -> None:
    text = "«Αθήνα», St.-Denis/Łódź e\u0301"
    assert len(haystack(text)) == len(text) + 2
    assert needle("Saint-Denis") == needle("Saint Denis") == " Saint Denis "
    assert haystack("η Αθήνα!").endswith(needle("Αθηνα") + " ")


def test_runs_stop_at_sentences_and_small_words() -> None:
    text = "In Kiel the New Harbour Lights Foundation for Refugees and Migrants opened."
    head = text.index("Foundation")
    assert text[run_left(text, head) : run_right(text, head + 10)] == (
        "New Harbour Lights Foundation for Refugees and Migrants"
    )


def test_small_words_tell_the_language() -> None:
    assert block_language("Der Rat hat den Plan nicht beschlossen und vertagt.", "en") == "de"
    assert block_language("Kreuzberg", "de") == "de"
    assert block_language("In 2018 the city of Palermo joined the network.", "pl") == "en"
    assert block_language("Palermo | the Mayor | 2015", "it") == "it"
    assert block_language("Forum de la ville", "fr") == "fr"


def test_signs_and_figures_are_found_where_they_stand() -> None:
    marks = Marks("“A” costs 12 or ٣, “B” 4|")
    assert marks.places("“|") == [0, 19, 24]
    assert marks.between("“", 1, 20) == [19]
    assert marks.any("|", 0, 24) is False
    assert marks.any("|", 0, 25) is True
    assert (marks.digit(0, 25), marks.digit(12, 25), marks.digit(17, 20)) == (10, 16, None)
    assert marks.between_digits(0, 25) == (10, 23)
    assert marks.between_digits(0, 10) is None
    assert marks.words(["or", "st", "B"]) == [6, 13, 20]


def test_stems_are_found_in_the_language_of_their_sentence_and_over_the_end_of_a_line() -> None:
    lower = "a haven was set\nup. ein hafen wurde gegründet. an offset up."
    stems = Stems(lower, [0, 20, 48], ["en", "de", "en"])
    assert stems.numbers("gist.founding") == {0, 1}
    assert [lower[at : at + 5] for at, _ in stems.places("relations.haven")] == ["haven", "hafen"]
    assert Stems("", [], []).numbers("gist.founding") == set()


def test_stems_have_either_apostrophe_and_any_blank_between_their_words() -> None:
    lower = "il s’appelle x. nazywa\u2009się y. un nom. le port du\nnom de z."
    stems = Stems(lower, [0, 16, 30, 38], ["fr", "pl", "fr", "fr"], "\u2009\n")
    assert stems.numbers("relations.called") == {0, 1, 3}
    assert Marks("a\u2009b c\n").blanks in {"\u2009\n", "\n\u2009"}


def test_words_are_found_whole_with_a_small_or_capital_letter_first(resources: Resources) -> None:
    text = "Our street. We—us—lost ours: «our» plus bus; houses, d’Arc"
    view = View.of(plain_document(text), resources)
    found = [text[at : at + 4] for at in view.words(["our", "we", "us"])]
    assert found == ["Our ", "We—u", "us—l", "our»"]
    assert [text[at : at + 5] for at in view.words(["ou*", "d'"])] == [
        "Our s",
        "ours:",
        "our» ",
        "d’Arc",
    ]
    assert (view.marks.first(";:", 0), view.marks.first("?", 0)) == (text.index(":"), None)


def test_a_stem_of_a_list_stands_near_where_it_begins_in_the_stretch() -> None:
    stems = Stems("under the label of ‘a’ the term ‘b’", [0], ["en"])
    assert stems.near("bodies.label-of", 0, 11)
    assert not stems.near("bodies.label-of", 11, 20)
    assert stems.near("bodies.label-of", 11, 40)


def test_names_given_before_are_known_again_where_they_stand_first_in_a_stretch(
    resources: Resources,
) -> None:
    text = "Open Table and Warm Desk. Warm Desk, Open Table, Open Table; Warm Desks."
    view = View.of(plain_document(text), resources)
    names = Names()
    names.hear([named(view, "PRACTICE", 0, 10), named(view, "EVENT", 15, 24)])
    again = [(m.type, m.start) for m in names.again(view, 25, len(text), [], [])]
    assert again == [("PRACTICE", 37), ("EVENT", 26)]
    assert list(names.again(view, 38, 46, [], [])) == []
    assert list(names.again(view, 60, len(text), [], [])) == []


def test_stems_of_a_language_that_no_sentence_has_are_not_looked_for() -> None:
    lower = "ein verein wurde gegründet. a fund was set up from kiel by luton city council"
    stems = Stems(lower, [0, 28], ["de", "pl"])
    assert stems.numbers("gist.founding") == {0}
    assert [lower[at + 1 : at + 5] for at, _ in stems.places("persons.from")] == ["from"]
    assert [lower[at:] for at, _ in stems.places("governments.after")] == [
        "city council",
        "council",
    ]


def test_trigger_words_of_a_sentence_are_those_of_its_language(resources: Resources) -> None:
    text = (
        "The project was founded by the people of the old harbour in the town.\n\n"
        "Das Projekt wurde von den Leuten am alten Hafen in der Stadt gegründet."
    )
    view = View.of(plain_document(text), resources)
    first, other = view.sentences
    assert (first.language, other.language) == ("en", "de")
    for sentence in view.sentences:
        heads = view.spoken_in("thing", sentence)
        assert [cue.trigger.language for cue in heads] == [sentence.language]
        assert view.spoken_between("thing", sentence.start, sentence.end) == heads
        assert view.spoken_between("thing", heads[0].end, sentence.end) == []
    assert [cue.start for cue in view.spoken_between("thing", 0, len(text))] == [4]
    assert view.spoken("nothing") == {}


def test_a_deed_in_a_stretch_is_one_that_begins_there(resources: Resources) -> None:
    text = "The kitchen was founded in 2012 by Mercy Hands, and the city funds it every year."
    view = View.of(plain_document(text), resources)
    assert {"founded", "funds"} <= {text[at:].split(maxsplit=1)[0] for at in view.deed_starts}
    for start in range(len(text)):
        inside = any(start <= at < start + 9 for at in view.deed_starts)
        assert view.deed_in(start, start + 9) == inside


def test_a_mention_has_the_values_of_a_frozen_one() -> None:
    one = Mention("CITY", 0, 4, "Kiel")
    assert one == Mention("CITY", 0, 4, "Kiel") != replace(one, start=1)
    assert len({one, Mention("CITY", 0, 4, "Kiel"), replace(one, link="x")}) == 2


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("Oslo joined and Bergen left.", ["Oslo joined and Bergen left."]),
        ("Oslo joined; Bergen left.", ["Oslo joined;", "Bergen left."]),
        ("Oslo joined, but Bergen left.", ["Oslo joined,", "Bergen left."]),
        ("Oslo joined while Bergen left.", ["Oslo joined", "Bergen left."]),
        ("Oslo joined – Bergen left.", ["Oslo joined", "Bergen left."]),
        ("Oslo, a port, joined it.", ["Oslo, a port, joined it."]),
    ],
)
def test_signs_and_words_part_clauses(
    sentence: str, clauses: list[str], resources: Resources
) -> None:
    text = f"{sentence} The town of Hull then met with many others of the region."
    view = View.of(plain_document(text), resources)
    finds = Finds.of([])
    ends = [(0, 1), (len(sentence) - 2, len(sentence) - 1)]
    found = [clause_at(view, *span, finds) for span in ends]
    parts = [text[one.start : one.end] for one in found if one is not None]
    assert (parts[0].startswith(clauses[0][:-1]), parts[1]) == (True, clauses[-1])


@pytest.mark.parametrize(
    ("name", "language", "text", "said"),
    [
        ("gist.pays", "en", "The city chips\u2009in.", True),
        ("gist.pays", "de", "The city pays.", False),
        ("gist.there", "fr", "Dans L’atelier, rien.", True),
        ("gist.there", "it", "Ci vanno.", True),
        ("gist.there", "it", "Cibo e pane.", False),
        ("gist.we", "en", "It is Ours.", True),
        ("gist.carries", "en", "He is running late.", True),
    ],
)
def test_a_sentence_that_holds_no_stem_of_a_list_says_no_word_of_it(
    name: str, language: str, text: str, said: bool, resources: Resources
) -> None:
    sentence = Sentence(0, len(text), language)
    view = View(plain_document(text), resources, text=text, sentences=[sentence], starts=[0])
    assert (topic(name, language).search(text) is not None) == said
    assert speaks(name, view, sentence) == said


def test_each_number_in_figures_begins_once() -> None:
    text = "12 of 2019, 3,400 and ٢٣"
    assert [text[at] for at in Marks(text).numbers_between(1, len(text))] == ["2", "3", "4", "٢"]
    assert Marks("none").numbers_between(0, 4) == []


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("see https://x.org/a,b.de now", ["https://x.org/a,b.de"]),
        ("(see(http://a.de/x) by me@b.example", ["http://a.de/x)", "me@b.example"]),
        ("at www.a.example or inns.at/x, a://b", ["www.a.example", "inns.at/x,"]),
    ],
)
def test_addresses_are_no_text(text: str, taken: list[str], resources: Resources) -> None:
    view = View.of(plain_document(text), resources)
    found = "".join(sign if used else "\n" for sign, used in zip(text, view.taken, strict=False))
    assert [part for part in found.split("\n") if part] == taken


@pytest.mark.parametrize("name", ["Jean-Luc de Pont", "Ana María Ruiz", "J. M. Roe", "Van Berg X"])
def test_the_pieces_of_a_name_are_the_same_by_words_and_by_the_pattern(name: str) -> None:
    text = f"said {name} then"
    found = [text[slice(*piece)] for piece in pieces_of(text, 5, 5 + len(name))]
    assert (
        found
        == {
            "Jean-Luc de Pont": ["Jean-Luc", "de Pont"],
            "Ana María Ruiz": ["Ana", "María", "Ruiz"],
            "J. M. Roe": ["J.", "M.", "Roe"],
            "Van Berg X": ["Berg"],
        }[name]
    )


def test_figures_outside_every_sentence_say_nothing(resources: Resources) -> None:
    view = View(plain_document("12 people. 2019"), resources, text="12 people. 2019")
    assert with_subjects(view, Finds.of([]), ()) == ()


def test_words_for_no_date_may_stand_over_the_end_of_a_line() -> None:
    assert undated("A. Hill, Open Quays, in\npress.")
    assert undated("Hill, A. (n.d.) Open Quays")
    assert not undated("A. Hill spoke in the press of the ends. Dates followed.")
