"""Who contributed to events and works in which role, and how works stand to each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import Literal, NamedNode

from loaders.errors import DataError
from loaders.mapping.base import Context, Mapped, Row
from loaders.mapping.mappers.acting import contributions
from loaders.mapping.mappers.works import citations, publications
from loaders.settings import DEFAULT_BASE
from loaders.vocabulary import CITO, DCTERMS, RDF, XSD, urb

ContextOf = Callable[[str], Context]
URB = urb(DEFAULT_BASE)
CONTRIBUTION = {
    "kind": "event", "key": "mix-seminar-2022", "actor": "Stefanie Kron", "role": "speaker",
    "date": "2022-11-24", "end": "", "talk_id": "mix-seminar-2022--kron",
    "talk": "The Moving Cities Map", "source": "https://example.org/", "status": "verified",
}  # fmt: skip


def thing(path: str) -> NamedNode:
    return NamedNode(f"{DEFAULT_BASE}id/{path}")


def said(mapped: Mapped) -> set[tuple[object, object, object]]:
    return {(quad.subject, quad.predicate, quad.object) for quad in mapped.quads()}


@pytest.fixture
def contributed(context_of: ContextOf) -> Callable[..., set[tuple[object, object, object]]]:
    def read(**values: str) -> set[tuple[object, object, object]]:
        row = Row("contributions", "contributions.csv", 2, {**CONTRIBUTION, **values})
        return said(contributions.map_rows([row], context_of("contributions")))

    return read


def test_a_talk_is_a_part_of_its_event_and_its_speaker_took_part(
    contributed: Callable[..., set[tuple[object, object, object]]],
) -> None:
    found = contributed()
    act, talk = (
        thing("act/mix-seminar-2022--stefanie-kron--speaker"),
        thing("event/mix-seminar-2022--kron"),
    )
    assert (act, URB.actor, thing("person/stefanie-kron")) in found
    assert (act, URB.role, thing("role/speaker")) in found
    assert (act, URB.actType, thing("act-type/participation")) in found
    assert (act, URB.event, talk) in found
    assert (talk, RDF.type, URB.Event) in found
    assert (talk, URB.eventType, thing("event-type/talk")) in found
    assert (talk, DCTERMS.isPartOf, thing("event/mix-seminar-2022")) in found
    assert (talk, URB.start, Literal("2022-11-24", datatype=XSD.date)) in found


def test_the_host_is_the_government_of_the_place(
    contributed: Callable[..., set[tuple[object, object, object]]],
) -> None:
    found = contributed(
        key="icc-uk-summit-2018", actor="London Borough of Lewisham", role="host",
        talk_id="", talk="",
    )  # fmt: skip
    act = thing("act/icc-uk-summit-2018--lewisham--host")
    assert (act, URB.actor, thing("government/lewisham")) in found
    assert (act, URB.actType, thing("act-type/hosting")) in found
    assert (act, URB.event, thing("event/icc-uk-summit-2018")) in found


@pytest.mark.parametrize(
    ("values", "name", "link", "value"),
    [
        ({"actor": "Martin Bak Jørgensen", "role": "opponent"},
         "mix-seminar-2022--martin-bak-jorgensen--opponent", "event", "event/mix-seminar-2022"),
        ({"kind": "publication", "key": "kron-lebuhn-2018", "actor": "Loren Balhorn",
          "role": "translator"},
         "kron-lebuhn-2018--loren-balhorn--translator", "work", "publication/kron-lebuhn-2018"),
        ({"kind": "organisation", "key": "moving-cities", "actor": "Robert Bosch Stiftung",
          "role": "funder"},
         "moving-cities--robert-bosch-stiftung--funder", "about", "organisation/moving-cities"),
        ({"key": "solidarity-cities-roundtable-2017", "actor": "Paweł Adamowicz",
          "role": "discussant"},
         "solidarity-cities-roundtable-2017--pawel-adamowicz--discussant", "event",
         "event/solidarity-cities-roundtable-2017"),
    ],
)  # fmt: skip
def test_an_act_leads_to_the_event_the_work_or_the_undertaking(
    contributed: Callable[..., set[tuple[object, object, object]]],
    values: dict[str, str],
    name: str,
    link: str,
    value: str,
) -> None:
    found = contributed(**{**values, "talk_id": "", "talk": ""})
    assert (thing(f"act/{name}"), URB(link), thing(value)) in found


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"role": "founding member"}, "not a role in an act"),
        ({"role": "juggler"}, "'juggler' is not a role in an act"),
        ({"actor": "Nobody Inparticular"}, "no single actor is called 'Nobody Inparticular'"),
        ({"key": "no-such-event"}, "no-such-event"),
    ],
)
def test_a_contribution_by_nobody_or_in_no_role_stops(
    contributed: Callable[..., set[tuple[object, object, object]]],
    values: dict[str, str],
    message: str,
) -> None:
    with pytest.raises(DataError, match=message):
        contributed(**values)


@pytest.mark.parametrize(("how", "disputes"), [("cites", False), ("disputes", True)])
def test_a_work_may_dispute_what_it_cites(context_of: ContextOf, how: str, disputes: bool) -> None:
    row = Row("citations", "citations.csv", 2, {
        "citing": "kron-lebuhn-2018", "cited": "carens-1987", "where": "p. 3", "how": how,
    })  # fmt: skip
    found = said(citations.map_rows([row], context_of("citations")))
    works = thing("publication/kron-lebuhn-2018"), thing("publication/carens-1987")
    assert (works[0], CITO.cites, works[1]) in found
    assert ((works[0], CITO.disputes, works[1]) in found) == disputes


def test_a_note_tells_the_languages_of_a_work_and_when_its_data_were_collected(
    context_of: ContextOf,
) -> None:
    row = Row("publications", "publications.csv", 2, {
        "publication_id": "kron-lebuhn-2018", "title": "A work", "type": "report", "authors": "",
        "date": "2018", "publisher_or_container": "", "doi_or_url": "", "status": "verified",
        "note": "also German; data collected summer 2020 to summer 2021", "source": "",
    })  # fmt: skip
    found = said(publications.map_rows([row], context_of("publications")))
    work = thing("publication/kron-lebuhn-2018")
    german, period = NamedNode(f"{work.value}#de"), NamedNode(f"{work.value}#data-period")
    assert (work, URB.hasExpression, german) in found
    assert (german, RDF.type, URB.Expression) in found
    assert (work, URB.dataPeriod, period) in found
    assert (period, URB.latestEnd, Literal("2021-09-23", datatype=XSD.date)) in found
