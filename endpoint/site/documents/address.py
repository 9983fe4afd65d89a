"""Where a document is: its address in each format."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from endpoint.site.core.respond import with_suffix
from endpoint.sparql.formats import HTML, Format


@dataclass(frozen=True)
class Address:
    """Where a document is: its path without suffix, its query, and its page if that is elsewhere.

    ``query`` are the names and values that tell which part of a list it is.
    """

    path: str
    query: tuple[tuple[str, str], ...] = ()
    page: str = ""

    @property
    def plain(self) -> str:
        """Return the address that negotiates."""
        return self._asked(self.path)

    def of(self, target: Format) -> str:
        """Return the address of the document in one format."""
        if target is HTML and self.page:
            return self.page
        return self._asked(with_suffix(self.path, target))

    def asked(self, target: Format, *more: tuple[str, str]) -> str:
        """Return the address of a format with more in its query."""
        return f"{with_suffix(self.path, target)}?{urlencode((*self.query, *more))}"

    def _asked(self, path: str) -> str:
        return f"{path}?{urlencode(self.query)}" if self.query else path
