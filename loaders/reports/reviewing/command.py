"""``urbsol review``: writes the review sheet of a source and reads the decisions back."""

from __future__ import annotations

from pathlib import Path

import click

from loaders import disk
from loaders.console import say
from loaders.errors import UsageError
from loaders.mapping.base import Context
from loaders.reports.reviewing.session import Session, open_session
from loaders.reports.reviewing.texts import sentences
from loaders.review.decisions import UNREVIEWED
from loaders.review.sheet import NAME
from loaders.settings import Settings

SHOWN = 20


@click.command(short_help="Write the review sheet of a source and read the decisions back.")
@click.argument("stem")
@click.option(
    "--from",
    "further",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take decisions from another sheet too, such as one downloaded from the site.",
)
@click.option("--overrule", is_flag=True, help="Let the decisions of --from win.")
@click.option(
    "--register",
    is_flag=True,
    help="Let in the unknown things that accepted claims speak of, and register their keys.",
)
@click.option("--check", is_flag=True, help="Write nothing, only tell what is wrong.")
@click.option(
    "--show-text",
    "text",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The report itself: show the sentence of each open claim here, and nowhere else.",
)
@click.option("--open", "site", metavar="URL", help="Open the page of the source on this site.")
def review(
    *,
    stem: str,
    further: Path | None,
    overrule: bool,
    register: bool,
    check: bool,
    text: Path | None,
    site: str,
) -> None:
    """Write data/sources/STEM/curation.csv: a row for each claim read from the reports of a source.

    Fill in decision (accepted, corrected, rejected, or added in a row of your own), reviewer (ORCID
    or initials), reviewed (day) and reason, and run the command again: it checks what you wrote.
    Where an accepted claim names something unknown, it says which kind and key it would get;
    --register lets it in. Decisions stay with what a claim says, wherever it stands. Accepted
    claims become statements with the next urbsol build. Exit code 0 when all is well, 1 when a row
    is wrong, 2 when called wrongly.
    """
    if overrule and further is None:
        raise UsageError("--overrule goes with --from")
    if register and check:
        raise UsageError("--register writes, --check does not", "give one of them")
    context = Context.load(Settings.from_environment())
    session = open_session(stem, context, further, overrule=overrule)
    unknown = session.unknown(context) if register else []
    session = session.with_new(unknown)
    for one in unknown:
        say(f"let in: {one.new}")
    missing = session.missing_keys(context)
    path = session.source.folder / NAME
    sheet = session.sheet(context)
    changed = not path.is_file() or path.read_text(encoding="utf-8") != sheet
    if changed and not check:
        disk.write_text(path, sheet)
    if register:
        missing = _registered(context.settings, missing)
    for line in _told(session, missing):
        say(line)
    if text is not None:
        for line in sentences(session, text, context):
            say(line)
    state = "as it was" if not changed else "would change" if check else "written"
    say(f"  data/sources/{stem}/{NAME}: {state}")
    if site:
        click.launch(f"{site.rstrip('/')}/review/{stem}")


def _registered(settings: Settings, missing: list[str]) -> list[str]:
    """Register the keys that the decisions need; return those that are missing still."""
    # Mapping all sources takes a while to load.
    from loaders.lint.keys import add_keys  # noqa: PLC0415

    added = {f"{entry.kind}/{entry.key}" for entry in add_keys(settings)}
    for name in sorted(added):
        say(f"registered {name}")
    return [name for name in missing if name not in added]


def _told(session: Session, missing: list[str]) -> list[str]:
    counts = session.counts
    total = sum(counts.values())
    order = [UNREVIEWED, *sorted(set(counts) - {UNREVIEWED})]
    parts = ", ".join(f"{counts.get(status, 0)} {status}" for status in order)
    lines = [f"{session.source.stem}: {total} claims ({parts})"]
    for one in session.vanished:
        lines.append(f"  kept, but look at it: {one}")
    if missing:
        more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
        lines.append(f"  not registered yet: {', '.join(missing[:SHOWN])}{more}")
        lines.append("    → urbsol lint --fix --add-keys")
    return lines
