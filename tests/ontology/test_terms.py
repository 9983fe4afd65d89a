"""Every term of ours that is written in code, queries, shapes or data is declared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loaders.rdf.ontology import ontology_quads
from loaders.settings import DEFAULT_BASE, Settings
from loaders.vocabulary import urb

ROOT = Path(__file__).parent.parent.parent
NAMESPACE = urb(DEFAULT_BASE).iri
DECLARED = {
    str(quad.subject).strip("<>").removeprefix(NAMESPACE)
    for quad in ontology_quads(Settings.from_environment({}))
    if str(quad.subject).startswith(f"<{NAMESPACE}")
}
# `urb.term`, `urb("term")`, `urb(base).term`; the methods of a namespace are not terms.
IN_PYTHON = (
    re.compile(r"\burb\.([A-Za-z]\w*)"),
    re.compile(r"""\burb\(["']([A-Za-z]\w*)["']\)"""),
    re.compile(r"\burb\([\w.]+\)\.([A-Za-z]\w*)"),
)
METHODS = {"iri"}
# Where the docs show what the service says of a query with an unknown term.
MISTAKEN = "/explain --data-urlencode"
PREFIXED = re.compile(r"(?<![\w-])urb:([A-Za-z]\w*)")
WHOLE = re.compile(rf"{re.escape(NAMESPACE)}([A-Za-z]\w*)")
FOLDERS = {
    "python": (("loaders", "endpoint"), "*.py"),
    "queries": (("queries", "endpoint"), "*.rq"),
    "shapes": (("shapes", "ontology", "tests/shapes"), "*.ttl"),
    "templates": (("endpoint/site/templates",), "*.html"),
    "docs": (("endpoint/docs",), "*.md"),
    "settings of sources": (("data",), "*.yml"),
    "context": (("ontology",), "*.jsonld"),
}


def files(kind: str) -> list[Path]:
    folders, pattern = FOLDERS[kind]
    return sorted(path for folder in folders for path in (ROOT / folder).rglob(pattern))


def used(path: Path) -> set[str]:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if MISTAKEN not in line)
    patterns = (PREFIXED, WHOLE, *(IN_PYTHON if path.suffix == ".py" else ()))
    return {name for pattern in patterns for name in pattern.findall(text)} - METHODS


@pytest.mark.parametrize("kind", FOLDERS)
def test_terms_are_declared(kind: str) -> None:
    paths = files(kind)
    assert paths
    unknown = {
        str(p.relative_to(ROOT)): sorted(found - DECLARED) for p in paths if (found := used(p))
    }
    assert {path: names for path, names in unknown.items() if names} == {}


def test_the_scan_finds_terms() -> None:
    assert len({name for path in files("python") for name in used(path)}) > 20
    assert len({name for path in files("queries") for name in used(path)}) > 20


def test_every_scheme_a_property_takes_values_from_exists() -> None:
    quads = ontology_quads(Settings.from_environment({}))
    schemes = {str(quad.object) for quad in quads if str(quad.predicate).endswith("#inScheme>")}
    asked = {str(quad.object) for quad in quads if quad.predicate == urb(DEFAULT_BASE).valuesFrom}
    assert asked
    assert asked <= schemes
