"""One click from any value leads to why we say it, and one more to a correction."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import Literal, NamedNode

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.site.describe.model import Statement
from endpoint.site.statements import address, first, rows
from endpoint.sparql.backend import LocalBackend
from loaders.errors import UsageError
from loaders.settings import DEFAULT_BASE as BASE

HTML = {"Accept": "text/html"}


def page(client: FlaskClient, path: str) -> html.HtmlElement:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, path
    return html.document_fromstring(answer.data)


def test_every_value_of_a_page_leads_to_its_statement(client: FlaskClient) -> None:
    shown = page(client, "/doc/city/palermo")
    facts = shown.xpath("//section[@aria-label='Facts']//dd")
    rows_ = shown.xpath("//tr[td[@class='source']][.//a[@class='self']]")
    assert facts
    assert rows_
    for value in (*facts, *rows_):
        [link] = value.xpath(".//a[@class='why']/@href")[:1]
        assert link.startswith("/statement/")
    for link in shown.xpath("//a[@class='why']/@href")[::9]:
        said = page(client, link)
        assert said.xpath("string(//h1)") == "Why do we say this?"
        assert "Palermo" in said.xpath("string(//p[contains(@class, 'statement')])") or (
            "Παλέρμο" in said.text_content()
        )


def test_a_statement_shows_its_record_row_pages_and_how_to_cite_it(client: FlaskClient) -> None:
    shown = page(client, "/doc/city/palermo")
    fact = shown.xpath("//section[@aria-label='Facts']//dd[.//a[text()='Italy']]")[0]
    said = page(client, fact.xpath(".//a[@class='why']/@href")[0])
    lead = said.xpath("string(//p[contains(@class, 'statement')])")
    assert " ".join(lead.split()) == "This graph says of Palermo, under “country”: Italy."
    text = said.text_content()
    assert "data/sources/cities/raw/cities.csv" in text
    assert said.xpath("//dd[.//a[contains(@class, 'out')]]")
    assert "not asked yet whether it still answers" in text
    assert "palermo" in said.xpath("string(//details//dl)")
    [link] = said.xpath("//details//a[contains(@href, 'row.csv')]/@href")
    [header, row] = csv.reader(io.StringIO(client.get(link).text))
    assert dict(zip(header, row, strict=True))["city_id"] == "palermo"
    assert "release" in said.xpath("string(//p[contains(@class, 'cite')])")


def test_texts_in_other_languages_are_not_other_values(client: FlaskClient) -> None:
    name = page(client, "/de/doc/city/palermo").xpath("//p[@class='names']//a[@class='why']/@href")
    said = page(client, name[0])
    assert "Palermo" not in [a.text for a in said.xpath("//section[h2[@id='others-title']]//li")]


@pytest.mark.parametrize(
    "path",
    ["/statement/cities/palermo/0000000000000000", "/statement/x/y/z", "/statement/a%20b/c"],
)
def test_what_nobody_states_has_no_page(client: FlaskClient, path: str) -> None:
    assert client.get(path, headers=HTML).status_code == 404


def test_what_is_unreviewed_has_no_page(hostile: FlaskClient, hostile_app: Flask) -> None:
    base = hostile_app.extensions["urbsol"].release.info.base
    term = NamedNode(f"{base}ontology#start")
    year = Literal("1999", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#gYear"))
    key = address.digest(NamedNode(f"{base}id/city/other"), term, year)
    assert hostile.get(f"/statement/t/claims/{key}", headers=HTML).status_code == 404


def test_hostile_values_are_shown_harmless(hostile: FlaskClient) -> None:
    shown = page(hostile, "/doc/city/odd")
    links = shown.xpath("//a[@class='why']/@href")
    assert links
    for link in links:
        answer = hostile.get(link, headers=HTML)
        said = html.document_fromstring(answer.data)
        assert not said.xpath("//main//script | //img | //*[@onload or @onerror]")
        assert not [a for a in said.xpath("//a/@href") if a.startswith(("javascript:", "data:"))]


def corrected(target: str, release: Path, backend: LocalBackend) -> FlaskClient:
    config = AppConfig(release=release, backend=backend, corrections=target)
    return create_app(config).test_client()


@pytest.mark.parametrize(
    ("target", "names"),
    [
        ("mailto:graph@example.org", ("subject", "body")),
        ("https://example.org/new?labels=data", ("title", "body")),
    ],
)
def test_a_correction_is_prefilled(
    hostile_release: Path, hostile_backend: LocalBackend, target: str, names: tuple[str, str]
) -> None:
    client = corrected(target, hostile_release, hostile_backend)
    shown = page(client, "/doc/city/other")
    [link] = shown.xpath("//a[text()='Correct this']/@href")
    assert link.startswith(target)
    assert "id/city/other" in parse_qs(urlsplit(link).query)[names[1]][0]
    said = page(client, shown.xpath("//a[@class='why']/@href")[0])
    [link] = said.xpath("//a[text()='Correct this']/@href")
    assert "\n" not in unquote(parse_qs(urlsplit(link).query)[names[0]][0])
    body = parse_qs(urlsplit(link).query)[names[1]][0]
    for part in ("Record: ", "Value: ", "Release: 2026-11-22", "http://localhost/statement/"):
        assert part in body


def test_without_an_address_a_row_is_offered(hostile: FlaskClient) -> None:
    shown = page(hostile, "/doc/city/other")
    [link] = shown.xpath("//a[text()='Correct this']/@href")
    answer = hostile.get(link)
    assert answer.mimetype == "text/csv"
    [header, row] = csv.reader(io.StringIO(answer.text))
    assert dict(zip(header, row, strict=True))["thing"].endswith("/id/city/other")


def test_a_row_is_no_formula(hostile: FlaskClient) -> None:
    text = hostile.get("/correct.csv?value=%3D1%2B1&thing=a%0Ab").text
    assert "'=1+1" in text
    assert "a b" in text


def test_corrections_go_to_a_mail_or_a_form() -> None:
    with pytest.raises(UsageError, match="mailto"):
        AppConfig(corrections="javascript:alert(1)")


def test_a_row_of_another_table_than_the_release_was_made_from_is_not_shown(tmp_path: Path) -> None:
    name = "data/sources/t/raw/t.csv"
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xef\xbb\xbfa,b\r\n1,2\r\n")
    table = hashlib.sha256(b"a,b\n1,2\n").hexdigest()
    checksum = hashlib.sha256(f"raw/t.csv\t{table}\n".encode()).hexdigest()
    assert rows.row(tmp_path, name, "2", {checksum}) == (("a", "1"), ("b", "2"))
    assert rows.row(tmp_path, name, "2", {"0" * 64}) == ()
    assert rows.row(tmp_path, name, "9", {checksum}) == ()
    assert rows.row(tmp_path, "data/sources/../../etc/raw/x.csv", "2", {checksum}) == ()


def test_an_accepted_claim_shows_its_sentence_and_who_decided_when(client: FlaskClient) -> None:
    shown = page(client, "/doc/organisation/moving-cities")
    links = shown.xpath("//a[@class='why'][contains(@href, '/claim-')]/@href")
    assert links
    said = " ".join(page(client, links[0]).xpath("string(//main)").split())
    assert re.search(r"sentence ?characters \d+–\d+", said)
    assert re.search(r"reviewed ?\d+ \w+ 20\d\d · \S", said)
    assert re.search(r"claim ?\S", said)


def kept(folder: Path, version: str, lines_: Iterable[str]) -> Path:
    made = folder / f"{version}-0123456789ab"
    (made / "dumps").mkdir(parents=True)
    (made / "manifest.json").write_text("{}", encoding="utf-8")
    (made / first.DUMP).write_text("".join(sorted(lines_)), encoding="utf-8")
    return made


def test_a_statement_tells_the_first_release_that_made_it(tmp_path: Path) -> None:
    thing, graph = NamedNode(f"{BASE}id/city/x"), NamedNode(f"{BASE}graph/t/x")
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")

    def line(text: str, where: str = "t/x") -> str:
        return f"{thing} {label} {Literal(text)} <{BASE}graph/{where}> .\n"

    other = [f'<{BASE}id/city/{n:03}> {label} "{n}" {graph} .\n' for n in range(60)]
    kept(tmp_path, "2026-01-01", [*other, line("Old"), line("Claimed", "t/claims")])
    kept(tmp_path, "2026-01-01.2", [*other, line("Old"), line("New")])
    served = kept(tmp_path, "2026-02-01", [*other, line("Old"), line("New"), line("Claimed")])
    kept(tmp_path, "2026-03-01", [line("Later")])  # newer than the one that is served

    def told(text: str) -> first.First | None:
        return first.first(served, Statement(thing, label, Literal(text), (graph,)))

    assert told("Old") == first.First("2026-01-01", oldest=True)
    assert told("New") == first.First("2026-01-01.2", oldest=False)
    assert told("Claimed") == first.First("2026-02-01", oldest=False)
    assert told("Later") is None
    assert told("Ne") is None


@pytest.mark.parametrize("count", [0, 1, 2, 3, 40])
def test_lines_of_a_sorted_file_are_found_by_halving(tmp_path: Path, count: int) -> None:
    path = tmp_path / "lines"
    every = sorted(f"{n * 7 % 41:02} {'x' * (n % 5)}" for n in range(count))
    path.write_text("\n".join(every), encoding="utf-8")
    for start in {one[:2] for one in every} | {"", "zz", "00"}:
        found = [line.decode() for line in first.lines(path, start.encode())]
        assert found == [one for one in every if one.startswith(start)]
