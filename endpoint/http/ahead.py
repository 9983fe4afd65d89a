"""Asks for pages ahead, while nobody else asks for any: what many pages share is made then.

Outlines, indexes, labels and the documentation are made once in each process, by whoever asks for
the first page that needs them. A page itself is not kept: it holds the addresses of who asks.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from endpoint.languages.known import CODES, SOURCE
from endpoint.sparql.messages import Request, Response
from loaders.kinds import BY_KEY, KINDS

Call = Callable[[Request], Awaitable[tuple[Response, float]]]

QUIET = 2.0  # seconds since anybody asked for a page
REST = 4.0  # times what a page took: at most a fifth of a processor is used
HOST = "http://localhost"
SITEMAP = "/sitemap.xml"
LOCATION = re.compile(rb"<loc>([^<]{1,1000})</loc>")
CONCEPTS = ""  # what is no kind of thing has a scheme
# What has maps and long tables of its own, after all pages there is one of.
FIRST = ("list", "country", CONCEPTS, "network", "charter")
POINTS = tuple(f"/map.json?lang={code}" for code in CODES)  # what the script of the map reads
FURTHER = ("/map?area=world", "/search?q=city", "/card/map", *POINTS)
# What is sorted and named anew in each language: the lists, also those that no other page names.
LISTS = tuple(f"/browse/{kind.key}" for kind in KINDS)
# What is put in order for the first who looks for a name, or for what was so on a day.
DATED = (
    "city", "network", "practice", "charter", "organisation", "event", "publication", "place",
    "government", "membership", "designation", "signature", "act", "tenure",
)  # fmt: skip
NARROWED = tuple(f"/browse/{key}?q=a&asof=2020-12-31" for key in DATED)
# What is drawn in a window of its own beside the page of a thing, by its kind.
DRAWN = {"country": "/map?country={}", "network": "/card/network/{}"}


def asked(address: str) -> Request:
    """Return the request for a page as a browser would send it."""
    path, _, query = address.partition("?")
    return Request("GET", path, query, {"accept": "text/html"}, target=HOST + path)


def addresses(sitemap: bytes, most: int) -> list[str]:
    """Return the pages that are made ahead, at most so many, out of a sitemap.

    Pages there is one of come first, lists in all languages and narrowed next, then the pages of
    lists, countries, concepts, networks and charters with the maps and cards of them.
    """
    found = [urlsplit(one.decode()).path for one in LOCATION.findall(sitemap)]
    alone = [path for path in found if not path.startswith("/doc/")]
    others = [f"/{code}" for code in CODES if code != SOURCE.code]
    lists = [f"{prefix}{path}" for prefix in ("", *others) for path in LISTS]
    things = [page for kind in FIRST for path in found for page in _of(kind, path)]
    return list(dict.fromkeys([*alone, *FURTHER, *lists, *NARROWED, *things]))[:most]


def _of(kind: str, path: str) -> Iterator[str]:
    """Yield the page of a thing, if it is of a kind, and what is drawn of it elsewhere."""
    scheme, _, key = path.removeprefix("/doc/").partition("/")
    if path.startswith("/doc/") and kind == (scheme if scheme in BY_KEY else CONCEPTS):
        yield path
        if kind in DRAWN:
            yield DRAWN[kind].format(key)


@dataclass
class Ahead:
    """Makes pages ahead in one process, for each release anew.

    ``call`` makes a page and tells how long that took, ``idle`` for how many seconds nobody has
    asked for one, ``generation`` which release is served.
    """

    call: Call
    idle: Callable[[], float]
    generation: Callable[[], object]
    most: int
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep

    async def run(self) -> None:
        """Make the pages of each release once, as long as the process lives."""
        done: object = None
        while self.most:
            await self.sleep(QUIET)
            now = self.generation()
            if now != done:
                await self.make(now)
                done = now

    async def make(self, generation: object) -> None:
        """Make the pages of a release; stop when another one takes its place."""
        sitemap, _ = await self._made(SITEMAP)
        if sitemap.status != 200 or not isinstance(sitemap.body, bytes):
            return
        for address in addresses(sitemap.body, self.most):
            if self.generation() != generation:
                return
            _, seconds = await self._made(address)
            await self.sleep(seconds * REST)

    async def _made(self, address: str) -> tuple[Response, float]:
        """Make a page when nobody has asked for one for a while."""
        while (left := QUIET - self.idle()) > 0:
            await self.sleep(left)
        return await self.call(asked(address))
