"""What web processes and workers say to each other over a Unix socket, as bytes.

A request is its length and its fields. An answer is a head (kind, size, seconds of computing)
and, unless it lies in a file whose descriptor comes along, as many bytes as the head says.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass

from endpoint.sparql.errors import QueryError

LENGTH = struct.Struct("!I")
TIME = struct.Struct("!d")
HEAD = struct.Struct("!cQd")
INLINE, IN_FILE, ERROR = b"A", b"F", b"E"
MAX_REQUEST = 64 << 20


@dataclass(slots=True)
class Task:
    """A query for a worker, which nobody changes: it may take ``allowed`` seconds.

    ``deadline`` is the end of that time on the system's monotonic clock. ``client`` is who asks; a
    worker need not know. ``release`` is the folder of an old release, "" for the one served.
    """

    query_id: str
    text: str
    media_type: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    deadline: float
    allowed: float
    client: str = ""
    release: str = ""


@dataclass(frozen=True)
class Head:
    """The beginning of an answer."""

    kind: bytes
    size: int
    seconds: float


def pack_task(task: Task) -> bytes:
    """Return the bytes of a task: its fields, then its text, which alone may hold anything."""
    fields = (
        task.query_id,
        task.media_type,
        repr(task.deadline),
        repr(task.allowed),
        "\n".join(task.default_graphs),
        "\n".join(task.named_graphs),
        task.release,
        task.text,
    )
    body = "\0".join(fields).encode("utf-8", "surrogatepass")
    return LENGTH.pack(len(body)) + body


def unpack_task(body: bytes) -> Task:
    """Return the task of the bytes after their length."""
    fields = body.decode("utf-8", "surrogatepass").split("\0", 7)
    query_id, media_type, deadline, allowed, default, named, release, text = fields
    return Task(
        query_id=query_id,
        text=text,
        media_type=media_type,
        default_graphs=tuple(default.split("\n")) if default else (),
        named_graphs=tuple(named.split("\n")) if named else (),
        deadline=float(deadline),
        allowed=float(allowed),
        release=release,
    )


def pack_head(kind: bytes, size: int, seconds: float) -> bytes:
    """Return the bytes of a head."""
    return HEAD.pack(kind, size, seconds)


def unpack_head(data: bytes) -> Head:
    """Return the head of exactly HEAD.size bytes."""
    return Head(*HEAD.unpack(data))


def pack_error(error: QueryError) -> bytes:
    """Return the bytes of an error."""
    told = {
        "what": error.what,
        "kind": error.kind,
        "remedy": error.remedy,
        "line": error.line,
        "position": error.position,
        "excerpt": error.excerpt,
        "said": error.said,
    }
    return json.dumps(told).encode()


def unpack_error(data: bytes) -> QueryError:
    """Return the error of its bytes."""
    return QueryError(**json.loads(data))
