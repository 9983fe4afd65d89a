"""A download begins at once, whatever its client and others have under way."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from endpoint.http.bridge import Bridge
from endpoint.service.budget import Budget
from endpoint.service.site import Site
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Request

LIMITS = Limits(client_queries=2, queue_wait=0.2, client_budget=100)


@pytest.fixture
def slow():
    """Return an event until which pages take their time."""
    done = threading.Event()
    yield done
    done.set()


def application(done):
    def answer(environ, start):
        if not environ["PATH_INFO"].startswith(("/downloads/", "/static/")):
            done.wait(20)
        start("200 OK", [("Content-Type", "text/plain")])
        return [environ["PATH_INFO"].encode()]

    return answer


@pytest.fixture
def site(slow, tmp_path):
    bridge = Bridge(lambda: application(slow), ThreadPoolExecutor(1))
    return Site(bridge, LIMITS, Budget(tmp_path / "clients", LIMITS))


async def downloads(site, slow, client):
    """Fetch files while pages take all threads; then let the pages end."""
    pages = [
        asyncio.ensure_future(site.page(Request("GET", "/", client=f"c{n}"))) for n in range(6)
    ]
    await asyncio.sleep(0.05)
    paths = [f"/downloads/{n}.nq" for n in range(4)] + ["/static/site.css"]
    files = await asyncio.gather(*(site.page(Request("GET", p, client=client)) for p in paths))
    waiting = [page for page in pages if not page.done()]
    slow.set()
    await asyncio.gather(*pages)
    return [file.body.decode() for file in files] == paths, len(waiting)


def test_files_do_not_wait_for_pages(site, slow):
    assert asyncio.run(downloads(site, slow, "else")) == (True, 6)


def test_files_do_not_wait_for_other_requests_of_their_client(site, slow):
    for _ in range(LIMITS.client_queries):
        site.budget.enter("busy")
    assert asyncio.run(downloads(site, slow, "busy")) == (True, 6)
    with pytest.raises(QueryError) as caught:
        asyncio.run(site.page(Request("GET", "/", client="busy")))
    assert caught.value.kind == "too-many"
