"""``urbsol release prune`` and ``restore``: old releases go or shrink by rule; names stay taken."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from loaders import disk, folded, ledger, manifest
from loaders.console import say
from loaders.errors import DataError, UsageError
from loaders.manifest import Manifest
from loaders.release import folder as folders
from loaders.release.folding.fold import fold, tidy
from loaders.release.folding.whole import restore as make_whole
from loaders.settings import Settings

PERIODS = {"day": 10, "month": 7, "year": 4}  # characters of an ISO date
EACH = re.compile(r"(day|month|year)(?::(\d{1,6}))?")
RULES = "5, day:7, month:12, year, recorded, or the name of a release"


@dataclass(frozen=True)
class Kept:
    """A release that lies here: its folder, its manifest (None when unreadable)."""

    folder: Path
    made: Manifest | None

    @property
    def version(self) -> str:
        """Return the name of the release, or of its folder when it cannot be read."""
        return self.made.version if self.made else self.folder.name

    @property
    def date(self) -> str:
        """Return the day of the release."""
        return self.version[:10]


Rule = Callable[[list[Kept]], set[Path]]


@click.command(short_help="Take away old releases by rule.")
@click.option(
    "--keep",
    "rules",
    multiple=True,
    required=True,
    metavar="RULE",
    help=f"What to keep: {RULES}; may be given several times.",
)
@click.option("--difference", is_flag=True, help="Store what stays as difference from the newest.")
@click.option("--dry-run", is_flag=True, help="Only say what would be taken away.")
def prune(rules: tuple[str, ...], *, difference: bool, dry_run: bool) -> None:
    """Take away every release that no rule keeps; the current one always stays.

    A number keeps so many of the newest; `day`, `month` and `year` the newest of each, with `:N` of
    the last N; `recorded` those in data/releases.csv. A release that is served or cannot be read
    stays. The ledger remembers all of them: their addresses answer 410 from then on.

    With --difference the others that stay are stored as their difference from the current release,
    where that is smaller: they are still verified, compared and asked. What others are stored as a
    difference from stays too. `urbsol release restore` makes one whole again.
    """
    settings = Settings.from_environment()
    recorded = {one.hash for one in ledger.read(settings.data / ledger.NAME)}
    chosen = [rule_of(text, recorded) for text in rules]
    with disk.guarded(settings.releases), folders.locked(settings.releases):
        here = [_kept(path) for path in folders.listed(settings.releases)]
        stay = {folders.current(settings.releases)}
        for rule in chosen:
            stay |= {path.resolve() for path in rule(here)}
        if difference and not dry_run:
            _fold([one for one in here if one.folder.resolve() in stay], settings.releases)
        stay |= {path.resolve() for path in bases(here, stay)}
        old = [one for one in here if one.folder.resolve() not in stay]
        gone = sum(_take_away(one, settings.releases, dry_run=dry_run) for one in old)
    say(f"{len(here) - gone} releases stay, {gone} {'would go' if dry_run else 'are gone'}")


def bases(here: list[Kept], stay: Container[Path | None]) -> set[Path]:
    """Return the releases from which those that stay are stored as a difference."""
    staying = (one.folder for one in here if one.folder.resolve() in stay)
    return {one.parent / folded.told(one).against for one in staying if folded.is_folded(one)}


def _fold(staying: list[Kept], releases: Path) -> None:
    """Store all but the current release as their difference from it, where that is smaller."""
    current = folders.current(releases)
    if current is None:
        return
    for one in staying:
        stored = folded.is_folded(one.folder)
        if one.made is None or one.folder.resolve() == current or in_use(one.folder):
            continue
        if stored and folded.told(one.folder).against == current.name:
            tidy(one.folder, folded.told(one.folder))
        elif sizes := fold(one.folder, current):
            before, after = sizes.before / 1e6, sizes.after / 1e6
            say(f"{one.folder.name}: {before:.1f} MB, as a difference {after:.1f} MB")


def _kept(folder: Path) -> Kept:
    try:
        return Kept(folder, manifest.read(folder))
    except DataError:
        return Kept(folder, None)


def rule_of(text: str, recorded: Iterable[str]) -> Rule:
    """Return what a rule keeps of releases from the oldest to the newest.

    ``recorded`` are the hashes of those in the data. Raise UsageError for what is not a rule.
    """
    if text.isascii() and text.isdigit():
        return lambda here: {one.folder for one in _readable(here)[::-1][: int(text)]}
    if text == "recorded":
        hashes = frozenset(recorded)
        return lambda here: {one.folder for one in here if one.made and one.made.hash in hashes}
    if each := EACH.fullmatch(text):
        return lambda here: _newest(here, PERIODS[each[1]], int(each[2] or 0))
    if ledger.VERSION.match(text):
        return lambda here: _named(here, text)
    raise UsageError(f"{text!r} is not a rule of what to keep", f"say {RULES}")


def _readable(here: list[Kept]) -> list[Kept]:
    return [one for one in here if one.made]


def _newest(here: list[Kept], length: int, most: int) -> set[Path]:
    """Return the newest of each period, of the last ``most`` periods that have any (0: all)."""
    last = {one.date[:length]: one.folder for one in _readable(here)}
    periods = sorted(last)
    return {last[period] for period in (periods[-most:] if most else periods)}


def _named(here: list[Kept], name: str) -> set[Path]:
    found = {one.folder for one in here if name in {one.version, one.folder.name}}
    if not found:
        raise UsageError(f"there is no release {name!r} to keep", "see: urbsol release list")
    return found


def _take_away(one: Kept, releases: Path, *, dry_run: bool) -> bool:
    """Take a release away; tell which, and return whether it went (or would go)."""
    if one.made is None or in_use(one.folder):
        reason = "it is being served" if one.made else "its manifest cannot be read"
        say(f"{one.folder.name} stays: {reason}")
        return False
    size = sum(path.stat().st_size for path in one.folder.rglob("*") if path.is_file())
    say(f"{one.folder.name} ({size / 1e6:.0f} MB)")
    if not dry_run:
        if not _remembered(one.made, releases):
            ledger.record(releases / ledger.NAME, ledger.entry_of(one.made))
        # Half a release is never listed, and what is left of it goes with the next command.
        going = releases / f"{folders.BUILDING}{one.folder.name}"
        one.folder.rename(going)
        disk.sync_folder(releases)
        shutil.rmtree(going)
    return True


def _remembered(made: Manifest, releases: Path) -> bool:
    """Tell whether the ledger has the name; two that had one name are from before there was one."""
    return any(one.version == made.version for one in ledger.read(releases / ledger.NAME))


def in_use(folder: Path) -> bool:
    """Tell whether somebody serves a release: whoever does holds its manifest."""
    handle = os.open(folder / manifest.NAME, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


@click.command(short_help="Make a release whole that is stored as a difference.")
@click.argument("name", metavar="RELEASE")
def restore(name: str) -> None:
    """Make a release whole again that `prune --difference` stored as a difference.

    Each file is compared with its checksum; the store is made anew from the dump.
    """
    releases = Settings.from_environment().releases
    with disk.guarded(releases), folders.locked(releases):
        folder = folders.find(releases, name, whole=False)
        if not folded.is_folded(folder):
            raise UsageError(f"{folder.name} is whole", "name one stored as a difference")
        make_whole(folder)
    say(f"{folder.name} is whole again")
