"""HTTP/1.1 as it is spoken on one connection, with applications made for the purpose."""

import asyncio
import resource
import socket
import tempfile
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import pytest

from endpoint.http import connection as connections
from endpoint.http.application import Application
from endpoint.http.listener import EACH, OTHERS, Listener, most_connections
from endpoint.http.target import split_target
from endpoint.service.web import runner
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Response, Spooled

LIMITS = Limits(header_wait=0.6, connections=3, query_length=1000)
HEAD = b"Host: localhost\r\n"
GET = b"GET /a HTTP/1.1\r\n" + HEAD + b"\r\n"


async def echo(request, pieces):
    """Respond with what was asked for and sent."""
    body = b"".join([piece async for piece in pieces])
    told = f"{request.method} {request.path} {request.query_string} ".encode() + body
    return Response(200, (("content-type", "text/plain"),), told)


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
async def serving(answer, limits=LIMITS):
    """Serve an application; yield a function that connects, and the listener."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    listener = Listener(listening.fileno(), Application(answer), limits)
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
        (b"/", ("/", b"")),
        (b"/a%2Fb?x?y#z", ("/a/b", b"x?y")),
        (b"/%ff", ("/\ufffd", b"")),
        (b"http://example.org/a?b", ("/a", b"b")),
        (b"https://example.org?b", ("/", b"b")),
        (b"http://example.org", ("/", b"")),
        (b"*", ("*", b"")),
        (b"ftp://example.org/", None),
        (b"example.org:80", None),
        (b"/\xff", None),
    ],
)
def test_a_target_is_split_into_path_and_query(target, split):
    assert split_target(target) == split


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


def test_a_body_is_read_in_pieces_and_not_faster_than_it_is_wanted():
    held = []

    async def slow(request, pieces):
        await asyncio.sleep(0.2)
        held.append(max(len(piece) for piece in [await anext(pieces)]))
        response = await echo(request, pieces)
        return replace(response, body=b"%d" % (held[0] + len(response.body)))

    body = b"x" * 3_000_000
    head = b"POST /a HTTP/1.1\r\n" + HEAD + b"Content-Length: %d\r\n\r\n" % len(body)
    _, _, answer = asked_of(head + body, slow)
    assert int(answer) == len(b"POST /a  " + body)
    assert held[0] < 1 << 19


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
    async def refuse(request, pieces):
        return Response(413, (), b"too long")

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

    async def read(request, pieces):
        try:
            return await echo(request, pieces)
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
    async def answer(request, pieces):
        return Response(status, (("etag", '"a"'),), b"body" if status in {200, 404} else b"")

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
    async def accept(request, pieces):
        return Response(200, (), request.header("accept").encode())

    data = b"GET / HTTP/1.1\r\n" + HEAD + b"Accept: a/b\r\naccept: c/d\r\n\r\n"
    assert asked_of(data, accept)[2] == b"a/b, c/d"


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


def test_a_header_with_a_line_break_is_never_sent():
    async def inject(request, pieces):
        return Response(200, (("x-a", "a\r\nset-cookie: b"),), b"")

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

    async def file(request, pieces):
        return Response(200, (), spooled(content))

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
    async def file(request, pieces):
        return Response(200, (), spooled(b"abc", 1000))

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


async def headers(request, pieces):
    """Respond with the headers and the body of the request."""
    body = b"".join([piece async for piece in pieces]).decode()
    told = "".join(f"{name}={value};" for name, value in sorted(request.headers.items()))
    return Response(200, (), f"{told}{body}".encode())


CHUNKED = b"POST /a HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n"
FORGED = b"X-Forwarded-For: 1.2.3.4\r\nAuthorization: Bearer x\r\nHost: b\r\nContent-Type: a/b\r\n"


def test_trailers_never_become_headers():
    status, _, body = asked_of(CHUNKED + FORGED + b"\r\n", headers)
    assert status.split()[1] == "200"
    assert body == b"host=localhost;transfer-encoding=chunked;body"


TRAILERS = {
    "many": b"X: a\r\n" * 16_000,
    "more than there may be": b"X: a\r\n" * 300,
    "a long value": b"X: " + b"a" * 2_000_000,
    "a long name": b"X" * 2_000_000,
}


@pytest.mark.parametrize("trailers", TRAILERS)
def test_trailers_are_bounded(trailers):
    async def refuse(request, pieces):
        try:
            return await echo(request, pieces)
        except QueryError as error:
            return Response(error.status)

    status, said, _ = asked_of(CHUNKED + TRAILERS[trailers], refuse)
    assert status.split()[1] == "400"
    assert said["connection"] == "close"


def test_many_chunks_with_extensions_are_no_trailers():
    chunks = b"".join(b"1;a=b\r\n%d\r\n" % (n % 10) for n in range(5000))
    data = CHUNKED.partition(b"4\r\n")[0] + chunks + b"0\r\n\r\n"
    assert len(asked_of(data)[2]) == len(b"POST /a  ") + 5000


UPGRADE = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"


@pytest.mark.parametrize(
    ("more", "body"),
    [
        (b"Content-Length: 4\r\n", b"body"),
        (b"Transfer-Encoding: chunked\r\n", b"4\r\nbody\r\n0\r\n\r\n"),
    ],
)
def test_an_upgrade_to_http2_is_passed_over_and_the_body_read(more, body):
    async def test():
        async with serving(echo) as (connect, _):
            client = await connect()
            first = b"POST /a?b HTTP/1.1\r\n" + HEAD + UPGRADE + more + b"\r\n" + body
            client.writer.write(first + GET)
            whole = [(await client.answer())[2] for _ in range(2)]
            for byte in first:
                client.writer.write(bytes([byte]))
                await client.writer.drain()
            return [*whole, (await client.answer())[2]]

    assert run(test) == [b"POST /a b body", b"GET /a  ", b"POST /a b body"]


@pytest.mark.parametrize("version", [b"1.0", b"1.1"])
def test_only_a_client_that_knows_of_expectations_is_told_to_send(version):
    async def test():
        async with serving(echo) as (connect, _):
            client = await connect()
            head = b"PUT /a HTTP/" + version + b"\r\n" + HEAD + b"Content-Length: 4\r\n"
            client.writer.write(head + b"Expect: 100-Continue\r\n\r\n")
            await asyncio.sleep(0.2)
            client.writer.write(b"body")
            first = await client.reader.readuntil(b"\r\n\r\n")
            return first.split(b"\r\n")[0]

    assert run(test) == {b"1.0": b"HTTP/1.1 200 OK", b"1.1": b"HTTP/1.1 100 Continue"}[version]


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (b"", 400),
        (b"Host: a\r\nHost: a\r\n", 400),
        (b"Host: a\r\nhost: b\r\n", 400),
        (b"Host: a, b\r\n", 400),
        (b"Host: a b\r\n", 400),
        (b"Host: a/b\r\n", 400),
        (b"Host: user@a\r\n", 400),
        (b"Host: a:port\r\n", 400),
        (b"Host: [::1\r\n", 400),
        (b'Host: "a"\r\n', 400),
        (b"Host: a:80\r\n", 200),
        (b"Host: [::1]:80\r\n", 200),
    ],
)
def test_there_is_one_right_host(lines, status):
    async def test():
        async with serving(echo) as (connect, _):
            found = []
            for target in (b"/", b"http://elsewhere/", b"*"):
                client = await connect()
                data = b"OPTIONS " + target + b" HTTP/1.1\r\n" + lines + b"\r\n"
                found.append((await client.ask(data))[0].split()[1])
                client.writer.close()
            return found

    assert set(run(test)) == {str(status)}


def test_in_http_1_0_there_need_be_no_host():
    assert asked_of(b"GET / HTTP/1.0\r\n\r\n")[0].split()[1] == "200"


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
