"""Works are told from other lists, with and without a heading, wrapped or not."""

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


def entries(found) -> list[str]:
    return [" ".join(reference.text.split()) for reference in found.references]


def test_a_list_of_works_needs_no_heading(read: Read) -> None:
    text = (
        "The authors thank everybody.\n\n"
        "• Abel, N. (2012). Sanctuary on the street. Journal of Asylum, 3(1), 1–19.\n"
        "• Bell, C. and Cho, D. (2016) Municipal refuge, Oxford: Isis House.\n"
        "• Harbour Network (2020) Review. Available at: https://hn.example/r (Accessed: 4 "
        "May 2021).\n"
        "• Price, L. (no date) Counting. https://doi-org.proxy.example/10.5555/lw.77\n"
    )
    found = read(text, "en")
    assert len(found.references) == 4
    assert found.references[0].text.startswith("Abel, N.")
    assert found.references[3].doi == "10.5555/lw.77"


def test_wrapped_lines_belong_to_the_entry_before(read: Read) -> None:
    text = (
        "Literatur\n\n"
        "Gruber, Hanna (2015): Ankunftsstadt. Eine\n    Bestandsaufnahme. Wien: Donau.\n"
        "Huber, Franz (2018): Gemeinden. In:\n    Blätter für Gemeinwesen, Jg. 44, Heft 1, S. 5–\n"
        "    31.\n"
        "Jandl, Eva (2020): Platz,\n    in: Kurier 9/2020, S. 77–80.\n"
    )
    assert entries(read(text, "de")) == [
        "Gruber, Hanna (2015): Ankunftsstadt. Eine Bestandsaufnahme. Wien: Donau.",
        "Huber, Franz (2018): Gemeinden. In: Blätter für Gemeinwesen, Jg. 44, Heft 1, S. 5– 31.",
        "Jandl, Eva (2020): Platz, in: Kurier 9/2020, S. 77–80.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Members\n\n- Leeds (since 2010)\n- York (since 2012)\n- Hull (left in 2019)\n",
        "- In 2016 the city joined, pp. 3–5 of the minutes.\n- In 2018 it left.\n- In 2019 "
        "nothing.\n",
        "• Palermo: charter of 2015\n• Naples: harbour open, 2018\n• Milan: city of work, 2019\n",
    ],
)
def test_other_lists_are_not_works(read: Read, text: str) -> None:
    assert not read(text, "en").references


def test_a_note_that_repeats_the_one_before_is_no_work(read: Read) -> None:
    text = (
        "Notes\n\n1. Rosa Delgado, City Without Papers (New York: Hudson Books, 2013), 44.\n"
        "2. Samuel Tate, “Sanctuary Revisited,” Review of Urban Law 12, no. 3 (2015): 201–230.\n"
        "3. Ibid.\n"
    )
    assert len(read(text, "en").references) == 2
