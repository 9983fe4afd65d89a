"""The client of the LDES community reads the change log as ours does, with its defaults."""

import functools
from collections import Counter
from pathlib import Path

from pyoxigraph import DefaultGraph, RdfFormat, parse

from loaders.release.stream.log import Log
from tests.loaders.release.stream.small import RELEASES, Handler, release
from tests.loopback import serving
from tests.programs import javascript

ACTIVITIES = "https://www.w3.org/ns/activitystreams#"
MEMBER = "https://w3id.org/tree#member"


def held(log: Path) -> Counter[str]:
    """Count what the files hold: members by kind, and the statements about and of them."""
    counts: Counter[str] = Counter()
    for path in log.glob("*-*.trig"):
        for quad in parse(path.read_bytes(), format=RdfFormat.TRIG):
            kind = getattr(quad.object, "value", "").removeprefix(ACTIVITIES)
            if quad.graph_name == DefaultGraph() and kind in {"Create", "Update", "Delete"}:
                counts[kind] += 1
            inside = quad.graph_name != DefaultGraph() or "#" in quad.subject.value
            counts["quads"] += inside and quad.predicate.value != MEMBER
    return counts


def test_it_finds_every_member_of_four_releases_and_what_each_says(tmp_path) -> None:
    log, scratch = tmp_path / "changes", tmp_path / "scratch"
    scratch.mkdir()
    with serving(functools.partial(Handler, directory=str(log))) as host:
        # It follows the addresses in the pages, so they begin with that of this server.
        made = Log.read(log, f"{host}/")
        for name, trig in RELEASES.items():
            made.append(release(tmp_path / "releases", name, trig, f"{host}/"))
        found = javascript("follow.mjs", f"{host}/changes", "ldes-client", scratch)
    assert found == held(log)
    assert min(found["Create"], found["Update"], found["Delete"]) > 1
