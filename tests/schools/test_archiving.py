"""An archived school: its principal reads for sixty days, nothing can be changed, everyone keeps their reflections."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from handreiking.checks import walk_urls
from schools import archiving
from schools.models import AgendaMoment, Evaluation, Goal, Invitation, JournalEntry, Membership, SchoolRequest, Team
from tests.one_world import in_one_world
from tests.world import (
    GoalFactory,
    InvitationFactory,
    MembershipFactory,
    ReflectionFactory,
    SchoolFactory,
    SchoolRequestFactory,
    url_kwargs,
)

pytestmark = pytest.mark.django_db
SCHOOL = [
    pytest.param(name, arguments, id=name)
    for name, _, arguments in walk_urls()
    if "code" in arguments and name != "schools:school_choose"
]  # that one leads to the person's own page
HTMX = [pytest.param({}, id="page"), pytest.param({"hx-request": "true"}, id="htmx")]
READ_ONLY = "gates for changing give nothing in an archived school: use member.may_change()"


@pytest.fixture
def archived(ours):
    archiving.archive(ours.member.school)
    ours.member.school.refresh_from_db()
    return ours


def address(name, arguments, side):
    return reverse(name, kwargs=url_kwargs(name, arguments, side.kwargs))


def archived_for(school, days):
    school.archived_at = timezone.now() - timedelta(days=days)
    school.save()


def main_of(page):
    return page.text[page.text.index("<main") : page.text.index("</main>")]


def test_archiving_and_coming_back_are_facts_in_the_journal(cast):
    school = cast.fatima.school
    archiving.archive(school)
    school.refresh_from_db()
    first = school.archived_at
    assert first
    archiving.archive(school)
    school.refresh_from_db()
    assert school.archived_at == first
    archiving.unarchive(school)
    archiving.unarchive(school)
    school.refresh_from_db()
    assert school.archived_at is None
    entries = JournalEntry.objects.filter(school=school).order_by("pk")
    assert [(one.deed, one.by_site, one.member) for one in entries] == [
        ("school_archived", True, None),
        ("school_unarchived", True, None),
    ]


def test_a_school_that_went_into_another_does_not_come_back(cast):
    school = SchoolFactory(archived_at=timezone.now(), merged_into=cast.bram.school)
    with pytest.raises(archiving.Merged):
        archiving.unarchive(school)
    school.refresh_from_db()
    assert school.archived_at


@pytest.mark.parametrize("headers", HTMX)
@pytest.mark.parametrize(("days", "status"), [(0, 200), (59, 200), (61, 404)])
def test_the_principal_reads_for_sixty_days(cast, as_user, headers, days, status):
    archived_for(cast.fatima.school, days)
    client = as_user(cast.fatima.user, **headers)
    for page in ("doelen", "agenda", "leden", "checklist"):
        assert client.get(f"/school/{cast.fatima.school.code}/{page}/").status_code == status


@pytest.mark.parametrize("headers", HTMX)
@pytest.mark.parametrize("is_admin", [False, True])
@pytest.mark.parametrize("who", ["joost", "marieke"])
def test_for_other_members_the_school_is_gone_also_in_an_open_session(cast, as_user, headers, is_admin, who):
    member = getattr(cast, who)
    Membership.objects.filter(pk=member.pk).update(is_admin=is_admin)
    client, home = as_user(member.user, **headers), f"/school/{member.school.code}/doelen/"
    assert client.get(home).status_code == 200
    archiving.archive(member.school)
    assert client.get(home).status_code == 404
    assert client.post(f"{home}nieuw/", {"aim": "Toch nog"}).status_code == 404


def test_when_it_comes_back_everything_works_again(cast, as_user):
    archiving.archive(cast.joost.school)
    archiving.unarchive(cast.joost.school)
    assert as_user(cast.joost.user).get(f"/school/{cast.joost.school.code}/doelen/").status_code == 200


@in_one_world
@pytest.mark.parametrize(("name", "arguments"), SCHOOL)
def test_every_page_of_the_school_says_until_when_it_can_be_read_and_offers_no_form(name, arguments, archived, as_user):
    page = as_user(archived.member.user).get(address(name, arguments, archived), follow=True)
    if page.status_code in {404, 405} or "text/html" not in page["Content-Type"]:
        return
    until = date_format(localtime(archived.member.school.readable_until), "j F Y")
    assert page.status_code in {200, 403}
    assert f"lezen tot {until}" in page.text
    for part in main_of(page).split("<form")[1:]:
        assert 'method="post"' not in part[: part.index(">")], (
            f"{name} still offers a form in an archived school: ask member.may_change(), or put changes=True on its door"
        )


@in_one_world
@pytest.mark.parametrize(("name", "arguments"), SCHOOL)
def test_no_page_of_the_school_leads_to_a_page_that_is_refused(name, arguments, archived, as_user):
    client = as_user(archived.member.user)
    page = client.get(address(name, arguments, archived), follow=True)
    if page.status_code != 200 or "text/html" not in page["Content-Type"]:
        return
    own = {link for link in re.findall(r'href="([^"#?]+)', main_of(page)) if link.startswith("/school/")}
    refused = [link for link in own if client.get(link, follow=True).status_code != 200]
    assert not refused, f"{name} links to {refused}, which an archived school does not have: leave the link out"


@in_one_world
@pytest.mark.parametrize("headers", HTMX)
@pytest.mark.parametrize(("name", "arguments"), SCHOOL)
def test_nothing_can_be_sent_to_it(name, arguments, headers, archived, as_user):
    client = as_user(archived.member.user, **headers)
    before = [repr(model.objects.order_by("pk").values()) for model in CHANGEABLE]
    response = client.post(address(name, arguments, archived), {})
    assert response.status_code == 403
    assert "Deze school is gearchiveerd" in response.text
    assert [repr(model.objects.order_by("pk").values()) for model in CHANGEABLE] == before


CHANGEABLE = [Goal, Evaluation, AgendaMoment, Invitation, Membership, Team, SchoolRequest, JournalEntry]


def test_the_gates_for_changing_give_nothing_and_those_for_reading_everything(archived):
    member = Membership.objects.for_user(archived.member.user).get()
    for model in (Goal, Evaluation, AgendaMoment, Invitation, Team, SchoolRequest):
        assert model.objects.visible_to(member).exists(), model
        assert not model.objects.editable_by(member).exists(), f"{model.__name__}: {READ_ONLY}"
    assert not Goal.objects.evaluable_by(member).exists(), READ_ONLY
    assert member.may("admin")
    assert not member.may_change("admin")


def test_today_shows_the_principal_the_school_with_the_notice(archived, as_user):
    page = as_user(archived.member.user).get("/vandaag/")
    assert "is gearchiveerd" in main_of(page)
    assert "/doelen/nieuw/" not in page.text
    assert "/checklist/nieuw/" not in page.text


def test_content_for_everyone_has_no_notice(archived, as_user):
    assert "is gearchiveerd" not in as_user(archived.member.user).get("/cirkels/").text


def test_a_school_that_is_alive_has_no_notice(ours, as_user):
    assert "is gearchiveerd" not in as_user(ours.member.user).get(f"/school/{ours.kwargs['code']}/doelen/").text


def test_members_keep_their_reflections_and_today_without_the_school(cast, as_user):
    ReflectionFactory(author=cast.joost.user, text="Wat ik voor mezelf schreef")
    GoalFactory(owner=cast.marieke, aim="Elke dag een groet")
    archived_for(cast.joost.school, 61)
    for member in (cast.joost, cast.marieke, cast.fatima):
        page = as_user(member.user).get("/vandaag/")
        assert page.status_code == 200
        assert "Elke dag een groet" not in page.text
        assert "De Vijver" not in page.text
    client = as_user(cast.joost.user)
    assert "Wat ik voor mezelf schreef" in client.get("/reflecties/").text
    assert client.post("/reflecties/1c-plezier-delen/", {"text": "En vandaag ook"}).status_code in {200, 302}


def test_who_has_another_school_too_arrives_there(cast, as_user):
    archiving.archive(cast.fatima.school)
    MembershipFactory(user=cast.fatima.user, school=cast.bram.school, joined_at=timezone.now() + timedelta(days=1))
    page = as_user(cast.fatima.user).get("/vandaag/")
    assert "is gearchiveerd" not in page.text
    assert f"/school/{cast.bram.school.code}/doelen/" in page.text


def test_an_open_invitation_stops_working_and_works_again_when_the_school_is_back(cast, as_user):
    invitation = InvitationFactory(school=cast.fatima.school, email="nieuw@vijver.example", token="bewijs")
    archiving.archive(cast.fatima.school)
    invitation = Invitation.objects.get(pk=invitation.pk)
    assert not invitation.is_usable
    client = as_user(MembershipFactory(user__email="nieuw@vijver.example").user)
    for response in (client.get("/uitnodiging/bewijs/"), client.post("/uitnodiging/bewijs/")):
        assert response.status_code == 404
    assert not Membership.objects.filter(user__email="nieuw@vijver.example", school=cast.fatima.school).exists()
    archiving.unarchive(cast.fatima.school)
    assert client.post("/uitnodiging/bewijs/").status_code == 302
    assert Membership.objects.filter(user__email="nieuw@vijver.example", school=cast.fatima.school).exists()


def test_a_request_for_the_school_stops_working(cast):
    waiting = SchoolRequestFactory(school=cast.fatima.school, token="aanvraag")
    alone = SchoolRequestFactory(token="eigen")
    confirmed = SchoolRequestFactory(school=cast.fatima.school, confirmed=True)
    archiving.archive(cast.fatima.school)
    cast.fatima.school.refresh_from_db()
    assert not SchoolRequest.objects.for_token("aanvraag").exists()
    assert SchoolRequest.objects.for_token("eigen").get() == alone
    assert not SchoolRequest.objects.editable_by(cast.fatima).exists()
    archiving.unarchive(cast.fatima.school)
    cast.fatima.school.refresh_from_db()
    assert SchoolRequest.objects.for_token("aanvraag").get() == waiting
    assert SchoolRequest.objects.editable_by(cast.fatima).filter(pk=confirmed.pk).exists()
