"""Matches the works a report cites with the known ones, and claims that it cites them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from loaders.extract.model import Claim, Extraction, Mention, Proposal, Reference, claim_key
from loaders.interpret.references import doi
from loaders.mapping.base import Context
from loaders.text import folded

_TABLES = ("publications", "named-publications")
_BY_DOI, _BY_TITLE, _UNKNOWN, _SHORTEST = 0.95, 0.85, 0.75, 12


@dataclass(frozen=True)
class Works:
    """The known works: their keys by DOI, and by first author, year and title."""

    by_doi: dict[str, str]
    by_title: dict[tuple[str, str, str], str]

    def find(self, reference: Reference) -> tuple[str, float] | None:
        """Return the key of the work that an entry means, and how sure that is."""
        if reference.doi and (key := self.by_doi.get(reference.doi.lower())):
            return key, _BY_DOI
        people = (*reference.authors, *reference.editors)
        title = _title(reference.title)
        if len(title) < _SHORTEST or not people:
            return None
        key = self.by_title.get((_surname(people[0]), reference.year[:4], title), "")
        return (key, _BY_TITLE) if key else None


def with_citations(extraction: Extraction, report: str, context: Context) -> Extraction:
    """Return the extraction with a claim for each work that the report cites.

    ``report`` is the key of the report. Works that are not known are proposed; of those whose entry
    tells author, title and year the claim names the title, and a reviewer may let them in.
    """
    works = known_works(context.settings.data)
    claims, proposals = list(extraction.claims), list(extraction.proposals)
    done: set[str] = set()
    for reference in extraction.references:
        found = works.find(reference)
        if found is None:
            proposals += _proposed(reference)
            title = " ".join(reference.title.split())
            if _tells_enough(reference) and title not in done:
                done.add(title)
                claims.append(_unknown(reference, report, title, context))
        elif found[0] not in {report, *done}:
            done.add(found[0])
            claims.append(_claim(reference, report, found, context))
    return replace(extraction, claims=tuple(claims), proposals=tuple(proposals))


def with_own_title(extraction: Extraction, report: str, title: str, context: Context) -> Extraction:
    """Return the extraction with claims about the report itself told of it, not of its title."""
    own = context.iris.thing("publication", report).value
    claims = tuple(
        replace(claim, object=own)
        if claim.predicate == "authorship" and _title(claim.object) == _title(title)
        else claim
        for claim in extraction.claims
    )
    return replace(extraction, claims=claims)


def _tells_enough(reference: Reference) -> bool:
    """Tell whether an entry says enough of a work to know it again."""
    people = (*reference.authors, *reference.editors)
    return bool(people and reference.year) and len(_title(reference.title)) >= _SHORTEST


def _unknown(reference: Reference, report: str, title: str, context: Context) -> Claim:
    """Return the claim that the report cites a work that is not registered."""
    citing = context.iris.thing("publication", report).value
    entry = Mention(
        "REFERENCE", reference.start, reference.end, reference.text, None,
        value=reference.doi or None, method="bibliography", confidence=_UNKNOWN,
        locator=reference.locator,
    )  # fmt: skip
    people = "; ".join(reference.authors or reference.editors)
    said = (("authors", people), ("year", reference.year), ("doi", reference.doi or ""))
    places = tuple(
        Mention("CITATION", start, end, "", None, method="author-year", confidence=_UNKNOWN)
        for start, end in reference.cited_at
    )
    return Claim(
        claim_key("citation", citing, title, None, reference.text), "citation", citing, title,
        "WORK", "WORK", (entry, *places), reference.start, reference.end,
        method="reference:unknown", confidence=_UNKNOWN, locator=reference.locator,
        detail=tuple((name, words) for name, words in said if words),
    )  # fmt: skip


def _claim(reference: Reference, report: str, found: tuple[str, float], context: Context) -> Claim:
    key, sureness = found
    citing = context.iris.thing("publication", report).value
    cited = context.iris.thing("publication", key).value
    entry = Mention(
        "REFERENCE", reference.start, reference.end, reference.text, cited,
        value=reference.doi or None, method="bibliography", confidence=sureness,
        locator=reference.locator,
    )  # fmt: skip
    places = tuple(
        Mention("CITATION", start, end, "", cited, method="author-year", confidence=sureness)
        for start, end in reference.cited_at
    )
    return Claim(
        claim_key("citation", citing, cited, None, reference.text), "citation", citing, cited,
        "WORK", "WORK", (entry, *places), reference.start, reference.end,
        method="reference:doi" if sureness == _BY_DOI else "reference:author-year-title",
        confidence=sureness, locator=reference.locator,
    )  # fmt: skip


def _proposed(reference: Reference) -> Iterator[Proposal]:
    """Yield the work of an entry whose title and year could be told, for a person to decide on."""
    if reference.title and reference.year:
        span = ((reference.start, reference.end), *reference.cited_at)
        yield Proposal("publication", reference.title, span, method="reference")


@lru_cache(maxsize=4)
def known_works(data: Path) -> Works:
    """Return the works of the tables of publications."""
    by_doi: dict[str, str] = {}
    by_title: dict[tuple[str, str, str], str] = {}
    for name in _TABLES:
        for path in sorted((data / "sources" / name / "raw").glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    key = row.get("publication_id") or ""
                    if known := doi(row.get("doi_or_url") or ""):
                        by_doi[known.lower()] = key
                    first = (row.get("authors") or "").partition(";")[0]
                    year = (row.get("date") or "")[:4]
                    for title in _titles(row.get("title") or ""):
                        by_title[_surname(first), year, title] = key
    return Works(by_doi, by_title)


def _titles(title: str) -> set[str]:
    """Return a title as it is compared: whole, and without its subtitle."""
    return {_title(title), _title(title.partition(":")[0])} - {""}


def _title(title: str) -> str:
    return " ".join(re.findall(r"\w+", folded(title)))


def _surname(name: str) -> str:
    """Return the surname of "Kron, Stefanie" or "Stefanie Kron (eds.)"."""
    bare = re.sub(r"\(.*?\)", "", name).strip()
    surname = bare.partition(",")[0] if "," in bare else bare.rpartition(" ")[2]
    return folded(surname.strip())
