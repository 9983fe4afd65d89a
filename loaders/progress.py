"""Tells how far a build is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from loaders.console import say
from loaders.errors import visible

Done = Callable[[str], None]
BAR = "%(label)s  [%(bar)s]  %(info)s"


class Progress:
    """Whom a build tells what it does; this one tells nobody."""

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Done]:  # noqa: ARG002 - for the subclasses
        """Begin a stage of ``total`` parts; call what is given with the name of each part done."""
        yield lambda _part: None

    def say(self, text: str) -> None:
        """Tell something that deserves a line of its own."""


class Lines(Progress):
    """Tells on standard error, a line a stage: for logs."""

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Done]:
        """Write a line when the stage is over, with its duration in seconds."""
        start, parts = time.monotonic(), 0

        def done(_part: str) -> None:
            nonlocal parts
            parts += 1

        yield done
        count = f"{parts} of {total}, " if total else ""
        self.say(f"{name:<9} {count}{time.monotonic() - start:.1f} s")

    def say(self, text: str) -> None:
        """Write a line."""
        say(*text.split("\n"), err=True)


class Bars(Lines):
    """Tells on a terminal, a bar a stage."""

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Done]:
        """Show a bar that grows with each part."""
        if not total:
            with super().stage(name, total) as done:
                yield done
            return
        with click.progressbar(
            length=total,
            label=f"{name:<9}",
            file=sys.stderr,
            bar_template=BAR,
            show_pos=True,
            item_show_func=_shown,
        ) as bar:
            yield lambda part: bar.update(1, part)


def _shown(part: str | None) -> str:
    return visible(part or "")


def progress_for(stream: object) -> Progress:
    """Return bars for a terminal and lines for anything else."""
    isatty = getattr(stream, "isatty", None)
    return Bars() if isatty and isatty() else Lines()
