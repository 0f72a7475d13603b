"""Stopping reminders with the link of a mail: one press, no signing in, and not by who only opens it."""

import pytest
from django.test import Client

from reflections.question_mail import stop_link as link_of_the_question
from schools.models import ReminderWish
from schools.reminders import choose, stop_link, wish_of
from tests.world import QuestionMailFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(cast):
    return f"/account/herinneringen/stop/{stop_link.token(cast.joost.user)}/"


def test_opening_the_link_changes_nothing_and_shows_one_button(link):
    page = Client().get(link)
    assert page.status_code == 200
    assert page.text.split("<main")[1].split("</main>")[0].count("<button") == 1
    assert "Joost" not in page.text
    assert not ReminderWish.objects.exists()


@pytest.mark.parametrize("data", [{}, {"List-Unsubscribe": "One-Click"}])
def test_one_press_or_one_post_of_a_mail_program_stops_all_without_a_token_or_signing_in(link, cast, data):
    for _ in range(2):
        page = Client(enforce_csrf_checks=True).post(link, data)
        assert page.status_code == 200  # RFC 8058 wants no redirect
        assert "Je krijgt geen herinneringen meer" in page.text
        assert 'href="/account/herinneringen/"' in page.text  # how to begin again
    assert not wish_of(cast.joost.user).any
    assert wish_of(cast.marieke.user).any


def test_an_old_link_works_after_beginning_again(link, cast):
    Client().post(link)
    choose(cast.joost.user, week=True, day=True, late=True)
    Client().post(link)
    assert not wish_of(cast.joost.user).any


def test_the_weekly_question_goes_on_and_its_link_stops_no_reminders(link, cast):
    wish = QuestionMailFactory(user=cast.joost.user)
    Client().post(link)
    wish.refresh_from_db()
    other = f"/account/herinneringen/stop/{link_of_the_question.token(cast.marieke.user)}/"
    assert "Deze link werkt niet" in Client().post(other).text
    assert wish_of(cast.marieke.user).any


@pytest.mark.parametrize(
    "change",
    [
        lambda link: link[:-2] + "x/",
        lambda link: link.replace("stop/", "stop/1"),
        lambda link: "/account/herinneringen/stop/zomaar/",
    ],
)
def test_a_link_that_we_did_not_make_stops_nothing_and_says_what_to_do(link, change):
    for method in ("get", "post"):
        assert "Deze link werkt niet" in getattr(Client(), method)(change(link)).text
    assert not ReminderWish.objects.exists()


def test_the_link_of_somebody_whose_account_is_gone_is_no_trouble(link, cast):
    cast.joost.user.delete()
    assert "Je krijgt geen herinneringen meer" in Client().post(link).text
