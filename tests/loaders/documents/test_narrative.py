"""Narrative reports: claims with evidence in the claims graph, and nothing of the text itself."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from loaders.documents.model import Locator
from loaders.documents.sandbox.formats import read_bytes
from loaders.errors import DataError
from loaders.extract.model import Claim, Extraction, Mention, Proposal, Reference
from loaders.reports import narrative
from loaders.reports.extracted import write_lines
from loaders.reports.loading import Loader, Wishes
from loaders.reports.save import save
from loaders.reports.structured.mapping import Origin
from loaders.settings import DEFAULT_BASE, Settings
from loaders.vocabulary import DCTERMS, OA, RDF
from loaders.vocabulary import urb as urb_of

ROOT = Path(__file__).resolve().parents[3]
URB = urb_of(DEFAULT_BASE)
TEXT = "In 2018 the city of Palermo joined the network ANVITA, as its mayor told the press.\n"
CITY = Mention(
    "CITY", 20, 27, "Palermo", link=f"{DEFAULT_BASE}id/city/palermo", language="en",
    method="registry", locator=Locator(sheet="Facts", row=7, cell="A7:D7"),
)  # fmt: skip
NETWORK = Mention("ORG", 47, 53, "ANVITA", link=f"{DEFAULT_BASE}id/network/anvita")
CLAIM = Claim(
    "0123456789abcdef",
    "membership",
    f"{DEFAULT_BASE}id/government/palermo",
    f"{DEFAULT_BASE}id/network/anvita",
    "GOVERNMENT",
    "ORG",
    (CITY, NETWORK),
    0,
    83,
    date="2018",
    language="en",
    confidence=0.82,
    locator=Locator(page=3),
    detail=(("role", "member"),),
)
EXTRACTION = Extraction(
    (CITY, NETWORK),
    (CLAIM,),
    (Reference(0, 5, "Entry", ("A. Writer",), cited_at=((3, 9),)),),
    (Proposal("organisation", "Harbour Friends", ((3, 9),)),),
)


@pytest.fixture(scope="module")
def loader():
    return Loader(Settings.from_environment({}))  # what it knows is read once


@pytest.fixture
def mapped(loader):
    described = narrative.Described("A report", "en", "palermo")
    origin = Origin("mine", "report.txt", "rls-solidarity-cities-2019", "f" * 64)
    return narrative.map_narrative(described, EXTRACTION, origin, loader.context)


def test_lines_give_the_extraction_back(tmp_path):
    document = read_bytes(TEXT.encode(), "report.txt")
    path = tmp_path / "extracted.jsonl"
    write_lines(narrative.lines_of(document, EXTRACTION), path)
    head, found = narrative.read_extraction(path)
    assert found == EXTRACTION
    assert head["sha256"] == document.sha256
    assert "told the press" not in path.read_text(encoding="utf-8")


def test_lines_say_where_the_words_stand_in_the_original(tmp_path):
    source = f"<html><body><p>In 2018 the <b>city</b> of Pal&shy;ermo{TEXT[27:]}</p></body></html>"
    document = read_bytes(source.encode(), "report.html")
    assert document.text[20:27] == "Palermo"
    path = tmp_path / "extracted.jsonl"
    write_lines(narrative.lines_of(document, EXTRACTION), path)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    city, network = (line["origin"] for line in lines if line.get("item") == "mention")
    assert [source[start:end] for _, start, end in city] == ["Pal", "ermo"]
    assert [source[start:end] for _, start, end in network] == ["ANVITA"]
    assert narrative.read_extraction(path)[1] == EXTRACTION


def test_a_damaged_line_is_named(tmp_path):
    path = tmp_path / "extracted.jsonl"
    path.write_text('{"type": "document"}\n{"item": "mention", "nonsense": 1}\n')
    with pytest.raises(Exception, match="line 2"):
        narrative.read_extraction(path)


def test_a_line_of_hostile_json_is_named(tmp_path):
    path = tmp_path / "extracted.jsonl"
    path.write_text('{"type": "document"}\n' + "[" * 100_000)
    with pytest.raises(DataError, match="line 2"):
        narrative.read_extraction(path)
    path.write_bytes(b'{"title": "\xff"}\n')
    with pytest.raises(DataError, match="not UTF-8"):
        narrative.read_extraction(path)


def test_line_ends_of_other_kinds_stay_within_a_line(tmp_path):
    document = read_bytes("Palermo\u2028signed\x85it\x0cin 2015.".encode(), "report.txt")
    path = tmp_path / "extracted.jsonl"
    lines = narrative.lines_of(replace(document, title="Palermo\u2028signed"), EXTRACTION)
    write_lines(lines, path)
    assert narrative.read_extraction(path)[0]["title"] == "Palermo\u2028signed"


def test_claims_stand_in_their_own_graph_unreviewed(mapped):
    graph = NamedNode(f"{DEFAULT_BASE}graph/mine/claims")
    claim = NamedNode(f"{DEFAULT_BASE}id/claim/rls-solidarity-cities-2019--0123456789abcdef")
    quads = [quad for quad in mapped.quads() if quad.subject == claim]
    assert {quad.graph_name for quad in quads} == {graph}
    said = {quad.predicate: quad.object for quad in quads}
    assert said[URB.claimStatus].value.endswith("claim-status/unreviewed")
    assert said[RDF.subject] == NamedNode(CLAIM.subject)
    assert said[RDF.object] == NamedNode(CLAIM.object)
    assert said[URB.confidence].value == "0.82"


def test_mentions_quote_and_locate_the_text(mapped):
    found = {
        (quad.predicate, quad.object.value)
        for quad in mapped.quads()
        if isinstance(quad.object, Literal) and quad.subject.value.rsplit("#")[-1] != "target"
    }
    assert (OA.exact, "Palermo") in found
    assert (OA.start, "20") in found
    assert (OA.end, "27") in found
    assert TEXT[20:27] == "Palermo"


def test_the_evidence_tells_language_page_and_cell(mapped):
    quads = list(mapped.quads())
    english = NamedNode("http://id.loc.gov/vocabulary/iso639-1/en")
    in_english = {q.subject.value for q in quads if q.predicate == DCTERMS.language}
    targets = {q.object.value for q in quads if q.predicate == OA.hasTarget}
    with_language = {
        q.subject.value for q in quads if (q.predicate, q.object) == (DCTERMS.language, english)
    }
    assert in_english == with_language
    # That of the sentence and of the city; of the network it was not told.
    assert len(targets & with_language) == 2
    assert {q.object.value for q in quads if q.predicate == URB.cell} == {"Facts!A7:D7"}
    claim = NamedNode(f"{DEFAULT_BASE}id/claim/rls-solidarity-cities-2019--0123456789abcdef")
    assert [q.object.value for q in quads if (q.subject, q.predicate) == (claim, URB.page)] == ["3"]


def test_the_report_itself_is_a_fact(mapped):
    report = NamedNode(f"{DEFAULT_BASE}id/publication/rls-solidarity-cities-2019")
    graph = NamedNode(f"{DEFAULT_BASE}graph/mine/report")
    about = [q for q in mapped.quads() if q.subject == report and q.predicate == URB.about]
    assert [(q.object, q.graph_name) for q in about] == [
        (NamedNode(f"{DEFAULT_BASE}id/city/palermo"), graph)
    ]


@pytest.mark.parametrize("name", ["report.txt", "report.md", "report.html"])
def test_loading_conforms_and_finds_the_city(tmp_path, loader, name):
    path = tmp_path / name
    words = f"<html><body><p>{TEXT}</p></body></html>" if name.endswith("html") else TEXT
    path.write_text(words, encoding="utf-8")
    loaded = loader.load(path, Wishes())
    assert not loaded.structured
    assert loaded.validation.conforms, loaded.validation.results
    exact = {q.object.value for q in loaded.mapped.quads() if q.predicate == OA.exact}
    assert "Palermo" in exact


def test_real_web_reports_keep_their_offsets(loader):
    folder = Path(os.environ.get("URBSOL_REPORTS", ROOT.parent / "shared" / "reports"))
    if not folder.is_dir():
        pytest.skip(f"no web reports in {folder}")
    paths = sorted(folder.glob("*.txt"))
    assert paths
    for path in paths:
        loaded = loader.load(path, Wishes())
        assert loaded.document.text == path.read_bytes().decode()
        assert loaded.validation.conforms
        menu = [b for b in loaded.document.blocks if b.kind == "navigation"]
        assert menu, "saved pages begin with navigation"


def test_saving_keeps_no_sentence(tmp_path, loader, miniature):
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    folder = save(loader.load(path, Wishes(publisher="Nobody")), miniature.settings)
    kept = "".join(p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file())
    assert "Palermo" in kept
    assert "told the press" not in kept
    assert "joined the network" not in kept


def test_a_build_reads_what_was_kept(tmp_path, loader, miniature):
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    save(loader.load(path, Wishes(publisher="Nobody")), miniature.settings)
    added = miniature.urbsol("lint", "--add-keys")
    assert added.returncode == 0, added.stderr
    built = miniature.urbsol("build", "--jobs", "1")
    assert built.returncode == 0, built.stderr
    dump = miniature.settings.releases / "current" / "dumps" / "urban-solidarity.nq"
    assert f"<{DEFAULT_BASE}graph/report/claims>" in dump.read_text(encoding="utf-8")
