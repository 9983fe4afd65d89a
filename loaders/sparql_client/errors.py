"""Names each way in which a server elsewhere fails to answer."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.errors import UrbsolError


@dataclass
class WireError(UrbsolError):
    """A server that gave no usable answer.

    ``kind`` is ``unreachable``, ``timeout``, ``too-large`` or ``broken`` (it broke off, or is not
    HTTP). The text never holds the address or the credentials: it may reach the public.
    """

    kind: str = "broken"


def unreachable() -> WireError:
    """Return the error of a server that takes no connection."""
    return WireError("the store cannot be reached", kind="unreachable")


def timed_out() -> WireError:
    """Return the error of a server that is too slow."""
    return WireError("the store did not answer in time", kind="timeout")


def broken(how: str) -> WireError:
    """Return the error of an answer that is not one."""
    return WireError(f"the answer of the store {how}", kind="broken")
