"""/school/<code>/doelen/<id>/jaar/: keep, carry over or close one goal at the end of a school year."""

from datetime import date

import pytest
from django.utils import timezone

from schools.calendar import SchoolYear
from schools.models import Evaluation, Goal, JournalEntry
from schools.year_closing import carry_over, close, keep_running
from tests.schools.clock import put_clock
from tests.world import EvaluationFactory, GoalFactory, MembershipFactory

pytestmark = pytest.mark.django_db
AUTUMN, JANUARY = date(2027, 10, 8), date(2028, 1, 31)


@pytest.fixture(autouse=True)
def june(monkeypatch):
    put_clock(monkeypatch, date(2027, 6, 10))


@pytest.fixture
def goal(cast):
    return GoalFactory(
        owner=cast.joost, aim="Rust in de gang", started_on=date(2026, 9, 1), evaluate_on=date(2027, 6, 24)
    )


def send(client, goal, **data):
    data = {"version": goal.version} | data
    return client.post(f"/school/{goal.school.code}/doelen/{goal.pk}/jaar/", data)


def days_of(goal):
    return [one.due_on for one in goal.evaluations.coming()]


def new_day(client, goal, place=0):
    page = client.get(f"/school/{goal.school.code}/doelen/jaar/afronden/?doel={goal.pk}")
    return page.context["form"].fields["days"].choices[place][0]


def decision_of(goal):
    change = goal.changes.filter(field__startswith="year_").last()
    return change and (change.field, change.before, change.after, change.by)


def test_a_goal_that_is_kept_runs_on_with_a_day_in_the_new_year(cast, as_user, goal):
    client = as_user(cast.marieke.user)
    response = send(client, goal, choice="keep", next_on=AUTUMN.isoformat())
    assert response.status_code == 302
    assert days_of(goal) == [date(2027, 6, 24), AUTUMN]
    assert decision_of(goal) == ("year_kept", "2026", "", cast.marieke)
    assert JournalEntry.objects.filter(deed="goal_kept", subject="Rust in de gang", member=cast.marieke).exists()
    assert "het doel loopt door in 2027–2028" in client.get(response.url).text
    history = client.get(f"/school/{goal.school.code}/doelen/{goal.pk}/geschiedenis/").text
    assert "liet het doel doorlopen na 2026–2027." in history


def test_a_goal_that_goes_along_gets_new_days_another_owner_and_what_changes(cast, as_user, goal):
    client = as_user(cast.fatima.user)
    days = [new_day(client, goal, place) for place in (0, 3)]
    send(client, goal, choice="carry", days=days, owner=cast.marieke.pk, note="Eerst alleen de bovenbouw.")
    goal.refresh_from_db()
    assert goal.owner == cast.marieke
    assert [day.isoformat() for day in days_of(goal)] == ["2027-06-24", *days]
    assert decision_of(goal) == ("year_carried", "2026", "Eerst alleen de bovenbouw.", cast.fatima)
    assert JournalEntry.objects.filter(deed="goal_carried").exists()
    history = client.get(f"/school/{goal.school.code}/doelen/{goal.pk}/geschiedenis/").text
    assert "nam het doel mee naar het jaar na 2026–2027." in history
    assert "Eerst alleen de bovenbouw." in history


@pytest.mark.parametrize(("ending", "state"), [("secured", Goal.State.SECURED), ("stopped", Goal.State.STOPPED)])
def test_a_goal_that_is_closed_is_secured_or_stopped(ending, state, cast, as_user, goal):
    send(as_user(cast.marieke.user), goal, choice="close", ending=ending, reason="Het paste niet.")
    goal.refresh_from_db()
    assert goal.state == state
    assert goal.stop_reason == ("Het paste niet." if ending == "stopped" else "")
    assert days_of(goal) == []
    assert decision_of(goal) == ("year_closed", "2026", "", cast.marieke)


def test_a_moment_that_was_left_lying_moves_to_the_new_year_and_stays_in_the_history(cast, as_user):
    goal = GoalFactory(owner=cast.joost, evaluate_on=date(2027, 5, 3))
    second = EvaluationFactory(goal=goal, due_on=date(2027, 5, 20))
    send(as_user(cast.marieke.user), goal, choice="keep", next_on=AUTUMN.isoformat())
    assert days_of(goal) == [AUTUMN]
    assert goal.changes.filter(field="moved", before="2027-05-03", after=AUTUMN.isoformat()).exists()
    second.refresh_from_db()
    assert second.cancel_reason == "Dit moment schoof door naar het nieuwe schooljaar."
    assert Evaluation.objects.filter(goal=goal).count() == 2


def test_a_day_that_is_planned_already_is_not_planned_twice(cast, as_user):
    goal = GoalFactory(owner=cast.joost, evaluate_on=AUTUMN)
    client = as_user(cast.marieke.user)
    page = client.get(f"/school/{goal.school.code}/doelen/jaar/afronden/").text
    assert 'value="2027-10-08"' in page
    send(client, goal, choice="keep", next_on=AUTUMN.isoformat())
    assert days_of(goal) == [AUTUMN]
    goal.refresh_from_db()
    send(client, goal, choice="carry", owner=cast.joost.pk)  # without another day: there is one in the new year
    assert decision_of(goal)[0] == "year_carried"
    assert days_of(goal) == [AUTUMN]


def test_while_it_is_alive_another_decision_may_follow_and_the_last_counts(cast, as_user, goal):
    client = as_user(cast.marieke.user)
    send(client, goal, choice="keep", next_on=AUTUMN.isoformat())
    goal.refresh_from_db()
    send(client, goal, choice="close", ending="stopped", reason="Toch niet.")
    goal.refresh_from_db()
    assert goal.state == Goal.State.STOPPED
    assert goal.changes.filter(field="year_kept").count() == 1
    page = client.get(f"/school/{goal.school.code}/doelen/jaar/afronden/")
    assert "1 van 1 doel besproken" in page.text
    assert page.context["decided"][0].decision.kind == "closed"


def test_the_verbs_themselves_refuse_what_would_leave_a_goal_without_a_moment_or_is_of_no_such_year(cast, goal):
    year = SchoolYear(2026)
    with pytest.raises(ValueError, match="in the new year"):
        keep_running(goal, cast.marieke, year, date(2027, 7, 1), 1)
    with pytest.raises(ValueError, match="in the new year"):
        carry_over(goal, cast.marieke, year, [], 1, owner=cast.joost)
    for other in (GoalFactory(owner=cast.joost, own_class=True), goal):
        with pytest.raises(ValueError, match="goals of school and teams that ran in it"):
            close(other, cast.marieke, SchoolYear(2025), 1)
    assert decision_of(goal) is None
    assert days_of(goal) == [date(2027, 6, 24)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Kies hoe het verdergaat."),
        ({"choice": "nonsense"}, "Kies hoe het verdergaat."),
        ({"choice": "keep"}, "Kies een dag in schooljaar 2027–2028, vanaf 1 augustus 2027."),
        ({"choice": "keep", "next_on": "2027-07-05"}, "Kies een dag in schooljaar 2027–2028"),
        ({"choice": "keep", "next_on": "2026-07-05"}, "Deze dag is al geweest."),
        ({"choice": "keep", "next_on": "2031-10-05"}, "Deze dag ligt te ver weg."),
        ({"choice": "keep", "next_on": "morgen"}, "Dit is geen datum."),
        ({"choice": "carry"}, "Kies een dag in het nieuwe schooljaar"),
        ({"choice": "carry", "days": ["2027-12-25"]}, "Kies uit de dagen hieronder."),
        ({"choice": "close"}, "Kies hoe jullie het afsluiten."),
        ({"choice": "close", "ending": "stopped", "note": "Blijft staan"}, "Schrijf kort op waarom jullie stoppen."),
        ({"choice": "close", "ending": "stopped", "reason": "a" * 5001}, "Dit is te lang"),
    ],
)
def test_what_can_not_be_is_refused_in_a_sentence_and_what_was_typed_stays(data, words, cast, as_user, goal):
    response = send(as_user(cast.marieke.user), goal, **data)
    assert response.status_code == 422
    assert words in response.text
    assert data.get("note", "") in response.text
    assert decision_of(goal) is None
    goal.refresh_from_db()
    assert (goal.version, goal.state) == (1, Goal.State.RUNNING)


def test_an_owner_of_another_school_or_who_left_is_refused(cast, as_user, goal):
    client = as_user(cast.marieke.user)
    gone = MembershipFactory(school=cast.marieke.school, left_at=timezone.now())
    for owner in (cast.bram, gone):
        data = {"choice": "carry", "days": [new_day(client, goal)], "owner": owner.pk}
        assert send(client, goal, **data).status_code == 422
    assert decision_of(goal) is None


def test_a_goal_whose_owner_left_only_goes_on_with_another(cast, as_user, goal):
    Goal.objects.update(owner=MembershipFactory(school=goal.school, left_at=timezone.now()))
    client = as_user(cast.marieke.user)
    response = send(client, goal, choice="keep", next_on=AUTUMN.isoformat())
    assert response.status_code == 422
    assert "Neem het mee, en kies een collega." in response.text
    send(client, goal, choice="carry", days=[new_day(client, goal)], owner=cast.marieke.pk)
    goal.refresh_from_db()
    assert goal.owner == cast.marieke


def test_two_at_once_the_second_sees_what_the_first_decided_and_nothing_that_was_typed_is_lost(cast, as_user, goal):
    send(as_user(cast.fatima.user), goal, choice="keep", next_on=AUTUMN.isoformat())
    client = as_user(cast.marieke.user)
    response = send(client, goal, choice="close", ending="stopped", reason="Het werd te veel.")
    assert response.status_code == 409
    assert "Fatima" in response.text
    assert "liet het doel doorlopen na 2026–2027." in response.text
    assert "Het werd te veel." in response.text
    goal.refresh_from_db()
    assert goal.is_alive
    version = response.context["form"].data["version"]
    send(client, goal, choice="close", ending="stopped", reason="Het werd te veel.", version=version)
    goal.refresh_from_db()
    assert goal.stop_reason == "Het werd te veel."


def test_who_decides_about_a_goal_that_is_over_meanwhile_reads_that_and_the_own_words(cast, as_user, goal):
    goal.stop(cast.fatima, "Op.")
    response = send(
        as_user(cast.marieke.user), goal, choice="carry", owner=cast.joost.pk, days=[], note="Mijn woorden."
    )
    assert response.status_code == 422  # without a day
    client = as_user(cast.marieke.user)
    response = send(client, goal, choice="keep", next_on=AUTUMN.isoformat(), note="Mijn woorden.")
    assert response.status_code == 409
    assert "Over dit doel is intussen beslist" in response.text
    assert "Mijn woorden." in response.text
    assert decision_of(goal) is None


def test_a_change_of_the_goal_itself_is_shown_before_a_decision_wipes_its_meaning(cast, as_user, goal):
    goal.give_to(cast.fatima, cast.fatima)
    response = send(as_user(cast.marieke.user), goal, choice="keep", next_on=AUTUMN.isoformat(), version=1)
    assert response.status_code == 409
    assert "wijzigde wie het trekt." in response.text


def test_in_september_the_year_before_can_still_be_closed_and_counts_as_that_year(cast, as_user, goal, monkeypatch):
    put_clock(monkeypatch, date(2027, 9, 6))
    client = as_user(cast.marieke.user)
    send(client, goal, choice="close", ending="secured")
    assert decision_of(goal)[:2] == ("year_closed", "2026")
    ended = client.get(f"/school/{goal.school.code}/doelen/jaar/?jaar=2026")
    assert [(str(outcome), len(rows)) for outcome, rows in ended.context["groups"]] == [("secured", 1)]
    assert client.get(f"/school/{goal.school.code}/doelen/jaar/?jaar=2027").context["number"] == 0


def test_only_who_decides_about_the_goal_may(cast, as_user, goal):
    data = {"choice": "keep", "next_on": AUTUMN.isoformat()}
    assert send(as_user(cast.joost.user), goal, **data).status_code == 403
    assert send(as_user(cast.bram.user), goal, **data).status_code == 404
    for other in ({"concept": True}, {"own_class": True}, {"proposed": True}):
        assert send(as_user(cast.marieke.user), GoalFactory(owner=cast.marieke, **other), **data).status_code == 404
    theirs = GoalFactory(owner=cast.bram)
    code = cast.marieke.school.code
    assert as_user(cast.marieke.user).post(f"/school/{code}/doelen/{theirs.pk}/jaar/", data).status_code == 404
    assert decision_of(goal) is None


def test_an_archived_school_decides_nothing(cast, as_user, goal):
    goal.school.archived_at = timezone.now()
    goal.school.save()
    assert send(as_user(cast.fatima.user), goal, choice="close", ending="secured").status_code == 403
    assert decision_of(goal) is None
