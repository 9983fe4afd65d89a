"""``urbsol release log`` and ``urbsol release follow``: the change log, written and read."""

from __future__ import annotations

from pathlib import Path

import click

from loaders import disk, ledger, manifest
from loaders.console import say
from loaders.release import folder as folders
from loaders.release.stream.client import follow as follow_log
from loaders.release.stream.log import Log
from loaders.settings import Settings

FOLDER = "changes"


@click.command(short_help="Continue the change log with the releases that came since.")
def log() -> None:
    """Continue the change log with the releases that lie here and are later than its last one.

    It is a Linked Data Event Stream in files that never change again, which the service offers at
    /changes. Run it when a release is published; a release that was in it may be pruned.
    """
    settings = Settings.from_environment()
    with disk.guarded(settings.releases), folders.locked(settings.releases):
        made = Log.read(settings.releases / FOLDER, settings.base)
        done = {entry.version: entry.hash for entry, _ in made.entries}
        newest = max(done, key=ledger.order, default="")
        for path in _one_each(folders.listed(settings.releases)):
            told = manifest.read(path)
            if done.get(told.version) == told.hash:
                made.last = path
            elif told.base == settings.base and ledger.order(told.version) > ledger.order(newest):
                say(f"{told.version}: {made.append(path)} activities")
        if made.entries:
            entry = made.entries[-1][0]
            say(f"{len(made.entries)} releases; the last is {entry.version}, {entry.hash}")


def _one_each(paths: list[Path]) -> list[Path]:
    """Return one folder for each version, of several with the same dataset the last."""
    return list({manifest.read(path).version: path for path in paths}.values())


@click.command(short_help="Follow the change log of another server, and keep a copy.")
@click.argument("address")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def follow(address: str, folder: Path) -> None:
    """Follow the change log at ADDRESS (…/changes) and keep a copy of the dataset in FOLDER.

    Only what is new since the last time is fetched. After each release the hash of the copy is
    compared with that of the release.
    """
    with disk.guarded(folder):
        came = follow_log(address, folder)
    for release in came:
        say(f"{release.iri}: {release.hash}")
    if not came:
        say("nothing new")
