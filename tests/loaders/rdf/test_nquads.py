"""Canonical N-Quads escape what RDFC-1.0 says, and nothing else."""

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from loaders.errors import DataError
from loaders.rdf.nquads import canonical_lines, dataset_hash, merge, quads_of, split
from loaders.vocabulary import XSD

SUBJECT, PREDICATE, GRAPH = (NamedNode(f"https://x.test/{name}") for name in "spg")
SHORT = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"}


def quad(value, graph=GRAPH) -> Quad:
    return Quad(SUBJECT, PREDICATE, value, graph)


def expected(letter: str) -> str:
    """Escape as https://www.w3.org/TR/rdf-canon/#canonical-quads demands."""
    if letter in SHORT:
        return SHORT[letter]
    return f"\\u{ord(letter):04X}" if ord(letter) < 0x20 or letter == "\x7f" else letter


@pytest.mark.parametrize("code", [*range(0xA1), 0xAD, 0x2028, 0xFEFF, 0xFFFD, 0x1F600])
def test_each_letter_is_escaped_as_the_canonical_form_demands(code) -> None:
    (line,) = canonical_lines([quad(Literal(chr(code)))])
    term = f'"{expected(chr(code))}"'
    assert line.decode() == f"{SUBJECT} {PREDICATE} {term} {GRAPH} .\n"


def test_lexical_forms_stay_as_they_were() -> None:
    values = [Literal("+01", datatype=XSD.integer), Literal("1.50", datatype=XSD.decimal)]
    lines = b"".join(canonical_lines(map(quad, values))).decode()
    assert '"+01"^^' in lines
    assert '"1.50"^^' in lines


def test_the_datatype_of_a_plain_string_is_not_written() -> None:
    (line,) = canonical_lines([quad(Literal("a", datatype=XSD.string))])
    assert b'"a" <' in line


def test_lines_are_in_the_order_of_code_points_and_stand_once() -> None:
    values = ["\U0001f600", "\uffee", "é", "z", "Z", "a", "a"]
    lines = canonical_lines(quad(Literal(value)) for value in values)
    texts = [split(line)[2].decode().strip('"') for line in lines]
    assert texts == ["Z", "a", "z", "é", "\uffee", "\U0001f600"]


@pytest.mark.parametrize(
    "statement",
    [
        Quad(BlankNode("b"), PREDICATE, Literal("x"), GRAPH),
        Quad(SUBJECT, PREDICATE, BlankNode("b"), GRAPH),
        Quad(SUBJECT, PREDICATE, Literal("x"), BlankNode("b")),
    ],
)
def test_blank_nodes_are_refused(statement) -> None:
    with pytest.raises(DataError, match="blank node"):
        canonical_lines([statement])


def test_what_only_looks_like_a_blank_node_is_fine() -> None:
    assert len(canonical_lines([quad(Literal("see _:b0"))])) == 1


def test_lines_are_taken_apart_whatever_they_hold() -> None:
    (line,) = canonical_lines([quad(Literal("a <b> . c"))])
    assert split(line) == (
        b"<https://x.test/s>", b"<https://x.test/p>", b'"a <b> . c"', b"<https://x.test/g>"
    )  # fmt: skip


def test_merging_keeps_order_and_drops_repeats(tmp_path) -> None:
    paths = [tmp_path / "a.nq", tmp_path / "b.nq"]
    parts = [canonical_lines(quad(Literal(value)) for value in text) for text in ("ace", "abc")]
    for path, lines in zip(paths, parts, strict=True):
        path.write_bytes(b"".join(lines))
    merged = list(merge(paths))
    assert merged == canonical_lines(quad(Literal(value)) for value in "abce")
    assert next(iter(quads_of(merged))) == quad(Literal("a"))


def test_a_dump_out_of_order_has_no_hash(tmp_path) -> None:
    lines = canonical_lines([quad(Literal("a")), quad(Literal("b"))])
    path = tmp_path / "dump.nq"
    path.write_bytes(lines[1] + lines[0])
    with pytest.raises(DataError, match="not sorted") as caught:
        dataset_hash(path)
    assert caught.value.line == 2
