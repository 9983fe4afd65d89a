"""How pages speak of the graph: the names of kinds, headings, and what stands in which column."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of thing as in ``id/{key}/…``, its class, and what people call it."""

    key: str
    class_: str
    singular: str
    plural: str
    about: str = ""
    main: bool = False


KINDS = (
    Kind("city", "urb:City", "city", "cities", "Cities, towns and municipalities.", main=True),
    Kind("network", "urb:Network", "network", "networks",
         "Associations that cities, governments or groups belong to.", main=True),
    Kind("practice", "urb:Practice", "practice", "practices",
         "What is done in a place for and with migrants and refugees.", main=True),
    Kind("charter", "urb:Charter", "charter", "charters",
         "Texts that cities and organisations adopt or sign.", main=True),
    Kind("organisation", "urb:Organisation", "organisation", "organisations",
         "Civil society, foundations and international bodies.", main=True),
    Kind("event", "urb:Event", "event", "events", "Meetings, launches and campaigns.", main=True),
    Kind("publication", "urb:Publication", "publication", "publications",
         "Reports, articles and cited web pages.", main=True),
    Kind("list", "urb:List", "list", "lists",
         "Places named together by somebody else, often contested.", main=True),
    Kind("country", "urb:Country", "country", "countries", "Countries.", main=True),
    Kind("place", "urb:Place", "place", "other places",
         "Counties, states, cantons, boroughs, districts and unions of municipalities.", main=True),
    Kind("person", "urb:Person", "person", "people",
         "Public office and authorship only.", main=True),
    Kind("conflict", "urb:Conflict", "conflict", "conflicts",
         "Matters on which sources say different things; all are kept.", main=True),
    Kind("government", "urb:Government", "government", "governments",
         "The authorities that govern places and act in their name.", main=True),
    Kind("membership", "urb:Membership", "membership", "memberships",
         "A government or organisation belonging to a network, dated."),
    Kind("designation", "urb:Designation", "designation", "designations",
         "A place standing on a list drawn up by others."),
    Kind("signature", "urb:Signature", "signature", "signatures", "Who signed which charter."),
    Kind("act", "urb:Act", "act", "acts",
         "Offers, declarations, protests, motions, grants and the like."),
    Kind("commitment", "urb:Commitment", "commitment", "commitments",
         "What a government declared to do, and whether it was done."),
    Kind("phase", "urb:Phase", "phase", "phases", "Dated stretches and steps of practices."),
    Kind("figure", "urb:Figure", "figure", "figures",
         "Numbers as a source states them, on a date."),
    Kind("tenure", "urb:Tenure", "tenure", "tenures", "Dated offices of persons."),
    Kind("assessment", "urb:Assessment", "assessment", "assessments",
         "A place in a class of a typology, by a study, in a period."),
)  # fmt: skip
BY_KEY = {kind.key: kind for kind in KINDS}

# Kinds that have no life of their own: they are told on the page of what they belong to, and are
# part of its RDF description.
PARTS = {
    "membership", "act", "designation", "signature", "commitment", "phase", "figure", "tenure",
    "assessment", "stated-date", "stated-value", "charter-expression",
}  # fmt: skip

# What a table of things of a kind shows, in this order (columns without any value are left out).
COLUMNS: dict[str, tuple[str, ...]] = {
    "membership": ("org:member", "org:organization", "urb:place", "org:role", "urb:role",
                   "urb:statedRole", "urb:start", "urb:end", "urb:statedDate", "urb:status"),
    "act": ("urb:actor", "urb:actType", "urb:addressee", "urb:framework", "urb:work", "urb:event",
            "urb:statedRole", "urb:date", "urb:start", "urb:end", "urb:status"),
    "designation": ("urb:designates", "urb:designatedIn", "urb:statedRole", "urb:policyBasis",
                    "urb:tagline", "urb:date", "urb:start", "urb:end", "urb:status"),
    "signature": ("urb:signatory", "urb:charter", "urb:place", "urb:role", "urb:date",
                  "urb:start", "urb:end", "urb:statedDate"),
    "commitment": ("urb:committedBy", "urb:demand", "urb:commitmentState", "urb:declared",
                   "urb:fulfilled", "urb:date"),
    "practice": ("urb:place", "urb:practiceType", "urb:theme", "urb:start", "urb:end",
                 "urb:status"),
    "phase": ("rdfs:label", "urb:date", "urb:start", "urb:end", "urb:statedDate", "urb:status"),
    "figure": ("urb:measure", "urb:value", "urb:date", "urb:about", "urb:statedText",
               "urb:statedBy"),
    "stated-value": ("urb:statedText", "urb:statedBy", "dcterms:source"),
    "stated-date": ("urb:date", "urb:start", "urb:end", "urb:statedText", "urb:statedBy"),
    "tenure": ("urb:holder", "urb:office", "urb:statedRole", "org:organization", "urb:place",
               "urb:start", "urb:end"),
    "assessment": ("urb:assesses", "urb:assessedAs", "urb:study", "urb:start", "urb:end"),
    "event": ("urb:start", "urb:end", "urb:place", "urb:placeText", "urb:organiser"),
    "publication": ("urb:publicationType", "dcterms:creator", "urb:authorText", "urb:date"),
    "charter": ("urb:charterType", "urb:date", "urb:place", "urb:adoptedBy"),
    "network": ("urb:networkType", "urb:founded", "urb:scopeText"),
    "list": ("urb:networkType", "urb:founded", "urb:scopeText"),
    "organisation": ("urb:actorType", "urb:place", "urb:country"),
    "person": ("urb:statedRole", "urb:affiliation", "urb:affiliationText"),
    "city": ("urb:country",),
    "place": ("urb:placeKind", "urb:country"),
    "government": ("urb:governs",),
    "conflict": ("urb:about",),
    "charter-expression": ("rdfs:label", "dcterms:language", "urb:website"),
}  # fmt: skip

# What a table begins with on the page of a place, where every row has much the same member.
LEADING = {
    "membership": "org:organization", "signature": "urb:charter", "act": "urb:framework",
}  # fmt: skip

# Headings for what points to a thing: (property, kind of what points) → heading.
HEADINGS: dict[tuple[str, str], str] = {
    ("urb:place", "membership"): "Memberships in networks",
    ("org:member", "membership"): "Memberships in networks",
    ("org:organization", "membership"): "Members",
    ("urb:place", "act"): "What it did: declarations, motions and other acts",
    ("urb:actor", "act"): "What it did: declarations, motions and other acts",
    ("urb:addressee", "act"): "What was asked of it, given to it or recognised",
    ("urb:framework", "act"): "Acts within it",
    ("urb:work", "act"): "Who contributed",
    ("urb:event", "act"): "Who took part",
    ("urb:role", "act"): "Acts with this role",
    ("urb:actType", "act"): "Acts of this type",
    ("urb:place", "practice"): "Practices",
    ("urb:place", "event"): "Events here",
    ("urb:place", "signature"): "Charters signed",
    ("urb:signatory", "signature"): "Charters signed",
    ("urb:charter", "signature"): "Signatories",
    ("urb:place", "organisation"): "Organisations here",
    ("urb:place", "charter"): "Charters adopted here",
    ("urb:place", "tenure"): "Offices",
    ("org:organization", "tenure"): "Who held office",
    ("urb:holder", "tenure"): "Offices held",
    ("urb:designates", "designation"): "On lists drawn up by others",
    ("urb:designatedIn", "designation"): "Places on this list",
    ("urb:committedBy", "commitment"): "Commitments",
    ("urb:about", "figure"): "Figures",
    ("urb:about", "conflict"): "Where sources disagree",
    ("urb:about", "publication"): "Publications about this",
    ("urb:assesses", "assessment"): "Assessments by studies",
    ("urb:study", "assessment"): "Assessments in this study",
    ("urb:assessedAs", "assessment"): "Assessed as this",
    ("urb:country", "city"): "Cities",
    ("urb:country", "place"): "Other places",
    ("urb:scope", "network"): "Networks that cover this country",
    ("urb:government", "city"): "Governs",
    ("urb:government", "place"): "Governs",
    ("urb:governs", "government"): "Governed by",
    ("urb:actor", "practice"): "Practices it takes part in",
    ("urb:organiser", "event"): "Events organised",
    ("urb:founder", "network"): "Networks founded",
    ("urb:adoptedBy", "charter"): "Charters adopted",
    ("urb:theme", "practice"): "Practices with this theme",
    ("urb:dimension", "practice"): "Practices of this dimension",
    ("urb:practiceType", "practice"): "Practices of this type",
    ("urb:relatedCharter", "charter"): "Charters related to this",
    ("urb:affiliation", "person"): "People",
    ("dcterms:creator", "publication"): "Publications",
    ("urb:editor", "publication"): "Publications edited",
    ("dcterms:publisher", "publication"): "Publications issued",
    ("dcterms:isPartOf", "publication"): "Parts",
    ("dcterms:isPartOf", "city"): "Places within",
    ("dcterms:isPartOf", "place"): "Places within",
    ("dcterms:isPartOf", ""): "Records",
    ("dcterms:source", ""): "Records read from this",
    ("dcterms:source", "figure"): "Figures stated here",
    ("org:role", "membership"): "Memberships with this role",
    ("urb:office", "tenure"): "Held by",
    ("urb:demand", "commitment"): "Commitments to this",
    ("skos:broader", ""): "Narrower concepts",
    ("skos:inScheme", ""): "Concepts",
}

# Labels of properties of other vocabularies; the ontology of the project labels its own.
LABELS = {
    "rdf:type": "is a",
    "rdfs:label": "name",
    "rdfs:seeAlso": "see also",
    "rdfs:subClassOf": "subclass of",
    "rdfs:subPropertyOf": "subproperty of",
    "rdfs:domain": "domain",
    "rdfs:range": "range",
    "rdfs:isDefinedBy": "defined by",
    "skos:prefLabel": "name",
    "skos:altLabel": "also called",
    "skos:note": "note",
    "skos:scopeNote": "scope",
    "skos:definition": "definition",
    "skos:example": "example",
    "skos:notation": "notation",
    "skos:inScheme": "concept scheme",
    "skos:topConceptOf": "top concept of",
    "skos:hasTopConcept": "top concepts",
    "skos:broader": "broader concept",
    "skos:narrower": "narrower concept",
    "skos:related": "related concept",
    "skos:exactMatch": "exactly matches",
    "skos:closeMatch": "closely matches",
    "skos:broadMatch": "broader match",
    "skos:narrowMatch": "narrower match",
    "skos:relatedMatch": "related match",
    "owl:sameAs": "same as",
    "owl:differentFrom": "not the same as",
    "owl:deprecated": "withdrawn",
    "owl:versionIRI": "address of this version",
    "owl:versionInfo": "version",
    "skos:editorialNote": "note of the editors",
    "dcterms:description": "description",
    "dcterms:title": "title",
    "dcterms:source": "source",
    "dcterms:isPartOf": "part of",
    "dcterms:hasPart": "has part",
    "dcterms:creator": "author",
    "dcterms:publisher": "publisher",
    "dcterms:language": "language",
    "dcterms:license": "licence",
    "dcterms:isReplacedBy": "replaced by",
    "dcterms:replaces": "replaces",
    "dcterms:identifier": "identifier",
    "dcterms:created": "created",
    "dcterms:issued": "issued",
    "dcterms:modified": "modified",
    "geo:hasGeometry": "geometry",
    "geo:asWKT": "coordinates (WKT)",
    "wgs:lat": "latitude",
    "wgs:long": "longitude",
    "org:member": "member",
    "org:organization": "network or body",
    "org:role": "role",
    "bibo:doi": "DOI",
    "bibo:pages": "pages",
    "bibo:numPages": "number of pages",
    "dcat:landingPage": "landing page",
    "dcat:accessURL": "address",
    "prov:wasAttributedTo": "attributed to",
    "prov:wasDerivedFrom": "derived from",
    "prov:wasGeneratedBy": "made by",
}
SHORT = {
    "urb:statedRole": "role as stated",
    "urb:start": "since",
    "urb:end": "until",
    "urb:minValue": "from",
    "urb:maxValue": "to",
}

LICENSES = {
    "https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0 1.0",
    "https://creativecommons.org/publicdomain/mark/1.0/": "public domain",
}

# How many things of a kind point to each thing of a list: the kind and the heading.
COUNTED: dict[str, tuple[tuple[str, str], ...]] = {
    "city": (("membership", "networks"), ("practice", "practices")),
    "place": (("membership", "networks"), ("practice", "practices")),
    "network": (("membership", "members listed"), ("act", "acts listed")),
    "list": (("designation", "places listed"),),
    "charter": (("signature", "signatures listed"),),
    "country": (("city", "cities"), ("place", "other places")),
    "person": (("publication", "publications"),),
}

# Shown in the head of a page, or only under "All statements".
HEAD = ("rdfs:label", "urb:tagline", "dcterms:description", "skos:definition", "skos:altLabel",
        "skos:note")  # fmt: skip
TECHNICAL = {
    "rdf:type", "skos:prefLabel", "urb:earliestDate", "urb:latestDate", "urb:earliestStart",
    "urb:latestStart", "urb:earliestEnd", "urb:latestEnd", "urb:earliestFounded",
    "urb:latestFounded", "geo:hasGeometry", "geo:hasDefaultGeometry", "geo:asWKT",
    "urb:linkMeans", "wgs:lat", "wgs:long", "skos:inScheme", "skos:topConceptOf",
    "rdfs:isDefinedBy", "urb:identifierBasis", "foaf:name", "dcterms:title",
    "skos:hiddenLabel",
}  # fmt: skip
ELSEWHERE = {
    "owl:sameAs", "skos:closeMatch", "skos:exactMatch", "skos:broadMatch", "skos:narrowMatch",
    "skos:relatedMatch", "rdfs:seeAlso", "urb:website", "urb:geonamesId", "urb:wikidataId",
    "urb:lauCode", "urb:nuts3", "urb:fipsCode", "bibo:doi", "dcat:landingPage",
}  # fmt: skip
FIRST = (
    "urb:country", "urb:placeKind", "urb:government", "urb:governs", "urb:networkType",
    "urb:actorType", "urb:charterType", "urb:practiceType", "urb:publicationType",
    "urb:eventType", "urb:theme", "urb:dimension", "urb:place", "urb:placeText", "urb:status",
    "urb:founded", "urb:founder", "urb:founderText", "urb:scope", "urb:scopeText", "urb:date",
    "urb:start", "urb:end", "urb:statedDate", "dcterms:creator", "urb:authorText", "urb:editor",
    "urb:adoptedBy", "urb:adoptedByText", "urb:actor", "urb:actorText", "urb:organiser",
    "urb:organiserText", "org:member", "org:organization", "org:role", "urb:statedRole",
)  # fmt: skip
