"""Knows what each role is used for: the collections of ``ontology/schemes/role.ttl``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from loaders.errors import DataError
from loaders.settings import DEFAULT_BASE
from loaders.vocabulary import SKOS, urb

# The uses, each a collection ``id/role#{use}``.
MEMBERSHIP, LOCAL_GROUP, ACT, SIGNATURE, DESIGNATION, OFFICE = (
    "membership", "local-group", "act", "signature", "designation", "office",
)  # fmt: skip


@dataclass(frozen=True)
class RoleUses:
    """The roles of each use, by key, and the type of act in which one has a role."""

    uses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    act_types: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, ontology: Path) -> RoleUses:
        """Read the scheme of roles of an ontology folder; raise DataError when it is broken."""
        path = ontology / "schemes" / "role.ttl"
        try:
            triples = [q.triple for q in parse(path.read_bytes(), format=RdfFormat.TURTLE)]
        except (OSError, SyntaxError) as error:
            raise DataError(f"the roles cannot be read: {error}", path) from error
        uses: dict[str, set[str]] = {}
        for use, role in _pairs(triples, SKOS.member):
            uses.setdefault(use.rpartition("#")[2], set()).add(role)
        types = dict(_pairs(triples, urb(DEFAULT_BASE).actType))
        return cls({use: frozenset(roles) for use, roles in uses.items()}, types)

    def of(self, roles: Iterable[str], *uses: str) -> tuple[str, ...]:
        """Return those of the roles that serve one of these uses, in their order."""
        wanted = frozenset[str]().union(*(self.uses.get(use, frozenset()) for use in uses))
        return tuple(role for role in roles if role in wanted)


def _pairs(triples: Iterable[Triple], predicate: NamedNode) -> Iterator[tuple[str, str]]:
    """Yield the last parts of the IRIs that a predicate ties together."""
    for triple in triples:
        if triple.predicate == predicate:
            yield _last(triple.subject), _last(triple.object)


def _last(term: object) -> str:
    return str(term).strip("<>").rpartition("/")[2]
