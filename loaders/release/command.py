"""``urbsol release``: what releases there are, whether one is whole, how two differ."""

from __future__ import annotations

import json
from pathlib import Path

import click

from loaders import manifest
from loaders.console import say
from loaders.errors import DataError, GroupedError
from loaders.release import folder as folders
from loaders.release.deposit import deposit
from loaders.release.diff import diff
from loaders.release.log import follow, log
from loaders.release.pack import pack
from loaders.release.packing.bag import is_pack
from loaders.release.page import page
from loaders.release.prune import prune, restore
from loaders.release.publish import publish
from loaders.release.record import record
from loaders.release.tables import tables
from loaders.release.verification.remote import fetched, is_address
from loaders.release.verify import made_of, problems
from loaders.release.w3id import w3id
from loaders.settings import Settings


@click.group(short_help="List, verify, compare, record, publish and prune releases.")
def release() -> None:
    """List, verify, compare, record, publish and prune releases.

    A RELEASE is a folder name in the releases (its beginning will do), a path, or ``current``.
    """


release.add_command(deposit)
release.add_command(diff)
release.add_command(follow)
release.add_command(log)
release.add_command(pack)
release.add_command(page)
release.add_command(publish)
release.add_command(prune)
release.add_command(record)
release.add_command(restore)
release.add_command(tables)
release.add_command(w3id)


@release.command("list")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def list_(*, as_json: bool) -> None:
    """List all releases; a star marks the current one."""
    releases = Settings.from_environment().releases
    found = [_entry(path, folders.current(releases)) for path in folders.listed(releases)]
    if as_json:
        click.echo(json.dumps(found, indent=1, ensure_ascii=False))
        return
    for entry in found:
        mark = "*" if entry["current"] else " "
        say(f"{mark} {entry['name']}  {entry['damage'] or entry['content']}")
    if not found:
        say(f"no releases in {releases}; run: urbsol build")


def _entry(path: Path, current: Path | None) -> dict[str, object]:
    """Describe a release, even one whose manifest cannot be read."""
    entry: dict[str, object] = {"name": path.name, "current": path.resolve() == current}
    try:
        made = manifest.read(path)
    except DataError as error:
        return {**entry, "damage": error.what}
    aside = f", without {', '.join(sorted(made.quarantined))}" if made.quarantined else ""
    return {
        **entry,
        "damage": "",
        "content": f"{made.quads} quads in {len(made.graphs)} graphs{aside}",
        "version": made.version,
        "hash": made.hash,
        "quads": made.quads,
        "quarantined": sorted(made.quarantined),
    }


@release.command()
@click.argument("name", metavar="[RELEASE|PACK|URL]", required=False)
def verify(name: str | None) -> None:
    """Verify a release or a pack, here or on a web server; exit 1 when anything is wrong.

    Checksums come first: a changed file is named, and what it says is not looked at. Then the hash
    of the dataset is computed from each dump, and every quad of the store is compared, where there
    is one.
    """
    if name and is_address(name):
        with fetched(name) as folder:
            _verify(folder, name, served=True)
        return
    packed = Path(name) if name and is_pack(Path(name)) else None
    path = packed or folders.find(Settings.from_environment().releases, name, whole=False)
    _verify(path, str(path), served=False)


def _verify(path: Path, shown: str, *, served: bool) -> None:
    if found := list(problems(path, served=served)):
        raise GroupedError(
            "the release is damaged",
            shown,
            remedy=REMEDY_COPY if served or is_pack(path) else REMEDY,
            errors=tuple(DataError(problem) for problem in found),
        )
    made = made_of(path)
    say(f"{path.name}: {len(made.files)} files and {made.quads} quads are as they should be")


REMEDY = "delete it and run: urbsol build; or restore it from a copy that is whole"
REMEDY_COPY = "restore what is named from another copy; a pack made anew is the same, byte by byte"
