"""Packs a release for archives: a bag with everything in it that explains and checks itself."""
