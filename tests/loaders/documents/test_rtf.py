"""RTF: paragraphs, tables and code pages; broken and hostile files end in bounded time."""

import pytest

from loaders.documents.sandbox.process import Limits, Sandbox
from loaders.errors import DataError

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}"
    r"{\f1\fswiss\fcharset161 Arial Greek;}{\f2\fswiss\fcharset238 Arial CE;}}"
    r"{\info{\title Open Quays}{\author Ada L\'f6we}}"
)
CELL = r"\intbl Measure\cell Start\cell\row \intbl Open Quay\cell 2019\cell\row\pard "


@pytest.fixture(scope="module")
def guarded():
    with Sandbox(Limits(memory=700_000_000, seconds=10, size=60_000_000)) as made:
        yield made


def rtf(body: str) -> bytes:
    return (HEAD + body + "}").encode("latin-1")


def test_paragraphs_metadata_and_rows_of_a_table_are_read(read, is_traceable):
    document = read("a.rtf", rtf(rf"\f0 Palermo joined.\par Second \b bold\b0  words.\par {CELL}"))
    assert document.media_type == "application/rtf"
    assert document.metadata["author"] == "Ada Löwe"
    assert document.title == "Open Quays"
    assert document.text == (
        "Palermo joined.\n\nSecond bold words.\n\n| Measure | Start |\n| Open Quay | 2019 |\n"
    )
    assert [b.kind for b in document.blocks][-2:] == ["table-row", "table-row"]
    assert not document.warnings
    is_traceable(document, {"": document.text})


def test_letters_of_code_pages_and_beyond_the_first_plane_are_read(read):
    greek = r"\f1 \'c1\'e8\'de\'ed\'e1"
    polish = r"\f2 \'a3\'f3d\'9f"
    found = read("a.rtf", rtf(rf"{greek} {polish} \f0 \u8364? \u-10179?\u-8704?\par"))
    assert "Αθήνα Łódź € 😀" in " ".join(found.text.split())


def test_bytes_that_are_not_escaped_follow_the_code_page(read):
    assert "Größe" in read("a.rtf", rtf("\\f0 Gr\xf6\xdfe\\par")).text


def test_what_is_left_out_or_read_against_expectation_is_said(read):
    body = r"Words.{\footnote A note.}{\pict 0000ff}{\v secret}\deleted old\par"
    warned = " ".join(read("a.rtf", rtf(body)).warnings)
    assert "footnotes, pictures" in warned
    assert "hidden text and deleted text" in warned


def test_a_link_is_read_by_what_it_shows(read):
    field = r'{\field{\*\fldinst{HYPERLINK "http://e.org/a"}}{\fldrslt{the page}}} of Palermo\par'
    assert read("a.rtf", rtf(field)).text.strip() == "the page of Palermo"


def test_a_file_that_is_cut_off_is_read_with_a_warning(read):
    document = read("a.rtf", rtf(r"\f0 Palermo joined.\par More")[:-1])
    assert "cut off" in document.warnings[0]
    assert "More" in document.text


def test_rtf_with_the_name_of_another_format_is_read_as_what_it_is(read):
    document = read("a.doc", rtf(r"Palermo.\par"))
    assert document.media_type == "application/rtf"


BROKEN = {
    "a number without digits": r"\uc Palermo\par",
    "a letter that does not exist": r"\u9999999999 Palermo\par",
    "a picture of endless length": r"{\pict\bin" + "9" * 5000 + " x}",
    "no words": "",
}
HEAVY = {
    "braces": "{" * 200_000 + " Palermo",
    "fonts": r"{\fonttbl" + r"\f1\fcharset0" * 30_000 + "}Palermo",
    "fields": r'{\field{\*\fldinst{HYPERLINK "' * 10_000 + "}" * 30_000 + "Palermo",
    "pictures": r"{\pict " + "0f" * 2_000_000 + "}Palermo",
    "letters": r"\'e4" * 300_000 + " Palermo",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_advice(read, name):
    with pytest.raises(DataError) as caught:
        read("a.rtf", rtf(BROKEN[name]))
    assert caught.value.remedy


@pytest.mark.parametrize("name", HEAVY)
def test_what_is_made_to_take_long_is_read_in_linear_time(guarded, tmp_path, name):
    path = tmp_path / "heavy.rtf"
    path.write_bytes(rtf(HEAVY[name]))
    assert "Palermo" in guarded.read(path).text
