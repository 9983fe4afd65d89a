"""Who follows the change log from the first release to the last has the dataset, byte by byte."""

import functools
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from loaders.errors import DataError, UrbsolError
from loaders.manifest import DUMP
from loaders.release.stream.client import DATASET, follow
from loaders.release.stream.log import Log
from loaders.release.stream.pages import published
from tests.loaders.release.stream.small import BASE, RELEASES, Handler, release
from tests.loopback import serving


@pytest.fixture
def releases(tmp_path) -> dict[str, Path]:
    return {name: release(tmp_path / "releases", name, trig) for name, trig in RELEASES.items()}


@pytest.fixture
def log(tmp_path) -> Path:
    return tmp_path / "changes"


def written(log: Path, paths: list[Path]) -> list[int]:
    made = Log.read(log, BASE)
    return [made.append(path) for path in paths]


@pytest.fixture
def address(log) -> Iterator[str]:
    handler = functools.partial(Handler, directory=str(log))
    with serving(handler) as host:
        yield f"{host}/changes"


def test_following_from_the_first_release_to_the_last_gives_the_dataset(
    releases, log, address, tmp_path
) -> None:
    paths = list(releases.values())
    assert len(paths) == 4
    assert written(log, paths) == [6, 2, 3, 4]
    came = follow(address, tmp_path / "copy")
    assert [one.iri for one in came] == [f"{BASE}release/{name}" for name in RELEASES]
    assert (tmp_path / "copy" / DATASET).read_bytes() == (paths[-1] / DUMP).read_bytes()
    assert follow(address, tmp_path / "copy") == []


def test_following_now_and_then_fetches_only_what_is_new(releases, log, address, tmp_path) -> None:
    copy = tmp_path / "copy"
    for path in releases.values():
        written(log, [path])
        for old in log.glob("*-0.trig"):
            if old.name != f"{path.name}-0.trig":
                old.rename(old.with_suffix(".gone"))
        (came,) = follow(address, copy)
        assert came.iri == f"{BASE}release/{path.name}"
        assert (copy / DATASET).read_bytes() == (path / DUMP).read_bytes()


def test_pages_never_change_and_need_no_release_that_was_pruned(releases, log, tmp_path) -> None:
    first, *others = releases.values()
    written(log, [first])
    before = {path.name: path.read_bytes() for path in log.glob("*-*-*-*.trig")}
    shutil.rmtree(first)
    written(log, others)
    after = {path.name: path.read_bytes() for path in log.glob("*-*-*-*.trig")}
    assert before.items() < after.items()
    again = tmp_path / "again"
    written(again, [release(tmp_path / "r2", "2026-01-01", RELEASES["2026-01-01"])])
    assert (again / "2026-01-01-0.trig").read_bytes() == before["2026-01-01-0.trig"]


def test_members_are_activities_with_what_they_say_in_their_own_graphs(releases, log) -> None:
    written(log, list(releases.values()))
    quads = list(parse((log / "2026-02-01-0.trig").read_bytes(), format=RdfFormat.TRIG))
    activity = "https://www.w3.org/ns/activitystreams#"
    kinds = {q.subject.value: q.object.value for q in quads if q.predicate.value.endswith("#type")
             and q.object.value.startswith(activity)}  # fmt: skip
    objects = {
        q.subject.value: q.object.value for q in quads if q.predicate.value == f"{activity}object"
    }
    told = {(kinds[one].rpartition("#")[2], objects[one].removeprefix(BASE)) for one in kinds}
    assert told == {("Update", "graph/cities/b"), ("Delete", "graph/memberships/m")}
    payload = {getattr(q.graph_name, "value", "") for q in quads} - {""}
    assert payload == {one for one in kinds if kinds[one].endswith("Update")}
    members = {q.object.value for q in quads if q.predicate.value == "https://w3id.org/tree#member"}
    assert members == set(kinds)


def test_many_activities_are_cut_into_pages(log, address, tmp_path) -> None:
    many = "".join(f"<graph/x/{n}> {{ <id/x/{n}> urb:p {n} . }}\n" for n in range(2100))
    path = release(tmp_path / "r", "2026-01-01", many)
    assert written(log, [path]) == [2103]
    assert len(list(log.glob("2026-01-01-*.trig"))) == 3
    follow(address, tmp_path / "copy")
    assert (tmp_path / "copy" / DATASET).read_bytes() == (path / DUMP).read_bytes()


def test_changes_are_told_for_people_with_everything_they_are_about(releases, log) -> None:
    written(log, list(releases.values()))
    told = json.loads((log / "2026-02-01.json").read_text(encoding="utf-8"))
    gone = next(one for one in told["changes"] if one["kind"] == "membership")
    assert (gone["sign"], gone["iri"]) == ("-", f"{BASE}id/membership/n--b")
    assert gone["about"] == [f"{BASE}id/{x}" for x in ("city/b", "membership/n--b", "network/n")]
    assert json.loads((log / "2026-01-01.json").read_text(encoding="utf-8"))["changes"] == []


def test_a_copy_that_was_changed_is_found_by_its_hash(releases, log, address, tmp_path) -> None:
    first, second, *_ = releases.values()
    written(log, [first])
    follow(address, tmp_path / "copy")
    path = tmp_path / "copy" / DATASET
    path.write_bytes(path.read_bytes().replace(b'"N"', b'"M"'))
    written(log, [second])
    with pytest.raises(DataError, match="the hash of the dataset is"):
        follow(address, tmp_path / "copy")


def test_a_release_of_earlier_days_is_refused_and_so_is_another_base(releases, log) -> None:
    first, second, *_ = releases.values()
    written(log, [second])
    with pytest.raises(DataError, match="is not later than 2026-02-01"):
        written(log, [first])
    with pytest.raises(DataError, match="the change log of"):
        Log.read(log, "https://other.example/")


def test_what_is_no_log_or_not_there_is_told(address, log, tmp_path) -> None:
    log.mkdir()
    with pytest.raises(UrbsolError, match="cannot be fetched"):
        follow(address, tmp_path / "copy")
    (log / "index.trig").write_text("<a> <b")
    with pytest.raises(DataError, match="not TriG"):
        follow(address, tmp_path / "copy")
    (log / "index.trig").write_text("")
    with pytest.raises(DataError, match="no release"):
        follow(address, tmp_path / "copy")
    with pytest.raises(UrbsolError, match="not a web address"):
        follow("file:///etc/passwd", tmp_path / "copy")


def test_times_put_releases_of_one_day_in_order() -> None:
    names = ["2026-01-01", "2026-01-01.2", "2026-01-01.10", "2026-01-01.61"]
    times = [published(name) for name in names]
    assert times == sorted(set(times))
    assert times[0] == "2026-01-01T00:00:01Z"
    assert times[-1] == "2026-01-01T00:01:01Z"


def test_the_command_logs_what_lies_there_and_a_copy_follows(
    built_miniature, tmp_path, new_miniature
) -> None:
    made = new_miniature(tmp_path / "m", like=built_miniature)
    done = made.urbsol("release", "log")
    assert done.returncode == 0, done.stderr
    assert "1 releases; the last is" in done.stdout
    assert made.urbsol("release", "log").stdout.count("activities") == 0
