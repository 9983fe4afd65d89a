"""A pack of the miniature's release, made once, and a pack of next to nothing."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from loaders.manifest import DUMP, FileEntry, Manifest
from loaders.release.description.metadata import ReleaseMetadata
from loaders.release.packing.make import make
from loaders.release.packing.model import Parts

LINES = [
    b"<https://example.org/id/city/a> <https://example.org/p> <https://example.org/b> "
    b"<https://example.org/graph/cities/a> .\n",
    b'<https://example.org/id/city/a> <https://example.org/q> "A" '
    b"<https://example.org/graph/catalogue> .\n",
]


@pytest.fixture(scope="session")
def project(built_miniature, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A copy of the small project that was built, with licences, documentation and a person."""
    made = built_miniature.copied(tmp_path_factory.mktemp("project") / "m")
    settings = made.settings
    docs = settings.root / "endpoint" / "docs"
    docs.mkdir(parents=True, exist_ok=True)
    (docs / "index.md").write_text("# Documentation\n")
    for name in ("LICENSE", "LICENSE-DATA"):
        (settings.root / name).write_text(f"{name}\n")
    description = settings.data / "release.yml"
    text = description.read_text(encoding="utf-8")
    description.unlink()
    person = "{family: Müller, given: Ada, orcid: 0000-0002-1825-0097, affiliation: 'A: B'}"
    before = text.partition("creators:")[0]
    description.write_text(f"{before}creators:\n  - {person}\n  - name: Others\n", encoding="utf-8")
    return made


@pytest.fixture(scope="session")
def packed(project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with a DOI and a person; read it only, or copy it."""
    folder = tmp_path_factory.mktemp("packs") / "pack"
    done = project.urbsol("release", "pack", str(folder), "--doi", "10.5281/zenodo.12")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack of two statements: few files, each small."""
    folder = tmp_path_factory.mktemp("tiny")
    dump = folder / "release" / DUMP
    dump.parent.mkdir(parents=True)
    dump.write_bytes(b"".join(sorted(LINES)))
    digest = hashlib.sha256(dump.read_bytes()).hexdigest()
    base = "https://example.org/"
    files = {DUMP: FileEntry(digest, dump.stat().st_size, "application/n-quads")}
    made = Manifest("2026-11-22", base, digest, "", "", 2, 2, files=files)
    licence = "https://creativecommons.org/licenses/by/4.0/"
    about = ReleaseMetadata("2026-11-22", "Title", "About it.", "Nobody", base, licence)
    return make(Parts(folder / "release", folder, folder / "pack", made, about))
