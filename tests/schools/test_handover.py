"""/school/<code>/leden/overdragen/: a colleague manages the accounts, and you step back or leave, in one step."""

import pytest
from django.utils import timezone

from schools import membership
from schools.models import JournalEntry
from tests.world import GoalFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def address(member):
    return f"/school/{member.school.code}/leden/overdragen/"


def hand_over(client, member, colleague, **changes):
    data = {"to": colleague.pk, "becomes": "own", "stay": "teacher", "successor": "", **changes}
    return client.post(address(member), data)


def roles(*members):
    for member in members:
        member.refresh_from_db()
    return [(member.role, member.is_admin, bool(member.left_at)) for member in members]


def deeds():
    return list(JournalEntry.objects.order_by("pk").values_list("deed", "subject"))


def test_the_last_principal_steps_back_and_a_colleague_manages_the_accounts(cast, as_user):
    client = as_user(cast.fatima.user)
    response = client.post(
        address(cast.fatima),
        {"to": cast.marieke.pk, "becomes": "own", "stay": "teacher", "successor": ""},
        follow=True,
    )
    assert response.redirect_chain == [("/vandaag/", 302)]
    assert "Marieke Postma beheert nu de accounts van De Vijver. Jij bent leerkracht." in response.text
    assert roles(cast.marieke, cast.fatima) == [("coordinator", True, False), ("teacher", False, False)]
    assert client.get(address(cast.fatima)).status_code == 403
    assert as_user(cast.marieke.user).get(address(cast.fatima)).status_code == 200
    assert deeds() == [
        ("school_handed_over", "Marieke Postma"),
        ("member_changed", "Marieke Postma, van IB’er naar IB’er die accounts beheert"),
        ("member_changed", "Fatima El Amrani, van directeur naar leerkracht"),
    ]


def test_a_principal_leaves_and_a_colleague_becomes_principal_and_owns_the_goals(cast, as_user):
    goal, own = GoalFactory(owner=cast.fatima), GoalFactory(owner=cast.fatima, own_class=True)
    client = as_user(cast.fatima.user)
    assert goal.aim in client.get(address(cast.fatima)).text
    response = hand_over(
        client, cast.fatima, cast.marieke, becomes="principal", stay="leave", successor=cast.marieke.pk
    )
    assert (response.status_code, response["Location"]) == (302, "/vandaag/")
    assert "Jij doet daar niet meer mee." in client.get("/vandaag/").text
    assert roles(cast.marieke, cast.fatima) == [("principal", False, False), ("principal", False, True)]
    goal.refresh_from_db()
    own.refresh_from_db()
    assert (goal.owner, own.owner) == (cast.marieke, cast.fatima)
    assert client.get(address(cast.fatima)).status_code == 404
    assert [deed for deed, _ in deeds()] == ["school_handed_over", "member_changed", "goal_handed_over", "member_left"]


def test_who_stays_may_hand_the_goals_over_or_keep_them(cast, as_user):
    goal = GoalFactory(owner=cast.fatima)
    hand_over(as_user(cast.fatima.user), cast.fatima, cast.marieke, stay="coordinator")
    goal.refresh_from_db()
    assert goal.owner == cast.fatima
    hand_over(as_user(cast.marieke.user), cast.marieke, cast.joost)
    goal.refresh_from_db()
    assert goal.owner == cast.fatima
    hand_over(as_user(cast.joost.user), cast.joost, cast.fatima, successor=cast.marieke.pk)
    assert roles(cast.fatima) == [("coordinator", True, False)]


def test_who_leaves_says_who_takes_the_goals_over_and_nothing_happens_before(cast, as_user):
    GoalFactory(owner=cast.fatima)
    response = hand_over(as_user(cast.fatima.user), cast.fatima, cast.marieke, stay="leave")
    assert response.status_code == 422
    assert "Je gaat weg. Kies wie je doelen overneemt" in response.text
    assert f'<option value="{cast.marieke.pk}" selected>' in response.text
    assert 'value="leave" checked' in response.text
    assert roles(cast.marieke, cast.fatima) == [("coordinator", False, False), ("principal", False, False)]
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("who", ["nobody", "self", "other school", "gone", "nonsense"])
def test_only_a_colleague_who_is_there_can_take_over(cast, as_user, who):
    gone = MembershipFactory(school=cast.fatima.school, left_at=timezone.now())
    to = {"nobody": "", "self": cast.fatima.pk, "other school": cast.bram.pk, "gone": gone.pk, "nonsense": "x"}[who]
    response = hand_over(as_user(cast.fatima.user), cast.fatima, cast.joost, to=to)
    assert response.status_code == 422
    assert "Kies een collega van deze school." in response.text or "Kies wie voortaan" in response.text
    assert roles(cast.fatima) == [("principal", False, False)]


@pytest.mark.parametrize("change", [{"becomes": "boss"}, {"stay": "principal"}, {"stay": ""}, {"successor": "0"}])
def test_what_makes_no_sense_is_refused(cast, as_user, change):
    assert hand_over(as_user(cast.fatima.user), cast.fatima, cast.marieke, **change).status_code == 422
    assert not JournalEntry.objects.exists()


def test_a_colleague_who_went_away_in_the_meantime_is_refused_as_a_whole(cast):
    cast.marieke.left_at = timezone.now()
    cast.marieke.save()
    for to in (cast.marieke, cast.bram, cast.fatima):
        with pytest.raises(membership.NoColleague):
            membership.hand_over(cast.fatima, to, as_principal=False, stay_as="teacher")
    GoalFactory(owner=cast.fatima)
    with pytest.raises(membership.NoSuccessor):
        membership.hand_over(cast.fatima, cast.joost, as_principal=True, stay_as=None, successor=cast.marieke)
    assert roles(cast.joost, cast.fatima) == [("teacher", False, False), ("principal", False, False)]
    assert not JournalEntry.objects.exists()


def test_someone_alone_is_told_to_invite_first(cast, as_user):
    alone = MembershipFactory(role="principal")
    page = as_user(alone.user).get(address(alone))
    assert page.status_code == 200
    assert "Er is nog niemand om aan over te dragen" in page.text
    assert f"/school/{alone.school.code}/leden/uitnodigen/" in page.text


def test_who_does_not_manage_the_accounts_hands_nothing_over(cast, as_user):
    for member in (cast.joost, cast.marieke):
        assert hand_over(as_user(member.user), member, cast.joost).status_code == 403
    assert hand_over(as_user(cast.bram.user), cast.fatima, cast.joost).status_code == 404
    assert not JournalEntry.objects.exists()
