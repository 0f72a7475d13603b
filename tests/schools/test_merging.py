"""Two schools become one: nothing is lost, the private stays private, and old addresses lead on."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.models import Round
from handreiking.checks import walk_urls
from reflections.models import PeerConversation, Reflection, Share
from schools import archiving, merging
from schools.merging import KNOWN, counts_of, keys_to, merge, preview
from schools.models import (
    Evaluation,
    Goal,
    Holiday,
    Invitation,
    JournalEntry,
    Membership,
    School,
    SchoolRequest,
    Team,
    User,
)
from tests.world import (
    AgendaMomentFactory,
    EvaluationFactory,
    GoalFactory,
    HolidayFactory,
    InvitationFactory,
    JournalEntryFactory,
    MembershipFactory,
    PeerConversationFactory,
    ReactionFactory,
    RoundFactory,
    SchoolFactory,
    ShareFactory,
    TeamFactory,
    UserFactory,
    build_colleague,
    url_kwargs,
)

pytestmark = pytest.mark.django_db
APPS = ("schools", "reflections", "checklists")
MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models()]
ROUTES = [pytest.param(name, arguments, id=name) for name, _, arguments in walk_urls() if "code" in arguments]
# Rows that are not a school's: how the one who looks reaches them.
THROUGH = {
    "schools.User": lambda member: User.objects.filter(memberships__in=Membership.objects.editable_by(member)),
    "schools.Membership": lambda member: Membership.objects.editable_by(member),
    # one that is not confirmed yet is there for nobody, and belongs to no school
    "schools.SchoolRequest": lambda member: SchoolRequest.objects.filter(Q(school=member.school_id) | Q(school=None)),
    "schools.School": lambda member: School.objects.filter(merged_into=member.school_id),
    "schools.CalendarFeed": lambda member: apps.get_model("schools.CalendarFeed").objects.filter(
        user__memberships__in=Membership.objects.editable_by(member)
    ),
    "schools.Reminder": lambda member: apps.get_model("schools.Reminder").objects.filter(
        evaluation__in=Evaluation.objects.visible_to(member)
    ),
    "schools.ReminderWish": lambda member: apps.get_model("schools.ReminderWish").objects.filter(
        user__memberships__in=Membership.objects.editable_by(member)
    ),
    **{
        f"checklists.{name}": lambda member, name=name: apps.get_model("checklists", name).objects.filter(
            round__in=Round.objects.visible_to(member).order_by()
        )
        for name in ("TeamView", "RoundKey", "Sheet", "Tally", "Remark", "Conversation")
    },
    "checklists.Answer": lambda member: apps.get_model("checklists.Answer").objects.filter(
        sheet__round__in=Round.objects.visible_to(member).order_by()
    ),
}
NOT_A_SCHOOLS = {"schools.Board", "schools.BoardMembership", "schools.RegionHoliday"}


@pytest.fixture
def ready(ours, theirs):
    """Our school and theirs, such that ours can go into theirs without anything in the way or in double."""
    Round.objects.filter(school=theirs.member.school, closed_at__isnull=True).update(closed_at=timezone.now())
    for holiday in Holiday.objects.filter(school=ours.member.school):
        holiday.starts_on, holiday.ends_on = (day + timedelta(days=366) for day in (holiday.starts_on, holiday.ends_on))
        holiday.save()
    return ours.member.school, theirs.member.school


def rows_of_all():
    return {model._meta.label: model._base_manager.count() for model in MODELS}


@pytest.mark.parametrize("model", [School, Membership], ids=lambda model: model.__name__)
def test_every_key_to_a_school_or_a_member_is_thought_about(model):
    for key in keys_to(model):
        label = merging.label_of(key)
        assert label in KNOWN, (
            f"{label} is new. Say in KNOWN (schools/merging.py) what becomes of it when two schools merge; "
            "has it a rule such as one per school or one per person, handle that in merge() before the rest moves."
        )


def test_the_list_of_keys_names_keys_that_exist():
    assert set(KNOWN) == {merging.label_of(key) for model in (School, Membership) for key in keys_to(model)}


def test_after_merging_every_row_is_reached_by_a_member_of_the_target(ready, ours, theirs):
    source, target = ready
    before = rows_of_all()
    merge(source, target)
    member = Membership.objects.get(pk=theirs.member.pk)
    for row in ours.rows:
        label = row._meta.label
        if label in NOT_A_SCHOOLS:
            continue
        gate = THROUGH.get(label, getattr(type(row).objects, "visible_to", None))
        who = ours.member.user if label.startswith("reflections.") else member  # what is a person's stays theirs
        assert gate, f"Say in THROUGH how a member of the target reaches a {label}, or list it in NOT_A_SCHOOLS."
        assert gate(who).filter(pk=row.pk).exists(), f"{label} {row} is out of sight after merging"
    assert rows_of_all() == before | {"schools.JournalEntry": before["schools.JournalEntry"] + 1}


def test_nothing_points_to_the_source_any_more_and_it_is_archived(ready):
    source, target = ready
    User.objects.filter(memberships__school=source).update(last_school=source)
    before = SchoolFactory(archived_at=timezone.now(), merged_into=source)
    merge(source, target)
    for key in keys_to(School):
        assert not key.model._base_manager.filter(**{key.name: source}).exists(), key
    source.refresh_from_db()
    before.refresh_from_db()
    assert source.archived_at
    assert source.merged_into == before.merged_into == target
    entry = JournalEntry.objects.visible_to(target.memberships.filter(role="principal").first()).first()
    assert (entry.deed, entry.subject, entry.by_site, entry.school) == ("school_merged", source.name, True, target)


def test_the_private_stays_private(ready, ours, theirs):
    source, target = ready
    colleague = build_colleague(ours, "EGELKUIL")
    merge(source, target)
    goal, reflection = colleague.of(Goal)[0], colleague.of(Reflection)[0]
    for membership in Membership.objects.filter(school=target):
        mine = membership.user_id == colleague.member.user_id
        assert Goal.objects.visible_to(membership).filter(pk=goal.pk).exists() == mine
        assert Evaluation.objects.visible_to(membership).filter(goal=goal).exists() == mine
        assert Reflection.objects.visible_to(membership.user).filter(pk=reflection.pk).exists() == mine


def test_two_open_rounds_are_in_the_way(ours, theirs):
    source, target = ours.member.school, theirs.member.school
    before = counts_of(source)
    with pytest.raises(merging.Refused) as refused:
        merge(source, target)
    assert refused.value.obstacles == ["Beide scholen hebben een afname open. Rond er eerst een af."]
    assert preview(source, target).obstacles == refused.value.obstacles
    assert counts_of(source) == before
    source.refresh_from_db()
    assert not source.archived_at


def test_a_school_goes_into_another_one_that_is_alive(cast):
    school = cast.fatima.school
    with pytest.raises(merging.Refused, match="niet in zichzelf"):
        merge(school, school)
    with pytest.raises(merging.Refused, match="Haal die school eerst terug"):
        merge(school, SchoolFactory(archived_at=timezone.now()))
    with pytest.raises(merging.Refused, match="al opgegaan"):
        merge(SchoolFactory(archived_at=timezone.now(), merged_into=school), cast.bram.school)


def test_an_archived_school_can_still_go_into_another(cast):
    archiving.archive(cast.fatima.school)
    cast.fatima.school.refresh_from_db()
    since = cast.fatima.school.archived_at
    merge(cast.fatima.school, cast.bram.school)
    cast.fatima.school.refresh_from_db()
    assert cast.fatima.school.archived_at == since
    assert Membership.objects.for_user(cast.joost.user).get().school == cast.bram.school


def test_who_is_in_both_keeps_one_membership_with_the_higher_role_and_all_that_hangs_on_it(cast):
    vijver, waterlicht = cast.fatima.school, cast.bram.school
    early = timezone.now() - timedelta(days=900)
    MembershipFactory(user=cast.bram.user, school=vijver, role="coordinator", is_admin=True, joined_at=early)
    gone = Membership.objects.get(user=cast.bram.user, school=vijver)
    goal = GoalFactory(owner=gone, own_class=True)
    held = EvaluationFactory(goal=GoalFactory(owner=cast.marieke), held=True, held_by=gone)
    invitation = InvitationFactory(school=vijver, invited_by=gone)
    entry = JournalEntryFactory(member=gone)
    team = TeamFactory(lead=gone)
    team.members.add(gone, cast.joost)
    assert preview(vijver, waterlicht).people == ["Bram Kuipers"]
    merge(vijver, waterlicht)
    kept = Membership.objects.get(user=cast.bram.user)
    assert kept.pk == cast.bram.pk
    assert (kept.role, kept.is_admin, kept.joined_at) == ("coordinator", True, early)
    for row in (goal, held, invitation, entry, team):
        row.refresh_from_db()
    assert goal.owner == held.held_by == invitation.invited_by == entry.member == team.lead == kept
    assert set(team.members.all()) == {kept, cast.joost}
    assert goal.school == waterlicht


def test_a_role_of_before_gives_no_rights_now(cast):
    vijver, waterlicht = cast.fatima.school, cast.bram.school
    left = MembershipFactory(user=cast.bram.user, school=vijver, role="principal", left_at=timezone.now())
    goal = GoalFactory(owner=left, own_class=True)
    merge(vijver, waterlicht)
    kept = Membership.objects.present().get(user=cast.bram.user)
    assert (kept.pk, kept.role) == (cast.bram.pk, "teacher")
    left.refresh_from_db()
    assert left.left_at
    assert left.school == waterlicht
    assert Goal.objects.visible_to(kept).filter(pk=goal.pk).exists()


def test_who_left_the_target_but_is_in_the_source_comes_along_alive(cast):
    vijver, waterlicht = cast.fatima.school, cast.bram.school
    left = MembershipFactory(user=cast.joost.user, school=waterlicht, role="principal", left_at=timezone.now())
    goal = GoalFactory(owner=left, own_class=True)
    merge(vijver, waterlicht)
    kept = Membership.objects.present().get(user=cast.joost.user)
    assert (kept.pk, kept.role, kept.school) == (cast.joost.pk, "teacher", waterlicht)
    assert Membership.objects.filter(pk=left.pk).exists()
    assert Goal.objects.visible_to(kept).filter(pk=goal.pk).exists()


def test_a_person_stands_in_a_team_once(cast):
    vijver, waterlicht = cast.fatima.school, cast.bram.school
    team = TeamFactory(lead=cast.joost)
    left = MembershipFactory(user=cast.joost.user, school=vijver, left_at=timezone.now())
    MembershipFactory(user=cast.joost.user, school=waterlicht)
    team.members.add(cast.joost, left)
    merge(vijver, waterlicht)
    assert [member.user for member in team.members.present()] == [cast.joost.user]


def test_teams_with_the_same_name_stay_apart(cast):
    vijver, waterlicht = cast.fatima.school, cast.bram.school
    TeamFactory(school=waterlicht, lead=cast.bram, name="Onderbouw")
    TeamFactory(school=waterlicht, lead=cast.bram, name="o" * 80)
    ended = TeamFactory(school=vijver, lead=cast.joost, name="Onderbouw", ended_at=timezone.now())
    same = TeamFactory(school=vijver, lead=cast.joost, name="onderbouw")
    TeamFactory(school=vijver, lead=cast.joost, name="Onderbouw (De Vijver)")
    long = TeamFactory(school=vijver, lead=cast.joost, name="O" * 80)
    assert len(preview(vijver, waterlicht).teams) == 2
    merge(vijver, waterlicht)
    for team in (ended, same, long):
        team.refresh_from_db()
        team.full_clean()
    assert ended.name == "Onderbouw"
    assert same.name == "onderbouw (De Vijver 2)"
    assert long.name == "O" * 68 + " (De Vijver)"


def test_an_address_invited_by_both_keeps_the_targets_invitation(cast):
    vijver, waterlicht = cast.fatima.school, cast.bram.school
    theirs = InvitationFactory(school=vijver, email="nieuw@school.example", token="oud")
    kept = InvitationFactory(school=waterlicht, email="nieuw@school.example", token="blijft")
    other = InvitationFactory(school=vijver, email="ander@school.example", token="mee")
    assert preview(vijver, waterlicht).invitations == ["nieuw@school.example"]
    merge(vijver, waterlicht)
    usable = {token: Invitation.objects.for_token(token).get().is_usable for token in ("oud", "blijft", "mee")}
    assert usable == {"oud": False, "blijft": True, "mee": True}
    assert {one.school for one in Invitation.objects.filter(pk__in=[theirs.pk, kept.pk, other.pk])} == {waterlicht}


def test_the_targets_own_holidays_stay_and_the_sources_come_along_for_other_years(cast):
    vijver, waterlicht = cast.fatima.school, cast.bram.school
    target = HolidayFactory(school=waterlicht, name="Herfstvakantie")
    day = target.starts_on
    HolidayFactory(school=vijver, name="Andere herfst", starts_on=day, ends_on=day)
    later = day.replace(year=day.year + 1)
    HolidayFactory(school=vijver, name="Volgend jaar", starts_on=later, ends_on=later)
    assert [name.rsplit(" ", 1)[0] for name in preview(vijver, waterlicht).holidays] == ["Andere herfst"]
    merge(vijver, waterlicht)
    assert sorted(Holiday.objects.filter(school=waterlicht).values_list("name", flat=True)) == [
        "Herfstvakantie",
        "Volgend jaar",
    ]
    assert not Holiday.objects.filter(school=vijver).exists()


def test_a_fault_half_way_undoes_everything(cast, monkeypatch):
    class Broken(Exception):
        pass

    def fail(*args):
        raise Broken

    MembershipFactory(user=cast.bram.user, school=cast.fatima.school, role="principal")
    before = [repr(model._base_manager.order_by("pk").values()) for model in (Membership, School, JournalEntry)]
    monkeypatch.setattr(JournalEntry, "write_for_site", fail)
    with pytest.raises(Broken):
        merge(cast.fatima.school, cast.bram.school)
    assert [repr(model._base_manager.order_by("pk").values()) for model in (Membership, School, JournalEntry)] == before


# ---- what people shared -------------------------------------------------------------------

DAY = timedelta(days=1)


def in_both(cast, source=(100, 100), target=(50, 50)):
    """Put Bram in De Vijver too; each pair says how many days ago he joined, and since when he is there (again)."""
    now = timezone.now()
    first, second = (
        {"joined_at": now - joined * DAY, "here_since": now - here * DAY} for joined, here in (source, target)
    )
    Membership.objects.filter(pk=cast.bram.pk).update(**second)
    Membership.objects.exclude(pk=cast.bram.pk).update(here_since=now - 900 * DAY, joined_at=now - 900 * DAY)
    return MembershipFactory(user=cast.bram.user, school=cast.fatima.school, **first)


def shared(by, to, days, **given):
    return ShareFactory(by=by, to=to, began_at=timezone.now() - days * DAY, **given)


def test_what_someone_in_both_shares_stays_shared(cast):
    double = in_both(cast)
    long_ago = shared(double, cast.joost, 80)
    lately = shared(double, cast.marieke, 20, reflection=long_ago.reflection)
    received = shared(cast.joost, double, 80)
    talk = PeerConversationFactory(asker=cast.marieke, partner=double, began_at=timezone.now() - 80 * DAY)
    before = set(Share.objects.visible_to(cast.bram.user))
    assert before == {long_ago, lately, received}
    merge(cast.fatima.school, cast.bram.school)
    assert set(Share.objects.visible_to(cast.bram.user)) == before
    assert set(Share.objects.visible_to(cast.joost.user)) == {long_ago, received}
    assert PeerConversation.objects.visible_to(cast.bram.user).get() == talk


@pytest.mark.parametrize(("source", "target"), [((100, 100), (50, 10)), ((20, 20), (50, 10)), ((60, 5), (50, 10))])
def test_what_ended_when_someone_left_does_not_open_again(source, target, cast):
    """Bram left Het Waterlicht and came back: what he shared before is over, whatever he was at De Vijver."""
    in_both(cast, source, target)
    reader = MembershipFactory(school=cast.bram.school, here_since=timezone.now() - 900 * DAY)
    shared(cast.bram, reader, 30)
    assert not Share.objects.visible_to(reader.user).exists()
    merge(cast.fatima.school, cast.bram.school)
    assert not Share.objects.visible_to(reader.user).exists()
    assert not Share.objects.visible_to(cast.bram.user).exists()


def test_what_ended_with_a_membership_that_is_over_stays_there(cast):
    left = in_both(cast)
    ended, talk = shared(left, cast.joost, 20), PeerConversationFactory(asker=left, partner=cast.joost)
    Membership.objects.filter(pk=left.pk).update(left_at=timezone.now())
    merge(cast.fatima.school, cast.bram.school)
    assert not Share.objects.visible_to(cast.joost.user).exists()
    assert not PeerConversation.objects.visible_to(cast.joost.user).standing().exists()
    for row in (ended, talk):
        row.refresh_from_db()
    assert ended.by == talk.asker == left


def test_a_reflection_shared_twice_with_one_person_is_shared_once_with_all_that_was_said(cast):
    reader = in_both(cast)
    writer = MembershipFactory(user=cast.joost.user, school=cast.bram.school)
    there = ShareFactory(by=writer, to=cast.bram)
    again = ShareFactory(by=cast.joost, to=reader, reflection=there.reflection)
    reaction = ReactionFactory(share=again, author=cast.bram.user)
    merge(cast.fatima.school, cast.bram.school)
    assert Share.objects.get() == there
    reaction.refresh_from_db()
    assert reaction.share == there


# ---- old addresses --------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [pytest.param({}, id="page"), pytest.param({"hx-request": "true"}, id="htmx")])
@pytest.mark.parametrize(("name", "arguments"), ROUTES)
def test_an_old_address_leads_a_member_to_the_same_page_and_nobody_else_anywhere(
    name, arguments, headers, ready, ours, theirs, as_user
):
    source, target = ready
    outsider = MembershipFactory(role="principal")
    merge(source, target)
    kwargs = url_kwargs(name, arguments, ours.kwargs)
    old, new = reverse(name, kwargs=kwargs), reverse(name, kwargs=kwargs | {"code": target.code})
    for member in (ours.member, theirs.member):
        client = as_user(member.user, **headers)
        read = client.get(f"{old}?een=1&twee=2")
        assert (read.status_code, read["Location"]) == (302, f"{new}?een=1&twee=2")
        assert "no-store" in read["Cache-Control"]
        sent = client.post(old, {"aim": "Wat ik aan het schrijven was"})
        assert (sent.status_code, sent["Location"]) == (307, new)
    for user in (outsider.user, UserFactory(is_staff=True, is_superuser=True)):
        client = as_user(user, **headers)
        for response in (client.get(old), client.post(old)):
            assert response.status_code == 404
            assert target.code not in response.text
            assert "Location" not in response


def test_an_old_address_of_an_old_address_leads_on_too(cast, as_user):
    first = SchoolFactory(name="De Eerste")
    merge(first, cast.fatima.school)
    merge(cast.fatima.school, cast.bram.school)
    response = as_user(cast.joost.user).get(f"/school/{first.code}/doelen/")
    assert response["Location"] == f"/school/{cast.bram.school.code}/doelen/"


def test_who_left_the_target_is_not_led_anywhere(cast, as_user):
    merge(cast.fatima.school, cast.bram.school)
    Membership.objects.filter(pk=cast.joost.pk).update(left_at=timezone.now())
    assert as_user(cast.joost.user).get(f"/school/{cast.fatima.school.code}/doelen/").status_code == 404


def test_an_archived_school_that_went_nowhere_leads_nowhere(cast, as_user):
    archiving.archive(cast.fatima.school)
    assert as_user(cast.bram.user).get(f"/school/{cast.fatima.school.code}/doelen/").status_code == 404


# ---- whatever two schools look like -----------------------------------------------------------

PERSON = st.tuples(
    st.integers(0, 3), st.sampled_from(["teacher", "coordinator", "principal"]), st.booleans(), st.booleans()
)
SIDE = st.fixed_dictionaries(
    {
        "people": st.lists(PERSON, max_size=5),
        "goals": st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=4),
        "teams": st.lists(st.tuples(st.sampled_from(["Onderbouw", "onderbouw", "Sectie"]), st.booleans()), max_size=3),
        "invitations": st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=3),
        "holidays": st.lists(st.integers(0, 2), max_size=3),
        "rounds": st.integers(0, 2),
    }
)


def build(side, users):
    """Make a school after a drawing; what the rules of one school forbid is left out."""
    school = SchoolFactory()
    members, present = [], set()
    for number, role, is_admin, has_left in side["people"]:
        left_at = timezone.now() - timedelta(days=len(members) + 1) if has_left or number in present else None
        present |= set() if left_at else {number}
        members.append(
            MembershipFactory(user=users[number], school=school, role=role, is_admin=is_admin, left_at=left_at)
        )
    for number, own_class in side["goals"]:
        if members:
            owner = members[number % len(members)]
            EvaluationFactory(goal=GoalFactory(owner=owner, scope="class" if own_class else "school"), held=True)
            JournalEntryFactory(member=owner)
    names = set()
    for name, has_ended in side["teams"]:
        ended = has_ended or name.lower() in names
        names.add(name.lower())
        lead = members[0] if members else None
        team = TeamFactory(school=school, lead=lead, name=name, ended_at=timezone.now() if ended else None)
        team.members.set(members)
    addresses = set()
    for number, withdrawn in side["invitations"]:
        over = withdrawn or number in addresses
        addresses.add(number)
        InvitationFactory(school=school, email=f"a{number}@school.example", withdrawn=over)
    for years in side["holidays"]:
        day = HolidayFactory.build(school=school).starts_on + timedelta(days=365 * years)
        HolidayFactory(school=school, starts_on=day, ends_on=day)
    RoundFactory.create_batch(side["rounds"], school=school, closed=True)
    AgendaMomentFactory(school=school)
    return school


def class_goals_of(member):
    return {goal.pk for goal in Goal.objects.visible_to(member) if goal.scope == "class"}


@given(left=SIDE, right=SIDE)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_two_schools_look_like_nothing_is_lost(db, left, right):
    users = UserFactory.create_batch(4)
    source, target = build(left, users), build(right, users)
    before, looked = rows_of_all(), preview(source, target)
    class_goals = dict(Goal.objects.filter(scope="class").values_list("pk", "owner__user"))
    roles = {}
    for member in Membership.objects.present().filter(user__in=users):
        rank = Membership.RANKS.index(member.role)
        known = roles.get(member.user_id, (0, False))
        roles[member.user_id] = max(known[0], rank), known[1] or member.is_admin
    seen = {}
    for member in Membership.objects.present().filter(user__in=users):
        seen[member.user_id] = seen.get(member.user_id, set()) | class_goals_of(member)
    removed = sum(not double.gone.left_at for double in merging.doubles(source, target))
    merge(source, target)

    lost = {"schools.Membership": removed, "schools.Holiday": len(looked.holidays), "schools.JournalEntry": -1}
    assert rows_of_all() == {label: number - lost.get(label, 0) for label, number in before.items()}
    assert counts_of(source) == []
    now = Membership.objects.present().filter(user__in=users, school=target)
    assert {one.user_id: (Membership.RANKS.index(one.role), one.is_admin) for one in now} == roles
    assert len(now) == len(roles)
    assert dict(Goal.objects.filter(scope="class", pk__in=class_goals).values_list("pk", "owner__user")) == class_goals
    for member in now:
        own = class_goals_of(member)
        assert (
            seen.get(member.user_id, set()) <= own <= {pk for pk, user in class_goals.items() if user == member.user_id}
        )
    assert all(one.owner.school_id == target.pk for one in Goal.objects.filter(school=target))
    assert all(
        member.school_id == target.pk for team in Team.objects.filter(school=target) for member in team.members.all()
    )
    for row in (*Team.objects.filter(school=target), *Invitation.objects.filter(school=target), *now):
        row.full_clean(exclude=["password"])
