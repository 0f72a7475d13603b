"""In /beheer/ a site admin says who sits on a board; what a school shares is not theirs to say."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.management import call_command

from schools.models import BoardMembership, BoardShare, User
from tests.schools.looking import looking
from tests.world import BoardFactory, BoardMembershipFactory, BoardShareFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/beheer/schools/boardmembership/"


@pytest.fixture
def site_admin(db, capsys):
    """Return who has the rights of the group, and no more."""
    call_command("make_site_admin", "beheer@site.example", name="Beheerder")
    assert Group.objects.get().permissions.filter(codename__endswith="_boardmembership").count() == 3
    return User.objects.get(email="beheer@site.example")


@pytest.fixture
def client(site_admin):
    return looking(site_admin)


def test_an_account_gets_a_seat_and_sees_the_page_of_the_board(client, as_user):
    user, board = UserFactory(), BoardFactory()
    assert "code per mail" in client.get(f"{LIST}add/").text
    assert client.post(f"{LIST}add/", {"account": user.email, "board": board.pk}).status_code == 302
    seat = BoardMembership.objects.get()
    assert (seat.user, seat.board, seat.ended_at) == (user, board, None)
    assert as_user(user).get(f"/bestuur/{board.pk}/").status_code == 200
    assert user.email in client.get(LIST).text
    assert board.name in client.get(f"/beheer/schools/user/{user.pk}/change/").text


def test_nobody_sits_twice_on_one_board(client):
    seat = BoardMembershipFactory()
    page = client.post(f"{LIST}add/", {"account": seat.user.email, "board": seat.board_id})
    assert "Deze persoon hoort al bij dit bestuur." in page.text
    assert BoardMembership.objects.count() == 1
    seat.end()
    assert client.post(f"{LIST}add/", {"account": seat.user.email, "board": seat.board_id}).status_code == 302
    assert BoardMembership.objects.present().count() == 1


def test_ending_a_seat_works_at_once_and_what_is_over_is_only_to_look_at(client, as_user):
    seat = BoardMembershipFactory()
    page = f"{LIST}{seat.pk}/change/"
    assert client.post(page, {}).status_code == 302
    assert as_user(seat.user).get(f"/bestuur/{seat.board_id}/").status_code == 200
    assert client.post(page, {"ends": "on"}).status_code == 302
    assert as_user(seat.user).get(f"/bestuur/{seat.board_id}/").status_code == 404
    assert 'name="ends"' not in client.get(page).text
    assert client.post(page, {"ends": "on"}).status_code == 403


def test_a_seat_keeps_its_person_and_its_board(client):
    seat = BoardMembershipFactory()
    client.post(f"{LIST}{seat.pk}/change/", {"user": UserFactory().pk, "board": BoardFactory().pk})
    again = BoardMembership.objects.get()
    assert (again.user_id, again.board_id) == (seat.user_id, seat.board_id)


def test_nobody_but_a_site_admin_gives_seats(cast, as_user):
    for who in (cast.fatima.user, cast.anneke.user):
        assert as_user(who).get(f"{LIST}add/")["Location"].startswith("/beheer/login/")


def test_the_leave_of_a_school_is_nowhere_in_the_admin(client, cast):
    BoardShareFactory(school=cast.fatima.school)
    assert BoardShare not in admin.site._registry
    assert (
        "keren delen met het bestuur: 1" in client.get(f"/beheer/schools/school/{cast.fatima.school_id}/change/").text
    )


def test_a_board_shows_how_many_people_and_schools_it_has(client, cast):
    BoardMembershipFactory(board=cast.anneke.board)
    BoardMembershipFactory(board=cast.anneke.board, over=True)
    page = client.get("/beheer/schools/board/?q=Oever").text
    assert '<td class="field-school_count">1</td><td class="field-people">2</td>' in page


def test_an_account_that_sits_on_a_board_can_be_removed(client):
    seat = BoardMembershipFactory()
    page = client.get(f"/beheer/schools/user/{seat.user_id}/delete/")
    assert "bestuursleden: 1" in page.text.lower()
    client.post(f"/beheer/schools/user/{seat.user_id}/delete/", {"post": "yes"})
    assert not User.objects.filter(pk=seat.user_id).exists()
    assert not BoardMembership.objects.exists()
