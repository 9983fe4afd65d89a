"""HTTP/1.1: what is read of the heads and trailers of requests, and what is refused."""

import pytest

from endpoint.http.target import split_target
from endpoint.sparql.errors import QueryError
from endpoint.sparql.messages import Response
from tests.endpoint.http.speaking import GET, HEAD, asked_of, echo, run, serving


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


def test_a_header_with_a_line_break_is_never_sent():
    async def inject(request, pieces):
        return Response(200, (("x-a", "a\r\nset-cookie: b"),), b"")

    status, headers, _ = asked_of(GET, inject)
    assert status.split()[1] == "500"
    assert "set-cookie" not in headers


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
