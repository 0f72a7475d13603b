"""A large school: 300 goals and 500 moments, spread over states, teams, circles and owners, cost no more queries."""

from datetime import datetime, time, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import localdate, make_aware

from checklists.editions import offered
from schools.feeds import known_token, renew
from schools.models import Action, AgendaItem, AgendaMoment, Decision, Evaluation, Goal
from tests.world import (
    ActionFactory,
    AgendaItemFactory,
    AgendaMomentFactory,
    DecisionFactory,
    EvaluationFactory,
    GoalFactory,
    MembershipFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db

STATES = [{}, {}, {"achieved": True}, {"secured": True}, {"stopped": True}, {"concept": True}]
MOST = 15  # queries that a page may take


@pytest.fixture
def crowd(cast):
    """Return a function that fills De Vijver: so many goals, and so many moments, of every sort at once."""
    teams = [TeamFactory(lead=cast.marieke) for _ in range(3)]
    codes = [item.code for pillar in offered("po")[0].pillars for item in pillar.items]

    def crowd(goals: int, moments: int) -> None:
        owners = [cast.marieke, *(MembershipFactory(school=cast.marieke.school) for _ in range(goals // 10))]
        rows = Goal.objects.bulk_create(
            GoalFactory.build(
                owner=owners[number % len(owners)],
                team=teams[number % 3] if number % 2 else None,
                ring=number % 6 + 1,
                item_code=codes[number % len(codes)] if number % 3 else "",
                **STATES[number % 6],
            )
            for number in range(goals)
        )
        held = [EvaluationFactory.build(goal=goal, held=True) for goal in rows if goal.started_on]
        coming = [
            EvaluationFactory.build(goal=goal, due_on=localdate() + timedelta(days=number % 120 - 20))
            for number, goal in enumerate(rows)
            if goal.is_alive
        ]
        Evaluation.objects.bulk_create([*held, *coming])
        Action.objects.bulk_create(ActionFactory.build(goal=goal, owner=goal.owner) for goal in rows)
        noon = make_aware(datetime.combine(localdate(), time(12)))
        days = [noon + timedelta(days=number % 60 - 20) for number in range(moments)]
        held_or_coming = AgendaMoment.objects.bulk_create(
            AgendaMomentFactory.build(
                school=cast.marieke.school,
                team=teams[number % 3] if number % 4 == 0 else None,
                starts_at=day,
                ends_at=day + timedelta(hours=1),
            )
            for number, day in enumerate(days)
        )
        items = AgendaItem.objects.bulk_create(AgendaItemFactory.build(moment=moment) for moment in held_or_coming)
        Decision.objects.bulk_create(DecisionFactory.build(item=item, owner=cast.joost) for item in items[::10])

    return crowd


@pytest.mark.parametrize("who", ["joost", "marieke"])
def test_300_goals_and_500_moments_take_as_many_queries_as_a_few(cast, as_user, count_queries, crowd, who):
    member = getattr(cast, who)
    cache.clear()
    school, client, visitor = f"/school/{member.school.code}", as_user(member.user), Client()
    pages = {f"{school}{page}": client for page in ("/doelen/", "/doelen/kringen/?sector=po", "/agenda/")}
    pages |= {"/vandaag/": client, f"/kalender/{known_token(renew(member.user))}.ics": visitor}
    crowd(6, 10)
    few = {}
    for page, reader in pages.items():
        reader.get(page)
        few[page] = count_queries(reader, page)
    crowd(300, 500)
    many = {page: count_queries(reader, page) for page, reader in pages.items()}
    assert many == few
    assert max(many.values()) <= MOST
    assert Goal.objects.visible_to(member).count() >= 250
    assert AgendaMoment.objects.visible_to(member).count() == 510
