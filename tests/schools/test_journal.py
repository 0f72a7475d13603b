"""/school/<code>/logboek/: who did what, the last twelve months, for who manages the accounts."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from schools.models import JournalEntry
from tests.world import (
    OPEN_QUESTION,
    GoalFactory,
    JournalEntryFactory,
    MembershipFactory,
    RoundFactory,
    weekday,
)

pytestmark = pytest.mark.django_db


def address(member):
    return f"/school/{member.school.code}/logboek/"


def sentences(page):
    """Return the sentences of the list, without their tags."""
    rows = page.split('<p class="wrap-anywhere">')[1:]
    return [row.split("</p>")[0].replace("<strong>", "").replace("</strong>", "") for row in rows]


def test_it_says_who_invited_whom_and_who_changed_whom_into_what(cast, as_user):
    client, before = as_user(cast.fatima.user), f"/school/{cast.fatima.school.code}/leden"
    client.post(f"{before}/uitnodigen/", {"addresses": "j.bos@vijver.example", "role": "teacher"})
    client.post(f"{before}/{cast.joost.pk}/wijzigen/", {"role": "coordinator"})
    client.post(f"{before}/{cast.joost.pk}/uitschakelen/", {})
    assert sentences(client.get(address(cast.fatima)).text) == [
        "Fatima El Amrani schakelde Joost van Dijk uit.",
        "Fatima El Amrani wijzigde de rol van Joost van Dijk, van leerkracht naar IB’er.",
        "Fatima El Amrani nodigde j.bos@vijver.example uit.",
    ]


def test_who_is_gone_is_an_old_member_and_the_site_has_no_name(cast, as_user):
    gone = MembershipFactory(school=cast.fatima.school, user__name="Ada Vertrokken")
    JournalEntryFactory(member=gone, deed="goal_made", subject="Elke dag een groet")
    gone.user.delete()
    JournalEntry.write_for_site(cast.fatima.school, "member_changed", "Joost van Dijk, van leerkracht naar directeur")
    assert sentences(as_user(cast.fatima.user).get(address(cast.fatima)).text) == [
        "De beheerder van de site wijzigde de rol van Joost van Dijk, van leerkracht naar directeur.",
        "Een oud-lid maakte het doel ‘Elke dag een groet’.",
    ]


def test_who_left_keeps_the_name_there(cast, as_user):
    JournalEntryFactory(member=cast.joost, deed="goal_made", subject="Elke dag een groet")
    cast.joost.left_at = timezone.now()
    cast.joost.save()
    page = as_user(cast.fatima.user).get(address(cast.fatima)).text
    assert sentences(page) == ["Joost van Dijk maakte het doel ‘Elke dag een groet’."]


def test_what_is_older_than_twelve_months_is_gone(cast, as_user):
    for days, subject in ((10, "vers"), (364, "oud"), (366, "verlopen")):
        JournalEntryFactory(member=cast.fatima, subject=subject, at=timezone.now() - timedelta(days=days))
    page = as_user(cast.fatima.user).get(address(cast.fatima)).text
    assert "‘vers’" in page
    assert "‘oud’" in page
    assert "verlopen" not in page


def test_the_newest_stands_first_under_its_month_in_pages(cast, as_user):
    for number in range(70):
        at = timezone.now() - timedelta(days=number)
        JournalEntryFactory(member=cast.fatima, subject=f"doel {number:02}", at=at)
    client = as_user(cast.fatima.user)
    first = client.get(address(cast.fatima)).text
    assert len(sentences(first)) == 50
    assert "‘doel 00’" in sentences(first)[0]
    assert first.count("<h2") >= 2
    second = client.get(address(cast.fatima), {"pagina": 2}).text
    assert len(sentences(second)) == 20
    assert "‘doel 50’" in sentences(second)[0]


def test_one_topic_alone_can_be_shown_and_stays_on_the_next_page(cast, as_user):
    for deed, subject in (("goal_made", "een doel"), ("round_opened", "een afname"), ("member_left", "iemand")):
        JournalEntryFactory(member=cast.fatima, deed=deed, subject=subject)
    client = as_user(cast.fatima.user)

    def shown(topic):
        return sentences(client.get(address(cast.fatima), {"over": topic}).text)

    assert len(shown("")) == 3
    assert shown("accounts") == ["Fatima El Amrani ging zelf weg bij de school."]
    assert shown("doelen") == ["Fatima El Amrani maakte het doel ‘een doel’."]
    assert shown("checklist") == ["Fatima El Amrani opende de afname ‘een afname’."]
    JournalEntryFactory.create_batch(60, member=cast.fatima)
    assert 'href="?over=doelen&amp;pagina=2"' in client.get(address(cast.fatima), {"over": "doelen"}).text


@pytest.mark.parametrize("query", [{"over": "reflecties"}, {"over": "x" * 300}, {"pagina": "0"}, {"pagina": "x"}])
def test_an_address_that_makes_no_sense_is_a_404(cast, as_user, query):
    assert as_user(cast.fatima.user).get(address(cast.fatima), query).status_code == 404


def test_an_empty_journal_says_what_will_come(cast, as_user):
    client = as_user(cast.fatima.user)
    assert "Er is nog niets gebeurd" in client.get(address(cast.fatima)).text
    assert "Hierover staat er niets" in client.get(address(cast.fatima), {"over": "doelen"}).text


def test_it_is_there_for_who_manages_the_accounts_and_for_nobody_else(cast, as_user):
    JournalEntryFactory(member=cast.fatima)
    for member in (cast.joost, cast.marieke):
        assert as_user(member.user).get(address(member)).status_code == 403
        assert not JournalEntry.objects.visible_to(member).exists()
        member.is_admin = True
        member.save()
        assert as_user(member.user).get(address(member)).status_code == 200
    assert as_user(cast.bram.user).get(address(cast.fatima)).status_code == 404


def test_a_reflection_a_class_goal_and_an_answer_never_get_in(cast, as_user):
    """Do all that one can write, with a word that must not appear; the deeds of it are there, the words are not."""
    secret, before = "GEHEIMWOORD", f"/school/{cast.marieke.school.code}"
    client = as_user(cast.marieke.user)
    round_ = RoundFactory(school=cast.marieke.school, name="Najaar")
    assert client.post(f"/reflecties/{OPEN_QUESTION}/", {"text": secret}).status_code == 302
    client.post(f"{before}/doelen/nieuw/", {"aim": secret, "scope": "class", "owner": cast.marieke.pk})
    own = GoalFactory(owner=cast.marieke, own_class=True, aim=f"{secret} eigen klas")
    school = GoalFactory(owner=cast.marieke, aim="Elke dag een groet")
    for goal in (own, school):
        held = {"seen": secret, "worked": secret, "progress": "1", "decision": "continue", "next_on": weekday(30)}
        [evaluation] = goal.evaluations.coming()
        assert client.post(f"{before}/evaluaties/{evaluation.pk}/", held).status_code == 302
    answers = {item.code: "0" for item in round_.edition.pillars[0].items_of(round_.depth)}
    client.post(f"{before}/checklist/{round_.pk}/{round_.edition.pillars[0].slug}/", answers)
    client.post(f"{before}/checklist/{round_.pk}/afronden/")
    client.post(f"{before}/checklist/{round_.pk}/prioriteiten/", {"items": [round_.items[0].code]})
    kept = list(JournalEntry.objects.order_by("pk").values("deed", "subject"))
    assert [row["deed"] for row in kept] == ["evaluation_held", "round_closed", "priorities_chosen"]
    for text in (json.dumps(kept), as_user(cast.fatima.user).get(address(cast.fatima)).text):
        assert secret not in text
        assert round_.items[0].text not in text
        assert round_.items[0].code not in text
        assert "Nog niet" not in text


def test_the_number_of_queries_is_the_same_for_1_and_for_50(cast, as_user, count_queries):
    client = as_user(cast.fatima.user)
    JournalEntryFactory(member=cast.joost)
    client.get(address(cast.fatima))
    few = count_queries(client, address(cast.fatima))
    for _ in range(49):
        JournalEntryFactory(member=MembershipFactory(school=cast.fatima.school))
    assert count_queries(client, address(cast.fatima)) == few
