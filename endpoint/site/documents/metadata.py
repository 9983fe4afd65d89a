"""What a document says of itself: whose it is, under which licence, of which day, about what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from endpoint.site.core.addresses import mount, unprefixed
from endpoint.site.core.state import Release
from endpoint.site.core.wording import DATA_LICENSE
from loaders.vocabulary import DCTERMS, FOAF, RDF, VOID, XSD


def document_iri(release: Release, path: str) -> str:
    """Return the IRI of the document at a path of this site: the path under the base."""
    return release.info.base + unprefixed(path).removeprefix(mount()).lstrip("/")


def of_document(release: Release, path: str, about: str, said: Iterable[Quad]) -> list[Quad]:
    """Return the statements of a document about itself, in no graph.

    A dataset, a list or a graph is a document of its own name: it keeps what is said of it, and
    a graph gets nothing, for its source tells its licence.
    """
    document = NamedNode(document_iri(release, path))
    if document.value == about and about.startswith(f"{release.info.base}graph/"):
        return []
    known = {quad.predicate for quad in said if quad.subject == document}
    return [
        Quad(*one)
        for one in _statements(release, document, about)
        if one[0] != document or one[1] not in known
    ]


def _statements(
    release: Release, document: NamedNode, about: str
) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    day = Literal(release.info.version[:10], datatype=XSD.date)
    dataset = release.iris.dataset()
    publisher = NamedNode(f"{dataset.value}#publisher")
    if document.value != about:
        yield document, RDF.type, FOAF.Document
        yield document, FOAF.primaryTopic, NamedNode(about)
    yield document, DCTERMS.license, NamedNode(DATA_LICENSE)
    yield document, DCTERMS.publisher, publisher
    yield document, DCTERMS.creator, publisher
    yield document, DCTERMS.issued, day
    yield document, DCTERMS.modified, day
    if document != dataset:
        yield document, VOID.inDataset, dataset
    if release.published.publisher:
        yield publisher, FOAF.name, Literal(release.published.publisher, language="en")
