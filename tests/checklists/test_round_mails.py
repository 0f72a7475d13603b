"""The mails of a round, which `manage.py tend_rounds` sends: each goes once, whatever happens around it."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from checklists.answering import finish, own_sheet
from checklists.models import Participation, Round
from schools.models import User
from tests.checklists.tending import NEXT_THURSDAY, NEXT_TUESDAY, THURSDAY, TUESDAY, draft_of, mailed, tend
from tests.world import (
    EvaluationFactory,
    GoalFactory,
    HolidayFactory,
    MembershipFactory,
    PriorityFactory,
    RoundFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db


# ---- invitations ------------------------------------------------------------------------


def test_everyone_for_whom_it_is_gets_one_invitation(cast, draft, clock):
    clock(TUESDAY)
    tend()
    everyone = sorted(User.objects.filter(memberships__school=draft.school).values_list("email", flat=True))
    assert [to for _, to in mailed()] == everyone
    assert cast.bram.user.email not in everyone
    assert set(draft.participations.values_list("invited_on", flat=True)) == {TUESDAY}


def test_it_says_what_one_wants_to_know_and_holds_no_item_and_no_answer(cast, draft, clock):
    before = RoundFactory(school=draft.school, agreed=True)
    goal = GoalFactory(owner=cast.marieke, aim="Een groet bij elke deur")
    EvaluationFactory(goal=goal, held=True, seen="EGELKUIL", worked="EGELKUIL")
    PriorityFactory(round=before, goal=goal)
    PriorityFactory(round=before, position=2)
    Round.objects.filter(pk=draft.pk).update(invitation="Doe je mee?\n\n\nVoor de kerst praten we door.")
    clock(TUESDAY)
    tend()
    text = mail.outbox[0].body
    assert mail.outbox[0].subject == "Waar staan we? Vul de checklist in voor De Vijver"
    for words in (
        "12 punten en het kost ongeveer 15 minuten",
        "tot en met donderdag 19 november",
        "Je vult anoniem in.",
        "minstens vijf mensen",
        "Marieke Postma schrijft erbij:\nDoe je mee?\nVoor de kerst praten we door.",
        "Wat hebben we gedaan met de vorige keer?\n– Een groet bij elke deur: loopt\n– Eén prioriteit wacht nog",
        f"http://localhost:8000/school/{draft.school.code}/checklist/{draft.pk}/",
    ):
        assert words in text
    assert "EGELKUIL" not in str(mail.outbox[0].message())
    assert not any(item.text in text for item in draft.items)


def test_of_a_team_only_who_is_in_it_is_invited(cast, school, clock):
    team = TeamFactory(lead=cast.marieke)
    team.members.add(*school.memberships.all())
    draft_of(school, team=team, made_by=cast.marieke)
    clock(TUESDAY)
    MembershipFactory(school=school)
    tend()
    assert len(mailed()) == 5


def test_who_joins_later_is_invited_too_and_who_is_done_is_not(draft, clock):
    clock(TUESDAY)
    tend()
    mailed()
    newcomer = MembershipFactory(school=draft.school)
    clock(THURSDAY)
    tend()
    assert [to for _, to in mailed()] == [newcomer.user.email]
    other = MembershipFactory(school=draft.school)
    draft.participations.create(member=other, finished=True)
    tend()
    assert mailed() == []


def test_who_left_or_may_not_sign_in_gets_nothing(cast, draft, clock):
    User.objects.filter(pk=cast.joost.user_id).update(is_active=False)
    clock(TUESDAY, 9)
    draft_people = draft.school.memberships.get(pk=cast.fatima.pk)
    tend()
    assert cast.joost.user.email not in [to for _, to in mailed()]
    draft_people.left_at = timezone.now()
    draft_people.save()
    clock(NEXT_TUESDAY)
    tend()
    assert cast.fatima.user.email not in [to for _, to in mailed()]


@pytest.mark.parametrize("state", [{"way": "together", "closes_on": None}, {"opens_on": None}])
def test_a_round_together_invites_nobody_and_one_without_a_first_day_waits(draft, clock, state):
    Round.objects.update(**state)
    clock(TUESDAY)
    tend()
    assert mailed() == []


# ---- one reminder -----------------------------------------------------------------------


def test_every_day_of_a_round_brings_one_invitation_and_one_reminder_to_each(draft, clock):
    got = []
    for number in range(20):
        for hour in (6, 7, 12, 18, 22):
            clock(TUESDAY + timedelta(days=number - 3), hour)
            tend()
            got += [(TUESDAY + timedelta(days=number - 3), hour, subject.split()[0]) for subject, _ in mailed()]
    assert got == [
        *[(TUESDAY, 7, "Waar")] * 5,
        *[(NEXT_TUESDAY, 7, "Je")] * 5,  # two school days before Thursday
        (date(2026, 11, 20), 7, "Een"),  # nobody was done
    ]


def test_only_who_is_not_done_is_reminded_and_told_that_paper_is_fine(opened, clock):
    clock(NEXT_TUESDAY)
    assert " 4 reminded," in tend()
    assert "Vulde je al op papier in? Dan hoef je niets te doen." in mail.outbox[0].body
    assert "nog open tot en met donderdag 19 november" in mail.outbox[0].body
    assert not any(item.text in mail.outbox[0].body for item in opened.items)


def test_a_holiday_moves_the_reminder_forward(opened, clock):
    HolidayFactory(school=opened.school, starts_on=date(2026, 11, 16), ends_on=date(2026, 11, 18))
    clock(date(2026, 11, 11), 18)
    tend()
    assert mailed() == []
    clock(date(2026, 11, 12), 7)  # Thursday: only Friday lies between
    tend()
    assert len(mailed()) == 4


def test_asked_for_by_hand_it_goes_at_once_and_not_again(cast, opened, clock, as_user):
    clock(THURSDAY)
    as_user(cast.marieke.user).post(f"/school/{opened.school.code}/checklist/{opened.pk}/herinneren/")
    tend()
    assert len(mailed()) == 4
    clock(NEXT_TUESDAY)
    tend()
    assert mailed() == []


def test_who_was_invited_today_is_not_reminded_today(opened, clock):
    newcomer = MembershipFactory(school=opened.school)
    clock(NEXT_TUESDAY)
    tend()
    assert [subject.split()[0] for subject, to in mailed() if to == newcomer.user.email] == ["Waar"]
    clock(NEXT_TUESDAY + timedelta(days=1))
    tend()
    assert [(subject.split()[0], to) for subject, to in mailed()] == [("Je", newcomer.user.email)]


def test_who_says_klaar_while_the_mails_go_out_is_not_reminded(cast, opened, clock):
    part = opened.participations.get(member=cast.joost)
    if not part.finished:
        own_sheet(opened, cast.joost)
        finish(opened, cast.joost)
    clock(NEXT_TUESDAY)
    tend()
    assert cast.joost.user.email not in [to for _, to in mailed()]


# ---- a mail server that fails -----------------------------------------------------------


def test_what_a_mail_server_refuses_is_tried_again_and_the_rest_is_not_sent_twice(cast, draft, clock, mail_server):
    mail_server.refuses = {cast.joost.user.email}
    clock(TUESDAY)
    assert "4 invited, 0 reminded, 0 told, 1 not taken" in tend()
    assert "0 invited, 0 reminded, 0 told, 1 not taken" in tend()
    assert Participation.objects.get(member=cast.joost).invited_on is None
    mail_server.refuses = set()
    clock(THURSDAY)
    assert "1 invited" in tend()
    assert len(mail_server.taken) == len(set(mail_server.taken)) == 5


def test_a_mail_server_that_is_down_stops_nothing_but_mail_and_is_not_asked_two_hundred_times(
    draft, clock, mail_server
):
    MembershipFactory.create_batch(20, school=draft.school)
    mail_server.refuses = {"everyone"}
    clock(TUESDAY)
    said = tend()
    assert said.startswith("1 opened")
    assert "0 told, 5 not taken" in said
    mail_server.refuses = set()
    assert "25 invited" in tend()


def test_who_decides_hears_it_when_the_mail_server_is_back(cast, opened, clock, mail_server):
    mail_server.refuses = {"everyone"}
    clock(NEXT_THURSDAY + timedelta(days=1))
    tend()
    assert Round.objects.get().told_on is None
    mail_server.refuses = set()
    tend()
    assert mail_server.taken == [cast.marieke.user.email]
