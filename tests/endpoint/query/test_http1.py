"""HTTP/1.1 as it is spoken on one connection, with applications made for the purpose."""

import asyncio
import socket
import tempfile
from contextlib import asynccontextmanager

import pytest

from endpoint.http import http1
from endpoint.http.exchange import split_target
from endpoint.http.listener import Listener
from endpoint.service.web import runner
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Response, Spooled

LIMITS = Limits(header_wait=0.6, connections=3, query_length=1000)
HEAD = b"Host: localhost\r\n"
GET = b"GET /a HTTP/1.1\r\n" + HEAD + b"\r\n"


async def echo(exchange):
    """Respond with what was asked for and sent."""
    body = b""
    async for piece in exchange:
        body += piece
    scope = exchange.scope
    told = f"{scope.method} {scope.path} {scope.query_string} ".encode() + body
    exchange.send(Response(200, (("content-type", "text/plain"),), told))


class Client:
    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    async def ask(self, data):
        """Send a request and return status line, headers and body of its response."""
        self.writer.write(data)
        return await self.answer(bare=data.startswith(b"HEAD"))

    async def answer(self, *, bare=False):
        head = await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 5)
        status, *lines = head.decode().split("\r\n")[:-2]
        headers = dict(line.split(": ", 1) for line in lines)
        size = 0 if bare else int(headers.get("content-length", 0))
        return status, headers, await asyncio.wait_for(self.reader.readexactly(size), 5)

    async def rest(self):
        return await asyncio.wait_for(self.reader.read(), 5)


@asynccontextmanager
async def serving(application, take=None, limits=LIMITS):
    """Serve an application; yield a function that connects, and the listener."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    listener = Listener(listening.fileno(), application, take, limits)
    listening.close()
    served = asyncio.ensure_future(listener.serve())
    clients = []

    async def connect():
        clients.append(Client(*await asyncio.open_connection("127.0.0.1", port)))
        return clients[-1]

    try:
        yield connect, listener
    finally:
        for client in clients:
            client.writer.close()
        listener.stop()
        await asyncio.wait_for(served, 5)


def run(test):
    with runner() as running:
        return running.run(test())


def asked_of(data, application=echo, *, bare=False, limits=LIMITS):
    """Return what a server with this application answers to some bytes."""

    async def test():
        async with serving(application, limits=limits) as (connect, _):
            client = await connect()
            client.writer.write(data)
            return await client.answer(bare=bare)

    return run(test)


def test_a_request_gets_its_response():
    status, headers, body = asked_of(b"GET /a%20b?c=d%20e HTTP/1.1\r\n" + HEAD + b"\r\n")
    assert status == "HTTP/1.1 200 OK"
    assert body == b"GET /a b c=d%20e "
    assert headers["content-length"] == str(len(body))
    assert headers["date"].endswith(" GMT")
    assert "connection" not in headers


@pytest.mark.parametrize(
    ("target", "split"),
    [
        (b"/", ("/", "")),
        (b"/a%2Fb?x?y#z", ("/a/b", "x?y")),
        (b"/%ff", ("/\ufffd", "")),
        (b"http://example.org/a?b", ("/a", "b")),
        (b"https://example.org?b", ("/", "b")),
        (b"http://example.org", ("/", "")),
        (b"*", ("*", "")),
        (b"ftp://example.org/", None),
        (b"example.org:80", None),
        (b"/\xff", None),
    ],
)
def test_a_target_is_split_into_path_and_query(target, split):
    assert split_target(target) == split


def test_requests_that_came_together_are_answered_in_order():
    async def slow_first(exchange):
        if exchange.scope.path == "/0":
            await asyncio.sleep(0.1)
        await echo(exchange)

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
    connections = []

    async def never(exchange):
        connections.append(exchange.carrier)
        begun.set()
        await asyncio.sleep(60)

    async def test():
        async with serving(never) as (connect, _):
            client = await connect()
            client.writer.write(GET * 2000)
            await asyncio.wait_for(begun.wait(), 5)
            await asyncio.sleep(0.2)
            [connection] = connections
            return len(connection._exchanges), len(connection._unread)

    waiting, unread = run(test)
    # A piece may hold more requests than are to wait, but not more than it has room for.
    assert waiting <= http1.PIECE / len(GET) + http1.AHEAD
    assert unread <= 1 << 19


def test_what_is_taken_at_once_needs_no_task():
    def take(exchange):
        exchange.send(Response(200, (), exchange.scope.path.encode()))
        return True

    async def untaken(_exchange):
        raise AssertionError("this was to be taken")

    async def test():
        async with serving(untaken, take) as (connect, _):
            client = await connect()
            client.writer.write(GET * 100)
            return [(await client.answer())[2] for _ in range(100)]

    assert run(test) == [b"/a"] * 100


def test_a_body_is_read_in_pieces_and_not_faster_than_it_is_wanted():
    held = []

    async def slow(exchange):
        await asyncio.sleep(0.2)
        held.append(exchange.held)
        await echo(exchange)

    body = b"x" * 3_000_000
    head = b"POST /a HTTP/1.1\r\n" + HEAD + b"Content-Length: %d\r\n\r\n" % len(body)
    _, _, answer = asked_of(head + body, slow)
    assert answer == b"POST /a  " + body
    assert held[0] <= http1.BODY + http1.PIECE


def test_a_client_that_asks_for_leave_to_send_gets_it():
    async def test():
        async with serving(echo) as (connect, _):
            client = await connect()
            client.writer.write(
                b"PUT /a HTTP/1.1\r\n" + HEAD + b"Expect: 100-continue\r\nContent-Length: 4\r\n\r\n"
            )
            leave = await client.reader.readuntil(b"\r\n\r\n")
            return leave, await client.ask(b"body")

    leave, (status, _, body) = run(test)
    assert leave == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert (status, body) == ("HTTP/1.1 200 OK", b"PUT /a  body")


def test_who_is_refused_before_the_body_came_can_read_why():
    async def refuse(exchange):
        exchange.send(Response(413, (), b"too long"))

    async def test():
        async with serving(refuse) as (connect, _):
            client = await connect()
            head = b"POST /a HTTP/1.1\r\n" + HEAD + b"Content-Length: 9000000\r\n\r\n"
            client.writer.write(head + b"x" * 2_000_000)
            found = await client.answer()
            return found, await client.rest()

    (status, headers, body), rest = run(test)
    assert (status, body, rest) == ("HTTP/1.1 413 Request Entity Too Large", b"too long", b"")
    assert headers["connection"] == "close"


def test_a_body_that_breaks_off_is_told_to_whoever_reads_it():
    told = []

    async def read(exchange):
        try:
            await echo(exchange)
        except QueryError as error:
            told.append(error.kind)
            raise

    status, _, _ = asked_of(
        b"POST /a HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nxyz\r\n",
        read,
    )
    assert status.split()[1] == "500"
    assert told == ["bad-request"]


@pytest.mark.parametrize(
    ("status", "method"), [(200, "HEAD"), (304, "GET"), (204, "OPTIONS"), (404, "HEAD")]
)
def test_some_responses_have_no_body(status, method):
    async def answer(exchange):
        exchange.send(
            Response(status, (("etag", '"a"'),), b"body" if status in {200, 404} else b"")
        )

    async def test():
        async with serving(answer) as (connect, _):
            client = await connect()
            request = GET.replace(b"GET", method.encode())
            client.writer.write(request * 2)
            return [await client.answer(bare=True) for _ in range(2)]

    (line, headers, _), (again, _, _) = run(test)
    assert line.split()[1] == again.split()[1] == str(status)
    assert headers.get("content-length") == ("4" if status in {200, 404} else None)


@pytest.mark.parametrize(
    ("request_line", "more", "connection"),
    [
        (b"GET / HTTP/1.0", b"", "close"),
        (b"GET / HTTP/1.0", b"Connection: keep-alive\r\n", "keep-alive"),
        (b"GET / HTTP/1.1", b"Connection: close\r\n", "close"),
        (b"GET / HTTP/1.1", b"", None),
    ],
)
def test_connections_are_kept_as_the_version_says(request_line, more, connection):
    _, headers, _ = asked_of(request_line + b"\r\n" + HEAD + more + b"\r\n")
    assert headers.get("connection") == connection


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400),
        (b"GET / HTTP/3.0\r\nHost: a\r\n\r\n", 400),
        (b"GET a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 200_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: a\r\n" % n for n in range(300)) + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX", 408),
        (GET + b"nonsense\r\n\r\n", 200),
    ],
)
def test_what_is_no_request_is_refused(data, status):
    assert asked_of(data)[0].split()[1] == str(status)


def test_after_what_is_no_request_nothing_is_answered():
    async def test():
        async with serving(echo) as (connect, _):
            client = await connect()
            client.writer.write(GET + b"nonsense\r\n\r\n" + GET)
            return [(await client.answer())[0] for _ in range(2)], await client.rest()

    lines, rest = run(test)
    assert [line.split()[1] for line in lines] == ["200", "400"]
    assert rest == b""


def test_an_upgrade_is_passed_over():
    async def test():
        async with serving(echo) as (connect, _):
            client = await connect()
            upgrade = b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
            found = await client.ask(b"GET /a HTTP/1.1\r\n" + HEAD + upgrade)
            return found[0], await client.rest()

    assert run(test) == ("HTTP/1.1 200 OK", b"")


def test_headers_that_are_repeated_are_a_list():
    async def accept(exchange):
        exchange.send(Response(200, (), exchange.scope.headers["accept"].encode()))

    data = b"GET / HTTP/1.1\r\n" + HEAD + b"Accept: a/b\r\naccept: c/d\r\n\r\n"
    assert asked_of(data, accept)[2] == b"a/b, c/d"


def test_an_idle_connection_is_closed_and_a_busy_one_is_not():
    async def slow(exchange):
        await asyncio.sleep(1.5)
        await echo(exchange)

    async def test():
        async with serving(slow) as (connect, _):
            idle, busy = await connect(), await connect()
            busy.writer.write(GET)
            return await idle.rest(), (await busy.answer())[0]

    assert run(test) == (b"", "HTTP/1.1 200 OK")


def test_half_a_head_behind_a_slow_request_does_not_end_it():
    async def slow(exchange):
        await asyncio.sleep(1.5)
        await echo(exchange)

    async def test():
        async with serving(slow) as (connect, _):
            client = await connect()
            client.writer.write(GET + b"GET /b HTTP/1.1\r\nX")
            return [(await client.answer())[0].split()[1] for _ in range(2)]

    assert run(test) == ["200", "408"]


def test_what_fails_is_a_response_too_and_says_nothing_of_why(caplog):
    async def fail(_exchange):
        raise RuntimeError("the secret path")

    async def test():
        async with serving(fail) as (connect, _):
            client = await connect()
            return await client.ask(GET), await client.ask(GET)

    for status, _, body in run(test):
        assert status == "HTTP/1.1 500 Internal Server Error"
        assert b"secret" not in body
    assert "the secret path" in caplog.text


def test_so_is_what_fails_after_it_was_taken():
    async def fail():
        raise RuntimeError("the secret path")

    def take(exchange):
        exchange.carry_out(fail())
        return True

    async def test():
        async with serving(echo, take) as (connect, _):
            return await (await connect()).ask(GET)

    assert run(test)[0] == "HTTP/1.1 500 Internal Server Error"


def test_a_header_with_a_line_break_is_never_sent():
    async def inject(exchange):
        exchange.send(Response(200, (("x-a", "a\r\nset-cookie: b"),), b""))

    status, headers, _ = asked_of(GET, inject)
    assert status.split()[1] == "500"
    assert "set-cookie" not in headers


def spooled(content, size=None):
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        return Spooled(socket.os.dup(file.fileno()), len(content) if size is None else size)


def test_a_file_is_sent_as_it_is_read_and_the_next_request_answered():
    content = bytes(range(256)) * 20_000

    async def file(exchange):
        exchange.send(Response(200, (), spooled(content)))

    async def test():
        async with serving(file) as (connect, _):
            client = await connect()
            client.writer.write(GET + GET.replace(b"GET", b"HEAD") + GET)
            await asyncio.sleep(0.3)
            first = await client.answer()
            bare = await client.answer(bare=True)
            return first[2], bare[1]["content-length"], (await client.answer())[2]

    assert run(test) == (content, str(len(content)), content)


def test_a_file_that_is_shorter_than_announced_never_looks_whole():
    async def file(exchange):
        exchange.send(Response(200, (), spooled(b"abc", 1000)))

    async def test():
        async with serving(file) as (connect, _):
            client = await connect()
            client.writer.write(GET)
            with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
                await client.answer()

    run(test)


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

    async def slow(_exchange):
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


def test_whoever_waits_for_something_else_is_told_that_the_client_left():
    gone = asyncio.Event()

    def take(exchange):
        exchange.on_gone = gone.set
        return True

    async def test():
        async with serving(echo, take) as (connect, _):
            client = await connect()
            client.writer.write(GET)
            await asyncio.sleep(0.1)
            client.writer.close()
            await asyncio.wait_for(gone.wait(), 5)

    run(test)


def test_more_connections_than_allowed_wait_until_others_end():
    async def test():
        async with serving(echo) as (connect, listener):
            clients = [await connect() for _ in range(LIMITS.connections)]
            for client in clients:
                await client.ask(GET)
            late = await connect()
            late.writer.write(GET)
            await asyncio.sleep(0.2)
            held = len(listener._connections)
            clients[0].writer.close()
            return held, (await late.answer())[0]

    assert run(test) == (LIMITS.connections, "HTTP/1.1 200 OK")


def test_to_stop_is_to_answer_what_has_begun_and_no_more():
    async def slow(exchange):
        await asyncio.sleep(0.4)
        await echo(exchange)

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
