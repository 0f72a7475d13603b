"""/school/<code>/checklist/<id>/uitkomst/: three lists."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.agreeing import agree
from checklists.answering import answer, finish
from checklists.closing import close, show
from checklists.models import Round, TeamView
from checklists.outcome import outcome_of
from schools.models import Membership
from tests.rounds import open_alone
from tests.world import ConversationFactory, PriorityFactory, RemarkFactory, RoundFactory, TallyFactory, TeamViewFactory

pytestmark = pytest.mark.django_db
STANDS = st.lists(st.sampled_from(["", *TeamView.Stand.values]), min_size=12, max_size=12)


def closed_round(cast, stands):
    round_ = RoundFactory(school=cast.marieke.school, depth="kern", edition_key="po-1.0", closed_at=timezone.now())
    for item, stand in zip(round_.items, stands, strict=False):
        if stand:
            TeamView.objects.create(round=round_, item_code=item.code, stand=stand)
    return round_


@given(stands=STANDS, chosen=st.sets(st.integers(0, 11), max_size=5))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_item_stands_in_exactly_one_list_and_the_lowest_first(cast, stands, chosen):
    round_ = closed_round(cast, stands)
    round_.choose(cast.marieke, [round_.items[number].code for number in chosen])
    outcome = outcome_of(round_, cast.marieke)
    lists = [outcome.good, outcome.attention, outcome.priorities, outcome.rest]
    assert sorted(found.item.code for one in lists for found in one) == sorted(item.code for item in round_.items)
    assert {found.stand for found in outcome.good} <= {"2", "3"}
    assert {found.stand for found in outcome.attention} <= {"0", "1", "unknown"}
    assert {found.stand for found in outcome.rest} <= {"", "na"}
    assert [found.item.code for found in outcome.priorities] == [round_.items[number].code for number in chosen]
    levels = [found.level for found in outcome.attention if found.level is not None]
    assert levels == sorted(levels)
    round_.delete()


def test_a_teacher_sees_it_once_it_is_closed_and_not_before(cast, as_user):
    round_ = closed_round(cast, ["1"])
    address = f"/school/{round_.school.code}/checklist/{round_.pk}/uitkomst/"
    page = as_user(cast.joost.user).get(address).text
    assert "Verdient aandacht" in page
    assert "De meeste scholen beginnen laag" in page
    assert "Leg deze prioriteiten vast" not in page
    round_.closed_at = None
    round_.save()
    assert as_user(cast.joost.user).get(address)["Location"].endswith("/checklist/")


def test_the_number_of_queries_does_not_grow_with_the_number_of_items(cast, as_user, count_queries):
    few = closed_round(cast, ["1"])
    many = closed_round(cast, ["1"] * 12)
    many.choose(cast.marieke, [item.code for item in many.items[:5]])
    client = as_user(cast.marieke.user)
    client.get(f"/school/{few.school.code}/checklist/{few.pk}/uitkomst/")
    counts = {count_queries(client, f"/school/{one.school.code}/checklist/{one.pk}/uitkomst/") for one in (few, many)}
    assert len(counts) == 1
    assert counts.pop() <= 12


# ---- after everyone answered alone ------------------------------------------------------


def address_of(round_):
    return f"/school/{round_.school.code}/checklist/{round_.pk}/uitkomst/"


def answered(cast, number=6, **facts):
    """Return a round that so many answered and that was closed: 'nog niet' and 'gewoon bij ons' by turns on the first item."""
    round_ = open_alone(cast.marieke.school, people=number, **facts)
    newest = Membership.objects.filter(school=cast.marieke.school).order_by("-pk")[:number]
    for place, member in enumerate(newest):
        answer(round_, member, "PO-B1", stand="03"[place % 2], remark=f"steen {place}", flag=place == 0)
        if place < 4:
            answer(round_, member, "PO-B3", stand="1")
        finish(round_, member)
    close(round_, cast.marieke, without_answers=number < 5)
    return round_


def test_until_it_is_opened_nobody_sees_an_answer(cast, as_user):
    round_ = answered(cast)
    for member in (cast.joost, cast.marieke, cast.fatima):
        page = as_user(member.user).get(address_of(round_)).text
        assert "De uitkomst gaat samen open" in page
        assert "steen" not in page
        assert 'class="dist"' not in page


def test_after_that_everyone_sees_the_answers_and_no_list_before_the_team_agreed(cast, as_user):
    round_ = answered(cast)
    show(round_, cast.marieke)
    page = as_user(cast.joost.user).get(address_of(round_)).text
    assert "6 collega’s vulden deze lijst in." in page
    assert 'aria-label="3 keer nog niet, 3 keer gewoon bij ons."' in page
    assert "Hier kijken jullie verschillend naar" in page
    assert "spreekt het team af in het gesprek" in page
    assert "Verdient aandacht" not in page
    assert all(f"steen {number}" in page for number in range(6))


def test_an_item_with_four_answers_has_no_figures_and_its_pillar_leaves_it_out(cast, as_user):
    round_ = answered(cast)
    show(round_, cast.marieke)
    page = as_user(cast.joost.user).get(address_of(round_)).text
    assert "4 keer in ontwikkeling" not in page
    assert (
        "Alle antwoorden bij elkaar: 3 keer nog niet, 3 keer gewoon bij ons. 2 van de 3 punten tellen hier niet mee"
        in page
    )
    assert page.count("Geen aantallen</td>") == 11


def test_with_fewer_than_five_it_says_why_there_is_nothing_to_see(cast, as_user):
    round_ = answered(cast, number=4)
    page = as_user(cast.joost.user).get(address_of(round_)).text
    assert "Minder dan vijf mensen waren klaar" in page
    assert 'class="dist"' not in page


def test_beside_another_round_of_nearly_the_same_people_it_says_why_there_is_nothing_to_see(cast, as_user):
    people = [cast.joost, cast.fatima, *(Membership.objects.none())]
    first = answered(cast)
    show(first, cast.marieke)
    second = open_alone(cast.marieke.school)
    done = [one.member for one in first.participations.filter(finished=True).select_related("member__user")]
    for member in [*done, people[0]]:
        answer(second, member, "PO-B1", stand="2")
        finish(second, member)
    close(second, cast.marieke)
    show(second, cast.marieke)
    page = as_user(cast.joost.user).get(address_of(second)).text
    assert "Rond dezelfde tijd was er een andere afname" in page
    assert "7 keer grotendeels" not in page


def test_what_was_said_and_remarked_is_text_and_never_html(cast, as_user):
    round_ = RoundFactory(school=cast.marieke.school, alone=True, closed=True, shown_at=timezone.now(), shown_sheets=5)
    TallyFactory(round=round_)
    RemarkFactory(round=round_, text="<b>vet</b>\nregel twee")
    RemarkFactory(round=round_, text="wacht nog", shown=False)
    TeamViewFactory(round=round_, note="<i>schuin</i>")
    ConversationFactory(round=round_, equity="Kansen voor <u>allen</u>", telling="Fatima in de nieuwsbrief")
    page = as_user(cast.joost.user).get(address_of(round_)).text
    assert "&lt;b&gt;vet&lt;/b&gt;<br>regel twee" in page
    assert "&lt;i&gt;schuin&lt;/i&gt;" in page
    assert "Kansen voor &lt;u&gt;allen" in page
    assert "Fatima in de nieuwsbrief" in page
    assert "wacht nog" not in page


def test_a_round_of_a_team_is_for_that_team_and_for_who_leads(cast, as_user):
    from tests.world import TeamFactory

    team = TeamFactory(lead=cast.marieke)
    round_ = RoundFactory(school=cast.marieke.school, team=team, closed=True)
    assert as_user(cast.joost.user).get(address_of(round_)).status_code == 404
    team.members.add(cast.joost)
    assert as_user(cast.joost.user).get(address_of(round_)).status_code == 200


def test_a_list_begins_with_what_is_lowest_then_most_flagged_then_most_spread(cast):
    round_ = RoundFactory(school=cast.marieke.school, alone=True, closed=True, shown_sheets=6)
    codes = [item.code for item in round_.items[:4]]
    for code, stand in zip(codes, "1110", strict=True):
        agree(round_, code, stand=stand, note="", seen=0)
    for code in codes:
        TallyFactory(round=round_, item_code=code, stand="1", count=6)
    TallyFactory(round=round_, item_code=codes[2], stand="flag", count=2)
    TallyFactory(round=round_, item_code=codes[1], stand="3", count=2)
    order = [found.item.code for found in outcome_of(round_, cast.marieke).attention]
    assert order == [codes[3], codes[2], codes[1], codes[0]]


# ---- beside the round before ------------------------------------------------------------


def two_rounds(cast):
    before = RoundFactory(school=cast.marieke.school, name="Voorjaar", closed=True)
    now = RoundFactory(school=cast.marieke.school, name="Najaar", closed_at=timezone.now())
    return before, now


def test_what_moved_stands_there_in_words_and_what_became_of_the_priorities(cast, as_user):
    before, now = two_rounds(cast)
    for round_, stand in ((before, "1"), (now, "2")):
        TeamViewFactory(round=round_, stand=stand)
    PriorityFactory(round=before).make_goal(cast.marieke)
    page = as_user(cast.joost.user).get(address_of(now)).text
    assert "Van in ontwikkeling naar grotendeels" in page
    assert "Wat is er gebeurd met jullie prioriteiten?" in page
    assert "Concept" in page
    assert "Naast de vorige keer" not in as_user(cast.joost.user).get(address_of(before)).text


def test_a_goal_that_became_someones_own_class_goal_is_not_shown_to_others(cast, as_user):
    before, now = two_rounds(cast)
    TeamViewFactory(round=now)
    goal = PriorityFactory(round=before).make_goal(cast.marieke)
    goal.scope, goal.aim = "class", "Alleen van Marieke"
    goal.save()
    assert "Alleen van Marieke" in as_user(cast.marieke.user).get(address_of(now)).text
    page = as_user(cast.joost.user).get(address_of(now)).text
    assert "Alleen van Marieke" not in page
    assert "Hier is een doel van gemaakt." in page


def test_a_round_of_a_team_is_not_laid_beside_one_of_the_school(cast):
    from tests.world import TeamFactory

    before, now = two_rounds(cast)
    Round.objects.filter(pk=before.pk).update(team=TeamFactory(lead=cast.marieke))
    assert outcome_of(now, cast.marieke).earlier is None


def test_at_most_twelve_queries_with_everything_on_it(cast, as_user, count_queries):
    before, now = two_rounds(cast)
    for round_ in (before, now):
        Round.objects.filter(pk=round_.pk).update(way="alone", shown_sheets=20, shown_at=timezone.now())
        for item in round_.items:
            TeamViewFactory(round=round_, item_code=item.code, note="Gezegd")
            TallyFactory(round=round_, item_code=item.code, count=20)
            RemarkFactory.create_batch(3, round=round_, item_code=item.code)
        for position in (1, 2, 3):
            PriorityFactory(round=round_, position=position).make_goal(cast.marieke)
    ConversationFactory(round=now)
    client = as_user(cast.marieke.user)
    client.get(address_of(now))
    assert count_queries(client, address_of(now)) <= 12
