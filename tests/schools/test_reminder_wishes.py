"""/account/herinneringen/: everyone chooses which reminders come by mail."""

import pytest

from schools.models import ReminderWish
from tests.world import ReminderWishFactory

pytestmark = pytest.mark.django_db
PAGE = "/account/herinneringen/"


def ticked(page):
    return [name for name in ("week", "day", "late") if f'name="{name}" checked' in page]


def test_who_never_chose_gets_them_all(cast, as_user):
    assert ticked(as_user(cast.joost.user).get(PAGE).text) == ["week", "day", "late"]
    assert not ReminderWish.objects.exists()


@pytest.mark.parametrize("chosen", [["week"], ["day", "late"], ["week", "day", "late"], []])
def test_what_is_chosen_is_kept_and_can_be_changed_again(cast, as_user, chosen):
    client = as_user(cast.joost.user)
    for wanted in (["late"], chosen):
        response = client.post(PAGE, dict.fromkeys(wanted, "on"))
        assert (response.status_code, response["Location"]) == (302, PAGE)
    page = client.get(PAGE).text
    assert ticked(page) == chosen
    assert ("Je krijgt nu geen herinneringen" in page) == (not chosen)
    assert ReminderWish.objects.count() == 1


def test_it_is_ones_own(cast, as_user):
    ReminderWishFactory(user=cast.joost.user, day=False)
    assert ticked(as_user(cast.marieke.user).get(PAGE).text) == ["week", "day", "late"]
    as_user(cast.marieke.user).post(PAGE, {})
    assert ReminderWish.objects.for_user(cast.joost.user).get().week


def test_the_account_leads_to_it_and_says_where_they_are_off(cast, as_user):
    client = as_user(cast.joost.user)
    page = client.get("/account/").text
    assert f'href="{PAGE}">Wijzig' in page
    assert "Staat uit" not in page
    ReminderWishFactory(user=cast.joost.user, week=False, day=False, late=False)
    assert "Staat uit" in client.get("/account/").text


def test_a_visitor_signs_in_first(client):
    assert client.get(PAGE)["Location"] == f"/account/login/?next={PAGE}"
