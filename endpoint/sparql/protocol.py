"""The query operation of the SPARQL 1.1 Protocol, read from a request without touching the web.

https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

from __future__ import annotations

import re
from binascii import a2b_qp
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, unquote

from pyoxigraph import NamedNode

from endpoint.languages.known import Language, chosen
from endpoint.sparql import formats, negotiation, text
from endpoint.sparql.errors import QueryError, refusal
from endpoint.sparql.formats import Format
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Request
from endpoint.syntax.reading import say

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
FORM = "application/x-www-form-urlencoded"
DIRECT_QUERY = "application/sparql-query"
DIRECT_UPDATE = "application/sparql-update"
HTML = formats.HTML
# What a page is to be had in: made as HTML, it is written as Markdown by whoever sends it.
PAGES = (HTML, formats.MARKDOWN)
DESCRIPTIONS = tuple(
    format_ for format_ in formats.GRAPHS if format_.name in {"ttl", "rdf", "jsonld", "nt"}
)
# What most requests are: nothing but a query.
PLAIN = re.compile(r"query=([^&]*)")
# A percent sign that begins no escape, and characters that no URL has.
LOOSE = re.compile(r"%(?![0-9A-Fa-f]{2})|[^!-~]")
# The byte order mark, which some editors put before a text; it is not part of it.
MARK = "\ufeff"
ONCE = ("query", "timeout", "update")
# One wish under the names that clients know it by.
WISHES = ("format", "output", "results")


@dataclass(frozen=True)
class Preflight:
    """A question which methods there are (OPTIONS)."""

    methods: tuple[str, ...] = METHODS


@dataclass(frozen=True)
class ShowForm:
    """A browser that opens the endpoint without a query."""


@dataclass(frozen=True)
class DescribeService:
    """A client that opens the endpoint without a query: it gets the Service Description."""

    format: Format


@dataclass(slots=True)
class Query:
    """A query to be answered, which nobody changes: ``html`` asks for a page around the answer.

    When the ASK query in ``exists`` is answered with false, there is nothing to be found.
    ``language`` is that of the page; ``explain`` asks why the answer is empty, if it is.
    """

    text: str
    form: str
    format: Format
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    timeout: float | None = None
    html: bool = False
    exists: str = ""
    language: str = ""
    explain: bool = False


@dataclass(frozen=True)
class Update:
    """An update operation (§2.2), which only a writable service carries out."""

    text: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


Operation = Preflight | ShowForm | DescribeService | Query | Update
Parameters = dict[str, tuple[str, ...]]


def read(request: Request, limits: Limits) -> Operation:
    """Return which operation a request asks for; raise QueryError when it asks for none.

    HEAD is read as GET: whoever sends the response leaves out the body.
    """
    plain = PLAIN.fullmatch(request.query_string)
    if plain and request.method in {"GET", "HEAD"}:
        return query(request, {"query": (decoded(plain[1]),)}, limits)
    if request.method == "OPTIONS":
        return Preflight()
    if request.method not in METHODS:
        raise QueryError(
            f"{request.method} is not one of {', '.join(METHODS)}", kind="method", methods=METHODS
        )
    given = parameters(request.query_string, "the query string")
    if request.method == "POST":
        given = with_body(request, given)
    check_parameters(given)
    if "update" in given:
        if request.method != "POST":
            raise refusal("bad-request", say("an update is sent by POST"))
        return update(given)
    if "query" not in given:
        if request.method == "POST":
            raise refusal("bad-request", say("the parameter query is missing"))
        return without_query(request, given)
    return query(request, given, limits)


def decoded(value: str) -> str:
    """Return the text of a form-encoded value; raise QueryError when it is not UTF-8.

    Where every percent sign is one of an escape, quoted-printable (RFC 2045 §6.7) is the same with
    another sign, and the library decodes that faster.
    """
    spaced = value.replace("+", " ")
    try:
        if LOOSE.search(value):
            return unquote(spaced, errors="strict")
        return a2b_qp(spaced.replace("=", "=3D").replace("%", "=")).decode()
    except UnicodeDecodeError as error:
        raise QueryError("the query string is not UTF-8", kind="bad-request") from error


def parameters(encoded: str, where: str) -> Parameters:
    """Read form-encoded parameters; raise QueryError when they are not UTF-8 or too many."""
    try:
        pairs = parse_qsl(
            encoded, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=1000
        )
    except UnicodeDecodeError as error:
        raise QueryError(f"{where} is not UTF-8", kind="bad-request") from error
    except ValueError as error:
        raise QueryError(f"{where} has too many parameters", kind="bad-request") from error
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in found.items()}


def with_body(request: Request, given: Parameters) -> Parameters:
    """Add what the body of a POST says (§2.1.2 and §2.1.3) to the parameters of the URL."""
    media_type, charset = content_type(request.header("content-type"))
    if charset not in {"", "utf-8", "utf8", "us-ascii"}:
        raise QueryError(f"the charset {charset} is not UTF-8", kind="media-type")
    try:
        body = request.body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError("the body is not UTF-8", kind="bad-request") from error
    if media_type == FORM:
        added = parameters(body.removeprefix(MARK), "the body")
    elif media_type == DIRECT_QUERY:
        added = {"query": (body,)}
    elif media_type == DIRECT_UPDATE:
        added = {"update": (body,)}
    else:
        named = media_type or "a body without Content-Type"
        raise QueryError(
            f"{named} is not one of {FORM}, {DIRECT_QUERY}, {DIRECT_UPDATE}", kind="media-type"
        )
    return {name: given.get(name, ()) + added.get(name, ()) for name in (*given, *added)}


def content_type(header: str) -> tuple[str, str]:
    """Return media type and charset of a Content-Type header, in lower case."""
    media_type, *rest = header.split(";")
    pairs = (part.partition("=") for part in rest)
    charsets = [
        value.strip(" \"'") for name, _, value in pairs if name.strip().lower() == "charset"
    ]
    return media_type.strip().lower(), charsets[0].lower() if charsets else ""


def check_parameters(given: Parameters) -> None:
    """Raise QueryError for parameters that are repeated or contradict each other."""
    for name in ONCE:
        if len(given.get(name, ())) > 1:
            raise refusal(
                "bad-request", say("there is more than one parameter %(name)s", name=name)
            )
    if "query" in given and "update" in given:
        raise refusal("bad-request", say("there is both a query and an update"))
    meant = [found for value in _wishes(given) if (found := _meant(value))]
    if meant and not frozenset.intersection(*meant):
        raise refusal(
            "bad-request",
            say("%(wishes)s contradict each other", wishes=", ".join(_wishes(given))[:200]),
            say("name one format"),
        )


def update(given: Parameters) -> Update:
    """Return the update of checked parameters."""
    return Update(
        given["update"][0].removeprefix(MARK),
        graphs(given, "using-graph-uri"),
        graphs(given, "using-named-graph-uri"),
    )


def graphs(given: Parameters, name: str) -> tuple[str, ...]:
    """Return the graphs that a parameter names; one that is empty names none."""
    return tuple(iri for iri in given.get(name, ()) if iri)


def wished(given: Parameters) -> str:
    """Return the value of ``format=``, ``output=`` or ``results=``, or an empty text."""
    return next(iter(_wishes(given)), "")


def _wishes(given: Parameters) -> list[str]:
    """Return what each of the parameters names; one that is empty names nothing."""
    return [value for name in WISHES for value in given.get(name, ()) if value.strip()]


def _meant(wish: str) -> frozenset[str]:
    """Return the media types of both families that a name, or each of several, stands for."""
    families = ((HTML,), formats.RESULTS, formats.GRAPHS)
    found = (formats.named(one, some) for one in wish.split(",") for some in families)
    return frozenset(one.media_type for one in found if one)


def without_query(request: Request, given: Parameters) -> ShowForm | DescribeService:
    """Return what a client sees that sends no query: a form, or the Service Description."""
    wish = wished(given)
    format_ = formats.named(wish, (HTML, *DESCRIPTIONS)) if wish else None
    if format_ is HTML:
        return ShowForm()
    if format_ is None and wish:
        raise unacceptable(wish, DESCRIPTIONS)
    if format_ is None:
        chosen = choose(request.header("accept"), DESCRIPTIONS)
        return ShowForm() if chosen is None else DescribeService(chosen)
    return DescribeService(format_)


def query(request: Request, given: Parameters, limits: Limits) -> Query:
    """Return the query of checked parameters with the format negotiated for its form."""
    words = given["query"][0].removeprefix(MARK)
    if 4 * len(words) > limits.query_length and len(words.encode()) > limits.query_length:
        raise refusal(
            "too-long",
            say("a query may have %(num)s bytes", num=limits.query_length),
            say("shorten it"),
        )
    if not words.strip():
        raise refusal("bad-request", say("the query is empty"))
    default, named = graphs(given, "default-graph-uri"), graphs(given, "named-graph-uri")
    if not all(map(absolute, (*default, *named))):
        raise refusal("bad-request", say("a graph is not named by an absolute IRI"))
    form = text.form(words)
    if form == "UPDATE":
        raise refusal(
            "bad-request", say("this is an update, not a query"), say("this endpoint only reads")
        )
    format_, html = negotiated(request, given, form)
    return Query(
        text=words,
        form=form,
        format=format_,
        default_graphs=default,
        named_graphs=named,
        timeout=seconds(given),
        html=html,
        language=spoken(request).code if html else "",
        explain=explained(given),
    )


def explained(given: Parameters) -> bool:
    """Tell whether a client asks why its answer is empty; raise QueryError for other wishes."""
    wishes = set(given.get("explain", ())) - {""}
    if wishes - {"empty"}:
        raise refusal(
            "bad-request",
            say("explain names nothing that is explained"),
            say("write explain=empty"),
        )
    return bool(wishes)


def spoken(request: Request) -> Language:
    """Return the language of a page: that of the address, else what the client likes best."""
    return chosen(request.language, request.header("accept-language"))


def absolute(iri: str) -> bool:
    """Tell whether a text is an absolute IRI."""
    try:
        NamedNode(iri)
    except ValueError:
        return False
    return True


def negotiated(request: Request, given: Parameters, form: str) -> tuple[Format, bool]:
    """Return the format of the answer, and whether a page is wanted around it.

    A text that has no form is a syntax error: the parser tells it, in whatever format.
    """
    wish, accept = wished(given), request.header("accept")
    if not wish:
        return accepted(accept, form)
    offered = formats.offered(form)
    found = formats.named(wish, (HTML, *offered))
    if found is not None:
        return (offered[0], True) if found is HTML else (found, False)
    # SPARQLWrapper names a format of the other family beside an Accept that fits.
    if accept and negotiation.choose(accept, offered) is not None:
        return accepted(accept, form)
    raise unacceptable(wish, offered)


@lru_cache(maxsize=512)
def accepted(accept: str, form: str) -> tuple[Format, bool]:
    """Return the format an Accept header asks for, and whether a page is wanted around it."""
    offered = formats.offered(form)
    chosen = choose(accept, offered if form else (*offered, *formats.GRAPHS))
    return (offered[0], True) if chosen is None else (chosen, False)


def choose(accept: str, offered: tuple[Format, ...]) -> Format | None:
    """Return the format a client likes best, None for a page; raise QueryError for none."""
    if not accept or accept == "*/*":
        return offered[0]
    # Pages last: a client that says */* is a program.
    best = negotiation.choose(accept, (*offered, *PAGES))
    if best is None:
        raise unacceptable(accept, offered)
    return None if best in PAGES else best


def unacceptable(wish: str, offered: tuple[Format, ...]) -> QueryError:
    """Return the error that lists what there is instead."""
    there_is = ", ".join(format_.media_type for format_ in (*offered, *PAGES))
    return refusal(
        "not-acceptable",
        say("%(wish)s is not available", wish=wish[:200]),
        say("there is %(known)s", known=there_is),
    )


def seconds(given: Parameters) -> float | None:
    """Return the ``timeout=`` a client asks for, in seconds; raise QueryError for nonsense."""
    if "timeout" not in given:
        return None
    try:
        value = float(given["timeout"][0])
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise refusal("bad-request", say("timeout is a number of seconds above 0"))
    return value


def wants_html(request: Request) -> bool:
    """Tell whether an error is for a person to read: only who names HTML is one."""
    offers = (negotiation.Offer("application/problem+json", ("application/json",)), HTML)
    return negotiation.choose(request.header("accept"), offers) == HTML
