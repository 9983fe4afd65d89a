"""An accepted claim about an unknown thing is no dead end: it says what to type, or lets it in."""

from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode

from loaders.errors import GroupedError
from loaders.extract.model import Claim, Extraction, Mention
from loaders.mapping.base import Context, Record, Row
from loaders.review.claims import ClaimWriter, ReportText
from loaders.review.decisions import Decision
from loaders.review.judged import Judged
from loaders.review.names import Names
from loaders.review.records import Reviewed, records
from loaders.review.unknown import New, kind_of, new_thing, unknown_things
from loaders.settings import Settings
from loaders.vocabulary import DCTERMS, ORG, RDF, RDFS, urb

ACCEPTED = {"decision": "accepted", "reviewer": "USG", "reviewed": "2026-11-22"}


def test_the_error_says_which_kind_and_key_to_type(sheet) -> None:
    rows = sheet.rows()
    rows[5] |= ACCEPTED
    sheet.save(rows)
    done = sheet.review()
    assert done.exit_code != 0
    told = str(done.exception)
    assert "'Friends of the Quay' is not a registered" in told
    assert "new network/friends-of-the-quay = Friends of the Quay" in told
    assert "urbsol review harbour-story --register" in told


def test_all_wrong_rows_are_told_in_one_round(sheet) -> None:
    rows = sheet.rows()
    rows[5] |= ACCEPTED
    wrong = {"corrected_object": "network/nowhere", "decision": "corrected", "reason": "name"}
    rows[0] |= ACCEPTED | wrong
    sheet.save(rows)
    told = str(sheet.review().exception)
    assert "row 2" in told
    assert "row 7" in told


def test_one_command_registers_what_accepted_claims_need(sheet) -> None:
    rows = sheet.rows()
    rows[5] |= ACCEPTED
    sheet.save(rows)
    done = sheet.review("--register")
    assert done.exit_code == 0, done.exception
    assert "registered network/friends-of-the-quay" in done.output
    assert "registered membership/friends-of-the-quay--lyon" in done.output
    assert "not registered yet" not in done.output
    kept = sheet.rows()[5]
    assert kept["decision"] == "corrected"
    assert kept["corrected_object"].startswith("new network/friends-of-the-quay")
    assert sheet.review().exit_code == 0
    sheet.build()
    base = sheet.miniature.settings.base
    network = NamedNode(f"{base}id/network/friends-of-the-quay")
    said = {(q.subject, q.predicate, q.object) for q in sheet.quads()}
    assert (network, RDF.type, urb(base).Network) in said
    assert (network, RDFS.label, Literal("Friends of the Quay")) in said
    member = NamedNode(f"{base}id/membership/friends-of-the-quay--lyon")
    assert (member, ORG.organization, network) in said


def test_registering_writes_and_checking_does_not(sheet) -> None:
    assert sheet.review("--register", "--check").exit_code != 0


@pytest.mark.parametrize(
    ("words", "new"),
    [
        ("new practice/welcome-desk", New("practice", "welcome-desk")),
        ("new person/ada-lovelace = Ada Lovelace", New("person", "ada-lovelace", "Ada Lovelace")),
        ("practice/welcome-desk", None),
        ("new country/xx", None),
        ("new practice/Welcome Desk", None),
    ],
)
def test_only_new_before_kind_and_key_lets_a_thing_in(words: str, new: New | None) -> None:
    assert new_thing(words) == new


def test_what_an_offer_offers_is_no_thing() -> None:
    assert kind_of("offer", "object", "FIGURE") == ""
    assert kind_of("practice", "object", "PRACTICE") == "practice"
    assert kind_of("membership", "object", "ORG") == "network"


@pytest.fixture(scope="module")
def context() -> Context:
    return Context.load(Settings.from_environment({}))


def accepted(*claims: Claim) -> Judged:
    pairs = tuple(
        (claim, Decision(f"r--{claim.key}", "accepted", "USG", "2026-11-29", row=row))
        for row, claim in enumerate(claims, start=2)
    )
    return Judged(pairs)


def read(predicate: str, subject: str, object_: str, types: tuple[str, str], at: int = 0) -> Claim:
    return Claim(
        f"{predicate}{at}".ljust(16, "0"), predicate, subject, object_, *types, (), at, at + 40
    )  # fmt: skip


def test_what_several_claims_name_is_one_thing_of_one_kind(context: Context) -> None:
    judged = accepted(
        read("founding", "Night Kitchen", "2019", ("ORG", "DATE")),
        read("carrier", "Night Kitchen", "Quay Friends", ("PRACTICE", "ORG")),
        read("founding", "Lantern Cities Network", "Hull Council", ("ORG", "ORG")),
        read("support", "Lantern Cities Network", "Night Kitchen", ("ORG", "PRACTICE")),
    )
    found = {str(one.new) for one in unknown_things([judged], Names(context))}
    assert found == {
        "new practice/night-kitchen = Night Kitchen",
        "new organisation/quay-friends = Quay Friends",
        "new network/lantern-cities-network = Lantern Cities Network",
        "new organisation/hull-council = Hull Council",
    }


def test_a_practice_that_is_let_in_stands_where_the_sentences_about_it_say(
    context: Context,
) -> None:
    new = "new practice/night-kitchen = Night Kitchen"
    claims = (
        read("founding", new, "2019", ("ORG", "DATE")),
        read("carrier", new, "new organisation/quay-friends = Quay Friends", ("ORG", "ORG"), 100),
    )
    city = context.iris.thing("city", "palermo").value
    place = Mention("CITY", 120, 127, "Palermo", city)
    report = ReportText("r", context.iris.thing("publication", "r"))
    trial = replace(context, missing=[])
    told = Reviewed("r", "r.txt", report, Extraction(mentions=(place,)), accepted(*claims))
    made = [quad for one in records(told, trial)[1:] for quad in one.quads]
    practice = context.iris.thing("practice", "night-kitchen")
    said = {(q.predicate, q.object) for q in made if q.subject == practice}
    assert (context.urb.place, NamedNode(city)) in said
    assert context.urb.start in {predicate for predicate, _ in said}
    nowhere = replace(told, extraction=Extraction())
    with pytest.raises(GroupedError) as wrong:
        records(nowhere, trial)
    assert "would have no place" in str(wrong.value)
    assert "corrected_predicate practice" in str(wrong.value)


def test_a_report_that_is_not_registered_yet_may_be_spoken_of(context: Context) -> None:
    report = ReportText("fresh", context.iris.thing("publication", "fresh"))
    authored = read("authorship", "new person/ada-l = Ada L", report.iri.value, ("PERSON", "WORK"))
    told = Reviewed("fresh", "f.txt", report, Extraction(), accepted(authored))
    made = records(told, replace(context, missing=[]))[1].quads
    assert any(q.subject == report.iri and q.predicate == DCTERMS.creator for q in made)


def test_a_claim_says_founded_of_a_day_and_start_of_a_practice(context: Context) -> None:
    record = Record(Row("r", "r.txt", 0, {}), "claims", context)
    report = ReportText("r", context.iris.thing("publication", "r"))
    practice = context.iris.thing("practice", "zurich-city-id-card").value
    said = {
        ("Harbour Net", "2019"): context.urb.founded,
        ("Harbour Net", "Hull"): context.urb.founder,
        (practice, "2019"): context.urb.start,
    }
    for at, ((subject, value), property_) in enumerate(said.items()):
        claim = read("founding", subject, value, ("ORG", "DATE"), at)
        node = ClaimWriter(record, report).claim(claim)
        assert any(
            (q.subject, q.predicate, q.object) == (node, RDF.predicate, property_)
            for q in record.quads
        )
