"""An accepted claim about an unknown thing is no dead end: it says what to type, or lets it in."""

import pytest
from pyoxigraph import Literal, NamedNode

from loaders.review.unknown import New, kind_of, new_thing
from loaders.vocabulary import ORG, RDF, RDFS, urb

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
