"""``urbsol release pack``: makes of a release what an archive keeps."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import click

from loaders import disk, ledger, manifest
from loaders.console import say
from loaders.errors import UsageError
from loaders.release import folder as folders
from loaders.release.description.metadata import read_metadata
from loaders.release.packing.make import make
from loaders.release.packing.model import Parts
from loaders.release.packing.signing import sign
from loaders.settings import Settings


@click.command(short_help="Pack a release for an archive.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--release", "wanted", metavar="RELEASE", help="Another than the current release.")
@click.option("--doi", default="", help="DOI reserved for the deposit, such as 10.5281/zenodo.1.")
@click.option(
    "--sign",
    "key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Private key to sign the checksums with.",
)
@click.option(
    "--sign-with",
    "program",
    type=click.Choice(("ssh", "minisign")),
    default="ssh",
    show_default=True,
    help="What the key is of.",
)
def pack(folder: Path, wanted: str | None, doi: str, key: Path | None, program: str) -> None:
    """Pack a release into the new FOLDER, which is a bag (BagIt) with an RO-Crate in it.

    Packs of a release are equal byte by byte, wherever they are made. Check one with
    `urbsol release verify FOLDER`.
    """
    settings = Settings.from_environment()
    release = folders.find(settings.releases, wanted)
    parts = parts_of(settings, release, folder, doi)
    with disk.guarded(folder):
        made = _whole(parts, key, program)
    say(f"{made}: {parts.title}, {_size(made)} in {_count(made)} files")


def parts_of(
    settings: Settings, release: Path, folder: Path, doi: str, *, again: bool = False
) -> Parts:
    """Return what a pack is made from.

    Raise UsageError when the folder is there already, unless it may be made ``again``.
    """
    if folder.exists() and not again:
        raise UsageError(f"{folder} is there already", "name a new folder, or delete it first")
    if doi and not ledger.DOI.fullmatch(doi):
        raise UsageError(f"{doi!r} is not a DOI", "write it like 10.5281/zenodo.1, no address")
    made = manifest.read(release)
    # The day is that of the release, which may have another name than the next one will.
    metadata = replace(read_metadata(settings.data / "release.yml"), version=made.version)
    return Parts(release, settings.root, folder, made, metadata, doi)


def _whole(parts: Parts, key: Path | None, program: str) -> Path:
    """Make the pack beside its place, and put it there when it is whole."""
    parts.target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".packing-", dir=parts.target.parent))
    try:
        made = make(replace(parts, target=draft / "pack"))
        if key:
            sign(made, key, program)
        made.rename(parts.target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return parts.target


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _count(folder: Path) -> int:
    return len(_files(folder))


def _size(folder: Path) -> str:
    return f"{sum(path.stat().st_size for path in _files(folder)) / 1_000_000:.1f} MB"
