"""Acts: who did what, to whom, within which campaign or programme."""

from __future__ import annotations

from pyoxigraph import NamedNode

from loaders.mapping.base import Record

# What a circle does to an actor; in every other act the actor itself does something.
DONE_TO = frozenset({"recognition", "naming", "grant"})


def add_act(
    record: Record, act: NamedNode, act_type: str, *, member: NamedNode, circle: NamedNode
) -> None:
    """Add the type of an act, who did it, whom it was done to, and the campaign it belongs to.

    ``member`` is the government or group a row is about, ``circle`` the campaign or fund.
    """
    urb = record.urb
    record.add(act, urb.actType, record.concept("act-type", act_type))
    record.add(act, urb.framework, circle)
    if act_type in DONE_TO:
        record.add(act, urb.actor, circle)
        record.add(act, urb.addressee, member)
    else:
        record.add(act, urb.actor, member)
