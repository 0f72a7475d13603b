"""No school sees another, and nobody sees a colleague's private writing: every address is tried, found by itself."""

import re

import pytest
from django.contrib import admin
from django.contrib.admindocs.views import extract_views_from_urlpatterns
from django.test import Client
from django.urls import get_resolver, reverse

from handreiking.checks import THIRD_PARTY, walk_urls
from tests.one_world import in_one_world
from tests.world import BoardMembershipFactory, UserFactory, url_kwargs

pytestmark = pytest.mark.django_db

ALL = [pytest.param(name, pattern, arguments, id=name) for name, pattern, arguments in walk_urls()]
SCHOOL = [route for route in ALL if "code" in route.values[2]]
INNER = [route for route in SCHOOL if len(route.values[2]) > 1]
BOARD = [route for route in ALL if "board_id" in route.values[2]]
METHODS = ["get", "post"]
HTMX = [pytest.param({}, id="page"), pytest.param({"hx-request": "true"}, id="htmx")]
GONE = {404, 405}


def text_of(response):
    """Return what was answered as text, also where it is a file."""
    return response.content.decode(errors="replace")


def url(name, arguments, values):
    return reverse(name, kwargs=url_kwargs(name, arguments, values))


@pytest.mark.parametrize(("name", "pattern", "arguments"), ALL)
def test_every_view_declares_who_may_come_in(name, pattern, arguments):
    access = getattr(pattern.callback, "access", None)
    assert access in {"public", "account", "school", "board"}
    assert (access == "school") == ("code" in arguments)
    assert (access == "board") == ("board_id" in arguments)


def test_the_sweep_reaches_every_view():
    by_django = {
        view
        for view, _, namespace, _ in extract_views_from_urlpatterns(get_resolver().url_patterns)
        if not view.__module__.startswith(THIRD_PARTY) and namespace != ["admin"]
    }
    assert {route.values[1].callback for route in ALL} == by_django


@in_one_world
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("name", "pattern", "arguments"), ALL)
def test_a_visitor_is_sent_to_the_login_or_let_in_where_the_view_says_so(name, pattern, arguments, method, ours):
    response = getattr(Client(), method)(url(name, arguments, ours.kwargs))
    if pattern.callback.access == "public":
        assert response.status_code in {200, 302, 405, 422}
        assert "/account/login/" not in response.get("Location", "")
    else:
        assert response.status_code == 302
        assert response["Location"].startswith("/account/login/")


@in_one_world
@pytest.mark.parametrize("headers", HTMX)
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("name", "pattern", "arguments"), SCHOOL)
def test_another_schools_addresses_do_not_exist(name, pattern, arguments, method, headers, ours, theirs, as_user):
    response = getattr(as_user(ours.member.user, **headers), method)(url(name, arguments, theirs.kwargs))
    assert response.status_code == 404
    assert theirs.marker not in text_of(response).upper()


@in_one_world
@pytest.mark.parametrize("headers", HTMX)
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("name", "pattern", "arguments"), INNER)
def test_another_schools_things_do_not_exist_under_our_own_address(
    name, pattern, arguments, method, headers, ours, theirs, as_user
):
    mixed = theirs.kwargs | {"code": ours.kwargs["code"]}
    response = getattr(as_user(ours.member.user, **headers), method)(url(name, arguments, mixed))
    assert response.status_code in GONE
    assert theirs.marker not in text_of(response).upper()


@in_one_world
@pytest.mark.parametrize("headers", HTMX)
@pytest.mark.parametrize(("name", "pattern", "arguments"), ALL)
def test_our_own_pages_never_mention_them(name, pattern, arguments, headers, ours, theirs, as_user):
    response = as_user(ours.member.user, **headers).get(url(name, arguments, ours.kwargs), follow=True)
    assert response.status_code in {200, 405}
    assert theirs.marker not in text_of(response).upper()


@in_one_world
@pytest.mark.parametrize(("name", "pattern", "arguments"), ALL)
def test_the_marker_is_really_on_our_own_pages_of_a_school(name, pattern, arguments, ours, as_user):
    """Without this the tests above would also pass on empty pages."""
    response = as_user(ours.member.user).get(url(name, arguments, ours.kwargs), follow=True)
    if response.status_code == 200 and "code" in arguments:
        assert ours.marker in response.text


@in_one_world
@pytest.mark.parametrize("role", ["teacher", "coordinator", "principal"])
@pytest.mark.parametrize(("name", "pattern", "arguments"), ALL)
def test_nobody_in_the_school_sees_what_a_colleague_keeps_private(
    name, pattern, arguments, role, ours, colleague, as_user
):
    ours.member.role = role
    ours.member.is_admin = True
    ours.member.save()
    client = as_user(ours.member.user)
    assert colleague.marker not in text_of(client.get(url(name, arguments, ours.kwargs), follow=True))
    response = client.get(url(name, arguments, ours.kwargs | colleague.kwargs), follow=True)
    assert colleague.marker not in text_of(response)


@in_one_world
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("name", "pattern", "arguments"), INNER)
def test_a_colleagues_class_goal_does_not_exist_for_others(name, pattern, arguments, method, ours, colleague, as_user):
    own = {key for key, value in colleague.kwargs.items() if value != ours.kwargs.get(key)}
    if not own & set(arguments):
        pytest.skip("this address names nothing of the colleague's")
    response = getattr(as_user(ours.member.user), method)(url(name, arguments, ours.kwargs | colleague.kwargs))
    assert response.status_code in GONE


def admin_urls():
    yield "/beheer/"
    for model in admin.site._registry:
        yield f"/beheer/{model._meta.app_label}/{model._meta.model_name}/"


def admin_pages(client, row):
    """Yield the pages that the admin has of a row, where its model is there at all."""
    if type(row) in admin.site._registry:
        names = f"admin:{row._meta.app_label}_{row._meta.model_name}"
        for page in ("change", "history", "delete"):
            yield client.get(reverse(f"{names}_{page}", args=[row.pk]), follow=True)


def written(side):
    """Return what people of a school wrote for themselves or for each other; a request is written to the site admin."""
    models = {"reflections", "checklists"}
    rows = [row for row in side.rows if row._meta.app_label in models or row._meta.model_name in PLANNING]
    asked = {text for row in side.rows if row._meta.model_name == "schoolrequest" for text in texts(row)}
    return {text for row in rows for text in texts(row)} - asked


PLANNING = {"goal", "evaluation", "agendamoment", "agendaitem", "decision", "journalentry"}


def texts(row):
    return {value for value in vars(row).values() if isinstance(value, str) and " " in value}


def test_the_site_admin_sees_no_reflection_anywhere_in_the_admin(ours, colleague, as_user):
    site_admin = UserFactory(is_staff=True, is_superuser=True)
    client = as_user(site_admin)
    for address in admin_urls():
        page = client.get(address)
        assert page.status_code == 200
        assert colleague.marker not in text_of(page)
    for row in (*ours.rows, *colleague.rows):
        for page in admin_pages(client, row):
            assert page.status_code in {200, 403}
            assert colleague.marker not in text_of(page)
            assert not [text for text in written(ours) if text in text_of(page)], (
                f"the admin shows what is in a {row._meta.label}"
            )
    registered = {model._meta.label for model in admin.site._registry}
    assert not registered & {"reflections.Reflection", "checklists.TeamView", "schools.Goal"}


@in_one_world
@pytest.mark.parametrize(("name", "pattern", "arguments"), SCHOOL)
def test_the_site_admin_is_an_outsider_in_every_school(name, pattern, arguments, ours, as_user):
    site_admin = UserFactory(is_staff=True, is_superuser=True)
    assert as_user(site_admin).get(url(name, arguments, ours.kwargs)).status_code == 404


@in_one_world
@pytest.mark.parametrize(("name", "pattern", "arguments"), [r for r in ALL if r.values[1].callback.access != "public"])
def test_pages_behind_a_door_are_kept_in_no_cache(name, pattern, arguments, ours, as_user):
    response = as_user(ours.member.user).get(url(name, arguments, ours.kwargs))
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


@in_one_world
@pytest.mark.parametrize(("name", "pattern", "arguments"), SCHOOL)
def test_a_pass_to_follow_a_conversation_opens_no_address(name, pattern, arguments, ours, theirs, as_user):
    """It spares one question at the door, to whom it was given, and nothing else."""
    follow = url("checklists:conversation_follow", ["code", "round_id"], theirs.kwargs)
    page = as_user(theirs.member.user).get(follow)
    headers = {"if-none-match": page["ETag"], "follow-pass": re.search(r'data-pass="([^"]+)"', page.text)[1]}
    address = url(name, arguments, theirs.kwargs)
    assert as_user(ours.member.user).get(address, headers=headers).status_code == 404
    assert Client().get(address, headers=headers)["Location"].startswith("/account/login/")


@in_one_world
@pytest.mark.parametrize(("name", "pattern", "arguments"), SCHOOL)
def test_someone_who_left_the_school_is_an_outsider(name, pattern, arguments, ours, as_user):
    from django.utils import timezone

    ours.member.left_at = timezone.now()
    ours.member.save()
    assert as_user(ours.member.user).get(url(name, arguments, ours.kwargs)).status_code == 404


@in_one_world
@pytest.mark.parametrize("headers", HTMX)
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("name", "pattern", "arguments"), BOARD)
def test_another_boards_addresses_do_not_exist(name, pattern, arguments, method, headers, ours, theirs, as_user):
    site_admin = UserFactory(is_staff=True, is_superuser=True)
    for user in (ours.member.user, site_admin):
        response = getattr(as_user(user, **headers), method)(url(name, arguments, theirs.kwargs))
        assert response.status_code == 404
        assert theirs.marker not in text_of(response).upper()


@in_one_world
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("name", "pattern", "arguments"), SCHOOL)
def test_who_sits_on_the_board_is_an_outsider_in_every_school(name, pattern, arguments, method, ours, as_user):
    seat = BoardMembershipFactory(board=ours.member.school.board)
    response = getattr(as_user(seat.user), method)(url(name, arguments, ours.kwargs))
    assert response.status_code == 404
    assert ours.marker not in text_of(response).upper()


@in_one_world
@pytest.mark.parametrize(("name", "pattern", "arguments"), BOARD)
def test_someone_who_left_the_board_is_an_outsider(name, pattern, arguments, ours, as_user):
    seat = BoardMembershipFactory(board=ours.member.school.board, over=True)
    assert as_user(seat.user).get(url(name, arguments, ours.kwargs)).status_code == 404
