"""/bestuur/<nummer>/: who sits on the board sees figures of the schools that said yes, and nothing else."""

import re

import pytest
from django.utils import timezone

from schools.models import Membership, School
from tests.world import (
    ActionFactory,
    BoardFactory,
    BoardMembershipFactory,
    BoardShareFactory,
    EvaluationFactory,
    GoalFactory,
    MembershipFactory,
    PriorityFactory,
    RoundFactory,
    SchoolFactory,
    TeamFactory,
    TeamViewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast, as_user):
    return as_user(cast.anneke.user)


@pytest.fixture
def address(cast):
    return f"/bestuur/{cast.anneke.board_id}/"


def main_of(page):
    return page.text[page.text.index("<main") : page.text.index("</main>")]


def schools_on(page):
    return re.findall(r"<h2>(.*?)</h2>", main_of(page))


def words_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", main_of(page)).split())


def test_a_school_that_said_yes_is_there_with_its_figures(client, cast, address):
    BoardShareFactory(school=cast.fatima.school, by=cast.fatima)
    GoalFactory(owner=cast.marieke)
    GoalFactory(owner=cast.fatima, team=TeamFactory(lead=cast.marieke))
    GoalFactory(owner=cast.marieke, achieved=True)
    GoalFactory(owner=cast.joost, own_class=True, shown=True)
    page = client.get(address)
    assert page.status_code == 200
    assert schools_on(page) == ["De Vijver"]
    assert "Doelen 2 lopen 1 behaald Terugkijken 3 komen nog Checklist Dit schooljaar nog niet" in words_of(page)
    assert "Dit is geen ranglijst" in page.text


def test_no_text_name_or_item_of_the_school_is_on_the_page(client, cast, address):
    school = cast.fatima.school
    BoardShareFactory(school=school, by=cast.fatima)
    texts = {name: f"EGELKUIL {name}" for name in ("aim", "success", "monitoring", "upkeep", "participation")}
    goal = GoalFactory(owner=cast.marieke, item_text="EGELKUIL", **texts)
    EvaluationFactory(goal=goal, held=True, seen="EGELKUIL", worked="EGELKUIL")
    ActionFactory(goal=goal, text="EGELKUIL")
    round_ = RoundFactory(school=school, name="EGELKUIL", agreed=True)
    TeamViewFactory(round=round_)
    PriorityFactory(round=round_)
    TeamFactory(lead=cast.marieke, name="EGELKUIL")
    page = client.get(address)
    assert schools_on(page) == ["De Vijver"]
    assert "EGELKUIL" not in page.text
    assert school.code not in page.text
    for member in (cast.marieke, cast.joost, cast.fatima):
        assert member.user.name not in page.text
        assert member.user.email not in page.text
    assert not any(item.text in page.text for item in round_.items)


def test_a_school_that_did_not_say_yes_is_not_even_named(client, cast, address):
    page = client.get(address)
    assert page.status_code == 200
    assert "De Vijver" not in page.text
    assert "Nog niets om te zien" in page.text
    SchoolFactory(board=cast.anneke.board, name="De Reiger")
    BoardShareFactory(school=cast.fatima.school)
    page = client.get(address)
    assert schools_on(page) == ["De Vijver"]
    assert "De Reiger" not in page.text
    assert not re.search(r"\d+ (van de|scholen)", words_of(page))  # no count to take the names from


def test_a_board_without_schools_finds_a_kind_page(as_user):
    seat = BoardMembershipFactory()
    page = as_user(seat.user).get(f"/bestuur/{seat.board_id}/")
    assert page.status_code == 200
    assert "Nog niets om te zien" in page.text


def test_switching_off_has_effect_at_once(client, cast, address):
    share = BoardShareFactory(school=cast.fatima.school)
    assert schools_on(client.get(address)) == ["De Vijver"]
    share.ended_at = timezone.now()
    share.save()
    assert "De Vijver" not in client.get(address).text


@pytest.mark.parametrize("change", ["another board", "no board", "archived"])
def test_a_school_that_went_elsewhere_is_gone_even_where_its_leave_was_not_ended(client, cast, address, change):
    BoardShareFactory(school=cast.fatima.school)
    rows = School.objects.filter(pk=cast.fatima.school_id)
    facts = {
        "another board": {"board": cast.bram.school.board},
        "no board": {"board": None},
        "archived": {"archived_at": timezone.now()},
    }
    rows.update(**facts[change])
    assert "De Vijver" not in client.get(address).text


def test_schools_of_another_board_are_never_there(client, cast, address):
    BoardShareFactory(school=cast.bram.school)
    assert "Waterlicht" not in client.get(address).text
    assert client.get(f"/bestuur/{cast.bram.school.board_id}/").status_code == 404


@pytest.mark.parametrize("who", ["joost", "marieke", "fatima", "bram"])
def test_for_members_of_schools_the_board_does_not_exist(cast, address, as_user, who):
    BoardShareFactory(school=cast.fatima.school)
    page = as_user(getattr(cast, who).user).get(address)
    assert page.status_code == 404
    assert "Oever" not in page.text


def test_for_the_site_admin_it_does_not_exist_either(address, as_user):
    assert as_user(UserFactory(is_staff=True, is_superuser=True)).get(address).status_code == 404


def test_who_left_the_board_sees_nothing_from_that_moment(client, cast, address):
    assert client.get(address).status_code == 200
    cast.anneke.end()
    assert client.get(address).status_code == 404
    assert client.get("/bestuur/").status_code == 404


@pytest.mark.parametrize("number", ["0", "999999", str(2**63), "9" * 40])
def test_a_number_that_no_board_has_is_a_404(client, number):
    assert client.get(f"/bestuur/{number}/").status_code == 404


@pytest.mark.parametrize("query", ["?volgorde=doelen", "?sort=-running", "?o=2"])
def test_schools_stand_in_the_order_of_the_alphabet_whatever_is_asked(client, cast, address, query):
    for name in ("zonnebloem", "De Zwaan", "Aak"):
        school = SchoolFactory(board=cast.anneke.board, name=name)
        BoardShareFactory(school=school)
        GoalFactory.create_batch(len(name) % 4, owner=MembershipFactory(school=school))
    page = client.get(address + query)
    assert schools_on(page) == ["Aak", "De Zwaan", "zonnebloem"]
    assert "?" not in "".join(re.findall(r'href="([^"]*)"', main_of(page)))
    assert "<table" not in page.text


def test_two_schools_with_one_name_are_told_apart_by_their_place(client, cast, address):
    for place in ("Zeist", "Almelo"):
        BoardShareFactory(school=SchoolFactory(board=cast.anneke.board, name="De Brug", place=place))
    words = words_of(client.get(address))
    assert words.index("De Brug Almelo") < words.index("De Brug Zeist")


def test_who_sits_on_two_boards_goes_from_one_to_the_other_and_sees_them_apart(client, cast, address):
    other = BoardMembershipFactory(user=cast.anneke.user, board=cast.bram.school.board)
    BoardShareFactory(school=cast.fatima.school)
    BoardShareFactory(school=cast.bram.school)
    page = client.get(address)
    assert f'href="/bestuur/{other.board_id}/"' in page.text
    assert schools_on(page) == ["De Vijver"]
    assert schools_on(client.get(f"/bestuur/{other.board_id}/")) == ["Het Waterlicht"]


def test_who_teaches_at_a_school_of_the_board_is_a_member_there_and_no_more(cast, as_user, address):
    BoardMembershipFactory(user=cast.joost.user, board=cast.anneke.board)
    client = as_user(cast.joost.user)
    assert client.get(address).status_code == 200
    assert client.get(f"/school/{cast.joost.school.code}/leden/").status_code == 403


def test_a_seat_opens_no_school(client, cast):
    assert not Membership.objects.for_user(cast.anneke.user).exists()
    for page in ("", "doelen/", "checklist/", "agenda/", "bestuur/", "leden/"):
        assert client.get(f"/school/{cast.fatima.school.code}/{page}").status_code == 404


def test_an_address_that_a_page_needs_is_in_no_cache_and_asks_to_sign_in(client, address, db):
    assert "no-store" in client.get(address)["Cache-Control"]
    client.logout()
    assert client.get(address)["Location"].startswith("/account/login/")


def test_one_school_and_fifty_take_the_same_number_of_queries(client, cast, address, count_queries):
    def add(number):
        for _ in range(number):
            school = SchoolFactory(board=cast.anneke.board)
            BoardShareFactory(school=school)
            goal = GoalFactory(owner=MembershipFactory(school=school))
            EvaluationFactory(goal=goal, held=True)
            RoundFactory(school=school, closed=True)

    add(1)
    few = count_queries(client, address)
    add(49)
    assert len(schools_on(client.get(address))) == 50
    assert count_queries(client, address) == few
    assert few <= 15


def test_the_page_of_today_leads_who_sits_on_a_board_there(client, cast, address):
    page = client.get("/vandaag/")
    assert 'href="/bestuur/"' in main_of(page)
    assert "Geen school" not in page.text
    assert page.text.count('href="/bestuur/"') == 3  # in the menu, in one's own menu, and on the page
    assert client.get("/bestuur/")["Location"] == address


def test_a_member_who_sits_on_a_board_finds_it_in_their_own_menu(cast, as_user):
    BoardMembershipFactory(user=cast.joost.user, board=BoardFactory())
    client = as_user(cast.joost.user)
    assert client.get(f"/school/{cast.joost.school.code}/doelen/").text.count('href="/bestuur/"') == 1


def test_for_everyone_else_the_menu_says_nothing_of_it_and_costs_nothing(cast, as_user, count_queries):
    client, page = as_user(cast.joost.user), f"/school/{cast.joost.school.code}/doelen/"
    assert 'href="/bestuur/"' not in client.get("/vandaag/").text + client.get(page).text
    before = count_queries(client, page)
    BoardMembershipFactory(user=cast.joost.user, board=BoardFactory())
    assert count_queries(client, page) == before
