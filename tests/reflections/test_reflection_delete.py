"""/reflecties/<number>/weghalen/: gone at once, without a trace."""

import pytest
from django.db import connection

from reflections.models import Reflection, Share
from tests.world import ReflectionFactory, ShareFactory

pytestmark = pytest.mark.django_db
MARKER = "Roodborstje"


def everything_in(connection):
    """Return every value of every row of every table."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            rows.append(str(cursor.fetchall()))
    return "".join(rows)


def test_the_answer_is_gone_with_what_was_shared_of_it(cast, as_user):
    own = ReflectionFactory(author=cast.joost.user, text=f"{MARKER} zong.")
    ShareFactory(by=cast.joost, to=cast.marieke, reflection=own)
    response = as_user(cast.joost.user).post(f"/reflecties/{own.pk}/weghalen/")
    assert response.status_code == 200
    assert "Je antwoord is weg" in response.text
    assert MARKER not in response.text
    assert not Reflection.objects.visible_to(cast.joost.user).exists()
    assert not Share.objects.visible_to(cast.marieke.user).exists()


def test_the_server_keeps_no_copy_also_not_to_undo_it(cast, as_user):
    client = as_user(cast.joost.user)
    before = everything_in(connection)
    own = ReflectionFactory(author=cast.joost.user, text=f"{MARKER} zong.")
    token = client.post(f"/reflecties/{own.pk}/weghalen/").context["token"]
    assert token not in everything_in(connection)
    assert everything_in(connection).count("gAAAA") == before.count("gAAAA")


def test_a_second_press_and_somebody_else_find_nothing(cast, as_user):
    own = ReflectionFactory(author=cast.joost.user)
    for member in (cast.marieke, cast.fatima, cast.bram):
        assert as_user(member.user).post(f"/reflecties/{own.pk}/weghalen/").status_code == 404
    assert Reflection.objects.visible_to(cast.joost.user).exists()
    client = as_user(cast.joost.user)
    assert client.post(f"/reflecties/{own.pk}/weghalen/").status_code == 200
    assert client.post(f"/reflecties/{own.pk}/weghalen/").status_code == 404


def test_a_link_takes_nothing_away(cast, as_user):
    own = ReflectionFactory(author=cast.joost.user)
    assert as_user(cast.joost.user).get(f"/reflecties/{own.pk}/weghalen/").status_code == 405
