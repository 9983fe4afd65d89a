"""Claims on the site: shown as what they are, and decided about without writing anything."""

import csv
import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import NamedNode

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.site.statements.address import digest

CLAIMS = 60  # more than a page of the list
TRIG = """
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix urb: <https://w3id.org/urban-solidarity/ontology#> .
@prefix city: <https://w3id.org/urban-solidarity/id/city/> .
@prefix network: <https://w3id.org/urban-solidarity/id/network/> .
@prefix claim: <https://w3id.org/urban-solidarity/id/claim/> .
@prefix mention: <https://w3id.org/urban-solidarity/id/mention/> .
@prefix status: <https://w3id.org/urban-solidarity/id/claim-status/> .
@prefix report: <https://w3id.org/urban-solidarity/id/publication/> .
@prefix g: <https://w3id.org/urban-solidarity/graph/> .
@prefix story: <https://w3id.org/urban-solidarity/graph/story/> .

GRAPH story:report {
  report:story a urb:Publication ; rdfs:label "A story" ; urb:checksum "ab12cd34" .
  city:lyon a urb:City ;
  rdfs:label "Lyon" . network:net a urb:Network ; rdfs:label "The Net"@en . }
GRAPH story:claim-0a { claim:story--0a a urb:Claim ; urb:claimStatus status:accepted ;
  rdf:subject city:lyon ; rdf:predicate org:memberOf ; rdf:object network:net ;
  dcterms:source report:story ;
  oa:hasTarget <https://w3id.org/urban-solidarity/id/claim/story--0a#target> .
  <https://w3id.org/urban-solidarity/id/claim/story--0a#target> oa:hasSelector
    <https://w3id.org/urban-solidarity/id/claim/story--0a#position> .
  <https://w3id.org/urban-solidarity/id/claim/story--0a#position> oa:start 400 ; oa:end 460 .
  WORDS city:lyon org:memberOf network:net . }
GRAPH story:claim-0c { claim:story--0c a urb:Claim ; urb:claimStatus status:corrected ;
  rdf:subject city:lyon ; rdf:predicate org:memberOf ; rdf:object "Le Réseau" ;
  urb:dateText "2018" ; dcterms:source report:story ; urb:page 7 ;
  oa:hasTarget <https://w3id.org/urban-solidarity/id/claim/story--0c#target> .
  <https://w3id.org/urban-solidarity/id/claim/story--0c#target> oa:hasSelector
    <https://w3id.org/urban-solidarity/id/claim/story--0c#position> .
  <https://w3id.org/urban-solidarity/id/claim/story--0c#position> oa:start 500 ; oa:end 560 .
  <https://w3id.org/urban-solidarity/id/claim/story--0c#corrected>
    prov:wasRevisionOf claim:story--0c ; rdf:subject city:lyon ;
    rdf:predicate org:memberOf ; rdf:object network:net ; urb:dateText "2019-03" . }
GRAPH story:claims { OPEN
  claim:story--0b a urb:Claim ; urb:claimStatus status:rejected ; rdf:subject city:lyon ;
    rdf:predicate org:memberOf ; rdf:object "Die <b>Andere</b>" ; prov:wasAttributedTo "USG" ;
    urb:dateReviewed "2026-11-20"^^xsd:date ; skos:note "a plan only" ;
    dcterms:source report:story .
  claim:story--00 dcterms:source report:story ; urb:page 3 ; urb:cell "Facts!B7" ;
    urb:confidence 0.82 ;
    oa:hasTarget <https://w3id.org/urban-solidarity/id/claim/story--00#target> .
  <https://w3id.org/urban-solidarity/id/claim/story--00#target> oa:hasSelector
    <https://w3id.org/urban-solidarity/id/claim/story--00#position> .
  <https://w3id.org/urban-solidarity/id/claim/story--00#position> oa:start 120 ; oa:end 188 .
  mention:m1 a urb:Mention ; urb:evidenceFor claim:story--00 ; urb:mentions city:lyon ;
    oa:hasTarget <https://w3id.org/urban-solidarity/id/mention/m1#target> .
  <https://w3id.org/urban-solidarity/id/mention/m1#target> oa:hasSelector
    <https://w3id.org/urban-solidarity/id/mention/m1#position> ,
    <https://w3id.org/urban-solidarity/id/mention/m1#quote> .
  <https://w3id.org/urban-solidarity/id/mention/m1#position> oa:start 130 ; oa:end 134 .
  <https://w3id.org/urban-solidarity/id/mention/m1#quote> oa:exact "Lyon" . }
GRAPH g:catalogue { g:story a urb:Source ; rdfs:label "Stories"@en ;
    urb:website <https://example.org/stories/lyon> .
  story:report a urb:Record ; dcterms:isPartOf g:story .
  story:claims a urb:Record ; dcterms:isPartOf g:story .
  story:claim-0a a urb:Record ; dcterms:isPartOf g:story ; dcterms:source report:story ;
    prov:wasAttributedTo <https://orcid.org/0000-0002-1825-0097> ;
    urb:dateReviewed "2026-11-21"^^xsd:date ; prov:wasDerivedFrom claim:story--0a .
  story:claim-0c a urb:Record ; dcterms:isPartOf g:story ; dcterms:source report:story ;
    prov:wasDerivedFrom claim:story--0c . }
"""
WORD = """mention:w{0} a urb:Mention ; urb:evidenceFor claim:story--0a ;
  oa:hasTarget <https://w3id.org/urban-solidarity/id/mention/w{0}#target> .
<https://w3id.org/urban-solidarity/id/mention/w{0}#target> oa:hasSelector
  <https://w3id.org/urban-solidarity/id/mention/w{0}#position> ,
  <https://w3id.org/urban-solidarity/id/mention/w{0}#quote> .
<https://w3id.org/urban-solidarity/id/mention/w{0}#position> oa:start {0} ; oa:end {1} .
<https://w3id.org/urban-solidarity/id/mention/w{0}#quote> oa:exact "{2}" ."""
OPEN = """claim:story--{0:02d} a urb:Claim ; urb:claimStatus status:unreviewed ;
  rdf:subject city:lyon ; rdf:predicate org:memberOf ; rdf:object network:net ;
  urb:dateText "{1}" ."""
OFFICE = """
claim:story--{0:02d} a urb:Claim ; urb:claimStatus status:unreviewed ;
  rdf:subject "Ada Hill" ; rdf:object city:lyon{1} ;
  rdf:predicate <https://w3id.org/urban-solidarity/id/role/mayor> ."""
COLUMNS = (
    "claim,predicate,subject,subject_iri,object,object_iri,date,evidence,confidence,decision,"
    "reviewer,reviewed,reason,corrected_subject,corrected_predicate,corrected_object,corrected_date"
)
DECISION = {"claim": "story--00", "decision": "rejected", "reviewer": "USG",
            "reviewed": "2026-11-22", "reason": "a plan only"}  # fmt: skip


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory, write_release) -> Path:
    open_ = "\n".join(OPEN.format(n, 1900 + n) for n in range(CLAIMS - 2))
    open_ += OFFICE.format(CLAIMS - 2, "") + OFFICE.format(
        CLAIMS - 1, "; urb:status <https://w3id.org/urban-solidarity/id/status/ended>"
    )
    folder = tmp_path_factory.mktemp("review") / "2026-11-22-000000000001"
    words = "\n".join((WORD.format(440, 444, "Réseau-Net"), WORD.format(401, 405, "Lyon")))
    write_release(folder, TRIG.replace("OPEN", open_).replace("WORDS", words))
    sheets = folder / "reports" / "review"
    sheets.mkdir(parents=True)
    rows = [f"story--00,membership,Lyon,,The Net,,1900,{'x'},0.82,,,,,,,,"]
    (sheets / "story.csv").write_text("\n".join([COLUMNS, *rows, ""]), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def app(release: Path):
    return create_app(AppConfig(release=release))


@pytest.fixture
def client(app, reading_client) -> FlaskClient:
    app.test_client_class = reading_client
    return app.test_client()


def page(client: FlaskClient, path: str) -> html.HtmlElement:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, path
    shown = html.document_fromstring(answer.data)
    assert len(shown.xpath("//h1")) == 1
    assert not shown.xpath("//script[@type != 'application/ld+json' and not(@src)] | //*[@style]")
    for field in shown.xpath("//input[not(@type='hidden')] | //select"):
        assert field.get("aria-label") or shown.xpath(f"//label[@for='{field.get('id')}']")
    return shown


def test_claims_are_listed_by_source_and_status(client) -> None:
    shown = page(client, "/claims")
    numbers = shown.xpath("//table[1]//td[@class='number']/text()")
    assert numbers[:4] == [str(CLAIMS), "1", "1", "1"]
    assert len(shown.xpath("//section[2]//tbody/tr")) == 50
    assert "default answers of the query service" in shown.text_content()
    rest = page(client, shown.xpath("//a[@rel='next']/@href")[0])
    assert len(rest.xpath("//section[2]//tbody/tr")) == CLAIMS + 3 - 50
    rejected = page(client, "/claims?source=story&status=rejected")
    assert [row.text_content() for row in rejected.xpath("//section[2]//tbody//th")] == ["rejected"]
    assert "Die <b>Andere</b>" in rejected.text_content()


def test_dates_and_sources_of_claims_are_in_the_form_of_the_reader(client) -> None:
    [row] = page(client, "/de/claims?source=story&status=corrected").xpath("//section[2]//tbody/tr")
    assert [cell.text_content() for cell in row.xpath("td")[-2:]] == ["März 2019", "Stories"]
    assert row.xpath("td[last()]/a/@lang") == ["en"]
    row = page(client, "/de/claims?status=unreviewed").xpath("//section[2]//tbody/tr")[1]
    assert row.xpath("td[last()]/a/@href") == ["/de/graph/story"]
    [source] = page(client, "/de/claims/story--0b").xpath("//nav[@class='trail']/a[2]")
    assert (source.text, source.get("lang")) == ("Stories", "en")
    assert "20. November 2026" in text_of(page(client, "/de/claims/story--0b"))


@pytest.mark.parametrize(
    "path",
    ["/claims?page=9", "/claims?page=x", "/claims?source=nobody", "/claims?source=../x",
     "/claims?status=odd", "/claims/story--zz", "/claims/a%20b", "/id/claim/story--zz",
     "/review/nobody", "/review/nobody.csv", "/review/..%2f..%2fmanifest.csv",
     "/review/story/row.csv?claim=story--zz&decision=accepted"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client, path) -> None:
    assert client.get(path).status_code == 404


def test_an_unreviewed_claim_is_marked_and_shows_its_evidence(client) -> None:
    shown = page(client, "/claims/story--00")
    text = " ".join(shown.text_content().split())
    assert "no person has reviewed it" in text
    assert "page 3, cell Facts!B7, characters 120–188" in text
    assert "may not be quoted" in text
    assert shown.xpath("//mark/text()") == ["Lyon"]
    assert shown.xpath("//a[@href='/id/city/lyon']")
    assert shown.xpath("//form[@method='get'][@action='/review/story/row.csv']")


def test_decided_claims_name_who_decided(client) -> None:
    rejected = " ".join(page(client, "/claims/story--0b").text_content().split())
    assert "Rejected claim" in rejected
    assert "USG" in rejected
    assert "a plan only" in rejected
    accepted = page(client, "/claims/story--0a")
    assert accepted.xpath("//a[@href='https://orcid.org/0000-0002-1825-0097']")
    assert accepted.xpath("//a[@href='/graph/story/claim-0a']")
    assert not accepted.xpath("//form[@class='decide']")


def test_unreviewed_claims_are_on_no_other_page(client) -> None:
    assert client.get("/doc/claim/story--00").status_code == 404
    sent = client.get("/id/claim/story--00")
    assert (sent.status_code, sent.headers["Location"]) == (303, "/claims/story--00")
    assert client.get("/id/claim/story--0a").headers["Location"].startswith("/doc/claim/story--0a")
    city = html.document_fromstring(client.get("/doc/city/lyon.html").data)
    links = city.xpath("//main//a/@href")
    assert not [href for href in links if "story--00" in href or href.endswith("/claims/story--0b")]


def test_a_decision_is_taken_home_as_a_row(client) -> None:
    answer = client.get("/review/story/row.csv", query_string=DECISION)
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert {name: row[name] for name in DECISION} == DECISION
    assert row["subject"] == "Lyon"
    hostile = client.get("/review/story/row.csv", query_string=DECISION | {"reason": "=1+1\r\nx"})
    (row,) = csv.DictReader(io.StringIO(hostile.text))
    assert row["reason"] == "'=1+1 x"


@pytest.mark.parametrize("change", [{"decision": "added"}, {"decision": ""}, {"reason": "x" * 301}])
def test_a_decision_that_is_none_is_refused(client, change) -> None:
    answer = client.get("/review/story/row.csv", query_string=DECISION | change)
    assert answer.status_code == 400


def test_the_sheet_is_offered_and_the_site_writes_nothing(client, release) -> None:
    before = {path: path.stat().st_mtime_ns for path in release.rglob("*")}
    shown = page(client, "/review/story")
    assert "urbsol review story --from" in shown.text_content()
    address = shown.xpath("//a[contains(@href, '.csv')]/@href")[0]
    assert client.get(address).text.startswith(COLUMNS)
    assert client.post("/review/story", data=DECISION).status_code == 405
    assert client.post("/claims/story--00", data=DECISION).status_code == 405
    assert {path: path.stat().st_mtime_ns for path in release.rglob("*")} == before


def text_of(shown: html.HtmlElement) -> str:
    return " ".join(shown.xpath("//main")[0].text_content().split())


@pytest.mark.parametrize("path", ["/doc/publication/story", "/graph/story"])
def test_a_report_tells_what_was_read_in_it_and_leads_to_each_sentence(client, path) -> None:
    shown = page(client, path)
    heading = shown.xpath("//section[@class='reading']/h2/text()")
    assert heading == ["2 statements read here, 1 rejected, 1 not reviewed yet"]
    said = [" ".join(li.text_content().split()) for li in shown.xpath("//ul[@class='plain']/li")]
    assert said[0].startswith("Lyon – member of – The Net")
    assert said[1].startswith("Lyon – member of – The Net, March 2019")
    assert "a machine had read: Lyon – member of – Le Réseau, 2018" in said[1]
    assert said[2].endswith("Reason: a plan only")
    links = shown.xpath("//ul[@class='plain']//a[@class='out']/@href")
    assert links == [
        "https://example.org/stories/lyon#:~:text=Lyon,R%C3%A9seau%2DNet",
        "https://example.org/stories/lyon#page=7",
    ]
    assert "whose" not in text_of(shown)
    details = shown.xpath("//details[@class='technical']")
    told = text_of(shown)
    for one in details:
        told = told.replace(" ".join(one.text_content().split()), "")
    assert "0a" not in told
    assert "ab12cd34" not in told


def test_the_page_of_an_accepted_statement_leads_to_its_sentence(client) -> None:
    thing = "https://w3id.org/urban-solidarity/id"
    key = digest(
        NamedNode(f"{thing}/city/lyon"),
        NamedNode("http://www.w3.org/ns/org#memberOf"),
        NamedNode(f"{thing}/network/net"),
    )
    shown = page(client, f"/statement/story/claim-0a/{key}")
    assert "characters 400–460 Read it there" in text_of(shown)
    assert shown.xpath("//dd/a[@class='out'][text()='Read it there']/@href") == [
        "https://example.org/stories/lyon#:~:text=Lyon,R%C3%A9seau%2DNet"
    ]


def test_a_corrected_claim_shows_the_corrected_value_in_lists_and_on_its_page(client) -> None:
    listed = text_of(page(client, "/claims?source=story&status=corrected"))
    assert "The Net" in listed
    assert "2019" in listed
    assert "Le Réseau" not in listed
    shown = page(client, "/claims/story--0c")
    assert "The Net, March 2019" in shown.xpath("//p[@class='lead']")[0].text_content()
    assert "a machine had read: Lyon – member of – Le Réseau, 2018" in text_of(shown)


@pytest.mark.parametrize(
    ("number", "path", "words"),
    [
        (CLAIMS - 2, "/claims", "Ada Hill – mayor of – Lyon"),
        (CLAIMS - 1, "/claims", "Ada Hill – former mayor of – Lyon"),
        (CLAIMS - 2, "/de/claims", "Ada Hill – mayor von – Lyon"),
        (CLAIMS - 1, "/de/claims", "Ada Hill – früher mayor von – Lyon"),
    ],
)
def test_an_office_is_called_what_it_is(client, number: int, path: str, words: str) -> None:
    shown = page(client, f"{path}/story--{number}")
    assert words in " ".join(shown.xpath("//p[@class='lead']")[0].text_content().split())
    listed = page(client, f"{path}?source=story&status=unreviewed&page=2")
    assert words.replace(" – ", " ") in text_of(listed)


def test_what_a_report_says_is_read_in_seven_languages(client) -> None:
    told = {
        "de": "2 Aussagen hier gelesen, 1 verworfen",
        "fr": "2 affirmations lues ici, 1 rejetée",
        "it": "2 asserzioni lette qui, 1 respinta",
        "es": "2 enunciados leídos aquí, 1 rechazada",
        "el": "2 δηλώσεις διαβάστηκαν εδώ",
        "pl": "2 stwierdzenia odczytane tutaj",
    }
    for code, words in told.items():
        assert words in text_of(page(client, f"/{code}/doc/publication/story"))


def test_the_record_of_a_claim_shows_what_it_states_without_its_targets(client) -> None:
    told = text_of(page(client, "/graph/story/claim-0c"))
    assert "The sentence it was read in" in told
    assert "#target" not in told
    assert "#position" not in told
