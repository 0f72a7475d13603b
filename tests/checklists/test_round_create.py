"""/school/<code>/checklist/nieuw/: prepare a round, or open it at once."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.timezone import make_aware

from checklists.models import Round
from schools.models import JournalEntry
from tests.world import HolidayFactory, MembershipFactory, RoundFactory, TeamFactory

pytestmark = pytest.mark.django_db
START = {"name": "Najaar", "depth": "kern", "way": "together", "open": "1"}
ALONE = {"name": "Najaar", "depth": "kern", "way": "alone"}
TUESDAY, FRIDAY = date(2026, 11, 10), date(2026, 11, 13)


@pytest.mark.parametrize(("depth", "items"), [("kern", 12), ("full", 40)])
def test_a_coordinator_opens_a_round_of_the_schools_own_edition(cast, as_user, depth, items):
    code = cast.marieke.school.code
    response = as_user(cast.marieke.user).post(f"/school/{code}/checklist/nieuw/", START | {"depth": depth})
    round_ = Round.objects.visible_to(cast.marieke).get()
    assert response["Location"] == f"/school/{code}/checklist/{round_.pk}/beleid/"
    assert round_.edition_key == "po-1.0"
    assert len(round_.items) == items


def test_a_vo_school_gets_42_items(cast, as_user):
    cast.bram.role = "coordinator"
    cast.bram.save()
    code = cast.bram.school.code
    as_user(cast.bram.user).post(f"/school/{code}/checklist/nieuw/", START | {"depth": "full"})
    assert len(Round.objects.visible_to(cast.bram).get().items) == 42


def test_a_second_open_round_is_refused_with_a_sentence_and_by_the_database(cast, as_user):
    RoundFactory(school=cast.marieke.school, closed_at=None)
    address = f"/school/{cast.marieke.school.code}/checklist/nieuw/"
    response = as_user(cast.marieke.user).post(address, START)
    assert response.status_code == 422
    assert "Er is al een afname open" in response.text
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundFactory(school=cast.marieke.school, closed_at=None)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"name": ""}, "Geef de afname een naam"),
        ({"depth": ""}, "Kies hoeveel punten jullie invullen."),
        ({"depth": "alles"}, "Kies kern of volledig."),
        ({"way": "zwijgend"}, "Kies samen, of eerst ieder voor zich."),
        ({"name": "x" * 81}, "Deze naam is te lang"),
        ({"invitation": "x" * 1001}, "Dit is te lang"),
        ({"team": "999999"}, "Kies een team van deze school"),
    ],
)
def test_nonsense_is_refused(cast, as_user, data, sentence):
    address = f"/school/{cast.marieke.school.code}/checklist/nieuw/"
    response = as_user(cast.marieke.user).post(address, START | data)
    assert response.status_code == 422
    assert sentence in response.text
    assert not Round.objects.exists()


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
    response = client.post(address, START | {"depth": "full", "edition": key})
    round_ = Round.objects.visible_to(cast.marieke).get()
    assert (round_.edition_key, len(round_.items)) == (key, items)
    first = round_.items[0].code
    assert client.post(response["Location"], {first: "1"}).status_code == 302
    assert round_.team_views.get().item_code == first


@pytest.mark.parametrize("edition", ["", "mbo-1.0", "po-0.1"])
def test_a_school_for_both_has_to_choose_a_list_that_there_is(cast, as_user, edition):
    address = for_both(cast.marieke)
    response = as_user(cast.marieke.user).post(address, START | {"edition": edition})
    assert response.status_code == 422
    assert 'id="id_edition-fout"' in response.text
    assert 'value="Najaar"' in response.text
    assert not Round.objects.exists()


def test_a_school_for_one_sector_is_asked_nothing_and_cannot_take_the_other_list(cast, as_user):
    address = f"/school/{cast.marieke.school.code}/checklist/nieuw/"
    client = as_user(cast.marieke.user)
    assert "Welke lijst?" not in client.get(address).text
    client.post(address, START | {"edition": "vo-1.0"})
    assert Round.objects.visible_to(cast.marieke).get().edition_key == "po-1.0"


# ---- a draft ----------------------------------------------------------------------------


@pytest.fixture
def address(cast):
    MembershipFactory.create_batch(3, school=cast.marieke.school)
    return f"/school/{cast.marieke.school.code}/checklist/nieuw/"


@pytest.fixture
def tuesday(monkeypatch):
    """It is Tuesday 10 November 2026, in the afternoon."""
    moment = make_aware(datetime.combine(TUESDAY, time(14)))
    monkeypatch.setattr(timezone, "now", lambda: moment)


def days(opens_on, closes_on):
    return {"opens_on": opens_on.isoformat(), "closes_on": closes_on.isoformat()}


def test_a_draft_keeps_all_that_was_chosen_and_is_seen_by_nobody_else(cast, as_user, address, tuesday):
    team = TeamFactory(lead=cast.marieke)
    team.members.add(*cast.marieke.school.memberships.all())
    own = {
        "punt-TOTAL_FORMS": "2",
        "punt-INITIAL_FORMS": "1",
        "punt-0-text": " Wij  eten samen. ",
        "punt-0-pillar": "beleid",
    }
    data = ALONE | days(FRIDAY, FRIDAY + timedelta(days=7)) | own | {"team": team.pk, "invitation": "Doe je mee?"}
    response = as_user(cast.marieke.user).post(address, data)
    round_ = Round.objects.visible_to(cast.marieke).get()
    assert response["Location"] == f"/school/{cast.marieke.school.code}/checklist/{round_.pk}/"
    assert (round_.opened_at, round_.team, round_.way, round_.invitation) == (None, team, "alone", "Doe je mee?")
    assert (round_.opens_on, round_.closes_on) == (FRIDAY, FRIDAY + timedelta(days=7))
    assert round_.own_items == [{"code": "EIGEN-1", "pillar": "beleid", "text": "Wij eten samen."}]
    assert round_.made_by == cast.marieke
    assert len(round_.items) == 13
    assert JournalEntry.objects.get().deed == "round_made"
    assert not Round.objects.visible_to(cast.joost).exists()


def test_a_round_for_each_alone_that_is_opened_at_once_goes_to_its_page(cast, as_user, address, tuesday):
    client = as_user(cast.marieke.user)
    response = client.post(address, ALONE | {"closes_on": FRIDAY.isoformat(), "open": "1"})
    round_ = Round.objects.visible_to(cast.marieke).get()
    assert response["Location"] == f"/school/{cast.marieke.school.code}/checklist/{round_.pk}/"
    assert round_.is_open
    assert round_.participations.count() == 6


def test_a_round_that_is_filled_in_together_has_no_last_day(cast, as_user, address, tuesday):
    as_user(cast.marieke.user).post(address, START | {"open": "", "closes_on": FRIDAY.isoformat()})
    assert Round.objects.get().closes_on is None


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "sentence"),
    [
        (FRIDAY, TUESDAY + timedelta(days=1), "De laatste dag ligt vóór de eerste."),
        (TUESDAY - timedelta(days=1), FRIDAY, "Deze dag is al geweest."),
        (TUESDAY, TUESDAY - timedelta(days=1), "Deze dag is al geweest."),
        (TUESDAY, date(2028, 8, 1), "Deze dag ligt te ver weg."),
        (TUESDAY, date(2026, 11, 14), "Deze dag valt in het weekend. Kies een schooldag, bijvoorbeeld maandag 16"),
        (date(2026, 11, 24), date(2026, 12, 4), "Deze dag valt in de herfstvakantie."),
        (TUESDAY, date(2026, 11, 25), "bijvoorbeeld maandag 30 november"),
    ],
)
def test_a_day_that_can_not_be_is_refused(cast, as_user, address, tuesday, opens_on, closes_on, sentence):
    HolidayFactory(school=cast.marieke.school, starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 27))
    response = as_user(cast.marieke.user).post(address, ALONE | days(opens_on, closes_on))
    assert response.status_code == 422
    assert sentence in response.text
    assert f'value="{closes_on.isoformat()}"' in response.text
    assert not Round.objects.exists()


@pytest.mark.parametrize("data", [{"opens_on": FRIDAY.isoformat()}, {"open": "1"}])
def test_answering_alone_needs_a_last_day(cast, as_user, address, tuesday, data):
    response = as_user(cast.marieke.user).post(address, ALONE | data)
    assert response.status_code == 422
    assert "Kies tot en met welke dag iedereen kan invullen." in response.text


@pytest.mark.parametrize("people", [1, 4])
def test_a_group_of_fewer_than_five_can_not_answer_alone(cast, as_user, address, tuesday, people):
    team = TeamFactory(lead=cast.marieke)
    team.members.add(*cast.marieke.school.memberships.all()[:people])
    client = as_user(cast.marieke.user)
    response = client.post(address, ALONE | {"team": team.pk})
    assert response.status_code == 422
    assert f"Jullie zijn met {people}, en pas vanaf vijf antwoorden" in response.text
    assert client.post(address, START | {"team": team.pk, "open": ""}).status_code == 302


def test_a_school_of_four_can_not_either(cast, as_user, tuesday):
    MembershipFactory(school=cast.marieke.school, left_at=timezone.now())
    MembershipFactory(school=cast.marieke.school)
    address = f"/school/{cast.marieke.school.code}/checklist/nieuw/"
    assert "Jullie zijn met 4" in as_user(cast.marieke.user).post(address, ALONE).text


@pytest.mark.parametrize("which", ["another school's", "ended"])
def test_a_team_that_is_not_there_is_refused(cast, as_user, address, which):
    team = TeamFactory(lead=cast.bram if which == "another school's" else cast.marieke)
    if which == "ended":
        team.end(cast.marieke)
    page = as_user(cast.marieke.user).post(address, START | {"team": team.pk})
    assert page.status_code == 422
    assert "Kies een team van deze school" in page.text
    assert team.name not in as_user(cast.marieke.user).get(address).text


def test_a_round_of_a_team_may_be_open_beside_one_of_the_school_but_not_two_of_the_team(cast, as_user, address):
    RoundFactory(school=cast.marieke.school)
    team = TeamFactory(lead=cast.marieke)
    client = as_user(cast.marieke.user)
    assert client.post(address, START | {"team": team.pk}).status_code == 302
    response = client.post(address, START | {"team": team.pk})
    assert "Er is al een afname open voor dit team." in response.text
    assert Round.objects.filter(team=team).count() == 1


# ---- own items --------------------------------------------------------------------------


def rows(*given):
    data = {"punt-TOTAL_FORMS": str(len(given)), "punt-INITIAL_FORMS": "0"}
    for number, (text, pillar) in enumerate(given):
        data |= {f"punt-{number}-text": text, f"punt-{number}-pillar": pillar}
    return data


def test_a_button_adds_a_row_and_another_takes_one_away_without_losing_what_was_typed(cast, as_user, address):
    client = as_user(cast.marieke.user)
    data = ALONE | {"name": "", "invitation": "Half af"} | rows(("Eerste", "beleid"), ("Tweede", ""))
    page = client.post(address, data | {"meer": "1"})
    assert page.status_code == 200
    assert 'name="punt-2-text"' in page.text
    assert all(word in page.text for word in ("Half af", 'value="Eerste"', 'value="Tweede"'))
    assert "Geef de afname een naam" not in page.text
    page = client.post(address, data | {"weg": "0"})
    assert 'value="Eerste"' not in page.text
    assert 'name="punt-0-text" value="Tweede"' in page.text
    assert not Round.objects.exists()


@pytest.mark.parametrize("row", ["99", "-1", "x", "9" * 30])
def test_a_row_that_is_not_there_is_taken_away_without_a_fault(cast, as_user, address, row):
    assert as_user(cast.marieke.user).post(address, ALONE | {"weg": row}).status_code in {200, 302}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([("Wij eten samen.", "")], "Kies bij welke pijler dit punt hoort."),
        ([("", "beleid")], "Schrijf dit punt op, of haal de rij weg."),
        ([("x" * 251, "beleid")], "Dit is te lang: het mag 250 tekens zijn en het zijn er 251."),
        ([("Wij eten samen.", "kelder")], "Kies een van de vier pijlers."),
        ([(f"Punt {number}", "beleid") for number in range(11)], "Tien eigen punten is het meeste dat past."),
    ],
)
def test_an_own_item_that_can_not_be_is_refused_and_stays_on_the_page(cast, as_user, address, given, sentence):
    response = as_user(cast.marieke.user).post(address, START | {"open": ""} | rows(*given))
    assert response.status_code == 422
    assert sentence in response.text
    assert given[0][0] in response.text
    assert not Round.objects.exists()


def test_ten_own_items_fit_and_empty_rows_do_not_count(cast, as_user, address):
    given = [(f"Punt {number}", "signaleren") for number in range(9)]
    as_user(cast.marieke.user).post(address, START | rows(*given, ("", ""), ("Laatste", "beleid")))
    round_ = Round.objects.get()
    assert [own["code"] for own in round_.own_items] == [f"EIGEN-{number}" for number in range(1, 11)]
    assert len(round_.items) == 22
