"""How long the names of one request may take: seconds, after which it ends with a clear answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TypeVar

from endpoint.languages.speaking import N_
from endpoint.site.core.problems import Problem

SECONDS = 10.0
One = TypeVar("One")


@dataclass(frozen=True)
class Patience:
    """The seconds that a request may take, by a clock."""

    seconds: float = SECONDS
    clock: Callable[[], float] = time.monotonic

    def each(self, queries: Collection[One]) -> Iterator[One]:
        """Yield queries while there is time; raise the 504 problem once there is none left.

        Between two of them the other threads of the process get their turn.
        """
        end = self.clock() + self.seconds
        for done, one in enumerate(queries):
            if self.clock() > end:
                raise Problem(
                    504,
                    "timeout",
                    N_(
                        "After %(seconds)s seconds %(done)s of %(total)s names were resolved, and"
                        " none is answered. Send fewer at once, or fewer misspelt and long ones."
                    ),
                    N_("That takes too long"),
                    values={"seconds": f"{self.seconds:g}", "done": done, "total": len(queries)},
                )
            yield one
            time.sleep(0)


PATIENCE = Patience()
