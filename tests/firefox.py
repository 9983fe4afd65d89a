"""Drives Firefox over its own Marionette protocol: no driver of others is needed.

A message is its length, a colon and JSON: `[0, number, command, parameters]`, and its answer
`[1, number, error, result]` (https://firefox-source-docs.mozilla.org/testing/marionette/).
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
PROXY = {
    "network.proxy.type": 1,
    "network.proxy.socks": "127.0.0.1",
    "network.proxy.socks_port": 9,
    "network.proxy.allow_hijacking_localhost": True,
}
PATIENCE = 120.0  # seconds


class Firefox:
    """A Firefox without a window and without a network, with a profile of its own."""

    def __init__(self, program: str) -> None:
        self._profile = tempfile.TemporaryDirectory()
        folder = Path(self._profile.name)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        told = {**PROXY, "marionette.port": port}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
                 for name, value in told.items()]  # fmt: skip
        (folder / "user.js").write_text("".join(lines), encoding="utf-8")
        arguments = [program, "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
        self._log = (folder / "log").open("wb")
        self._process = subprocess.Popen(arguments, stdout=self._log, stderr=self._log)
        self._number = 0
        try:
            self._stream = self._connected(port)
            self._read()
            self.ask("WebDriver:NewSession", capabilities={})
            spent = int(PATIENCE * 1000)
            self.ask("WebDriver:SetTimeouts", script=spent, pageLoad=spent)
        except BaseException:
            self._end()
            raise

    def _connected(self, port: int) -> socket.socket:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port), 2 * PATIENCE)
            except OSError:
                if self._process.poll() is not None or time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def _read(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            size += self._stream.recv(1)
        left, pieces = int(size[:-1]), []
        while left:
            piece = self._stream.recv(min(left, 1 << 16))
            if not piece:
                raise ConnectionError("Firefox is gone")
            pieces.append(piece)
            left -= len(piece)
        return json.loads(b"".join(pieces))

    def ask(self, command: str, **parameters: Any) -> Any:
        """Return the result of a command of WebDriver; raise RuntimeError for its error."""
        self._number += 1
        body = json.dumps([0, self._number, command, parameters]).encode()
        self._stream.sendall(b"%d:%s" % (len(body), body))
        answered = 0
        # What is left of a command that was given up is passed over.
        while answered != self._number:
            _, answered, error, result = self._read()
        if error:
            raise RuntimeError(f"{command}: {error['error']}: {error['message']}")
        return result

    def open(self, address: str) -> None:
        self.ask("WebDriver:Navigate", url=address)

    def run(self, code: str, *arguments: Any) -> Any:
        """Return what the body of a function gives in the page, waited for if it is a promise."""
        # Without a sandbox: the page's own functions are called.
        told = self.ask("WebDriver:ExecuteScript", script=code, args=list(arguments), sandbox=None)
        return told["value"]

    def text(self, selector: str) -> str:
        return str(self.ask("WebDriver:GetElementText", id=self._found(selector))["value"])

    def click(self, selector: str) -> None:
        self.ask("WebDriver:ElementClick", id=self._found(selector))

    def _found(self, selector: str) -> str:
        found = self.ask("WebDriver:FindElement", using="css selector", value=selector)
        return str(found["value"][ELEMENT])

    def quit(self) -> None:
        try:
            self.ask("Marionette:Quit", flags=["eForceQuit"])
            self._process.wait(PATIENCE)
        finally:
            self._stream.close()
            self._end()

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._log.close()
        self._profile.cleanup()


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Start a Firefox, and stop it at the end."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if not program:
        pytest.skip("Firefox is not installed (Debian: firefox-esr)")
    running = Firefox(program)
    try:
        yield running
    finally:
        running.quit()
