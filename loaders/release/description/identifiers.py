"""Which properties of ours identify a thing in another database; the search finds by them."""

IDENTIFIERS = ("geonamesId", "seatGeonamesId", "wikidataId", "lauCode", "nuts3", "fipsCode")
