"""HTTP/1.1: in which order, how long and how many at a time connections are served."""

import asyncio
import resource
from contextlib import suppress

import pytest

from endpoint.http import connection as connections
from endpoint.http.listener import EACH, OTHERS, most_connections
from endpoint.sparql.messages import Response
from tests.endpoint.http.speaking import GET, HEAD, LIMITS, asked_of, echo, run, serving


def test_a_request_gets_its_response():
    status, headers, body = asked_of(b"GET /a%20b?c=d%20e HTTP/1.1\r\n" + HEAD + b"\r\n")
    assert status == "HTTP/1.1 200 OK"
    assert body == b"GET /a b c=d%20e "
    assert headers["content-length"] == str(len(body))
    assert headers["date"].endswith(" GMT")
    assert "connection" not in headers


def test_requests_that_came_together_are_answered_in_order():
    async def slow_first(request, pieces):
        if request.path == "/0":
            await asyncio.sleep(0.1)
        return await echo(request, pieces)

    async def test():
        async with serving(slow_first) as (connect, _):
            client = await connect()
            paths = [f"/{n}" for n in range(40)]
            for path in paths:
                client.writer.write(f"GET {path} HTTP/1.1\r\n".encode() + HEAD + b"\r\n")
            return paths, [(await client.answer())[2].split()[1].decode() for _ in paths]

    paths, answered = run(test)
    assert answered == paths


def test_no_more_than_some_requests_are_read_ahead():
    begun = asyncio.Event()

    async def never(_request, _pieces):
        begun.set()
        await asyncio.sleep(60)

    async def test():
        async with serving(never) as (connect, listener):
            client = await connect()
            client.writer.write(GET * 2000)
            await asyncio.wait_for(begun.wait(), 5)
            await asyncio.sleep(0.2)
            [connection] = listener._connections
            return len(connection.unfinished), len(connection._unread)

    waiting, unread = run(test)
    # A piece may hold more requests than are to wait, but not more than it has room for.
    assert waiting <= connections.PIECE / len(GET) + connections.AHEAD
    assert unread <= 1 << 19


def test_an_idle_connection_is_closed_and_a_busy_one_is_not():
    async def slow(request, pieces):
        await asyncio.sleep(1.5)
        return await echo(request, pieces)

    async def test():
        async with serving(slow) as (connect, _):
            idle, busy = await connect(), await connect()
            busy.writer.write(GET)
            return await idle.rest(), (await busy.answer())[0]

    assert run(test) == (b"", "HTTP/1.1 200 OK")


def test_half_a_head_behind_a_slow_request_does_not_end_it():
    async def slow(request, pieces):
        await asyncio.sleep(1.5)
        return await echo(request, pieces)

    async def test():
        async with serving(slow) as (connect, _):
            client = await connect()
            client.writer.write(GET + b"GET /b HTTP/1.1\r\nX")
            return [(await client.answer())[0].split()[1] for _ in range(2)]

    assert run(test) == ["200", "408"]


def test_what_fails_is_a_response_too_and_says_nothing_of_why(caplog):
    async def fail(_request, _pieces):
        raise RuntimeError("the secret path")

    async def test():
        async with serving(fail) as (connect, _):
            client = await connect()
            return await client.ask(GET), await client.rest()

    (status, headers, body), rest = run(test)
    assert status == "HTTP/1.1 500 Internal Server Error"
    assert headers["connection"] == "close"
    assert b"secret" not in body + rest
    assert "the secret path" in caplog.text


@pytest.mark.parametrize(
    ("requests", "leave"),
    [
        (1, lambda client: client.writer.close()),
        # So many that no more is read from the client.
        (300, lambda client: client.writer.transport.abort()),
    ],
)
def test_a_client_that_leaves_cancels_what_is_done_for_it(requests, leave):
    done = []

    async def slow(_request, _pieces):
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            done.append("cancelled")
            raise

    async def test():
        async with serving(slow) as (connect, _):
            client = await connect()
            client.writer.write(GET * requests)
            await asyncio.sleep(0.2)
            leave(client)
            for _ in range(50):
                await asyncio.sleep(0.05)
                if done:
                    return

    run(test)
    assert done == ["cancelled"]


def test_an_answer_made_after_its_client_left_is_dropped_without_an_error(caplog):
    done = []

    async def late(_request, _pieces):
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        done.append("late")
        return Response(503, (), b"too late")

    async def test():
        async with serving(late) as (connect, _):
            client = await connect()
            client.writer.write(GET)
            await asyncio.sleep(0.2)
            client.writer.close()
            for _ in range(100):
                await asyncio.sleep(0.05)
                if done:
                    break
            await asyncio.sleep(0)

    run(test)
    assert done == ["late"]
    assert not [one for one in caplog.records if one.exc_info]


def test_more_connections_than_allowed_wait_while_all_are_busy():
    free = asyncio.Event()

    async def busy(request, pieces):
        await free.wait()
        return await echo(request, pieces)

    async def test():
        async with serving(busy) as (connect, listener):
            clients = [await connect() for _ in range(LIMITS.connections)]
            for client in clients:
                client.writer.write(GET)
            await asyncio.sleep(0.1)
            late = await connect()
            late.writer.write(GET)
            await asyncio.sleep(0.2)
            held = len(listener._connections)
            free.set()
            return held, (await late.answer())[0], (await clients[0].answer())[0]

    assert run(test) == (LIMITS.connections, *["HTTP/1.1 200 OK"] * 2)


def test_to_stop_is_to_answer_what_has_begun_and_no_more():
    async def slow(request, pieces):
        await asyncio.sleep(0.4)
        return await echo(request, pieces)

    async def test():
        async with serving(slow) as (connect, listener):
            idle, busy = await connect(), await connect()
            await asyncio.sleep(0.1)
            busy.writer.write(GET)
            await asyncio.sleep(0.1)
            listener.stop()
            assert await idle.rest() == b""
            status, headers, _ = await busy.answer()
            assert await busy.rest() == b""
            return status, headers["connection"]

    assert run(test) == ("HTTP/1.1 200 OK", "close")


def test_after_the_last_request_of_a_client_nothing_is_answered():
    async def test():
        async with serving(echo) as (connect, _):
            client = await connect()
            last = b"GET /last HTTP/1.1\r\n" + HEAD + b"Connection: close\r\n\r\n"
            client.writer.write(GET + last + GET * 3)
            return [(await client.answer())[2] for _ in range(2)], await client.rest()

    assert run(test) == ([b"GET /a  ", b"GET /last  "], b"")


def test_who_holds_many_idle_connections_makes_room_for_others():
    async def test():
        async with serving(echo) as (connect, listener):
            clients = [await connect() for _ in range(LIMITS.connections)]
            await clients[0].ask(GET)
            late = [await connect() for _ in range(20)]
            found = [(await client.ask(GET))[0] for client in late[-2:]]
            return found, len(listener._connections), await clients[0].rest()

    found, held, rest = run(test)
    assert found == ["HTTP/1.1 200 OK"] * 2
    assert held <= LIMITS.connections
    assert rest == b""


def test_open_files_bound_connections(monkeypatch):
    def allow(files):
        monkeypatch.setattr(resource, "getrlimit", lambda _: (files, files))

    allow(1_000_000)
    assert most_connections(8192) == 8192
    for files in (64, 256, 1024):
        allow(files)
        most = most_connections(8192)
        assert 8 <= most <= files
        assert most == 8 or most * EACH + OTHERS <= files
