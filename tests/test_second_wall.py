"""The second wall: with every gate taken away, the database itself shows nothing of another school. PostgreSQL only."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.db.utils import ProgrammingError
from django.http import Http404, HttpResponse
from django.urls import reverse

from handreiking.row_policies import NAME
from reflections.models import Reflection
from schools.models import Goal, JournalEntry, Membership, School, SchoolRequest
from schools.wall import behind_wall
from tests.one_world import in_one_world
from tests.test_architecture import GATES
from tests.test_tenancy_sweep import SCHOOL
from tests.world import Cast, GoalFactory, ReflectionFactory, Side, url_kwargs

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row-level security"),
]
OURS = ("schools", "reflections", "checklists")
OPEN = {  # tables without a policy, and why
    "schools_board": "belongs to no school",
    "schools_regionholiday": "the same for all schools",
    "schools_school": "a name and a place, which the site and a merger look up",
    "schools_user": "an account belongs to a person, who can be at several schools",
}


def models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def seen(member: Membership, rows: QuerySet[Any]) -> set[int]:
    """Return the ids of the rows that are there behind the wall of a person."""
    found: set[int] = set()

    def look() -> HttpResponse:
        found.update(rows.values_list("pk", flat=True))
        return HttpResponse()

    behind_wall(member.user, look)
    return found


def test_the_tests_do_not_run_as_someone_for_whom_no_policy_holds() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


def test_every_table_has_a_policy_that_holds_for_its_owner_too_or_a_reason() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class AS c JOIN pg_policy AS p ON p.polrelid = c.oid"
            " WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.polname = %s",
            [NAME],
        )
        walled = {name for (name,) in cursor.fetchall()}
    tables = {model._meta.db_table for model in models()}
    assert walled | set(OPEN) == tables, "give a new table a policy in a migration (handreiking/row_policies.py)"
    assert not walled & set(OPEN)


@pytest.mark.parametrize("model", [model for model in models() if model._meta.db_table not in OPEN])
def test_nothing_of_another_school_is_there_whatever_is_asked(model: type[Model], ours: Side, theirs: Side) -> None:
    here, there = ({row.pk for row in side.of(model)} for side in (ours, theirs))
    all_rows = model._default_manager.all()
    assert here
    assert there <= set(all_rows.values_list("pk", flat=True)), "where the wall is not raised, all is there"
    assert here <= seen(ours.member, all_rows) | private(model)
    assert not there & seen(ours.member, all_rows)


def private(model: type[Model]) -> set[int]:
    """Return the ids of what in our own school is another person's alone, or no school's yet."""
    if model is SchoolRequest:
        return set(SchoolRequest.objects.filter(school__isnull=True).values_list("pk", flat=True))
    return set(model._default_manager.values_list("pk", flat=True)) if model._meta.app_label == "reflections" else set()


def test_a_reflection_is_there_for_its_writer_alone(cast: Cast) -> None:
    mine, other = ReflectionFactory(author=cast.joost.user), ReflectionFactory(author=cast.marieke.user)
    assert seen(cast.joost, Reflection.objects.all()) == {mine.pk}
    assert seen(cast.marieke, Reflection.objects.all()) == {other.pk}
    assert seen(cast.fatima, Reflection.objects.all()) == set()


def test_nothing_can_be_written_into_another_school(cast: Cast) -> None:
    def write() -> HttpResponse:
        JournalEntry.objects.create(school=cast.bram.school, deed="goal_started")
        return HttpResponse()

    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        behind_wall(cast.joost.user, write)


def test_a_page_that_refuses_keeps_what_was_noted_and_leaves_the_wall_down(cast: Cast) -> None:
    def refuse() -> HttpResponse:
        School.objects.filter(pk=cast.joost.school_id).update(place="Elders")
        raise Http404

    with pytest.raises(Http404):
        behind_wall(cast.joost.user, refuse)
    assert School.objects.get(pk=cast.joost.school_id).place == "Elders"
    goal = GoalFactory(owner=cast.bram)
    assert Goal.objects.filter(pk=goal.pk).exists()


@in_one_world
@pytest.mark.parametrize(("name", "pattern", "arguments"), SCHOOL)
def test_with_every_gate_taken_away_no_page_shows_another_school(
    name: str, pattern: Any, arguments: tuple[str, ...], ours: Side, theirs: Side, as_user: Any
) -> None:
    """Each page of ours, asked for with the ids of theirs."""
    client = as_user(ours.member.user)
    kwargs = url_kwargs(name, arguments, theirs.kwargs | {"code": ours.kwargs["code"]})
    with pytest.MonkeyPatch.context() as patch:
        take_gates_away(patch)
        response = client.get(reverse(name, kwargs=kwargs))
    assert response.status_code in {200, 302, 403, 404, 405}
    where = response.text.find(theirs.marker)
    assert where < 0, response.text[where - 200 : where + 50]


def test_without_the_wall_the_same_page_would_show_it(ours: Side, theirs: Side, as_user: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        take_gates_away(patch)
        patch.setattr("schools.access.behind_wall", lambda user, call: call())
        assert theirs.marker in as_user(ours.member.user).get(f"/school/{ours.kwargs['code']}/doelen/").text


def take_gates_away(patch: pytest.MonkeyPatch) -> None:
    """Let each gate of a query set give everything; `for_user` is the door, and the menu of a page that refuses."""
    for model in models():
        rows = type(model._default_manager.all())
        for gate in GATES - {"for_user"}:
            if hasattr(rows, gate):
                patch.setattr(rows, gate, lambda self, *args, **kwargs: self)
