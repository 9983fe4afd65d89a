"""Shows the sentences that claims were read from, to a person who has the report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from loaders.documents.sandbox.read import read_document
from loaders.errors import UsageError
from loaders.mapping.base import Context
from loaders.reports.reviewing.session import Session
from loaders.review.names import Names


def sentences(session: Session, path: Path, context: Context) -> Iterator[str]:
    """Yield the open claims of the report in a file, each with its sentence.

    Raises UsageError when the file is not one of the reports of the source (by its checksum).
    """
    document, names = read_document(path), Names(context)
    for narrative, judged in session.reports:
        if narrative.origin.checksum == document.sha256:
            for claim in judged.undecided:
                subject, value = names.label(claim.subject), names.label(claim.object)
                yield ""
                yield f"{narrative.origin.key}--{claim.key}"
                when = f", {claim.date}" if claim.date else ""
                yield printable(f"  {claim.predicate}: {subject} → {value}{when}")
                yield printable(f"  “{document.text[claim.start : claim.end]}”")
            return
    raise UsageError(
        f"{path} is not one of the reports of {session.source.stem}: the checksum differs",
        "give the very file that was read",
    )


def printable(text: str) -> str:
    """Return a text on one line without what could steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
