"""Recognition takes work in proportion to the text, whatever is repeated in it."""

import os
import re
import resource
from collections.abc import Callable
from cProfile import Profile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.documents.builder import MAX_CHARACTERS
from loaders.documents.model import Document
from loaders.documents.sandbox.formats import read_bytes
from loaders.errors import DataError
from loaders.extract.claims.lists import _line
from loaders.extract.reading.sentences import END, spans
from loaders.extract.reading.shapes import word_start
from loaders.extract.recognise.pipeline import extract

START = "The city of Palermo signed a charter in 2015.\n\n"
REPEATS = (
    "(", "(Palermo ", "Palermo, ", "Palermo,", "mayor of ", "[1] ", '"', "1", "12 ", "A",
    "Capital ", ".", "A. ", "3 May 2019, ", "Members: ", "It joined ",
    "Palermo signed the charter ", "Leoluca Orlando, mayor of Palermo, ", "Orlando, L. (2015) ",
    "(Orlando 2015) ", "Mr ",
    "Palermo | 2019\n", "- Palermo (2019)\n", "der Berliner Senat ", " ", "\n",
)  # fmt: skip


def repeated(unit: str, size: int) -> Document:
    text = START + unit * (size // len(unit))
    return read_bytes(text.encode(), "report.txt")


def calls(work: Callable[[], object]) -> int:
    """Return how many functions, of Python and of C, are called."""
    profile = Profile()
    profile.runcall(work)
    return sum(one.callcount for one in profile.getstats())


@pytest.mark.parametrize("unit", REPEATS)
def test_twice_the_text_takes_twice_the_calls(unit, resources) -> None:
    short, long = repeated(unit, 20_000), repeated(unit, 40_000)
    extract(repeated(unit, 2_000), resources)  # what is read once and kept does not count
    first = calls(lambda: extract(short, resources))
    assert calls(lambda: extract(long, resources)) < 2.4 * first + 5_000


@pytest.mark.parametrize("unit", REPEATS)
def test_a_long_text_is_read_within_the_limit_of_a_process(unit, resources) -> None:
    document = repeated(unit, 75_000)
    child = os.fork()
    if not child:
        used = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2])) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (used + 15, used + 15))
        try:
            extract(document, resources)
        except BaseException:  # noqa: BLE001 - a child of the test must never go on with the tests
            os._exit(1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


class Counted(str):
    """A text that counts the characters it is searched through."""

    __slots__ = ("searched",)

    def find(self, what, start=0, end=None):
        found = super().find(what, start, end)
        high = len(self) if end is None else end
        self.searched = getattr(self, "searched", 0) + (found if found >= 0 else high) - start
        return found

    def rfind(self, what, start=0, end=None):
        found = super().rfind(what, start, end)
        high = len(self) if end is None else end
        self.searched = getattr(self, "searched", 0) + high - max(found, start)
        return found


def test_lines_and_words_are_looked_for_nearby_only() -> None:
    text = Counted("x" * 100_000)
    line = _line(text, 50_000, 161)
    assert text.searched <= 2 * 161
    assert line.end - line.start > 160  # too long to be one of a list, as the whole is
    text = Counted("x" * 100_000)
    assert word_start(text, 50_000) == 50_000 - 80
    assert text.searched <= 80


def test_lines_and_words_are_found_where_they_begin() -> None:
    text = "first\nthe second line\nthird"
    assert text[slice(*_line(text, 10, 161))] == "the second line"
    assert text[slice(*_line(text, 0, 161))] == "first"
    assert text[slice(*_line(text, len(text), 161))] == "third"
    assert text[word_start(text, 16) : 16] == "second"
    assert word_start("first", 5) == 0


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Wait... What?! Yes.", ["Wait...", "What?!", "Yes."]),
        ("He said “Never.” Then he left…", ["He said “Never.”", "Then he left…"]),
        ("In 2.5 years. Next", ["In 2.5 years.", "Next"]),
        ("End..a.. B", ["End..a..", "B"]),
    ],
)
def test_runs_of_marks_still_end_sentences(text, sentences) -> None:
    assert [text[start:end] for start, end in spans(text, 0, len(text), "en")] == sentences


PLAIN = re.compile(r"[.!?;…\u037e]+[\"'»”’“)\]]*\s+")


@settings(max_examples=500, deadline=None)
@given(st.text(".!?;…\u037e\"')] \nab", max_size=30))
def test_the_ends_are_those_of_the_plain_pattern(text) -> None:
    found = [match.span() for match in END.finditer(text)]
    assert found == [match.span() for match in PLAIN.finditer(text)]


def test_a_text_longer_than_a_report_is_refused_with_advice() -> None:
    with pytest.raises(DataError, match="more than 10 million characters") as caught:
        read_bytes(b"Palermo. " * (MAX_CHARACTERS // 9 + 10), "report.txt")
    assert "split" in caught.value.remedy
