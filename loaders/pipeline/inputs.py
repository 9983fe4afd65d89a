"""Knows everything a build reads, by content: what changed is found without reading it again."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from loaders import ledger
from loaders.curation import names as names_of
from loaders.errors import DataError, UsageError
from loaders.rdf.hashes import file_hashes, hash_file, hash_folder, hash_of
from loaders.settings import Settings

CODE = Path(__file__).resolve().parent.parent
SOURCE_FILE, RELEASE = "source.yml", "release.yml"
# What lies in data/ and is not seen by the mapping.
NOT_SHARED = (RELEASE, ledger.NAME, "README.md")
# The queries a release depends on; those of the pages belong to the site.
QUERIES = ("examples", "competency", "questions", "checks", "rules")
# Code that sees quads only after they were mapped: a change there reads no source again.
AFTER_MAPPING = (
    "pipeline/", "release/", "validation/", "evaluation/", "lint/", "sparql_client/", "checking/",
    "ledger.py", "manifest.py", "sums.py",
)  # fmt: skip
BUT = ("pipeline/mapping.py", "pipeline/parts.py", "pipeline/source.py", "pipeline/tables.py")


@dataclass(frozen=True)
class Inputs:
    """The sha256 (hex) of every input, none of them a function of folders, times or machine.

    ``sources`` has one by stem; ``mapping`` is that of what all sources share: base, registry,
    ontology and loader code; ``rest`` that of what comes after the mapping.
    """

    sources: dict[str, str]
    mapping: str
    rest: str

    def key(self, stem: str) -> str:
        """Return what the mapping of a source depends on."""
        return hash_of(("source", self.sources[stem]), ("shared", self.mapping))

    def digest(self, keys: dict[str, str]) -> str:
        """Return the hash of a build made from these keys (by stem)."""
        return hash_of(*sorted(keys.items()), ("rest", self.rest))


def read_inputs(settings: Settings) -> Inputs:
    """Hash every input of a build; raise DataError when a source folder is not complete."""
    code = dict(file_hashes(CODE))
    mapping = {n: v for n, v in code.items() if n in BUT or not n.startswith(AFTER_MAPPING)}
    after = {n: v for n, v in code.items() if n not in mapping}
    requirements = CODE.parent / "requirements.txt"
    return Inputs(
        sources={stem: hash_folder(path) for stem, path in source_folders(settings).items()},
        mapping=hash_of(
            ("base", settings.base),
            ("code", hash_of(*mapping.items())),
            ("data", hash_of(*_shared_data(settings.data))),
            ("ontology", hash_folder(settings.ontology)),
        ),
        rest=hash_of(
            ("code", hash_of(*after.items())),
            ("packages", hash_file(requirements) if requirements.exists() else ""),
            ("release", hash_file(settings.data / RELEASE)),
            ("releases", hash_file(path) if (path := settings.data / ledger.NAME).exists() else ""),
            ("shapes", hash_folder(settings.shapes)),
            *((group, hash_folder(settings.queries / group)) for group in QUERIES),
        ),
    )


def code_version() -> str:
    """Return the version of the project and the beginning of the hash of the loaders' code."""
    return f"{version('urban-solidarity-graph')}+{hash_folder(CODE)[:12]}"


def source_folders(settings: Settings) -> dict[str, Path]:
    """Return the folder of every source by stem; raise DataError when one has no source.yml."""
    root = settings.data / "sources"
    folders = sorted(path for path in root.glob("*") if path.is_dir() and path.name[0] != ".")
    if not folders:
        raise DataError("no sources here", root, remedy="is URBSOL_ROOT the checkout?")
    for folder in folders:
        if not (folder / SOURCE_FILE).is_file():
            raise DataError(
                f"no {SOURCE_FILE} in this folder", folder, remedy="describe it or take it away"
            )
    return {folder.name: folder for folder in folders}


def select(stems: tuple[str, ...], inputs: Inputs) -> None:
    """Raise UsageError when one of the stems is not a source."""
    for stem in stems:
        if stem not in inputs.sources:
            known = ", ".join(inputs.sources)
            raise UsageError(f"no source is called {stem!r}", f"one of: {known}")


def _shared_data(data: Path) -> list[tuple[str, str]]:
    found = [(path.name, hash_folder(path)) for path in data.iterdir() if _shared(path)]
    files = [path for path in data.iterdir() if path.is_file() and path.name not in NOT_SHARED]
    names = (data / "sources" / stem / table for stem, table in names_of.TABLES.items())
    files += [path for path in names if path.is_file()]
    return sorted([*found, *((path.name, hash_file(path)) for path in files)])


def _shared(path: Path) -> bool:
    return path.is_dir() and path.name != "sources" and path.name[0] != "."
