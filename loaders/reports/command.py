"""``urbsol load``: one report → extracted.jsonl, RDF and a validation report."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from loaders.console import say
from loaders.errors import UrbsolError, UsageError
from loaders.interpret import dates
from loaders.reports.loading import Loader, Wishes
from loaders.reports.output import summary, write_folder
from loaders.reports.save import save
from loaders.settings import Settings


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--city", default="", help="Key or name of the city the report is about.")
@click.option("--title", default="", help="Title of the report (one file only).")
@click.option("--stem", default="", help="Name of the source (one file only; else from the file).")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("loaded"),
    show_default=True,
    help="Folder to write to; every report gets a folder of its own in it.",
)
@click.option("--save", "keep", is_flag=True, help="Make it a source under data/sources/.")
@click.option("--replace", "again", is_flag=True, help="With --save: read a source again.")
@click.option("--publisher", default="", help="Who published the report.")
@click.option("--author", default="", help="Who wrote it; several names with ; between them.")
@click.option("--date", default="", help="When it was published: 2021, 2021-05 or 2021-05-14.")
@click.option("--type", "kind", default="", help="What it is: report, book, article, web-page …")
@click.option("--series", default="", help="The series it belongs to, with its number.")
@click.option("--doi", default="", help="Its DOI.")
@click.option("--licence", default="", help="Address of the licence of the data.")
@click.option("--url", default="", help="Where it was published.")
def load(
    *,
    files: tuple[Path, ...],
    city: str,
    title: str,
    stem: str,
    out: Path,
    keep: bool,
    again: bool,
    publisher: str,
    licence: str,
    url: str,
    author: str,
    date: str,
    kind: str,
    series: str,
    doi: str,
) -> None:
    """Read reports and turn each into RDF with its evidence.

    FILES are PDF, DOCX, ODT, RTF, PPTX, HTML, MHTML, EPUB, mail, Markdown, text, XLSX, ODS or
    CSV.  A report after the template (see `urbsol template`) gives facts, running text gives
    unreviewed claims.  Exit code 0 when all were read and conform to the shapes, 1 when one was
    not, 2 when called wrongly.
    """
    if len(files) > 1 and (title or stem):
        raise UsageError("--title and --stem go with one file", "load the files one by one")
    if again and not keep:
        raise UsageError("--replace goes with --save")
    settings = Settings.from_environment()
    loader = Loader(settings)
    if date and dates.point(date) is None:
        raise UsageError(f"{date!r} is not a date", "write it as 2021, 2021-05 or 2021-05-14")
    wishes = Wishes(city, title, stem, publisher, licence, url, author, date, kind, series, doi)
    results = [_one(loader, path, wishes, out, keep=keep, again=again) for path in files]
    if len(results) > 1:
        say(f"{sum(results)} of {len(results)} reports loaded and valid")
    sys.exit(0 if all(results) else 1)


def _one(loader: Loader, path: Path, wishes: Wishes, out: Path, *, keep: bool, again: bool) -> bool:
    """Load one report and say what came of it; True when it is valid."""
    try:
        loaded = loader.load(path, wishes)
        folder = out / loaded.stem
        write_folder(loaded, folder, loader.settings)
        say(*summary(loaded, folder))
        if keep:
            say(f"  saved as {save(loaded, loader.settings, again=again)}")
    except UsageError:
        raise
    except UrbsolError as error:
        click.echo(f"urbsol: {error}", err=True)
        return False
    return loaded.validation.conforms
