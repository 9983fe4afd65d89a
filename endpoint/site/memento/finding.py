"""Finds a release by its version, or says what is known of one that is not kept."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from endpoint.languages.speaking import N_
from endpoint.past.library import Library, remembered
from endpoint.site.core.problems import Problem, not_found
from endpoint.site.core.state import Release, current
from endpoint.site.documents import releases
from endpoint.site.pages import dataset
from endpoint.sparql.backend import ReleaseInfo
from endpoint.sparql.errors import QueryError
from loaders.ledger import Entry
from loaders.manifest import Manifest

FILES = N_("The files of this release are not kept here.")
NONE = N_("There is no release of this version here.")


def library() -> Library:
    """Return the releases around the one that is served; raise the 404 problem without files."""
    return Library(_served().info)


def _served() -> Release:
    served = current().served
    if not served.kept_here:
        raise not_found(FILES)
    return served


def queryable(version: str) -> ReleaseInfo:
    """Return a release whose data can be asked.

    Raise the 410 problem for one that is remembered but not kept, else the 404 problem.
    """
    try:
        return library().find(version)
    except QueryError:
        raise _missing(_served(), version) from None


def find(version: str) -> tuple[Manifest, Path]:
    """Return a release by its version: the one served, or one that lies beside it.

    Raise the 410 problem for one that is remembered but not kept, else the 404 problem.
    """
    served = _served()
    if version == served.info.version:
        return served.manifest, served.folder
    for made, folder in reversed(dataset.releases(served.folder.parent, version)):
        if made.version == version:
            return made, folder
    raise _missing(served, version)


def _missing(served: Release, version: str) -> Problem:
    entry = remembered(served.folder).get(version)
    return gone(entry) if entry else not_found(NONE)


def gone(entry: Entry) -> Problem:
    """Return the problem of a release that is no longer kept: what it was, and where it went."""
    places = [f"https://doi.org/{entry.doi}"] if entry.doi else []
    places += [entry.deposited] if entry.deposited else []
    detail = N_(
        "Release %(version)s had %(quads)s statements in %(graphs)s graphs; the hash of its dataset"
        " is %(hash)s. Its deposit is at %(place)s."
    )
    if not places:
        detail = N_(
            "Release %(version)s had %(quads)s statements in %(graphs)s graphs; the hash of its"
            " dataset is %(hash)s. No deposit of it is recorded."
        )
    told = {name: value for name, value in asdict(entry).items() if value != ""}
    links = tuple((place, place) for place in places)
    title = N_("This release is no longer kept")
    values = {
        "version": entry.version,
        "quads": entry.quads,
        "graphs": entry.graphs,
        "hash": entry.hash,
        "place": places[0] if places else "",
    }
    said = detail % values
    return Problem(
        410,
        "gone",
        detail,
        title,
        extra=told,
        links=links,
        values=values,
        quads=tuple(releases.gone(current().served.info.base, entry, said)),
    )
