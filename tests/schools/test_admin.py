"""/beheer/: the site admin's pages, in Dutch, with a door of their own and the rules of the schools kept."""

import re
from io import StringIO

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from reflections.models import PeerAnswer
from schools import membership
from schools.models import (
    Board,
    BoardMembership,
    Goal,
    Invitation,
    JournalEntry,
    Membership,
    RegionHoliday,
    School,
    Team,
    User,
)
from tests.schools.looking import looking
from tests.world import (
    BoardFactory,
    GoalFactory,
    InvitationFactory,
    MembershipFactory,
    PeerAnswerFactory,
    PeerConversationFactory,
    RegionHolidayFactory,
    RoundFactory,
    SchoolFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
OURS = [School, Board, Membership, User, Invitation, Team, RegionHoliday]
KEPT = [School, Membership, Invitation, Team]  # what nobody removes here
LAST_ADMIN = "Niemand anders beheert nu de accounts van de school."


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def rows(model, number):
    """Make rows that differ as much as rows in a list can: other schools, other people, other boards."""
    for n in range(number):
        school = SchoolFactory(board=BoardFactory())
        member = MembershipFactory(school=school)
        if model is Invitation:
            InvitationFactory(school=school, invited_by=member)
        elif model is Team:
            TeamFactory(lead=member).members.add(member)
        elif model is RegionHoliday:
            day = timezone.localdate() + timezone.timedelta(days=n)
            RegionHolidayFactory(starts_on=day, name="Herfstvakantie")


INLINE = {f"{name}-{which}_FORMS": 0 for name in ("memberships", "seats") for which in ("TOTAL", "INITIAL")}


@pytest.fixture
def site_admin(db):
    return UserFactory(email="beheer@site.example", name="Beheerder", is_staff=True, is_superuser=True)


@pytest.fixture
def client(site_admin):
    return looking(site_admin)


@pytest.fixture
def limited(db):
    """A client of a site admin with the rights of the group, and no others."""
    call_command("make_site_admin", "functioneel@site.example", stdout=StringIO())
    return looking(User.objects.get(email="functioneel@site.example"))


def admin_addresses(row):
    """Return every address of the admin, with the row's id where one is asked."""
    resolver = next(one for one in get_resolver().url_patterns if getattr(one, "namespace", None) == "admin")
    names = []
    for entry in resolver.url_patterns:
        names += [one.name for one in entry.url_patterns] if hasattr(entry, "url_patterns") else [entry.name]
    for name in filter(None, names):
        if name in {"login", "logout", "view_on_site", "app_list"}:  # before the door, or takes something else
            continue
        try:
            yield name, reverse(f"admin:{name}")
        except Exception:  # noqa: BLE001 - it wants an id
            yield name, reverse(f"admin:{name}", args=[row.pk])


# ---- the door -------------------------------------------------------------------------------


def test_nobody_but_a_site_admin_gets_through_the_door_of_any_page(cast, as_user):
    MembershipFactory(user=cast.fatima.user, school=cast.bram.school, role="principal", is_admin=True)
    found = dict(admin_addresses(cast.fatima.school))
    assert {"schools_school_archive", "schools_school_merge", "schools_user_change"} <= set(found)
    for client in (Client(), as_user(cast.fatima.user)):
        for name, place in found.items():
            for response in (client.get(place), client.post(place, {"naar": cast.bram.school_id})):
                assert response.status_code == 302, name
                assert "login" in response["Location"], name
    assert not School.objects.filter(archived_at__isnull=False).exists()


def test_a_site_admin_without_the_right_neither_archives_nor_merges(cast, as_user):
    client = as_user(UserFactory(is_staff=True))
    school = cast.fatima.school
    archive, merge = address(School, "archive"), address(School, "merge", school.pk)
    for response in (
        client.get(f"{archive}?doe=archiveer&school={school.pk}"),
        client.post(archive, {"doe": "archiveer", "school": school.pk}),
        client.get(merge),
        client.post(merge, {"naar": cast.bram.school_id}),
    ):
        assert response.status_code == 403
    assert not School.objects.filter(archived_at__isnull=False).exists()


# ---- lists ----------------------------------------------------------------------------------


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_list_takes_the_same_number_of_queries_for_5_and_for_50_rows(model, client, count_queries):
    rows(model, 5)
    place = address(model, "changelist")
    few = count_queries(client, place)
    rows(model, 45)
    assert count_queries(client, place) == few


SEARCHES = [
    (School, "12ab", "De Vijver"),
    (School, "vijver", "De Vijver"),
    (School, "zwolle", "De Vijver"),
    (School, "stichting", "De Vijver"),
    (School, "school@vijver.example", "De Vijver"),
    (School, "leerkracht@vijver.example", "De Vijver"),
    (Board, "stichting", "Stichting Water"),
    (Board, "12ab00", "Stichting Water"),
    (Membership, "joost", "Joost van Dijk"),
    (Membership, "leerkracht@vijver", "Joost van Dijk"),
    (Membership, "12ab00", "Joost van Dijk"),
    (Membership, "zwolle", "Joost van Dijk"),
    (User, "leerkracht@vijver", "Joost van Dijk"),
    (User, "dijk", "Joost van Dijk"),
    (Invitation, "nieuw@", "nieuw@vijver.example"),
    (Invitation, "zwolle", "nieuw@vijver.example"),
    (Team, "onderbouw", "Onderbouw"),
]


@pytest.mark.parametrize(("model", "text", "shown"), SEARCHES)
def test_what_is_searched_for_is_found_and_the_rest_is_not(model, text, shown, cast, client):
    board = BoardFactory(name="Stichting Water")
    facts = {"brin": "12AB00", "place": "Zwolle", "board": board, "mailbox": "school@vijver.example"}
    School.objects.filter(pk=cast.joost.school_id).update(**facts)
    InvitationFactory(school=cast.joost.school, email="nieuw@vijver.example")
    TeamFactory(lead=cast.joost, name="Onderbouw")
    place = address(model, "changelist")
    assert shown in results(client.get(f"{place}?q={text}"))
    assert shown not in results(client.get(f"{place}?q=bestaat-niet"))
    assert "Bram Kuipers" not in results(client.get(f"{place}?q={text}"))


def results(page):
    assert page.status_code == 200
    return page.text[page.text.index('id="changelist-form"') : page.text.index("</main>")]


@pytest.mark.parametrize(
    ("model", "query", "number"),
    [
        (School, "archief=ja", 1),
        (School, "archief=nee", 2),
        (Membership, "doet-mee=ja", 4),
        (Membership, "doet-mee=nee", 1),
        (Invitation, "stand=open", 1),
        (Invitation, "stand=ingetrokken", 1),
        (Invitation, "stand=aangenomen", 1),
        (Invitation, "stand=onzin", 3),
    ],
)
def test_filters(model, query, number, cast, client):
    SchoolFactory(archived_at=timezone.now())
    MembershipFactory(school=cast.joost.school, left_at=timezone.now())
    for state in ({}, {"withdrawn": True}, {"accepted": True}):
        InvitationFactory(school=cast.joost.school, **state)
    page = client.get(f"{address(model, 'changelist')}?{query}")
    assert page.context["cl"].result_count == number


ENGLISH = re.compile(
    r">\s*[^<]*\b(the|and|add|change|delete|history|save|select|view|home|search|yes|please|user|password|filter by)\b[^<]*<",
    re.IGNORECASE,
)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_the_pages_speak_dutch(model, ours, client):
    row = ours.of(model)[0]
    places = [address(model, "changelist"), address(model, "change", row.pk), address(model, "history", row.pk)]
    for place in (*places, address(model, "add")):
        page = client.get(place)
        if page.status_code == 403 and place == address(model, "add"):
            continue
        assert page.status_code == 200
        body = re.sub(r"<script.*?</script>", "", page.text[page.text.index("<body") :], flags=re.DOTALL)
        assert not [match.group().strip() for match in ENGLISH.finditer(body)]


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_what_the_school_lives_on_is_never_removed(model, ours, client):
    row = ours.of(model)[0]
    assert client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    client.post(
        address(model, "changelist"), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    )
    assert model.objects.filter(pk=row.pk).exists()
    assert "delete_selected" not in client.get(address(model, "changelist")).text


MADE_UP = ["x", "9" * 30, "9" * 5000, "-1", "\x00", "1e3"]


@pytest.mark.parametrize("key", MADE_UP)
def test_a_key_that_is_made_up_is_refused_wherever_it_is_sent(key, cast, client):
    for model, name in ((School, "board"), (Membership, "school"), (BoardMembership, "board")):
        assert client.get(address(model, "add"), {name: key}).status_code == 200
        assert client.post(address(model, "add"), {name: key}).status_code == 200
    assert "errorlist" in client.post(address(Membership, "add"), {"school": key}).text
    for model, action in ((School, "archive_selected"), (RegionHoliday, "delete_selected")):
        client.post(address(model, "changelist"), {"action": action, "_selected_action": [key]})
    assert client.post(address(School, "archive"), {"doe": "archiveer", "school": [key]}).status_code == 302
    assert not School.objects.filter(archived_at__isnull=False).exists()


@pytest.mark.parametrize("number", [2**31, 2**63, -(2**63) - 1, 10**30])
def test_a_number_that_no_key_can_be_is_in_no_row(number, cast):
    school = cast.fatima.school
    assert list(School.objects.filter(pk__in=[number, school.pk])) == [school]
    assert not School.objects.filter(pk__in=[number]).exists()
    assert School.objects.exclude(pk__in=[number]).filter(pk=school.pk).exists()


# ---- schools --------------------------------------------------------------------------------


def school_form(school, **changed):
    given = {
        "name": school.name,
        "place": "",
        "sector": school.sector,
        "region": school.region,
        "brin": "",
        "board": school.board_id or "",
    }
    return given | {"mailbox": ""} | changed


def test_a_school_shows_how_much_there_is_and_not_what(cast, client):
    GoalFactory(owner=cast.marieke, aim="Elke dag een groet")
    RoundFactory(school=cast.marieke.school, name="Najaar")
    page = client.get(address(School, "change", cast.marieke.school_id)).text
    for shown in ("3 doen mee, 1 beheren de accounts", "doelen: 1", "afnames: 1", "Voeg samen met…", "Archiveer…"):
        assert shown in page
    for hidden in ("Elke dag een groet", "Najaar", "Joost"):
        assert hidden not in page


def test_changing_a_school_is_in_its_journal_and_a_brin_is_kept_in_capitals(cast, client):
    school = cast.fatima.school
    sent = school_form(school, place="Zwolle", brin=" 12 ab00")
    assert client.post(address(School, "change", school.pk), sent).status_code == 302
    school.refresh_from_db()
    assert (school.brin, school.place) == ("12AB00", "Zwolle")
    entry = JournalEntry.objects.get(school=school)
    assert (entry.deed, entry.subject, entry.by_site) == ("school_changed", "plaats, brin", True)


def test_a_wrong_brin_is_refused_with_a_sentence(cast, client):
    page = client.post(address(School, "change", cast.fatima.school_id), school_form(cast.fatima.school, brin="abc"))
    assert "Een BRIN ziet eruit als 12AB of 12AB00." in page.text


def test_a_school_and_a_board_are_made_here(client):
    client.post(address(Board, "add"), {"name": "Stichting Water", "number": "41234"})
    board = Board.objects.get()
    sent = {"name": "De Linde", "sector": "po", "region": "zuid", "board": board.pk}
    assert client.post(address(School, "add"), sent).status_code == 302
    assert School.objects.get().board == board


def test_a_board_with_schools_stays(client):
    board = SchoolFactory(board=BoardFactory()).board
    assert client.post(address(Board, "delete", board.pk), {"post": "yes"}).status_code == 403
    School.objects.update(board=None)
    assert client.post(address(Board, "delete", board.pk), {"post": "yes"}).status_code == 302
    assert not Board.objects.exists()


def test_archiving_asks_first_and_then_does_it(cast, client):
    school, place = cast.fatima.school, address(School, "changelist")
    asked = client.post(place, {"action": "archive_selected", "_selected_action": [school.pk]}, follow=True)
    assert "Uitnodigingen en aanvragen werken niet meer." in asked.text
    assert 'value="Archiveer"' in asked.text
    school.refresh_from_db()
    assert not school.archived_at
    done = client.post(address(School, "archive"), {"doe": "archiveer", "school": [school.pk]}, follow=True)
    assert "De Vijver: gearchiveerd." in done.text
    school.refresh_from_db()
    assert school.archived_at
    assert "Haal terug uit het archief…" in client.get(address(School, "change", school.pk)).text
    again = client.post(place, {"action": "unarchive_selected", "_selected_action": [school.pk]}, follow=True)
    assert 'value="Haal terug"' in again.text
    client.post(address(School, "archive"), {"doe": "haal-terug", "school": [school.pk]})
    school.refresh_from_db()
    assert not school.archived_at
    assert JournalEntry.objects.filter(school=school, by_site=True).count() == 2


@pytest.mark.parametrize("sent", [{}, {"doe": "iets", "school": 1}, {"doe": "archiveer", "school": "x"}])
def test_a_wrong_address_of_the_archive_leads_to_the_list(sent, cast, client):
    for response in (client.get(address(School, "archive"), sent), client.post(address(School, "archive"), sent)):
        assert response["Location"] == address(School, "changelist")


def test_too_many_schools_at_once_are_refused_with_a_sentence(client):
    schools = SchoolFactory.create_batch(51)
    keys = [school.pk for school in schools]
    page = client.post(
        address(School, "changelist"), {"action": "archive_selected", "_selected_action": keys}, follow=True
    )
    assert "Kies hooguit 50 scholen tegelijk." in page.text


def test_a_merged_school_is_not_taken_out_of_the_archive(cast, client):
    gone = SchoolFactory(archived_at=timezone.now(), merged_into=cast.bram.school)
    page = client.get(address(School, "change", gone.pk)).text
    assert "opgegaan in Het Waterlicht" in page
    assert "voeg-samen" not in page
    client.post(address(School, "archive"), {"doe": "haal-terug", "school": [gone.pk]})
    gone.refresh_from_db()
    assert gone.archived_at


# ---- merging --------------------------------------------------------------------------------


def test_merging_is_searched_for_previewed_and_confirmed(cast, client):
    source, target = cast.fatima.school, cast.bram.school
    MembershipFactory(user=cast.bram.user, school=source)
    GoalFactory(owner=cast.marieke, aim="Elke dag een groet")
    for school in (source, target):
        TeamFactory(school=school, lead=None, name="Onderbouw")
    place = address(School, "merge", source.pk)
    SchoolFactory(name="Het Waterlicht oud", archived_at=timezone.now())
    searched = client.get(place, {"q": "water"})
    assert f'href="?naar={target.pk}"' in searched.text
    assert "Het Waterlicht oud" not in searched.text
    assert '<li><a href="?naar=' in searched.text
    assert f'?naar={source.pk}"' not in searched.text
    assert "Geen school gevonden" in client.get(place, {"q": "bestaat-niet"}).text
    looked = client.get(place, {"naar": target.pk}).text
    for shown in ("Lidmaatschappen: 4", "Doelen: 1", "Bram Kuipers", "Onderbouw heet straks Onderbouw (De Vijver)"):
        assert shown in looked
    assert "De Vijver is po, Het Waterlicht is vo." in looked
    assert "Elke dag een groet" not in looked
    source.refresh_from_db()
    assert not source.merged_into
    done = client.post(place, {"naar": target.pk}, follow=True)
    assert "De Vijver is opgegaan in Het Waterlicht." in done.text
    source.refresh_from_db()
    assert source.merged_into == target
    assert Membership.objects.get(user=cast.joost.user).school == target


def test_two_open_rounds_are_said_and_nothing_moves(cast, client):
    for school in (cast.fatima.school, cast.bram.school):
        RoundFactory(school=school)
    place = address(School, "merge", cast.fatima.school_id)
    looked = client.get(place, {"naar": cast.bram.school_id})
    assert "Beide scholen hebben een afname open." in looked.text
    assert 'value="Voeg samen"' not in looked.text
    refused = client.post(place, {"naar": cast.bram.school_id})
    assert refused.status_code == 422
    assert "Beide scholen hebben een afname open." in refused.text
    assert not School.objects.filter(merged_into__isnull=False).exists()


@pytest.mark.parametrize("target", ["", "0", "x", "itself", "archived"])
def test_a_school_that_is_no_target_is_refused_with_a_sentence(target, cast, client):
    archived = SchoolFactory(archived_at=timezone.now())
    value = {"itself": cast.fatima.school_id, "archived": archived.pk}.get(target, target)
    refused = client.post(address(School, "merge", cast.fatima.school_id), {"naar": value})
    assert refused.status_code == 422
    assert "Kies een andere." in refused.text
    assert not School.objects.filter(merged_into__isnull=False).exists()


# ---- memberships ----------------------------------------------------------------------------


def change(client, member, **given):
    """Send the page of a membership, with what is there already where nothing else is given."""
    there = {"role": member.role, "is_admin": member.is_admin, "is_present": not member.left_at} | given
    sent = {name: "on" if value is True else value for name, value in there.items() if value is not False}
    response = client.post(address(Membership, "change", member.pk), sent)
    member.refresh_from_db()
    return response


def test_a_role_is_changed_and_journalled(cast, client):
    assert change(client, cast.joost, role="coordinator", is_admin=True).status_code == 302
    assert (cast.joost.role, cast.joost.is_admin) == ("coordinator", True)
    entry = JournalEntry.objects.get(school=cast.joost.school)
    assert (entry.deed, entry.by_site, entry.member) == ("member_changed", True, None)
    assert "Joost van Dijk" in entry.subject


@pytest.mark.parametrize("given", [{"role": "teacher"}, {"is_present": False}])
def test_the_last_admin_stays(given, cast, client):
    page = change(client, cast.fatima, **given)
    assert page.status_code == 200
    assert LAST_ADMIN in page.text
    assert (cast.fatima.role, cast.fatima.left_at) == ("principal", None)
    assert not JournalEntry.objects.exists()


def test_someone_leaves_and_comes_back(cast, client):
    assert change(client, cast.joost, is_present=False).status_code == 302
    assert cast.joost.left_at
    assert change(client, cast.joost, is_present=True, role="coordinator").status_code == 302
    assert (cast.joost.left_at, cast.joost.role) == (None, "coordinator")
    deeds = JournalEntry.objects.filter(school=cast.joost.school, by_site=True).order_by("pk")
    assert [entry.deed for entry in deeds] == ["member_deactivated", "member_reactivated", "member_changed"]


def test_who_leaves_hands_the_schools_goals_over(cast, client):
    goal = GoalFactory(owner=cast.marieke, aim="Elke dag een groet")
    asked = change(client, cast.marieke, is_present=False)
    assert "Kies wie de doelen overneemt." in asked.text
    assert "Elke dag een groet" not in asked.text
    stranger = change(client, cast.marieke, is_present=False, successor=cast.bram.pk)
    assert stranger.status_code == 200
    assert cast.marieke.left_at is None
    assert change(client, cast.marieke, is_present=False, successor=cast.joost.pk).status_code == 302
    goal.refresh_from_db()
    assert goal.owner == cast.joost


def test_nobody_is_in_a_school_twice(cast, client):
    left = MembershipFactory(user=cast.joost.user, school=cast.joost.school, left_at=timezone.now())
    assert "al lid van deze school" in change(client, left, is_present=True).text
    again = {"account": cast.marieke.user.email, "school": cast.marieke.school_id, "role": "teacher"}
    assert "al lid van deze school" in client.post(address(Membership, "add"), again).text
    membership.deactivate(cast.marieke, cast.fatima)
    assert "was al lid" in client.post(address(Membership, "add"), again).text
    assert "doet niet mee" in change(client, left, role="principal").text


def test_a_person_is_added_and_journalled_but_not_to_an_archived_school(cast, client):
    sent = {"account": cast.bram.user.email, "school": cast.joost.school_id, "role": "principal", "is_admin": "on"}
    assert client.post(address(Membership, "add"), sent).status_code == 302
    assert Membership.objects.get(user=cast.bram.user, school=cast.joost.school).manages_accounts
    assert JournalEntry.objects.get(school=cast.joost.school).deed == "member_added"
    archived = SchoolFactory(archived_at=timezone.now())
    refused = client.post(address(Membership, "add"), sent | {"school": archived.pk})
    assert "Deze school is gearchiveerd." in refused.text


# ---- invitations ----------------------------------------------------------------------------


def test_an_invitation_is_looked_at_and_its_link_is_nowhere(cast, client):
    invitation = InvitationFactory(school=cast.joost.school, invited_by=cast.fatima, token="geheim")
    for place in (address(Invitation, "changelist"), address(Invitation, "change", invitation.pk)):
        page = client.get(place).text
        assert invitation.email in page
        assert invitation.token_digest not in page
        assert "geheim" not in page
    sent = client.post(address(Invitation, "change", invitation.pk), {"email": "ander@school.example"})
    assert sent.status_code == 403
    assert client.get(address(Invitation, "add")).status_code == 403


# ---- accounts -------------------------------------------------------------------------------


def test_an_account_is_made_without_a_password(client):
    sent = {"email": "Nieuw@Site.example", "name": "Nieuw", "is_staff": "on"}
    page = client.get(address(User, "add")).text
    assert 'type="password"' not in page
    assert client.post(address(User, "add"), sent).status_code == 302
    user = User.objects.get(email="nieuw@site.example")
    assert user.is_staff
    assert not user.has_usable_password()


def test_a_site_admin_can_not_become_someone_else(cast, client):
    User.objects.filter(pk=cast.joost.user_id).update(last_login=timezone.now(), password="blijft")
    place = address(User, "change", cast.joost.user_id)
    page = client.get(place).text
    assert 'name="password' not in page
    assert 'name="email"' not in page
    assert client.get(f"{place}../password/").status_code in {302, 404}
    sent = {"email": "beheer2@site.example", "password": "nieuw", "name": "Joost van Dijk", "is_active": "on", **INLINE}
    assert client.post(place, sent).status_code == 302
    cast.joost.user.refresh_from_db()
    assert (cast.joost.user.email, cast.joost.user.password) == ("leerkracht@vijver.example", "blijft")
    assert client.get("/beheer/account/emailaddress/").status_code == 404


def test_a_typing_error_in_an_address_that_nobody_used_yet_is_mended(cast, client):
    place = address(User, "change", cast.joost.user_id)
    client.post(place, {"email": "Joost@vijver.example", "name": "Joost", "is_active": "on", **INLINE})
    cast.joost.user.refresh_from_db()
    assert cast.joost.user.email == "joost@vijver.example"


def test_an_account_goes_with_how_much_hangs_on_it_and_never_what(ours, colleague, client):
    user = colleague.member.user
    place = address(User, "delete", user.pk)
    assert client.post(place, {"post": "yes"}).status_code == 403
    told = client.get(address(User, "change", user.pk)).text
    assert "Dit account kan nu niet weg: er is nog een doel van" in told
    assert colleague.marker not in told
    Goal.objects.filter(owner__user=user).delete()
    asked = client.get(place)
    assert "reflecties: 1" in asked.text
    assert colleague.marker not in asked.text
    assert client.post(place, {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=user.pk).exists()


def test_the_last_admin_of_a_school_is_not_removed(cast, client):
    assert (
        "is de enige die de accounts van De Vijver beheert"
        in client.get(address(User, "change", cast.fatima.user_id)).text
    )
    assert client.post(address(User, "delete", cast.fatima.user_id), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [cast.fatima.user_id], "post": "yes"}
    client.post(address(User, "changelist"), chosen)
    assert User.objects.filter(pk=cast.fatima.user_id).exists()


# ---- a site admin with the rights of the group --------------------------------------------


def test_the_group_can_do_the_work(cast, limited):
    for model in admin.site._registry:
        assert limited.get(address(model, "changelist")).status_code == 200, model
    assert change(limited, cast.joost, role="coordinator").status_code == 302
    client = limited
    assert client.get(address(School, "merge", cast.fatima.school_id)).status_code == 200
    assert client.post(address(Board, "add"), {"name": "Stichting Water", "number": ""}).status_code == 302


def test_the_group_gives_nobody_more_rights_and_leaves_who_has_all_of_them_alone(limited, site_admin):
    own = User.objects.get(email="functioneel@site.example")
    rights = {"is_staff": "on", "is_superuser": "on", "is_active": "on"}
    limited.post(address(User, "change", own.pk), {"email": own.email, "name": "Ik", **rights, **INLINE})
    own.refresh_from_db()
    assert (own.name, own.is_superuser) == ("Ik", False)
    limited.post(address(User, "add"), {"email": "vriend@site.example", "name": "Vriend", **rights})
    assert not User.objects.get(email="vriend@site.example").is_staff
    assert limited.post(address(User, "change", site_admin.pk), {"name": "Weg"}).status_code == 403
    assert limited.post(address(User, "delete", site_admin.pk), {"post": "yes"}).status_code == 403


def test_the_command_makes_or_finds_the_account_and_gives_exactly_the_rights(cast):
    out = StringIO()
    call_command("make_site_admin", "LEERKRACHT@vijver.example", stdout=out)
    call_command("make_site_admin", "nieuw@site.example", "--name", "Nieuw", stdout=out)
    user = User.objects.get(email="nieuw@site.example")
    assert (user.name, user.is_staff, user.is_superuser, user.has_usable_password()) == ("Nieuw", True, False, False)
    assert User.objects.get(pk=cast.joost.user_id).is_staff
    given = user.get_all_permissions()
    assert "schools.change_school" in given
    assert not [
        right for right in given if "reflection" in right or "goal" in right or right == "schools.delete_school"
    ]
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("make_site_admin", "zomaar", stdout=out)


def test_removing_an_account_here_erases_it_as_its_owner_could(cast, client):
    talk = PeerConversationFactory(asker=cast.joost, partner=cast.marieke, opened=True)
    theirs = PeerAnswerFactory(conversation=talk, author=cast.marieke.user)
    JournalEntry.write(cast.fatima, "member_deactivated", "Joost van Dijk")
    assert client.post(address(User, "delete", cast.joost.user_id), {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=cast.joost.user_id).exists()
    assert PeerAnswer.objects.get() == theirs
    assert not JournalEntry.objects.filter(subject__contains="Joost").exists()
    assert not LogEntry.objects.filter(object_repr__contains="Joost").exists()
    assert "oud-lid" not in client.get(address(User, "changelist")).text
    assert "oud-lid" not in client.get(address(Membership, "changelist")).text


def test_the_only_superuser_is_not_removed(site_admin, client):
    assert "is de enige die alles van deze site beheert" in client.get(address(User, "change", site_admin.pk)).text
    assert client.post(address(User, "delete", site_admin.pk), {"post": "yes"}).status_code == 403
