"""Opening one's own reflection to colleagues."""

import pytest
from django.core import mail

from reflections.models import Share
from tests.world import Cast, MembershipFactory, ReflectionFactory, SchoolFactory, ShareFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(cast: Cast):
    return ReflectionFactory(author=cast.joost.user, text="Een kiezel in mijn schoen")


def address(reflection) -> str:
    return f"/reflecties/{reflection.pk}/delen/"


def send(client, reflection, *to, way="copy", word=""):
    return client.post(address(reflection), {"to": [one.pk for one in to], "way": way, "word": word})


def test_a_colleague_reads_it_and_gets_a_mail_that_tells_nothing_of_it(cast, written, as_user):
    response = send(as_user(cast.joost.user), written, cast.marieke, word="Voor maandag")
    assert response["Location"] == address(written)
    share = Share.objects.get()
    assert (share.by, share.to, share.word) == (cast.joost, cast.marieke, "Voor maandag")
    assert mail.outbox[0].to == ["ib@vijver.example"]
    assert "Joost van Dijk deelde iets met je" in mail.outbox[0].subject
    whole = mail.outbox[0].message().as_string()
    assert "kiezel" not in whole
    assert "maandag" not in whole
    page = as_user(cast.marieke.user).get(f"/reflecties/gedeeld/{share.pk}/")
    assert "Een kiezel in mijn schoen" in page.text
    assert "Voor maandag" in page.text


def test_several_colleagues_at_once_and_each_once(cast, written, as_user):
    client = as_user(cast.joost.user)
    send(client, written, cast.marieke, cast.fatima)
    assert Share.objects.count() == 2
    response = send(client, written, cast.marieke)
    assert response.status_code == 422
    assert Share.objects.count() == 2


def test_a_copy_stays_as_it_was_and_a_live_one_follows(cast, written, as_user):
    client = as_user(cast.joost.user)
    send(client, written, cast.marieke, way="copy")
    send(client, written, cast.fatima, way="live")
    written.answer = '{"text": "Nu een rots"}'
    written.save()
    copy, live = Share.objects.get(to=cast.marieke), Share.objects.get(to=cast.fatima)
    assert live.copy == ""  # nothing stays behind of what the writer changes
    assert "Een kiezel in mijn schoen" in as_user(cast.marieke.user).get(f"/reflecties/gedeeld/{copy.pk}/").text
    assert "Nu een rots" in as_user(cast.fatima.user).get(f"/reflecties/gedeeld/{live.pk}/").text


@pytest.mark.parametrize(
    ("to", "way", "sentence"), [(0, "copy", "Kies een collega, of meer dan één."), (1, "", "Kies wat je collega ziet.")]
)
def test_what_is_missing_is_said_and_nothing_is_shared(cast, written, as_user, to, way, sentence):
    chosen = [cast.marieke] if to else []
    response = send(as_user(cast.joost.user), written, *chosen, way=way, word="Blijft staan")
    assert response.status_code == 422
    assert sentence in response.text
    assert "Blijft staan" in response.text
    assert not Share.objects.exists()


def test_who_works_elsewhere_left_or_is_oneself_cannot_be_chosen(cast, written, as_user):
    left = MembershipFactory(school=cast.joost.school, left_at=cast.joost.joined_at)
    client = as_user(cast.joost.user)
    page = client.get(address(written)).text
    assert "Marieke Postma" in page
    assert "Bram Kuipers" not in page
    assert left.user.name not in page
    for stranger in (cast.bram, left, cast.joost):
        assert send(client, written, stranger).status_code == 422
    assert not Share.objects.exists()


def test_of_two_schools_the_one_of_the_colleague_counts(cast, written, as_user):
    elsewhere = MembershipFactory(user=cast.joost.user, school=cast.bram.school)
    send(as_user(cast.joost.user), written, cast.bram)
    assert Share.objects.get().by == elsewhere


def test_another_ones_reflection_does_not_exist(cast, written, as_user):
    assert as_user(cast.fatima.user).get(address(written)).status_code == 404
    assert send(as_user(cast.fatima.user), written, cast.marieke).status_code == 404


def test_alone_in_a_school_the_page_says_what_to_do(written, as_user):
    alone = MembershipFactory(school=SchoolFactory())
    page = as_user(alone.user).get(address(ReflectionFactory(author=alone.user)))
    assert "Nog geen collega’s hier" in page.text


def test_the_page_shows_who_reads_it_now(cast, written, as_user):
    ShareFactory(by=cast.joost, to=cast.marieke, reflection=written, way="live")
    page = as_user(cast.joost.user).get(address(written)).text
    assert "met wat je verandert" in page
    assert "Neem terug" in page


def test_who_reads_it_stands_before_the_form_once_someone_does(cast, written, as_user):
    client = as_user(cast.joost.user)
    page = client.get(address(written)).text
    assert page.index("Met wie deel je dit?") < page.index("Wie leest dit nu?")
    assert "Deel met een collega</a>" in client.get(f"/reflecties/{written.pk}/").text
    ShareFactory(by=cast.joost, to=cast.marieke, reflection=written)
    page = client.get(address(written)).text
    assert page.index("Wie leest dit nu?") < page.index("Met wie deel je dit nog meer?")
    assert "Delen of terugnemen</a>" in client.get(f"/reflecties/{written.pk}/").text


def test_a_very_long_answer_is_shown_in_part(cast, written, as_user):
    written.answer = '{"text": "%s EINDE"}' % ("woord " * 100)
    written.save()
    page = as_user(cast.joost.user).get(address(written)).text
    assert "EINDE" not in page
    assert "Lees het helemaal" in page


def test_in_a_large_school_one_can_look_for_a_name(cast, written, as_user):
    client = as_user(cast.joost.user)
    assert "data-filter-box" not in client.get(address(written)).text
    MembershipFactory.create_batch(20, school=cast.joost.school)
    assert "data-filter-box" in client.get(address(written)).text
