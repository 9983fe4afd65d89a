"""Tells whether the service lives (``/health``), can answer (``/ready``) and what it does."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass

from endpoint.service import metrics
from endpoint.service.service import QueryService
from endpoint.sparql import formats
from endpoint.sparql.errors import QueryError
from endpoint.sparql.messages import Request, Response
from endpoint.workers.frames import Task

PATIENCE = 2.0


@dataclass(frozen=True)
class Health:
    """Looks at the service of this process."""

    service: QueryService

    async def health(self, _request: Request) -> Response:
        """Return 200: a process that answers this lives."""
        return document(200, {"status": "alive"})

    async def ready(self, _request: Request) -> Response:
        """Return 200 when a query is answered, else 503."""
        task = Task(
            query_id=self.service.query_id(),
            text="ASK {}",
            media_type=formats.JSON.media_type,
            default_graphs=(),
            named_graphs=(),
            deadline=time.monotonic() + PATIENCE,
            allowed=PATIENCE,
        )
        try:
            reply = await asyncio.wait_for(self.service.engine.answer(task), PATIENCE)
        except (QueryError, TimeoutError) as error:
            kind = error.kind if isinstance(error, QueryError) else "timeout"
            return document(503, {"status": "not ready", "reason": kind})
        release = reply.release
        return document(200, {"status": "ready", "version": release.version, "hash": release.hash})

    async def metrics(self, _request: Request) -> Response:
        """Return the metrics of all processes."""
        page = await asyncio.to_thread(self.service.metrics.page, self._status)
        return Response(200, (("content-type", metrics.CONTENT_TYPE),), page)

    def _status(self) -> dict[str, object]:
        told = self.service.engine.status()
        running = self.service.budget.running()
        busy = told.get("busy")
        told["queued"] = max(running - busy, 0) if isinstance(busy, int) else 0
        try:
            release = self.service.engine.release
        except QueryError:
            return told
        return {**told, "version": release.version, "hash": release.hash}


def document(status: int, told: dict[str, str]) -> Response:
    """Return a small JSON document."""
    body = json.dumps(told).encode() + b"\n"
    headers = (("content-type", "application/json"), ("cache-control", "no-store"))
    return Response(status, headers, body)
