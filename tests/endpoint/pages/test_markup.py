"""Terms as HTML: what is said of them in attributes, and nothing that gets out of its place."""

from __future__ import annotations

import pytest
from lxml import html

from endpoint.site.about import markup as quality
from endpoint.site.about.quality import CoverageRow
from endpoint.site.describe.markup import term, terms
from endpoint.site.describe.terms import TermView
from endpoint.site.maps.locator import Dot
from endpoint.site.pages import markup as pages
from endpoint.site.pages.atlas import markup as atlas
from endpoint.site.pages.atlas.model import Entry
from endpoint.site.pages.model import Mark, Option
from endpoint.site.questions import markup as answers

HOSTILE = "\"'><script>alert(1)</script>&amp;"


@pytest.mark.parametrize(
    ("view", "written"),
    [
        (TermView("a & b"), "a &amp; b"),
        (TermView("a", "/doc/city/a"), '<a href="/doc/city/a">a</a>'),
        (TermView("a", "/x", title="not shown"), '<a href="/x">a</a>'),
        (
            TermView("a", "https://a.org/?b&c", lang="de", dir="ltr", external=True, title="t"),
            '<a href="https://a.org/?b&amp;c" rel="external noopener" class="out" lang="de"'
            ' title="t">a</a>',
        ),
        (TermView("May", datetime="2018-05"), '<time datetime="2018-05">May</time>'),
        (TermView("ab", lang="ar", dir="rtl"), '<span lang="ar" dir="rtl">ab</span>'),
        (TermView("ab", dir="auto"), '<span dir="auto">ab</span>'),
        (TermView("ab", dir="ltr"), "<span>ab</span>"),
    ],
)
def test_a_term_is_written_with_what_is_known_of_it(view: TermView, written: str) -> None:
    assert term(view) == written


@pytest.mark.parametrize("place", ["text", "href", "lang", "dir", "datetime", "title"])
def test_no_value_gets_out_of_its_place(place: str) -> None:
    given = {"text": "x", "href": None if place in ("datetime", "lang", "dir") else "/x"}
    view = TermView(**{**given, place: HOSTILE}, external=place == "title")
    (node,) = html.fragments_fromstring(term(view))
    if place == "text":
        assert node.text == HOSTILE
    else:
        assert HOSTILE in node.attrib.values()
    assert not len(node)


def test_several_terms_stand_apart() -> None:
    assert terms([TermView("a"), TermView("<b>")]) == 'a<span class="sep">, </span>&lt;b&gt;'
    assert terms([]) == ""


def nodes(markup: str, around: str = "table") -> html.HtmlElement:
    return html.fragment_fromstring(f"<{around}>{markup}</{around}>")


def test_the_rows_of_an_answer_name_their_columns_and_hold_what_stands_in_them() -> None:
    shown = nodes(answers.rows(["city", HOSTILE], [[(TermView(HOSTILE), TermView("b")), ()]]))
    first, second = shown.iter("td")
    assert first.text_content() == f"{HOSTILE}, b"
    assert (first.get("data-label"), second.get("data-label")) == ("city", HOSTILE)
    assert not shown.xpath(".//script")


def test_a_row_of_coverage_says_what_is_stated_or_that_nothing_is() -> None:
    known = CoverageRow(TermView("A", "/doc/network/a"), 12000, 20000, 60, "partial", None)
    open_ = CoverageRow(TermView(HOSTILE), 3, None, None, HOSTILE, TermView("2019"))
    shown = nodes(quality.coverage([known, open_]))
    texts = [[cell.text_content().strip() for cell in row] for row in shown.iter("tr")]
    assert texts == [
        ["A", "12,000", "20,000", "60 %", "partial", ""],
        [HOSTILE, "3", "–", "–", HOSTILE, "2019"],
    ]
    assert [one.get("width") for one in shown.xpath(".//*[@class='part']")] == ["50.4"]


def test_lines_and_marks_of_a_map_hold_names_as_text() -> None:
    line = Entry(HOSTILE, HOSTILE, HOSTILE, HOSTILE, 2, "1.0,2.0", "2001-", "2001-", "2001-",
                 brief=False, shown=False)  # fmt: skip
    (item,) = nodes(atlas.entries([line]), "ul")
    (link,) = item.xpath("a")
    assert (link.get("href"), link.get("lang"), link.text) == (HOSTILE, HOSTILE, HOSTILE)
    assert dict(item.attrib) == {"data-at": "1.0,2.0", "data-spans": "2001-"}
    assert item.findtext("small") == "· outside the picture"
    chosen = nodes(atlas.options([Option(HOSTILE, HOSTILE, 3, chosen=True)]), "select")[0]
    assert (chosen.get("value"), chosen.text) == (HOSTILE, f"{HOSTILE} (3)")
    assert "selected" in chosen.attrib
    marks = [Mark(1.0, 2.0, 3.0, 1, HOSTILE, HOSTILE), Mark(1.0, 2.0, 3.0, 1, "/x", "y", places=7)]
    dot, cluster = nodes(atlas.places(marks, links=True), "svg")
    assert (dot.get("href"), dot.findtext(".//title")) == (HOSTILE, HOSTILE)
    assert (cluster.get("class"), cluster.findtext("text")) == ("cluster", "7")
    assert [node.tag for node in nodes(atlas.places(marks, links=False), "svg")] == ["circle", "g"]
    (point, name) = nodes(pages.points([Dot(1.0, 2.0, HOSTILE)]), "svg")
    assert (point.get("r"), name.text) == ("5", HOSTILE)
