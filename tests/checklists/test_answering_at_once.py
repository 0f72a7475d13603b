"""Several people, windows and sheets of paper at the same moment: what is kept is whole, and never too much."""

from functools import partial

import pytest
from django.test import Client

from checklists.answering import answer, enter_paper, finish, take_back
from checklists.closing import close
from checklists.models import Answer
from tests.at_once import at_once
from tests.rounds import open_alone
from tests.world import SchoolFactory


@pytest.mark.django_db(transaction=True)
def test_of_one_person_in_two_windows_at_once_there_is_one_sheet_and_one_answer_per_item():
    for _ in range(3):
        round_ = open_alone(SchoolFactory(sector="po"), people=1)
        member = round_.participations.first().member
        deeds = [partial(post_answer, round_, member, stand) for stand in ("0", "1", "2", "3")]
        assert at_once(*deeds) == [200] * 4
        assert round_.sheets.count() == 1
        assert Answer.objects.filter(sheet__round=round_).count() == 1


def post_answer(round_, member, stand, code="PO-B1", **more):
    """Send a choice in a browser of its own."""
    client = Client(headers={"hx-request": "true"})
    client.force_login(member.user)
    address = f"/school/{round_.school.code}/checklist/{round_.pk}/invullen/beleid/"
    return client.post(address, {f"{code}-stand": stand, **more}).status_code


@pytest.mark.django_db(transaction=True)
def test_four_flags_at_once_leave_three():
    round_ = open_alone(SchoolFactory(sector="po"), people=1, depth="full")
    member = round_.participations.first().member
    codes = ["PO-B1", "PO-B2", "PO-B3", "PO-B4"]
    said = at_once(*[partial(post_answer, round_, member, "1", code, **{f"{code}-flag": "on"}) for code in codes])
    assert sorted(said) == [200, 200, 200, 422]
    assert Answer.objects.filter(flag__isnull=False).count() == 3


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_closing_at_once_leave_nothing_half():
    for _ in range(3):
        round_ = open_alone(SchoolFactory(sector="po"), people=6)
        people = [part.member for part in round_.participations.all()]
        for member in people[:5]:
            answer(round_, member, "PO-B1", stand="1")
            finish(round_, member)
        take = partial(take_back, round_, people[0])
        late = partial(post_answer, round_, people[5], "3")
        at_once(late, partial(close, round_, people[1]), take)
        round_.refresh_from_db()
        done = round_.participations.filter(finished=True).count()
        if round_.closed_at:
            assert not round_.sheets.exists()
            assert round_.waiting_sheets == done == 5
        else:  # one took 'klaar' back first: four are too few to close with
            assert done == 4
            assert round_.sheets.filter(finished=True).count() == 4


@pytest.mark.django_db(transaction=True)
def test_paper_at_once_is_never_more_than_there_are_people():
    round_ = open_alone(SchoolFactory(sector="po"), people=1)  # two take part
    at_once(*[partial(enter_paper, round_, {"PO-B1": ("1", "")}) for _ in range(4)])
    assert round_.sheets.count() == 2
