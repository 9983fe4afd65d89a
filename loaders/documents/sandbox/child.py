"""The child process that reads files under limits: it may be killed at any moment.

Protocol on its pipes: a request is a line of JSON ``{"path", "name", "limits"}``; an answer is the
length of what follows as 8 bytes (big endian) and JSON, a document or ``{"error", "remedy"}``.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path

from loaders.documents.sandbox.formats import read_bytes
from loaders.documents.sandbox.transport import dump
from loaders.errors import DataError

OPEN_FILES = 64


def main() -> None:
    """Answer requests until the pipe closes."""
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not end up among the answers.
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    for line in sys.stdin.buffer:
        body = answer(json.loads(line))
        answers.write(len(body).to_bytes(8, "big") + body)
        answers.flush()


def answer(request: dict[str, str | int]) -> bytes:
    """Read one file and return the JSON of the document or of what is wrong with it."""
    memory, seconds = int(request["memory"]), int(request["seconds"])
    resource.setrlimit(resource.RLIMIT_AS, (memory, resource.RLIM_INFINITY))
    # The limit counts from the start of the process: it grows with every file.
    used = int(time.process_time()) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, resource.RLIM_INFINITY))
    try:
        data = Path(str(request["path"])).read_bytes()
        return dump(read_bytes(data, str(request["name"])))
    except DataError as error:
        return json.dumps({"error": error.what, "remedy": error.remedy}).encode()
    except MemoryError:
        what = f"reading needs more than {memory // 1_000_000} MB of memory"
        return json.dumps({"error": what, "remedy": "split the file"}).encode()
    except RecursionError:
        what = "the file is nested deeper than any report"
        return json.dumps({"error": what, "remedy": "save it again"}).encode()


if __name__ == "__main__":
    main()
