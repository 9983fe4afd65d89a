"""The namespaces and prefixes of the vocabularies the graph speaks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode


@dataclass(frozen=True)
class Namespace:
    """A vocabulary: ``SKOS("prefLabel")`` or ``SKOS.prefLabel`` is one of its terms."""

    iri: str

    def __call__(self, name: str) -> NamedNode:
        """Return the term of that local name."""
        return NamedNode(self.iri + name)

    def __getattr__(self, name: str) -> NamedNode:
        """Return the term of that local name."""
        if name.startswith("__"):
            raise AttributeError(name)
        term = NamedNode(self.iri + name)
        object.__setattr__(self, name, term)  # found at once from now on
        return term


RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SKOSXL = Namespace("http://www.w3.org/2008/05/skos-xl#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
VOID = Namespace("http://rdfs.org/ns/void#")
PROV = Namespace("http://www.w3.org/ns/prov#")
ORG = Namespace("http://www.w3.org/ns/org#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
SCHEMA = Namespace("https://schema.org/")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
GEOF = Namespace("http://www.opengis.net/def/function/geosparql/")
SF = Namespace("http://www.opengis.net/ont/sf#")
WGS = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
BIBO = Namespace("http://purl.org/ontology/bibo/")
FABIO = Namespace("http://purl.org/spar/fabio/")
CITO = Namespace("http://purl.org/spar/cito/")
PRO = Namespace("http://purl.org/spar/pro/")
FRBR = Namespace("http://purl.org/vocab/frbr/core#")
OA = Namespace("http://www.w3.org/ns/oa#")
TIME = Namespace("http://www.w3.org/2006/time#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
CV = Namespace("http://data.europa.eu/m8g/")
CPSV = Namespace("http://purl.org/vocab/cpsv#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
EDTF = NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")


@lru_cache(maxsize=8)
def urb(base: str) -> Namespace:
    """Return the project's own ontology namespace under a base."""
    return Namespace(f"{base}ontology#")


def prefixes(base: str) -> dict[str, str]:
    """Return the prefixes of every document the project writes, name to IRI, sorted."""
    named = {
        "adms": ADMS, "bibo": BIBO, "cito": CITO, "cpsv": CPSV, "cv": CV, "dcat": DCAT,
        "dcterms": DCTERMS, "eli": ELI, "fabio": FABIO, "foaf": FOAF, "frbr": FRBR, "geo": GEO,
        "geof": GEOF, "hydra": HYDRA, "oa": OA, "org": ORG, "owl": OWL, "pro": PRO, "prov": PROV,
        "rdf": RDF, "rdfs": RDFS, "schema": SCHEMA, "sd": SD, "sf": SF, "sh": SH, "skos": SKOS,
        "skosxl": SKOSXL, "spdx": SPDX,
        "time": TIME, "urb": urb(base), "vcard": VCARD, "void": VOID, "wgs": WGS, "xsd": XSD,
    }  # fmt: skip
    return {name: namespace.iri for name, namespace in sorted(named.items())}
