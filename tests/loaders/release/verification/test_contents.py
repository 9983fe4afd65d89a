"""What the files of a release say is compared, even when all checksums are right."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from loaders import manifest, sums
from loaders.errors import UrbsolError
from loaders.rdf import store as stores
from loaders.release import folder as folders
from loaders.release.assemble import file_entries, write_sums
from loaders.release.verification import contained
from loaders.release.verification.contained import Limits
from loaders.release.verify import problems

DUMPS = "dumps/urban-solidarity"
PALERMO = NamedNode("https://w3id.org/urban-solidarity/id/city/palermo")
NAME = NamedNode("https://schema.org/name")
LIMITS = Limits(memory=1 << 30, seconds=60)


@pytest.fixture
def release(tmp_path, built_miniature) -> Path:
    source = folders.current(built_miniature.settings.releases)
    return shutil.copytree(source, tmp_path / source.name)


def reseal(release: Path) -> None:
    """Write all checksums anew, as somebody would who wants the changes not to be seen."""
    for room in (release, release / "store"):
        for paper in sums.PAPERS:
            (room / paper).unlink()
    made = manifest.read(release)
    entries = {n: e for n, e in file_entries(release).items() if n != manifest.NAME}
    made = replace(made, files=entries)
    made.write(release)
    write_sums(release, made)


def change_store(release: Path, change: Callable[[Store], object]) -> None:
    store = Store(str(release / "store"))
    change(store)
    store.flush()
    del store
    stores.tidy(release / "store")
    reseal(release)


def test_checksums_written_anew_change_nothing(release) -> None:
    reseal(release)
    assert list(problems(release, LIMITS)) == []


def first(store: Store, *, default: bool) -> Quad:
    quads = store.quads_for_pattern(PALERMO, None, None, None)
    return next(q for q in quads if isinstance(q.graph_name, DefaultGraph) is default)


@pytest.mark.parametrize("default", [True, False])
def test_a_quad_missing_in_the_store_is_seen(default, release) -> None:
    change_store(release, lambda store: store.remove(first(store, default=default)))
    found = list(problems(release, LIMITS))
    assert len(found) == 1
    assert found[0].startswith("store: 1 quads of the dump are missing, such as <https://w3id.org/")


@pytest.mark.parametrize("graph", [DefaultGraph(), NamedNode("https://example.org/graph")])
def test_a_quad_too_many_in_the_store_is_seen(graph, release) -> None:
    lie = Quad(PALERMO, NAME, Literal("a lie"), graph)
    change_store(release, lambda store: store.add(lie))
    found = list(problems(release, LIMITS))
    assert found[0].startswith("store: 1 quads are not in the dump, such as ")
    assert "a lie" in found[0]


def test_one_quad_in_the_place_of_another_is_seen(release) -> None:
    def change(store: Store) -> None:
        store.remove(first(store, default=True))
        store.add(Quad(PALERMO, NAME, Literal("a lie"), DefaultGraph()))

    change_store(release, change)
    assert len(list(problems(release, LIMITS))) == 2


def test_an_empty_graph_too_many_is_seen(release) -> None:
    change_store(release, lambda store: store.add_graph(NamedNode("https://example.org/graph")))
    assert "graphs instead of" in "".join(problems(release, LIMITS))


@pytest.mark.parametrize("suffix", ["nq", "trig", "jsonld"])
def test_a_dump_with_another_word_is_seen(suffix, release) -> None:
    path = release / f"{DUMPS}.{suffix}"
    content = path.read_bytes()
    assert b"Lyon" in content
    changed = content.replace(b"Lyon", b"Nyol")
    if suffix == "nq":  # lines out of order are another problem
        changed = b"".join(sorted(changed.splitlines(keepends=True)))
    path.write_bytes(changed)
    reseal(release)
    found = list(problems(release, LIMITS))
    assert any(text.startswith(f"{DUMPS}.{suffix}: the dataset's hash is") for text in found)


@pytest.mark.parametrize("suffix", ["nq", "trig", "jsonld"])
def test_a_dump_that_is_cut_off_is_seen(suffix, release) -> None:
    path = release / f"{DUMPS}.{suffix}"
    path.write_bytes(path.read_bytes()[:-20])
    reseal(release)
    assert any(text.startswith(f"{DUMPS}.{suffix}: ") for text in problems(release, LIMITS))


def test_lines_out_of_order_are_seen(release) -> None:
    path = release / f"{DUMPS}.nq"
    one, other, *rest = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([other, one, *rest]))
    reseal(release)
    assert f"{DUMPS}.nq: the lines are not sorted or repeat (line 2)" in problems(release, LIMITS)


@pytest.mark.parametrize("name", ["quads", "triples"])
def test_a_wrong_count_is_seen(name, release) -> None:
    made = manifest.read(release)
    count = getattr(made, name)
    replace(made, **{name: count + 1}).write(release)
    reseal(release)
    told = f"the count of {name} is not that of the dump: {count} instead of {count + 1}"
    assert f"{manifest.NAME}: {told}" in list(problems(release, LIMITS))


@pytest.mark.parametrize("name", ["CURRENT", "MANIFEST-*", "*.sst"])
def test_a_store_that_cannot_be_read_is_named(name, release) -> None:
    for path in (release / "store").glob(name):
        content = bytearray(path.read_bytes())
        content[len(content) // 3] ^= 4
        path.write_bytes(content)
    reseal(release)
    found = list(problems(release, LIMITS))
    assert len(found) == 1
    assert found[0].startswith("store: unreadable (")


def program(folder: Path, monkeypatch, text: str) -> None:
    """Let another program than ours look at the contents."""
    (folder / "looking.py").write_text(text)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setattr(contained, "MODULE", "looking")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("import time; time.sleep(60)", "reading it took more than 1 s and was stopped"),
        ("import os; os.abort()", "reading it was stopped (signal 6) within 512 MiB"),
        ("raise MemoryError('no more')", "reading it failed within 512 MiB: MemoryError: no more"),
    ],
)
def test_a_look_that_does_not_end_well_is_stopped_and_told(
    text, told, tmp_path, monkeypatch
) -> None:
    begun = 'print(\'["begun", "dumps/a.trig"]\', flush=True)\n'
    program(tmp_path, monkeypatch, begun + text)
    found = list(contained.problems(tmp_path, Limits(512 << 20, 1)))
    assert found == [f"dumps/a.trig: {told}"]


def test_a_look_gets_no_more_memory_than_its_limit(release) -> None:
    found = list(contained.problems(release, Limits(96 << 20, 60)))
    assert len(found) == 1
    assert "within 96 MiB" in found[0]


def test_no_room_for_temporary_files_is_no_fault_of_the_release(release, monkeypatch) -> None:
    monkeypatch.setenv("TMPDIR", "/dev/full/none")
    for name in ("TEMP", "TMP"):
        monkeypatch.delenv(name, raising=False)
    program(release, monkeypatch, 'print(\'["failed", "No space left on device"]\')')
    with pytest.raises(UrbsolError) as caught:
        list(contained.problems(release, LIMITS))
    assert "No space left on device" in str(caught.value)
    assert "TMPDIR" in caught.value.remedy


def test_the_limits_grow_with_the_release(release) -> None:
    before = Limits.of(release)
    with (release / "dumps" / "large").open("wb") as file:
        file.truncate(50 << 20)
    after = Limits.of(release)
    assert after.memory == (1 << 30) + 4 * (50 << 20)
    assert after.seconds >= before.seconds + 50
