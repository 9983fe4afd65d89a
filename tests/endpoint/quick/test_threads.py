"""Threads answer as workers do, and what takes them too long is given up."""

import asyncio
import gc
import os
import time
from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from endpoint.quick import threads as module
from endpoint.quick.privileges import PROOFS, SHORT, Privileges
from endpoint.quick.standing import Standing
from endpoint.quick.threads import Threads
from endpoint.service.web import runner
from endpoint.sparql.backend import ReleaseInfo
from endpoint.workers.frames import Task
from endpoint.workers.order import Counts
from endpoint.workers.stores import Held, Stores

JSON = "application/sparql-results+json"
KNOWS = NamedNode("http://example.org/knows")
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
RUINOUS = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} FILTER(?a != ?i && 1 = 1) }}"


def node(number):
    return NamedNode(f"http://example.org/{number}")


@pytest.fixture(scope="module")
def held():
    store = Store()
    store.extend(Quad(node(n), KNOWS, node((n + 1) % 1000)) for n in range(1000))
    store.extend(Quad(node(n), KNOWS, Literal("x" * 500)) for n in range(1000))
    return Held(ReleaseInfo("1", "h", "urn:b"), Stores(store, store), {}, Counts(), True, True)


def task(text):
    now = time.monotonic()
    return Task("q", text, JSON, (), (), now + 30, 30.0, "client")


class House:
    """Threads with shapes that have all proved to be quick."""

    def __init__(self, held, tmp_path, count=2, memory=1024):
        self.spoilt = []
        self.privileges = Privileges(Standing(tmp_path / "standing"), frozenset())
        self.threads = Threads(
            held, self.privileges, self.spoilt.append, count=count, memory=memory
        )

    async def ask(self, text):
        asked = task(text)
        shape = self.privileges.of(asked)
        for _ in range(PROOFS):
            self.privileges.prove(shape, 0.001, 10)
        return await self.threads.answer(asked, shape)


def run(test):
    with runner() as running:
        return running.run(test())


def test_an_answer_of_a_thread_is_that_of_a_worker(held, tmp_path):
    async def test():
        house = House(held, tmp_path)
        text = "SELECT ?o { <http://example.org/7> <http://example.org/knows> ?o FILTER(?o != 1) }"
        found = await asyncio.gather(*[house.ask(f"{text} # {n}") for n in range(2)])
        return [(reply.body, reply.release.hash, reply.of_thread) for reply in found]

    (body, release, of_thread), again = run(test)
    assert b"http://example.org/8" in body
    assert (release, of_thread) == ("h", True)
    assert again[0] == body


def test_what_its_answer_bounds_is_answered_without_a_thread(held, tmp_path):
    async def test():
        house = House(held, tmp_path)
        text = "SELECT ?p ?o { <http://example.org/7> ?p ?o }"
        house.threads._queue = None
        reply = await house.ask(text)
        return reply.body, house.privileges.of(task(text)).bounded

    body, bounded = run(test)
    assert b"http://example.org/8" in body
    assert bounded


def test_a_long_answer_is_left_to_a_thread(held, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "AT_ONCE", 100)

    async def test():
        house = House(held, tmp_path)
        text = "SELECT ?p ?o { <http://example.org/7> ?p ?o }"
        reply = await house.ask(text)
        return reply.body, house.privileges.of(task(text)).bounded

    body, bounded = run(test)
    assert b"http://example.org/8" in body
    assert not bounded


def test_nothing_is_answered_here_once_the_process_is_spoilt(held, tmp_path):
    async def test():
        house = House(held, tmp_path)
        house.threads.open = False
        return await house.ask("SELECT ?p ?o { <http://example.org/7> ?p ?o }")

    assert run(test) is None


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?x { ?x",
        "SELECT ?x { no:prefix ?x ?y }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "SELECT ?o { ?s ?p ?o }",
    ],
    ids=["broken", "prefix", "graph as a table", "long"],
)
def test_what_a_thread_cannot_answer_is_left_to_a_worker(held, tmp_path, text):
    async def test():
        house = House(held, tmp_path)
        first = await house.ask(text)
        # It has to prove itself again, and the thread goes on with others.
        assert await house.threads.answer(task(text), house.privileges.of(task(text))) is None
        others = [await house.ask(f"ASK {{ <urn:x> ?p {n} }}") for n in range(4)]
        return first, others, house.spoilt

    first, others, spoilt = run(test)
    assert first is None
    assert all(other is not None for other in others)
    assert spoilt == []
    assert SHORT < 1000 * 500


def test_no_more_is_asked_of_threads_than_there_are(held, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "GIVEN_UP", 60.0)
    monkeypatch.setattr(module, "RUNAWAY", 60.0)
    monkeypatch.setattr(module, "WAITED", 60.0)

    async def test():
        house = House(held, tmp_path, count=1)
        slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"
        under_way = asyncio.ensure_future(house.ask(slow))
        await asyncio.sleep(0.05)
        assert await house.ask("ASK {}") is None
        assert b"4000000" in (await under_way).body
        assert (await house.ask("ASK {}")) is not None
        closed = House(held, tmp_path, count=0)
        return await closed.ask("ASK {}")

    assert run(test) is None


SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(?a != ?f) }"
GROWING = f"SELECT DISTINCT ?a ?c ?d ?f ?g ?i {{ {CROSS} FILTER(1 = 1) }} ORDER BY ?a"


def test_a_query_that_takes_long_is_given_up_and_its_shape_slips(held, tmp_path):
    async def test():
        house = House(held, tmp_path)
        began = time.thread_time()
        found = await house.ask(SLOW)
        # While a thread computes the event loop is free for others.
        spent = time.thread_time() - began
        return found, spent < 0.5, house.privileges.has(house.privileges.of(task(SLOW)), "client")

    assert run(test) == (None, True, False)


def test_a_thread_that_does_not_end_spoils_the_process(held, tmp_path):
    async def test():
        house = House(held, tmp_path)
        usual = os.getpriority(os.PRIO_PROCESS, 0)
        given_up = await house.ask(RUINOUS)
        for _ in range(200):
            if house.spoilt:
                break
            await asyncio.sleep(0.05)
        [job] = house.spoilt
        lowered = os.getpriority(os.PRIO_PROCESS, job.thread)
        again = await house.ask("ASK {}")
        honest = House(held, tmp_path)
        stands = honest.privileges.has(house.privileges.of(task("ASK {}")), "client")
        return given_up, lowered > usual, os.sched_getscheduler(job.thread), again, stands

    # In a process of its own, for the thread goes on until that ends.
    assert in_child(test) == str((None, True, os.SCHED_IDLE, None, False))


def test_a_process_whose_thread_takes_too_much_memory_ends(held, tmp_path):
    async def test():
        house = House(held, tmp_path, memory=64)
        await house.ask(GROWING)
        await asyncio.sleep(60)

    assert in_child(test) == "ended with 1"


def in_child(test):
    """Run a test in a forked child; return what it found, or how it ended."""
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            gc.collect()
            os.write(writer, str(run(test)).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as told:
        said = told.read()
    _, status = os.waitpid(pid, 0)
    return said or f"ended with {os.waitstatus_to_exitcode(status)}"


def test_a_client_that_leaves_is_not_waited_for(held, tmp_path):
    async def test():
        house = House(held, tmp_path)
        asked = asyncio.ensure_future(house.ask("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"))
        await asyncio.sleep(0.005)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        for _ in range(1200):
            if not house.threads._jobs:
                return True
            await asyncio.sleep(0.05)
        return False

    assert run(test)


def test_a_task_is_the_same_for_workers_whoever_asks():
    from endpoint.workers.frames import LENGTH, pack_task, unpack_task

    asked = task("ASK {}")
    packed = pack_task(asked)
    assert unpack_task(packed[LENGTH.size :]) == replace(asked, client="")
