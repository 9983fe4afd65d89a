"""Calls a WSGI application (the pages, made with Flask) from an event loop, in threads."""

from __future__ import annotations

import asyncio
import io
import os
import re
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from endpoint.sparql.messages import Request, Response, Spooled

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

ExcInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]
BLOCK = 1 << 16
FILE_THREADS = 2
ONE_RANGE = re.compile(r"bytes=(?:[0-9]{1,18}-[0-9]{0,18}|-[0-9]{1,18})")


class FileWrapper:
    """A file as the body of a response (PEP 3333): it is sent without passing through Python."""

    def __init__(self, file: IO[bytes], block: int = BLOCK) -> None:
        """Take an open file."""
        self.file = file
        self.block = block

    def __iter__(self) -> FileWrapper:
        """Return itself."""
        return self

    def __next__(self) -> bytes:
        """Return the next block."""
        data = self.file.read(self.block)
        if not data:
            raise StopIteration
        return data

    def close(self) -> None:
        """Close the file."""
        self.file.close()


class Bridge:
    """A WSGI application as a function from request to response."""

    def __init__(self, make: Callable[[], WSGIApplication], threads: ThreadPoolExecutor) -> None:
        """Have ``make`` make the application in ``threads``, where it is called too."""
        self.threads = threads
        self._files = ThreadPoolExecutor(FILE_THREADS, thread_name_prefix="file")
        self._application = threads.submit(make)

    async def call(self, request: Request, extra: dict[str, Any]) -> tuple[Response, float]:
        """Return the response of the application, and the seconds it took to make.

        ``extra`` is added to the environment.
        """
        loop = asyncio.get_running_loop()
        environment = {**environ(request), **extra}
        return await loop.run_in_executor(self.threads, self._call, environment)

    async def file(self, request: Request) -> Response:
        """Return a file, which takes no time to make, without waiting for pages that do."""
        loop = asyncio.get_running_loop()
        response, _ = await loop.run_in_executor(self._files, self._call, environ(request))
        return response

    def _call(self, environment: dict[str, Any]) -> tuple[Response, float]:
        application = self._application.result()
        began = time.monotonic()
        answer = _Answer()
        body = application(environment, answer.start)
        return answer.response(body), time.monotonic() - began


class _Answer:
    """What the application gives to start_response, and then as its body."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: list[tuple[str, str]] = []
        self.written: list[bytes] = []

    def start(
        self, status: str, headers: list[tuple[str, str]], _error: ExcInfo | None = None, /
    ) -> Callable[[bytes], object]:
        self.status = int(status.split(" ", 1)[0])
        # The server tells the time by itself.
        named = [(name.lower(), value) for name, value in headers]
        self.headers = [(name, value) for name, value in named if name != "date"]
        return self.written.append

    def response(self, body: Iterable[bytes]) -> Response:
        try:
            if isinstance(body, FileWrapper) and not self.written:
                return self._file(body)
            data = b"".join(self.written) + b"".join(body)
        finally:
            close = getattr(body, "close", None)
            if close:
                close()
        return Response(self.status, tuple(self.headers), data)

    def _file(self, wrapper: FileWrapper) -> Response:
        descriptor = os.dup(wrapper.file.fileno())
        size = os.fstat(descriptor).st_size
        return Response(self.status, tuple(self.headers), Spooled(descriptor, size))


def environ(request: Request) -> dict[str, Any]:
    """Return the environment of a request (PEP 3333).

    A range that is not one of bytes, and several ranges, are passed over (RFC 9110 §14.2).
    """
    host, _, port = request.header("host").rpartition(":")
    path = f"/{request.language}{request.path}" if request.language else request.path
    made: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": request.query_string,
        "SERVER_NAME": host or request.header("host") or "localhost",
        "SERVER_PORT": port if port.isdigit() else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": request.client,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.target.partition(":")[0] or "http",
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileWrapper,
        "CONTENT_LENGTH": str(len(request.body)),
    }
    for name, value in request.headers.items():
        key = name.upper().replace("-", "_")
        if key == "CONTENT_TYPE":
            made["CONTENT_TYPE"] = value
        elif key == "RANGE" and not ONE_RANGE.fullmatch(value):
            continue
        elif key != "CONTENT_LENGTH":
            made[f"HTTP_{key}"] = value
    return made
