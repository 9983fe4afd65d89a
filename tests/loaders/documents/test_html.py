"""HTML: the main content, not the navigation, with the way back to the source."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.documents.builder import Builder
from loaders.documents.html.reader import read_html

HEAD = '<!DOCTYPE html>\n<html lang="it"><head><meta charset="utf-8"><title>Titolo</title>'
PAGE = (
    HEAD
    + """<meta name="author" content="A. Esempio"><script>if (a<b) {"</p>"}</script></head>
<body class="has-sidebar"><header><a href="/">Home</a></header>
<nav><ul><li><a href="/1">Chi siamo</a><li><a href="/2">Contatti</a></ul></nav>
<div id="content"><h1>Palermo &egrave; una citt&agrave;</h1>
<p>Nel <b>2015</b> la citt&agrave; di
 Palermo ha adottato la Carta<sup><a href="#fn1">1</a></sup>, con il sindaco.
<p>Secondo paragrafo&nbsp;aperto
<ul><li>Bologna<ul><li>Zona</li></ul></li><li>Napoli</li></ul>
<table><tr><th>Citt&#224;</th><th>Anno</th></tr><tr><td>Riace</td><td><p>1998</p></td></tr></table>
<div style="display: none">nascosto</div>
<div class="footnotes"><p id="fn1">1 La Carta di Palermo.</p></div></div>
<div class="related-posts"><p>Altri articoli da leggere subito</p></div>
<footer>© 2020 Istituto</footer></body></html>"""
)


def test_main_content(read, is_traceable):
    document = read("pagina.html", PAGE)
    assert [(b.kind, b.level, b.text) for b in document.blocks] == [
        ("heading", 1, "Palermo è una città"),
        ("paragraph", 0, "Nel 2015 la città di Palermo ha adottato la Carta, con il sindaco."),
        ("paragraph", 0, "Secondo paragrafo aperto"),
        ("list", 1, "Bologna"),
        ("list", 2, "Zona"),
        ("list", 1, "Napoli"),
        ("table-row", 0, "Città | Anno"),
        ("table-row", 0, "Riace | 1998"),
        ("footnote", 0, "1 La Carta di Palermo."),
    ]
    assert (document.title, document.language) == ("Palermo è una città", "it")
    assert document.metadata["author"] == "A. Esempio"
    removed = {removed.text: removed.reason for removed in document.removed}
    assert removed["Chi siamo"] == removed["© 2020 Istituto"] == "navigation"
    assert "nascosto" not in removed
    is_traceable(document, {"": PAGE})


def test_a_quote_leads_to_its_characters(read):
    document = read("pagina.html", PAGE)
    start = document.text.index("la città di Palermo")
    found = document.origins(start, start + len("la città di Palermo"))
    assert [PAGE[o.start : o.end] for o in found] == ["la citt", " di", "Palermo"]


def test_main_element_wins(read):
    sentence = "<p>Il consiglio comunale ha deciso di accogliere tutte le persone in mare.</p>"
    page = (
        f"{HEAD}<body><div><p>Sponsor della settimana.</p></div><main>{sentence * 4}</main></body>"
    )
    document = read("pagina.html", page)
    assert "Sponsor" not in document.text
    assert len(document.blocks) == 4


def test_runs_of_links_are_menus_but_lists_of_members_stay(read):
    links = "".join(f'<li><a href="/{n}">Pagina {n}</a></li>' for n in range(5))
    members = "".join(f'<li><a href="/{c}">{c}</a></li>' for c in ("Roma", "Bari", "Pisa", "Lodi"))
    text = "<p>" + "Queste sono le città della rete, che si riuniscono ogni anno. " * 6 + "</p>"
    menu = read("a.html", f"{HEAD}<body><ul>{links}</ul><div>{text}</div></body>")
    assert "Pagina" not in menu.text
    network = read("b.html", f"{HEAD}<body><article>{text}<ul>{members}</ul></article></body>")
    assert [b.text for b in network.blocks if b.kind == "list"] == ["Roma", "Bari", "Pisa", "Lodi"]


def test_injected_spam_is_recorded_not_read(read):
    spam = "Best online casino with free spins and poker online here. "
    page = f"{HEAD}<body><p>La città ha deciso. {spam}Poi ha votato.</p></body>"
    document = read("pagina.html", page)
    assert document.text == "La città ha deciso. Poi ha votato."
    assert [r.reason for r in document.removed if "casino" in r.text] == ["spam"]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("windows-1252", "cp1252"), ("iso-8859-7", "iso-8859-7"), ("windows-1250", "cp1250")],
)
def test_declared_charsets(read, charset, encoding):
    words = {"cp1252": "Zürich grüßt", "iso-8859-7": "Η Αθήνα", "cp1250": "Łódź i Gdańsk"}[encoding]
    page = f'<html><head><meta charset="{charset}"></head><body><p>{words}</p></body></html>'
    assert read("p.html", page.encode(encoding)).text == words


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>",
     "<li>", "<ul>", "</ul>", "a b", " ", "\n", "&amp;", "&nbsp;", "è", "<br>", "<b>", "</b>", "<",
     "<!--", "-->", "<script>", "</script>", "<h2>", "</h2>", "&", "<a href='x'>", "</a>", '"']
), max_size=40))  # fmt: skip
def test_any_markup_is_traceable(parts):
    source = "".join(parts)
    builder = Builder("text/html", "")
    read_html(source, builder)
    text = "".join(builder._texts)
    for run in builder.runs:
        words = text[run.start : run.end]
        assert source[run.origin : run.origin + len(words)] == words
    for block in builder.blocks:
        assert text[block.start : block.end] == block.text


def test_raised_marks_of_notes_are_passed_over_and_units_and_ordinals_stay():
    page = (
        "<main><p>Leeds<sup>1</sup> joined in 2019<sup>a</sup>.<sup>[3]</sup> "
        "It has 12 km<sup>2</sup>, 10<sup>3</sup> beds and a 5<sup>e</sup> ward.</p></main>"
    )
    builder = Builder("text/html", "")
    read_html(page, builder)
    assert builder.blocks[0].text == "Leeds joined in 2019. It has 12 km2, 103 beds and a 5e ward."


def test_empty_cells_at_the_start_of_a_row_keep_their_place_and_a_lone_cell_has_none():
    rows = "<tr><th>City<th>Since<th>Body</tr><tr><td><td>2019<td>Club</tr><tr><td><td>Alone</tr>"
    builder = Builder("text/html", "")
    read_html(f"<table>{rows}</table>", builder)
    assert [block.text for block in builder.blocks] == [
        "City | Since | Body",
        "| 2019 | Club",
        "Alone",
    ]


def test_the_rows_of_a_short_table_are_not_a_menu(read):
    page = (
        "<html><h1>Programmes</h1><table><tr><th rowspan=2>Programme<th colspan=2>Period"
        "<th rowspan=2>Run by<tr><th>Start<th>End<tr><td>Open Kitchen<td>2018<td>2021"
        "<td>Harbour Trust</table></html>"
    )
    assert [block.text for block in read("page.html", page).blocks] == [
        "Programmes",
        "Programme | Period |  | Run by",
        "Programme | Start | End | Run by",
        "Open Kitchen | 2018 | 2021 | Harbour Trust",
    ]
