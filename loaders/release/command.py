"""``urbsol release``: what releases there are, whether one is whole, how two differ."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from loaders import manifest
from loaders.console import say
from loaders.errors import DataError, GroupedError
from loaders.release import folder as folders
from loaders.release.compare import Difference, compare
from loaders.release.prune import prune
from loaders.release.publish import publish
from loaders.release.record import record
from loaders.release.verify import problems
from loaders.settings import Settings

SHOWN = 40


@click.group(short_help="List, verify, compare, record, publish and prune releases.")
def release() -> None:
    """List, verify, compare, record, publish and prune releases.

    A RELEASE is a folder name in the releases (its beginning will do), a path, or ``current``.
    """


release.add_command(publish)
release.add_command(prune)
release.add_command(record)


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
@click.argument("name", metavar="[RELEASE]", required=False)
def verify(name: str | None) -> None:
    """Verify files, dataset and store of a release; exit 1 when anything is wrong.

    Checksums come first: a changed file is named, and what it says is not looked at. Then the hash
    of the dataset is computed from each dump, and every quad of the store is compared.
    """
    path = folders.find(Settings.from_environment().releases, name)
    if found := list(problems(path)):
        raise GroupedError(
            "the release is damaged",
            path,
            remedy="delete it and run: urbsol build; or restore it from a copy that is whole",
            errors=tuple(DataError(problem) for problem in found),
        )
    made = manifest.read(path)
    say(f"{path.name}: {len(made.files)} files and {made.quads} quads are as they should be")


@release.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with every statement.")
@click.option("--statements", is_flag=True, help="Write every statement, + or - in front.")
def diff(old: str, new: str | None, *, as_json: bool, statements: bool) -> None:
    """Tell which statements and things came and went from OLD to NEW (or the current release)."""
    releases = Settings.from_environment().releases
    difference = compare(folders.find(releases, old), folders.find(releases, new))
    if as_json:
        click.echo(json.dumps(difference.as_json(), indent=1, ensure_ascii=False))
        return
    for line in _statements(difference) if statements else _summary(difference):
        say(line)


def _statements(difference: Difference) -> Iterator[str]:
    yield from (f"- {line}" for line in difference.removed)
    yield from (f"+ {line}" for line in difference.added)


def _summary(difference: Difference) -> Iterator[str]:
    yield f"{difference.old} → {difference.new}"
    yield f"statements: +{len(difference.added)} -{len(difference.removed)}"
    for name, things in (
        ("new", difference.things_new),
        ("gone", difference.things_gone),
        ("changed", difference.things_changed),
    ):
        yield f"things {name}: {len(things)}"
        yield from _first(things)
    graphs = sorted({*difference.graphs_added, *difference.graphs_removed})
    yield f"graphs with changes: {len(graphs)}"
    yield from _first(
        [f"{g} +{difference.graphs_added[g]} -{difference.graphs_removed[g]}" for g in graphs]
    )


def _first(lines: list[str]) -> Iterator[str]:
    yield from (f"  {line}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"  … and {len(lines) - SHOWN} more"
