"""PDF: columns, running heads, hyphens, footnotes, tables, scans, and the way back to the page."""

import pypdfium2
import pytest

from loaders.errors import DataError

LEFT = [
    "The city of Palermo has adop-",
    "ted a charter in 2015 with its",
    "mayor and with its citizens.",
    "Since then the Vienna-based",
    "office and others from Rosa-",
    "Luxemburg-Haus meet there,",
    "in Sozial- und Wohnungsamt",
    "rooms of the old town hall",
]
RIGHT = [
    "which stands beside the recep-",
    "tion centre of the region and",
    "is open every day of a week.",
    "In Bologna a network of social",
    "cooperatives runs the shelters",
    "of the town, and the Vienna",
    "office visits it twice a year",
    "with guests from Gdańsk.",
]


def columns(number: int, *, rowwise: bool) -> list[tuple]:
    rows = list(zip(LEFT, RIGHT, strict=True))
    left = [(60, 700 - 14 * i, 11, words) for i, (words, _) in enumerate(rows)]
    right = [(320, 700 - 14 * i, 11, words) for i, (_, words) in enumerate(rows)]
    body = (
        [run for pair in zip(left, right, strict=True) for run in pair] if rowwise else left + right
    )
    return [
        (60, 805, 9, "Solidarity in cities"),
        (60, 750, 20, f"Chapter {number}"),
        *body,
        (60, 100, 8, "1 A note on the Charter of Palermo, with a"),
        (60, 90, 8, "second line of small print."),
        (290, 30, 9, str(number + 10)),
    ]


@pytest.mark.parametrize("rowwise", [False, True])
def test_columns_are_read_one_after_the_other(read, make_pdf, rowwise):
    document = read("two.pdf", make_pdf([columns(n, rowwise=rowwise) for n in (1, 2, 3)]))
    found = [block.text for block in document.blocks if block.kind == "paragraph"]
    assert found[0].startswith("The city of Palermo has adopted a charter in 2015 with its mayor")
    assert "Since then the Vienna-based office and others from Rosa-Luxemburg-Haus meet" in found[0]
    assert (
        "Sozial- und Wohnungsamt rooms of the old town hall which stands beside the reception"
        in (found[0])
    )
    assert document.text.count("In Bologna a network") == 3


def test_heads_feet_and_page_numbers_are_recorded_not_read(read, make_pdf):
    document = read("two.pdf", make_pdf([columns(n, rowwise=False) for n in (1, 2, 3)]))
    assert "Solidarity in cities" not in document.text
    reasons = [(removed.reason, removed.text) for removed in document.removed]
    assert reasons.count(("running-head", "Solidarity in cities")) == 3
    assert ("page-number", "12") in reasons
    chapter = next(block for block in document.blocks if block.text == "Chapter 2")
    assert (chapter.kind, chapter.level) == ("heading", 1)
    assert (chapter.locator.page, chapter.locator.page_label) == (2, "12")


def test_footnotes_are_blocks_of_their_own(read, make_pdf):
    document = read("two.pdf", make_pdf([columns(1, rowwise=False)]))
    notes = [block for block in document.blocks if block.kind == "footnote"]
    assert [(note.text, note.locator.note) for note in notes] == [
        ("1 A note on the Charter of Palermo, with a second line of small print.", "1")
    ]


def test_every_character_leads_back_to_its_page(read, make_pdf, is_traceable):
    made = make_pdf([columns(n, rowwise=True) for n in (1, 2)])
    document = read("two.pdf", made)
    with pypdfium2.PdfDocument(made) as pdf:
        texts = {f"page {n}": pdf[n - 1].get_textpage().get_text_range() for n in (1, 2)}
    is_traceable(document, texts)
    start = document.text.rindex("reception")
    quoted = document.origins(start, start + len("reception"))
    assert [texts[o.part][o.start : o.end] for o in quoted] == ["recep", "tion"]
    assert {o.part for o in quoted} == {"page 2"}
    assert document.locate(start).page == 2


def test_a_paragraph_that_goes_on_over_the_page_stays_whole(read, make_pdf):
    first = [
        (60, 700 - 14 * i, 11, "Words of the long paragraph that fill up the whole line of it")
        for i in range(6)
    ]
    second = [(60, 700, 11, "and its last words on the second page.")]
    document = read(
        "long.pdf", make_pdf([[*first, (290, 30, 9, "1")], [*second, (290, 30, 9, "2")]])
    )
    assert len(document.blocks) == 1
    end = document.text.index("second page")
    assert document.locate(0).page == 1
    assert document.locate(end).page == 2


def test_greek_and_polish_words(read, make_pdf):
    lines = [
        (60, 700, 11, "Η Αθήνα υπέγραψε τη διακήρυξη των πόλεων αλληλεγγύης το 2016."),
        (60, 660, 11, "Gdańsk i Łódź są członkami sieci."),
    ]
    document = read("el.pdf", make_pdf([lines], title="Αλληλεγγύη"))
    assert [block.text for block in document.blocks] == [words for *_, words in lines]
    assert document.title == "Αλληλεγγύη"
    assert document.language == "el"


def test_tables_give_a_block_a_row(read, make_pdf):
    rows = [("City", "Year", "Places"), ("Riace", "1998", "600"), ("Lampedusa", "2011", "250")]
    runs = [
        (60 + 150 * c, 700 - 16 * r, 11, word)
        for r, row in enumerate(rows)
        for c, word in enumerate(row)
    ]
    document = read("table.pdf", make_pdf([[*runs, (60, 600, 11, "A sentence below the table.")]]))
    assert [b.text for b in document.blocks if b.kind == "table-row"] == [
        " | ".join(row) for row in rows
    ]
    assert document.blocks[-1].text == "A sentence below the table."


def test_bibliography_entries_are_told_apart(read, make_pdf):
    entries = [
        "Bauder, H. (2016) Possibilities of urban belong-",
        "ing. Antipode 49.",
        "Kron, S. and Lebuhn, H. (2018) Solidarische Städte.",
        "Berlin: Verlag.",
    ]
    runs = [(60 if i % 2 == 0 else 80, 640 - 14 * i, 11, w) for i, w in enumerate(entries)]
    document = read("refs.pdf", make_pdf([[(60, 680, 16, "References"), *runs]]))
    assert [b.text for b in document.blocks if b.kind == "reference"] == [
        "Bauder, H. (2016) Possibilities of urban belonging. Antipode 49.",
        "Kron, S. and Lebuhn, H. (2018) Solidarische Städte. Berlin: Verlag.",
    ]


def test_raised_marks_of_notes_do_not_stick_to_words(read, make_pdf):
    runs = [(60, 700, 11, "Palermo"), (98.5, 705, 6, "1"), (106, 700, 11, "signed it.")]
    document = read(
        "mark.pdf", make_pdf([[*runs, (60, 660, 11, "Another line of eleven points.")]])
    )
    assert document.blocks[0].text == "Palermo signed it."


def test_scans_are_refused_with_advice(read, make_pdf_file):
    image = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
    image += b"/BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 500] /Contents 5 0 R "
        b"/Resources << /XObject << /I 4 0 R >> >> >>",
        image,
        b"<< /Length 24 >>\nstream\nq 500 0 0 500 0 0 cm /I Do Q\nendstream",
    ]
    with pytest.raises(DataError, match="pictures of pages") as caught:
        read("scan.pdf", make_pdf_file(objects, 1))
    assert "ocrmypdf" in caught.value.remedy


def test_justified_lines_are_no_columns(read, make_pdf):
    words = ["The", "municipality", "of", "Palermo", "welcomes", "everyone", "who"]
    runs = []
    for row in range(8):
        x = 60
        for word in words[row % 7 :] + words[: row % 7]:
            runs.append((x, 700 - 14 * row, 11, word))
            x += 5.5 * len(word) + 20
    document = read("wide.pdf", make_pdf([runs]))
    assert len(document.blocks) == 1
    assert document.text.startswith(
        "The municipality of Palermo welcomes everyone who municipality"
    )


def test_numbered_bibliography(read, make_pdf):
    lines = [
        "[1] A. Bauder. Belonging in cities. Pages 291-",
        "300. Verlag, 2016.",
        "[2] S. Kron. Solidarische Städte.",
        "[3] H. Lebuhn. Urban citizenship, 2018.",
    ]
    runs = [(60, 640 - 14 * i, 11, words) for i, words in enumerate(lines)]
    document = read("refs.pdf", make_pdf([[(60, 680, 16, "Bibliography"), *runs]]))
    assert [b.text for b in document.blocks if b.kind == "reference"] == [
        "[1] A. Bauder. Belonging in cities. Pages 291-300. Verlag, 2016.",
        *lines[2:],
    ]


def test_a_year_at_the_foot_of_a_column_is_no_page_number(read, make_pdf):
    pages = [
        [(60, 120 - 14 * i, 11, words) for i, words in enumerate(["It was founded in", year])]
        for year in ("2006", "2019", "1999")
    ]
    document = read(
        "years.pdf",
        make_pdf([[(60, 700, 11, f"Page {n}."), *p] for n, p in enumerate(pages, start=1)]),
    )
    assert "founded in 2006" in document.text
    assert [r.reason for r in document.removed] == []


def test_titles_of_two_lines_and_old_accents(read, make_pdf):
    runs = [
        (60, 700, 22, "Solidarity in cities of"),
        (140, 674, 22, "Europe"),
        (60, 600, 11, "In Z¨urich the na¨ıve idea"),
        (60, 586, 11, "became a card for all."),
    ]
    document = read("title.pdf", make_pdf([[*runs, (60, 572, 11, "It is used by many people.")]]))
    assert document.title == "Solidarity in cities of Europe"
    assert "In Zürich the naïve idea became" in document.text


def test_tables_of_contents_are_navigation(read, make_pdf):
    runs = [(60, 700, 11, "Palermo . . . . . . . . 12"), (60, 680, 11, "Bologna ......... 14"),
            (60, 600, 11, "Palermo welcomes people. Others do so too.")]  # fmt: skip
    document = read("toc.pdf", make_pdf([runs]))
    assert [b.kind for b in document.blocks] == ["navigation", "paragraph"]


def form(make_pdf_file, *fields, need=b""):
    """A page with two lines, and annotations on it."""
    numbers = b" ".join(b"%d 0 R" % number for number in range(5, 5 + len(fields)))
    page = b"BT /F 12 Tf 60 700 Td (Joined:) Tj ET BT /F 12 Tf 60 500 Td (The end.) Tj ET"
    font = b"<< /Font << /F 3 0 R >> >>"
    return make_pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%s] %s /DA (/F 12 Tf 0 g) "
            b"/DR %s >> >>" % (numbers, need, font),
            b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [%s] /Contents %d 0 R "
            b"/Resources %s >>" % (numbers, 5 + len(fields), font),
            *fields,
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        ],
        1,
    )


TYPED = (
    b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (joined) /V (Leipzig joined Eurocities.) "
    b"/Rect [140 690 440 710] /DA (/F 12 Tf 0 g) /P 4 0 R /F %d >>"
)
TICKED = (
    b"<< /Type /Annot /Subtype /Widget /FT /Btn /T (yes) /V /Yes /AS /Yes /Rect [140 660 150 670] "
    b"/P 4 0 R /F 4 >>"
)
PUT = (
    b"<< /Type /Annot /Subtype /FreeText /Contents (Bonn joined in 2020.) /Rect [140 600 440 620] "
    b"/DA (/F 12 Tf 0 g) /P 4 0 R /F 4 >>"
)


@pytest.mark.parametrize("need", [b"", b"/NeedAppearances true"])
def test_what_was_typed_into_a_form_stands_in_its_place(read, make_pdf_file, need):
    document = read("form.pdf", form(make_pdf_file, TYPED % 4, TICKED, PUT, need=need))
    assert [block.text for block in document.blocks] == [
        "Joined:", "Leipzig joined Eurocities.", "Bonn joined in 2020.", "The end.",
    ]  # fmt: skip
    assert {run.part for run in document.runs} == {"page 1"}


def test_hidden_fields_of_a_form_stay_out(read, make_pdf_file):
    document = read("form.pdf", form(make_pdf_file, TYPED % 2))
    assert [block.text for block in document.blocks] == ["Joined:", "The end."]


def test_a_form_of_endless_fields_is_read_within_the_limits(read, make_pdf_file):
    fields = [TYPED.replace(b"joined E", b"joined %d E" % n) % 4 for n in range(3000)]
    assert "The end." in read("form.pdf", form(make_pdf_file, *fields)).text


def test_a_digit_after_a_letter_with_a_tail_is_not_raised(read, make_pdf):
    runs = [(50, 780 - 14 * n, 10, f"Plan City{n} of Energy2 and Palermo") for n in range(3)]
    assert "City1 of Energy2 and Palermo" in read("two.pdf", make_pdf([runs])).text
