"""Times the frames of the map in Chromium while it is dragged and zoomed, with 5,000 places.

    python -m tests.benchmarks.bench_map [places]

Prints the median and the 95th percentile of the milliseconds from frame to frame, and the time of
the processor that the page takes for a frame.
"""

from __future__ import annotations

import dataclasses
import logging
import random
import statistics
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import CDPSession
from pyoxigraph import NamedNode
from werkzeug.serving import make_server

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.site.maps.atlas import Atlas, Place, read
from endpoint.sparql.backend import LocalBackend
from tests.benchmarks.peers import ROOT
from tests.chromium import chromium, opened

PLACES = 5000
FRAMES = 120
SCREEN = {"width": 1280, "height": 900}
# Sends one event a frame, as a hand does, and notes when the frames come.
GESTURE = """
([kind, count]) => new Promise(done => {
const picture = document.querySelector("svg.map"), box = picture.getBoundingClientRect();
const middle = [box.left + box.width / 2, box.top + box.height / 2];
const at = (n) => ({
  clientX: middle[0] + 120 * Math.sin(n / 12), clientY: middle[1] + 60 * Math.cos(n / 9),
  bubbles: true, cancelable: true, view: window,
});
const times = []; let n = 0;
document.querySelector(".stage").focus();
if (kind === "pan") picture.dispatchEvent(new MouseEvent("mousedown", at(0)));
function frame(now) {
  times.push(now);
  if (n++ === count) {
    if (kind === "pan") window.dispatchEvent(new MouseEvent("mouseup", at(n)));
    done(times.slice(1).map((one, i) => one - times[i]));
    return;
  }
  if (kind === "pan") window.dispatchEvent(new MouseEvent("mousemove", at(n)));
  else picture.dispatchEvent(new WheelEvent("wheel",
    { ...at(0), deltaY: Math.floor(n / 30) % 2 ? 40 : -40, ctrlKey: true }));
  requestAnimationFrame(frame);
}
requestAnimationFrame(frame);
})
"""


def crowded(known: Atlas, count: int) -> Atlas:
    """Return an atlas of so many places: its own, and copies scattered around them."""
    rng = random.Random(5)
    mapped = [place for place in known.places if place.point]
    found: list[Place] = list(known.places)
    for number in range(count - len(found)):
        place = mapped[number % len(mapped)]
        latitude, longitude = place.point or (0.0, 0.0)
        point = (latitude + rng.gauss(0, 1.2), longitude + rng.gauss(0, 1.8))
        iri = NamedNode(f"{place.iri.value}-n{number}")
        found.append(dataclasses.replace(place, iri=iri, point=point))
    return dataclasses.replace(known, places=tuple(found), _named={}, chosen={}, _spots={})


def table(name: str, times: Sequence[float]) -> str:
    """Return a line of the result."""
    ordered = sorted(times)
    high = ordered[round(len(ordered) * 0.95) - 1]
    return f"{name:6} median {statistics.median(times):6.1f} ms   95th percentile {high:6.1f} ms"


def spent(session: CDPSession) -> dict[str, float]:
    """Return the seconds of processor time that the page has taken so far, by what for."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return {one["name"]: one["value"] for one in metrics if one["name"].endswith("Duration")}


def main(count: int) -> None:
    """Serve a map of so many places, move it, and print what the frames took."""
    folder = Path(ROOT / "releases" / "current").resolve()
    config = dataclasses.replace(AppConfig.from_environment(), backend=LocalBackend(folder))
    app = create_app(config)
    with app.test_request_context("/"):
        release = app.extensions["urbsol"].release
        release.listings["atlas"] = (crowded(read(release), count),)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    try:
        with chromium() as browser, opened(browser, viewport=SCREEN) as page:
            page.goto(f"http://127.0.0.1:{server.server_port}/en/map")
            page.wait_for_selector(".stage")  # the script first reads the places of a crowded map
            session = page.context.new_cdp_session(page)
            session.send("Performance.enable", {"timeDomain": "threadTicks"})
            for kind in ("zoom", "pan"):
                before = spent(session)
                print(table(kind, page.evaluate(GESTURE, [kind, FRAMES])))
                for name, seconds in spent(session).items():
                    print(
                        f"       {name} {(seconds - before[name]) * 1000 / FRAMES:.1f} ms a frame"
                    )
    finally:
        server.shutdown()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PLACES)
