"""The second wall: what the database shows within a page, also where a view forgets its gate. PostgreSQL only.

The doors raise it for whoever came in; it stands for one transaction, so it works with the pool and with pgbouncer in
transaction mode. Behind it a table shows the rows of the person's own schools (handreiking.row_policies). On SQLite
there is no such thing, and the gates are the one wall.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404, HttpResponseBase

from schools.models import User

# Whose rows there are behind the wall: of the schools that one belongs to, or that share with one's board.
BELONGS_TO = "SELECT school_id FROM schools_membership WHERE user_id = %s AND left_at IS NULL"
SHARES_WITH_BOARD = """
SELECT share.school_id FROM schools_boardshare AS share JOIN schools_school AS school ON school.id = share.school_id
 WHERE share.ended_at IS NULL AND share.board_id = school.board_id AND school.archived_at IS NULL
   AND share.board_id IN (SELECT board_id FROM schools_boardmembership WHERE user_id = %s AND ended_at IS NULL)
"""
RAISE = """
SELECT set_config('handreiking.schools', array({schools})::text, true),
       set_config('handreiking.once', array(SELECT school_id FROM schools_membership WHERE user_id = %s)::text, true),
       set_config('handreiking.members', array(SELECT id FROM schools_membership WHERE user_id = %s)::text, true),
       set_config('handreiking.user', %s, true),
       set_config('handreiking.wall', 'up', true)
"""
LOWER = "SELECT set_config('handreiking.wall', '', true)"


def behind_wall(
    user: User | AnonymousUser, call: Callable[[], HttpResponseBase], schools: str = BELONGS_TO
) -> HttpResponseBase:
    """Return what the call answers, made in one transaction that shows it this person's schools only (`schools`: SQL).

    What was written stays where it answers that something is not there or not allowed, and goes where it falls over.
    """
    if connection.vendor != "postgresql":
        return call()
    refused: Exception | None = None
    with transaction.atomic():
        execute(RAISE.format(schools=schools), user.pk, user.pk, user.pk, str(user.pk))
        try:
            response = call()
        except (Http404, PermissionDenied) as problem:
            refused = problem
        if connection.savepoint_ids:  # in a transaction that goes on after this, as in tests
            execute(LOWER)
    if refused:
        raise refused
    return response


def execute(sql: str, *values: str | int | None) -> None:
    """Run one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
