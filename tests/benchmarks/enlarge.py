"""Makes a release N times as large by copying the things of another, line by line.

    python -m tests.benchmarks.enlarge RELEASE TRIPLES FOLDER

Every copy has things and records of its own that belong together as those of the original do;
concepts, countries and the ontology are shared. What was read in reports and nobody reviewed stays
as it is: each claim is about one thing. A build of that size takes minutes, this seconds: half a
minute for 700,000 triples.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from loaders import manifest
from loaders.iris import is_claims_graph
from loaders.naming import index
from loaders.rdf.nquads import iri, split
from loaders.rdf.sorting import sorted_lines
from loaders.release.assemble import file_entries
from loaders.release.description.survey import Survey
from loaders.release.searchable.index import write_index

NQ = "dumps/urban-solidarity.nq"
KINDS = (
    "act|assessment|charter|city|commitment|conflict|designation|event|figure|government|list|"
    "membership|network|organisation|person|phase|place|practice|publication|signature|tenure"
)
STEMS = (
    "actors|charters|cities|conflicts|events|memberships|named-organisations|networks|practices|"
    "publications"
)
COPIED = re.compile(f"/(?:id/(?:{KINDS})|graph/(?:{STEMS}))/[a-z0-9-]+")
NAMED = re.compile(r'(<[^>]*#(?:label|altLabel)> "(?:[^"\\]|\\.)*)"')


def grows(line: str) -> bool:
    """Tell whether a line is copied: it names a thing that is, and is not part of a claim."""
    return COPIED.search(line) is not None and not is_claims_graph(line.rsplit(None, 2)[1][1:-1])


def copies(line: str, count: int) -> Iterator[str]:
    """Yield a line and its copies, which bear numbers in keys and names; none when it is shared."""
    yield line
    if grows(line):
        keyed = COPIED.sub(r"\g<0>-n%d", line.replace("%", "%%"))
        slots = keyed.count("-n%d")
        named = NAMED.sub(r'\1 %d"', keyed, count=1)
        slots += named != keyed
        for number in range(1, count):
            yield named % ((number,) * slots)


def lines_of(dump: Path, count: int) -> Iterator[str]:
    """Yield the lines of the enlarged dump."""
    with dump.open(encoding="utf-8") as file:
        for line in file:
            yield from copies(line, count)


def union(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the reviewed statements without their graphs, each once."""
    seen: set[bytes] = set()
    for line in lines:
        subject, predicate, value, graph = split(line)
        if is_claims_graph(iri(graph)):
            continue
        triple = b"%b %b %b .\n" % (subject, predicate, value)
        # A digest is smaller than the statement.
        digest = hashlib.blake2b(triple, digest_size=12).digest()
        if digest not in seen:
            seen.add(digest)
            yield triple


def enlarge(release: Path, triples: int, target: Path) -> Path:
    """Write a release of about so many triples into a folder; return it.

    Its index of names and its counts are those of the enlarged dump, as a build would make them.
    """
    made = manifest.read(release)
    with (release / NQ).open(encoding="utf-8") as file:
        growing = sum(map(grows, file))
    count = max(1, round((triples - made.triples) / growing) + 1)
    target.mkdir(parents=True)
    (target / "dumps").mkdir()
    digest, survey = hashlib.sha256(), Survey(made.base)
    with (target / NQ).open("wb") as dump:
        for line in sorted_lines(line.encode() for line in lines_of(release / NQ, count)):
            digest.update(line)
            dump.write(line)
            survey.take(line)
    with (target / NQ).open("rb") as quads, (target / "union.nt").open("wb") as plain:
        plain.writelines(union(quads))
    write_index(target / index.NAME, survey.searched, made.base)
    copy_rest(release, target)
    replace(
        made,
        quads=survey.quads,
        triples=survey.triples,
        hash=digest.hexdigest(),
        graphs=survey.graph_counts(),
        classes=survey.class_counts(),
        files=file_entries(target),
    ).write(target)
    return target


def copy_rest(release: Path, target: Path) -> None:
    """Copy what does not grow: models, context, queries, reports; the dumps of sources are left."""
    shutil.copy(release / "dumps" / "context.jsonld", target / "dumps")
    for path in sorted((release / "dumps").glob("*.ttl")):
        shutil.copy(path, target / "dumps")
    for name in ("dumps/ontology", "queries", "reports"):
        if (release / name).is_dir():
            shutil.copytree(release / name, target / name)


if __name__ == "__main__":
    enlarge(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
