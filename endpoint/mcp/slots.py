"""Fits what an assistant writes into the slots of a question: keys, IRIs, and names too."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from endpoint.mcp.inner import Asking
from endpoint.mcp.rpc import Json
from endpoint.questions import Form, Slot
from loaders.errors import UsageError
from loaders.iris import KEY
from loaders.text import folded

SHOWN = 5


async def fitted(form: Form, given: Mapping[str, str], asking: Asking) -> dict[str, str]:
    """Return the values with names replaced by IRIs; raise UsageError for what is ambiguous.

    Slots that the question does not have are left for it to refuse.
    """
    slots = {slot.name: slot for slot in form.slots}
    base = asking.doors.release().base
    values = {}
    for name, text in given.items():
        slot, value = slots.get(name), text.strip()
        is_name = slot is not None and _is_name(slot, value, base)
        values[name] = await named(value, slot.type, asking) if slot and is_name else value
    return values


def _is_name(slot: Slot, value: str, base: str) -> bool:
    """Tell whether a value can only be a name: neither a key, nor an IRI, nor a time."""
    if not value or slot.sort in {"year", "day"}:
        return False
    key = value.removeprefix(f"{base}id/{slot.type}/")
    return not KEY.fullmatch(key.lower() if slot.type == "country" else key)


async def named(name: str, kind: str, asking: Asking) -> str:
    """Return the IRI of the one thing of a kind with a name; raise UsageError when it is not one.

    What is called so exactly wins over what is only like it.
    """
    hits = await found(name, kind, asking)
    exact = list(dict.fromkeys(h["iri"] for h in hits if folded(h["label"]) == folded(name)))
    iris = exact or list(dict.fromkeys(hit["iri"] for hit in hits))
    if len(iris) == 1:
        return str(iris[0])
    kind = kind or "thing"
    what = f"several things ({kind}) are called" if iris else f"there is no {kind} called"
    labels = {hit["iri"]: hit["label"] for hit in hits}
    offered = ", ".join(f"{iri} ({labels[iri]})" for iri in iris[:SHOWN])
    remedy = f"write the IRI of one: {offered}" if iris else "find its key with search"
    raise UsageError(f"{what} {name[:80]!r}", remedy=remedy)


async def found(text: str, kind: str, asking: Asking) -> list[Json]:
    """Return what the search finds, as it says it."""
    narrowed = {"kind": kind} if kind else {}
    answer = await asking.json("/search.json", q=text, **narrowed)
    return [hit for hit in answer["results"] if isinstance(hit, dict)]


def path_of(thing: str, base: str) -> str:
    """Return ``kind/key`` of an IRI of ours, of the address of its document, or of itself; or ''.

    It may come from another host: all copies of the graph have the same paths.
    """
    rest = thing.strip().removeprefix(base)
    if "://" in rest:
        rest = rest.partition("://")[2].partition("/")[2]
    for start in ("id/", "doc/"):
        before, mark, after = rest.partition(start)
        if mark and (not before or before.endswith("/")):
            rest = after
            break
    kind, slash, key = unquote(rest).strip("/").partition("/")
    key = key.removesuffix(".md").removesuffix(".html")
    return f"{kind}/{key}" if slash and KEY.fullmatch(kind) and KEY.fullmatch(key) else ""
