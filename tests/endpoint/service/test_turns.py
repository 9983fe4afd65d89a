"""A client has one page made at a time, and clients do not wait for each other."""

import asyncio

import pytest

from endpoint.service.turns import Turns
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
