"""``urbsol release deposit``: packs a release with a DOI, and deposits it in a repository."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import click

from loaders import disk, manifest
from loaders.console import say
from loaders.errors import DataError
from loaders.release import folder as folders
from loaders.release.depositing.archive import write_zip
from loaders.release.depositing.metadata import record
from loaders.release.depositing.records import Repository, doi_of, repository
from loaders.release.pack import parts_of
from loaders.release.packing.make import make
from loaders.release.packing.model import PAYLOAD, Parts
from loaders.settings import Settings

STATE, PACK = "deposit.json", "pack"
# What stands beside the archive, to be read without opening it.
BESIDE = ("README.md", "CITATION.cff", "manifest.json", "datacite.json")


@click.command(short_help="Deposit a release in a repository such as Zenodo.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--to", "address", required=True, metavar="URL", help="Such as https://zenodo.org.")
@click.option("--release", "wanted", metavar="RELEASE", help="Another than the current release.")
@click.option("--publish", is_flag=True, help="Publish it at once; it can never be taken back.")
def deposit(folder: Path, address: str, wanted: str | None, *, publish: bool) -> None:
    """Deposit a release: reserve a DOI, pack the release with it into FOLDER, and send the pack.

    The token is taken from URBSOL_DEPOSIT_TOKEN. What is interrupted goes on when the command is
    given again; without --publish a draft waits in the repository for a person to look at.
    """
    settings = Settings.from_environment()
    there = repository(address, os.environ.get("URBSOL_DEPOSIT_TOKEN", ""))
    release = folders.find(settings.releases, wanted)
    parts = parts_of(settings, release, folder / PACK, "", again=True)
    with disk.guarded(folder):
        folder.mkdir(parents=True, exist_ok=True)
        draft = there.reserve(_draft(there, folder, parts))
        doi = doi_of(draft)
        say(f"DOI {doi}")
        paths = _files(folder, parts_of(settings, release, folder / PACK, doi, again=True))
    for path in paths:
        sent = there.upload(draft, path)
        say(f"{path.name}: {'sent' if sent else 'there already'}")
    where = draft.get("links", {}).get("self_html", address)
    if publish:
        where = there.publish(draft).get("links", {}).get("self_html", where)
    name = parts.made.version
    say(f"{where}", f"then: urbsol release record {name} --doi {doi} --deposited {where}")


def _draft(there: Repository, folder: Path, parts: Parts) -> dict[str, object]:
    """Return the draft of a folder, made anew when there is none; its metadata are brought up."""
    path = folder / STATE
    if path.exists():
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["hash"] != parts.made.hash or told["repository"] != there.address:
            raise DataError("this folder is of another deposit", path, remedy="name a new folder")
        return there.update(there.draft(told["id"]), record(parts))
    draft = there.create(record(parts))
    told = {"id": draft["id"], "repository": there.address, "hash": parts.made.hash}
    disk.write_text(path, json.dumps(told, indent=1) + "\n")
    return draft


def _files(folder: Path, parts: Parts) -> list[Path]:
    """Make the pack and the archive of it; return the files that are deposited."""
    shutil.rmtree(parts.target, ignore_errors=True)
    make(parts)
    made = manifest.read(parts.payload)
    archive = folder / f"urban-solidarity-{made.version}.zip"
    write_zip(parts.target, archive, made.version[:10])
    for name in BESIDE:
        shutil.copyfile(parts.target / PAYLOAD / name, folder / name)
    return [archive, *(folder / name for name in BESIDE)]
