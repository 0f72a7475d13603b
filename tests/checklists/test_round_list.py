"""/school/<code>/checklist/: the open round and the earlier ones."""

import pytest
from django.utils import timezone

from tests.world import RoundFactory, TeamViewFactory

pytestmark = pytest.mark.django_db


def test_it_says_what_this_list_is_and_is_not(cast, as_user):
    page = as_user(cast.joost.user).get(f"/school/{cast.joost.school.code}/checklist/").text
    assert "Dit is onze eigen lijst." in page
    assert "niet de jaarlijkse monitor sociale veiligheid" in page


def test_a_teacher_sees_how_far_the_team_is_and_no_button(cast, as_user):
    round_ = RoundFactory(school=cast.joost.school, name="Najaar", closed_at=None)
    TeamViewFactory(round=round_)
    address = f"/school/{cast.joost.school.code}/checklist/"
    assert "1 van 12 punten" in as_user(cast.joost.user).get(address).text
    assert "Vul samen in" not in as_user(cast.joost.user).get(address).text
    assert "Vul samen in" in as_user(cast.marieke.user).get(address).text


def test_a_school_for_po_and_vo_sees_of_each_round_which_list_it_was(cast, as_user):
    school = cast.joost.school
    RoundFactory(school=school, edition_key="vo-1.0", closed=True)
    address = f"/school/{school.code}/checklist/"
    assert '<span class="badge">vo</span>' not in as_user(cast.joost.user).get(address).text
    school.sector = "both"
    school.save()
    page = as_user(cast.joost.user).get(address).text
    assert '<span class="badge">vo</span>' in page
    assert "oorspronkelijke lijst voor het po</a> en de " in page
    assert "Uitgave 1.0 (po) en 1.0 (vo)." in page
    RoundFactory(school=school)
    assert "Nu open, voor het po" in as_user(cast.joost.user).get(address).text


def test_the_number_of_queries_is_the_same_for_1_and_for_50_rounds(cast, as_user, count_queries):
    client, school = as_user(cast.joost.user), cast.joost.school
    address = f"/school/{school.code}/checklist/"
    RoundFactory(school=school, closed_at=timezone.now())
    client.get(address)
    few = count_queries(client, address)
    RoundFactory.create_batch(50, school=school, closed_at=timezone.now())
    assert count_queries(client, address) == few
