"""Describes a release for people, portals and crawlers: DCAT, VoID, counts."""
