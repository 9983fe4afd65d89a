"""A protest and an offer of one mayor at one event are two acts, each in its own words."""

from pathlib import Path

import pytest
from pyoxigraph import Literal

from loaders.errors import DataError
from loaders.mapping.base import Context, Row
from loaders.mapping.mappers.acting import mayors_acts
from loaders.settings import Settings
from loaders.vocabulary import DCTERMS

ROOT = Path(__file__).parents[3]
SAID = {
    "event": "mayors-protest-aquarius-2018",
    "place": "Palermo",
    "country_iso2": "IT",
    "date": "2018-06",
    "act": "offer",
    "words": "offer reception",
    "charter": "",
    "source": "report rls-global-social-rights-2018",
    "status": "verified",
}


@pytest.fixture(scope="module")
def context() -> Context:
    return Context.load(Settings.from_environment({"URBSOL_ROOT": str(ROOT)}))


def mapped(context: Context, **other: str) -> object:
    return mayors_acts.map_rows([Row("mayors-acts", "t.csv", 2, SAID | other)], context)


def test_each_act_has_its_type_and_its_words(context: Context) -> None:
    acts = [mapped(context, act=act, words=act).records[0] for act in ("protest", "offer")]
    assert len({record.things[0] for record in acts}) == 2
    for record, act in zip(acts, ("protest", "offer"), strict=True):
        said = {(quad.predicate, quad.object) for quad in record.quads}
        assert (record.urb.actType, record.concept("act-type", act)) in said
        assert (DCTERMS.description, Literal(act, language="en")) in said


def test_each_side_of_talks_negotiates(context: Context) -> None:
    event = "berlin-barcelona-naples-talks-2018"
    for place, country in (("Berlin", "DE"), ("Barcelona", "ES"), ("Naples", "IT")):
        (record,) = mapped(
            context, event=event, place=place, country_iso2=country, act="negotiation"
        ).records
        said = {(quad.predicate, quad.object) for quad in record.quads}
        assert (record.urb.actType, record.concept("act-type", "negotiation")) in said
        assert (record.urb.event, record.context.registered("event", event)) in said


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("place", "Nowhere", "no registered place"),
        ("event", "no-such-event", "is not in data/registry/"),
        ("act", "song", "is not in data/registry/act.csv"),
    ],
)
def test_what_is_not_known_is_refused_with_its_row(
    context: Context, column: str, value: str, message: str
) -> None:
    with pytest.raises(DataError, match=message) as caught:
        mapped(context, **{column: value})
    assert caught.value.row == 2
