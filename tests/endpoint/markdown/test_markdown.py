"""Pages as Markdown: what a page shows stands there too, and text never becomes markup."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient
from markdown_it import MarkdownIt

from endpoint.site.markdown.blocks import written
from endpoint.sparql import protocol
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Request
from endpoint.sparql.outcome import OUTCOME, Outcome

PAGE = "https://example.org/graph/doc/city/x"
# HTML of a page, and its Markdown.
WRITTEN = [
    ("<h1>Palermo</h1><p>A  city\nof <b>harbours</b>.</p>", "# Palermo\n\nA city of **harbours**."),
    ('<a href="/id/city/x">X</a>', "[X](https://example.org/id/city/x)"),
    ('<a href="y.ttl">Y (2)</a>', "[Y (2)](https://example.org/graph/doc/city/y.ttl)"),
    ('<a href="javascript:alert(1)">no</a>', "no"),
    ('<a href="https://example.org/a_(b)">b</a>', "[b](https://example.org/a_%28b%29)"),
    ('<p>a <sup><a href="#source-3">3</a></sup></p>', "a [^3]"),
    ('<ol><li id="source-3">From <a href="/g">g</a>.</li></ol>',
     "[^3]: From [g](https://example.org/g)."),
    ("<ul><li>one<ul><li>two</li></ul></li><li>three</li></ul>", "- one\n  - two\n- three"),
    ("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two"),
    ("<dl><div><dt>year</dt><dd>2018</dd><dd>2019</dd></div></dl>", "- **year**: 2018; 2019"),
    ("<table><tr><th>a</th><th>b|c</th></tr><tr><td>1</td></tr></table>",
     "| a | b\\|c |\n| --- | --- |\n| 1 |  |"),
    ("<pre><code class='language-sparql'>ASK {\n  ?s ?p ?o }</code></pre>",
     "```sparql\nASK {\n  ?s ?p ?o }\n```"),
    ("<pre>a ``` b</pre>", "````\na ``` b\n````"),
    ("<p>call <code>f`g</code></p>", "call ``f`g``"),
    ("<p>*not* _em_ a_b_c [x](y) &lt;script&gt; 1 &gt; 0</p>",
     r"\*not\* \_em\_ a_b_c \[x\](y) \<script\> 1 \> 0"),
    ("<p># one</p><p>- two</p><p>3. three</p>", "\\# one\n\n\\- two\n\n3\\. three"),
    ("<p>seen</p><form><p>not seen</p></form><script>no</script><p hidden>no</p>", "seen"),
    ("<p><span>Palerme</span><small>fr</small></p>", "Palerme fr"),
    ("<blockquote><p>said</p><p>so</p></blockquote>", "> said\n>\n> so"),
    ('<img src="/card/x.png" alt="X"><hr>', "![X](https://example.org/card/x.png)\n\n---"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "markdown"), WRITTEN)
def test_a_page_is_written_as_markdown(page: str, markdown: str) -> None:
    assert written(f"<nav>menu</nav><main>{page}</main>".encode(), PAGE) == f"{markdown}\n"


def test_elements_inside_each_other_without_end_are_bounded() -> None:
    deep = "<div>" * 5000 + "in" + "<b>" * 5000
    assert len(written(f"<main>{deep}</main>".encode(), PAGE)) < 100
    wide = "<main>" + "<p>`*[x](y)|</p>" * 20_000 + "</main>"
    assert written(wide.encode(), PAGE).count("\\`") == 20_000


def tokens(markdown: str) -> list[tuple[str, str]]:
    parsed = MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown)
    inner = [child for token in parsed for child in token.children or ()]
    return [(one.type, str(one.attrGet("href") or one.content)) for one in (*parsed, *inner)]


def test_hostile_labels_stay_text(hostile: FlaskClient) -> None:
    answer = hostile.get("/doc/city/odd.md")
    assert (answer.status_code, answer.mimetype) == (200, "text/markdown")
    assert "\\<script\\>alert(1)\\</script\\>" in answer.text
    found = tokens(answer.text)
    assert not [one for one in found if one[0].startswith("html")]
    links = [target for kind, target in found if kind == "link_open"]
    assert links
    assert all(target.startswith(("http://", "https://")) for target in links)


def test_a_document_has_its_sentence_statements_sources_and_release(hostile: FlaskClient) -> None:
    text = hostile.get("/doc/city/other.md").text
    assert text.startswith("[Cities](http://localhost/browse/city)\n\n# Łódź\n")
    assert "Release [2026-11-22](http://localhost/release/2026-11-22)" in text
    assert "Page: <http://localhost/doc/city/other>" in text
    assert "(http://localhost/graph/t/one)" in text
    assert "[^1]: " in text


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/markdown", "text/markdown"),
        ("text/markdown, text/html;q=0.9, */*;q=0.1", "text/markdown"),
        ("text/html, text/markdown;q=0.5", "text/html"),
        ("text/turtle, text/markdown;q=0.5", "text/turtle"),
        ("*/*", "text/html"),
    ],
)
def test_markdown_is_sent_to_who_likes_it_best(
    hostile: FlaskClient, accept: str, media_type: str
) -> None:
    answer = hostile.get("/doc/city/other", headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert "Accept" in answer.headers["Vary"]


def test_a_page_says_where_its_markdown_is(hostile: FlaskClient) -> None:
    for path, where in (("/doc/city/other", "/doc/city/other.md"), ("/", "/index.md"),
                        ("/de/browse/city?page=1", "/de/browse/city.md?page=1"),
                        ("/docs/", "/docs/index.md")):  # fmt: skip
        answer = hostile.get(path)
        assert f'<{where}>; rel="alternate"; type="text/markdown"' in answer.headers.getlist("Link")
        assert f'<link rel="alternate" type="text/markdown" href="{where}">' in answer.text
        there = hostile.get(where)
        assert (there.status_code, there.mimetype) == (200, "text/markdown"), where
    assert "text/markdown" not in hostile.get("/doc/city/none").text


def test_markdown_is_in_the_language_of_its_address(hostile: FlaskClient) -> None:
    answer = hostile.get("/de/browse/city.md")
    assert answer.headers["Content-Language"] == "de"
    assert "# Städte" in answer.text


def test_page_and_markdown_have_entity_tags_of_their_own(hostile: FlaskClient) -> None:
    page, text = hostile.get("/doc/city/other"), hostile.get("/doc/city/other.md")
    tag = text.headers["ETag"]
    assert tag != page.headers["ETag"]
    assert text.headers["Content-Location"] == "/doc/city/other.md"
    same = hostile.get("/doc/city/other.md", headers={"If-None-Match": tag})
    assert (same.status_code, same.headers["ETag"]) == (304, tag)
    other = {"If-None-Match": page.headers["ETag"], "Accept": "text/markdown"}
    assert hostile.get("/doc/city/other", headers=other).status_code == 200


def test_what_is_no_page_is_not_there_as_markdown(hostile: FlaskClient) -> None:
    for path in ("/robots.txt.md", "/doc/city/none.md", "/id/city/odd.md", "/doc/city/odd.ttl.md"):
        assert hostile.get(path).status_code == 404, path
    gone = hostile.get("/doc/city/withdrawn.md")
    assert (gone.status_code, gone.mimetype) == (410, "text/markdown")
    merged = hostile.get("/doc/city/merged.md")
    assert merged.status_code in {301, 308}
    assert merged.headers["Location"].endswith(".md")


def test_the_form_for_queries_and_their_results_are_there_as_markdown(hostile: FlaskClient) -> None:
    accept = {"Accept": "text/markdown"}
    form = hostile.get("/sparql", headers=accept)
    assert (form.status_code, form.mimetype) == (200, "text/markdown")
    assert "Accept" in form.vary
    assert form.text.startswith("# Query with SPARQL\n")
    given = {"query": ("SELECT ?a { ?a ?b ?c }",)}
    asked = protocol.query(
        Request("GET", "/sparql", headers={"accept": "text/html"}), given, Limits()
    )
    rows = [{"a": {"type": "literal", "value": value}} for value in ("<b>|", "two")]
    body = json.dumps({"head": {"vars": ["a"]}, "results": {"bindings": rows}}).encode()
    outcome = {OUTCOME: Outcome(asked, body, 0.01)}
    found = hostile.get("/sparql", headers=accept, environ_overrides=outcome)
    assert found.text.startswith("# 2 rows\n")
    assert "| a |\n| --- |\n| \\<b\\>\\| |\n| two |\n" in found.text


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/markdown", ""),
        ("text/markdown, text/html;q=0.1", ""),
        ("text/markdown;q=0.5, text/csv", "text/csv"),
        ("text/*;q=0.5", "text/csv"),
    ],
)
def test_a_program_that_also_takes_markdown_gets_what_it_likes_best(
    accept: str, media_type: str
) -> None:
    chosen, page = protocol.accepted(accept, "SELECT")
    assert page == (not media_type)
    assert page or chosen.media_type == media_type
