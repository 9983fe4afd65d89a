"""What records are called: by what each says, in the language spoken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple, cast

from pyoxigraph import NamedNode

from endpoint.languages.speaking import gettext as _
from endpoint.site.core.kept import Kept
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.model import Term
from endpoint.site.describe.terms import Viewer
from loaders.iris import is_claims_graph
from loaders.kinds import KINDS, PARTS, kind_in

Said = tuple[NamedNode, NamedNode, Term]
KEPT = 20_000  # records of which is kept what they are about: a third of a kilobyte each
ORDER = {kind.key: place for place, kind in enumerate(KINDS)}


class About(NamedTuple):
    """What a record is about: a thing it tells of, or the statement of the claim it accepts."""

    thing: NamedNode | None = None
    said: Said | None = None


def names(release: Release, records: Iterable[NamedNode]) -> dict[NamedNode, str]:
    """Return what records are called; one that describes nothing with a name is left out."""
    kept = release.once("kept names of records", lambda: Kept[NamedNode, About](KEPT))
    found = kept.many(records, lambda missing: _about(release, missing))
    terms = {term for one in found.values() for term in (one.thing, *(one.said or ()))}
    viewer = Viewer(release, gather.labels(release, [t for t in terms if isinstance(t, NamedNode)]))
    called = (
        (record, _("Claims") if is_claims_graph(record.value) else _called(viewer, one))
        for record, one in found.items()
    )
    return {record: _marked(record, name) for record, name in called if name}


def _marked(record: NamedNode, name: str) -> str:
    """Mark what was concluded for a row, which stands beside what the row says."""
    return f"{name} ({_('inferred')})" if record.value.endswith("/inferred") else name


def _called(viewer: Viewer, about: About) -> str:
    if about.said is not None:
        subject, predicate, value = about.said
        release = viewer.release
        property_ = release.term_label(release.compact(predicate), short=True)
        return f"{viewer.text(subject)} – {property_} – {viewer.view(value).text}"
    if about.thing is None or viewer.labels.best(about.thing) is None:
        return ""
    return viewer.text(about.thing)


def _about(release: Release, records: Iterable[NamedNode]) -> Mapping[NamedNode, About]:
    """Read what records are about; of each, also of one that describes nothing."""
    found: dict[NamedNode, About] = {record: About() for record in records}
    things: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    claims: dict[NamedNode, list[Said]] = defaultdict(list)
    for batch in gather.batches(found):
        for row in release.queries.select("named-records", record=batch):
            record, thing = cast(NamedNode, row["record"]), row["thing"]
            if "subject" in row and "property" in row and "value" in row:
                said = (row["subject"], row["property"], row["value"])
                claims[record].append(cast(Said, said))
            elif isinstance(thing, NamedNode):
                things[record].add(thing)
    for record, every in things.items():
        found[record] = About(min(every, key=lambda one: _rank(release, record, one)))
    for record, many in claims.items():
        # A graph of many claims is about none of them.
        found[record] = About(said=many[0]) if len(many) == 1 else About()
    return found


def _rank(
    release: Release, record: NamedNode, thing: NamedNode
) -> tuple[bool, bool, bool, int, str]:
    """Return what comes first: a thing under the key of the record, not a part of another."""
    kind = kind_in(thing.value, f"{release.info.base}id/")
    key = thing.value.rpartition("/")[2]
    own = key == record.value.rpartition("/")[2]
    return ("#" in thing.value, not own, kind in PARTS, ORDER.get(kind, len(ORDER)), thing.value)
