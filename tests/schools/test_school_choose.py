"""/school/<code>/: go to another of your schools; the last one is remembered, also for the next time."""

import pytest
from django.utils import timezone

from tests.world import PASSWORD, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(cast):
    """Marieke, who also teaches at Het Waterlicht: her membership there."""
    return MembershipFactory(user=cast.marieke.user, school=cast.bram.school)


def address(member):
    return f"/school/{member.school.code}/"


def stands_in(page, name):
    return f"<small>{name}</small></span><span" in page


def test_the_menu_names_each_school_with_the_role_and_marks_the_one_you_are_in(cast, both, as_user):
    page = as_user(cast.marieke.user).get("/vandaag/").text
    assert "Jouw scholen" in page
    assert f'href="{address(cast.marieke)}" aria-current="true"' in page
    assert f'href="{address(both)}">' in page
    assert "De Vijver<small>IB’er</small>" in page
    assert "Het Waterlicht<small>Docent</small>" in page


def test_choosing_opens_today_in_that_school(cast, both, as_user):
    client = as_user(cast.marieke.user)
    response = client.get(address(both), follow=True)
    assert response.redirect_chain == [("/vandaag/", 302)]
    assert stands_in(response.text, "Het Waterlicht")
    assert stands_in(client.get(address(cast.marieke), follow=True).text, "De Vijver")


def test_the_last_school_is_there_after_signing_in_again(cast, both, client, marieke):
    login = {"login": marieke.email, "password": PASSWORD}
    client.post("/account/login/", login)
    client.get(address(both))
    client.post("/account/logout/")
    assert stands_in(client.post("/account/login/", login, follow=True).text, "Het Waterlicht")


@pytest.mark.parametrize("how", ["left", "archived"])
def test_a_school_that_is_gone_in_the_meantime_makes_way_for_another(cast, both, as_user, how):
    first = as_user(cast.marieke.user)
    first.get(address(both))
    if how == "left":
        both.left_at = timezone.now()
        both.save()
    else:
        both.school.archived_at = timezone.now()
        both.school.save()
    cast.marieke.user.refresh_from_db()
    for client in (first, as_user(cast.marieke.user)):  # the open session, and a new one
        page = client.get("/vandaag/")
        assert page.status_code == 200
        assert stands_in(page.text, "De Vijver")
        assert "Het Waterlicht" not in page.text


def test_without_any_school_left_today_still_opens(cast, as_user):
    client = as_user(cast.bram.user)
    client.get(address(cast.bram))
    cast.bram.left_at = timezone.now()
    cast.bram.save()
    assert "Je hoort nu niet bij een school." in client.get("/vandaag/").text


def test_a_school_that_is_not_yours_is_not_there(cast, as_user):
    client = as_user(cast.marieke.user)
    assert client.get(f"/school/{cast.bram.school.code}/").status_code == 404
    assert stands_in(client.get("/vandaag/").text, "De Vijver")


def test_someone_with_one_school_sees_which_role(cast, as_user):
    page = as_user(cast.joost.user).get("/vandaag/").text
    assert "Jouw school<" in page
    assert "De Vijver<small>Leerkracht</small>" in page
