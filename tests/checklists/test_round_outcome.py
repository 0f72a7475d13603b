"""/school/<code>/checklist/<id>/uitkomst/: three lists."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.models import TeamView
from checklists.outcome import outcome_of
from tests.world import RoundFactory

pytestmark = pytest.mark.django_db
STANDS = st.lists(st.sampled_from(["", *TeamView.Stand.values]), min_size=12, max_size=12)


def closed_round(cast, stands):
    round_ = RoundFactory(school=cast.marieke.school, depth="kern", edition_key="po-1.0", closed_at=timezone.now())
    for item, stand in zip(round_.items, stands, strict=False):
        if stand:
            TeamView.objects.create(round=round_, item_code=item.code, stand=stand)
    return round_


@given(stands=STANDS, chosen=st.sets(st.integers(0, 11), max_size=5))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_item_stands_in_exactly_one_list_and_the_lowest_first(cast, stands, chosen):
    round_ = closed_round(cast, stands)
    round_.choose(cast.marieke, [round_.items[number].code for number in chosen])
    outcome = outcome_of(round_, cast.marieke)
    lists = [outcome.good, outcome.attention, outcome.priorities, outcome.rest]
    assert sorted(found.item.code for one in lists for found in one) == sorted(item.code for item in round_.items)
    assert {found.stand for found in outcome.good} <= {"2", "3"}
    assert {found.stand for found in outcome.attention} <= {"0", "1", "unknown"}
    assert {found.stand for found in outcome.rest} <= {"", "na"}
    assert [found.item.code for found in outcome.priorities] == [round_.items[number].code for number in chosen]
    levels = [found.level for found in outcome.attention if found.level is not None]
    assert levels == sorted(levels)
    round_.delete()


def test_a_teacher_sees_it_once_it_is_closed_and_not_before(cast, as_user):
    round_ = closed_round(cast, ["1"])
    address = f"/school/{round_.school.code}/checklist/{round_.pk}/uitkomst/"
    page = as_user(cast.joost.user).get(address).text
    assert "Verdient aandacht" in page
    assert "De meeste scholen beginnen laag" in page
    assert "Leg deze prioriteiten vast" not in page
    round_.closed_at = None
    round_.save()
    assert as_user(cast.joost.user).get(address)["Location"].endswith("/checklist/")


def test_the_number_of_queries_does_not_grow_with_the_number_of_items(cast, as_user, count_queries):
    few = closed_round(cast, ["1"])
    many = closed_round(cast, ["1"] * 12)
    many.choose(cast.marieke, [item.code for item in many.items[:5]])
    client = as_user(cast.marieke.user)
    client.get(f"/school/{few.school.code}/checklist/{few.pk}/uitkomst/")
    counts = {count_queries(client, f"/school/{one.school.code}/checklist/{one.pk}/uitkomst/") for one in (few, many)}
    assert len(counts) == 1
    assert counts.pop() <= 12
