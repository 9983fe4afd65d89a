"""The ``urbsol`` command: one verb a stage, errors told once as what, where, what to do."""

from __future__ import annotations

import contextlib
import sys
from importlib.metadata import EntryPoint, entry_points
from typing import NoReturn

import click

from loaders.disk import of_system
from loaders.errors import UrbsolError

GROUP = "urbsol.commands"


class Verbs(click.Group):
    """Loads a verb only when it is called, so that no verb pays for another's imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all verbs, sorted."""
        return sorted(entry.name for entry in entry_points(group=GROUP))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the verb of that name, or None."""
        entry = self._entry(cmd_name)
        command = entry.load() if entry else None
        return command if isinstance(command, click.Command) else None

    def _entry(self, name: str) -> EntryPoint | None:
        return next(iter(entry_points(group=GROUP, name=name)), None)


@click.command(cls=Verbs, name="urbsol", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="urban-solidarity-graph", prog_name="urbsol")
def urbsol() -> None:
    """Build, check, publish and serve the Urban Solidarity Graph."""


def main() -> None:
    """Run ``urbsol``; exit 0 when done, 1 when the data is wrong, 2 when called wrongly."""
    try:
        urbsol(prog_name="urbsol")
    except OSError as error:
        stop(of_system(error))
    except UrbsolError as error:
        stop(error)


def stop(error: UrbsolError) -> NoReturn:
    """Tell an error and leave with its exit code."""
    with contextlib.suppress(OSError):  # where it would be told may be full as well
        click.echo(f"urbsol: {error}", err=True)
    sys.exit(error.exit_code)
