"""/school/<code>/checklist/nieuw/: open a round."""

import pytest
from django.db import IntegrityError, transaction

from checklists.models import Round
from tests.world import RoundFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("depth", "items"), [("kern", 12), ("full", 40)])
def test_a_coordinator_opens_a_round_of_the_schools_own_edition(cast, as_user, depth, items):
    code = cast.marieke.school.code
    response = as_user(cast.marieke.user).post(f"/school/{code}/checklist/nieuw/", {"name": "Najaar", "depth": depth})
    round_ = Round.objects.visible_to(cast.marieke).get()
    assert response["Location"] == f"/school/{code}/checklist/{round_.pk}/beleid/"
    assert round_.edition_key == "po-1.0"
    assert len(round_.items) == items


def test_a_vo_school_gets_42_items(cast, as_user):
    cast.bram.role = "coordinator"
    cast.bram.save()
    code = cast.bram.school.code
    as_user(cast.bram.user).post(f"/school/{code}/checklist/nieuw/", {"name": "Najaar", "depth": "full"})
    assert len(Round.objects.visible_to(cast.bram).get().items) == 42


def test_a_second_open_round_is_refused_with_a_sentence_and_by_the_database(cast, as_user):
    RoundFactory(school=cast.marieke.school, closed_at=None)
    address = f"/school/{cast.marieke.school.code}/checklist/nieuw/"
    response = as_user(cast.marieke.user).post(address, {"name": "Nog een", "depth": "kern"})
    assert response.status_code == 422
    assert "Er is al een afname open." in response.text
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundFactory(school=cast.marieke.school, closed_at=None)


@pytest.mark.parametrize(
    "data", [{"name": "", "depth": "kern"}, {"name": "x"}, {"name": "x", "depth": "alles"}, {"name": "x" * 81}]
)
def test_nonsense_is_refused(cast, as_user, data):
    address = f"/school/{cast.marieke.school.code}/checklist/nieuw/"
    assert as_user(cast.marieke.user).post(address, data).status_code == 422


def test_a_teacher_may_not(cast, as_user):
    assert as_user(cast.joost.user).get(f"/school/{cast.joost.school.code}/checklist/nieuw/").status_code == 403


# ---- a school for po and vo -------------------------------------------------------------


def for_both(member):
    """Make the member's school one for po and vo; return the address of a new round."""
    member.school.sector = "both"
    member.school.save()
    return f"/school/{member.school.code}/checklist/nieuw/"


@pytest.mark.parametrize(("key", "items"), [("po-1.0", 40), ("vo-1.0", 42)])
def test_a_school_for_both_chooses_a_list_and_fills_it_in_to_the_end(cast, as_user, key, items):
    client, address = as_user(cast.marieke.user), for_both(cast.marieke)
    page = client.get(address).text
    assert "Welke lijst?" in page
    assert "40 of 42 punten" in page
    assert "12 punten" in page
    response = client.post(address, {"name": "Najaar", "depth": "full", "edition": key})
    round_ = Round.objects.visible_to(cast.marieke).get()
    assert (round_.edition_key, len(round_.items)) == (key, items)
    first = round_.items[0].code
    assert client.post(response["Location"], {first: "1"}).status_code == 302
    assert round_.team_views.get().item_code == first


@pytest.mark.parametrize("edition", ["", "mbo-1.0", "po-0.1"])
def test_a_school_for_both_has_to_choose_a_list_that_there_is(cast, as_user, edition):
    address = for_both(cast.marieke)
    response = as_user(cast.marieke.user).post(address, {"name": "Najaar", "depth": "kern", "edition": edition})
    assert response.status_code == 422
    assert 'id="id_edition-fout"' in response.text
    assert 'value="Najaar"' in response.text
    assert not Round.objects.exists()


def test_a_school_for_one_sector_is_asked_nothing_and_cannot_take_the_other_list(cast, as_user):
    address = f"/school/{cast.marieke.school.code}/checklist/nieuw/"
    client = as_user(cast.marieke.user)
    assert "Welke lijst?" not in client.get(address).text
    client.post(address, {"name": "Najaar", "depth": "kern", "edition": "vo-1.0"})
    assert Round.objects.visible_to(cast.marieke).get().edition_key == "po-1.0"
