"""Says what is not recorded of a thing: on a page an empty list is never shown as none."""

from __future__ import annotations

from endpoint.site.core.state import Release
from endpoint.site.describe.describe import kind_of
from endpoint.site.describe.model import Description

Pointing = tuple[str, str]
"""A property and the kind of things that point to a thing by it: what one list of a page holds."""

_PLACE = (
    ("urb:place", "membership"),
    ("urb:place", "practice"),
    ("urb:place", "signature"),
    ("urb:place", "act"),
    ("urb:place", "event"),
)
# What readers look for on the page of a thing of a kind.
EXPECTED: dict[str, tuple[Pointing, ...]] = {
    "city": _PLACE,
    "place": _PLACE,
    "country": (("urb:country", "city"), ("urb:scope", "network")),
    "network": (("org:organization", "membership"),),
    "list": (("urb:designatedIn", "designation"),),
    "charter": (("urb:charter", "signature"),),
}


def missing(release: Release, description: Description) -> tuple[Pointing, ...]:
    """Return the lists that the page of a thing of this kind has, and that are empty."""
    expected = EXPECTED.get(kind_of(release, description.thing), ())
    found = {
        (release.compact(group.predicate), group.kind)
        for group in description.incoming
        if group.count
    }
    return tuple(one for one in expected if one not in found)
