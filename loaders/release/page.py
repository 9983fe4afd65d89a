"""``urbsol release page``: makes of a release one HTML file that answers without a server."""

from __future__ import annotations

from pathlib import Path

import click

from loaders import disk, manifest
from loaders.console import say
from loaders.release import folder as folders
from loaders.release.description.metadata import read_metadata
from loaders.release.offline.page import Source
from loaders.release.offline.page import page as made_page
from loaders.settings import Settings

ENGINE = Path("endpoint", "frontend", "node_modules", "oxigraph")


@click.command(short_help="Make one HTML file of a release that answers without a server.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--release", "wanted", metavar="RELEASE", help="Another than the current release.")
@click.option(
    "--oxigraph",
    "engine",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the npm package oxigraph [default: that of endpoint/frontend].",
)
def page(file: Path, wanted: str | None, engine: Path | None) -> None:
    """Write FILE, an HTML page with the whole dataset and a SPARQL engine in it.

    It opens from disk in a browser, without a network and without a server, and shows the hash of
    the data in it.
    """
    settings = Settings.from_environment()
    release = folders.find(settings.releases, wanted)
    made, metadata = manifest.read(release), read_metadata(settings.data / "release.yml")
    title = f"{metadata.title}, release {made.version}"
    source = Source(release, made, title, metadata.description, engine or settings.root / ENGINE)
    content = made_page(source)
    with disk.guarded(file):
        disk.write_bytes(file, content)
    say(f"{file}: {title}, {len(content) / 1_000_000:.1f} MB")
