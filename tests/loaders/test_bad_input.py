"""Bad input stops the build: file, row and column are told, exit code 1, the old release whole."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.curation import canonical
from loaders.release import folder as folders
from loaders.release.verify import problems

MEMBERSHIP_COLUMNS = {
    "network_id": "required reference network|list",
    "city_id": "required reference city|place",
    "city": "required text",
    "country_iso2": "required country",
    "role": "text",
    "start": "date",
    "end": "date",
    "source": "text",
    "note": "text",
    "status": "required choice verified|inferred",
}
MEMBERSHIPS = [
    "anvita,lyon,Lyon,FR,member,2018-09-26,,https://example.org/,,verified",
    "anvita,palermo,Palermo,IT,member,2019,2020,https://example.org/,,verified",
]
NETWORK_COLUMNS = {
    "network_id": "required key",
    "name": "required text",
    "kind": "required text",
    "founded": "date",
    "founder": "text",
    "scope": "text",
    "members_count_as_stated": "text",
    "website": "text",
    "source": "text",
    "note": "text",
    "status": "required choice verified|inferred",
}
NETWORKS = [
    "anvita,ANVITA,municipal association,2018,,France,9 (2018),,https://example.org/,,verified"
]
HEADER = "key,label,country,aliases,replaced_by,withdrawn,reason,since"
CITIES = "data/sources/cities/raw/cities.csv"
MEMBERS = "data/sources/memberships/raw/memberships.csv"
SOURCE = "data/sources/cities/source.yml"


def add_networks(mini) -> None:
    registry = mini.settings.data / "registry"
    for kind, keys in (
        ("network", ["anvita"]),
        ("membership", ["anvita--lyon", "anvita--palermo"]),
    ):
        lines = [HEADER, *(f"{key},{key},,,,,,2026-11-22" for key in keys), ""]
        (registry / f"{kind}.csv").write_text("\n".join(lines), encoding="utf-8")
    mini.write("networks", NETWORK_COLUMNS, ["network_id"], NETWORKS)
    mini.write("memberships", MEMBERSHIP_COLUMNS, ["network_id", "city_id"], MEMBERSHIPS)


@pytest.fixture(scope="module")
def built(built_miniature, tmp_path_factory):
    """A small project with networks and memberships and a release."""
    import shutil

    folder = tmp_path_factory.mktemp("networks")
    shutil.copytree(built_miniature.settings.root.parent, folder, symlinks=True, dirs_exist_ok=True)
    made = type(built_miniature)(
        type(built_miniature.settings)(
            folder / "project", folder / "releases", folder / "cache", built_miniature.settings.base
        )
    )
    add_networks(made)
    done = made.urbsol("build", "--jobs", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    return made


def raw(path: Path, old: bytes, new: bytes) -> None:
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))


def change(stem: str, old: str, new: str) -> Callable:
    return lambda mini: mini.edit(stem, old, new)


def change_bytes(stem: str, old: bytes, new: bytes) -> Callable:
    def apply(mini) -> None:
        raw(mini.table(stem), old, new)
        mini.stamp(stem)

    return apply


def write_cell_of_50_mb(mini) -> None:
    change_bytes("cities", b"https://example.org/palermo", b"x" * 50_000_000)(mini)


def empty_the_table(mini) -> None:
    mini.table("cities").write_bytes(b"")
    mini.stamp("cities")


def change_without_checksum(mini) -> None:
    raw(mini.table("cities"), b"648260", b"648261")


def add_unknown_key(mini) -> None:
    path = mini.description("cities")
    path.write_text(path.read_text(encoding="utf-8") + "licence: CC0\n", encoding="utf-8")


def disorder_registry(mini) -> None:
    path = mini.settings.data / "registry" / "city.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([header, *reversed(rows), ""]), encoding="utf-8")


# name, what is done to the project, and what the message must say (file, row, column, words).
CASES: list[tuple[str, Callable, str]] = [
    ("missing column", change("cities", "name_geonames,", ""),
     rf"{CITIES}, row 1, column name_geonames: the column is missing"),
    ("unknown extra column", change("cities", "status,note\n", "status,note,mayor\n"),
     rf"{CITIES}, row 1, column mayor: unknown column"),
    ("unknown country code", change("cities", ",IT,Italy", ",XQ,Italy"),
     rf"{CITIES}, row 2, column country_iso2: unknown country code 'XQ'"),
    ("two rows with one key", change("cities", "\nlyon,", "\npalermo,"),
     rf"{CITIES}, row 3, column city_id: the key 'palermo' stands in row 2 already"),
    ("membership of an unknown network", change("memberships", "\nanvita,lyon", "\nanvitta,lyon"),
     rf"{MEMBERS}, row 2, column network_id: unknown network or list 'anvitta'"),
    ("membership of an unknown city", change("memberships", "anvita,lyon", "anvita,lyonn"),
     rf"{MEMBERS}, row 2, column city_id: unknown city or place 'lyonn'"),
    ("impossible date", change("memberships", "2018-09-26", "2018-09-31"),
     rf"{MEMBERS}, row 2, column start: '2018-09-31' is an impossible date"),
    ("no date", change("memberships", "2018-09-26", "26.9.2018"),
     rf"{MEMBERS}, row 2, column start: '26.9.2018' is not a date"),
    ("end before start", change("memberships", "2019,2020", "2019,2018-12"),
     rf"{MEMBERS}, row 3, column end: the end 2018-12 is before the start 2019"),
    ("coordinates outside the country", change("cities", "38.11660,13.36360", "13.36360,38.11660"),
     rf"{CITIES}, row 2, column lat, long: the point .* is outside IT"),
    ("wrong checksum", change_without_checksum, rf"{CITIES}: wrong checksum: sha256 is"),
    ("invalid UTF-8", change_bytes("cities", b"\nlyon,Lyon", b"\nlyon,Ly\xf6n"),
     rf"{CITIES}, row 3, column 2 \(counted by commas\), line 3: not UTF-8: byte 0xf6 at byte \d+"),
    ("a 50 MB cell", write_cell_of_50_mb,
     rf"{CITIES}, row 2, column \d+ .*: a cell or line of more than 1048576 bytes"),
    ("an empty file", empty_the_table, rf"{CITIES}, line 1: the file is empty"),
    ("a formula-like cell", change("cities", ",Palermo,Palermo,", ",=HYPERLINK(1),Palermo,"),
     rf"{CITIES}, row 2, column name: '=HYPERLINK\(1\)' looks like a formula"),
    ("source.yml with an unknown key", add_unknown_key,
     rf"{SOURCE}, column licence, line \d+: unknown key"),
    ("a table not in canonical form", change("cities", "\nlyon,", '\n"lyon",'),
     rf"{CITIES}, row 3, column 1: not in canonical form"),
    ("a registry not in canonical form", disorder_registry,
     r"data/registry/city.csv, row 3, column key: not in canonical form"),
    ("an unregistered key", change("cities", "\nlyon,", "\nlyons,"),
     rf"{CITIES}, row 3: the city 'lyons' is not in data/registry/city.csv"),
    ("another country than the city's", change("memberships", "Lyon,FR", "Lyon,DE"),
     rf"{MEMBERS}, row 2, column country_iso2: lyon lies in FR, not in DE"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "message"), [pytest.param(c[1], c[2], id=c[0]) for c in CASES])
def test_the_build_stops_and_tells_where(built, new_miniature, tmp_path, spoil, message) -> None:
    mini = new_miniature(tmp_path / "mini", like=built)
    before = folders.current(mini.settings.releases)
    spoil(mini)
    done = mini.urbsol("build", "--jobs", "1")
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(message, done.stderr), done.stderr
    assert "Traceback" not in done.stderr
    assert folders.current(mini.settings.releases) == before
    assert list(problems(before)) == []


ACCEPTED = {
    "a byte-order mark": lambda content: canonical.BOM + content,
    "CRLF": lambda content: content.replace(b"\n", b"\r\n"),
    "both": lambda content: canonical.BOM + content.replace(b"\n", b"\r\n"),
}


@pytest.mark.parametrize("spoil", ACCEPTED.values(), ids=ACCEPTED)
def test_a_byte_order_mark_and_crlf_are_accepted(built, new_miniature, tmp_path, spoil) -> None:
    mini = new_miniature(tmp_path / "mini", like=built)
    before = folders.current(mini.settings.releases)
    path = mini.table("cities")
    path.write_bytes(spoil(path.read_bytes()))  # the checksum stays: it does not see line ends
    done = mini.urbsol("build", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert folders.current(mini.settings.releases).name == before.name


def test_several_errors_are_told_together(built, new_miniature, tmp_path) -> None:
    mini = new_miniature(tmp_path / "mini", like=built)
    mini.edit("memberships", "2018-09-26", "2018-13")
    mini.edit("memberships", "2019,2020", "2019,2018")
    mini.edit("cities", ",FR,France", ",XX,France")
    done = mini.urbsol("build", "--jobs", "1")
    assert done.returncode == 1
    for message in (
        f"{MEMBERS}, row 2, column start: '2018-13'",
        f"{MEMBERS}, row 3, column end:",
        f"{CITIES}, row 3, column country_iso2: unknown country code 'XX'",
    ):
        assert message in done.stderr


def test_lint_mends_what_it_names(built, new_miniature, tmp_path) -> None:
    mini = new_miniature(tmp_path / "mini", like=built)
    disorder_registry(mini)
    path = mini.table("cities")
    path.write_bytes(path.read_bytes().replace(b"\nlyon,", b'\n"lyon",').replace(b"\n", b"\r\n"))
    told = mini.urbsol("lint")
    assert told.returncode == 1
    assert "not in canonical form" in told.stderr
    assert "urbsol lint --fix" in told.stderr
    fixed = mini.urbsol("lint", "--fix")
    assert fixed.returncode == 0, fixed.stderr
    assert mini.urbsol("lint").returncode == 0
    assert mini.urbsol("build", "--jobs", "1").returncode == 0
