"""What the running site shares between requests, behind one typed accessor."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock, RLock
from typing import TypeVar, cast

from flask import current_app, g
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from endpoint.config import AppConfig
from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import gettext as _
from endpoint.languages.speaking import language
from endpoint.site.core.pagequeries import PageQueries
from endpoint.site.core.wording import LABELS, SHORT
from endpoint.sparql.backend import Backend, ReleaseInfo
from loaders import folded
from loaders import manifest as manifests
from loaders.iris import Iris
from loaders.manifest import Manifest
from loaders.rdf.compaction import Vocabulary, vocabulary_of
from loaders.vocabulary import DCAT, DCTERMS, FOAF, Namespace, prefixes, urb

DATASET_TEXTS = {"title": DCTERMS.title, "description": DCTERMS.description}
EXTENSION = "urbsol"
Made = TypeVar("Made")
PAST = "past"  # in flask.g: the old release a request is about
REMEMBERED = 2  # old releases of which pages are made, as far as they were asked for
COMPACTED = 5000  # IRIs whose compact form is remembered: properties and classes are few
HERE = Path(__file__).parents[2]


@dataclass(frozen=True)
class Published:
    """What the release says of the dataset and its publisher; empty where it says nothing."""

    title: str = ""
    description: str = ""
    publisher: str = ""
    keywords: tuple[str, ...] = ()
    spatial: tuple[str, ...] = ()


@dataclass
class Release:
    """One release with what the pages derive from it, each part when first asked for."""

    info: ReleaseInfo
    folder: Path
    queries: PageQueries
    listings: dict[Hashable, tuple[object, ...]] = field(default_factory=dict)
    _compacted: dict[NamedNode | str, str] = field(default_factory=dict)
    _making: dict[Hashable, RLock] = field(default_factory=dict)

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what is made once in the life of the release, under a key in ``listings``.

        Who asks for what another thread is making waits for it.
        """
        if key not in self.listings:
            with self._making.setdefault(key, RLock()):
                if key not in self.listings:
                    self.listings[key] = (make(),)
        return cast(Made, self.listings[key][0])

    @cached_property
    def manifest(self) -> Manifest:
        """Return the table of contents of the release folder."""
        return manifests.read(self.folder)

    @cached_property
    def published(self) -> Published:
        """Return what the DCAT description in the release says; nothing where there is none."""
        told = folded.content(self.folder, "dumps/dcat.ttl")
        if told is None:
            return Published()
        values: dict[tuple[str, str], list[str]] = {}
        for quad in parse(told, format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                key = (quad.subject.value, quad.predicate.value)
                values.setdefault(key, []).append(quad.object.value)
        node = self.iris.dataset().value

        def of(predicate: NamedNode, subject: str = node) -> list[str]:
            return sorted(values.get((subject, predicate.value), ()))

        return Published(
            **{name: "".join(of(term)[:1]) for name, term in DATASET_TEXTS.items()},
            publisher="".join(of(FOAF.name, f"{node}#publisher")[:1]),
            keywords=tuple(of(DCAT.keyword)),
            spatial=tuple(of(DCTERMS.spatial)),
        )

    @cached_property
    def iris(self) -> Iris:
        """Return the mint of the release's IRIs."""
        return Iris(self.info.base)

    @cached_property
    def urb(self) -> Namespace:
        """Return the project's vocabulary."""
        return urb(self.info.base)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Return prefix to namespace."""
        return prefixes(self.info.base)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the JSON-LD context; without terms when the release has none."""
        context = folded.content(self.folder, "dumps/context.jsonld")
        if context is None:
            return Vocabulary({}, self.prefixes, {})
        return vocabulary_of(json.loads(context)["@context"])

    @cached_property
    def term_labels(self) -> dict[tuple[str, str], str]:
        """Return the labels of classes and properties, by language and compact name."""
        graph = NamedNode(f"{self.info.base}graph/ontology")
        rows = self.queries.select("properties", graph=[graph])
        found = {}
        for row in rows:
            label = cast(Literal, row["label"])
            name = self.compact(cast(NamedNode, row["term"]))
            found[label.language or SOURCE.code, name] = label.value
        return found

    @cached_property
    def class_counts(self) -> dict[str, int]:
        """Return the number of instances by class IRI."""
        if self.kept_here:
            return self.manifest.classes
        rows = self.queries.select("class-counts")
        return {str(row["type"].value): int(row["count"].value) for row in rows}

    @property
    def kept_here(self) -> bool:
        """Tell whether the folder of the release is here; with a remote store it need not be."""
        return (self.folder / manifests.NAME).is_file()

    @cached_property
    def points(self) -> dict[NamedNode, tuple[float, float]]:
        """Return latitude and longitude of every place that has them, in degrees."""
        return {
            cast(NamedNode, row["thing"]): (float(row["lat"].value), float(row["long"].value))
            for row in self.queries.select("points")
        }

    def compact(self, iri: NamedNode | str) -> str:
        """Return ``prefix:local`` for an IRI of a known vocabulary, else the IRI."""
        found = self._compacted.get(iri)
        if found is None:
            found = self._compact(iri if isinstance(iri, str) else iri.value)
            if len(self._compacted) < COMPACTED:
                self._compacted[iri] = found
        return found

    def _compact(self, text: str) -> str:
        fitting = [(len(ns), name) for name, ns in self.prefixes.items() if text.startswith(ns)]
        if not fitting:
            return text
        length, name = max(fitting)
        return f"{name}:{text[length:]}"

    def expand(self, compact: str) -> NamedNode:
        """Return the IRI of ``prefix:local``."""
        prefix, _, local = compact.partition(":")
        return NamedNode(self.prefixes[prefix] + local)

    def term_label(self, compact: str, *, short: bool = False) -> str:
        """Return what people call a property or class: its label, or its name taken apart."""
        if short and compact in SHORT:
            return _(SHORT[compact])
        if compact in LABELS:
            return _(LABELS[compact])
        labels, code = self.term_labels, language().code
        return labels.get((code, compact)) or labels.get((SOURCE.code, compact)) or _spaced(compact)


def _spaced(compact: str) -> str:
    local = compact.rsplit(":", 1)[-1] if "//" not in compact else compact
    local = local.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
    return "".join(f" {c.lower()}" if c.isupper() else c for c in local).strip() or compact


@dataclass
class State:
    """The configuration, the backend, and the release they serve now."""

    config: AppConfig
    backend: Backend
    stamp: str
    _releases: dict[str, Release] = field(default_factory=dict)
    _past: OrderedDict[str, Release] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def release(self) -> Release:
        """Return the release this request is about: the one served, or the old one it names."""
        return (g.get(PAST) if g else None) or self.served

    def at(self, info: ReleaseInfo) -> Release:
        """Return an old release that lies beside the one served; few are remembered."""
        with self._lock:
            found = self._past.pop(info.hash, None)
            if found is None or found.folder != info.folder:
                queries = PageQueries(self.config.settings.queries / "pages", self.backend.at(info))
                found = Release(info, cast(Path, info.folder), queries)
            self._past[info.hash] = found
            while len(self._past) > REMEMBERED:
                self._past.popitem(last=False)
            return found

    @property
    def served(self) -> Release:
        """Return the release the backend answers from now; a new one takes the old one's place."""
        info = self.backend.release
        with self._lock:
            found = self._releases.get(info.hash)
            if found is None:
                queries = PageQueries(self.config.settings.queries / "pages", self.backend)
                folder = info.folder or self.config.release_folder.resolve()
                found = Release(info, folder, queries)
                self._releases = {info.hash: found}
            return found


def current() -> State:
    """Return the state of the running application."""
    return cast(State, current_app.extensions[EXTENSION])


def code_stamp(root: Path = HERE) -> str:
    """Return a digest of the code, templates and static files: a new site has new entity tags."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix in {".py", ".html", ".css", ".js", ".md", ".po", ".svg"}:
            if "node_modules" in path.parts:
                continue
            digest.update(str(path.relative_to(root)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
