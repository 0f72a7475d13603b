"""A handvat that is done with the team leads to the place on the site where the team does it."""

import pytest

from tests.world import UserFactory

pytestmark = pytest.mark.django_db
PAGES = [
    ("vul-de-checklist-in", "checklist/", "Naar de checklist van je school"),
    ("op-de-teamagenda", "doelen/", "Naar de doelen van je school"),
]


@pytest.mark.parametrize(("slug", "place", "words"), PAGES)
def test_a_member_goes_straight_to_the_own_school(cast, as_user, slug, place, words):
    page = as_user(cast.joost.user).get(f"/handvatten/{slug}/").text
    assert f'href="/school/{cast.joost.school.code}/{place}"' in page
    assert words in page


@pytest.mark.parametrize(("slug", "place", "words"), PAGES)
def test_a_visitor_is_asked_to_sign_in_and_someone_without_a_school_is_not_sent_anywhere(
    client, as_user, slug, place, words
):
    assert "Log in om dit met je team te doen" in client.get(f"/handvatten/{slug}/").text
    assert words not in as_user(UserFactory()).get(f"/handvatten/{slug}/").text
