"""Stopping the weekly question with the link of a mail: one press, no signing in, and not by who only opens it."""

import pytest
from django.test import Client

from reflections.models import QuestionMail
from reflections.question_mail import stop_link
from tests.world import QuestionMailFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(cast):
    QuestionMailFactory(user=cast.joost.user)
    return f"/reflecties/per-mail/stop/{stop_link.token(cast.joost.user)}/"


def test_opening_the_link_changes_nothing_and_shows_one_button(link):
    page = Client().get(link)
    assert page.status_code == 200
    assert page.text.split("<main")[1].split("</main>")[0].count("<button") == 1
    assert "Joost" not in page.text
    assert QuestionMail.objects.exists()


@pytest.mark.parametrize("data", [{}, {"List-Unsubscribe": "One-Click"}])
def test_one_press_or_one_post_of_a_mail_program_stops_it_without_a_token_or_signing_in(link, data):
    page = Client(enforce_csrf_checks=True).post(link, data)
    assert page.status_code == 200  # RFC 8058 wants no redirect
    assert "Je krijgt geen vraag meer" in page.text
    assert "/reflecties/per-mail/" in page.text  # how to begin again
    assert not QuestionMail.objects.exists()


def test_stopping_twice_says_the_same(link):
    for _ in range(2):
        assert "Je krijgt geen vraag meer" in Client().post(link).text


def test_an_old_link_works_after_beginning_again(link, cast):
    Client().post(link)
    QuestionMailFactory(user=cast.joost.user)
    Client().post(link)
    assert not QuestionMail.objects.exists()


def test_nobody_stops_the_mail_of_another(link, cast):
    QuestionMailFactory(user=cast.marieke.user)
    Client().post(link)
    assert QuestionMail.objects.get().user == cast.marieke.user


@pytest.mark.parametrize(
    "change",
    [
        lambda link: link[:-2] + "x/",
        lambda link: link.replace("stop/", "stop/1"),
        lambda link: "/reflecties/per-mail/stop/zomaar/",
    ],
)
def test_a_link_that_we_did_not_make_stops_nothing_and_says_what_to_do(link, change):
    for method in ("get", "post"):
        page = getattr(Client(), method)(change(link))
        assert "Deze link werkt niet" in page.text
    assert QuestionMail.objects.exists()
