"""Showing a round beside others about the same time: each way in which one could be taken from the other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from checklists.answering import answer, enter_paper, finish
from checklists.closing import close, reopen, show
from checklists.models import Round
from checklists.opening import open_round
from checklists.totals import totals_of
from tests.world import MembershipFactory, RoundFactory, TeamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(cast):
    return MembershipFactory.create_batch(14, school=cast.marieke.school)


@pytest.fixture
def team(cast, people):
    team = TeamFactory(lead=cast.marieke)
    team.members.add(*people)
    return team


def begun(cast, team=None, **facts):
    round_ = RoundFactory(school=cast.marieke.school, team=team, alone=True, draft=True, **facts)
    open_round(round_, cast.marieke)
    return Round.objects.get(pk=round_.pk)


def fill(round_, people, items=("PO-B1", "PO-B3")):
    for member in people:
        for code in items:
            answer(round_, member, code, stand="1")
        finish(round_, member)


def shown(cast, round_):
    """Close and show a round; return of how many people the first item's figure is."""
    close(round_, cast.marieke)
    show(round_, cast.marieke)
    return figure(round_)


def figure(round_):
    total = totals_of(round_).get("PO-B1")
    return total.answers if total else 0


def test_beside_the_same_people_and_beside_five_more_it_is_shown(cast, people, team):
    first, second, third = begun(cast), begun(cast, team), None
    fill(first, people[:12])
    fill(second, people[:7])
    assert shown(cast, first) == 12
    assert shown(cast, second) == 7
    third = begun(cast, team)
    fill(third, people[:7])
    assert shown(cast, third) == 7


def test_one_more_or_one_less_holds_it_and_it_waits(cast, people, team):
    first, second = begun(cast), begun(cast, team)
    fill(first, people[:8])
    fill(second, people[:7])
    assert shown(cast, first) == 8
    assert shown(cast, second) == 0
    second.refresh_from_db()
    assert (second.waiting_sheets, second.shown_sheets) == (7, 0)
    assert second.shown_at


def test_a_round_that_is_open_again_still_counts(cast, people, team):
    first, second = begun(cast), begun(cast, team)
    fill(first, people[:8])
    fill(second, people[:7])
    assert shown(cast, first) == 8
    reopen(first, cast.marieke)
    assert shown(cast, second) == 0


def test_beside_a_round_that_was_shown_in_two_goes_nothing_joins(cast, people, team):
    first, second = begun(cast), begun(cast, team)
    fill(first, people[:6])
    assert shown(cast, first) == 6
    reopen(first, cast.marieke)
    fill(first, people[6:12])
    assert shown(cast, first) == 12
    fill(second, people[:7])  # five fewer than all, and one more than the first six
    assert shown(cast, second) == 0


def test_a_second_batch_joins_alone_and_not_beside_another(cast, people, team):
    first, second = begun(cast), begun(cast, team)
    fill(first, people[:6])
    assert shown(cast, first) == 6
    fill(second, people[:6])
    assert shown(cast, second) == 6
    reopen(first, cast.marieke)
    fill(first, people[6:12])
    assert shown(cast, first) == 6


def test_paper_may_be_of_anybody(cast, people, team):
    first, second = begun(cast), begun(cast, team)
    fill(first, people[:8])
    enter_paper(first, {"PO-B1": ("2", "")})
    fill(second, people[:8])
    enter_paper(second, {"PO-B1": ("3", "")})
    assert shown(cast, first) == 9
    assert shown(cast, second) == 0


def test_an_item_that_somebody_left_out_waits_and_the_others_are_shown(cast, people, team):
    first, second = begun(cast), begun(cast, team)
    fill(first, people[:8])
    fill(second, people[:7])
    fill(second, people[7:8], items=["PO-B3"])
    assert shown(cast, first) == 8
    assert shown(cast, second) == 0
    assert totals_of(second)["PO-B3"].answers == 8


def test_all_but_two_teams_would_leave_the_others(cast, people, team):
    small = TeamFactory(lead=cast.marieke)
    small.members.add(*people[6:12])
    school, one, other = begun(cast), begun(cast, team), begun(cast, small)
    fill(school, people[:14])
    fill(one, people[:6])
    fill(other, people[6:12])
    assert shown(cast, school) == 14
    assert shown(cast, one) == 6
    assert shown(cast, other) == 0


def test_after_two_months_people_answer_anew(cast, people, team):
    first, second = begun(cast), begun(cast, team)
    fill(first, people[:8])
    assert shown(cast, first) == 8
    long_ago = timezone.now() - timedelta(days=61)
    Round.objects.filter(pk=first.pk).update(opened_at=long_ago, closed_at=long_ago, shown_at=long_ago)
    fill(second, people[:7])
    assert shown(cast, second) == 7


def test_another_list_has_nothing_to_compare(cast, people, team):
    first, second = begun(cast), begun(cast, team, edition_key="vo-1.0")
    fill(first, people[:8])
    fill(second, people[:7], items=["VO-B1"])
    assert shown(cast, first) == 8
    shown(cast, second)
    assert totals_of(second)["VO-B1"].answers == 7
