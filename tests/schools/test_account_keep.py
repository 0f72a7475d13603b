"""/account/verwijderen/toch-niet/: changing one's mind, from any page and without more proof."""

import pytest
from django.test import Client
from django.utils.timezone import localdate

from schools import account_closing
from schools.models import User

pytestmark = pytest.mark.django_db
ADDRESS = "/account/verwijderen/toch-niet/"


def test_the_account_stays(cast, as_user):
    User.objects.filter(pk=cast.joost.user_id).update(erase_on=localdate())
    client = as_user(cast.joost.user)
    response = client.post(ADDRESS, follow=True)
    assert response.redirect_chain == [("/account/", 302)]
    assert "Je account blijft." in response.text
    assert "Je account wordt op" not in response.text
    assert account_closing.erase_due(localdate()).erased == 0
    assert User.objects.filter(pk=cast.joost.user_id).exists()


def test_it_is_ones_own_and_twice_does_no_harm(cast, as_user):
    User.objects.update(erase_on=localdate())
    client = as_user(cast.joost.user)
    for _ in range(2):
        assert client.post(ADDRESS).status_code == 302
    assert User.objects.filter(erase_on=None).get() == cast.joost.user


def test_only_a_form_does_it(cast, as_user):
    assert as_user(cast.joost.user).get(ADDRESS).status_code == 405
    assert "/account/login/" in Client().post(ADDRESS)["Location"]
