"""Makes what the pages of a large release share, in a thread that gives way to all others."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Thread

from endpoint.site.ahead.steps import steps
from endpoint.site.core.state import Release, State
from endpoint.sparql.errors import QueryError
from loaders.errors import UrbsolError

LOOK = 2.0  # seconds after which it is looked whether another release is served


def begin(state: State, give_way: Callable[[], None]) -> Thread:
    """Make what is shared of each release that is served, as long as the process lives."""
    thread = Thread(target=_each, args=(state, give_way), name="ahead", daemon=True)
    thread.start()
    return thread


def _each(state: State, give_way: Callable[[], None]) -> None:
    give_way()
    made = ""
    while True:
        release = served(state)
        if release is not None and release.info.hash != made:
            made = release.info.hash
            make(state, release)
        time.sleep(LOOK)


def served(state: State) -> Release | None:
    """Return the release that is served now, None before there is one."""
    try:
        return state.served
    except QueryError:
        return None


def make(state: State, release: Release, rest: Callable[[float], None] = time.sleep) -> int:
    """Make what is shared of a release, as long as it is served; return how many steps that took.

    After each step it rests as long as that took. What cannot be made now is made by the page that
    needs it, which says what is wrong.
    """
    done = 0
    try:
        for step in steps(release):
            if served(state) is not release:
                break
            began = time.monotonic()
            step()
            done += 1
            rest(time.monotonic() - began)
    except UrbsolError as error:
        logging.warning("what pages share could not be made ahead: %s", error)
    return done
