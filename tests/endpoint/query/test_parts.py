"""The parts of the query service, each by itself."""

import json
import os
import resource
import socket
import subprocess
import time
from dataclasses import fields

import pytest

from endpoint.service import log
from endpoint.service.budget import Budget
from endpoint.service.cache import Cache
from endpoint.service.log import Entry, Log
from endpoint.service.metrics import Metrics
from endpoint.sparql import responses as respond
from endpoint.sparql.backend import ReleaseInfo
from endpoint.sparql.errors import KINDS, QueryError
from endpoint.sparql.federation import Directory
from endpoint.sparql.formats import JSON, RESULTS
from endpoint.sparql.limits import Limits, variable
from endpoint.sparql.messages import Request, Response
from endpoint.sparql.protocol import Query
from endpoint.sparql.text import services
from endpoint.workers import frames, sandbox
from endpoint.workers.frames import Task
from endpoint.workers.generation import Generation, Watch
from endpoint.workers.slots import Busy, Slots
from endpoint.workers.spool import Spool, open_file
from endpoint.workers.supervisor import patience
from loaders.errors import UsageError


def task(text="ASK {}", **changed):
    given = {
        "query_id": "q1",
        "text": text,
        "media_type": JSON.media_type,
        "default_graphs": (),
        "named_graphs": (),
        "deadline": 12.5,
        "allowed": 3.0,
    }
    return Task(**{**given, **changed})


@pytest.mark.parametrize(
    "one",
    [
        task(),
        task("SELECT * { ?s ?p 'ä\0\n𝄞' }"),
        task(default_graphs=("urn:a", "urn:b"), named_graphs=("urn:c",)),
        task("\ud800"),
    ],
)
def test_tasks_arrive_as_they_were_sent(one):
    packed = frames.pack_task(one)
    assert frames.LENGTH.unpack_from(packed)[0] == len(packed) - frames.LENGTH.size
    assert frames.unpack_task(packed[frames.LENGTH.size :]) == one


def test_errors_arrive_as_they_were_sent():
    said = [["%(word)s is missing", {"word": "no"}]]
    error = QueryError("no", kind="syntax", line=3, position=4, remedy="yes", said=said)
    found = frames.unpack_error(frames.pack_error(error))
    assert found == error


def test_a_clients_queries_at_a_time_are_counted_over_all_processes(tmp_path):
    limits = Limits(client_queries=2, client_budget=0)
    first, second = Budget(tmp_path / "b", limits, 0), Budget(tmp_path / "b", limits, 1)
    first.enter("a")
    second.enter("a")
    with pytest.raises(QueryError) as caught:
        first.enter("a")
    assert (caught.value.kind, caught.value.status) == ("too-many", 429)
    first.enter("b")
    second.leave("a", 0)
    first.enter("a")
    assert first.running() == 3
    # A process that takes the place of a dead one forgets what that had running.
    Budget(tmp_path / "b", limits, 0)
    assert second.running() == 0


def test_computing_time_is_a_bucket_that_fills_up_again(tmp_path):
    limits = Limits(client_queries=0, client_budget=2, client_refill=20)
    budget = Budget(tmp_path / "b", limits)
    budget.enter("a")
    budget.leave("a", 3)
    with pytest.raises(QueryError) as caught:
        budget.enter("a")
    assert caught.value.kind == "budget"
    assert caught.value.retry_after >= 1
    budget.enter("b")
    time.sleep(0.1)
    budget.enter("a")


def test_more_clients_than_rows_do_no_harm(tmp_path):
    budget = Budget(tmp_path / "b", Limits(client_queries=1, client_budget=10))
    for number in range(5000):
        budget.enter(f"client {number}")
        budget.leave(f"client {number}", 1)
    assert budget.running() == 0


def test_the_largest_pages_are_kept_too() -> None:
    limits = Limits()
    assert limits.page_entry > 400  # KiB: the page of the ontology has 350
    assert limits.page_entry << 10 < limits.answer_cache << 20


def test_the_cache_is_bounded_and_forgets_the_oldest():
    cache = Cache(size=4000, entry=1000)
    for key in "abc":
        cache.put(1, (key,), Response(200, body=b"x" * 500))
    assert cache.get(1, ("a",)) is None
    assert cache.get(1, ("c",)) is not None
    assert cache.held <= 4000
    cache.put(1, ("big",), Response(200, body=b"x" * 2000))
    assert cache.get(1, ("big",)) is None
    assert cache.get(2, ("c",)) is None
    assert len(cache) == 0


def test_entity_tags_depend_on_all_that_the_answer_depends_on():
    asked = Query("SELECT * {}", "SELECT", RESULTS[0])
    tags = {
        respond.tag_of("r1", asked),
        respond.tag_of("r2", asked),
        respond.tag_of("r1", Query("SELECT * { }", "SELECT", RESULTS[0])),
        respond.tag_of("r1", Query("SELECT * {}", "SELECT", RESULTS[1])),
        respond.tag_of("r1", Query("SELECT * {}", "SELECT", RESULTS[0], ("urn:a",))),
        respond.tag_of("r1", Query("SELECT * {}", "SELECT", RESULTS[0], (), ("urn:a",))),
        respond.tag_of("r1", Query("SELECT * {}", "SELECT", RESULTS[0], html=True)),
    }
    assert len(tags) == 7
    assert respond.tag_of("r1", Query("SELECT (RAND() AS ?x) {}", "SELECT", RESULTS[0])) == ""


@pytest.mark.parametrize(
    ("header", "matches"),
    [
        ('W/"a"', True),
        ('"a"', True),
        ('"b", W/"a"', True),
        ("*", True),
        ('"b"', False),
        ("", False),
    ],
)
def test_if_none_match_compares_weakly(header, matches):
    assert (
        respond.matches(Request("GET", "/", headers={"if-none-match": header}), 'W/"a"') is matches
    )


def test_errors_tell_nothing_of_the_inside():
    response = respond.refused(
        QueryError("no", kind="busy", retry_after=2.2), "http://b/", "/sparql"
    )
    told = json.loads(response.body)
    assert response.status == 503
    assert response.header("retry-after") == "2"
    assert told == {
        "type": "http://b/docs/problems#busy",
        "title": KINDS["busy"][1],
        "status": 503,
        "detail": "no",
        "instance": "/sparql",
    }


def test_limits_come_from_the_environment_and_back():
    limits = Limits.from_environment({"URBSOL_TIMEOUT": "5", "URBSOL_LOG_QUERIES": "yes"})
    assert (limits.timeout, limits.log_queries) == (5.0, True)
    assert Limits.from_environment(limits.to_environment()) == limits


@pytest.mark.parametrize(
    "environment",
    [{"URBSOL_TIMEOUT": "soon"}, {"URBSOL_QUEUE": "-1"}, {"URBSOL_MEMORY": "1.5"},
     {"URBSOL_LOG_QUERIES": "perhaps"}, {"URBSOL_TIMEOUT": "inf"}, {"URBSOL_TIMEOUT": "nan"}],
)  # fmt: skip
def test_limits_that_are_none(environment):
    with pytest.raises(UsageError):
        Limits.from_environment(environment)


def test_no_limit_shares_its_variable_with_another_setting():
    names = [variable(limit) for limit in fields(Limits)]
    assert len(set(names)) == len(names)
    assert not {"URBSOL_CACHE", "URBSOL_ROOT", "URBSOL_BASE", "URBSOL_RELEASES"} & set(names)


def test_slots_tell_what_is_running(tmp_path):
    mine = Slots.create(tmp_path / "s", 3)
    seen = Slots.open(tmp_path / "s")
    mine.begin(1, Busy("abc", 1.0, 2.0))
    assert seen.all() == [None, Busy("abc", 1.0, 2.0), None]
    assert seen.running("abc")
    mine.clear(1)
    assert not seen.running("abc")


def test_a_spool_goes_to_a_file_and_has_an_end(tmp_path):
    descriptor = open_file(str(tmp_path))
    spool = Spool(10, 100, descriptor)
    for _ in range(9):
        spool.write(b"0123456789")
    assert spool.finish() == b""
    assert spool.in_file
    assert os.pread(descriptor, 1000, 0) == b"0123456789" * 9
    with pytest.raises(OSError, match="too long"):
        spool.write(b"x" * 11)
    assert spool.complain().status == 507
    os.close(descriptor)
    assert list(tmp_path.iterdir()) == []


def test_metrics_add_up_over_processes(tmp_path):
    for process in (0, 1):
        metrics = Metrics(tmp_path / "m", process)
        metrics.count("ok", 0.02, 0.01, 100)
    page = metrics.page(lambda: {"busy": 1, "ended": {"timeout": 2}}).decode()
    assert 'urbsol_queries_total{outcome="ok"} 2.0' in page
    assert 'urbsol_query_seconds_bucket{le="0.025"} 2.0' in page
    assert 'urbsol_query_seconds_bucket{le="0.01"} 0.0' in page
    assert 'urbsol_workers_ended_total{reason="timeout"} 2.0' in page


def test_every_outcome_has_a_place_in_the_metrics(tmp_path):
    metrics = Metrics(tmp_path / "m")
    for kind in KINDS:
        metrics.count(kind, 0, 0, 0)


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.77", "192.0.2.0"), ("2001:db8:1:2::3", "2001:db8:1::"), ("unknown", "")],
)
def test_addresses_are_shortened_in_the_log(address, network):
    assert log.anonymous(address) == network


def test_the_log_has_the_text_only_when_wanted(tmp_path):
    entry = Entry(
        "q", "192.0.2.1", 200, "ok", 0.1, 0.05, 10, "SELECT 'secret \"x\"'", "SELECT", "json"
    )
    plain = json.loads(Log().line(entry))
    assert "query" not in plain
    assert len(plain["query_hash"]) == 16
    assert json.loads(Log(with_text=True).line(entry))["query"] == entry.text


def test_the_current_generation_is_read_when_it_changes(tmp_path):
    watch = Watch(tmp_path)
    assert watch.current() is None
    release = ReleaseInfo("v", "h", "http://b/", 1, 1, tmp_path)
    Generation(1, tmp_path, release, 42).publish()
    found = watch.current(sure=True)
    assert found is not None
    assert (found.number, found.release) == (1, release)
    Generation(2, tmp_path, release, 43).publish()
    found = watch.current(sure=True)
    assert found is not None
    assert found.number == 2


def test_only_allowed_endpoints_are_directed_to_the_relay():
    directory = Directory(("http://a/sparql",), "http://relay/")
    query = "SELECT * { SERVICE <http://a/sparql> { ?s ?p ?o } }"
    directed = directory.directed(query, services(query))
    assert "http://a/sparql" not in directed
    assert "SERVICE <http://relay/" in directed
    for other in ("SERVICE <http://b/> {}", "SERVICE ?x {}", "SERVICE <http://a/sparql2> {}"):
        query = f"SELECT * {{ SERVICE <http://a/sparql> {{}} {other} }}"
        with pytest.raises(QueryError) as caught:
            directory.directed(query, services(query))
        assert caught.value.kind == "service-refused"


def in_child(check):
    """Run a check in a forked child; return whether it held."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            code = 0 if check() else 2
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def test_a_process_without_sockets():
    def check():
        if not sandbox.forbid_sockets():
            return True
        try:
            socket.socket()
        except PermissionError:
            return True
        return False

    assert in_child(check)


def test_a_process_without_descriptors():
    def check():
        sandbox.close_all_but(())
        sandbox.limit_descriptors(0)
        try:
            socket.socket()
        except OSError:
            return True
        return False

    assert in_child(check)


def test_a_process_with_little_memory():
    def check():
        sandbox.limit_memory(32 << 20)
        soft, _ = resource.getrlimit(resource.RLIMIT_AS)
        try:
            # More than earlier tests in this process can have left free.
            bytearray(8 << 30)
        except MemoryError:
            return soft > 0
        return False

    assert in_child(check)


def test_a_process_that_is_slowed_has_a_lower_priority_and_still_runs():
    process = subprocess.Popen(["sleep", "30"])
    try:
        sandbox.slow_down(process.pid, 7)
        assert os.getpriority(os.PRIO_PROCESS, process.pid) == 7
        assert os.sched_getscheduler(process.pid) in {os.SCHED_BATCH, os.SCHED_OTHER}
        assert process.poll() is None
    finally:
        process.kill()
        process.wait()


def test_a_stopped_service_waits_as_long_as_a_query_may_take():
    for limits in (Limits(), Limits(timeout=90.0), Limits(timeout=1.0, page_timeout=20.0)):
        assert patience(limits) > max(limits.timeout, limits.page_timeout)
