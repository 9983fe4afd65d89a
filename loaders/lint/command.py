"""``urbsol lint``: checks the form of the curated files, fixes it, registers new keys."""

from __future__ import annotations

import click

from loaders import ledger
from loaders.console import say
from loaders.curation.registry_table import load_registry
from loaders.curation.sources import check_files, read_source, source_folders
from loaders.errors import GroupedError, UrbsolError, raise_all
from loaders.lint.curated import COMMAND, Fault, find_faults, fix_form
from loaders.lint.graded import grade_errors
from loaders.settings import Settings


@click.command(short_help="Check the form of the curated files, or fix it.")
@click.option("--fix", is_flag=True, help="Fix form, order and checksums.")
@click.option("--add-keys", "adding", is_flag=True, help="Register the keys that new rows need.")
@click.option(
    "--publish-keys", "publishing", is_flag=True, help="Remember all keys as published (a release)."
)
def lint(fix: bool, adding: bool, publishing: bool) -> None:
    """Check that every curated file is in canonical form: tables, registry and checksums.

    Keys are never invented here: --add-keys takes them from the rows of the sources.
    """
    settings = Settings.from_environment()
    faults = list(find_faults(settings.data))
    if fix:
        for fault in faults:
            fix_form(fault)
            say(f"fixed {fault.error.file}")
    elif faults:
        raise _told(faults)
    if adding:
        _add(settings)
    _check(settings)
    if publishing:
        _publish(settings)
    say("The curated files are in canonical form.")


def _told(faults: list[Fault]) -> UrbsolError:
    errors = tuple(fault.error for fault in faults)
    if len(errors) == 1:
        return errors[0]
    return GroupedError(f"{len(errors)} curated files need fixing, run: {COMMAND}", errors=errors)


def _check(settings: Settings) -> None:
    """Raise what is wrong beyond the form: registry, every ``source.yml``, grades of evidence."""
    load_registry(settings.data / "registry")
    ledger.read(settings.data / ledger.NAME)
    for folder in source_folders(settings.data):
        source = read_source(folder)
        check_files(source)
        raise_all(grade_errors(source), f"data/sources/{source.stem}")


def _add(settings: Settings) -> None:
    # Mapping is not needed for checking the form, and takes a while to load.
    from loaders.lint.keys import add_keys  # noqa: PLC0415

    for entry in add_keys(settings):
        say(f"registered {entry.kind}/{entry.key}: {entry.label}")


def _publish(settings: Settings) -> None:
    from loaders.lint.keys import publish_keys  # noqa: PLC0415

    say(f"{publish_keys(settings)} keys are published.")
