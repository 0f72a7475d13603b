"""/school/<code>/leden/<id>/uitschakelen/: gone at once, and somebody takes over the goals."""

import pytest
from django.utils import timezone

from schools.models import Invitation, JournalEntry
from tests.world import AgendaMomentFactory, GoalFactory, MembershipFactory, RoundFactory, TeamFactory

pytestmark = pytest.mark.django_db


def address(person):
    return f"/school/{person.school.code}/leden/{person.pk}/uitschakelen/"


def test_an_open_session_is_out_at_once(cast, as_user):
    joost, goals = as_user(cast.joost.user), f"/school/{cast.joost.school.code}/doelen/"
    assert joost.get(goals).status_code == 200
    assert as_user(cast.fatima.user).post(address(cast.joost)).status_code == 302
    assert joost.get(goals).status_code == 404
    assert joost.post(f"{goals}nieuw/", {"aim": "Nog één"}).status_code == 404
    assert joost.get("/vandaag/").status_code == 200
    assert "De Vijver" not in joost.get("/vandaag/").text
    entry = JournalEntry.objects.get()
    assert (entry.deed, entry.subject, entry.member) == ("member_deactivated", "Joost van Dijk", cast.fatima)


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}], ids=["page", "htmx"])
def test_a_half_filled_form_in_an_open_session_is_refused_and_nothing_is_kept(cast, as_user, headers):
    goal, moment = GoalFactory(owner=cast.marieke), AgendaMomentFactory(school=cast.marieke.school)
    round_ = RoundFactory(school=cast.marieke.school)
    before = f"/school/{cast.marieke.school.code}"
    forms = {
        f"{before}/doelen/{goal.pk}/wijzigen/": {"aim": "Half getypt", "scope": "school", "owner": cast.marieke.pk},
        f"{before}/agenda/{moment.pk}/wijzigen/": {"title": "Half getypt"},
        f"{before}/checklist/{round_.pk}/{round_.edition.pillars[0].slug}/": {round_.items[0].code: "2"},
        f"{before}/leden/uitnodigen/": {"addresses": "vriend@x.example", "role": "principal"},
    }
    client = as_user(cast.marieke.user, **headers)
    assert all(client.get(address).status_code in {200, 403} for address in forms)
    assert as_user(cast.fatima.user).post(address(cast.marieke), {"successor": cast.joost.pk}).status_code == 302
    for form, typed in forms.items():
        assert client.post(form, typed).status_code == 404
        assert client.get(form).status_code == 404
    assert not round_.team_views.exists()
    assert not Invitation.objects.exists()
    goal.refresh_from_db()
    assert goal.aim != "Half getypt"


def test_an_account_managers_open_page_does_nothing_any_more(cast, as_user):
    other = MembershipFactory(school=cast.fatima.school, is_admin=True)
    client = as_user(other.user)
    assert client.get(address(cast.joost)).status_code == 200
    as_user(cast.fatima.user).post(address(other))
    assert client.post(address(cast.joost)).status_code == 404
    cast.joost.refresh_from_db()
    assert cast.joost.left_at is None


def test_goals_that_run_ask_for_a_colleague_who_takes_them_over(cast, as_user):
    running, achieved = GoalFactory(owner=cast.joost), GoalFactory(owner=cast.joost, achieved=True)
    concept, done = GoalFactory(owner=cast.joost, concept=True), GoalFactory(owner=cast.joost, secured=True)
    client = as_user(cast.fatima.user)
    assert running.aim in client.get(address(cast.joost)).text
    response = client.post(address(cast.joost), {"successor": ""})
    assert response.status_code == 422
    assert "Kies wie de doelen overneemt." in response.text
    cast.joost.refresh_from_db()
    assert cast.joost.left_at is None

    assert client.post(address(cast.joost), {"successor": cast.marieke.pk}).status_code == 302
    for goal in (running, achieved, concept):
        goal.refresh_from_db()
        assert goal.owner == cast.marieke
    done.refresh_from_db()
    assert done.owner == cast.joost
    assert JournalEntry.objects.filter(deed="goal_handed_over").count() == 3


def test_a_goal_for_the_own_class_stays_the_teachers_own_and_is_not_shown(cast, as_user):
    goal = GoalFactory(owner=cast.joost, own_class=True, aim="Mijn klas begint rustig")
    client = as_user(cast.fatima.user)
    assert "Mijn klas" not in client.get(address(cast.joost)).text
    assert client.post(address(cast.joost)).status_code == 302
    goal.refresh_from_db()
    assert goal.owner == cast.joost


def test_a_concept_alone_needs_nobody(cast, as_user):
    GoalFactory(owner=cast.joost, concept=True)
    assert as_user(cast.fatima.user).post(address(cast.joost), {"successor": ""}).status_code == 302


@pytest.mark.parametrize("who", ["self", "other school", "gone", "nonsense"])
def test_only_a_colleague_who_is_there_can_take_over(cast, as_user, who):
    GoalFactory(owner=cast.joost)
    gone = MembershipFactory(school=cast.joost.school, left_at=timezone.now())
    successor = {"self": cast.joost.pk, "other school": cast.bram.pk, "gone": gone.pk, "nonsense": "x"}[who]
    response = as_user(cast.fatima.user).post(address(cast.joost), {"successor": successor})
    assert response.status_code == 422
    assert "Kies een collega van deze school." in response.text


def test_the_last_who_manages_the_accounts_stays(cast, as_user):
    response = as_user(cast.fatima.user).post(address(cast.fatima))
    assert response.status_code == 422
    assert "Niemand anders beheert nu de accounts" in response.text
    cast.fatima.refresh_from_db()
    assert cast.fatima.left_at is None


def test_with_another_one_the_principal_leaves_and_lands_on_a_page_that_opens(cast, as_user):
    MembershipFactory(school=cast.fatima.school, is_admin=True)
    response = as_user(cast.fatima.user).post(address(cast.fatima), follow=True)
    assert response.redirect_chain == [("/vandaag/", 302)]
    assert response.status_code == 200


def test_a_teacher_may_not_and_another_school_is_not_there(cast, as_user):
    assert as_user(cast.joost.user).post(address(cast.marieke)).status_code == 403
    foreign = f"/school/{cast.fatima.school.code}/leden/{cast.bram.pk}/uitschakelen/"
    assert as_user(cast.fatima.user).post(foreign).status_code == 404
    assert not JournalEntry.objects.exists()


def test_who_is_switched_off_leaves_the_teams_and_does_not_get_them_back(cast, as_user):
    led, joined = TeamFactory(lead=cast.joost), TeamFactory(lead=cast.marieke)
    ended = TeamFactory(lead=cast.joost, ended_at=timezone.now())
    for team in (led, joined, ended):
        team.members.add(cast.joost, cast.marieke)
    client = as_user(cast.fatima.user)
    client.post(address(cast.joost))
    client.post(f"/school/{cast.joost.school.code}/leden/{cast.joost.pk}/terug/")
    cast.joost.refresh_from_db()
    assert cast.joost.left_at is None
    for team in (led, joined):
        team.refresh_from_db()
        assert list(team.members.all()) == [cast.marieke]
    assert (led.lead, joined.lead) == (None, cast.marieke)
    ended.refresh_from_db()
    assert ended.lead == cast.joost
    assert cast.joost in ended.members.all()
