"""/.well-known/security.txt: whom to tell of a weakness (RFC 9116), as the settings say; absent where they say nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.checks import run_checks
from django.utils import timezone

from handreiking.security_contact import read_contact

ADDRESS = "/.well-known/security.txt"


def today() -> date:
    return timezone.now().date()


@pytest.fixture
def configured(settings):
    settings.SECURITY_CONTACT = "mailto:security@handreiking.example"
    settings.SECURITY_EXPIRES = today() + timedelta(days=200)
    settings.SITE_URL = "https://handreiking.example"
    return settings


@pytest.fixture
def nothing_configured(settings):
    settings.SECURITY_CONTACT, settings.SECURITY_EXPIRES = read_contact("", "")


def test_without_settings_the_address_is_not_there(client, nothing_configured):
    assert client.get(ADDRESS).status_code == 404


def test_the_file_says_whom_to_tell_and_until_when(client, configured):
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert fields == {
        "Contact": "mailto:security@handreiking.example",
        "Expires": f"{configured.SECURITY_EXPIRES.isoformat()}T23:59:59Z",
        "Preferred-Languages": "nl, en",
        "Canonical": "https://handreiking.example/.well-known/security.txt",
    }
    assert datetime.fromisoformat(fields["Expires"]) > datetime.now(UTC)
    assert not response.cookies


def test_on_its_last_day_it_is_there_and_the_day_after_it_is_not(client, configured):
    configured.SECURITY_EXPIRES = today()
    assert client.get(ADDRESS).status_code == 200
    configured.SECURITY_EXPIRES = today() - timedelta(days=1)
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize(("days", "warned"), [(-1, True), (10, True), (30, True), (31, False), (300, False)])
def test_the_operator_is_warned_a_month_before(days, warned, configured):
    configured.SECURITY_EXPIRES = today() + timedelta(days=days)
    found = [message.id for message in run_checks(tags=["security"], include_deployment_checks=True)]
    assert ("handreiking.W001" in found) == warned


def test_nothing_configured_warns_nobody(nothing_configured):
    found = [message.id for message in run_checks(tags=["security"], include_deployment_checks=True)]
    assert "handreiking.W001" not in found


def test_the_two_settings_are_read_together():
    assert read_contact("", "") == ("", None)
    assert read_contact("https://x.example/lek", "2027-06-30") == ("https://x.example/lek", date(2027, 6, 30))


@pytest.mark.parametrize(
    ("contact", "expires"),
    [
        ("mailto:a@b.example", ""),
        ("", "2027-06-30"),
        ("a@b.example", "2027-06-30"),
        ("http://b.example", "2027-06-30"),
        ("mailto:a@b.example\nContact: mailto:c@d.example", "2027-06-30"),
        ("mailto:a@b.example", "volgend jaar"),
        ("mailto:a@b.example", "2027-02-30"),
    ],
)
def test_a_mistake_stops_the_site_with_a_sentence(contact, expires):
    with pytest.raises(SystemExit, match="SECURITY_"):
        read_contact(contact, expires)
