"""The site over the shipped release: every kind has a page, every link leads somewhere."""

from __future__ import annotations

import collections
import json
import re
from urllib.parse import urlsplit

import pytest
import rdflib
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import RdfFormat, parse
from rdflib.compare import isomorphic

from endpoint.site.core.formats import DATA
from endpoint.site.core.wording import HEADINGS
from loaders.kinds import KINDS, LISTED

CRAWLED = 400  # pages; each is 10 to 100 ms
NOT_YET = {"assessment"}  # the model has them, a release may have none
KNOWN = [kind.key for kind in LISTED]
OTHER_PAGES = [
    "/",
    "/schemes",
    "/sources",
    "/ontology",
    "/dataset",
    "/downloads",
    "/queries",
    "/search?q=pal",
    "/docs/",
    "/graph/catalogue",
    "/graph/ontology",
]


def page(client: FlaskClient, path: str) -> html.HtmlElement:
    answer = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
    assert answer.status_code == 200, path
    assert answer.mimetype == "text/html"
    return html.document_fromstring(answer.data)


def first_of(site: Flask, kind: str) -> str | None:
    """Return the path of a thing of a kind, one that much points to."""
    state = site.extensions["urbsol"]
    start = f"{state.release.info.base}id/{kind}/"
    rows = state.backend.select(
        "SELECT ?s (COUNT(*) AS ?n) WHERE { ?s a ?type . ?other ?p ?s . "
        f'FILTER(STRSTARTS(STR(?s), "{start}")) }} GROUP BY ?s ORDER BY DESC(?n) ?s LIMIT 1'
    )
    return rows[0]["s"].value.removeprefix(state.release.info.base) if rows else None


@pytest.mark.parametrize("kind", KNOWN)
def test_every_kind_has_a_list_and_pages(site: Flask, client: FlaskClient, kind: str) -> None:
    listed = page(client, f"/browse/{kind}")
    rows = listed.xpath("//tbody/tr//th//a/@href")
    if kind in NOT_YET and not rows:
        assert "There are none in this release." in listed.text_content()
        return
    assert rows, f"no {kind} in the shipped release"
    assert all(href.startswith(f"/id/{kind}/") for href in rows)
    for path in (rows[0], first_of(site, kind) and f"/{first_of(site, kind)}"):
        shown = page(client, path) if path else listed
        assert shown.xpath("string(//h1)").strip()
        assert shown.get("lang") == "en"


@pytest.mark.parametrize("path", OTHER_PAGES)
def test_pages_are_whole(client: FlaskClient, path: str) -> None:
    shown = page(client, path)
    ids = shown.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert len(shown.xpath("//h1")) == 1
    assert shown.xpath("//main[@id='main']")
    assert shown.xpath("//a[@href='#main']")
    assert not shown.xpath("//script[@type != 'application/ld+json' and not(@src)] | //*[@style]")
    for field in shown.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        label = f"//label[@for='{field.get('id')}']"
        assert field.get("aria-label") or shown.xpath(label), html.tostring(field)
    for link in shown.xpath("//a"):
        assert link.text_content().strip() or link.get("aria-label"), html.tostring(link)


def test_facts_of_a_city_show_their_sources(client: FlaskClient) -> None:
    shown = page(client, "/doc/city/palermo")
    values = shown.xpath("//section[@aria-label='Facts']//dd")
    assert values
    for value in values:
        assert value.xpath(".//sup//a[starts-with(@href, '#source-')]"), value.text_content()
    rows = shown.xpath("//table//tr[td]")
    assert rows
    for row in rows:
        assert row.xpath("./td[@class='source']//a[starts-with(@href, '/graph/')]")
    text = shown.text_content()
    assert "International Alliance of Safe Harbours" in text
    assert shown.xpath("//svg//circle")


def test_members_of_a_network_are_all_shown(site: Flask, client: FlaskClient) -> None:
    state = site.extensions["urbsol"]
    rows = state.backend.select(
        "PREFIX org: <http://www.w3.org/ns/org#> SELECT ?n (COUNT(DISTINCT ?m) AS ?count) "
        "WHERE { ?m org:organization ?n . ?n a ?type } GROUP BY ?n ORDER BY DESC(?count) LIMIT 1"
    )
    path = "/" + rows[0]["n"].value.removeprefix(state.release.info.base)
    table = page(client, path).xpath("//section[h2[starts-with(., 'Members')]]//tbody/tr")
    assert len(table) == min(int(rows[0]["count"].value), state.config.row_cap)


FORMAT_PATHS = [
    "/doc/city/palermo",
    "/doc/network/anvita",
    "/doc/country/it",
    "/doc/theme",
    "/doc/status/running",
    "/graph/cities",
    "/graph/cities/palermo",
    "/ontology",
    "/dataset",
]


@pytest.mark.parametrize("path", FORMAT_PATHS)
def test_all_formats_hold_the_same_graph(client: FlaskClient, with_context, path: str) -> None:
    graphs = {}
    for one in DATA:
        answer = client.get(f"{path}.{one.suffix}")
        assert (answer.status_code, answer.mimetype) == (200, one.media_type)
        assert one.rdf is not None
        graphs[one.title] = {q.triple for q in parse(with_context(answer.data), format=one.rdf)}
    sizes = {name: len(graph) for name, graph in graphs.items()}
    assert len(set(sizes.values())) == 1, sizes
    assert all(graph == graphs["N-Triples"] for graph in graphs.values())


def test_documents_begin_with_prefixes_of_the_project(client: FlaskClient) -> None:
    text = client.get("/doc/city/palermo.ttl").text
    base = "https://w3id.org/urban-solidarity/"
    assert f"@prefix urb: <{base}ontology#> ." in text
    subjects = [line for line in text.splitlines() if line.startswith("<")]
    assert subjects[0].startswith(f"<{base}id/city/palermo>")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own use
def test_rdflib_reads_turtle_and_json_ld_alike(client: FlaskClient, with_context) -> None:
    one = rdflib.Graph().parse(data=client.get("/doc/city/palermo.ttl").data, format="turtle")
    data = with_context(client.get("/doc/city/palermo.jsonld").data)
    two = rdflib.Graph().parse(data=data, format="json-ld")
    assert isomorphic(one, two)


def test_the_context_of_the_project_is_used(client: FlaskClient) -> None:
    document = json.loads(client.get("/doc/city/palermo.jsonld").data)
    assert document["id"].endswith("id/city/palermo")
    assert document["country"]["id"].endswith("id/country/it")
    context = client.get("/context.jsonld")
    assert context.mimetype == "application/ld+json"
    assert "country" in json.loads(context.data)["@context"]


def test_void_and_dcat(client: FlaskClient) -> None:
    void = client.get("/.well-known/void")
    assert void.mimetype == "text/turtle"
    assert list(parse(void.data, format=RdfFormat.TURTLE))
    answer = client.get("/.well-known/void", headers={"Accept": "application/rdf+xml"})
    assert answer.mimetype == "application/rdf+xml"
    both = {str(q.object) for q in parse(client.get("/dataset.ttl").data, format=RdfFormat.TURTLE)}
    assert "<http://www.w3.org/ns/dcat#Dataset>" in both
    assert "<http://rdfs.org/ns/void#Dataset>" in both


def test_what_the_examples_of_the_ontology_name_is_served(site: Flask, client: FlaskClient) -> None:
    base = site.extensions["urbsol"].release.info.base
    quads = parse(client.get("/ontology.ttl").data, format=RdfFormat.TURTLE)
    texts = [str(q.object.value) for q in quads if str(q.predicate).endswith("core#example>")]
    named = {iri for text in texts for iri in re.findall(r"<([^>]+)>", text)}
    paths = sorted({iri.removeprefix(base).split("#")[0] for iri in named if iri.startswith(base)})
    assert len(paths) > 60
    # Mentions that nobody has reviewed stand in their own graph and have no page.
    served = [path for path in paths if not path.startswith("id/mention/")]
    missing = [
        path for path in served if client.get(f"/{path}", follow_redirects=True).status_code != 200
    ]
    assert missing == []


def version_of(client: FlaskClient, path: str) -> tuple[str, set[str]]:
    """Return the version that a document of the ontology says it is, and the terms it defines."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/turtle")
    quads = list(parse(answer.data, format=RdfFormat.TURTLE))
    versions = [str(q.object.value) for q in quads if str(q.predicate).endswith("#versionInfo>")]
    defined = {str(q.subject) for q in quads if str(q.predicate).endswith("#isDefinedBy>")}
    return versions[0], {term.rpartition("#")[2].strip(">") for term in defined}


def test_the_address_of_a_version_serves_that_version(client: FlaskClient) -> None:
    first, terms = version_of(client, "/ontology/1.0.0.ttl")
    assert first == "1.0.0"
    assert "Membership" in terms
    assert "Act" not in terms
    now, present = version_of(client, "/ontology.ttl")
    assert now != first
    assert "Act" in present
    assert version_of(client, f"/ontology/{now}.ttl") == (now, present)
    shown = client.get("/ontology/1.0.0", headers={"Accept": "text/turtle"})
    assert shown.data == client.get("/ontology/1.0.0.ttl").data
    assert 'id="Membership"' in client.get("/ontology/1.0.0").text


def test_terms_have_anchors(site: Flask, client: FlaskClient) -> None:
    shown = page(client, "/ontology")
    anchors = set(shown.xpath("//@id"))
    state = site.extensions["urbsol"]
    rows = state.backend.select(
        "SELECT DISTINCT ?t WHERE { ?t a ?x . FILTER(STRSTARTS(STR(?t), "
        f'"{state.release.info.base}ontology#")) }}'
    )
    assert len(rows) > 50
    assert {row["t"].value.rsplit("#", 1)[-1] for row in rows} <= anchors


def test_files_of_the_release_can_be_fetched_and_verified(client: FlaskClient) -> None:
    shown = page(client, "/downloads")
    lines = shown.xpath("//table//tbody/tr")
    assert lines
    for line in lines:
        address = line.xpath(".//a/@href")[0]
        head = client.head(address)
        checksum = line.xpath("string(.//code)")
        assert (head.status_code, head.headers["ETag"]) == (200, f'"{checksum}"')


def test_words_for_people_are_about_terms_that_exist(site: Flask) -> None:
    release = site.extensions["urbsol"].release
    names = {name for kind in KINDS for name in kind.shown}
    names |= {name for name, _ in HEADINGS} | {kind.class_ for kind in KINDS}
    own = {name for name in names if name.startswith("urb:")}
    assert own <= {name for _, name in release.term_labels}


def targets(answer_page: html.HtmlElement) -> set[str]:
    found = {str(t) for t in answer_page.xpath("//a/@href | //form/@action | //link/@href")}
    return {t.partition("#")[0] for t in found if t.startswith("/")}


def test_every_link_leads_somewhere(client: FlaskClient) -> None:
    """Walk the site breadth first: a bounded number of pages, and of data documents."""
    queue, seen, walked = collections.deque(["/"]), {"/"}, 0
    shapes: collections.Counter[str] = collections.Counter()
    data = 0
    while queue and walked < CRAWLED:
        path = queue.popleft()
        walked += 1
        answer = client.get(path, headers={"Accept": "text/html,*/*;q=0.5"})
        assert answer.status_code in (200, 303, 308), (path, answer.status_code)
        if answer.status_code != 200:
            found = {urlsplit(answer.headers["Location"]).path}
        elif answer.mimetype == "text/html":
            found = targets(html.document_fromstring(answer.data))
        else:
            data += 1
            continue
        for target in sorted(found - seen):
            # A few pages of each shape are enough: not all 600 cities.
            shape = "/".join(part for part in target.split("?")[0].split("/")[:3])
            suffixed = target.rpartition("/")[2].rpartition(".")[0]
            limit = 3 if suffixed else 12
            shapes[shape + (".data" if suffixed else "")] += 1
            if shapes[shape + (".data" if suffixed else "")] <= limit and "/sparql?" not in target:
                seen.add(target)
                queue.append(target)
    assert walked > 150
    assert data > 10
