"""Packs are the same wherever they are made, and right for those who read such things."""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import bagit
import datacite.schema45
import pytest
import yaml
from pyoxigraph import RdfFormat, Store

from loaders import manifest, sums
from loaders.manifest import DUMP
from tests.programs import python

HERE = Path(__file__).parent
pytestmark = pytest.mark.xdist_group("pack")


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_two_packs_are_equal_wherever_they_are_made(packed, project, tmp_path) -> None:
    folder = tmp_path / "Ort ž" / "again"
    elsewhere = {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "3"}
    done = project.urbsol("release", "pack", str(folder), "--doi", "10.5281/zenodo.12", **elsewhere)
    assert done.returncode == 0, done.stderr
    assert contents(folder) == contents(packed)
    assert [path.name for path in folder.parent.iterdir()] == ["again"]


def test_packs_of_releases_built_elsewhere_with_other_jobs_are_equal(
    packed, project, new_miniature, tmp_path
) -> None:
    other = new_miniature(tmp_path / "other", like=project)
    for path in other.settings.releases.iterdir():
        if path.is_dir() and not path.is_symlink():
            subprocess.run(["rm", "-r", str(path)], check=True)
    (other.settings.releases / "current").unlink()
    built = other.urbsol("build", "--jobs", "2", TZ="Pacific/Kiritimati", LC_ALL="C")
    assert built.returncode == 0, built.stderr
    done = other.urbsol("release", "pack", str(tmp_path / "p"), "--doi", "10.5281/zenodo.12")
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "p") == contents(packed)


def test_everything_is_in_it(packed) -> None:
    names = set(contents(packed))
    assert {
        "data/README.md", "data/LICENSE", "data/LICENSE-DATA", "data/CITATION.cff",
        "data/dumps/ontology.ttl", "data/dumps/shapes.ttl", "data/dumps/context.jsonld",
        "data/dumps/void.ttl", "data/dcat.ttl", "data/prov.ttl", "data/datacite.json",
        "data/datacite.xml", "data/tables/cities.csv", "data/sources/cities.nq",
        "data/sources/catalogue.nq", "data/docs/index.md", "data/queries/index.json", "SHA256SUMS",
    } <= names  # fmt: skip
    assert not [name for name in names if "sqlite" in name or "/store/" in name]
    assert all(name.isascii() for name in names)


def test_it_is_a_valid_bag(packed) -> None:
    bag = bagit.Bag(str(packed))
    bag.validate()
    assert bag.info["Bagging-Date"] == manifest.read(packed / "data").version[:10]
    done = subprocess.run(
        ["sha256sum", "--quiet", "-c", sums.NAME, sums.SEAL], cwd=packed, check=False
    )
    assert done.returncode == 0


def test_the_swhid_is_that_of_git(packed, tmp_path) -> None:
    def git(*arguments: str) -> str:
        command = ["git", f"--git-dir={tmp_path / 'g'}", f"--work-tree={packed / 'data'}"]
        config = ["-c", "core.autocrlf=false", "-c", "core.excludesFile="]
        done = subprocess.run(
            [*command, *config, *arguments], capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    git("init", "-q")
    git("add", "--force", "--all", ".")
    assert bagit.Bag(str(packed)).info["SWHID"] == f"swh:1:dir:{git('write-tree')}"


def test_the_crate_is_valid(tiny) -> None:
    # Of few files: the validator takes a tenth of a second for each.
    run = [sys.executable, str(HERE / "crate_check.py"), str(tiny / "data"), "REQUIRED"]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout.splitlines()[-1]) == {"passed": True, "issues": []}


def test_the_crate_describes_every_file(packed) -> None:
    nodes = json.loads((packed / "data" / "ro-crate-metadata.json").read_bytes())["@graph"]
    described = {one["@id"] for one in nodes if one["@type"] == "File"}
    there = {name.removeprefix("data/") for name in contents(packed) if name.startswith("data/")}
    assert described == there - {"ro-crate-metadata.json"}


def test_the_metadata_of_the_deposit_follow_datacite(packed) -> None:
    told = json.loads((packed / "data" / "datacite.json").read_bytes())
    assert list(datacite.schema45.validator.iter_errors(told)) == []
    assert told["doi"] == "10.5281/zenodo.12"
    assert told["creators"][0]["name"] == "Müller, Ada"
    ours = ET.fromstring((packed / "data" / "datacite.xml").read_bytes())
    theirs = ET.fromstring(datacite.schema45.tostring(told).encode())
    # DataCite lets the children of the root stand in any order.
    assert flat(ours) == flat(theirs)


def flat(root: ET.Element) -> list[bytes]:
    for element in root.iter():
        element.text, element.tail = (element.text or "").strip(), ""
        items = sorted(element.attrib.items())
        element.attrib.clear()
        element.attrib.update(items)
    return sorted(ET.tostring(child) for child in root)


def test_citation_names_persons_from_the_configuration(packed) -> None:
    told = yaml.safe_load((packed / "data" / "CITATION.cff").read_text(encoding="utf-8"))
    person, body = told["authors"]
    assert person == {
        "family-names": "Müller",
        "given-names": "Ada",
        "orcid": "https://orcid.org/0000-0002-1825-0097",
        "affiliation": "A: B",
    }
    assert body == {"name": "Others"}
    assert (told["cff-version"], told["doi"]) == ("1.2.0", "10.5281/zenodo.12")


def test_citation_is_valid(packed, tmp_path) -> None:
    citation = packed / "data" / "CITATION.cff"
    done = python("cffconvert", "--validate", "-i", str(citation))
    assert (done.returncode, done.stdout.startswith("Citation metadata are valid")) == (0, True)
    wrong = tmp_path / "CITATION.cff"
    text = citation.read_text(encoding="utf-8")
    wrong.write_text(text.replace("family-names", "families"), encoding="utf-8")
    assert python("cffconvert", "--validate", "-i", str(wrong)).returncode == 1


def test_catalogue_conforms_to_dcat_ap_and_tells_the_checksums(packed, conformance) -> None:
    checker = conformance / "tools" / "dcat_ap_check.py"
    run = [sys.executable, str(checker), "--set", "ranges", str(packed / "data" / "dcat.ttl")]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert "1 of 1 conform" in done.stdout, done.stdout
    store = Store()
    store.load(path=str(packed / "data" / "dcat.ttl"), format=RdfFormat.TURTLE)
    found = store.query(
        "PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX spdx: <http://spdx.org/rdf/terms#> "
        "SELECT ?sum { ?d dcat:compressFormat ?f ; spdx:checksum/spdx:checksumValue ?sum }"
    )
    told = {row["sum"].value for row in found}
    packed_dumps = (packed / "data" / "dumps").glob("*.gz")
    assert told == {sums.digest(path) for path in packed_dumps} != set()


def test_provenance_names_every_source(packed) -> None:
    store = Store()
    store.load(path=str(packed / "data" / "prov.ttl"), format=RdfFormat.TURTLE)
    prov = "PREFIX prov: <http://www.w3.org/ns/prov#>"
    used = {row["s"].value for row in store.query(f"{prov} SELECT ?s {{ ?b prov:used ?s }}")}
    made = manifest.read(packed / "data")
    assert used == {f"{made.base}graph/{stem}" for stem in made.sources}


def test_compressed_dumps_hold_no_time_and_sources_are_the_dump_in_parts(packed) -> None:
    data = packed / "data"
    raw = (data / f"{DUMP}.gz").read_bytes()
    assert raw[4:8] == b"\0\0\0\0"
    assert gzip.decompress(raw) == (data / DUMP).read_bytes()
    lines = [
        line for path in (data / "sources").iterdir() for line in path.read_bytes().splitlines()
    ]
    assert sorted(lines) == (data / DUMP).read_bytes().splitlines()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["--doi", "https://doi.org/10.1/x"], "is not a DOI"), (["--release", "1999"], "not one")],
)
def test_wrong_calls_are_refused(project, tmp_path, arguments, message) -> None:
    done = project.urbsol("release", "pack", str(tmp_path / "p"), *arguments)
    assert (done.returncode, message in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_left_alone(project, tmp_path) -> None:
    done = project.urbsol("release", "pack", str(tmp_path))
    assert done.returncode == 2
    assert "is there already" in done.stderr


def test_a_pack_can_be_signed(project, tmp_path) -> None:
    key = tmp_path / "key"
    made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)]
    try:
        subprocess.run(made, check=True)
    except FileNotFoundError:
        pytest.skip("ssh-keygen is not installed")
    folder = tmp_path / "signed"
    done = project.urbsol("release", "pack", str(folder), "--sign", str(key))
    assert done.returncode == 0, done.stderr
    allowed = tmp_path / "allowed"
    allowed.write_text(f"us {key.with_suffix('.pub').read_text()}")
    check = ["ssh-keygen", "-Y", "verify", "-f", str(allowed), "-I", "us", "-n", "urbsol-release",
             "-s", str(folder / "SHA256SUMS.sig")]  # fmt: skip
    text = (folder / sums.NAME).read_bytes()
    assert subprocess.run(check, input=text, capture_output=True, check=False).returncode == 0
    verified = project.urbsol("release", "verify", str(folder))
    assert verified.returncode == 0, verified.stderr
    signature = folder / "SHA256SUMS.sig"
    signature.write_bytes(signature.read_bytes().replace(b"BEGIN", b"BEGUN"))
    changed = project.urbsol("release", "verify", str(folder))
    assert changed.returncode == 1
    assert "SHA256SUMS.sig" in changed.stderr
