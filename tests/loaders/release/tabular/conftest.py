"""A small dataset in which every rule of the tables has a case, and its tables."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from loaders.rdf.nquads import canonical_lines
from loaders.release.description.metadata import ReleaseMetadata
from loaders.release.tabular.write import write_tables
from loaders.vocabulary import prefixes

BASE = "https://example.org/"
TRIG = """
<graph/ontology> {
  urb:start skos:prefLabel "start"@en, "Beginn"@de ; skos:definition "When it began."@en .
}
<graph/cities/one> {
  <id/city/one> a urb:City, urb:Place ; rdfs:label "One" ;
    skos:prefLabel "One"@en, "Eins"@de ; skos:altLabel "=1+1", "a|b"@fr ;
    urb:country <id/country/xx> ; wgs:lat "-1.50"^^xsd:decimal ; wgs:long "-0.25"^^xsd:decimal ;
    urb:population 12 ; skos:note "@home, \\"quoted\\"\\nsecond line" ;
    urb:government <id/government/one> .
  <id/country/xx> a urb:Country ; rdfs:label "Xland"@en .
}
<graph/other/one> { <id/city/one> a urb:City . }
<graph/rules/inferred> { <id/city/one> a urb:City . }
<graph/cities/two> { <id/city/two> a urb:City, urb:Place ; rdfs:label "Two"@en . }
<graph/governments/one> {
  <id/government/one> a urb:Government ; rdfs:label "City of One"@en ; urb:governs <id/city/one> .
}
<graph/networks/net> {
  <id/network/net> a urb:Network ; rdfs:label "-Net" ; urb:founded "2019-06"^^xsd:gYearMonth ;
    urb:earliestFounded "2019-06-01"^^xsd:date ; urb:latestFounded "2019-06-30"^^xsd:date .
}
<graph/memberships/m1> {
  <id/membership/net--one> a urb:Membership ; rdfs:label "One: -Net"@en ;
    org:member <id/government/one> ; org:organization <id/network/net> ; urb:place <id/city/one> ;
    urb:start "2020"^^xsd:gYear ; urb:earliestStart "2020-01-01"^^xsd:date ;
    urb:latestStart "2020-12-31"^^xsd:date ; urb:latestEnd "2024-05-01"^^xsd:date .
}
<graph/rules/cited> { <id/membership/net--one> urb:citedPage <id/publication/web-1> . }
<graph/memberships/old> {
  <id/membership/gone--one> owl:deprecated true ; rdfs:label "gone" .
}
<graph/publications/p> {
  <id/publication/web-1> a urb:Publication ; rdfs:label "Page" ;
    urb:website <https://page.example/1> ; cito:cites <id/publication/p2>, <id/publication/p3> .
  <id/publication/p2> a urb:Publication ; rdfs:label "Second" .
  <id/publication/p3> a urb:Publication ; rdfs:label "Third" .
}
<graph/conflicts/c> {
  <id/conflict/c> a urb:Conflict ; rdfs:label "how many"@en ;
    urb:alternative <id/conflict/c#1>, <id/figure/f> .
  <id/conflict/c#1> a urb:StatedValue ; rdfs:label "seven" ;
    urb:statedBy <id/publication/p2> ; urb:statedByText "A" .
  <id/figure/f> a urb:Figure ; rdfs:label "8" ; urb:value 8.0 ; urb:statedByText "B", "C" .
}
<graph/reports/claims> { <id/city/two> skos:note "unreviewed" . }
"""


@pytest.fixture(name="write_dump", scope="session")
def _write_dump():
    return write_dump


def write_dump(folder: Path, trig: str) -> Path:
    """Write TriG as a canonical dump."""
    names = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes(BASE).items())
    quads = parse((names + trig).encode(), format=RdfFormat.TRIG, base_iri=BASE)
    path = folder / "dump.nq"
    path.write_bytes(b"".join(canonical_lines(quads)))
    return path


@pytest.fixture(scope="session")
def metadata() -> ReleaseMetadata:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    return ReleaseMetadata("2026-11-22.2", "Title", "About it.", "Nobody", BASE, licence, ("one",))


@pytest.fixture(scope="session")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dump(tmp_path_factory.mktemp("dump"), TRIG)


@pytest.fixture(scope="session")
def tables(dump: Path, metadata: ReleaseMetadata) -> Path:
    """The folder of the tables of the small dataset."""
    write_tables(dump, dump.parent / "tables", metadata, BASE)
    return dump.parent / "tables"
