"""An archived school is there to read only: there nothing is shared, and no talk goes on."""

import pytest
from django.utils import timezone

from reflections.models import PeerConversation, Reaction, Share
from tests.world import PeerAnswerFactory, PeerConversationFactory, ReactionFactory, ReflectionFactory, ShareFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(cast):
    return ReflectionFactory(author=cast.fatima.user, text="Een kiezel in mijn schoen")


def archive(school):
    school.archived_at = timezone.now()
    school.save()


def test_the_link_to_share_leads_to_a_page_that_says_why_it_cannot(cast, written, as_user):
    archive(cast.fatima.school)
    fatima = as_user(cast.fatima.user)  # its principal may still walk in, to read
    address = f"/reflecties/{written.pk}/delen/"
    assert address in fatima.get("/reflecties/").text
    assert address in fatima.get(f"/reflecties/{written.pk}/").text
    page = fatima.get(address).text
    assert "Delen kan nu niet" in page
    assert "Marieke" not in page
    assert fatima.post(address, {"to": [cast.marieke.pk], "way": "live"}).status_code == 422
    assert not Share.objects.exists()


def test_what_was_shared_before_is_read_by_nobody_and_can_be_taken_back(cast, written, as_user):
    one = ShareFactory(by=cast.fatima, to=cast.marieke, reflection=written, way="live")
    ReactionFactory(share=one)
    archive(cast.fatima.school)
    fatima = as_user(cast.fatima.user)
    for client in (fatima, as_user(cast.marieke.user)):
        assert client.get(f"/reflecties/gedeeld/{one.pk}/").status_code == 404
        assert client.post(f"/reflecties/gedeeld/{one.pk}/", {"text": "Toch"}).status_code == 404
        assert "Er is nog niets gedeeld" in client.get("/reflecties/gedeeld/").text
    page = fatima.get(f"/reflecties/{written.pk}/delen/").text
    assert "Leest dit niet meer" in page
    assert f'href="/reflecties/gedeeld/{one.pk}/"' not in page
    assert "leest mee" not in fatima.get(f"/reflecties/{written.pk}/").text
    fatima.post(f"/reflecties/gedeeld/{one.pk}/terug/")
    assert not Share.objects.exists()
    assert not Reaction.objects.exists()


def test_a_talk_is_over_and_each_reads_their_own(cast, as_user):
    talk = PeerConversationFactory(asker=cast.fatima, partner=cast.marieke, opened=True)
    PeerAnswerFactory(conversation=talk, answer='{"text": "van fatima"}')
    PeerAnswerFactory(conversation=talk, author=cast.marieke.user, answer='{"text": "van marieke"}')
    archive(cast.fatima.school)
    page = as_user(cast.fatima.user).get(f"/reflecties/gesprekken/{talk.pk}/").text
    assert "van fatima" in page
    assert "van marieke" not in page
    assert "Dit gesprek is gestopt." in page


def test_no_talk_begins(cast, as_user):
    archive(cast.fatima.school)
    fatima = as_user(cast.fatima.user)
    address = "/reflecties/gesprekken/nieuw/vragen-met-een-collega/"
    assert "Een gesprek kan nu niet" in fatima.get(address).text
    assert fatima.post(address, {"partner": cast.marieke.pk}).status_code == 422
    assert not PeerConversation.objects.exists()


def test_who_has_no_school_reads_why_nothing_can_be_shared(cast, as_user):
    cast.joost.left_at = timezone.now()
    cast.joost.save()
    mine = ReflectionFactory(author=cast.joost.user)
    assert "Delen kan nu niet" in as_user(cast.joost.user).get(f"/reflecties/{mine.pk}/delen/").text
