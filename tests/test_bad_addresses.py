"""An address or a form that makes no sense is a 404 or a sentence, never a 500."""

import pytest
from django.test import Client
from django.urls import reverse

from handreiking.checks import walk_urls
from tests.fuzzing import addresses_of, admin_addresses, failures, targets_of
from tests.one_world import in_one_world
from tests.schools.looking import looking
from tests.world import PASSWORD, UserFactory, url_kwargs

pytestmark = pytest.mark.django_db
ROUTES = [(name, pattern, arguments) for name, pattern, arguments in walk_urls()]
WITH_NUMBER = [
    pytest.param(name, arguments, argument, id=f"{name}-{argument}")
    for name, pattern, arguments in ROUTES
    for argument in arguments
    if argument.endswith("_id")
]


@in_one_world
@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
@pytest.mark.parametrize(("name", "arguments", "argument"), WITH_NUMBER)
def test_a_number_that_nothing_has_is_a_404(name, arguments, argument, number, ours, as_user):
    address = reverse(name, kwargs=url_kwargs(name, arguments, ours.kwargs | {argument: number}))
    client = as_user(ours.member.user)
    assert client.get(address).status_code in {404, 405}
    assert client.post(address, {}).status_code == 404


@pytest.mark.parametrize("query", ["pagina=0", "pagina=9999999999999", "pagina=%00", "pagina=a&pagina=b"])
def test_a_page_number_that_makes_no_sense_is_a_404(query, ours, as_user):
    assert as_user(ours.member.user).get(f"/reflecties/?{query}").status_code == 404


@pytest.fixture
def quick_passwords(settings):
    """Make a password cost nothing: many are tried."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def signed_in(user):
    """Return a client of who signed in by the form just now, so that no page asks for the password again."""
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    assert client.post("/account/login/", {"login": user.email, "password": PASSWORD}).status_code == 302
    return client


@pytest.mark.parametrize("role", ["principal", "coordinator"])
def test_no_page_of_a_member_falls_over_or_keeps_a_half_whatever_is_sent(role, ours, quick_passwords):
    ours.member.role, ours.member.is_admin = role, role == "principal"
    ours.member.save()
    client = signed_in(ours.member.user)
    addresses = [one for one in addresses_of(ours) if role == "principal" or one.startswith("/school/")]
    found = failures(client, targets_of(client, addresses), examples={"principal": 2}.get(role, 1))
    assert not found, "\n".join(found)


def test_no_page_of_a_site_admin_falls_over_or_keeps_a_half_whatever_is_sent(ours):
    client = looking(UserFactory(is_staff=True, is_superuser=True))
    found = failures(client, targets_of(client, admin_addresses(ours.rows)))
    assert not found, "\n".join(found)


def test_no_page_of_a_visitor_falls_over_or_keeps_a_half_whatever_is_sent(ours, quick_passwords):
    client = Client()
    addresses = [one for one in addresses_of(ours) if not one.startswith(("/school/", "/reflecties/"))]
    found = failures(client, targets_of(client, [*addresses, "/beheer/login/"]))
    assert not found, "\n".join(found)
