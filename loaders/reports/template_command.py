"""``urbsol template``: writes the published template of a city report, to be filled in."""

from __future__ import annotations

from pathlib import Path

import click

from loaders.console import say
from loaders.errors import UsageError
from loaders.reports.structured.fields import HEAD, TEMPLATE
from loaders.reports.structured.model import Entry, StructuredReport
from loaders.reports.structured.write import SUFFIXES, write


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--city", default="", help="Key or name of the city the report is about.")
@click.option("--title", default="", help="Title of the report.")
@click.option("--language", default="", help="Language of the report: en, de, fr …")
@click.option("--force", is_flag=True, help="Overwrite the file when it exists.")
def template(file: Path, city: str, title: str, language: str, force: bool) -> None:
    """Write the template of a city report to FILE (.md, .docx, .xlsx or .csv).

    Fill in what you know and give it to `urbsol load`: its statements become facts with the report
    as their source. Exit code 0 when written, 2 when called wrongly.
    """
    if file.suffix.lower() not in SUFFIXES:
        raise UsageError(f"no template for {file.name!r}", "use .md, .docx, .xlsx or .csv")
    if file.exists() and not force:
        raise UsageError(f"{file} exists already", "choose another name, or use --force")
    given = {"template": TEMPLATE, "title": title, "city": city, "language": language}
    head = Entry(HEAD.name, {name: value for name, value in given.items() if value})
    write(StructuredReport(head), file)
    say(f"{file}: fill it in, then run: urbsol load {file}")
