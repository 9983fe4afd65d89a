"""The verbs ``urbsol serve`` and ``urbsol query``."""

from __future__ import annotations

import dataclasses
import os
import secrets
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import click

from endpoint.sparql.limits import Limits, text_of, variable
from loaders.errors import UsageError
from loaders.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])
RELEASE = click.option(
    "--release",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Release folder (default: the current one).",
)


def limit_options(command: Command) -> Command:
    """Give a command an option for each limit of the query service."""
    for limit in reversed(fields(Limits)):
        given = getattr(Limits(), limit.name)
        shown = f" [default: {text_of(given)}]" if given != "" else ""
        command = click.option(
            f"--{limit.name.replace('_', '-')}",
            limit.name,
            metavar="VALUE",
            help=f"{limit.metadata['meaning'].capitalize()} ({variable(limit)}).{shown}",
        )(command)
    return command


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=int, help="Port; 0 for any.")
@RELEASE
@click.option("--writable", is_flag=True, help="Accept updates to a copy in memory; loopback only.")
@click.option("--token", envvar="URBSOL_TOKEN", help="What writers show (default: made up).")
@limit_options
def serve(
    *,
    host: str,
    port: int,
    release: Path | None,
    writable: bool,
    token: str | None,
    **given: str | None,
) -> None:
    """Serve SPARQL, the URIs and the pages of a release; build one first when there is none.

    SIGHUP loads the release anew, and a new current release is taken up by itself.
    """
    limits = limits_of(given)
    check_store(limits)
    folder = release or current_release()
    # What forks and listens is imported only when it is to run.
    from endpoint.workers.supervisor import Service, Supervisor, listen  # noqa: PLC0415

    listener = listen(host, port, limits)
    bound = listener.getsockname()
    shown = f"[{bound[0]}]" if ":" in bound[0] else bound[0]

    def tell() -> None:
        click.echo(f"http://{shown}:{bound[1]}/")
        sys.stdout.flush()

    if writable:
        from endpoint.writable.admin import run_writable  # noqa: PLC0415

        if token is None:
            token = secrets.token_urlsafe(24)
            click.echo(f"Authorization: Bearer {token}", err=True)
        run_writable(folder, listener, limits, token, tell)
        return
    tell()
    sys.exit(Supervisor(Service(folder, listener, limits, follow=release is None)).run())


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8-sig"))
@click.option("--format", "format_", help="json, xml, csv, tsv, ttl, nt, jsonld, rdf, trig or nq.")
@RELEASE
def query(file: Any, format_: str | None, release: Path | None) -> None:
    """Answer the SPARQL query in FILE (- for standard input) from a release."""
    from endpoint.onefile import answer  # noqa: PLC0415

    folder = release or current_release(build=False)
    sys.stdout.buffer.write(answer(file.read(), format_, folder))
    sys.stdout.buffer.flush()


def check_store(limits: Limits) -> None:
    """Raise UsageError when ``URBSOL_STORE`` is set, but not to the address of a server."""
    from endpoint.remote.store import named  # noqa: PLC0415

    named(os.environ, limits)


def limits_of(given: dict[str, str | None]) -> Limits:
    """Return the limits of the environment with those given as options put over them."""
    limits = Limits.from_environment()
    texts = {name: text for name, text in given.items() if text is not None}
    parsed = Limits.from_texts(texts)
    return dataclasses.replace(limits, **{name: getattr(parsed, name) for name in texts})


def current_release(*, build: bool = True) -> Path:
    """Return the folder of the current release, which is built when there is none."""
    settings = Settings.from_environment()
    folder = settings.releases / "current"
    if folder.is_dir():
        return folder
    if build:
        click.echo("There is no release yet: building one.", err=True)
        code = subprocess.run([sys.executable, "-m", "loaders", "build"], check=False).returncode
        if code:
            raise SystemExit(code)
    if not folder.is_dir():
        raise UsageError(f"there is no release in {settings.releases}", remedy="run: urbsol build")
    return folder
