"""Asks whether the pages that records cite still answer; run by hand, never by a build."""
