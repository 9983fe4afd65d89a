"""Compresses answers for clients that ask for it, where that makes them shorter.

Nothing here is secret and nothing depends on who asks, so the length of an answer betrays nothing.
A service one may write to compresses nothing.
"""

from __future__ import annotations

import asyncio
import os
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from endpoint.http.coding import CODINGS, Coding
from endpoint.service.cache import Cache
from endpoint.sparql.messages import Headers, Request, Response, Spooled
from endpoint.workers.spool import MEBI

# Shorter bodies fit into a packet or two as they are.
SHORTEST = 1024
# What is longer is not compressed while others wait for the event loop.
LONG = 1 << 14
# A file of a release that is longer is sent as it is: parts of it can be asked for.
LONGEST_FILE = 1 << 20
GAIN = 0.9
LONGEST_HEADER = 1024
KIND = re.compile(
    r"text/|application/(?:[\w.-]+\+)?(?:json|xml)\b|application/(?:n-|trig|javascript|problem)"
    r"|image/svg\+xml"
)
ELEMENT = re.compile(r"\s*([\w*-]{1,20})\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?")
KEPT = 256 << 10


@lru_cache(maxsize=256)
def chosen(header: str) -> Coding | None:
    """Return the coding an Accept-Encoding header likes best, of equals ours; None for none."""
    weights: dict[str, float] = {}
    for part in header[:LONGEST_HEADER].lower().split(","):
        if found := ELEMENT.fullmatch(part):
            weights[found[1]] = float(found[2] or 1)
    liked = [(weights.get(name, weights.get("*", 0.0)), name) for name in CODINGS]
    # A client that names no coding of ours but "*" knows gzip rather than zstd.
    liked = [(weight, name) for weight, name in liked if name in weights or name == "gzip"]
    weight, name = max(liked, key=lambda pair: pair[0], default=(0.0, ""))
    if weight <= 0 or weight < weights.get("identity", 0.0):
        return None
    return CODINGS[name]


@dataclass
class Squeeze:
    """Compresses responses; keeps those that may be asked for again."""

    cache: Cache = field(default_factory=lambda: Cache(8 * MEBI, KEPT))

    async def __call__(self, request: Request, response: Response) -> Response:
        """Return a response as its client gets it."""
        if response.status == 304:
            return known(request, response)
        if not eligible(response):
            return response
        response = replace(response, headers=varying(response.headers))
        coding = chosen(request.header("accept-encoding"))
        if coding is None or request.header("range"):
            return response
        if request.method == "HEAD" and not response.size:
            # Its length is known only to who compresses it.
            return coded(response, coding, response.body)
        if isinstance(response.body, Spooled):
            return await self._file(coding, response, response.body)
        return await self._whole(request, coding, response, response.body)

    async def _file(self, coding: Coding, response: Response, file: Spooled) -> Response:
        """Compress a file, whole when it is short, else while it is sent."""
        if file.size <= LONGEST_FILE:
            body = os.pread(file.descriptor, file.size, 0)
            squeezed = await asyncio.to_thread(coding.whole, body)
            if len(squeezed) >= GAIN * len(body):
                return response
            os.close(file.descriptor)
            return coded(response, coding, squeezed)
        if response.header("accept-ranges"):
            return response
        return coded(response, coding, file)

    async def _whole(
        self, request: Request, coding: Coding, response: Response, body: bytes
    ) -> Response:
        tag = response.header("etag")
        key = (coding.name, tag, request.path, response.header("content-type"), str(len(body)))
        found = self.cache.get("", key) if tag else None
        if found is not None and isinstance(found.body, bytes):
            return coded(response, coding, found.body)
        if len(body) < LONG:
            squeezed = coding.whole(body)
        else:
            squeezed = await asyncio.to_thread(coding.whole, body)
        if len(squeezed) >= GAIN * len(body):
            return response
        if tag:
            self.cache.put("", key, Response(200, body=squeezed))
        return coded(response, coding, squeezed)


def eligible(response: Response) -> bool:
    """Tell whether a response may be compressed at all."""
    if response.body and response.size < SHORTEST:
        return False
    announced = response.header("content-length")
    size = int(announced) if announced.isdigit() else response.size
    if response.status != 200 or size < SHORTEST:
        return False
    if not KIND.match(response.header("content-type")) or response.header("content-encoding"):
        return False
    return "no-transform" not in response.header("cache-control")


def coded(response: Response, coding: Coding, body: bytes | Spooled) -> Response:
    """Return a response with its body in a coding."""
    dropped = {"content-length", "accept-ranges", "etag"}
    headers = [header for header in response.headers if header[0] not in dropped]
    headers.append(("content-encoding", coding.name))
    if tag := response.header("etag"):
        headers.append(("etag", marked(tag, coding.name)))
    return Response(response.status, tuple(headers), body)


def marked(tag: str, name: str) -> str:
    """Return the tag of a compressed body: a strong one is another (RFC 9110 §8.8.3.3)."""
    return tag if tag.startswith("W/") else f'{tag[:-1]}-{name}"'


def known(request: Request, response: Response) -> Response:
    """Return 304 with the tag that the client named: that of the body it has."""
    tag, given = response.header("etag"), request.header("if-none-match")
    named = next((m for name in CODINGS if (m := marked(tag, name)) in given), "") if tag else ""
    headers = varying(response.headers)
    if not named or named == tag:
        return replace(response, headers=headers)
    kept = tuple(header for header in headers if header[0] != "etag")
    return replace(response, headers=(*kept, ("etag", named)))


def varying(headers: Headers) -> Headers:
    """Return headers with Accept-Encoding among what the answer depends on."""
    named = [value for name, value in headers if name == "vary"]
    told = ", ".join([*named, "Accept-Encoding"])
    return (*(header for header in headers if header[0] != "vary"), ("vary", told))
