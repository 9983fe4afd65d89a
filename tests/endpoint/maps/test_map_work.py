"""What many views share is read, projected and drawn once, whichever is asked for first."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from endpoint.languages.known import BY_CODE
from endpoint.languages.speaking import speaking
from endpoint.site.core.state import Release
from endpoint.site.maps import chosen, seen
from endpoint.site.maps.asked import Asked
from endpoint.site.maps.atlas import Atlas, Place, Tie, atlas
from endpoint.site.maps.chosen import choose
from endpoint.site.maps.picture import SIZE, around, draw
from endpoint.site.maps.projection import Frame
from endpoint.site.pages.atlas.points import points
from endpoint.site.pages.sections import drawn as sections


def fresh(maps: FlaskClient) -> Release:
    """Return the release of the site as it is before anybody asked for a page."""
    known: Release = maps.application.extensions["urbsol"].served
    return Release(known.info, known.folder, known.queries)


def test_all_places_are_on_the_map_whichever_page_is_asked_for_first(maps: FlaskClient) -> None:
    release = fresh(maps)
    with maps.application.test_request_context():
        own = sections.drawn(release, "country", "au", "Australia")
        assert own is not None
        assert len(own.marks) == 1
        assert len(choose(atlas(release), Asked()).places) == 5
        assert len(choose(atlas(release), Asked(country="it")).places) == 2


def test_a_view_looks_at_the_places_tied_to_what_is_asked_for_alone(
    maps: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Place] = []
    relevant = chosen.relevant

    def noted(place: Place, asked: Asked) -> list[list[Tie]]:
        looked.append(place)
        return relevant(place, asked)

    monkeypatch.setattr(chosen, "relevant", noted)
    known = atlas(maps.application.extensions["urbsol"].served)
    for asked in (Asked(network="old"), Asked(network="old", theme="reception", country="it")):
        looked.clear()
        found = [one.place for one in choose(known, asked).places]
        assert found == [place for place in known.places if all(relevant(place, asked))
                         and asked.country in ("", place.country)
                         and any(tie.what == "old" for tie in place.ties)]  # fmt: skip
        assert len(looked) < len(known.places)


def test_the_view_of_everything_is_drawn_once_a_language(
    maps: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    release, asked = fresh(maps), list[Asked]()
    real = seen.choose

    def noted(known: Atlas, wanted: Asked) -> chosen.Chosen:
        asked.append(wanted)
        return real(known, wanted)

    monkeypatch.setattr(seen, "choose", noted)
    with maps.application.test_request_context():
        for wanted in (Asked(), Asked(), Asked(by="population"), Asked(by="population")):
            seen.view(release, wanted)
    assert asked == [Asked(), Asked(by="population"), Asked(by="population")]


def test_what_the_script_reads_is_written_once_a_language(maps: FlaskClient) -> None:
    release = fresh(maps)
    with maps.application.test_request_context():
        english = points(release, Asked())
        with speaking(BY_CODE["de"]):
            german = points(release, Asked())
        assert b"Munich" in english
        assert "München".encode() in german
        assert points(release, Asked()) is english
        # What is asked for otherwise is written anew, and is part of the same.
        assert len(points(release, Asked(country="it"))) < len(english)


def test_places_at_one_point_are_projected_once_and_each_has_its_dot(
    maps: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    projected = list[int]()
    place_all = Frame.place_all

    def noted(frame: Frame, line: object) -> object:
        found = place_all(frame, line)  # type: ignore[arg-type]
        projected.append(len(found))
        return found

    monkeypatch.setattr(Frame, "place_all", noted)
    with maps.application.test_request_context():
        known = atlas(fresh(maps))
        one = next(one for one in choose(known, Asked()).mapped)
        frame = around([one.place.point or (0.0, 0.0)] * 3, SIZE)
        picture = draw(frame, [one] * 9, known.named("en"))
    assert (picture.inside, picture.outside, len(picture.dots)) == (9, 0, 9)
    assert projected == [1]
