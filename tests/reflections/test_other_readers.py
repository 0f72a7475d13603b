"""Beside every answer stands who reads it: nobody else, or the colleagues it is shared with."""

import pytest

from handreiking.library import library
from reflections.models import Reflection, Share
from reflections.sharing import share
from schools import membership
from tests.world import Cast, MembershipFactory, ReflectionFactory, UserFactory

pytestmark = pytest.mark.django_db
HANDVAT = "je-eigen-instrument"
QUESTION = library().handvat_by_slug[HANDVAT].questions_for("self")[0].slug
ALONE = "alleen jij ziet dit"


@pytest.fixture
def written(cast: Cast) -> Reflection:
    return ReflectionFactory(author=cast.joost.user, question=QUESTION, text="Een kiezel in mijn schoen")


def open_to(reflection, by, *colleagues, way="live"):
    share(reflection, [(by, to) for to in colleagues], way=way, word="", link="/")


def words(reflection):
    return Reflection.objects.with_readers().get(pk=reflection.pk).other_readers


@pytest.mark.parametrize(
    "address",
    [
        f"/handvatten/{HANDVAT}/",
        f"/reflecties/schrijven/{HANDVAT}/",
        f"/reflecties/schrijven/{HANDVAT}/klaar/",
        "/reflecties/",
        "/vandaag/",
        "/reflecties/{pk}/",
    ],
)
def test_every_page_that_shows_an_answer_says_who_reads_it_too(cast, written, as_user, address):
    client, address = as_user(cast.joost.user), address.format(pk=written.pk)
    assert "leest mee" not in client.get(address).text
    open_to(written, cast.joost, cast.marieke)
    assert "Marieke leest mee" in client.get(address).text
    Share.objects.all().delete()
    assert "leest mee" not in client.get(address).text


@pytest.mark.parametrize(
    ("data", "status"), [({"text": "Nu een rots"}, 200), ({"text": "x" * 20_001}, 422), ({"version": 7}, 409)]
)
def test_saving_in_place_says_it_again(cast, written, as_user, data, status):
    open_to(written, cast.joost, cast.marieke)
    began = {"day": written.written_on.isoformat(), "version": written.version, "text": "Anders"}
    client = as_user(cast.joost.user, **{"hx-request": "true"})
    response = client.post(f"/reflecties/{QUESTION}/", began | data)
    assert response.status_code == status
    assert " · Marieke leest mee" in response.text
    assert ALONE not in response.text


def test_a_new_answer_is_for_its_writer_alone(cast, as_user):
    response = as_user(cast.joost.user, **{"hx-request": "true"}).post(f"/reflecties/{QUESTION}/", {"text": "Nieuw"})
    assert f" · {ALONE}" in response.text


def test_it_names_the_first_and_counts_the_others(cast, written):
    others = MembershipFactory.create_batch(3, school=cast.joost.school)
    open_to(written, cast.joost, cast.marieke)
    assert words(written) == "Marieke leest mee"
    open_to(written, cast.joost, others[0])
    assert words(written) == "Marieke en nog een collega lezen mee"
    open_to(written, cast.joost, *others[1:])
    assert words(written) == "Marieke en nog 3 collega’s lezen mee"


def test_a_copy_is_no_reading_along_and_is_said_too(cast, written):
    open_to(written, cast.joost, cast.fatima, way="copy")
    assert words(written) == "Fatima heeft een kopie"
    open_to(written, cast.joost, cast.marieke)
    assert words(written) == "Marieke leest mee, Fatima heeft een kopie"


def test_a_colleague_without_a_name_is_a_colleague(cast, written):
    nameless = MembershipFactory(school=cast.joost.school, user=UserFactory(name=""))
    open_to(written, cast.joost, nameless)
    assert words(written) == "een collega leest mee"


@pytest.mark.parametrize("leaver", ["joost", "marieke"])
def test_who_left_reads_no_more(cast, written, leaver):
    open_to(written, cast.joost, cast.marieke)
    membership.deactivate(getattr(cast, leaver), cast.fatima)
    assert words(written) == ""


def test_it_takes_no_query_of_its_own_on_the_pages_of_many_answers(cast, written, as_user, count_queries):
    client = as_user(cast.joost.user)
    alone = [count_queries(client, address) for address in ("/vandaag/", f"/handvatten/{HANDVAT}/")]
    open_to(written, cast.joost, cast.marieke, cast.fatima)
    assert [count_queries(client, address) for address in ("/vandaag/", f"/handvatten/{HANDVAT}/")] == alone
