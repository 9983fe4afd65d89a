"""HTML is tokenized as the standard says, each word with its place, in linear time."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from turbohtml import TokenType

from loaders.documents.html.content import MAX_SCANNED, Words
from loaders.documents.html.tokens import Source
from loaders.documents.html.walker import Walker

ROOT = Path(__file__).parents[3]
CONFORMANCE = Path(os.environ.get("URBSOL_CONFORMANCE", ROOT.parent / "shared/conformance"))
SUITE = CONFORMANCE / "html5lib-tests" / "tokenizer"


def words(source: str) -> str:
    """What a reader sees of a page: its segments, with bars between them."""
    return "|".join(segment.text for segment in Walker(Source(source)).run().segments)


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        # Comments end as browsers end them.
        ("<p>x<!-- c --!>y</p><p>z</p>", "xy|z"),
        ("<!--><p>kept</p>-->", "kept|-->"),
        ("<!---><p>kept</p>", "kept"),
        ("a<!-- b -- c --- d --->e", "ae"),
        ("a<!-- <!-- b -->c", "ac"),
        ("a<!----!>b", "ab"),
        ("a<!-->b", "ab"),
        ("a<!- b -->c", "ac"),
        ("a<!--b", "a"),
        ("a<!doctype b>c<!DOCTYPE>d", "acd"),
        ("a<![CDATA[b]]>c", "ac"),
        ("a<? b ?>c", "ac"),
        ("a</ b>c</>d</3>e", "acde"),
        ("a<!b<p>c", "ac"),
        # What only looks like a tag is text.
        ("a < b and c<d >e", "a < b and ce"),
        ("1 <2 <3> <", "1 <2 <3> <"),
        ("a<=b <+c <-d", "a<=b <+c <-d"),
        ("<p title=\"a>b\" class='c>d'>e", "e"),
        ("<p title=a>b</p title=c>d", "b|d"),
        ("<P CLASS=X>a</P/>b", "a|b"),
        ("<p a=1 b='2'c=\"3\"d>e", "e"),
        ("a<b c='d", "a"),
        # Character references, with and without their semicolon.
        ("&lt 2 &#8364 &euro; &#x20AC; &#X20ac", "< 2 € € € €"),
        ("&amp;lt; &ampx &notit; &notin; &nosuch; &", "&lt; &x ¬it; ∉ &nosuch; &"),
        ("&#0;&#x110000;&#xD800;&#128;&#x80", "\ufffd\ufffd\ufffd€€"),
        ("&#; &#x; &#xg; &;", "&#; &#x; &#xg; &;"),
        ("Z&uuml;rich, Krak&oacute;w, &Lstrok;&oacute;d&zacute", "Zürich, Kraków, Łód&zacute"),
        ("a&nbsp;&nbsp; b&#13;c", "a b c"),
        ("Soli&shy;dari&#173;täts\u00adstadt", "Solidaritätsstadt"),
        ('<p title="a&gt;b">c</p>', "c"),
        # White space is one space, line ends of every kind are white space.
        ("a\r\nb\rc\n\td  e", "a b c d e"),
        ("<b>a </b> b<i> c</i>", "a b c"),
        # Content that is not words, and content without tags.
        ("a<script>if (b<c) '</p>'</script>d", "ad"),
        ("a<script><!-- <script>b</script> --></script>c", "ac"),
        ("a<script><!-- b</script>c", "ac"),
        ("a<style>p > b { c }</style>d", "ad"),
        ("a<SCRIPT>b</ScRiPt >c", "ac"),
        ("a<script>b</scripts></script>c", "ac"),
        ("<title>a</title>b<textarea><p>c</textarea>d", "bd"),
        ("a<iframe><p>b</iframe>c<noframes>d</noframes>e", "ace"),
        ("<xmp><p>a &amp; b</xmp>", "<p>a &amp; b"),
        ("a<plaintext><p>b</plaintext>", "a<p>b</plaintext>"),
        ("a<noscript>b</noscript>c<noscript>d", "acd"),
        ("a<template>b<template>c</template>d</template>e", "ae"),
        # Drawings and formulas end where the standard ends them.
        ("a<svg><text>b</text></svg>c", "ac"),
        ("a<svg><title/><style/><path/></svg>b", "ab"),
        ("a<svg/>b<math/>c", "abc"),
        ("a<svg><g><p>b", "a|b"),
        ("<div>a<svg><path></div>b", "a|b"),
        ("a<svg><foreignObject><p>b</p></foreignObject></svg>c", "ac"),
        ("a<svg><svg></svg>b</svg>c", "ac"),
    ],
)
def test_words_are_those_a_browser_shows(source: str, seen: str) -> None:
    assert words(source) == seen


def test_a_title_holds_no_elements() -> None:
    page = Walker(Source("<title>A <b>bold</b> &amp; long\n title</title><p>x</p>")).run()
    assert page.head["title"] == "A <b>bold</b> & long title"
    assert [segment.text for segment in page.segments] == ["x"]


def test_marks_of_notes_go_and_exponents_stay() -> None:
    assert words('<p>a<sup> <a href="#n1">1</a></sup> b<sup>2</sup> c') == "a b2 c"
    assert words('<p>a<sup>x <a href="#n1">1</a></sup>') == "ax 1"


def test_the_language_is_that_of_the_root() -> None:
    assert Walker(Source('<!doctype html><HTML class=a LANG="pt-BR">')).run().language == "pt"
    assert Walker(Source('<html xml:lang="el">')).run().language == "el"
    assert Walker(Source("<html lang='klingon'>")).run().language == ""


MARKUP = [
    "<p>",
    "</p>",
    "</>",
    "</",
    "<b>",
    "<svg>",
    "</svg>",
    "<title/>",
    "<style/>",
    "<script>",
    "</script>",
    "<title>",
    "</title>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "&not",
    "&#13;",
    "a",
    "é",
    "𝔸",
    "<",
    ">",
    "&",
    '"',
    "<a",
    "href='x'",
]
WHITE = ["\r\n", "\r", "\n", " ", "\x00", "\u00ad"]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*MARKUP, *WHITE]), max_size=40),
    st.lists(st.booleans(), min_size=40, max_size=40),
)
def test_text_tokens_stand_where_they_say(parts: list[str], empty: list[bool]) -> None:
    text = "".join(parts)
    source = Source(text)
    before = 0
    for token, start in source.tokens(iter(empty)):
        assert start >= before
        before = start
        if token.type == TokenType.TEXT:
            data = token.data or ""
            there = re.sub("\r\n?", "\n", text[start : source.end(start, data)])
            assert alike(there) == alike(data)


def alike(text: str) -> str:
    """Text without the two differences that are meant: of NUL, and of ``</>`` in raw content."""
    return text.replace("\x00", "\ufffd").replace("</>", "<!>")


STARTS = {
    "Data state": "", "RCDATA state": "<title>", "RAWTEXT state": "<xmp>",
    "Script data state": "<script>", "PLAINTEXT state": "<plaintext>",
}  # fmt: skip


def suite() -> Iterator[tuple[str, str, str]]:
    """Name, source and text of each case that a page can hold as its first content."""
    for path in sorted(SUITE.glob("*.test")):
        for case in json.loads(path.read_text(encoding="utf-8")).get("tests", ()):
            source = case["input"]
            text = "".join(token[1] for token in case["output"] if token[0] == "Character")
            if case.get("doubleEscaped"):
                source, text = unescaped(source), unescaped(text)
            last = case.get("lastStartTag")
            for state in case.get("initialStates", ["Data state"]):
                start = STARTS.get(state)
                if start is not None and last in {None, start[1:-1]}:
                    yield f"{path.stem}: {case['description']}", start + source, text


def unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), text)


def test_the_suite_of_html5lib_finds_no_other_text() -> None:
    if not SUITE.is_dir():
        pytest.skip(f"no tokenizer tests of html5lib in {SUITE}")
    cases = list(suite())
    assert len(cases) > 6500
    wrong = [(name, source) for name, source, text in cases if told(source) != text]
    assert not wrong, f"{len(wrong)} of {len(cases)}, such as {wrong[:5]}"


def told(page: str) -> str:
    """All text of a page as a tokenizer tells it: references resolved, line ends made alike."""
    kinds = {TokenType.TEXT, TokenType.CHARACTER_REFERENCE}
    empty = iter(lambda: False, True)
    tokens = Source(page).tokens(empty)
    return "".join(token.data or "" for token, _ in tokens if token.type in kinds)


HOSTILE = (
    "<!--", "<!-- a ", "<![CDATA[", "<!", "<?", "</", "</a ", "<", "<a ", '<a "', "<a b=c ",
    "<script>", "<script><!--<script>", "<title>", "<title/>", "<svg>", "<svg><title/></svg>",
    "<noscript>", "<template>", "&", "&noti", "&#", "&#x0", "<div>", "<li>", "<table><tr><td>",
    "<b><p>", "<sup>", "<a href=#>", "\u00ad", "\r", "\r\n", "<br>",
)  # fmt: skip


@pytest.mark.parametrize("repeated", HOSTILE)
def test_hostile_repeats_are_read_within_the_limits(read, repeated) -> None:
    page = "<html><body><p>Palermo signed a charter.</p>" + repeated * (200_000 // len(repeated))
    assert read("page.html", page).text.startswith("Palermo signed a charter.")


def test_looking_for_segments_stays_within_a_budget() -> None:
    line = "".join(f"theword{number}standshere" for number in range(20_000))
    found = Words([line])
    for number in range(5_000):
        found.hold(f"anotherword{number}isnowhereinthepage")
    assert MAX_SCANNED <= found.scanned <= MAX_SCANNED + len(line)
    assert found.hold("theword7standsheretheword8standshere")
    assert not found.hold("theword9999standsheretheword10000standshere")
