"""What each kind of accepted claim says in the model of the tables."""

from dataclasses import replace

import pytest
from pyoxigraph import Literal

from loaders.errors import DataError
from loaders.extract.model import Claim
from loaders.mapping.base import Context, Record, Row
from loaders.review.claims import ClaimWriter, ReportText
from loaders.review.names import Names
from loaders.review.said import NoStatementError, Said
from loaders.review.statements import state
from loaders.settings import Settings
from loaders.vocabulary import RDF


@pytest.fixture(scope="module")
def context() -> Context:
    return Context.load(Settings.from_environment({}))


@pytest.fixture
def stated(context):
    """State a claim; return its triples with IRIs cut to what stands behind ``id/``."""

    def run(predicate: str, subject: str, value: str, date: str = "", **detail: str):
        record = Record(Row("story", "story.txt", 0, {}), "claim-1", context)
        state(record, Names(context), Said(predicate, subject, value, date, detail, "0a1b2c"))
        return {
            (
                short(q.subject),
                q.predicate.value.rpartition("#")[2] or q.predicate.value,
                short(q.object),
            )
            for q in record.quads
        }

    return run


def short(term) -> str:
    return str(term.value).rpartition("/id/")[2] if not isinstance(term, Literal) else term.value


def test_a_place_joins_a_network_by_its_government(stated) -> None:
    said = stated("membership", "city/grenoble", "ANVITA", "2018", role="founding-member")
    node = "membership/anvita--grenoble"
    assert (node, "member", "government/grenoble") in said
    assert (node, "organization", "network/anvita") in said
    assert (node, "place", "city/grenoble") in said
    assert (node, "role", "role/founding-member") in said
    assert (node, "start", "2018") in said


def test_standing_on_a_list_is_a_designation(stated) -> None:
    said = stated("membership", "government/boston", "list/us-doj-list-2025", "2025")
    node = "designation/us-doj-list-2025--boston"
    assert (node, "designates", "city/boston") in said
    assert (node, "designatedIn", "list/us-doj-list-2025") in said


def test_a_season_is_the_start_of_a_membership(stated) -> None:
    said = stated("membership", "city/bourges", "network/anvita", "2019-21")
    node = "membership/anvita--bourges"
    assert (node, "start", "2019-21") in said
    assert (node, "earliestStart", "2019-03-01") in said
    assert (node, "latestStart", "2019-06-21") in said


def test_who_declares_itself_within_a_campaign_acts_and_joins_nothing(stated) -> None:
    said = stated("membership", "city/konstanz", "network/seebruecke-safe-harbours", "2018-09-27")
    node = "act/seebruecke-safe-harbours--konstanz"
    assert (node, "actType", "act-type/declaration") in said
    assert (node, "actor", "government/konstanz") in said
    assert (node, "framework", "network/seebruecke-safe-harbours") in said
    assert (node, "date", "2018-09-27") in said
    assert not [triple for triple in said if triple[1] in {"member", "organization"}]


def test_a_role_of_an_act_makes_an_act_of_a_claim(stated) -> None:
    said = stated(
        "membership", "city/freetown", "network/mmc-global-cities-fund", "2021", role="grantee"
    )
    node = "act/mmc-global-cities-fund--freetown"
    assert (node, "actType", "act-type/grant") in said
    assert (node, "actor", "network/mmc-global-cities-fund") in said
    assert (node, "addressee", "government/freetown") in said
    assert (node, "role", "role/grantee") in said


def test_joining_a_circle_of_signatories_is_a_signature(stated) -> None:
    node = "signature/integrating-cities-charter--athens"
    joined = stated("membership", "city/athens", "network/integrating-cities-charter", "2010")
    assert (node, "charter", "charter/integrating-cities-charter") in joined
    signed = stated("signature", "city/athens", "charter/integrating-cities-charter", "2010-02-25")
    assert (node, "signatory", "government/athens") in signed
    assert (node, "date", "2010-02-25") in signed


def test_who_adopted_a_charter_and_when(stated) -> None:
    said = stated("adoption", "government/san-francisco", "charter/san-francisco-1985", "1985")
    assert ("charter/san-francisco-1985", "adoptedBy", "government/san-francisco") in said
    assert ("charter/san-francisco-1985", "date", "1985") in said


def test_when_a_network_was_founded(stated) -> None:
    said = stated("founding", "network/anvita", "2018-09-26", "")
    assert ("network/anvita", "founded", "2018-09-26") in said
    assert not [triple for triple in said if triple[1] == "founder"]
    by = stated("founding", "network/anvita", "city/grenoble", "2018/2019")
    assert ("network/anvita", "founder", "government/grenoble") in by
    assert ("network/anvita", "founded", "2018") in by


def test_an_office_is_a_tenure(stated) -> None:
    said = stated("office", "person/leoluca-orlando", "city/palermo", role="mayor")
    node = "tenure/leoluca-orlando--palermo"
    assert (node, "holder", "person/leoluca-orlando") in said
    assert (node, "office", "role/mayor") in said
    assert (node, "organization", "government/palermo") in said


@pytest.mark.parametrize(
    ("value", "detail"),
    [("more than 70 members", {}), ("70", {"measure": "members", "qualifier": "over"})],
)
def test_a_number_is_a_figure(stated, value, detail) -> None:
    said = stated("figure", "network/anvita", value, "2022", **detail)
    (node,) = {s for s, p, o in said if (p, o) == ("value", "70")}
    assert node.endswith("--0a1b2c")
    assert (node, "measure", "measure/members") in said
    assert (node, "qualifier", "qualifier/over") in said
    assert (node, "date", "2022") in said
    assert ("network/anvita", "hasFigure", node) in said


def test_who_organised_an_event_and_where(stated) -> None:
    by = stated("event", "event/moving-cities-launch", "organisation/seebruecke")
    assert ("event/moving-cities-launch", "organiser", "organisation/seebruecke") in by
    at = stated("event", "event/moving-cities-launch", "Berlin")
    assert ("event/moving-cities-launch", "place", "city/berlin") in at


@pytest.mark.parametrize(
    ("claim", "part"),
    [
        (("membership", "city/grenoble", "Friends of the Quay"), "object"),
        (("membership", "Friends of the Quay", "network/anvita"), "subject"),
        (("membership", "country/fr", "network/anvita"), "subject"),
        (("signature", "city/athens", "network/anvita"), "object"),
        (("signature", "city/athens", "charter/nothing"), "object"),
        (("founding", "city/athens", "2016"), "subject"),
        (("figure", "network/anvita", "many"), "object"),
        (("membership", "city/grenoble", "network/anvita", "some day"), "date"),
        (("likes", "city/grenoble", "network/anvita"), "predicate"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_what_cannot_be_stated_names_the_part_at_fault(stated, claim, part) -> None:
    with pytest.raises(NoStatementError) as caught:
        stated(*claim)
    assert caught.value.part == part


def test_a_key_that_is_not_registered_is_told(stated) -> None:
    with pytest.raises(DataError, match="urbsol lint --add-keys"):
        stated("membership", "city/athens", "network/anvita")


def test_names_are_found_by_key_iri_and_label(context) -> None:
    names, base = Names(context), context.settings.base
    found = {
        names.find(words, ("city",))
        for words in ("city/palermo", f"{base}id/city/palermo", "Palermo")
    }
    assert len(found) == 1
    assert names.find("city/palermo", ("network",)) is None
    assert names.find("https://example.org/id/city/palermo", ("city",)) is None


@pytest.fixture
def acted(context):
    """State a claim although the key of its act is not registered yet; return its triples."""

    def run(predicate: str, subject: str, value: str, date: str = "", **detail: str):
        trial = replace(context, missing=[])
        record = Record(Row("story", "story.txt", 0, {}), "claim-1", trial)
        state(record, Names(trial), Said(predicate, subject, value, date, detail, "0a1b2c"))
        return {
            (
                short(q.subject),
                q.predicate.value.rpartition("#")[2] or q.predicate.value,
                short(q.object),
            )
            for q in record.quads
        }

    return run


@pytest.mark.parametrize("kind", ["offer", "declaration", "protest"])
def test_what_a_city_did_is_an_act_in_the_words_of_the_report(acted, kind: str) -> None:
    said = acted(kind, "city/leipzig", "120 places", "2018")
    node = f"act/leipzig--{kind}-0a1b2c"
    assert (node, "actType", f"act-type/{kind}") in said
    assert (node, "actor", "government/leipzig") in said
    assert (node, "note", "120 places") in said
    assert (node, "date", "2018") in said


def test_a_recognition_is_done_to_a_city(acted) -> None:
    said = acted("recognition", "city/leipzig", "Open Door Award")
    assert ("act/leipzig--recognition-0a1b2c", "addressee", "government/leipzig") in said
    assert not {one for one in said if one[1] == "actor"}


def test_who_runs_supports_and_ends_a_practice(acted) -> None:
    practice = "practice/barcelona-nausica"
    assert (practice, "actor", "organisation/caritas") in acted(
        "carrier", practice, "organisation/caritas"
    )
    assert ("act/caritas--grant-0a1b2c", "about", practice) in acted(
        "support", "organisation/caritas", practice
    )
    assert (practice, "end", "2020") in acted("end", practice, "2020", "2020")


def test_who_takes_part_in_an_event_is_not_its_organiser(acted) -> None:
    event = "event/fs2c-palermo-2021"
    took_part = acted("participation", "city/potsdam", event, role="participant")
    assert ("act/potsdam--participation-0a1b2c", "event", event) in took_part
    organised = acted("participation", "city/palermo", event, role="organiser")
    assert (event, "organiser", "government/palermo") in organised


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ({"role": "mayor"}, {"role/mayor"}),
        ({"role": "deputy-mayor"}, {"role/deputy-mayor"}),
        ({"role": "mayor", "status": "former"}, {"role/mayor", "status/ended"}),
    ],
)
def test_a_claim_of_an_office_says_which_and_whether_it_is_held_still(
    context: Context, detail: dict[str, str], said: set[str]
) -> None:
    record = Record(Row("story", "story.txt", 0, {}), "claims", context)
    report = ReportText("story", context.iris.thing("publication", "story"))
    read = Claim("0a", "office", "Ada Hill", "Lyon", "PERSON", "CITY", (), 0, 9,
                 detail=tuple(detail.items()))  # fmt: skip
    ClaimWriter(record, report).claim(read)
    urb = context.urb
    found = {short(q.object) for q in record.quads if q.predicate in {RDF.predicate, urb.status}}
    assert found == said
