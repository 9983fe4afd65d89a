"""A pack is verified byte by byte and by what it says, here and on a web server."""

import functools
import http.server
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders import manifest, sums
from loaders.errors import UrbsolError
from loaders.manifest import DUMP
from loaders.release.description.metadata import ReleaseMetadata
from loaders.release.packing import bag
from loaders.release.packing.contents import compress, names
from loaders.release.packing.model import Parts
from loaders.release.packing.signing import sign
from loaders.release.verification import files
from loaders.release.verification.remote import fetched
from loaders.release.verify import problems
from tests.loopback import serving

pytestmark = pytest.mark.xdist_group("pack")


@pytest.fixture
def copy(packed, tmp_path) -> Path:
    return Path(shutil.copytree(packed, tmp_path / "copy"))


@pytest.fixture
def served(copy) -> Iterator[str]:
    """The address of a web server on loopback that has the pack."""
    handler = functools.partial(Quiet, directory=str(copy))
    with serving(handler) as address:
        yield f"{address}/"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def changed(path: Path, place: int) -> None:
    """Change one byte of a file."""
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(raw)


def test_a_pack_is_whole(packed) -> None:
    assert list(problems(packed)) == []


def test_any_changed_byte_names_the_file_and_no_other(tiny, tmp_path) -> None:
    copy, tried = Path(shutil.copytree(tiny, tmp_path / "copy")), 0
    for name in names(copy):
        path = copy / name
        whole = path.read_bytes()
        for place in {0, len(whole) // 3, len(whole) // 2, len(whole) - 1}:
            changed(path, place)
            found = files.look_at_pack(copy).problems
            assert found, (name, place)
            assert {text.split(":")[0].split(",")[0] for text in found} <= {name, path.name}
            path.write_bytes(whole)
            tried += 1
    assert tried > 60
    assert files.look_at_pack(copy).problems == []


def test_a_signature_by_minisign_is_right_and_a_change_of_it_is_told(tiny, tmp_path) -> None:
    program = shutil.which("minisign")
    if not program:
        pytest.skip("minisign is not installed")
    copy, key, public = shutil.copytree(tiny, tmp_path / "c"), tmp_path / "key", tmp_path / "pub"
    made = [program, "-G", "-W", "-s", str(key), "-p", str(public)]
    subprocess.run(made, check=True, capture_output=True)
    signature = sign(copy, key, "minisign")
    check = [program, "-V", "-p", str(public), "-m", str(copy / sums.NAME), "-x", str(signature)]
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0
    assert files.look_at_pack(copy).problems == []
    changed(signature, 30)
    (found,) = files.look_at_pack(copy).problems
    assert found.startswith("SHA256SUMS.minisig: ")


def test_missing_and_added_files_are_named(copy) -> None:
    (copy / "data" / "README.md").unlink()
    (copy / "data" / "extra.txt").write_text("x")
    found = list(problems(copy))
    assert "data/README.md: missing" in found
    assert "data/extra.txt: not in SHA256SUMS" in found


def sealed_anew(copy: Path) -> None:
    """Give a pack the checksums of its files as they are now, as a forger would."""
    made = manifest.read(copy / "data")
    path = copy / "data" / manifest.NAME
    for name, entry in made.files.items():
        new = sums.digest(copy / "data" / name)
        path.write_text(path.read_text(encoding="utf-8").replace(entry.sha256, new), "utf-8")
    digests = {f"data/{name}": sums.digest(copy / "data" / name) for name in names(copy / "data")}
    (copy / bag.MANIFEST).write_text(sums.text_of(digests))
    tags = {name: sums.digest(copy / name) for name in bag.OWN}
    (copy / bag.TAGS).write_text(sums.text_of(tags))
    sums.write(copy, {**digests, **tags, bag.TAGS: sums.digest(copy / bag.TAGS)})


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("dumps/urban-solidarity.trig", "the dataset's hash is"),
        ("dumps/urban-solidarity.jsonld", "the dataset's hash is"),
        ("sources/cities.nq", "together they are the dataset"),
    ],
)
def test_files_that_say_something_else_are_found_though_all_checksums_fit(copy, name, told) -> None:
    path = copy / "data" / name
    path.write_text(path.read_text(encoding="utf-8").replace("Palermo", "Paterno"), "utf-8")
    if path.name.endswith((".trig", ".jsonld")):
        compress(path)
    sealed_anew(copy)
    (found,) = problems(copy)
    assert found.startswith(name.split("/")[0])
    assert told in found


def test_a_compressed_file_with_something_else_in_it_is_found(copy) -> None:
    other = copy / "data" / "dumps" / "other"
    other.write_text("something else")
    compress(other)
    (copy / "data" / f"{DUMP}.gz").write_bytes(Path(f"{other}.gz").read_bytes())
    other.unlink()
    Path(f"{other}.gz").unlink()
    sealed_anew(copy)
    assert list(problems(copy)) == [f"{DUMP}.gz: what is in it is not {DUMP}"]


def test_a_bag_that_contradicts_the_checksums_is_told(copy) -> None:
    bag.close(Parts(copy, copy, copy, *_release(copy)))
    path = copy / bag.MANIFEST
    path.write_text(path.read_text().replace("  data/README.md", "  data/README.me"))
    tags = {name: sums.digest(copy / name) for name in bag.OWN}
    (copy / bag.TAGS).write_text(sums.text_of(tags))
    listed = sums.read(copy / sums.NAME) | tags | {bag.TAGS: sums.digest(copy / bag.TAGS)}
    sums.write(copy, listed)
    assert "the bag: it contradicts SHA256SUMS about data/README.md" in list(problems(copy))


def _release(copy: Path) -> tuple[manifest.Manifest, ReleaseMetadata]:
    about = ReleaseMetadata(
        "2026-11-22", "T", "D", "P", "https://example.org/", "https://l.example/"
    )
    return manifest.read(copy / "data"), about


def test_a_pack_on_a_web_server_is_verified(project, served, copy) -> None:
    done = project.urbsol("release", "verify", served)
    assert done.returncode == 0, done.stderr
    changed(copy / "data" / "dumps" / "shapes.ttl", 5)
    done = project.urbsol("release", "verify", served)
    assert done.returncode == 1
    assert "data/dumps/shapes.ttl: sha256 is" in done.stderr
    assert "from another copy" in done.stderr


def test_what_a_server_has_too_much_of_is_cut_and_what_it_lacks_is_told(served, copy) -> None:
    path = copy / "data" / "README.md"
    size = path.stat().st_size
    path.write_bytes(path.read_bytes() + b"x" * 100_000)
    with fetched(served) as folder:
        assert (folder / "data" / "README.md").stat().st_size == size + 1
    path.unlink()
    with pytest.raises(UrbsolError, match="the server answers 404"), fetched(served):
        pass


def test_a_server_that_is_not_there_is_told(project) -> None:
    done = project.urbsol("release", "verify", "http://127.0.0.1:9/x")
    assert done.returncode == 1
    assert "cannot be fetched" in done.stderr
