"""The codings in which bodies are sent (RFC 9110 §8.4.1), whole or piece by piece."""

from __future__ import annotations

import asyncio
import os
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

import zstandard

from endpoint.sparql.messages import Spooled

BLOCK = 1 << 18
# How hard it is tried: what is sent once is not worth more.
ZSTD_LEVEL, GZIP_LEVEL, GZIP_QUICK = 3, 6, 4
GZIP = zlib.MAX_WBITS | 16


class Compressor(Protocol):
    """Takes a body piece by piece."""

    def compress(self, data: bytes, /) -> bytes:
        """Take a piece, and return what is ready."""

    def flush(self) -> bytes:
        """Return the rest."""


@dataclass(frozen=True)
class Coding:
    """A coding by its name in headers."""

    name: str

    def whole(self, data: bytes) -> bytes:
        """Return a body in this coding."""
        if self.name == "zstd":
            return zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(data)
        return zlib.compress(data, GZIP_LEVEL, GZIP)

    def compressor(self) -> Compressor:
        """Return what takes a body piece by piece."""
        if self.name == "zstd":
            return zstandard.ZstdCompressor(level=ZSTD_LEVEL).compressobj()
        return zlib.compressobj(GZIP_QUICK, zlib.DEFLATED, GZIP)

    async def pieces(self, file: Spooled) -> AsyncIterator[bytes]:
        """Yield a file in this coding, never much of it at a time; the work is done in threads.

        Raise OSError when the file is shorter than it was.
        """
        compressor, place = self.compressor(), 0
        while place < file.size:
            data = os.pread(file.descriptor, min(BLOCK, file.size - place), place)
            if not data:
                raise OSError("the file of an answer was cut")
            place += len(data)
            ready = await asyncio.to_thread(compressor.compress, data)
            if ready:
                yield ready
        yield compressor.flush()


# What servers prefer comes first.
CODINGS = {name: Coding(name) for name in ("zstd", "gzip")}
