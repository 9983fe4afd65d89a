"""Makes a release N times as large by copying the things of another, line by line.

    python -m tests.benchmarks.enlarge RELEASE TRIPLES FOLDER

Every copy has things and records of its own that belong together as those of the original do;
concepts, countries and the ontology are shared. A build of that size takes minutes, this seconds.
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
from loaders.rdf.nquads import iri, split

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


def copies(line: str, count: int) -> Iterator[str]:
    """Yield a line and its copies, which bear numbers in keys and names; none when it is shared."""
    yield line
    if COPIED.search(line):
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
    """Write a release of about so many triples into a folder; return it."""
    made = manifest.read(release)
    growing = sum(1 for line in (release / NQ).open(encoding="utf-8") if COPIED.search(line))
    count = max(1, round((triples - made.triples) / growing) + 1)
    target.mkdir(parents=True)
    (target / "dumps").mkdir()
    digest = hashlib.sha256()
    quads = 0
    with (target / NQ).open("wb") as file:
        for line in lines_of(release / NQ, count):
            encoded = line.encode()
            digest.update(encoded)
            file.write(encoded)
            quads += 1
    with (target / NQ).open("rb") as file, (target / "union.nt").open("wb") as plain:
        found = 0
        for triple in union(file):
            plain.write(triple)
            found += 1
    shutil.copy(release / "search.sqlite", target)
    shutil.copy(release / "dumps" / "context.jsonld", target / "dumps")
    replace(made, quads=quads, triples=found, hash=digest.hexdigest(), graphs={}, files={}).write(
        target
    )
    return target


if __name__ == "__main__":
    enlarge(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
