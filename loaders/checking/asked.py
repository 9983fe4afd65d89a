"""Asks page after page, politely: one at a time, with a pause between two requests to one host."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlsplit

from loaders.checking import archive
from loaders.checking.asking import Limits, ask
from loaders.checking.judging import ANSWERS, Check, Page, judged


@dataclass
class Manners:
    """How long to wait before a host is asked again; ``clock`` and ``sleep`` are those of time."""

    pause: float = 2.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    asked: dict[str, float] = field(default_factory=dict)

    def wait(self, url: str) -> None:
        """Wait until the host of an address may be asked, and note that it is asked now."""
        host = urlsplit(url).netloc
        left = self.asked.get(host, float("-inf")) + self.pause - self.clock()
        if left > 0:
            self.sleep(left)
        self.asked[host] = self.clock()


@dataclass(frozen=True)
class Asking:
    """How pages are asked: limits, manners, the day, and the archive ('' for none)."""

    limits: Limits
    manners: Manners
    today: date
    archive: str = archive.DEFAULT

    def checks(self, pages: Iterable[Page], before: Mapping[str, Check]) -> Iterator[Check]:
        """Yield what came of asking each page; ``before`` are earlier checks by publication."""
        for page in spread(pages):
            yield self.check(page, before.get(page.publication))

    def check(self, page: Page, before: Check | None) -> Check:
        """Ask one page, and the archive when the page is not as it was."""
        self.manners.wait(page.url)
        made = judged(page, ask(page.url, self.limits), self.today, before)
        if made.state == ANSWERS or made.archived or not self.archive:
            return made
        self.manners.wait(self.archive)
        return replace(
            made, archived=archive.copy_of(page.url, page.read, self.archive, self.limits)
        )


def spread(pages: Iterable[Page]) -> list[Page]:
    """Return pages so that those of one host lie far apart: the first of each, then the second."""
    turns: dict[str, int] = {}
    ranked = []
    for number, page in enumerate(pages):
        host = urlsplit(page.url).netloc
        turns[host] = turns.get(host, -1) + 1
        ranked.append((turns[host], number, page))
    return [page for _, _, page in sorted(ranked, key=lambda one: one[:2])]
