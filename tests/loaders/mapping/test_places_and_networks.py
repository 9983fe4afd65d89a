"""Places, governments, networks, lists and memberships: rows in, things out, rightly linked."""

import csv
import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from loaders.curation.registry import Entry, Registry
from loaders.errors import DataError
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.identifiers import independent_bases, link_for
from loaders.mapping.provenance import read_citations
from loaders.mapping.role_uses import LOCAL_GROUP, MEMBERSHIP
from loaders.pipeline.mapping import map_source
from loaders.settings import DEFAULT_BASE, Settings
from loaders.vocabulary import DCTERMS, GEO, ORG, OWL, PROV, RDF, RDFS, urb

ROOT = Path(__file__).parents[3]
STEMS = ("cities", "countries", "networks", "memberships", "eurovoc-terms", "sdg-targets")
Graph = dict[tuple[str, str], list[str]]
LIKELY = urb(DEFAULT_BASE).likelySameAs


@pytest.fixture(scope="module")
def context() -> Context:
    return Context.load(Settings.from_environment({"URBSOL_ROOT": str(ROOT)}))


@pytest.fixture(scope="module")
def mapped(context: Context) -> dict[str, Mapped]:
    return {stem: map_source(context.settings.data / "sources" / stem, context) for stem in STEMS}


def local(context: Context, node: object) -> str:
    value = node.value if isinstance(node, NamedNode | Literal) else str(node)
    return value.removeprefix(context.settings.base).removeprefix("id/")


@pytest.fixture(scope="module")
def graph(context: Context, mapped: dict[str, Mapped]) -> Graph:
    """All statements: (subject, local name of the property) → values, IRIs without the base."""
    found: Graph = {}
    for quad in itertools.chain.from_iterable(one.quads() for one in mapped.values()):
        name = quad.predicate.value.replace("#", "/").rpartition("/")[2]
        values = found.setdefault((local(context, quad.subject), name), [])
        value = local(context, quad.object)
        if value not in values:
            values.append(value)
    return found


def rows(stem: str) -> list[dict[str, str]]:
    path = next((ROOT / "data/sources" / stem / "raw").glob("*.csv"))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def own_kinds(context: Context, mapped: Mapped) -> Counter[str]:
    """Count the things that stand for a row by kind."""
    return Counter(local(context, record.things[0]).split("/")[0] for record in mapped.records)


@pytest.mark.parametrize("stem", STEMS)
def test_every_row_becomes_one_record_with_its_thing(stem, mapped) -> None:
    records = mapped[stem].records
    assert len(records) == len(rows(stem)) > 10
    assert [record.row.number for record in records] == list(range(2, len(records) + 2))
    assert len({record.things[0] for record in records}) == len(records)
    assert len({record.name for record in records}) == len(records)


def test_cities_and_other_places(context, mapped, graph) -> None:
    assert own_kinds(context, mapped["cities"]) == {"city": 638, "place": 123}
    governments = {subject for subject, name in graph if name == "governs"}
    assert len(governments) == 761
    for row in rows("cities"):
        kind = "city" if row["city_id"] in context.registry.keys("city") else "place"
        thing = f"{kind}/{row['city_id']}"
        assert graph[thing, "label"] == [row["name"]]
        assert graph[thing, "country"] == [f"country/{row['country_iso2'].lower()}"]
        assert graph[f"government/{row['city_id']}", "governs"] == [thing]
        assert ((thing, "hasGeometry") in graph) is bool(row["lat"])


def test_each_membership_row_is_a_membership_act_designation_or_signature(context, mapped) -> None:
    kinds = own_kinds(context, mapped["memberships"])
    assert kinds == {"membership": 626, "act": 326, "designation": 145, "signature": 75}
    assert sum(kinds.values()) == len(rows("memberships")) == 1172


def test_rows_with_roles_of_two_kinds_are_two_things(mapped) -> None:
    kinds = {
        one.name: {thing.value.split("/")[-2] for thing in one.things[:2]}
        for one in mapped["memberships"].records
    }
    assert kinds["city-of-sanctuary-uk--brighton-and-hove"] == {"membership", "act"}
    assert kinds["villeurbanne-declaration--zagreb"] == {"signature", "act"}


def test_every_membership_rests_on_a_role_of_a_member(context, graph) -> None:
    uses = context.role_uses
    members = [subject for subject, name in graph if name == "organization"]
    assert len(members) > 500
    for subject in members:
        roles = [role.rpartition("/")[2] for role in graph.get((subject, "role"), [])]
        assert len(uses.of(roles, MEMBERSHIP, LOCAL_GROUP)) == len(roles), subject


def test_acts_say_who_did_what_to_whom(graph) -> None:
    declared, granted = "act/seebruecke-safe-harbours--einbeck", "act/mmc-global-cities-fund--lima"
    assert graph[declared, "actType"] == ["act-type/declaration"]
    assert graph[declared, "actor"] == ["government/einbeck"]
    assert graph[declared, "framework"] == ["network/seebruecke-safe-harbours"]
    assert graph[granted, "actor"] == ["network/mmc-global-cities-fund"]
    assert graph[granted, "addressee"] == ["government/lima"]
    assert graph["act/us-sanctuary--toronto", "framework"] == ["list/us-sanctuary"]
    assert graph["act/villeurbanne-declaration--munich", "work"] == [
        "charter/villeurbanne-declaration"
    ]
    assert graph["act/ciudades-refugio--madrid", "event"] == ["event/ciudades-refugio-meeting-2015"]
    assert ("act/ciudades-refugio--madrid", "member") not in graph


def test_a_key_that_was_no_membership_leads_to_its_act(context) -> None:
    entry = context.registry.keys("membership")["seebruecke-safe-harbours--einbeck"]
    assert entry.replacement == ("act", "seebruecke-safe-harbours--einbeck")
    gone = [one for one in context.registry.keys("membership").values() if not one.current]
    moved = [one for one in gone if one.replacement != ("membership", "must-a-lab--wien-neubau")]
    assert len(moved) == len(gone) - 1 == 274
    assert {one.replacement for one in moved} == {("act", one.key) for one in moved}


def test_lists_are_no_networks(context, mapped, graph) -> None:
    assert own_kinds(context, mapped["networks"]) == {"network": 57, "list": 4}
    members = {
        value for (_, name), values in graph.items() if name == "organization" for value in values
    }
    assert members
    assert all(value.startswith("network/") for value in members)
    lists = {
        value for (_, name), values in graph.items() if name == "designatedIn" for value in values
    }
    assert lists == {
        "list/icc-index",
        "list/moving-cities-featured",
        "list/us-doj-list-2025",
    }


@pytest.mark.parametrize(
    ("basis", "link"),
    [
        ("Natural Earth; Who's On First", OWL.sameAs),
        ("Natural Earth; Natural Earth; Who's On First", OWL.sameAs),
        ("Natural Earth", LIKELY),
        ("Natural Earth; Natural Earth (name match)", LIKELY),
        ("Who's On First (name match)", RDFS.seeAlso),
    ],
)
def test_identity_needs_two_independent_bases(basis, link) -> None:
    assert link_for(independent_bases(basis), LIKELY) == link


def test_identifiers_say_which_thing_they_mean(graph) -> None:
    assert graph["city/palermo", "geonamesId"] == ["2523920"]
    assert graph["government/palermo", "geonamesId"] == ["6542127"]
    assert graph["city/palermo", "sameAs"] == ["http://www.wikidata.org/entity/Q2656"]
    assert graph["city/palermo", "linkMeans"] == ["link-meaning/itself"]
    # Tilos is an island; its identifier means the village that is its seat.
    assert graph["city/tilos", "seatGeonamesId"] == ["257400"]
    assert graph["city/tilos", "matchedName"] == ["Megálo Chorió"]
    assert graph["city/tilos", "linkMeans"] == ["link-meaning/seat"]
    assert ("city/tilos", "geonamesId") not in graph
    assert ("city/tilos", "likelySameAs") not in graph
    # A name match is not an identifier.
    assert ("city/kalamaria", "wikidataId") not in graph
    # The match of Hofheim is inferred.
    assert ("city/hofheim-am-taunus", "geonamesId") not in graph


def test_nothing_is_the_same_on_one_basis(graph) -> None:
    bases = {row["city_id"]: independent_bases(row["wikidata_basis"]) for row in rows("cities")}
    same = [subject for subject, name in graph if name == "sameAs"]
    assert len(same) > 100
    for subject in same:
        assert len(bases[subject.partition("/")[2]]) > 1


def test_a_population_is_a_figure_of_geonames(graph) -> None:
    figure = "figure/palermo--population"
    assert graph[figure, "value"] == ["648260"]
    assert graph[figure, "measure"] == ["measure/population"]
    (page,) = graph[figure, "statedBy"]
    assert graph[page, "website"] == ["https://www.geonames.org/"]
    assert graph[figure, "statedByText"] == ["GeoNames"]
    assert (figure, "date") not in graph
    # The number of people in the seat is not that of the municipality.
    assert graph["figure/botkyrka--population-of-seat", "about"] == ["city/botkyrka"]


def test_places_are_part_of_others(graph) -> None:
    assert graph["place/wien-wieden", "isPartOf"] == ["city/vienna"]
    assert graph["place/cook-county-illinois", "isPartOf"] == ["place/illinois"]
    assert graph["place/cook-county-illinois", "fipsCode"] == ["17031"]


def test_a_member_list_is_no_publication(context, graph) -> None:
    derived = graph["graph/cities/accra", "isPartOf"]
    assert derived == ["graph/cities"]
    lyon = graph["graph/cities/lyon", "wasDerivedFrom"]
    assert "graph/memberships/anvita--lyon" in lyon
    labels = {value for (_, name), values in graph.items() if name == "label" for value in values}
    assert not any("member list" in label for label in labels)


def part_of(row: dict[str, str]) -> str:
    """Return the part of a row's record that is inferred, '' where all of it is."""
    return "/inferred" if row["status"].startswith("inferred:") else ""


def test_inferred_rows_say_so(context, graph) -> None:
    inferred = {subject for (subject, name), values in graph.items()
                if name == "evidence" and values == ["evidence/inferred"]}  # fmt: skip
    for stem, name in (("cities", "{city_id}"), ("memberships", "{network_id}--{city_id}")):
        stated = {
            f"graph/{stem}/{name.format(**row)}{part_of(row)}"
            for row in rows(stem)
            if row["status"].startswith("inferred")
        }
        assert stated
        assert stated <= inferred
    # The note of these rows says that the membership is inferred, though their status does not.
    assert "graph/memberships/icc--bergen" in inferred


def test_look_alikes_are_told_apart(graph) -> None:
    for one, other in (
        ("solidarity-cities", "solidarity-city-activist"),
        ("seebruecke-safe-harbours", "staedte-sicherer-haefen"),
    ):
        assert graph[f"network/{one}", "differentFrom"] == [f"network/{other}"]
        assert graph[f"network/{other}", "differentFrom"] == [f"network/{one}"]


def test_sizes_of_a_network_are_dated_figures(graph) -> None:
    assert graph["figure/anvita--members-2018", "value"] == ["9"]
    assert graph["figure/anvita--members-2022-12", "value"] == ["74"]
    assert graph["figure/anvita--elected-members-2022-12", "value"] == ["47"]
    assert graph["figure/anvita--members-2022-02", "qualifier"] == ["qualifier/over"]
    assert graph["network/anvita", "founded"] == ["2018-09-26"]
    assert graph["network/rpci", "partOfNetwork"] == ["network/icc"]


def test_open_starts_stay_open(graph) -> None:
    einbeck = "act/seebruecke-safe-harbours--einbeck"
    assert (einbeck, "date") not in graph
    assert graph[einbeck, "latestDate"] == ["2020-06-15"]
    assert (einbeck, "earliestEnd") not in graph
    anderlues = "act/communes-hospitalieres--anderlues"
    assert graph[anderlues, "date"] == ["2017"]
    assert graph[anderlues, "latestDate"] == ["2017-11-30"]


def test_local_groups_are_not_the_government(graph) -> None:
    assert graph["membership/solidarity-city-activist--berlin", "member"] == [
        "organisation/solidarity-city-activist--berlin"
    ]
    assert graph["membership/solidarity-cities--berlin", "member"] == ["government/berlin"]


def test_statuses_of_memberships(graph) -> None:
    assert graph["membership/recosol--riace", "status"] == ["status/expelled"]
    assert graph["membership/recosol--riace", "end"] == ["2019-10"]
    assert graph["membership/anvita--metropole-rouen-normandie", "status"] == ["status/contested"]
    assert graph["signature/integrating-cities-charter--grenoble", "status"] == ["status/announced"]


def test_founders_of_the_alliance_signed_its_declaration(graph) -> None:
    signed = [subject for (subject, name), values in graph.items()
              if name == "charter" and values == ["charter/palermo-declaration-2021"]]  # fmt: skip
    assert len(signed) == 33
    assert "signature/palermo-declaration-2021--berlin" not in signed


def test_safe_harbours_are_declared_commitments_whose_fulfilment_is_unknown(graph) -> None:
    made = [subject for subject, name in graph if name == "commitmentState"]
    assert len(made) == 139
    for subject in made:
        assert graph[subject, "commitmentState"] == ["commitment-state/declared"]
        assert graph[subject, "demand"] == ["demand/public-solidarity-declaration"]


def test_the_report_of_uninterpreted_strings_is_short(mapped) -> None:
    counts = {stem: len(one.uninterpreted) for stem, one in mapped.items() if one.uninterpreted}
    assert counts == {"memberships": 105, "networks": 13}
    for record in itertools.chain.from_iterable(one.records for one in mapped.values()):
        for one in record.uninterpreted_strings:
            assert one.text
            assert one.text in " ".join(record.row.values.values())


def test_geometry_is_a_point_with_longitude_first(mapped) -> None:
    wkt = [quad.object.value for quad in mapped["cities"].quads() if quad.predicate == GEO.asWKT]
    assert "POINT(13.36360 38.11660)" in wkt
    assert len(wkt) == sum(1 for row in rows("cities") if row["lat"]) == 632


def test_mapping_is_pure(context, mapped) -> None:
    again = map_source(context.settings.data / "sources" / "networks", context)
    assert list(again.quads()) == list(mapped["networks"].quads())


@pytest.mark.parametrize(
    ("text", "kinds", "urls"),
    [
        ("https://a.org/x; https://b.org/y;z", ["web-page", "web-page"], ["https://a.org/x", "https://b.org/y;z"]),
        ("https://a.org ; https://b.org (9 Nov; RECI)", ["web-page", "web-page"], ["https://a.org", "https://b.org"]),
        ("report known-2019", [""], [""]),
        ("report other-2020 (rosalux.de)", ["report"], [""]),
        ("fdocuments.net", ["web-page"], ["https://fdocuments.net"]),
        ("https://a.org/...", [""], [""]),
        ("A study (13 March 2016)", [""], [""]),
        ("", [], []),
    ],
)  # fmt: skip
def test_citations(context, text, kinds, urls) -> None:
    registry = Registry.of([Entry("publication", "known-2019", "A known publication")])
    found = read_citations(text, context.iris, registry)
    assert [one.kind for one in found] == kinds
    assert [one.url for one in found] == urls
    assert [one.cut_short for one in found] == ["..." in text for _ in found]


def test_the_catalogue_says_where_a_record_was_read(context, mapped) -> None:
    def about(graph: NamedNode) -> Iterator[Quad]:
        return (quad for quad in mapped["memberships"].quads() if quad.subject == graph)

    record = next(one for one in mapped["memberships"].records if one.name == "anvita--grenoble")
    values = {quad.predicate: quad.object.value for quad in about(record.graph)}
    assert values[RDF.type] == context.urb.Record.value
    assert values[DCTERMS.isPartOf] == context.iris.source("memberships").value
    assert values[context.urb.file] == "data/sources/memberships/raw/memberships.csv"
    assert values[context.urb.row] == str(record.row.number)
    assert "/publication/" in values[DCTERMS.source]
    assert PROV.wasDerivedFrom not in values
    assert all(quad.graph_name == context.iris.catalogue() for quad in about(record.graph))
    assert ORG.member in {quad.predicate for quad in record.quads}


def test_a_column_nobody_handles_is_an_error(context) -> None:
    row = Row("cities", "cities.csv", 2, {"name": "X", "mayor": "Y", "status": "verified"})
    record = Record.open(row, "x", context)
    record.take("name")
    with pytest.raises(
        DataError, match=r"cities\.csv, row 2, column mayor: the mapping leaves out"
    ):
        record.close()


def test_featured_cities_are_those_of_the_list(graph) -> None:
    featured = {row["city_id"] for row in rows("cities") if row["moving_cities_featured"] == "yes"}
    listed = {
        graph[subject, "designates"][0].partition("/")[2]
        for (subject, name), values in graph.items()
        if name == "designatedIn" and values == ["list/moving-cities-featured"]
    }
    assert featured == listed
    assert len(featured) == 27


def test_what_a_list_counts_are_no_places_to_stay(graph: Graph) -> None:
    lists = {
        s for (s, name), values in graph.items() if name == "type" and "ontology#List" in values
    }
    assert lists
    measures = {
        measure
        for (subject, name), values in graph.items()
        if name == "about" and lists & set(values)
        for measure in graph.get((subject, "measure"), ())
    }
    assert "measure/listed-places" in measures
    assert "measure/places" not in measures
