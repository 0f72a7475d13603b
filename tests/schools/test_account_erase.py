"""/account/verwijderen/: what goes and what stays, and asking for it; a week later the timer does it."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils.timezone import localdate

from schools import account_closing
from schools.models import Goal, Membership, User
from tests.world import GoalFactory, ReflectionFactory, UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/account/verwijderen/"


def run(*options):
    out = StringIO()
    call_command("erase_accounts", *options, stdout=out)
    return out.getvalue().strip()


def said(erased=0, waiting=0):
    return f"Erased: {erased}, waiting for a handover: {waiting}, failed: 0"


def test_someone_asks_for_it_and_hears_when_and_how_to_stop_it(cast, proven):
    client = proven(cast.joost.user)
    page = client.get(ADDRESS).text
    for text in ("Wat weggaat", "Wat blijft, zonder je naam", "De Vijver", "Verwijder mijn account"):
        assert text in page
    cast.joost.user.refresh_from_db()
    assert cast.joost.user.erase_on is None  # looking changes nothing
    response = client.post(ADDRESS, follow=True)
    assert response.redirect_chain == [(ADDRESS, 302)]
    cast.joost.user.refresh_from_db()
    assert cast.joost.user.erase_on == localdate() + timedelta(days=7)
    assert "Je account wordt verwijderd" in response.text
    assert "Verwijder mijn account" not in response.text
    sent = mail.outbox[-1]
    assert sent.to == [cast.joost.user.email]
    assert ADDRESS in sent.body
    assert "wordt op" in sent.subject


def test_where_the_mail_does_not_go_it_does_not_say_so(cast, proven, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    page = proven(cast.joost.user).post(ADDRESS, follow=True).text
    assert "We hebben je gemaild" not in page
    assert "De mail hierover ging niet weg." in page
    assert "Toch niet: houd mijn account" in page


def test_every_page_says_so_until_then_and_has_the_way_back(cast, proven):
    client = proven(cast.joost.user)
    client.post(ADDRESS)
    code = cast.joost.school.code
    for path in ("/vandaag/", "/", f"/school/{code}/doelen/", "/reflecties/"):
        page = client.get(path).text
        assert "Je account wordt op" in page
        assert "/account/verwijderen/toch-niet/" in page
    assert "Je account wordt op" not in Client().get("/").text


def test_asking_for_it_takes_a_fresh_proof(cast, as_user):
    client = as_user(cast.joost.user)
    assert "Verwijder mijn account" not in client.get(ADDRESS).text
    assert client.post(ADDRESS).status_code == 403
    cast.joost.user.refresh_from_db()
    assert cast.joost.user.erase_on is None
    assert "/account/login/" in Client().post(ADDRESS)["Location"]


def test_the_last_admin_is_led_to_handing_over(cast, proven):
    client = proven(cast.fatima.user)
    for response, status in ((client.get(ADDRESS), 200), (client.post(ADDRESS), 422)):
        assert response.status_code == status
        assert f"/school/{cast.fatima.school.code}/leden/overdragen/" in response.text
        assert "Verwijder mijn account" not in response.text
    cast.fatima.user.refresh_from_db()
    assert cast.fatima.user.erase_on is None


def test_who_owns_goals_that_run_is_led_to_giving_them_away(cast, proven):
    goal = GoalFactory(owner=cast.joost)
    client = proven(cast.joost.user)
    response = client.post(ADDRESS)
    assert response.status_code == 422
    leave = f"/school/{cast.joost.school.code}/vertrekken/"
    assert leave in response.text
    assert "Blijf je liever lid tot de laatste dag?" in response.text
    assert client.post(leave, {"successor": cast.marieke.pk}).status_code == 302
    assert client.post(ADDRESS).status_code == 302
    goal.refresh_from_db()
    assert goal.owner == cast.marieke


def test_the_only_superuser_is_told_so(proven):
    client = proven(UserFactory(is_superuser=True, is_staff=False))
    assert "Jij bent de enige die alles van deze site beheert." in client.get(ADDRESS).text


def test_the_timer_does_it_on_the_day_and_not_before(cast, proven):
    ReflectionFactory(author=cast.joost.user)
    proven(cast.joost.user).post(ADDRESS)
    assert run() == said()
    User.objects.filter(pk=cast.joost.user_id).update(erase_on=localdate())
    assert run("--dry-run") == said(1)
    assert User.objects.filter(pk=cast.joost.user_id).exists()
    email = cast.joost.user.email
    assert run() == said(1)
    assert not User.objects.filter(pk=cast.joost.user_id).exists()
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == ([email], "Je account is verwijderd")
    assert run() == said()  # again changes nothing


def test_what_came_in_the_way_meanwhile_is_mailed_and_tried_again_a_week_later(cast):
    User.objects.filter(pk=cast.joost.user_id).update(erase_on=localdate() - timedelta(days=1))
    GoalFactory(owner=cast.joost)
    assert run("--dry-run") == said(waiting=1)
    assert not mail.outbox
    assert run() == said(waiting=1)
    assert mail.outbox[-1].subject == "Je account kon nog niet weg"
    assert run() == said()
    assert len(mail.outbox) == 1  # one mail a week
    Goal.objects.update(owner=cast.marieke)
    assert account_closing.erase_due(localdate() + timedelta(days=7)).erased == 1


def test_one_that_can_not_go_does_not_hold_up_the_others(cast):
    User.objects.filter(pk__in=[cast.joost.user_id, cast.fatima.user_id]).update(erase_on=date(2026, 1, 1))
    assert run() == said(1, 1)
    assert Membership.objects.filter(pk=cast.fatima.pk).exists()


def test_a_mail_that_is_not_taken_does_not_stop_it(cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    User.objects.filter(pk=cast.joost.user_id).update(erase_on=localdate())
    assert run() == said(1)
