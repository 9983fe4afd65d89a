"""Tells a validation report to a person: what is wrong, where, which shape, how to fix it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Dataset, Literal, NamedNode, RdfFormat, parse

from loaders.rdf.files import address
from loaders.validation.report import Result, ValidationReport
from loaders.validation.shacl import shapes_ntriples
from loaders.vocabulary import SH, prefixes

UNKNOWN_THING = "ClassConstraintComponent"
HINT = (
    "Things outside the files count as unknown. With --with-release they are looked up in the "
    "current release."
)


def read_remedies(shapes: Path, base: str) -> dict[str, str]:
    """Return how to fix what each shape finds (its ``sh:description``), by the shape's IRI."""
    dataset = Dataset(parse(shapes_ntriples(shapes, base), format=RdfFormat.N_TRIPLES))
    return {
        quad.subject.value: quad.object.value
        for quad in dataset.quads_for_predicate(SH.description)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
    }


@dataclass(frozen=True)
class Wording:
    """What a report is told with.

    ``files`` says in which file a focus node stands, ``remedies`` how to fix what a shape finds.
    """

    base: str
    files: Mapping[str, Path]
    remedies: Mapping[str, str]

    def lines(self, report: ValidationReport, *, hint: bool = True) -> Iterator[str]:
        """Yield the lines of the report, the worst results first, the counts last."""
        for result in report.results:
            yield from self._result(result)
            yield ""
        if hint and any(result.component == UNKNOWN_THING for result in report.results):
            yield HINT
        yield counts(report)

    def _result(self, result: Result) -> Iterator[str]:
        file = self.files.get(result.focus_node)
        where = f"{file}: " if file else ""
        yield f"{result.severity.upper()} {where}{self.compact(result.focus_node)}"
        yield f"  {result.message}"
        if result.path:
            value = f" = {self.compact(result.value)}" if result.value else ""
            yield f"  at {self.compact(result.path)}{value}"
        elif result.value and result.value != result.focus_node:
            yield f"  at {self.compact(result.value)}"
        yield f"  shape {result.source_shape.rpartition('#')[2]}"
        if remedy := self.remedies.get(result.source_shape):
            yield f"  → {remedy}"

    def compact(self, text: str) -> str:
        """Return terms and paths with prefixes.

        IRIs of the project lose its base, those of a file its address.
        """
        for prefix, namespace in prefixes(self.base).items():
            text = _shorten(text, namespace, f"{prefix}:")
        for file in sorted(set(self.files.values())):
            text = text.replace(f"<{address(file)}", "<")
        return text.replace(f"<{self.base}", "<")


def _shorten(text: str, namespace: str, prefix: str) -> str:
    parts = text.split(f"<{namespace}")
    for index, part in enumerate(parts[1:], start=1):
        name, closing, rest = part.partition(">")
        whole = closing and name.isidentifier()
        parts[index] = f"{prefix}{name}{rest}" if whole else f"<{namespace}{part}"
    return "".join(parts)


def counts(report: ValidationReport) -> str:
    """Return the counts of violations and warnings in one line."""
    found = (len(report.violations), len(report.warnings))
    words = (("violation", "violations"), ("warning", "warnings"))
    told = ", ".join(f"{n} {word[n != 1]}" for n, word in zip(found, words, strict=True))
    return f"{'conforms' if report.conforms else 'does not conform'}: {told}"
