"""Interprets the role of a member, signatory or listed place: words of the table → concepts.

The words are labels of the scheme ``role``; the same words may also be a label of a status. What
holds several roles, or a date, is a form of the look-up of its source.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from loaders.curation.concepts import Concepts
from loaders.mapping.forms import Filled
from loaders.mapping.meanings import NO_FORMS, Entry, Forms, Found, Meaning, Unread, read_parts
from loaders.mapping.notes.steps import NotePhase, steps


@dataclass(frozen=True)
class Roles:
    """The roles of a row, its statuses, its dated phases, the words not understood."""

    concepts: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    phases: tuple[NotePhase, ...] = ()
    unread: tuple[Unread, ...] = ()


def _role(roles: Roles, _: Filled, concept: str) -> Roles:
    return replace(roles, concepts=tuple(dict.fromkeys((*roles.concepts, concept))))


def _status(roles: Roles, _: Filled, concept: str) -> Roles:
    return replace(roles, statuses=(*roles.statuses, concept))


def _phase(roles: Roles, filled: Filled, labels: str) -> Roles | None:
    told = steps(filled, labels)
    return None if told is None else replace(roles, phases=(*roles.phases, *told))


#: What a form of a role may mean.
MEANINGS = {
    "role": Meaning(_role, (), "role"),
    "status": Meaning(_status, (), "status"),
    "phase": Meaning(_phase, ("date",), "text"),
}


@dataclass(frozen=True)
class _Labels:
    """The labels of the scheme ``role`` as forms; a string of the tables may be a status too."""

    concepts: Concepts

    def find(self, text: str) -> Found | None:
        role = self.concepts.find("role", text)
        if role is None:
            return None
        status = self.concepts.scheme("status").strings.get(text)
        more = (Entry("status", status),) if status else ()
        return Found(Filled(text), (Entry("role", role), *more))


def read_roles(text: str, concepts: Concepts, forms: Forms = NO_FORMS) -> Roles:
    """Interpret a role column: one or more roles between semicolons."""
    finders = (forms, _Labels(concepts))
    roles, unread = read_parts(text, finders, MEANINGS, Roles(), unknown="unknown role")
    return replace(roles, unread=unread)
