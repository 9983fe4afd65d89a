"""HTTP/1.1: how the bodies of requests and answers come and go."""

import asyncio
import socket
import tempfile
from dataclasses import replace

import pytest

from endpoint.sparql.errors import QueryError
from endpoint.sparql.messages import Response, Spooled
from tests.endpoint.http.speaking import GET, HEAD, asked_of, echo, run, serving


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
