"""Finds what breaks for those who rely on a release: gone keys, terms, files; stricter shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from loaders import manifest
from loaders.errors import DataError
from loaders.iris import is_claims_graph
from loaders.manifest import DUMP
from loaders.rdf.nquads import quads_of
from loaders.release.changes.dump import Dump
from loaders.release.changes.statements import Difference
from loaders.vocabulary import RDF, SH

SHAPES = "dumps/shapes.ttl"
KEY, TERM, SHAPE, FILE = "key gone", "term removed", "shape stricter", "file gone"
# Things whose keys are not given by people: they come and go with what is read.
FLEETING = re.compile(r"(?:claim|mention)/|publication/web-")
# What a shape may say otherwise without asking for more.
WORDS = frozenset({SH.message, SH.description, SH.name, SH.order, SH.group, RDF.type})
# The more the less is allowed, and the other way round.
AT_LEAST = frozenset({SH.minCount, SH.minInclusive, SH.minExclusive, SH.minLength})
AT_MOST = frozenset({SH.maxCount, SH.maxInclusive, SH.maxExclusive, SH.maxLength})
TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
CHOICES = frozenset({SH("in"), SH.languageIn})
SEVERITIES = (SH.Info.value, SH.Warning.value, SH.Violation.value)


@dataclass(frozen=True)
class Breaking:
    """One breaking change: ``what`` is a name below the base, as a declaration gives it."""

    kind: str
    what: str
    detail: str = ""

    def __str__(self) -> str:
        """Return it as a line."""
        return f"{self.kind}: {self.what}{f' ({self.detail})' if self.detail else ''}"


def breaking(old: Path, new: Path, difference: Difference) -> tuple[Breaking, ...]:
    """Return what breaks from one release folder to another, sorted.

    A thing that was merged or withdrawn is not gone: its address still answers.
    """
    base = manifest.read(new).base
    found = {
        *_gone(difference, Dump(new / DUMP), base),
        *_stricter(_shapes(old / SHAPES), _shapes(new / SHAPES), Known(Dump(old / DUMP), base)),
        *_files(manifest.read(old).files, manifest.read(new).files),
    }
    return tuple(sorted(found, key=lambda one: (one.kind, one.what, one.detail)))


def undeclared(found: Iterable[Breaking], declared: Iterable[str]) -> tuple[Breaking, ...]:
    """Return what no declaration names; ``*`` in one stands for anything."""
    patterns = tuple(declared)
    return tuple(
        one for one in found if not any(fnmatchcase(one.what, pattern) for pattern in patterns)
    )


def _gone(difference: Difference, new: Dump, base: str) -> Iterator[Breaking]:
    subjects = {
        quad.subject.value
        for quad in quads_of(f"{line}\n".encode() for line in difference.removed)
        if isinstance(quad.subject, NamedNode)
        and not (isinstance(quad.graph_name, NamedNode) and is_claims_graph(quad.graph_name.value))
    }
    for subject in subjects:
        name = subject.removeprefix(base)
        if name.startswith("ontology#") and not new.holds(subject):
            yield Breaking(TERM, name)
        path = name.removeprefix("id/")
        ours = path != name and "#" not in path and not FLEETING.match(path)
        if ours and not new.holds(subject):
            yield Breaking(KEY, name)


def _files(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Breaking]:
    for name in sorted(old.keys() - new.keys()):
        if name.startswith("dumps/"):
            yield Breaking(FILE, name)


Constraints = dict[NamedNode, frozenset[str]]


@dataclass(frozen=True)
class _Shape:
    """What one shape asks for: the values of each parameter, written so that they compare."""

    constraints: Constraints

    @property
    def severity(self) -> int:
        """Return how grave a result is; a violation when nothing is said (SHACL §2.1.4)."""
        told = next(iter(self.constraints.get(SH.severity, ())), SH.Violation.value)
        return SEVERITIES.index(told) if told in SEVERITIES else len(SEVERITIES)

    @property
    def active(self) -> bool:
        """Tell whether it asks for anything."""
        return "true" not in self.constraints.get(SH.deactivated, ())


def _shapes(path: Path) -> dict[str, _Shape]:
    """Read the shapes that have an IRI."""
    by_subject: dict[NamedNode | BlankNode, list[Triple]] = {}
    try:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode | BlankNode):
                by_subject.setdefault(quad.subject, []).append(quad.triple)
    except FileNotFoundError:
        return {}
    except (OSError, SyntaxError) as error:
        raise DataError(f"the shapes cannot be read: {error}", path) from error
    return {
        subject.value: _Shape(_constraints(subject, by_subject))
        for subject in by_subject
        if isinstance(subject, NamedNode)
    }


Subjects = Mapping[NamedNode | BlankNode, list[Triple]]


def _constraints(subject: NamedNode | BlankNode, known: Subjects) -> Constraints:
    found: dict[NamedNode, set[str]] = {}
    for triple in known[subject]:
        for value in _values(triple.predicate, triple.object, known):
            found.setdefault(triple.predicate, set()).add(value)
    return {predicate: frozenset(values) for predicate, values in found.items()}


def _values(predicate: NamedNode, term: object, known: Subjects) -> Iterator[str]:
    """Yield a value as text, the members of a list of choices one by one."""
    if predicate in CHOICES:
        yield from (_written(member, known) for member in _members(term, known))
    else:
        yield _written(term, known)


def _members(term: object, known: Subjects) -> Iterator[object]:
    seen = set()
    while isinstance(term, BlankNode) and term not in seen:
        seen.add(term)
        node = {triple.predicate: triple.object for triple in known.get(term, ())}
        if RDF.first in node:
            yield node[RDF.first]
        term = node.get(RDF.rest)


def _written(term: object, known: Subjects, depth: int = 0) -> str:
    """Write a term so that the same always looks the same; a blank node by what it says."""
    if isinstance(term, BlankNode) and depth < 50:
        inner = (
            f"{triple.predicate} {_written(triple.object, known, depth + 1)}"
            for triple in known.get(term, ())
            if triple.predicate not in WORDS
        )
        return f"[{'; '.join(sorted(inner))}]"
    return term.value if isinstance(term, Literal | NamedNode) else str(term)


@dataclass(frozen=True)
class Known:
    """What the old release knows: nothing of it can break a shape about terms it did not have."""

    dump: Dump
    base: str

    def concerned(self, shape: _Shape) -> bool:
        """Tell whether something in the old release may be what a shape is about."""
        targets = [value for name in TARGETS for value in shape.constraints.get(name, ())]
        paths = shape.constraints.get(SH.path, frozenset())
        demands = SH.minCount in shape.constraints
        about = not targets or any(map(self._has, targets))
        return about and (demands or not paths or any(map(self._has, paths)))

    def _has(self, term: str) -> bool:
        return not term.startswith(f"{self.base}ontology#") or self.dump.holds(term)


def _stricter(old: dict[str, _Shape], new: dict[str, _Shape], known: Known) -> Iterator[Breaking]:
    gravest = SEVERITIES.index(SH.Violation.value)
    for iri, shape in new.items():
        before, name = old.get(iri), iri.removeprefix(known.base)
        if not shape.active or shape.severity < gravest or not known.concerned(shape):
            continue
        if before is None:
            yield Breaking(SHAPE, name, "new")
        elif not before.active or before.severity < gravest:
            yield Breaking(SHAPE, name, "a violation now")
        else:
            for predicate in sorted(_tightened(before.constraints, shape.constraints), key=str):
                yield Breaking(SHAPE, name, f"sh:{predicate.value.rpartition('#')[2]}")


def _tightened(old: Constraints, new: Constraints) -> Iterator[NamedNode]:
    """Yield the parameters that ask for more than they did."""
    for predicate, values in new.items():
        if predicate in WORDS or predicate in {SH.severity, SH.deactivated}:
            continue
        before = old.get(predicate)
        if before is None:
            if not _asks_nothing(predicate, values):
                yield predicate
        elif predicate in AT_LEAST | AT_MOST:
            now, then = _number(values), _number(before)
            if now > then if predicate in AT_LEAST else now < then:
                yield predicate
        elif predicate in CHOICES:
            if before - values:
                yield predicate
        elif values != before and values - before:
            yield predicate


def _asks_nothing(predicate: NamedNode, values: frozenset[str]) -> bool:
    return predicate == SH.minCount and _number(values) == 0


def _number(values: frozenset[str]) -> float:
    try:
        return float(next(iter(values)))
    except ValueError:
        return 0.0
