"""A client has one page made at a time, and clients do not wait for each other or for a crowd."""

import asyncio
import os
from itertools import pairwise

import pytest

from endpoint.service.turns import CROWD, LONGEST_REST, Places, Turns, rest
from endpoint.sparql.errors import QueryError


def test_the_requests_of_a_client_have_their_turns_one_after_the_other():
    async def test():
        turns, under_way, most, order = Turns(5), 0, 0, []

        async def ask(number):
            nonlocal under_way, most
            async with turns.turn("a"):
                under_way += 1
                most = max(most, under_way)
                await asyncio.sleep(0)
                order.append(number)
                under_way -= 1

        await asyncio.gather(*(ask(number) for number in range(20)))
        return most, order, len(turns)

    assert asyncio.run(test()) == (1, list(range(20)), 0)


def test_clients_do_not_wait_for_each_other():
    async def test():
        turns = Turns(5)
        async with turns.turn("a"), turns.turn("b"):
            return len(turns)

    assert asyncio.run(test()) == 2


def test_who_waits_too_long_is_sent_away_and_forgotten():
    async def test():
        turns = Turns(0.01)
        async with turns.turn("a"):
            with pytest.raises(QueryError) as caught:
                async with turns.turn("a"):
                    raise AssertionError("the turn of somebody else")
            assert len(turns) == 1
        return caught.value.status, caught.value.retry_after, len(turns)

    assert asyncio.run(test()) == (429, 1, 0)


@pytest.mark.parametrize("waiting", [True, False])
def test_who_leaves_gives_up_the_turn(waiting):
    async def test():
        turns = Turns(5)

        async def ask():
            async with turns.turn("a"):
                await asyncio.sleep(60)

        tasks = [asyncio.ensure_future(ask()) for _ in range(2)]
        await asyncio.sleep(0)
        tasks[1 if waiting else 0].cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        left = len(turns)
        tasks[0 if waiting else 1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return left, len(turns)

    assert asyncio.run(test()) == (1, 0)


def test_processes_make_one_page_of_a_client_among_them(tmp_path):
    async def test():
        most: dict[str, int] = {}
        under_way = dict.fromkeys("ab", 0)
        processes = [Turns(60, Places(tmp_path / "turns")) for _ in range(3)]

        async def ask(turns, client):
            async with turns.turn(client):
                under_way[client] += 1
                most[client] = max(most.get(client, 0), under_way[client])
                await asyncio.sleep(0)
                under_way[client] -= 1

        await asyncio.gather(*(ask(turns, client) for turns in processes for client in "aabb"))
        return most, [len(turns) for turns in processes]

    assert asyncio.run(test()) == ({"a": 1, "b": 1}, [0, 0, 0])


def test_what_another_process_makes_for_a_client_keeps_nobody_else(tmp_path):
    async def test():
        here, there = (Turns(0.01, Places(tmp_path / "turns")) for _ in range(2))
        async with here.turn("a"):
            with pytest.raises(QueryError):
                async with there.turn("a"):
                    raise AssertionError("the turn of somebody else")
            async with there.turn("b"):
                pass
        async with there.turn("a"):
            return len(here), len(there)

    assert asyncio.run(test()) == (0, 1)


def test_a_process_that_ends_leaves_its_places(tmp_path):
    child = os.fork()
    if not child:
        os._exit(not Places(tmp_path / "turns").take("a"))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert Places(tmp_path / "turns").take("a")


@pytest.mark.parametrize(
    ("waiting", "spent", "seconds"),
    [
        (0, 0.2, 0),
        (CROWD - 1, 0.2, 0),
        (CROWD, 0.2, 0.2),
        (64, 0.2, 0.2),
        (64, 60, LONGEST_REST),
    ],
)
def test_a_crowd_leaves_others_as_much_time_as_it_takes(waiting, spent, seconds):
    assert rest(waiting, spent) == seconds


def test_between_the_pages_of_a_crowd_the_process_is_there_for_others():
    async def test():
        turns, spans = Turns(60), []

        async def ask():
            async with turns.turn("a"):
                began = asyncio.get_running_loop().time()
                await asyncio.sleep(0.002)
                spans.append((began, asyncio.get_running_loop().time()))

        await asyncio.gather(*(ask() for _ in range(CROWD + 4)))
        return spans, len(turns)

    spans, left = asyncio.run(test())
    assert left == 0
    for (began, ended), (following, _) in list(pairwise(spans))[:3]:
        assert following - ended >= (ended - began) * 0.99
