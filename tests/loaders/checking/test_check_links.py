"""Cited pages are asked politely, within bounds, and what came of it is a table and data."""

from __future__ import annotations

import http.server
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import DefaultGraph, Store

from loaders.checking import command
from loaders.checking.address import UnaskableError, resolved, target_of
from loaders.checking.archive import copy_of
from loaders.checking.asked import Asking, Manners, spread
from loaders.checking.asking import Answer, Limits, ask
from loaders.checking.cited import cited_pages, pages_of
from loaders.checking.judging import Check, Page, judged
from loaders.checking.table import STEM, read_checks, write_checks
from loaders.curation.sources import read_source
from loaders.errors import DataError, UsageError
from loaders.iris import Iris
from loaders.mapping.base import Context
from loaders.pipeline.mapping import map_source
from loaders.rdf.nquads import canonical_lines
from loaders.rdf.store import load_lines
from loaders.settings import DEFAULT_BASE
from loaders.vocabulary import urb
from tests.loopback import serving

TODAY = date(2026, 11, 29)
LIMITS = Limits(seconds=5, bytes=1000, loopback=True)
PAGE = Page("web-1", "http://example.org/a", "2020-01-01")


class Pages(http.server.BaseHTTPRequestHandler):
    """A site with every kind of page."""

    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        type(self).asked.append((self.path, self.headers["User-Agent"]))
        status, headers, body = self.said()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def said(self) -> tuple[int, dict[str, str], bytes]:
        path = self.path.partition("?")[0]
        found: dict[str, tuple[int, dict[str, str], bytes]] = {
            "/here": (200, {}, b"page"),
            "/later": (200, {"Last-Modified": "Tue, 24 Nov 2026 10:00:00 GMT"}, b"page"),
            "/moved": (301, {"Location": "/here"}, b""),
            "/meanwhile": (302, {"Location": "/here"}, b""),
            "/circle": (301, {"Location": "/circle"}, b""),
            "/inwards": (301, {"Location": "http://192.168.0.1/"}, b""),
            "/file": (301, {"Location": "file:///etc/passwd"}, b""),
            "/gone": (410, {}, b""),
            "/busy": (429, {}, b""),
            "/broken": (500, {}, b""),
            "/long": (200, {}, b"x" * 5000),
            "/archive": (200, {}, self.archive.encode()),
        }
        return found.get(path, (404, {}, b""))

    archive = '{"archived_snapshots": {"closest": {"url": "http://archive.example/1/x"}}}'

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving(Pages) as address:
        yield address


@pytest.fixture
def site(server: str) -> str:
    Pages.asked = []
    return server


@pytest.mark.parametrize(
    ("path", "state", "status"),
    [
        ("/here", "answers", "200"),
        ("/later", "changed", "200"),
        ("/moved", "moved", "200"),
        ("/meanwhile", "answers", "200"),
        ("/gone", "gone", "410"),
        ("/nowhere", "gone", "404"),
        ("/busy", "refused", "429"),
        ("/broken", "unreachable", "500"),
        ("/circle", "unreachable", ""),
        ("/inwards", "unreachable", ""),
        ("/file", "unreachable", ""),
    ],
)
def test_what_a_server_answers_becomes_a_state(
    site: str, path: str, state: str, status: str
) -> None:
    page = Page("web-1", f"{site}{path}", "2026-11-22")
    found = judged(page, ask(page.url, LIMITS), TODAY)
    assert (found.state, found.answered) == (state, status)
    assert found.moved_to == (f"{site}/here" if state == "moved" else "")


def test_a_page_that_is_not_what_it_was_last_time_has_changed() -> None:
    before = Check("web-1", PAGE.url, "2026-01-01", "answers", "200", checksum="a" * 64)
    same, other = (Answer(200, PAGE.url, True, mark * 64) for mark in "ab")
    assert judged(PAGE, same, TODAY, before).state == "answers"
    assert judged(PAGE, other, TODAY, before).state == "changed"


def test_https_and_www_are_no_other_address() -> None:
    for url in ("https://example.org/a", "https://www.example.org/a/"):
        assert judged(PAGE, Answer(200, url, True), TODAY).state == "answers"


def test_a_body_is_read_up_to_its_bound_and_then_has_no_checksum(site: str) -> None:
    answer = ask(f"{site}/long", LIMITS)
    assert (answer.status, len(answer.body), answer.sha256) == (200, 1000, "")


def test_who_asks_says_who_it_is(site: str) -> None:
    ask(f"{site}/here", LIMITS)
    assert Pages.asked[0][1].startswith("urban-solidarity-graph/")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://user:word@example.org/",
        "http://exa mple.org/",
        "http://example.org/\r\nHost: other",
        "http://[::1/",
        "http://example.org:99999/",
        "http:///path",
        "http://example.org/" + "a" * 3000,
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_is_not_asked(url: str) -> None:
    with pytest.raises(UnaskableError):
        target_of(url)
    assert ask(url, LIMITS).error


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "10.0.0.1", "169.254.169.254", "0.0.0.0"])
def test_hosts_that_are_not_public_are_not_asked(host: str) -> None:
    with pytest.raises(UnaskableError, match="not a public host"):
        resolved(target_of(f"http://{host}/"))


def test_a_server_that_drips_is_left_at_the_deadline(site: str) -> None:
    class Dripping(Pages):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "1000000")
            self.end_headers()
            self.connection.settimeout(10)
            self.rfile.read(1)  # until the client leaves

    with serving(Dripping) as address:
        answer = ask(address, Limits(seconds=0.3, bytes=1000, loopback=True))
    assert answer.error == "no answer in time"


def test_hosts_are_asked_in_turns_with_a_pause() -> None:
    pages = [Page(str(n), f"http://{host}/{n}") for n, host in enumerate("aaab")]
    assert [page.publication for page in spread(pages)] == ["0", "3", "1", "2"]
    now, slept = [0.0], list[float]()
    manners = Manners(2.0, clock=lambda: now[0], sleep=slept.append)
    for url in ("http://a/1", "http://b/1", "http://a/2"):
        manners.wait(url)
    assert slept == [2.0]


def test_the_archive_is_asked_for_what_is_not_as_it_was(site: str) -> None:
    asking = Asking(LIMITS, Manners(0), TODAY, f"{site}/archive")
    pages = [Page("a", f"{site}/here"), Page("b", f"{site}/gone", "2020-05-01")]
    there, gone = asking.checks(pages, {})
    assert (there.archived, gone.archived) == ("", "http://archive.example/1/x")
    asked = [path for path, _ in Pages.asked if path.startswith("/archive")]
    assert asked == [f"/archive?url={site.replace(':', '%3A').replace('/', '%2F')}%2Fgone"
                     "&timestamp=20200501"]  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        "",
        "[]",
        "null",
        "[" * 2000,
        '{"archived_snapshots": {}}',
        '{"archived_snapshots": {"closest": {"url": 7}}}',
        '{"archived_snapshots": {"closest": {"url": "javascript:alert(1)"}}}',
    ],
    ids=["empty", "list", "null", "deep", "none", "number", "script"],
)
def test_what_an_archive_says_is_only_believed_when_it_is_an_address(
    site: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pages, "archive", said)
    assert copy_of("http://example.org/", "", f"{site}/archive", LIMITS) == ""


def test_the_table_is_read_as_it_was_written_and_is_a_source(tmp_path: Path) -> None:
    folder = tmp_path / STEM
    checks = [
        Check("web-2", "http://example.org/b", "2026-11-29", "gone", "404", note="a, b"),
        Check("web-1", "http://example.org/a", "2026-11-29", "moved", "200", "http://e.org/"),
    ]
    write_checks(folder, checks, TODAY)
    assert read_checks(folder) == {check.publication: check for check in checks}
    assert read_source(folder).minimum == 2


def test_another_table_is_refused_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "raw" / f"{STEM}.csv"
    path.parent.mkdir()
    path.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(DataError, match="row 1"):
        read_checks(tmp_path)


def test_what_the_command_writes_is_a_source_of_the_graph(
    site: str, miniature, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, page = miniature.settings, Iris(DEFAULT_BASE).page(f"{site}/gone")
    key = page.value.rpartition("/")[2]
    cited = [Page(key, f"{site}/gone"), Page("later", f"{site}/later", "2026-11-22")]
    monkeypatch.setattr(command, "cited_pages", lambda *_: cited)
    options = ["--allow-loopback", "--pause", "0", "--archive", "", "--limit", "1"]
    done = CliRunner().invoke(command.check_links, options, env=miniature.environment)
    assert done.output.splitlines()[-1] == "asked 1 of 2 cited pages: 1 gone"
    folder = settings.data / "sources" / STEM
    store, terms = Store(), urb(settings.base)
    load_lines(store, canonical_lines(map_source(folder, Context.load(settings)).quads()))
    (quad,) = store.quads_for_pattern(page, terms.linkState, None, DefaultGraph())
    assert quad.object == Iris(settings.base).concept("link-state", "gone")
    read = read_source(folder).date_read.isoformat()
    assert pages_of(store, settings.base) == [Page(key, f"{site}/gone", read)]


def test_without_a_release_there_is_nothing_to_ask(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="urbsol build"):
        cited_pages(tmp_path, DEFAULT_BASE)
