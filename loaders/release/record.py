"""``urbsol release record``: writes a release into the ledger of the data, for ever."""

from __future__ import annotations

from dataclasses import replace

import click

from loaders import ledger, manifest
from loaders.console import say
from loaders.errors import UsageError
from loaders.release import folder as folders
from loaders.settings import Settings


@click.command(short_help="Record a release in data/releases.csv.")
@click.argument("name", metavar="[RELEASE]", required=False)
@click.option("--doi", default="", help="DOI of its deposit, such as 10.5281/zenodo.1.")
@click.option("--deposited", default="", metavar="URL", help="Where its deposit is.")
def record(name: str | None, doi: str, deposited: str) -> None:
    """Record RELEASE (default: the current one) in data/releases.csv, with its hash and counts.

    From then on its name belongs to this dataset, and releases of later days tell of it. Record a
    release when it is published; do it again with --doi when it was deposited.
    """
    settings = Settings.from_environment()
    if doi and not ledger.DOI.fullmatch(doi):
        raise UsageError(f"{doi!r} is not a DOI", "write it like 10.5281/zenodo.1, no address")
    if deposited and not ledger.ADDRESS.fullmatch(deposited):
        raise UsageError(f"{deposited!r} is not a web address")
    made = manifest.read(folders.find(settings.releases, name, whole=False))
    path = settings.data / ledger.NAME
    known = {one.version: one for one in ledger.read(path)}.get(made.version)
    entry = ledger.entry_of(made)
    entry = replace(
        entry,
        doi=doi or (known.doi if known else ""),
        deposited=deposited or (known.deposited if known else ""),
    )
    ledger.record(path, entry)
    say(f"{path}: {entry.version} is the dataset {entry.hash}")
