"""A worker that has copied much of the memory it shares leaves, and another takes its place."""

import pytest

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.mark.parametrize(("copied", "stays"), [("1", False), ("4096", True)])
def test_a_worker_leaves_when_it_has_copied_its_share(starter, release, kit, copied, stays):
    service = starter(
        release,
        f"--memory-copied={copied}",
        "--query-workers=1",
        "--page-workers=1",
        "--quick-threads=0",
    )
    before = service.settled() & set(service.workers())
    # Each is another text, so that none is in the cache.
    answers = {service.query(f"{COUNT} #{number}").body for number in range(4)}
    assert len(answers) == 1
    if stays:
        assert set(service.workers()) == before
    else:
        assert kit.eventually(lambda: not before <= set(service.workers()), 10)
