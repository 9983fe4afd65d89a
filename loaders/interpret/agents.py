"""Links the actors a text names to registered organisations, networks, persons and governments.

What is named is looked up by key, label or alias; generic words ("municipality", "mayor") mean the
government of the place the text is about; everything else stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from loaders.interpret.text import bracketed, split_outside
from loaders.kinds import PLACES
from loaders.tables.patterns import any_of
from loaders.tables.words import spoken
from loaders.text import folded

AGENT_KINDS = ("organisation", "network", "person")


class Named(Protocol):
    """An entry of the registry."""

    @property
    def kind(self) -> str:
        """Return its kind (``organisation``)."""

    @property
    def key(self) -> str:
        """Return its key."""


class Names(Protocol):
    """The registry: who or what a name means, None when nothing or more than one thing."""

    def named(self, name: str, kinds: Iterable[str], country: str = "") -> Named | None:
        """Return the one thing of these kinds with this name."""


@dataclass(frozen=True)
class Home:
    """The place a text is about: its government is meant by *municipality*; country ISO alpha-2."""

    key: str = ""
    country: str = ""


@dataclass(frozen=True)
class Agent:
    """A linked actor: its kind and key in the registry, and the words it was named by."""

    kind: str
    key: str
    text: str


@dataclass(frozen=True)
class Agents:
    """The actors of a text in its order, and the words that name nobody registered."""

    linked: tuple[Agent, ...]
    unlinked: tuple[str, ...] = ()


_GENERIC = frozenset(map(folded, spoken("agents.home-government")))
_GOVERNMENT = re.compile(
    rf"(?:{any_of('agents.article')}\s+)?{any_of('agents.government-of')}\s+(?P<place>.+)|"
    rf"(?P<council>.+?)\s+{any_of('agents.government')}",
    re.IGNORECASE,
)
_PLACES = re.compile(
    rf"(?P<head>{any_of('agents.several-of')}|(?:.*\b)?{any_of('agents.several')})\s*"
    r"(?:\((?P<inner>[^)]*)\)|(?P<plain>.+))",
    re.IGNORECASE,
)
_BY = re.compile(rf"^{any_of('agents.done-by')}\s+", re.IGNORECASE)
# Who supports or coordinates is not who founds, organises or adopts.
_OTHER_PART = re.compile(rf"{any_of('agents.other-part')}\b", re.IGNORECASE)
_JOINED = re.compile(rf"\s+{any_of('agents.joined')}\s+|\s*/\s*")


def read_agents(text: str, names: Names, home: Home | None = None, *, cut: str = ";,") -> Agents:
    """Read the actors of a text cut at the letters of ``cut`` (outside brackets).

    The whole text is tried first, because names hold commas and *and* too.
    """
    reader = _Reader(names, home or Home())
    linked: dict[tuple[str, str], Agent] = {}
    unlinked: list[str] = []
    for item in reader.read(text, cut):
        if isinstance(item, Agent):
            linked.setdefault((item.kind, item.key), item)
        else:
            unlinked.append(item)
    return Agents(tuple(linked.values()), tuple(dict.fromkeys(unlinked)))


@dataclass(frozen=True)
class _Reader:
    names: Names
    home: Home

    def read(self, text: str, cut: str) -> Iterator[Agent | str]:
        if agent := self.agent(text):
            yield agent
            return
        text = _BY.sub("", text)
        if _OTHER_PART.match(text):
            yield text
            return
        if places := self.places(text):
            yield from places
            return
        parts = split_outside(text, cut)
        if len(parts) > 1:
            for part in parts:
                yield from self.read(part, cut)
        else:
            yield from self.joined(text.strip())

    def joined(self, text: str) -> Iterator[Agent | str]:
        """Part *A and B* when one of them is known: the words between names are not evidence."""
        bare = re.sub(r"\s*\([^)]*\)", "", text)
        parts = [part.strip() for part in _JOINED.split(bare) if part.strip()]
        known = [self.agent(part) for part in parts]
        if len(parts) < 2 or not any(known):
            yield text
            return
        for part, agent in zip(parts, known, strict=True):
            yield agent or part

    def agent(self, text: str) -> Agent | None:
        """Return whom a name means: a registered actor, or the government of a place."""
        bare = bracketed(text)
        for name in dict.fromkeys((text.strip(), bare.body)):
            if name and (agent := self.registered(name, text)):
                return agent
        if agent := self.government(bare.body, text):
            return agent
        if not bare.inner or _JOINED.search(bare.body):
            return None
        return self.registered(bare.inner, text)

    def registered(self, name: str, text: str) -> Agent | None:
        found = self.names.named(name, AGENT_KINDS)
        return Agent(found.kind, found.key, text) if found else None

    def government(self, name: str, text: str) -> Agent | None:
        if folded(name) in _GENERIC:
            return Agent("government", self.home.key, text) if self.home.key else None
        match = _GOVERNMENT.fullmatch(name)
        place = (match["place"] or match["council"]) if match else name
        key = self.place(place)
        return Agent("government", key, text) if key else None

    def place(self, name: str) -> str:
        """Return the key of a place; the country of the text decides between namesakes."""
        for country in dict.fromkeys((self.home.country, "")):
            if found := self.names.named(name, PLACES, country):
                return found.key
        return ""

    def places(self, text: str) -> list[Agent | str]:
        """Read *eight cities (A, B)* and *mayors of A, B and C* as the governments named."""
        match = _PLACES.match(text.strip())
        listed = (match["inner"] or match["plain"] or "") if match else ""
        parts = [part.strip() for part in re.split(r",|\band\b", listed) if part.strip()]
        known = [self.government(part, part) for part in parts]
        if len(parts) < 2 or sum(agent is not None for agent in known) * 2 <= len(parts):
            return []
        return [agent or part for part, agent in zip(parts, known, strict=True)]
