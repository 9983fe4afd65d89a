"""What reads a client's bytes where nothing can stop it takes time in proportion to them."""

import contextlib
import time
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from endpoint.http.application import request_of
from endpoint.http.bridge import environ
from endpoint.http.target import HOST, split_target
from endpoint.service import front
from endpoint.sparql import graphstore, negotiation, protocol, responses, text
from endpoint.sparql.errors import QueryError, syntax_error
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Request
from endpoint.syntax.tokens import tokens

LONG = 160_000
LIMITS = Limits(query_length=10 * LONG)
FORM = "application/x-www-form-urlencoded"


def asked(method="GET", query="", body="", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(method, "/sparql", query, named, body.encode(), "", "http://a/sparql")


def read(request):
    protocol.read(request, LIMITS)


def tagged(words):
    found = protocol.read(
        asked("POST", body=words, content_type="application/sparql-query"), LIMITS
    )
    responses.tag_of("release", found)


# What reads a query in workers: these can be killed, but need not be.
SLOW = {
    "tokens": lambda words: [None for _ in tokens(words)],
    "nesting": partial(text.check_nesting, limit=4),
    "mistakes": lambda words: syntax_error("error at 1:1: expected [_]", words),
    "services": lambda words: text.services(f"SERVICE {words}"),
    "services, escaped": lambda words: text.services(f"\\u0020{words}"),
}
# What reads a text of a client in the web process: the query, the form, the address, a header.
READERS = {
    "form": text.form,
    "form after a prologue": lambda words: text.form(f"PREFIX a: {words}"),
    "varies": text.varies,
    "a query that is posted": tagged,
    "a query in the address": lambda words: read(asked(query=f"query={words}")),
    "parameters in the address": lambda words: read(asked(query=words)),
    "a form": lambda words: read(asked("POST", body=words, content_type=FORM)),
    "the type of a body": lambda words: read(asked("POST", content_type=words)),
    "a graph": lambda words: graphstore.read(asked(query=f"graph={words}"), LIMITS),
    "Accept": lambda words: read(asked(query="query=ASK{}", accept=front.shortened(words))),
    "Accept of a page": lambda words: negotiation.choose(front.shortened(words), (protocol.HTML,)),
    "If-None-Match": lambda words: responses.matches(asked(if_none_match=words), '"a"'),
    "X-Forwarded-For": lambda words: front.forwarded_value(
        asked(x_forwarded_for=words), "x-forwarded-for", 2
    ),
    "Host": HOST.fullmatch,
    "the address": lambda words: split_target(f"/{words}".encode()),
    "an absolute address": lambda words: split_target(f"http://{words}".encode()),
    "what the pages are told": lambda words: environ(asked(query=words, range=words, host=words)),
    "many headers": lambda words: request_of(
        {
            "headers": [(b"a", part.encode()) for part in words.split(",")],
            "query_string": b"",
            "client": None,
            "method": "GET",
            "path": "/",
        }
    ),
}
# What once made a reader look again and again at the same text, or may.
PIECES = [
    'PREFIX\\"', '\\"', '"', "'", "'''", '"""', '"""a', '""', "'\''", '"\\\\', "\\", "\\u0022",
    "\\u", "{}", "{", "}", "(", "[]", "<", "<a", "<a>", "<#>", "#", "#\n", "\n", "\r", " ",
    "\t ", ".", ":", "a.", "a:b.", "a:", "::", "_:a.", "_:", "?", "$a", "@a-", "^^", "1e", "1.",
    "é.", "%", "%41", "%C3", "PREFIX a: <b> ", "BASE <a> ", "SERVICE <x:x> {} ", "SERVICE",
    "service:", "NOW", "a;q=0.1,", ",", ";", "=", "&", "a=b&", "&&", "+", "*/*,", "/", "//",
    "://", "-", "bytes=0-0,", 'W/"', '"a",', "q=", "charset=", '; charset="', "a-", "-a", "[",
    "]", "́", "\u200b", "`", "|", "^", "!", "- ",
]  # fmt: skip


def cost(reader, words):
    """Return the seconds of computing that reading took."""
    began = time.thread_time()
    with contextlib.suppress(QueryError, UnicodeEncodeError):
        reader(words)
    return time.thread_time() - began


def check(reader, piece, size=LONG):
    """See eight times the text take some eight times the computing: 64 times were quadratic.

    The long text is read again only when it seemed to take too long.
    """
    words = piece * (size // len(piece))
    short = min(cost(reader, piece * (size // 8 // len(piece))) for _ in range(2))
    long = cost(reader, words)
    if long >= 24 * short + 0.01:
        long = min(long, cost(reader, words))
    assert long < 24 * short + 0.01, (piece, short, long)


@pytest.mark.parametrize("name", READERS)
def test_reading_takes_time_in_proportion_to_length(name):
    for piece in PIECES:
        check(READERS[name], piece)


@pytest.mark.parametrize("name", SLOW)
def test_so_does_what_workers_read(name):
    for piece in PIECES:
        check(SLOW[name], piece, 8_000)


@pytest.mark.parametrize("name", READERS)
@given(
    parts=st.lists(st.sampled_from(PIECES), min_size=1, max_size=4),
    opening=st.sampled_from(["", *PIECES]),
)
@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_so_does_reading_what_is_made_of_several_pieces(name, parts, opening):
    reader, piece = READERS[name], "".join(parts)
    check(lambda words: reader(opening + words), piece)
