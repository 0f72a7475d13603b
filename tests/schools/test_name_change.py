"""/account/name/: one's own name."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from schools.models import JournalEntry
from tests.world import Cast, MembershipFactory

ADDRESS = "/account/name/"
Sign = Callable[..., Client]


def test_a_new_name_is_kept_and_shown(cast: Cast, as_user: Sign) -> None:
    client = as_user(cast.joost.user)
    assert 'value="Joost van Dijk"' in client.get(ADDRESS).text
    response = client.post(ADDRESS, {"name": "  Joost   de Wit\n"}, follow=True)
    assert response.redirect_chain == [("/account/", 302)]
    assert "Je naam is gewijzigd." in response.text
    cast.joost.user.refresh_from_db()
    assert cast.joost.user.name == "Joost de Wit"


@pytest.mark.parametrize(("name", "sentence"), [("   ", "Vul dit nog in."), ("a" * 121, "Deze naam is te lang.")])
def test_a_name_that_can_not_be_is_refused(cast: Cast, as_user: Sign, name: str, sentence: str) -> None:
    response = as_user(cast.joost.user).post(ADDRESS, {"name": name})
    assert response.status_code == 422
    assert sentence in response.text
    assert name.strip() in response.text
    cast.joost.user.refresh_from_db()
    assert cast.joost.user.name == "Joost van Dijk"


def test_nothing_else_changes_and_nobody_else(cast: Cast, as_user: Sign) -> None:
    extra = {"name": "Joost", "email": "x@x.example", "is_staff": "on", "id": cast.bram.user.pk}
    as_user(cast.joost.user).post(ADDRESS, extra)
    for user in (cast.joost.user, cast.bram.user):
        user.refresh_from_db()
    assert (cast.joost.user.email, cast.joost.user.is_staff) == ("leerkracht@vijver.example", False)
    assert cast.bram.user.name == "Bram Kuipers"


def test_a_name_is_written_as_text(cast: Cast, as_user: Sign) -> None:
    client = as_user(cast.joost.user)
    client.post(ADDRESS, {"name": "<b>Joost</b>"})
    assert "<b>Joost" not in client.get("/account/").text


def test_the_session_stays(cast: Cast, as_user: Sign) -> None:
    client = as_user(cast.joost.user)
    client.post(ADDRESS, {"name": "Joost"})
    assert client.get("/reflecties/").status_code == 200


def test_the_journal_follows_so_that_no_older_name_is_left_when_the_account_goes(cast: Cast, as_user: Sign) -> None:
    JournalEntry.write(cast.fatima, "member_changed", "Joost van Dijk, van leerkracht naar IB’er")
    as_user(cast.joost.user).post(ADDRESS, {"name": "Joost de Wit"})
    assert JournalEntry.objects.get().subject == "Joost de Wit, van leerkracht naar IB’er"


def test_lines_that_may_be_about_a_colleague_with_the_same_name_stay(cast: Cast, as_user: Sign) -> None:
    MembershipFactory(school=cast.joost.school, user__name="Joost van Dijk", left_at=timezone.now())
    JournalEntry.write(cast.fatima, "member_deactivated", "Joost van Dijk")
    as_user(cast.joost.user).post(ADDRESS, {"name": "Joost de Wit"})
    assert JournalEntry.objects.get().subject == "Joost van Dijk"
