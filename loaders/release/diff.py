"""``urbsol release diff``: what changed between two releases, for people and for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from loaders import manifest
from loaders.console import say
from loaders.errors import DataError, GroupedError
from loaders.manifest import DUMP, Manifest
from loaders.release import folder as folders
from loaders.release.changes import breaking as breaks
from loaders.release.changes.breaking import Breaking
from loaders.release.changes.dump import Dump
from loaders.release.changes.patch import patch
from loaders.release.changes.statements import Difference, compare
from loaders.release.changes.things import Change, Property, Teller, Told
from loaders.release.folding.whole import whole
from loaders.settings import Settings

SHOWN = 40  # things of a kind
LINES = 8  # properties of a thing
WIDTH = 160  # characters of the values of a property


@dataclass(frozen=True)
class Compared:
    """Two releases, and all that is known of what changed from one to the other."""

    old: Manifest
    new: Manifest
    difference: Difference
    told: Told
    breaking: tuple[Breaking, ...]

    @property
    def undeclared(self) -> tuple[Breaking, ...]:
        """Return the breaking changes that the new release does not declare."""
        return breaks.undeclared(self.breaking, self.new.breaking)


@click.command(short_help="Tell what changed from one release to another.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@click.option("--counts", "form", flag_value="counts", help="Only how many of each kind.")
@click.option("--statements", "form", flag_value="statements", help="Every statement, with + or -.")
@click.option("--patch", "form", flag_value="patch", help="RDF Patch: makes NEW of OLD.")
@click.option("--json", "form", flag_value="json", help="Everything as JSON.")
@click.option("--all", "everything", is_flag=True, help="Do not cut long lists.")
@click.option("--strict", is_flag=True, help="Exit 1 for a breaking change that is not declared.")
def diff(old: str, new: str | None, form: str | None, *, everything: bool, strict: bool) -> None:
    """Tell what changed from OLD to NEW (or the current release).

    By things people know, each with the source of what came: + new, ~ changed, - gone. Where things
    stand in texts and files is only counted. Breaking changes are keys, terms and files that are
    gone, and shapes that ask for more.
    """
    releases = Settings.from_environment().releases
    with (
        whole(folders.find(releases, old, whole=False)) as before,
        whole(folders.find(releases, new, whole=False)) as after,
    ):
        _diff(before, after, form, everything=everything, strict=strict)


def _diff(before: Path, after: Path, form: str | None, *, everything: bool, strict: bool) -> None:
    """Tell what changed from one release folder to another in a form."""
    difference = compare(before, after)
    if form in {"statements", "patch"}:
        lines = _statements(difference)
        if form == "patch":
            lines = patch(difference, manifest.read(before), manifest.read(after))
        # These are read by programs: written as they are.
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return
    found = compared(before, after, difference)
    if form == "json":
        click.echo(json.dumps(_json(found), indent=1, ensure_ascii=False))
    else:
        say(*(_counts(found) if form == "counts" else _words(found, everything=everything)))
    if strict and found.undeclared:
        raise GroupedError(
            "breaking changes are not declared",
            after,
            remedy="declare each in data/release.yml under breaking: with the reason, and build",
            errors=tuple(DataError(str(one)) for one in found.undeclared),
        )


def compared(before: Path, after: Path, difference: Difference) -> Compared:
    """Return all that is known of a difference."""
    made = manifest.read(after)
    teller = Teller(made.base, Dump(before / DUMP), Dump(after / DUMP))
    return Compared(
        manifest.read(before),
        made,
        difference,
        teller.explain(difference),
        breaks.breaking(before, after, difference),
    )


def _statements(difference: Difference) -> Iterator[str]:
    yield from (f"- {line}" for line in difference.removed)
    yield from (f"+ {line}" for line in difference.added)


def _json(found: Compared) -> dict[str, object]:
    return {
        **found.difference.as_json(),
        "changes": [asdict(change) for change in found.told.changes],
        "counts": found.told.counts(),
        "folded": {
            name: {"added": came, "removed": went}
            for name, (came, went) in found.told.folded.items()
        },
        "breaking": [
            {**asdict(one), "declared": _why(one, found.new.breaking)} for one in found.breaking
        ],
    }


def _why(one: Breaking, declared: Mapping[str, str]) -> str:
    """Return the reason given for a breaking change, "" when it is not declared."""
    fitting = (why for what, why in declared.items() if not breaks.undeclared([one], [what]))
    return next(fitting, "")


def _words(found: Compared, *, everything: bool) -> Iterator[str]:
    yield from _counts(found)
    kind, shown = "", 0
    for change in found.told.changes:
        kind, shown = change.kind, shown + 1 if change.kind == kind else 1
        if everything or shown <= SHOWN:
            yield ""
            yield from _change(change, found.new.base, everything=everything)
        elif shown == SHOWN + 1:
            of_kind = sum(found.told.counts()[kind].values())
            yield f"  … {of_kind - SHOWN} more of this kind, see --all"


def _change(change: Change, base: str, *, everything: bool) -> Iterator[str]:
    yield f"{change.sign} {change.kind}: {change.label}  [{change.iri.removeprefix(base)}]"
    if change.sign == "~":
        properties = change.properties if everything else change.properties[:LINES]
        yield from (f"    {_property(one, everything=everything)}" for one in properties)
        if len(properties) < len(change.properties):
            yield f"    … {len(change.properties) - len(properties)} more properties"
    yield from (f"    from {source}" for source in change.sources)


def _property(one: Property, *, everything: bool) -> str:
    came, went = (_cut("; ".join(part), everything) for part in (one.added, one.removed))
    if came and went:
        return f"{one.name}: {went} → {came}"
    return f"{one.name}: {f'+ {came}' if came else f'- {went}'}"


def _cut(text: str, everything: bool) -> str:
    return text if everything or len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"


def _counts(found: Compared) -> Iterator[str]:
    difference = found.difference
    yield f"{difference.old} → {difference.new}"
    yield f"statements: +{len(difference.added)} -{len(difference.removed)}"
    for kind, counts in found.told.counts().items():
        parts = (f"{count} {name}" for name, count in counts.items() if count)
        yield f"{kind}: {', '.join(parts)}"
    for name, (came, went) in found.told.folded.items():
        yield f"{name}: +{came} -{went}"
    yield from _breaking(found)


def _breaking(found: Compared) -> Iterable[str]:
    if not found.breaking:
        return ["breaking changes: none"]
    told = (f"  {one}: {_why(one, found.new.breaking) or 'NOT DECLARED'}" for one in found.breaking)
    return [f"breaking changes: {len(found.breaking)}", *told]
