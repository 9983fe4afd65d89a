"""Writes lines to the terminal: whatever stands in them, they stay lines of text."""

from __future__ import annotations

import click

from loaders.errors import visible


def say(*lines: str, err: bool = False) -> None:
    """Write lines to standard output, or standard error; control characters become escapes."""
    for line in lines:
        click.echo(visible(line), err=err)
