"""Makes a pack of a release: the same bytes wherever and whenever it is done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from loaders import disk
from loaders.manifest import DUMP
from loaders.release.addresses import htaccess
from loaders.release.addresses.life import read
from loaders.release.description.coverage import continents
from loaders.release.description.dcat import dcat
from loaders.release.packing import bag, datacite, papers, rocrate
from loaders.release.packing.contents import copy
from loaders.release.packing.items import entries, items
from loaders.release.packing.model import Parts
from loaders.release.packing.prov import distributions, prov_text


def make(parts: Parts) -> Path:
    """Fill the new folder of a pack; return it.

    The files of the release come first, then what describes them, and the checksums at last.
    """
    parts.payload.mkdir(parents=True)
    copy(parts)
    disk.write_text(parts.payload / "README.md", papers.readme(parts))
    disk.write_text(parts.payload / "CITATION.cff", papers.cff(parts))
    disk.write_text(parts.payload / "datacite.json", datacite.json_text(parts))
    disk.write_text(parts.payload / "datacite.xml", datacite.xml_text(parts))
    (parts.payload / "prov.ttl").write_bytes(prov_text(parts))
    _addresses(parts)
    described = replace(parts, items=items(parts))
    extent = continents(parts.payload / DUMP, parts.made.base)
    catalogue = dcat(parts.made.base, parts.metadata, distributions(described), extent)
    (parts.payload / "dcat.ttl").write_bytes(catalogue)
    # With which program a release was built is not of the release itself.
    replace(parts.made, files=entries(parts), inputs="", code_version="").write(parts.payload)
    crate = replace(parts, items=items(parts))
    disk.write_text(parts.payload / rocrate.NAME, rocrate.crate_text(crate))
    bag.close(parts)
    return parts.target


def _addresses(parts: Parts) -> None:
    """Write the rules by which w3id.org passes the addresses of this release on."""
    folder, base, service = parts.payload / "w3id", parts.made.base, parts.metadata.service
    found = read(parts.payload / DUMP, base)
    folder.mkdir()
    rules = htaccess.htaccess(found, base, parts.made.version, service)
    disk.write_text(folder / htaccess.NAME, rules)
    disk.write_text(folder / htaccess.EXPECTED, htaccess.expected(found, base, service))
