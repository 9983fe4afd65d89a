"""A server for one test, whose application is made for it, and a client that speaks HTTP/1.1."""

import asyncio
import socket
from contextlib import asynccontextmanager

from endpoint.http.application import Application
from endpoint.http.listener import Listener
from endpoint.service.web import runner
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Response

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
