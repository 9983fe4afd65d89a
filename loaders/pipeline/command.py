"""``urbsol build``: from the sources to a release folder."""

from __future__ import annotations

import sys

import click

from loaders.errors import UsageError
from loaders.progress import progress_for
from loaders.settings import Settings


@click.command(short_help="Make a release from the sources.")
@click.option("--only", multiple=True, metavar="STEM", help="Read anew only this source.")
@click.option("--quarantine", is_flag=True, help="Set failing sources aside, release the rest.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes [default: all cores].")
@click.option("--strict-name", is_flag=True, help="Refuse a dataset whose name belongs to another.")
@click.option("--scheduler", metavar="URL", help="Work on a Dask cluster: tcp://host:port.")
def build(
    *,
    only: tuple[str, ...],
    quarantine: bool,
    jobs: int | None,
    strict_name: bool,
    scheduler: str | None,
) -> None:
    """Read, map, validate, check, derive, and switch to the new release.

    Sources that did not change are not read again. With --only the other sources are taken as they
    were last read. When anything is wrong, the release that is there stays.
    """
    if jobs and scheduler:
        raise UsageError("--jobs and --scheduler exclude each other")
    from loaders.pipeline.stages import BuildRequest, build as run  # noqa: PLC0415, I001 - heavy

    settings = Settings.from_environment()
    request = BuildRequest(settings, only, quarantine, jobs, scheduler, strict_name)
    outcome = run(request, progress_for(sys.stderr))
    made = outcome.manifest
    click.echo(
        f"{'release' if outcome.changed else 'nothing to do, release'} {outcome.folder.name}: "
        f"{made.quads} quads in {len(made.graphs)} graphs"
    )
