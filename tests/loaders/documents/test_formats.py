"""Mail, saved pages, books and slides are read; what is not read is refused by its name."""

from email.message import EmailMessage

import pytest

WORDS = "The city of Köln joined Eurocities in 2019."
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)


def mail(text="", page="", attachment=b"", **headers):
    message = EmailMessage()
    message["From"], message["To"] = "A <a@example.org>", "b@example.org"
    message["Date"] = "Mon, 3 Jun 2019 10:00:00 +0200"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    if page and text:
        message.add_alternative(page, subtype="html")
    elif page:
        message.set_content(page, subtype="html")
    if attachment:
        message.add_attachment(attachment, "application", "pdf", filename="Bericht.pdf")
    return bytes(message)


def test_a_mail_gives_its_body_and_names_its_attachments(read, is_traceable):
    document = read("council.eml", mail(f"{WORDS}\n\nPalermo will.\n", Subject="Grüße",
                                        attachment=b"%PDF"))  # fmt: skip
    assert [block.text for block in document.blocks] == [WORDS, "Palermo will."]
    assert (document.title, document.metadata["date"]) == ("Grüße", "2019-06-03")
    assert "attachments were not read: Bericht.pdf" in document.warnings[0]
    assert "example.org" not in str(document)
    is_traceable(document, {"part 2": document.text})


def test_encoded_lines_of_a_mail_are_joined(read):
    source = (
        "Message-ID: <1@e.org>\r\nFrom: a@e.org\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\nK=C3=B6ln will =\r\nfollow.\r\n"
    )
    assert read("a.txt", source).text.strip() == "Köln will follow."


@pytest.mark.parametrize("charset", ["iso-8859-7", "klingon", ""])
def test_the_charset_of_a_mail_may_be_wrong(read, charset):
    words = "Η Αθήνα υπέγραψε τη διακήρυξη των πόλεων αλληλεγγύης το 2016."
    head = f"MIME-Version: 1.0\nSubject: x\nContent-Type: text/plain; charset={charset}\n\n"
    encoded = words.encode("iso-8859-7" if charset == "iso-8859-7" else "utf-8")
    assert read("a.eml", head.encode() + encoded).text == words


def test_the_fuller_form_of_a_body_is_read(read, is_traceable):
    page = (
        f"<html><body><div class=menu><p>{WORDS}</p><ul><li>Bari<li>Pisa</ul></div></body></html>"
    )
    both = read("a.eml", mail("See it in your browser.", page, Subject="News"))
    assert [(b.kind, b.text) for b in both.blocks] == [
        ("paragraph", WORDS), ("list", "Bari"), ("list", "Pisa"),
    ]  # fmt: skip
    is_traceable(both, {"part 3": page + "\n"})
    assert read("a.eml", mail(f"{WORDS} {WORDS}", page)).text.strip() == f"{WORDS} {WORDS}"


def test_a_memo_is_no_mail(read):
    memo = "To: Council\nFrom: Office\nDate: 3 June 2019\nSubject: Vote\n\nPalermo signed.\n"
    document = read("memo.txt", memo)
    assert document.media_type == "text/plain"
    assert "Council" in document.text
    assert read("memo.eml", memo).text.strip() == "Palermo signed."


def test_a_saved_page_gives_its_main_content(read, is_traceable):
    page = f"<html><head><title>T</title></head><body><nav>Home</nav><p>{WORDS}</p></body></html>"
    source = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\n"
        "Subject: x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{page}\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    )
    document = read("page.mht", source)
    assert (document.text, document.title) == (WORDS, "T")
    assert document.metadata["url"] == "https://example.org/a"
    assert document.warnings == ()
    is_traceable(document, {"part 2": page})


def epub(chapters, more="", spine=None, **files):
    names = list(chapters)
    items = "".join(
        f'<item id="{n}" href="{n}" media-type="application/xhtml+xml"/>' for n in names
    )
    order = "".join(f'<itemref idref="{n}"/>' for n in (names if spine is None else spine))
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<metadata><dc:title>Città</dc:title><dc:language>it</dc:language></metadata>"
        f"<manifest>{items}{more}</manifest><spine>{order}</spine></package>"
    )
    return {
        "mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": book, **{f"OEBPS/{n}": text for n, text in chapters.items()}, **files,
    }  # fmt: skip


ONE = (
    '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head>'
    '<title/><script src="a.js"/></head><body class="related"><h1>Uno</h1><p>Il sindaco<a '
    'href="two.xhtml#n1"><sup>1</sup></a> di Palermo.<a id="x"/></p><div/><p>Poi.</p></body></html>'
)
TWO = '<html><body><aside id="n1"><p>Leoluca Orlando &amp; altri.</p></aside></body></html>'


@pytest.mark.parametrize("main", ['<meta refines="#a" property="title-type">main</meta>', ""])
def test_a_book_says_which_of_its_titles_is_the_subtitle(read, make_zip, main):
    files = epub({"one.xhtml": ONE})
    titles = (
        '<dc:title id="b">Città al confine</dc:title><dc:title id="a">Moli aperti</dc:title>'
        f'<meta refines="#b" property="title-type">subtitle</meta>{main}'
    )
    book = files["OEBPS/book.opf"].replace("<dc:title>Città</dc:title>", titles)
    document = read("libro.epub", make_zip(files | {"OEBPS/book.opf": book}, stored=["mimetype"]))
    assert document.title == "Moli aperti"
    assert document.metadata["subtitle"] == "Città al confine"


def test_a_book_that_lacks_chapters_names_the_first_ones_only(read, make_zip):
    named = "".join(
        f'<item id="x{n}" href="x{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(99)
    )
    order = [*(f"x{n}" for n in range(99)), "one.xhtml"]
    document = read("libro.epub", make_zip(epub({"one.xhtml": ONE}, named, order), stored=[]))
    assert document.warnings[0] == "the EPUB names a chapter that it lacks: OEBPS/x0.xhtml"
    assert document.warnings[-1] == "the EPUB names 89 more chapters that it lacks"
    assert len(document.warnings) == 11
    with pytest.raises(Exception, match="has none of the chapters it names: OEBPS/x0"):
        read("libro.epub", make_zip(epub({}, named, order[:-1]), stored=[]))


def test_a_book_gives_its_chapters_in_their_order(read, make_zip, is_traceable):
    nav = '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    files = epub(
        {"two.xhtml": TWO, "one.xhtml": ONE}, nav, ["nav", "one.xhtml", "two.xhtml", "one.xhtml"]
    )
    document = read("libro.epub", make_zip(files, stored=["mimetype"]))
    assert [(b.kind, b.text, b.locator.section) for b in document.blocks] == [
        ("heading", "Uno", None),
        ("paragraph", "Il sindaco di Palermo.", "Uno"),
        ("paragraph", "Poi.", "Uno"),
        ("paragraph", "Leoluca Orlando & altri.", "Uno"),
    ]
    assert (document.title, document.language) == ("Città", "it")
    is_traceable(document, {"OEBPS/one.xhtml": ONE, "OEBPS/two.xhtml": TWO})


NAMES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def shape(*lines, kind=None):
    held = f"<p:nvSpPr><p:nvPr>{kind}</p:nvPr></p:nvSpPr>" if kind is not None else ""
    levels = [(line.lstrip(">"), line.count(">")) for line in lines]
    words = "".join(
        f'<a:p><a:pPr lvl="{level}"/><a:r><a:t>{line}</a:t></a:r></a:p>' for line, level in levels
    )
    return f"<p:sp>{held}<p:txBody>{words}</p:txBody></p:sp>"


def cell(word):
    merged = "" if word else ' vMerge="1"'
    return f"<a:tc{merged}><a:p><a:r><a:t>{word}</a:t></a:r></a:p></a:tc>"


def grid(*rows):
    table = "".join(f"<a:tr>{''.join(map(cell, row))}</a:tr>" for row in rows)
    return f"<p:graphicFrame><a:tbl>{table}</a:tbl></p:graphicFrame>"


def slide(*shapes, name="sld", more=""):
    tree = f"<p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld>"
    return f"<p:{name} {NAMES} {more}>{tree}</p:{name}>"


def relations(**targets):
    each = "".join(f'<Relationship Id="{n}" Target="{to}"/>' for n, to in targets.items())
    return f'<Relationships xmlns="{RELATIONS}">{each}</Relationships>'


def slides(make_zip):
    order = "".join(f'<p:sldId r:id="{one}"/>' for one in ("r2", "r1", "r3", "r4"))
    first = slide(
        shape(WORDS),
        shape("Città solidali", kind='<p:ph type="ctrTitle"/>'),
        "<p:grpSp>" + shape("Palermo", ">Bologna", kind='<p:ph idx="1"/>') + "</p:grpSp>",
        shape("Page 1", kind='<p:ph type="sldNum"/>'),
    )
    table = grid(("City", "Country", "Since"), ("Leipzig", "Germany", "2019"), ("Bonn", "", "2020"))
    notes = slide(shape("Da dire a voce.", kind='<p:ph type="body"/>'), name="notes")
    return make_zip({
        "[Content_Types].xml": "<Types/>",
        "ppt/presentation.xml":
            f"<p:presentation {NAMES}><p:sldIdLst>{order}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            r1="slides/slide1.xml", r2="/ppt/slides/slide2.xml", r3="slides/slide3.xml"
        ),
        "ppt/slides/slide2.xml": first,
        "ppt/slides/_rels/slide2.xml.rels": relations(n="../notesSlides/notes1.xml"),
        "ppt/notesSlides/notes1.xml": notes,
        "ppt/slides/slide1.xml": slide(table),
        "ppt/slides/slide3.xml": slide(shape("Not shown"), more='show="0"'),
    })  # fmt: skip


def test_slides(read, make_zip, is_traceable):
    document = read("slides.pptx", slides(make_zip))
    assert [(b.kind, b.level, b.text, b.locator.page) for b in document.blocks] == [
        ("heading", 1, "Città solidali", 1),
        ("paragraph", 0, WORDS, 1),
        ("list", 1, "Palermo", 1),
        ("list", 2, "Bologna", 1),
        ("paragraph", 0, "Da dire a voce.", 1),
        ("table-row", 0, "City | Country | Since", 2),
        ("table-row", 0, "Leipzig | Germany | 2019", 2),
        ("table-row", 0, "Bonn | Germany | 2020", 2),
    ]
    assert document.warnings == (
        "slide 4 is missing in the file",
        "hidden slides were left out: 3; unhide them to be read",
    )
    assert {removed.text for removed in document.removed} == {"Page 1", "Not shown"}
    assert document.locate(document.text.index("Bonn")).page == 2
    parts = {run.part: document.text[run.start : run.end] for run in document.runs}
    is_traceable(document, parts)
    assert parts["slide 1, text 3"] == "Palermo"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
ODP = "application/vnd.oasis.opendocument.presentation"
REFUSED = {
    "a.doc": (OLE + "WordDocument".encode("utf-16-le"), r"an old Word file \(.doc\)", "DOCX"),
    "a.xls": (OLE + "Workbook".encode("utf-16-le"), r"an old Excel file \(.xls\)", "XLSX"),
    "a.ppt": (OLE + "PowerPoint Document".encode("utf-16-le"), "an old PowerPoint file", "PPTX"),
    "a.msg": (OLE + "__substg1.0_0037001F".encode("utf-16-le"), "saved by Outlook", ".eml"),
    "a.djvu": (b"AT&TFORM\x00\x00", "a DjVu file", "convert it to PDF"),
    "mails": (b"From a@e.org Mon Jun 3 2019\nSubject: x\nMessage-ID: <1>\n\nPalermo\n", "a mailbox",
              "save each mail"),
}  # fmt: skip
PACKAGES = {
    "a.pages": ({"Index/Document.iwa": "x"}, "Apple's Pages", "export it as PDF, Word"),
    "b.pages": ({"Index.zip": "x", "preview.jpg": "x"}, "Apple's Pages", "export it as PDF, Word"),
    "a.odp": ({"mimetype": ODP, "content.xml": "<x/>"}, r"presentation \(.odp\)", "PPTX or PDF"),
    "a.zip": ({"a.pdf": "x"}, "a zip archive", "give the files inside it"),
    "a.epub": ({"mimetype": "application/epub+zip"}, "the EPUB has no", "as PDF or DOCX"),
    "b.epub": (epub({"one.xhtml": ONE}, spine=[]), "the EPUB names no chapters", "as PDF or DOCX"),
    "c.epub": (epub({"one.xhtml": ONE}, **{"META-INF/encryption.xml":
               '<e xmlns:c="http://www.w3.org/2001/04/xmlenc#"><c:CipherReference '
               'URI="OEBPS/one.xhtml"/></e>'}), "the EPUB is encrypted", "without copy protection"),
    "a.pptx": ({"ppt/presentation.xml": "<p"}, "damaged", "save it again"),
}  # fmt: skip


@pytest.mark.parametrize("name", [*REFUSED, *PACKAGES])
def test_what_cannot_be_read_is_refused_by_its_name_with_advice(name, read, make_zip):
    content, kind, advice = REFUSED.get(name) or PACKAGES[name]
    data = content if isinstance(content, bytes) else make_zip(content, stored=["mimetype"])
    with pytest.raises(Exception, match=kind) as caught:
        read(name, data)
    assert advice in caught.value.remedy


def test_a_page_that_begins_with_comments_is_told_in_time(read):
    page = "<!---->" * 500
    assert read("a.html", f"{page}<html><p>{WORDS}").text == WORDS
    assert read("a.txt", f"{page}{WORDS}").media_type == "text/plain"


@pytest.mark.parametrize(
    "source",
    [
        "MIME-Version: 1.0\nSubject: " + "=?utf-8?q?" * 20_000 + "\n\nPalermo signed.",
        "MIME-Version: 1.0\nDate: " + "(" * 50_000 + "\n\nPalermo signed.",
        "MIME-Version: 1.0\n" + "Received: x\n\ty\n" * 20_000 + "\nPalermo signed.",
        "MIME-Version: 1.0\nContent-Type: text/plain; " + "a*0=b; " * 5_000 + "\n\nPalermo signed.",
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
        + "--b\n\nPalermo signed.\n" * 900,
    ],
    ids=["encoded words", "comments", "headers", "parameters", "parts"],
)
def test_hostile_mail_is_read_within_the_limits(source, read):
    assert "Palermo signed." in read("a.eml", source).text


def test_mail_of_endless_parts_or_depth_is_refused(read):
    head = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
    with pytest.raises(Exception, match="1,000 parts"):
        read("a.eml", head + "--b\n\nx\n" * 5_000)
    deep = "".join(
        f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(3_000)
    )
    with pytest.raises(Exception, match=r"nested deeper|more than|no words|stopped"):
        read("a.eml", "MIME-Version: 1.0\n" + deep)


def test_a_chapter_that_a_book_names_many_times_is_read_once(read, make_zip):
    page = "<html><body><p>Leeds joined Eurocities in 2019.</p></body></html>"
    book = make_zip(epub({"one.xhtml": page}, spine=["one.xhtml"] * 500))
    assert read("often.epub", book).text == "Leeds joined Eurocities in 2019."
