"""Answering alone, and reading both when both are ready."""

import pytest

from reflections.conversations import questions_of
from reflections.models import PeerAnswer
from schools import membership
from tests.world import PeerAnswerFactory, PeerConversationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(cast):
    return PeerConversationFactory(asker=cast.joost, partner=cast.marieke)


def address(talk) -> str:
    return f"/reflecties/gesprekken/{talk.pk}/"


def write(client, talk, text, version=0):
    return client.post(f"{address(talk)}4c-plezier/", {"text": text, "version": version})


def ready(client, talk):
    return client.post(f"{address(talk)}klaar/", follow=True)


def test_nothing_opens_before_both_are_ready_and_then_everything_does(cast, talk, as_user):
    joost, marieke = as_user(cast.joost.user), as_user(cast.marieke.user)
    assert write(joost, talk, "De kring op maandag").status_code == 302
    write(marieke, talk, "Het buitenspelen")
    ready(joost, talk)
    assert "De kring op maandag" not in marieke.get(address(talk)).text
    for member in (cast.joost, cast.marieke):
        assert {one.author for one in PeerAnswer.objects.visible_to(member.user)} == {member.user}
    assert "Het buitenspelen" not in joost.get(address(talk)).text
    assert "Jullie zijn allebei klaar." in ready(marieke, talk).text
    for client in (joost, marieke):
        page = client.get(address(talk)).text
        assert "De kring op maandag" in page
        assert "Het buitenspelen" in page
        assert "Wat spreken jullie af?" in page


def test_nobody_else_may_come_near(cast, talk, as_user):
    for member in (cast.fatima, cast.bram):
        client = as_user(member.user)
        assert client.get(address(talk)).status_code == 404
        assert write(client, talk, "Ik ook").status_code == 404


@pytest.mark.parametrize("leaver", ["joost", "marieke"])
def test_after_one_left_each_reads_their_own_answers_only(cast, talk, as_user, leaver):
    joost, marieke = as_user(cast.joost.user), as_user(cast.marieke.user)
    write(joost, talk, "Van Joost")
    write(marieke, talk, "Van Marieke")
    ready(joost, talk)
    ready(marieke, talk)
    membership.deactivate(getattr(cast, leaver), cast.fatima)
    page = joost.get(address(talk)).text
    assert "Van Joost" in page
    assert "Van Marieke" not in page
    assert "Dit gesprek is gestopt." in page
    assert "Van Joost" not in marieke.get(address(talk)).text
    for member in (cast.joost, cast.marieke):
        assert {one.author for one in PeerAnswer.objects.visible_to(member.user)} == {member.user}


def test_every_question_is_a_form_of_its_own_that_the_browser_keeps(cast, talk, as_user):
    joost = as_user(cast.joost.user)
    write(joost, talk, "De kring op maandag")
    page = joost.get(address(talk)).text
    assert f'data-draft="4c-plezier gesprek-{talk.pk}"' in page
    assert f'action="{address(talk)}4c-plezier/"' in page
    assert ">De kring op maandag</textarea>" in page
    assert 'name="group"' not in page
    assert "data-drafts-left" in page


def test_the_number_of_queries_is_the_same_for_one_answer_and_for_all(cast, talk, as_user, count_queries):
    joost = as_user(cast.joost.user)
    few = count_queries(joost, address(talk))
    for question in questions_of(talk.handvat)[1]:
        PeerAnswerFactory(conversation=talk, author=cast.joost.user, question=question.slug)
    assert count_queries(joost, address(talk)) == few


def test_who_is_ready_sees_the_own_text_without_a_form_and_nobody_agrees_before_it_opens(cast, talk, as_user):
    joost = as_user(cast.joost.user)
    write(joost, talk, "De kring op maandag")
    assert "Wat spreken jullie af?" not in joost.get(address(talk)).text
    ready(joost, talk)
    page = joost.get(address(talk)).text
    assert "De kring op maandag" in page
    assert "<textarea" not in page


def test_after_it_stands_no_more_nobody_agrees(cast, as_user):
    talk = PeerConversationFactory(asker=cast.joost, partner=cast.marieke, opened=True)
    joost = as_user(cast.joost.user)
    assert "Wat spreken jullie af?" in joost.get(address(talk)).text
    membership.deactivate(cast.marieke, cast.fatima)
    assert "Wat spreken jullie af?" not in joost.get(address(talk)).text
    joost.post(f"{address(talk)}afspraken/", {"agreements": "Toch", "version": 1})
    talk.refresh_from_db()
    assert talk.agreements == ""
