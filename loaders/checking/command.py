"""``urbsol check-links``: whether the cited pages still answer.  Asks the network, by hand only."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import click

from loaders.checking import archive
from loaders.checking.asked import Asking, Manners
from loaders.checking.asking import MEGABYTE, Limits
from loaders.checking.cited import cited_pages
from loaders.checking.judging import Check, Page
from loaders.checking.table import STEM, read_checks, write_checks
from loaders.progress import progress_for
from loaders.settings import Settings

KEPT_AFTER = 20  # what was asked is written down so often: a run that is broken off loses little


@click.command("check-links", short_help="Ask whether the cited pages still answer.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Ask at most so many pages.")
@click.option(
    "--pause",
    type=click.FloatRange(0),
    default=2.0,
    show_default=True,
    metavar="SECONDS",
    help="Wait between two requests to one host.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 600),
    default=20.0,
    show_default=True,
    metavar="SECONDS",
    help="The most that one page may take.",
)
@click.option(
    "--megabytes",
    type=click.IntRange(1, 64),
    default=4,
    show_default=True,
    metavar="N",
    help="The most that is read of one page.",
)
@click.option(
    "--archive",
    "archived",
    default=archive.DEFAULT,
    show_default=True,
    metavar="URL",
    help="Where to ask for archived copies of what is not as it was; '' for nowhere.",
)
@click.option("--allow-loopback", is_flag=True, help="Ask servers on this machine too.")
def check_links(
    *,
    limit: int | None,
    pause: float,
    timeout: float,
    megabytes: int,
    archived: str,
    allow_loopback: bool,
) -> None:  # fmt: skip
    """Ask every page that the records of the current release cite, the longest unasked first.

    Writes data/sources/page-checks, a source like any other: look at it, commit it, and build.
    """
    settings = Settings.from_environment()
    folder, today = settings.data / "sources" / STEM, datetime.now(UTC).date()
    before = read_checks(folder)
    pages = cited_pages(settings.releases, settings.base)
    chosen = sorted(pages, key=lambda page: _last(before, page))[:limit]
    limits = Limits(timeout, megabytes * MEGABYTE, allow_loopback)
    asking = Asking(limits, Manners(pause), today, archived)
    cited = {page.publication for page in pages}
    checks = {key: check for key, check in before.items() if key in cited}
    counts: Counter[str] = Counter()
    for made in _asked(asking, chosen, before):
        checks[made.publication] = made
        counts[made.state] += 1
        if not counts.total() % KEPT_AFTER:
            write_checks(folder, checks.values(), today)
    write_checks(folder, checks.values(), today)
    told = ", ".join(f"{number} {state}" for state, number in sorted(counts.items()))
    click.echo(f"asked {counts.total()} of {len(pages)} cited pages: {told or 'nothing'}")


def _last(before: dict[str, Check], page: Page) -> str:
    known = before.get(page.publication)
    return known.checked if known else ""


def _asked(asking: Asking, pages: list[Page], before: dict[str, Check]) -> Iterator[Check]:
    with progress_for(sys.stderr).stage("ask", len(pages)) as done:
        for made in asking.checks(pages, before):
            done(made.url)
            yield made
