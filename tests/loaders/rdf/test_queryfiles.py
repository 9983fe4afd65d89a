"""Front matter of query files is read, or told what is wrong with it."""

import pickle

import pytest

from loaders.errors import DataError
from loaders.rdf.queryfiles import read_queries, read_query

GOOD = """#+ summary: What there is
#+ description: All of it,
#+   on two lines.
#+ tags: [one, two]
#+ expects:
#+   min: 3
PREFIX select: <https://w3id.org/urban-solidarity/ontology#>
# a comment that says ASK
CONSTRUCT { ?s ?p ?o } WHERE { SELECT * { ?s ?p ?o } }
"""


def test_front_matter_and_text_are_taken_apart(tmp_path) -> None:
    path = tmp_path / "examples" / "all.rq"
    path.parent.mkdir()
    path.write_text(GOOD)
    query = read_query(path, "https://x.test/")
    assert (query.name, query.group, query.form) == ("all", "examples", "CONSTRUCT")
    assert query.summary == "What there is"
    assert query.description == "All of it, on two lines."
    assert query.tags == ("one", "two")
    assert query.extra == {"expects": {"min": 3}}
    assert query.text.startswith("PREFIX select: <https://x.test/ontology#>")
    assert read_queries(path.parent) == (read_query(path),)
    assert pickle.loads(pickle.dumps(query)) == query


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("SELECT * {}", "no front matter"),
        ("#+ summary: a\n#+ tags: [b]\nSELECT * {}", "lacks description"),
        ("#+ summary: a\n#+ description: b\n#+ tags: c\nSELECT * {}", "tags is not a list"),
        ("#+ summary: [a\n#+ tags: b\nSELECT * {}", "not proper YAML"),
        ("#+ summary: a\n#+ description: b\n#+ tags: [c]\nDELETE {}", "no SELECT"),
    ],
)
def test_what_is_wrong_is_told(text, problem, tmp_path) -> None:
    path = tmp_path / "bad.rq"
    path.write_text(text)
    with pytest.raises(DataError, match=problem) as caught:
        read_query(path)
    assert caught.value.file == path


def test_a_file_that_is_not_utf8_is_told(tmp_path) -> None:
    path = tmp_path / "bad.rq"
    path.write_bytes(b"#+ summary: \xff\n")
    with pytest.raises(DataError, match="not UTF-8"):
        read_query(path)
