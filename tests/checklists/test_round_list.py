"""/school/<code>/checklist/: the open round and the earlier ones."""

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from checklists.models import Participation
from tests.world import RoundFactory, TeamFactory, TeamViewFactory

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


def test_a_school_without_rounds_is_told_how_to_begin(cast, as_user):
    address = f"/school/{cast.joost.school.code}/checklist/"
    assert "Begin een afname" in as_user(cast.marieke.user).get(address).text
    page = as_user(cast.joost.user).get(address).text
    assert "Nog geen afname" in page
    assert "Begin een afname" not in page


def test_each_state_has_its_words(cast, as_user):
    school = cast.marieke.school
    for facts in ({"draft": True}, {"draft": True, "opens_on": localdate()}, {"draft": True, "told_on": localdate()}):
        RoundFactory(school=school, **facts)
    closed = {"closed": True, "alone": True}
    for facts in (closed, closed | {"shown_at": timezone.now()}, {"closed": True}, {"agreed": True}):
        RoundFactory(school=school, **facts)
    page = as_user(cast.marieke.user).get(f"/school/{school.code}/checklist/").text
    words = ["Concept", "Gaat open op", "Ging niet open", "Gesloten", "Uitkomst bekeken", "Prioriteiten gekozen"]
    assert all(f"</svg> {one}" in page for one in words)
    page = as_user(cast.joost.user).get(f"/school/{school.code}/checklist/").text
    assert not any(f"</svg> {one}" in page for one in words[:3])


def test_a_teacher_goes_from_here_to_what_waits_for_them_first(cast, as_user):
    school = cast.joost.school
    mine, other = TeamFactory(lead=cast.joost), TeamFactory(lead=cast.marieke)
    mine.members.add(cast.joost)
    RoundFactory(school=school, name="Samen")
    waits = RoundFactory(school=school, team=mine, alone=True, name="Van mijn bouw")
    RoundFactory(school=school, team=other, alone=True, name="Van een ander")
    page = as_user(cast.joost.user).get(f"/school/{school.code}/checklist/").text
    assert page.index("Van mijn bouw") < page.index("Samen")
    assert f'href="/school/{school.code}/checklist/{waits.pk}/invullen/"' in page
    assert "Van een ander" not in page
    Participation.objects.create(round=waits, member=cast.joost, finished=True)
    page = as_user(cast.joost.user).get(f"/school/{school.code}/checklist/").text
    assert "jij bent klaar" in page


# ---- on the page of today ---------------------------------------------------------------


def panel(client):
    return client.get("/vandaag/").context["round"]


def test_today_shows_what_waits_then_what_is_open_then_the_newest(cast, as_user):
    client, school = as_user(cast.joost.user), cast.joost.school
    assert panel(client)["round"] is None
    RoundFactory(school=school, draft=True)
    assert panel(client)["round"] is None
    closed = RoundFactory(school=school, closed=True)
    assert panel(client)["round"] == closed
    team = TeamFactory(lead=cast.joost)
    team.members.add(cast.joost)
    waits = RoundFactory(school=school, team=team, alone=True)
    opened = RoundFactory(school=school)
    assert panel(client)["round"] == waits
    assert panel(client)["answers"]
    page = client.get("/vandaag/").text
    assert "Je vult voor jezelf in, zonder naam" in page
    assert f"/checklist/{waits.pk}/" in page
    Participation.objects.create(round=waits, member=cast.joost, finished=True)
    assert panel(client)["round"] == opened


def test_today_says_that_one_is_done(cast, as_user):
    round_ = RoundFactory(school=cast.joost.school, alone=True)
    Participation.objects.create(round=round_, member=cast.joost, finished=True)
    assert "Jij bent klaar." in as_user(cast.joost.user).get("/vandaag/").text


def test_an_outcome_that_was_not_shown_is_not_led_to(cast, as_user):
    round_ = RoundFactory(school=cast.joost.school, alone=True, closed=True)
    page = as_user(cast.joost.user).get("/vandaag/").text
    assert "De uitkomst bekijken jullie samen." in page
    assert f"/checklist/{round_.pk}/uitkomst/" not in page


def test_the_number_of_queries_is_the_same_for_1_and_for_50_rounds(cast, as_user, count_queries):
    client, school = as_user(cast.joost.user), cast.joost.school
    address = f"/school/{school.code}/checklist/"
    RoundFactory(school=school, closed_at=timezone.now())
    client.get(address)
    few = count_queries(client, address)
    RoundFactory.create_batch(50, school=school, closed_at=timezone.now())
    assert count_queries(client, address) == few
