"""DOCX, ODT, XLSX, ODS and CSV: headings, lists, tables, notes, cells and their places."""

import io

import openpyxl
from odf import table, text
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.style import Style


def test_word(read, make_word, is_traceable):
    words = ("Miasto Gdańsk przyjęło model integracji", "Model z 2016 roku.", " jako pierwsze.")
    document = read("raport.docx", make_word(*words))
    assert [(b.kind, b.level, b.text) for b in document.blocks] == [
        ("heading", 1, "Łódź i Αθήνα"),
        ("paragraph", 0, "Miasto Gdańsk przyjęło model integracji jako pierwsze."),
        ("footnote", 0, "Model z 2016 roku."),
        ("list", 1, "Bologna"),
        ("table-row", 0, "Città | Anno"),
        ("table-row", 0, "Riace | 1998"),
    ]
    assert document.blocks[2].locator.note == "2"
    assert document.blocks[1].locator.section == "Łódź i Αθήνα"
    assert document.blocks[5].locator.row == 2
    assert document.title == "Miniature"
    parts = {
        "paragraph 1": "Łódź i Αθήνα",
        "paragraph 2": words[0] + words[2],
        "note 2": words[1],
        "paragraph 3": "Bologna",
        **{f"paragraph {n}": w for n, w in enumerate(("Città", "Anno", "Riace", "1998"), start=4)},
    }
    is_traceable(document, parts)


def test_deleted_text_stays_out_and_inserted_text_is_read(read, make_docx):
    body = (
        "<w:p><w:r><w:t>Palermo </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>gladly </w:t></w:r></w:ins><w:r><w:t>signed</w:t><w:tab/><w:t>it.</w:t>"
        "</w:r></w:p>"
    )
    assert read("a.docx", make_docx(body)).text == "Palermo gladly signed\tit."


def odt_bytes() -> bytes:
    document = OpenDocumentText()
    style = Style(name="P1", family="paragraph", parentstylename="Title")
    document.automaticstyles.addElement(style)
    document.text.addElement(text.P(stylename=style, text="Πόλεις αλληλεγγύης"))
    document.text.addElement(text.H(outlinelevel=2, text="Η Αθήνα"))
    paragraph = text.P(text="Η Αθήνα υπέγραψε")
    note = text.Note(id="ftn1", noteclass="footnote")
    note.addElement(text.NoteCitation(text="1"))
    body = text.NoteBody()
    body.addElement(text.P(text="Το 2016."))
    note.addElement(body)
    paragraph.addElement(note)
    paragraph.addElement(text.S(c=1))
    paragraph.addText("τη διακήρυξη.")
    document.text.addElement(paragraph)
    items = text.List()
    item = text.ListItem()
    item.addElement(text.P(text="Θεσσαλονίκη"))
    items.addElement(item)
    document.text.addElement(items)
    grid = table.Table()
    row = table.TableRow()
    for words in ("Πόλη", "Έτος"):
        cell = table.TableCell()
        cell.addElement(text.P(text=words))
        row.addElement(cell)
    grid.addElement(row)
    document.text.addElement(grid)
    return saved(document)


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


def test_odt(read, is_traceable):
    document = read("ekthesi.odt", odt_bytes())
    assert [(b.kind, b.level, b.text) for b in document.blocks] == [
        ("heading", 1, "Πόλεις αλληλεγγύης"),
        ("heading", 2, "Η Αθήνα"),
        ("paragraph", 0, "Η Αθήνα υπέγραψε τη διακήρυξη."),
        ("footnote", 0, "Το 2016."),
        ("list", 1, "Θεσσαλονίκη"),
        ("table-row", 0, "Πόλη | Έτος"),
    ]
    assert document.language == "el"
    parts = {"paragraph 1": "Πόλεις αλληλεγγύης", "paragraph 2": "Η Αθήνα",
             "paragraph 3": "Η Αθήνα υπέγραψε τη διακήρυξη.", "note 1": "Το 2016.",
             "paragraph 4": "Θεσσαλονίκη", "paragraph 5": "Πόλη",
             "paragraph 6": "Έτος"}  # fmt: skip
    is_traceable(document, parts)


def test_xlsx(read, is_traceable):
    workbook = openpyxl.Workbook()
    workbook.active.title = "Miasta"
    rows = [
        ["Miasto", "Rok", None],
        [None, None, None],
        ["Łódź", 2016, True],
        ["Kraków", 12.5, None],
    ]
    for row in rows:
        workbook.active.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    document = read("miasta.xlsx", buffer.getvalue())
    assert [(b.text, b.locator.cell) for b in document.blocks] == [
        ("Miasta", None),
        ("Miasto | Rok", "A1:B1"),
        ("Łódź | 2016 | yes", "A3:C3"),
        ("Kraków | 12.5", "A4:B4"),
    ]
    cells = {"Miasta!A1": "Miasto", "Miasta!B1": "Rok", "Miasta!A3": "Łódź", "Miasta!B3": "2016",
             "Miasta!C3": "yes", "Miasta!A4": "Kraków", "Miasta!B4": "12.5"}  # fmt: skip
    is_traceable(document, cells)


def test_ods(read):
    document = OpenDocumentSpreadsheet()
    sheet = table.Table(name="Ciudades")
    for words in (("Ciudad", "País"), ("A Coruña", "España")):
        row = table.TableRow()
        for word in words:
            cell = table.TableCell(valuetype="string")
            cell.addElement(text.P(text=word))
            row.addElement(cell)
        sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    found = read("ciudades.ods", saved(document))
    assert [(b.text, b.locator.sheet, b.locator.cell) for b in found.blocks] == [
        ("Ciudades", "Ciudades", None),
        ("Ciudad | País", "Ciudades", "A1:B1"),
        ("A Coruña | España", "Ciudades", "A2:B2"),
    ]


def xlsx(fill):
    workbook = openpyxl.Workbook()
    fill(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


MEMBERS = [["City", "Country", "Since"], ["Leipzig", "Germany", 2019], ["Bonn", None, 2020]]


def test_a_merged_cell_counts_for_each_row_it_covers(read, is_traceable):
    def fill(workbook):
        sheet = workbook.active
        for row in [["Members of the network", None, None], *MEMBERS, [None, "Italy", None]]:
            sheet.append(row)
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("B3:B4")

    document = read("members.xlsx", xlsx(fill))
    assert [(b.text, b.locator.cell) for b in document.blocks] == [
        ("Members of the network", "A1"),
        ("City | Country | Since", "A2:C2"),
        ("Leipzig | Germany | 2019", "A3:C3"),
        ("Bonn | Germany | 2020", "A4:C4"),
        ("Italy", "B5"),
    ]
    start = document.text.index("Germany", document.text.index("Bonn"))
    assert [origin.part for origin in document.origins(start, start + 7)] == ["Sheet!B3"]


def test_an_empty_cell_keeps_its_place_in_every_format(read, make_docx):
    rows = [["City", "Country", "Since"], ["Bonn", "", "2020"]]
    sheet = read("a.xlsx", xlsx(lambda book: [book.active.append(row) for row in rows]))
    text = "".join(f"{','.join(row)}\n" for row in rows)
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    page = "".join(f"<tr>{row}</tr>" for row in cells)
    words = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row)
        + "</w:tr>" for row in rows
    )  # fmt: skip
    for document in (
        sheet,
        read("a.csv", text),
        read("a.html", f"<html><table>{page}</table>"),
        read("a.docx", make_docx(f"<w:tbl>{words}</w:tbl>")),
    ):
        assert [b.text for b in document.blocks] == ["City | Country | Since", "Bonn |  | 2020"]


def test_merged_cells_of_pages_word_and_open_document(read, make_docx):
    page = (
        "<html><table><tr><th>City<th>Country<th>Since<tr><td>Leipzig<td rowspan=2>Germany<td>2019"
        "<tr><td>Bonn<td>2020<tr><td>Palermo<td>Italy<td>2018</table>"
    )
    document = read("a.html", page)
    shown = [block.text for block in document.blocks]
    assert shown[1:] == [
        "Leipzig | Germany | 2019",
        "Bonn | Germany | 2020",
        "Palermo | Italy | 2018",
    ]
    start = document.text.index("Germany", document.text.index("Bonn"))
    ((_, at, _),) = [(o.part, o.start, o.end) for o in document.origins(start, start + 7)]
    assert page[at : at + 7] == "Germany"

    def cell(word, more=""):
        return f"<w:tc><w:tcPr>{more}</w:tcPr><w:p><w:r><w:t>{word}</w:t></w:r></w:p></w:tc>"

    first = cell("Leipzig") + cell("Germany", '<w:vMerge w:val="restart"/>') + cell("2019")
    second = cell("Bonn") + cell("", "<w:vMerge/>") + cell("2020")
    wide = cell("All members", '<w:gridSpan w:val="2"/>') + cell("2")
    rows = "".join(f"<w:tr>{row}</w:tr>" for row in (first, second, wide))
    document = read("a.docx", make_docx(f"<w:tbl>{rows}</w:tbl>"))
    assert [block.text for block in document.blocks] == [
        "Leipzig | Germany | 2019", "Bonn | Germany | 2020", "All members |  | 2",
    ]  # fmt: skip

    made = OpenDocumentText()
    grid = table.Table()
    for words in (("Leipzig", "Germany", "2019"), ("Bonn", None, "2020")):
        row = table.TableRow()
        for word in words:
            spanned = {"numberrowsspanned": 2} if word == "Germany" else {}
            one = table.TableCell(**spanned) if word else table.CoveredTableCell()
            one.addElement(text.P(text=word or ""))
            row.addElement(one)
        grid.addElement(row)
    made.text.addElement(grid)
    assert [block.text for block in read("a.odt", saved(made)).blocks] == [
        "Leipzig | Germany | 2019", "Bonn | Germany | 2020",
    ]  # fmt: skip


def test_a_cell_over_endless_rows_does_not_grow_the_text(read):
    words = "<tr><td rowspan=65534>" + "city " * 30 + "</td>" + "<td>x" * 20
    document = read("a.html", f"<html><table>{words}{'<tr><td>y' * 8_000}</table>")
    assert len(document.text) < 1_000_000


def test_hidden_sheets_and_words_are_left_out_with_a_warning(read, make_docx):
    def fill(workbook):
        workbook.active["A1"] = "Our city works with Palermo."
        for name, state in (("Lists", "hidden"), ("More", "veryHidden")):
            sheet = workbook.create_sheet(name)
            sheet["A1"], sheet["A2"], sheet.sheet_state = "Vienna", "Oslo", state

    document = read("answers.xlsx", xlsx(fill))
    assert document.text == "Our city works with Palermo."
    assert document.warnings == (
        "hidden sheets were left out: Lists, More; unhide them to be read",
    )
    assert [removed.text for removed in document.removed] == ["Vienna | Oslo"] * 2
    body = (
        "<w:p><w:r><w:t>Palermo </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>never </w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>signed.</w:t></w:r></w:p>'
    )
    assert read("a.docx", make_docx(body)).text == "Palermo signed."


def test_a_table_within_a_cell_is_read_once(read, make_docx):
    def row(*cells):
        return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"

    words = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>".format
    inner = f"<w:tbl>{row(words('Bonn'), words('2020'))}</w:tbl><w:p/>"
    document = read("a.docx", make_docx(f"<w:tbl>{row(words('Members'), inner)}</w:tbl>"))
    assert document.text.count("Bonn") == 1


def test_csv(read, is_traceable):
    source = 'city;note\r\nŁódź;"says ""yes"";\nand more"\r\n\r\nPalermo;;\r\n'
    document = read("cities.csv", source)
    assert [(b.text, b.locator.row, b.locator.line) for b in document.blocks] == [
        ("city | note", 1, 1),
        ('Łódź | says "yes";\nand more', 2, 2),
        ("Palermo", 4, 5),
    ]
    is_traceable(document, {"": source})


def test_tab_separated_utf_16(read):
    document = read("cities.tsv", "city\tyear\nΑθήνα\t2016\n".encode("utf-16"))
    assert [block.text for block in document.blocks] == ["city | year", "Αθήνα | 2016"]


def test_word_table_of_contents_is_navigation(read, make_docx):
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    styles = (
        f'<w:styles xmlns:w="{name}"><w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
        '<w:style w:styleId="N2"><w:name w:val="heading 2"/></w:style></w:styles>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>Palermo</w:t></w:r></w:p>'
        for style in ("T1", "N2", "Other")
    )
    document = read("a.docx", make_docx(body, styles=styles))
    assert [(b.kind, b.level) for b in document.blocks] == [
        ("navigation", 0),
        ("heading", 2),
        ("paragraph", 0),
    ]


def test_a_sheet_that_a_person_named_is_about_its_name(read):
    def fill(workbook):
        workbook.active.title = "Eurocities"
        for name in (None, "ICORN", "Tabelle3"):
            sheet = workbook.create_sheet(name) if name else workbook.active
            sheet.append(["City", "Member since"])
            sheet.append(["Leeds", 2019])

    document = read("networks.xlsx", xlsx(fill))
    assert [b.text for b in document.blocks if b.kind == "heading"] == ["Eurocities", "ICORN"]


def test_raised_figures_of_word_are_marks_of_notes(read, make_docx):
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
    body = f"<w:p><w:r><w:t>Leeds</w:t></w:r>{raised}<w:r><w:t> has 9 m</w:t></w:r>{raised}</w:p>"
    assert read("marks.docx", make_docx(body)).text == "Leeds has 9 m2"
