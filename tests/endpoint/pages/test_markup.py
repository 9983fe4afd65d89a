"""Terms as HTML: what is said of them in attributes, and nothing that gets out of its place."""

from __future__ import annotations

import pytest
from lxml import html

from endpoint.site.describe.markup import term, terms
from endpoint.site.describe.terms import TermView

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
