"""Follows a change log from a web server and keeps a copy of the dataset, checked by its hash."""

from __future__ import annotations

import hashlib
import http.client
import json
import urllib.request
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from loaders import disk
from loaders.errors import DataError, UrbsolError
from loaders.rdf.nquads import dataset_lines, split
from loaders.release.stream.pages import AS, DCTERMS, DELETE, RDF_TYPE, SPDX

PAGE = 256 << 20  # bytes; the most that a page may have
TIMEOUT = 60
ISSUED, CHECKSUM, CHECKSUM_VALUE = (
    f"{DCTERMS}issued",
    f"{SPDX}checksum",
    f"{SPDX}checksumValue",
)
DATASET, STATE = "dataset.nq", "following.json"
State = dict[bytes, dict[bytes, list[bytes]]]


@dataclass(frozen=True)
class Release:
    """A release in the log: its IRI, time, hash of the dataset, and pages."""

    iri: str
    time: str
    hash: str
    pages: tuple[str, ...]


def follow(address: str, folder: Path) -> list[Release]:
    """Bring the copy in a folder to the newest release at ``…/changes``; return what came.

    After each release the hash is compared; raise DataError when it is another, and UrbsolError
    for what cannot be had.
    """
    root = _read(address)
    releases, base = _releases(root)
    known = _known(folder)
    left = [one for one in releases if one.time > known]
    if not left:
        return []
    state = _load(folder / DATASET)
    for release in left:
        for page in release.pages:
            _apply(state, _read(address.rstrip("/") + page.removeprefix(f"{base}changes")))
        _check(state, release)
    _save(folder, state, left[-1])
    return left


def _read(address: str) -> list[Quad]:
    if not address.startswith(("http://", "https://")):
        raise UrbsolError("not a web address", address, remedy="give that of …/changes")
    request = urllib.request.Request(address, headers={"Accept": "application/trig"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            text = answer.read(PAGE + 1)
        if len(text) > PAGE:
            raise DataError("the page is too large", address)
        return list(parse(text, format=RdfFormat.TRIG, base_iri=address))
    except (OSError, http.client.HTTPException) as error:
        raise UrbsolError(f"it cannot be fetched ({error})", address) from error
    except SyntaxError as error:
        raise DataError(f"not TriG: {error.msg}", address) from error


def _releases(root: Iterable[Quad]) -> tuple[list[Release], str]:
    """Return the releases of a log by time, and what its IRIs begin with."""
    values: defaultdict[str, dict[str, str]] = defaultdict(dict)
    pages: defaultdict[str, list[str]] = defaultdict(list)
    for quad in root:
        subject, predicate = _value(quad.subject), quad.predicate.value
        values[subject][predicate] = _value(quad.object)
        if predicate == f"{DCTERMS}isPartOf":
            pages[_value(quad.object)].append(subject)
    found = [
        Release(iri, one[ISSUED], values[one[CHECKSUM]].get(CHECKSUM_VALUE, ""), tuple(pages[iri]))
        for iri, one in values.items()
        if ISSUED in one and CHECKSUM in one
    ]
    if not found:
        raise DataError("there is no release in this change log")
    base = found[0].iri.rpartition("release/")[0]
    return sorted(found, key=lambda one: one.time), base


def _apply(state: State, page: Iterable[Quad]) -> None:
    """Carry out the activities of a page."""
    told: defaultdict[str, dict[str, str]] = defaultdict(dict)
    payload: defaultdict[str, list[Quad]] = defaultdict(list)
    for quad in page:
        if isinstance(quad.graph_name, NamedNode):
            payload[quad.graph_name.value].append(quad)
        else:
            told[_value(quad.subject)][quad.predicate.value] = _value(quad.object)
    for name, one in told.items():
        if f"{AS}object" in one:
            _carry_out(state, one, payload.get(name, []))


def _carry_out(state: State, activity: dict[str, str], payload: list[Quad]) -> None:
    target = activity.get(f"{AS}target", "")
    graph = NamedNode(target or activity[f"{AS}object"])
    subjects = state.setdefault(str(graph).encode(), {})
    if target:
        subjects.pop(f"<{activity[f'{AS}object']}>".encode(), None)
    else:
        subjects.clear()
    if activity[RDF_TYPE] != f"{AS}{DELETE}":
        quads = (Quad(one.subject, one.predicate, one.object, graph) for one in payload)
        for line in dataset_lines(quads):
            subjects.setdefault(split(line)[0], []).append(line)


def _lines(state: State) -> list[bytes]:
    parts = (lines for subjects in state.values() for lines in subjects.values())
    return sorted(line for lines in parts for line in lines)


def _check(state: State, release: Release) -> None:
    digest = hashlib.sha256()
    for line in _lines(state):
        digest.update(line)
    if digest.hexdigest() != release.hash:
        raise DataError(
            f"the hash of the dataset is {digest.hexdigest()}, not {release.hash}",
            release.iri,
            remedy="delete the copy and follow from the beginning",
        )


def _known(folder: Path) -> str:
    try:
        return str(json.loads((folder / STATE).read_text(encoding="utf-8"))["time"])
    except FileNotFoundError:
        return ""
    except (ValueError, KeyError, TypeError) as error:
        raise DataError("it does not tell what was followed so far", folder / STATE) from error


def _load(path: Path) -> State:
    state: State = {}
    if path.exists():
        with path.open("rb") as lines:
            for line in lines:
                subject, _, _, graph = split(line)
                state.setdefault(graph, {}).setdefault(subject, []).append(line)
    return state


def _save(folder: Path, state: State, release: Release) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    disk.write_bytes(folder / DATASET, b"".join(_lines(state)))
    told = {"release": release.iri, "time": release.time, "hash": release.hash}
    disk.write_text(folder / STATE, json.dumps(told, indent=1) + "\n")


def _value(term: object) -> str:
    return str(getattr(term, "value", term))
