"""Erasing an account: nothing of the person is left in any table, and nothing of anybody else's is lost."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from checklists.answering import answer, finish
from checklists.models import Answer, Round, Sheet
from reflections.models import PeerAnswer, PeerConversation, Reaction, Reflection, Share
from schools import invitations, journal_names, membership, merging
from schools.addresses import FORMER
from schools.erasing import InTheWay, erase, obstacles_of
from schools.former import former_member
from schools.models import (
    Action,
    AgendaMoment,
    Decision,
    Evaluation,
    Goal,
    GoalChange,
    JournalEntry,
    Membership,
    School,
    Team,
    User,
)
from tests.rounds import open_alone
from tests.world import (
    ActionFactory,
    AgendaItemFactory,
    AgendaMomentFactory,
    CalendarFeedFactory,
    DecisionFactory,
    EvaluationFactory,
    GoalChangeFactory,
    GoalFactory,
    InvitationFactory,
    MembershipFactory,
    PeerAnswerFactory,
    PeerConversationFactory,
    ReactionFactory,
    SchoolRequestFactory,
    ShareFactory,
    UserFactory,
    build_colleague,
)

pytestmark = pytest.mark.django_db
MARK = "EGELKUIL"  # in every text that build_colleague makes, and here in the name and the addresses
STAYS = "blijft"  # in every text that the school keeps


def everything():
    """Yield each row of each table as one text: texts that are encrypted decrypted, and the tables without a model."""
    known = set()
    for model in apps.get_models(include_auto_created=True):
        known.add(model._meta.db_table)
        for row in model._base_manager.values_list():
            yield model._meta.label, repr(row)
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) - known:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 – names of our own tables
            for row in cursor.fetchall():
                yield table, repr(row)
    for session in Session.objects.all():
        yield "sessions.Session", json.dumps(session.get_decoded())


def where(*words):
    """Return the tables in which one of the words stands, each with the row."""
    return [(table, row) for table, row in everything() for word in words if word.lower() in row.lower()]


def lived(side):
    """Let the colleague of a side do everything that there is to do, with the mark in all that is theirs."""
    member, school, marieke = side.member, side.member.school, MembershipFactory(school=side.member.school)
    user = member.user
    user.name, user.email = f"{MARK} Zwart", f"{MARK.lower()}@school.example"
    user.set_password("vier-natte-kiezels")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email)
    SocialAccount.objects.create(user=user, provider="entree", uid=f"{MARK}@realm", extra_data={"naam": MARK})
    client = Client(headers={"user-agent": f"{MARK}-browser"})
    assert client.post("/account/login/", {"login": user.email, "password": "vier-natte-kiezels"}).status_code == 302
    assert client.get("/account/").status_code == 200
    Authenticator.objects.create(user=user, type="totp", data={"secret": MARK})
    Client().post("/account/login/code/", {"email": user.email})  # a session that waits for a code
    Client().post("/account/login/", {"login": user.email, "password": "mis"})  # a wrong try
    CalendarFeedFactory(user=user)
    User.objects.filter(pk=user.pk).update(last_school=school, last_login=timezone.now())
    shared_goal(member, marieke)
    received = ShareFactory(by=marieke, to=member, word=f"{STAYS} van Marieke")
    ReactionFactory(share=received, author=user, text=f"{MARK} reactie")
    asked = PeerConversationFactory(asker=marieke, partner=member, opened=True, word=STAYS, agreements=f"{MARK} en zij")
    PeerAnswerFactory(conversation=asked, author=user, answer=json.dumps({"text": f"{MARK} antwoord"}))
    PeerAnswerFactory(conversation=asked, author=marieke.user, answer=json.dumps({"text": f"{STAYS} antwoord"}))
    answers_alone(member)
    named_in_journals(member, marieke)
    in_the_site_log(member)
    return marieke, client


def shared_goal(member, colleague):
    goal = GoalFactory(owner=member, proposed=True, aim=f"{STAYS} doel", evaluate_on=False)
    Goal.objects.filter(pk=goal.pk).update(
        started_on=timezone.localdate(), stopped_on=timezone.localdate(), stop_reason="x"
    )
    goal.refresh_from_db()
    EvaluationFactory(goal=goal, held=True, held_by=member, seen=f"{STAYS} gezien")
    ActionFactory(goal=goal, owner=member, text=f"{STAYS} actie")
    ActionFactory(goal=GoalFactory(owner=colleague), owner=member, text=f"{STAYS} open actie")
    GoalChangeFactory(goal=goal, by=member, field="owner", before=str(member.pk), after=str(colleague.pk))
    item = AgendaItemFactory(moment=AgendaMomentFactory(school=member.school, title=f"{STAYS} overleg"))
    DecisionFactory(item=item, owner=member, text=f"{STAYS} besluit")
    GoalFactory(owner=member, idea=True, aim=f"{MARK} idee")


def answers_alone(member):
    Round.objects.filter(school=member.school, team=None, closed_at=None).update(closed_at=timezone.now())
    round_ = open_alone(member.school, people=3, name="Najaar")
    answer(round_, member, round_.items[0].code, stand="2", remark=f"{MARK} opmerking")
    finish(round_, member)
    Round.objects.filter(pk=round_.pk).update(made_by=member)


def named_in_journals(member, by):
    school, name = member.school, member.user.name
    membership.change(member, by, role="coordinator", is_admin=False)
    membership.change(member, by, role="teacher", is_admin=False)
    team = Team(school=school)
    team.keep(by, f"{STAYS} team", [member, by], member)
    team.keep(by, f"{STAYS} team", [by], by)
    team.keep(by, f"{STAYS} team", [member, by], None)
    JournalEntry.write(by, "team_changed", f"{STAYS}: erbij: {'An Bakker, ' * 30}{name}")
    long = f"{STAYS}: eruit: {'An Bakker, ' * 20}"
    JournalEntry.write(by, "team_changed", f"{long}{name}, {'An Bakker, ' * 20}")
    JournalEntry.write(by, "team_changed", f"{'x' * 236}: eruit: {name}")
    JournalEntry.write_for_site(school, "request_granted", f"{MARK} Aanvrager")
    for deed in ("member_added", "school_handed_over", "member_deactivated", "invitation_accepted"):
        JournalEntry.write(by, deed, name)
    InvitationFactory(school=school, email=member.user.email, accepted=True)
    elsewhere = MembershipFactory(role="principal")
    invitations.invite(
        elsewhere, member.user.email, role="teacher", is_admin=False, link=lambda token: "https://x.example/"
    )
    invitations.invite(
        member, "nieuw@school.example", role="teacher", is_admin=False, link=lambda token: "https://x.example/"
    )
    SchoolRequestFactory(school=school, email=member.user.email, name=f"{MARK} Aanvrager", confirmed=True)
    School.objects.filter(pk=elsewhere.school_id).update(mailbox=member.user.email)


def in_the_site_log(member):
    site_admin = UserFactory(is_staff=True)
    user, membership_ = (ContentType.objects.get_for_model(model) for model in (User, Membership))
    inline = json.dumps([{"changed": {"name": "lidmaatschap", "object": member.user.name, "fields": ["rol"]}}])
    made = {"user": site_admin, "action_flag": CHANGE}
    LogEntry.objects.create(**made, content_type=user, object_id=str(member.user_id), object_repr="EGELKUIL Oud")
    LogEntry.objects.create(**made, content_type=membership_, object_id=str(member.pk), object_repr=member.user.name)
    LogEntry.objects.create(**made, object_repr="School", change_message=inline)
    LogEntry.objects.create(user=member.user, action_flag=CHANGE, object_repr=f"{STAYS} door hen")


@pytest.fixture
def gone(ours):
    """A teacher of our school who did everything, and is erased; and a colleague."""
    side = build_colleague(ours, MARK)
    marieke, client = lived(side)
    assert {table for table, _ in where(MARK)} > {"schools.User", "reflections.Reflection", "sessions.Session"}
    before = kept()
    erase(side.member.user)
    return side, marieke, client, before


def kept():
    """Return how many rows there are of what the school keeps."""
    kinds = (AgendaMoment, Decision, Round, School, Team)
    return {model: model._base_manager.count() for model in kinds} | {
        Goal: Goal.objects.exclude(aim__contains=MARK).count(),
        Evaluation: Evaluation.objects.exclude(goal__aim__contains=MARK).count(),
        Action: Action.objects.exclude(goal__aim__contains=MARK).count(),
        GoalChange: GoalChange.objects.exclude(goal__aim__contains=MARK).exclude(field="action_given").count(),
    }


def test_nothing_of_the_person_is_left_in_any_table(gone):
    side, *_ = gone
    assert where(MARK) == []
    user_id = side.member.user_id
    assert not User.objects.filter(pk=user_id).exists()
    assert not Membership.objects.filter(pk=side.member.pk).exists()


def test_the_school_keeps_what_it_needs_and_calls_them_oud_lid(gone, as_user):
    _, marieke, _, before = gone
    assert kept() == before
    goal = Goal.objects.get(aim=f"{STAYS} doel")
    assert (str(goal.owner), str(goal.proposer)) == ("oud-lid", "oud-lid")
    assert goal.owner.left_at
    assert Evaluation.objects.get(seen=f"{STAYS} gezien").held_by is None
    assert str(Action.objects.get(text=f"{STAYS} actie").owner) == "oud-lid"
    given = Action.objects.get(text=f"{STAYS} open actie")
    assert given.owner == given.goal.owner  # leaving gives an open action to who owns the goal
    assert Decision.objects.get(text=f"{STAYS} besluit").owner is None
    client = as_user(marieke.user)
    code = marieke.school.code
    page = client.get(f"/school/{code}/doelen/{goal.pk}/")
    assert page.status_code == 200
    assert "oud-lid" in page.text.lower()
    for path in ("doelen/", "agenda/", "checklist/", "teams/"):
        assert client.get(f"/school/{code}/{path}").status_code == 200


def test_what_others_wrote_to_them_stays_the_others(gone, as_user):
    _, marieke, _, _ = gone
    assert Reflection.objects.visible_to(marieke.user).exists()  # what she had shared with who is gone
    assert not Share.objects.filter(by=marieke).exists()
    assert not Reaction.objects.exists() or not where(f"{MARK} reactie")
    talk = PeerConversation.objects.visible_to(marieke.user).get()
    assert not talk.stands
    assert (str(talk.other(marieke.user)), talk.agreements) == ("oud-lid", "")
    assert PeerAnswer.objects.editable_by(marieke.user).get().lines == [f"{STAYS} antwoord"]
    client = as_user(marieke.user)
    for path in ("/reflecties/gesprekken/", f"/reflecties/gesprekken/{talk.pk}/", "/vandaag/"):
        assert client.get(path).status_code == 200


def test_their_sheet_in_an_open_round_goes_and_the_round_goes_on(gone):
    round_ = Round.objects.get(name="Najaar")
    assert not Sheet.objects.filter(round=round_).exists()
    assert not Answer.objects.filter(sheet__round=round_).exists()
    assert round_.participations.exists()
    assert round_.made_by is None


def test_the_journal_says_the_same_without_the_name(gone):
    _, marieke, _, _ = gone
    lines = [entry.words for entry in JournalEntry.objects.filter(school=marieke.school)]
    assert "wijzigde de rol van oud-lid, van leerkracht naar IB’er." in lines
    assert "voegde oud-lid toe." in lines
    assert "liet oud-lid toe na een aanvraag." in lines
    assert any("trekker: oud-lid → " in line and "eruit: oud-lid" in line for line in lines)
    assert any(line.count("An Bakker") > 20 for line in lines)
    assert JournalEntry.objects.filter(deed="invitation_sent", subject="oud-lid").count() == 1  # at the other school


def test_sessions_end_and_the_next_page_asks_to_sign_in(gone):
    *_, client, _ = gone
    assert client.get("/account/")["Location"].startswith("/account/login/")
    assert not Session.objects.exists()


def test_what_they_did_as_a_site_admin_stays_done_by_nobody(gone):
    entry = LogEntry.objects.get(object_repr=f"{STAYS} door hen")
    assert entry.user.email == FORMER
    assert LogEntry.objects.filter(object_repr="oud-lid", change_message="").count() == 3


def test_oud_lid_is_nobody(gone, as_user):
    _, marieke, _, _ = gone
    Membership.objects.filter(pk=marieke.pk).update(role="principal")
    former = former_member(marieke.school)
    client = as_user(marieke.user)
    code = marieke.school.code
    page = client.get(f"/school/{code}/leden/").text
    assert "oud-lid" not in page
    assert client.get(f"/school/{code}/leden/{former.pk}/wijzigen/").status_code == 404
    assert client.post(f"/school/{code}/leden/{former.pk}/terug/").status_code == 404
    membership.reactivate(former, marieke)
    former.refresh_from_db()
    assert former.left_at
    assert not Client().login(email=FORMER, password="!")


def test_the_next_one_becomes_the_same_oud_lid(gone):
    _, marieke, _, _ = gone
    other = MembershipFactory(school=marieke.school)
    goal = GoalFactory(owner=other, stopped=True)
    erase(other.user)
    goal.refresh_from_db()
    assert goal.owner == former_member(marieke.school)
    assert User.objects.filter(email=FORMER).count() == 1
    assert Membership.objects.filter(school=marieke.school, user__email=FORMER).count() == 1


def test_a_talk_of_two_who_are_both_gone_is_gone(cast):
    talk = PeerConversationFactory(asker=cast.joost, partner=cast.marieke, opened=True)
    for member in (cast.joost, cast.marieke):
        PeerAnswerFactory(conversation=talk, author=member.user)
    erase(cast.joost.user)
    assert PeerConversation.objects.filter(pk=talk.pk).exists()
    erase(cast.marieke.user)
    assert not PeerConversation.objects.filter(pk=talk.pk).exists()
    assert not PeerAnswer.objects.exists()


def test_schools_with_an_oud_lid_each_merge(cast):
    target = MembershipFactory(role="principal")
    for member in (cast.joost, MembershipFactory(school=target.school)):
        GoalFactory(owner=member, stopped=True)
        erase(member.user)
    seen = merging.preview(cast.joost.school, target.school)
    assert seen.people == []
    merging.merge(cast.joost.school, target.school)
    assert {str(goal.owner) for goal in Goal.objects.filter(school=target.school)} == {"oud-lid"}
    assert former_member(target.school).school == target.school


def test_the_last_admin_and_the_owner_of_running_goals_wait(cast):
    GoalFactory(owner=cast.joost)
    for member, kind in ((cast.fatima, "admin"), (cast.joost, "goals")):
        assert [one.kind for one in obstacles_of(member.user)] == [kind]
        with pytest.raises(InTheWay):
            erase(member.user)
        assert User.objects.filter(pk=member.user_id).exists()
        member.refresh_from_db()
        assert member.left_at is None


def test_nothing_is_in_the_way_where_nobody_is_left_or_the_school_is_archived(cast):
    GoalFactory(owner=cast.bram)
    Membership.objects.filter(pk=cast.bram.pk).update(role="principal")
    erase(cast.bram.user)
    assert str(Goal.objects.get().owner) == "oud-lid"
    School.objects.filter(pk=cast.fatima.school_id).update(archived_at=timezone.now())
    GoalFactory(owner=cast.fatima)
    erase(cast.fatima.user)
    assert not User.objects.filter(pk=cast.fatima.user_id).exists()


def test_the_only_superuser_stays(cast):
    boss = UserFactory(is_staff=True, is_superuser=True)
    assert [one.kind for one in obstacles_of(boss)] == ["site"]
    UserFactory(is_superuser=True)
    assert obstacles_of(boss) == []


def test_who_left_and_came_back_and_is_in_two_schools_goes_everywhere(cast):
    membership.leave(cast.joost)
    again = MembershipFactory(user=cast.joost.user, school=cast.joost.school)
    elsewhere = MembershipFactory(user=cast.joost.user, school=cast.bram.school)
    GoalFactory(owner=cast.joost, stopped=True)
    GoalFactory(owner=elsewhere, secured=True)
    erase(cast.joost.user)
    assert not Membership.objects.filter(pk__in=[cast.joost.pk, again.pk, elsewhere.pk]).exists()
    assert {str(goal.owner) for goal in Goal.objects.all()} == {"oud-lid"}


def test_a_colleague_with_a_name_that_begins_the_same_keeps_theirs(cast):
    jan = MembershipFactory(school=cast.joost.school, user__name="Joost van Dijk-Smit")
    JournalEntry.write(cast.fatima, "team_changed", "Bouw: erbij: Joost van Dijk, Joost van Dijk-Smit")
    JournalEntry.write(cast.fatima, "goal_made", "Joost van Dijk")  # the aim of a goal is the school's text
    erase(cast.joost.user)
    subjects = list(JournalEntry.objects.order_by("pk").values_list("subject", flat=True))
    assert subjects[:2] == ["Bouw: erbij: oud-lid, Joost van Dijk-Smit", "Joost van Dijk"]
    assert jan.user.name == "Joost van Dijk-Smit"


@pytest.mark.parametrize(
    ("subject", "after"),
    [
        ("Jo", "oud-lid"),
        ("Jo, van leerkracht naar IB’er", "oud-lid, van leerkracht naar IB’er"),
        (
            "T: trekker: Jo → An; erbij: An, Jo; eruit: Jo",
            "T: trekker: oud-lid → An; erbij: An, oud-lid; eruit: oud-lid",
        ),
        ("T: trekker: An → Jo", "T: trekker: An → oud-lid"),
        ("Johan", "Johan"),
        ("Jo An", "Jo An"),
        (f"{'x' * 247}, Jo"[:251], f"{'x' * 247}, oud-lid"),
        ("T: erbij: Jo,", "T: erbij: oud-lid,"),
        ("Jo, Jo, Jo", "oud-lid, oud-lid, oud-lid"),
    ],
)
def test_only_a_whole_name_is_taken_out_of_a_line(subject, after):
    assert journal_names.replaced(subject, "Jo", "oud-lid") == after


def test_a_name_that_a_line_was_cut_in_goes_too():
    line = "x" * 240 + ", Joost van Dijk"
    assert journal_names.replaced(line[:250], "Joost van Dijk", "oud-lid") == "x" * 240 + ", oud-lid"
