"""/school/<code>/bestuur/: everyone of the school sees what its board sees; who manages the school says yes or no."""

import re

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schools import archiving
from schools.board_sharing import OtherBoard, end_where_moved, share, unshare
from schools.deeds import DEEDS
from schools.merging import merge
from schools.models import BoardShare, JournalEntry, Membership, School
from schools.school_import import import_schools
from tests.schools.looking import looking
from tests.world import (
    BoardFactory,
    BoardMembershipFactory,
    BoardShareFactory,
    EvaluationFactory,
    GoalFactory,
    RoundFactory,
    SchoolFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(cast):
    return f"/school/{cast.fatima.school.code}/bestuur/"


@pytest.fixture
def client(cast, as_user):
    return as_user(cast.fatima.user)


def on(cast):
    return {"keuze": "aan", "board": str(cast.anneke.board_id)}


def off(cast):
    return {"keuze": "uit", "board": str(cast.anneke.board_id)}


def shared(cast):
    return BoardShare.objects.running().filter(school=cast.fatima.school).exists()


def main_of(page):
    return page.text[page.text.index("<main") : page.text.index("</main>")]


def row_of(page):
    """Return the row of figures as the page has it, the level of its heading aside."""
    found = re.search(r'<ul class="board-rows.*?>(.*?)</ul>\s*(?:</section>|<div)', main_of(page), re.DOTALL)
    assert found
    return re.sub(r"\s+", " ", re.sub(r"(</?h)\d", r"\1", found[1])).strip()


def test_at_first_it_is_off_and_the_page_shows_what_the_board_would_see(client, cast, address):
    GoalFactory(owner=cast.marieke)
    page = client.get(address)
    assert page.status_code == 200
    assert "Het staat uit" in page.text
    assert "Stichting De Oever ziet niets van jullie school" in page.text
    assert "Dit zou het bestuur zien" in page.text
    assert "<strong>1</strong> loopt" in page.text
    assert "Zet aan" in page.text
    assert "Anneke de Wit" in page.text


def test_who_manages_the_school_switches_it_on_with_a_line_in_the_journal(client, cast, address):
    response = client.post(address, on(cast))
    assert (response.status_code, response["Location"]) == (302, address)
    row = BoardShare.objects.get(school=cast.fatima.school)
    assert (row.board, row.by, row.ended_at) == (cast.anneke.board, cast.fatima, None)
    page = client.get(address)
    assert "Het staat aan" in page.text
    assert f"{row.since.astimezone().year}" in page.text
    assert "Fatima El Amrani zette het aan" in page.text
    assert "Dit ziet het bestuur" in page.text
    entry = JournalEntry.objects.get(school=cast.fatima.school)
    assert (entry.deed, entry.member, entry.subject) == ("board_shared", cast.fatima, "Stichting De Oever")
    assert "Wat het bestuur ziet" in client.get(f"/school/{cast.fatima.school.code}/logboek/").text


def test_switching_off_ends_it_with_a_line_in_the_journal(client, cast, as_user, address):
    client.post(address, on(cast))
    board = as_user(cast.anneke.user)
    assert "De Vijver" in board.get(f"/bestuur/{cast.anneke.board_id}/").text
    assert client.post(address, off(cast)).status_code == 302
    assert "De Vijver" not in board.get(f"/bestuur/{cast.anneke.board_id}/").text
    assert not shared(cast)
    assert list(JournalEntry.objects.order_by("pk").values_list("deed", flat=True)) == [
        "board_shared",
        "board_unshared",
    ]


def test_on_and_off_again_twice_is_said_and_done_once(client, cast, address):
    for sent, said in ((on, "Het stond al aan."), (off, "Het stond al uit.")):
        client.post(address, sent(cast))
        assert said in client.post(address, sent(cast), follow=True).text
    assert JournalEntry.objects.count() == 2
    assert BoardShare.objects.count() == 1


@pytest.mark.parametrize("who", ["joost", "marieke"])
def test_everyone_else_of_the_school_sees_it_and_changes_nothing(cast, as_user, address, who):
    client = as_user(getattr(cast, who).user)
    page = client.get(address)
    assert page.status_code == 200
    assert "Dit zou het bestuur zien" in page.text
    assert 'method="post"' not in main_of(page)
    assert client.post(address, on(cast)).status_code == 403
    assert not shared(cast)
    BoardShareFactory(school=cast.fatima.school, by=cast.fatima)
    assert "Het staat aan" in client.get(address).text
    assert client.post(address, off(cast)).status_code == 403
    assert shared(cast)


def test_a_teacher_who_manages_the_accounts_may_switch_it(cast, as_user, address):
    Membership.objects.filter(pk=cast.joost.pk).update(is_admin=True)
    assert as_user(cast.joost.user).post(address, on(cast)).status_code == 302
    assert shared(cast)


@pytest.mark.parametrize("who", ["bram", "anneke"])
def test_for_others_the_page_does_not_exist(cast, as_user, address, who):
    client = as_user(getattr(cast, who).user)
    assert client.get(address).status_code == 404
    assert client.post(address, on(cast)).status_code == 404
    assert not shared(cast)


def test_the_school_and_its_board_see_the_very_same_row(client, cast, as_user, address):
    goal = GoalFactory(owner=cast.marieke)
    EvaluationFactory(goal=goal, held=True)
    GoalFactory(owner=cast.fatima, stopped=True)
    RoundFactory(school=cast.fatima.school, closed=True)
    before = row_of(client.get(address))
    client.post(address, on(cast))
    of_school = row_of(client.get(address))
    of_board = row_of(as_user(cast.anneke.user).get(f"/bestuur/{cast.anneke.board_id}/"))
    assert before == of_school == of_board
    assert "<strong>1</strong> loopt" in of_school


@pytest.mark.parametrize(
    "sent",
    [{}, {"keuze": ""}, {"keuze": "misschien", "board": "1"}, {"keuze": "aan"}, {"keuze": "aan", "board": "x"}]
    + [{"keuze": "aan", "board": number} for number in ("0", "-1", "9" * 40)],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(client, cast, address, sent):
    page = client.post(address, sent)
    assert page.status_code == 422
    assert re.search("Er is (nu )?niets veranderd", page.text)
    assert "Het staat uit" in page.text
    assert not shared(cast)


def test_a_yes_to_one_board_is_never_one_to_the_next(client, cast, address):
    sent = on(cast)
    School.objects.filter(pk=cast.fatima.school_id).update(board=cast.bram.school.board)
    page = client.post(address, sent)
    assert page.status_code == 422
    assert "Jullie bestuur is nu een ander" in page.text
    assert "Stichting Duin ziet niets van jullie school" in page.text
    assert not shared(cast)


def test_a_school_without_a_board_finds_a_kind_word_and_nothing_to_press(client, cast, address):
    School.objects.filter(pk=cast.fatima.school_id).update(board=None)
    page = client.get(address)
    assert "nog geen bestuur bekend" in page.text
    assert 'method="post"' not in main_of(page)
    assert client.post(address, {"keuze": "aan", "board": ""}).status_code == 422


def test_who_may_look_is_named_and_who_left_or_may_not_sign_in_is_not(client, cast, address):
    BoardMembershipFactory(board=cast.anneke.board, user__name="Wie Weg Is", over=True)
    BoardMembershipFactory(board=cast.anneke.board, user=UserFactory(name="Wie Uit Staat", is_active=False))
    BoardMembershipFactory(board=cast.bram.school.board, user__name="Van De Ander")
    page = client.get(address)
    assert "Anneke de Wit" in page.text
    assert not re.search("Wie Weg Is|Wie Uit Staat|Van De Ander", page.text)
    cast.anneke.end()
    assert "heeft niemand toegang" in client.get(address).text


def test_who_switched_it_on_and_deleted_the_account_is_a_former_member(client, cast, address):
    BoardShareFactory(school=cast.fatima.school)
    assert "Een oud-lid zette het aan" in client.get(address).text


def test_the_pages_of_the_school_lead_here_for_everyone(cast, as_user, address):
    for member in (cast.joost, cast.fatima):
        assert f'href="{address}"' in as_user(member.user).get(f"/school/{member.school.code}/teams/").text


# ---- when it ends by itself -------------------------------------------------------------


def test_a_school_that_goes_into_the_archive_shares_nothing_also_when_it_comes_back(client, cast, as_user, address):
    BoardShareFactory(school=cast.fatima.school, by=cast.fatima)
    archiving.archive(cast.fatima.school)
    assert not shared(cast)
    page = client.get(address)
    assert "gearchiveerd. Het bestuur ziet er niets van" in page.text
    assert "Zet aan" not in page.text
    assert client.post(address, on(cast)).status_code == 403
    archiving.unarchive(cast.fatima.school)
    assert "Het staat uit" in client.get(address).text
    assert "De Vijver" not in as_user(cast.anneke.user).get(f"/bestuur/{cast.anneke.board_id}/").text
    entry = JournalEntry.objects.get(deed="board_unshared")
    assert (entry.by_site, entry.subject) == (True, "Stichting De Oever")


def test_nobody_shares_for_a_school_in_the_archive(cast):
    archiving.archive(cast.fatima.school)
    with pytest.raises(OtherBoard):
        share(cast.fatima, cast.anneke.board_id)


@pytest.mark.parametrize("target_shares", [False, True])
def test_a_school_that_goes_into_another_gives_it_no_leave_and_takes_none_away(cast, target_shares):
    target = SchoolFactory(board=cast.anneke.board)
    if target_shares:
        BoardShareFactory(school=target)
    BoardShareFactory(school=cast.fatima.school, by=cast.fatima)
    merge(cast.fatima.school, target)
    assert BoardShare.objects.running().filter(school=target).count() == target_shares
    assert BoardShare.objects.filter(school=target).count() == 1 + target_shares
    assert [one.school for one in BoardShare.objects.for_board(cast.anneke)] == [target] * target_shares


def move(admin, school, board):
    """Give a school another board, or none, on its page in the admin."""
    page = f"/beheer/schools/school/{school.pk}/change/"
    facts = {"name": school.name, "place": "", "sector": school.sector, "region": school.region, "brin": ""}
    sent = admin.post(page, facts | {"board": board.pk if board else "", "mailbox": ""})
    assert sent.status_code == 302


@pytest.mark.parametrize("to", ["another", "none"])
def test_a_school_that_moves_to_another_board_shares_with_nobody_also_when_it_moves_back(cast, as_user, to):
    BoardShareFactory(school=cast.fatima.school, by=cast.fatima)
    admin = looking(UserFactory(is_staff=True, is_superuser=True))
    move(admin, cast.fatima.school, cast.bram.school.board if to == "another" else None)
    assert not shared(cast)
    assert JournalEntry.objects.filter(deed="board_unshared", by_site=True, subject="Stichting De Oever").count() == 1
    move(admin, cast.fatima.school, cast.anneke.board)
    assert not BoardShare.objects.for_board(cast.anneke).exists()


def test_a_school_whose_name_changes_in_the_admin_shares_on(cast, as_user):
    BoardShareFactory(school=cast.fatima.school)
    school = cast.fatima.school
    school.name = "De Nieuwe Vijver"
    move(looking(UserFactory(is_staff=True, is_superuser=True)), school, cast.anneke.board)
    assert shared(cast)


def test_a_school_that_moves_by_an_import_shares_with_nobody(cast, tmp_path):
    School.objects.filter(pk=cast.fatima.school_id).update(brin="12AB00")
    BoardShareFactory(school=cast.fatima.school, by=cast.fatima)
    file = tmp_path / "alle-vestigingen-bo.csv"
    head = "PROVINCIE;BEVOEGD GEZAG NUMMER;BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM;PLAATSNAAM;GEMEENTENAAM"
    file.write_text(f"{head}\nUtrecht;40000;12AB;12AB00;De Vijver;Zeist;Zeist\n", encoding="utf-8")
    report = import_schools([file], sector="po")
    assert report.schools_changed == 1
    assert not shared(cast)
    assert JournalEntry.objects.filter(deed="board_unshared", by_site=True).count() == 1


def test_a_board_that_is_removed_takes_the_leave_along(cast):
    BoardShareFactory(school=cast.fatima.school)
    cast.anneke.board.delete()
    assert not BoardShare.objects.exists()


DEEDS_TO_TRY = ["share", "unshare", "move", "move back", "archive", "unarchive", "wrong board"]


@given(st.lists(st.sampled_from(DEEDS_TO_TRY), max_size=12))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_a_board_sees_a_school_only_after_a_yes_to_that_board(cast, deeds):
    school, boards, seats = cast.fatima.school, [cast.anneke.board, BoardFactory()], []
    BoardShare.objects.filter(school=school).delete()
    School.objects.filter(pk=school.pk).update(board=boards[0], archived_at=None)
    seats = [BoardMembershipFactory(board=board) for board in boards]
    at, archived, yes = 0, False, None
    for deed in deeds:
        if deed == "share":
            try:
                share(cast.fatima, boards[at].pk)
                yes = at
            except OtherBoard:
                assert archived
        elif deed == "wrong board":
            with pytest.raises(OtherBoard):
                share(cast.fatima, boards[1 - at].pk)
        elif deed == "unshare":
            unshare(cast.fatima)
            yes = None
        elif deed.startswith("move"):
            to = int(deed == "move")
            School.objects.filter(pk=school.pk).update(board=boards[to])
            end_where_moved([school])
            at, yes = to, yes if to == at else None
        else:
            archived = deed == "archive"
            (archiving.archive if archived else archiving.unarchive)(school)
            yes = None if archived else yes
        seen = [number for number, seat in enumerate(seats) if BoardShare.objects.for_board(seat).exists()]
        assert seen == ([] if yes is None else [yes])


def test_the_journal_reads_as_a_sentence():
    for deed in ("board_shared", "board_unshared"):
        assert DEEDS[deed].topic == "school"
        said = JournalEntry(deed=deed, subject="Stichting De Oever", by_site=True, at=timezone.now())
        assert re.fullmatch(r"zette ‘Wat het bestuur ziet’ (aan|uit) voor Stichting De Oever\.", said.words)
