"""``urbsol release w3id``: writes what w3id.org needs to pass our addresses on."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from loaders import disk, manifest
from loaders.console import say
from loaders.manifest import DUMP
from loaders.release import folder as folders
from loaders.release.addresses.htaccess import EXPECTED, NAME, expected, htaccess
from loaders.release.addresses.life import GONE, MOVED, SPLIT, read
from loaders.release.description.metadata import read_metadata
from loaders.settings import Settings


@click.command(short_help="Write the rules by which w3id.org passes our addresses on.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--release", "wanted", metavar="RELEASE", help="Another than the current release.")
@click.option(
    "--to",
    "service",
    metavar="URL",
    help="The service that answers [default: `service` in data/release.yml, or none].",
)
def w3id(folder: Path, wanted: str | None, service: str | None) -> None:
    """Write into FOLDER .htaccess for w3id.org, and expected.csv: what it has to answer.

    Both come from what the release says of keys that were renamed, merged, split or withdrawn.
    """
    settings = Settings.from_environment()
    release = folders.find(settings.releases, wanted)
    made = manifest.read(release)
    if service is None:
        service = read_metadata(settings.data / "release.yml").service
    found = read(release / DUMP, made.base)
    with disk.guarded(folder):
        folder.mkdir(parents=True, exist_ok=True)
        disk.write_text(folder / NAME, htaccess(found, made.base, made.version, service))
        disk.write_text(folder / EXPECTED, expected(found, made.base, service))
    count = Counter(one.status for one in found)
    many = f"{count[MOVED]} moved, {count[SPLIT]} split, {count[GONE]} withdrawn"
    say(f"{folder / NAME}: {many}; all else goes to {service or 'no service yet (see --to)'}")
