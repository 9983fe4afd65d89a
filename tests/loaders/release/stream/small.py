"""Four small releases with deletes, a merge and a withdrawn key, and a server of their log."""

import hashlib
import http.server
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from loaders.manifest import DUMP, Manifest
from loaders.rdf.nquads import canonical_lines
from loaders.vocabulary import prefixes

BASE = "https://w3id.example/urban/"
COMMON = """
<graph/catalogue> { <graph/cities> a void:Dataset .
  <graph/cities/a> dcterms:isPartOf <graph/cities> . }
<graph/cities/a> { <id/city/a> a urb:City ; rdfs:label "A"@en . }
"""
RELEASES = {
    # Two cities and a membership.
    "2026-01-01": """
      <graph/cities/b> { <id/city/b> a urb:City ; rdfs:label "B" . }
      <graph/memberships/m> { <id/membership/n--b> a urb:Membership ; urb:place <id/city/b> ;
        org:organization <id/network/n> . }
      <graph/networks/n> { <id/network/n> a urb:Network ; rdfs:label "N" . }
    """,
    # The membership is gone, a name changed, a text with quotes came.
    "2026-02-01": r"""
      <graph/cities/b> { <id/city/b> a urb:City ; rdfs:label "Bé \"q\"\n" . }
      <graph/networks/n> { <id/network/n> a urb:Network ; rdfs:label "N" . }
    """,
    # B was merged into A on the same day as the release before.
    "2026-02-01.2": """
      <graph/cities/b> { <id/city/b> dcterms:isReplacedBy <id/city/a> ; owl:deprecated true . }
      <graph/networks/n> { <id/network/n> a urb:Network ; rdfs:label "N" . }
      <graph/rules/r> { <id/city/a> urb:inNetwork <id/network/n> . <id/city/c> urb:p "x" . }
    """,
    # The network is withdrawn, a rule derives less.
    "2026-03-01": """
      <graph/cities/b> { <id/city/b> dcterms:isReplacedBy <id/city/a> ; owl:deprecated true . }
      <graph/registry/n> { <id/network/n> owl:deprecated true ; skos:changeNote "never was"@en . }
      <graph/rules/r> { <id/city/c> urb:p "x" . }
      <graph/t/claims> { <id/claim/1> urb:p 1.50 , "01"^^xsd:integer . }
    """,
}


def release(folder: Path, version: str, trig: str, base: str = BASE) -> Path:
    names = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes(base).items())
    quads = parse((names + COMMON + trig).encode(), format=RdfFormat.TRIG, base_iri=base)
    text = b"".join(canonical_lines(quads))
    dump = folder / version / DUMP
    dump.parent.mkdir(parents=True)
    dump.write_bytes(text)
    digest = hashlib.sha256(text).hexdigest()
    count = text.count(b"\n")
    Manifest(version, base, digest, "", "", count, count).write(folder / version)
    return folder / version


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the files of a log as the service does."""

    def translate_path(self, path: str) -> str:
        name = path.removeprefix("/changes").strip("/") or "index"
        return str(Path(self.directory) / f"{name}.trig")

    def log_message(self, *_: object) -> None:
        pass
