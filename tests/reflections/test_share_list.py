"""What colleagues shared, and what one shares."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from tests.world import ReflectionFactory, ShareFactory

pytestmark = pytest.mark.django_db


def test_it_shows_what_came_and_what_went(cast, as_user):
    ShareFactory(by=cast.joost, to=cast.marieke, word="Lees je mee?")
    ShareFactory(by=cast.fatima, to=cast.joost)
    page = as_user(cast.joost.user).get("/reflecties/gedeeld/").text
    assert "Fatima El Amrani" in page
    assert "met Marieke Postma" in page
    assert "Lees je mee?" in as_user(cast.marieke.user).get("/reflecties/gedeeld/").text


def test_without_anything_it_says_what_to_do(cast, as_user):
    assert "Er is nog niets gedeeld" in as_user(cast.joost.user).get("/reflecties/gedeeld/").text


def shared_on(day, cast):
    """Share something that was written this many days ago."""
    written = ReflectionFactory(author=cast.fatima.user, written_on=localdate() - timedelta(days=day))
    ShareFactory(by=cast.fatima, to=cast.joost, reflection=written)


def test_fifty_take_as_many_queries_as_one(cast, as_user, count_queries):
    client = as_user(cast.joost.user)
    shared_on(1, cast)
    one = count_queries(client, "/reflecties/gedeeld/")
    for day in range(2, 51):
        shared_on(day, cast)
    assert count_queries(client, "/reflecties/gedeeld/") == one
