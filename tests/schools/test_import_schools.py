"""`manage.py import_schools`: DUO's files become schools and boards, or a sentence that says why not."""

import csv
import io
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schools.management.commands.import_schools import ProgressBar
from schools.models import Board, Membership, School
from schools.regions import division
from schools.school_import import import_schools
from tests.schools.duo_samples import (
    BOARDS,
    PO_ALL,
    PO_MAIN,
    PO_OLD,
    PO_SPECIAL,
    SNAKE,
    VO_ALL,
    VO_PUPILS,
    line,
    text_of,
    write,
)
from tests.world import Cast, MembershipFactory, SchoolFactory

pytestmark = pytest.mark.django_db

NOTHING_NEW = "0 new, 0 changed"


def run(*paths: Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("import_schools", *map(str, paths), stdout=out, **options)
    return out.getvalue()


def refused(*paths: Path, **options: Any) -> str:
    before = rows()
    with pytest.raises(CommandError) as caught:
        call_command("import_schools", *map(str, paths), **options)
    assert rows() == before
    assert caught.value.returncode == 1
    return str(caught.value)


def rows() -> list[dict[str, Any]]:
    return [*School.objects.order_by("pk").values(), *Board.objects.order_by("pk").values()]


# ---- what DUO's files look like ---------------------------------------------------------


@pytest.mark.parametrize(
    ("sample", "sector"),
    [
        (PO_MAIN, "po"),
        (PO_ALL, "po"),
        (PO_OLD, "po"),
        (PO_SPECIAL, "po"),
        (SNAKE, "po"),
        (VO_ALL, "vo"),
        (VO_PUPILS, "vo"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else value,
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ","])
def test_every_kind_of_file_is_read_in_every_form(tmp_path, sample, sector, encoding, delimiter):
    path = write(
        tmp_path,
        sample,
        [line(1, NAME="  De Brug; “Daltonschool” Zoë,  Curaçao ")],
        encoding=encoding,
        delimiter=delimiter,
    )
    run(path)
    school = School.objects.get()
    assert (school.brin, school.name) == ("00AB00", "De Brug; “Daltonschool” Zoë, Curaçao")
    assert (school.place, school.sector, school.region) == ("Deventer", sector, "noord")
    assert (school.board is None) == (sample is SNAKE)
    if school.board:
        assert (school.board.number, school.board.name) == ("40000", "Bestuur 40000")


def test_headings_are_known_in_any_case_and_with_any_spaces(tmp_path):
    path = tmp_path / "scholen-vo.csv"
    path.write_text(
        "Provincie ; BRIN-nummer;Vestigings nummer;vestigingsnaam;PLAATSNAAM;Gemeente_naam\nFryslân;01ab;1;De Terp;Sneek;Súdwest-Fryslân\n"
    )
    run(path)
    assert School.objects.values_list("brin", "name", "place", "region").get() == (
        "01AB01",
        "De Terp",
        "Sneek",
        "noord",
    )


def test_everything_between_quotes_is_read_too(tmp_path):
    path = tmp_path / PO_ALL[0]
    path.write_text(text_of(PO_ALL[1], [line(1, NAME='De "Vijver"')], ",", csv.QUOTE_ALL), encoding="utf-8-sig")
    run(path)
    assert School.objects.get().name == 'De "Vijver"'


def test_a_file_of_boards_gives_them_their_names_whichever_comes_first(tmp_path):
    schools = write(tmp_path, PO_ALL, [line(1), line(2)])
    boards = write(tmp_path, BOARDS, [line(1)])
    assert "boards: 1 new, 0 changed" in run(schools)
    assert Board.objects.get().name == "Bestuur 40000"
    assert "boards: 0 new, 1 changed" in run(boards)
    assert Board.objects.get().name == "Stichting 40000"
    Board.objects.all().delete()
    assert "boards: 1 new, 0 changed" in run(schools, boards)
    assert {school.board.name for school in School.objects.select_related("board")} == {"Stichting 40000"}


def test_a_board_that_someone_named_keeps_its_name(tmp_path):
    board = Board.objects.create(number="40000", name="Onze stichting")
    assert NOTHING_NEW in run(write(tmp_path, BOARDS, [line(1)])).splitlines()[1]
    board.refresh_from_db()
    assert board.name == "Onze stichting"


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        ("CAPELLE AAN DEN IJSSEL", "Capelle aan den IJssel"),
        ("'S-GRAVENHAGE", "'s-Gravenhage"),
        ("DEN HAAG", "Den Haag"),
        ("'T HARDE", "'t Harde"),
        ("NIEUW-DIJK", "Nieuw-Dijk"),
        ("HENGELO OV", "Hengelo OV"),
        ("IJMUIDEN", "IJmuiden"),
        ("Bergen op Zoom", "Bergen op Zoom"),
    ],
)
def test_a_place_is_written_as_people_do(tmp_path, shouted, written):
    run(write(tmp_path, PO_ALL, [line(1, PLAATSNAAM=shouted)]))
    assert School.objects.get().place == written


# ---- sector and region ------------------------------------------------------------------


def test_without_a_word_about_the_sector_the_option_is_needed(tmp_path):
    path = write(tmp_path, PO_ALL, [line(1)], name="download.csv")
    said = refused(path)
    assert "primary or secondary" in said
    assert "--sector" in said
    run(path, sector="vo")
    assert School.objects.get().sector == "vo"


def test_what_the_line_tells_about_the_sector_goes_before_the_option(tmp_path):
    run(write(tmp_path, VO_ALL, [line(1)], name="download.csv"), sector="po")
    assert School.objects.get().sector == "vo"


def test_a_structure_that_tells_no_sector_is_a_bad_line(tmp_path):
    assert "ONDERWIJSSTRUCTUUR “XYZ” does not tell" in refused(
        write(tmp_path, VO_ALL, [line(1, ONDERWIJSSTRUCTUUR="XYZ")], name="d.csv")
    )


@pytest.mark.parametrize(
    ("province", "municipality", "place", "region"),
    [
        ("Noord-Holland", "AMSTERDAM", "AMSTERDAM", "noord"),
        ("Fryslân", "SUDWEST-FRYSLAN", "SNEEK", "noord"),
        ("Flevoland", "ALMERE", "ALMERE", "noord"),
        ("Flevoland", "ZEEWOLDE", "ZEEWOLDE", "midden"),
        ("Zuid-Holland", "ROTTERDAM", "ROTTERDAM", "midden"),
        ("Utrecht", "AMERSFOORT", "AMERSFOORT", "midden"),
        ("Utrecht", "EEMNES", "EEMNES", "noord"),
        ("Utrecht", "DE RONDE VENEN", "ABCOUDE", "noord"),
        ("Utrecht", "DE RONDE VENEN", "MIJDRECHT", "midden"),
        ("Gelderland", "HATTEM", "HATTEM", "noord"),
        ("Gelderland", "APELDOORN", "APELDOORN", "midden"),
        ("Gelderland", "BUREN", "BUREN", "midden"),
        ("Gelderland", "ARNHEM", "ARNHEM", "zuid"),
        ("Gelderland", "BERG EN DAL", "GROESBEEK", "zuid"),
        ("Gelderland", "MONTFERLAND", "'S-HEERENBERG", "midden"),
        ("Gelderland", "MONTFERLAND", "DIDAM", "zuid"),
        ("Gelderland", "NEDER-BETUWE", "DODEWAARD", "zuid"),
        ("Noord-Brabant", "TILBURG", "TILBURG", "zuid"),
        ("Noord-Brabant", "ALTENA", "WOUDRICHEM", "midden"),
        ("Noord-Brabant", "ALTENA", "HANK", "zuid"),
        ("Zeeland", "GOES", "GOES", "zuid"),
        ("Limburg", "VENLO", "VENLO", "zuid"),
    ],
)
def test_the_holiday_region_follows_from_the_place(tmp_path, province, municipality, place, region):
    run(write(tmp_path, PO_ALL, [line(1, PROVINCIE=province, GEMEENTENAAM=municipality, PLAATSNAAM=place)]))
    assert School.objects.get().region == region


def test_the_division_names_only_regions_that_a_school_can_have():
    assert set(division().values()) == set(School.Region.values)


def test_a_region_in_the_file_goes_before_the_place(tmp_path):
    run(write(tmp_path, VO_ALL, [line(1, VAKANTIEREGIO="Zuid")]))
    assert School.objects.get().region == "zuid"


# ---- what is here already ---------------------------------------------------------------


def test_a_second_run_changes_nothing(tmp_path):
    paths = [
        write(tmp_path, PO_ALL, [line(n) for n in range(30)]),
        write(tmp_path, VO_ALL, [line(n) for n in range(30, 40)]),
    ]
    paths.append(write(tmp_path, BOARDS, [line(n) for n in range(0, 40, 10)]))
    first = run(*paths)
    assert "schools: 40 new, 0 changed, 0 as they were" in first
    assert "boards: 4 new, 0 changed" in first
    before = rows()
    second = run(*paths)
    assert f"schools: {NOTHING_NEW}, 40 as they were" in second
    assert f"boards: {NOTHING_NEW}" in second
    assert rows() == before


def test_a_dry_run_says_the_same_and_keeps_nothing(tmp_path):
    path = write(tmp_path, PO_ALL, [line(n) for n in range(30)])
    dry = run(path, dry_run=True)
    assert not School.objects.exists()
    assert not Board.objects.exists()
    assert dry == run(path) + "Dry run: nothing was kept.\n"


def test_a_school_without_members_takes_name_board_and_an_empty_place(tmp_path):
    school = SchoolFactory(brin="00AB00", name="Oud", place="", sector="both", region="zuid")
    said = run(write(tmp_path, PO_ALL, [line(1)]))
    assert "schools: 0 new, 1 changed, 0 as they were" in said
    school.refresh_from_db()
    assert (school.name, school.place, school.board.number) == ("Basisschool 1", "Deventer", "40000")
    assert (school.sector, school.region) == ("both", "zuid")


@pytest.mark.parametrize("left", [False, True])
def test_a_school_where_someone_joined_keeps_its_name_and_its_place(tmp_path, left):
    school = SchoolFactory(brin="00AB00", name="De Vijver", place="Diepenveen")
    MembershipFactory(school=school, left_at=timezone.now() if left else None)
    run(write(tmp_path, PO_ALL, [line(1)]))
    school.refresh_from_db()
    assert (school.name, school.place, school.board.number) == ("De Vijver", "Diepenveen", "40000")


def test_a_line_without_a_board_leaves_the_board(tmp_path):
    board = Board.objects.create(name="Onze stichting")
    school = SchoolFactory(brin="00AB00", name="Basisschool 1", place="Deventer", board=board)
    assert NOTHING_NEW in run(write(tmp_path, PO_ALL, [line(1, BEVOEGD_GEZAG_NUMMER="")]))
    school.refresh_from_db()
    assert school.board == board


def test_a_school_with_four_characters_is_the_main_location_when_it_is_the_only_one(tmp_path):
    school = SchoolFactory(brin="00AB", name="Oud")
    said = run(write(tmp_path, PO_ALL, [line(1), line(1, LOCATION="00AB01", NAME="Dependance")]))
    assert "schools: 1 new, 1 changed" in said
    school.refresh_from_db()
    assert (school.name, school.brin) == ("Basisschool 1", "00AB")
    assert School.objects.get(brin="00AB01").name == "Dependance"
    assert NOTHING_NEW in run(write(tmp_path, PO_ALL, [line(1), line(1, LOCATION="00AB01", NAME="Dependance")]))


def test_of_two_schools_with_four_characters_neither_is_chosen(tmp_path):
    here = [SchoolFactory(brin="00AB"), SchoolFactory(brin="00AB")]
    run(write(tmp_path, PO_ALL, [line(1)]))
    assert [School.objects.get(pk=school.pk).name for school in here] == [school.name for school in here]
    assert School.objects.get(brin="00AB00").name == "Basisschool 1"


@pytest.mark.parametrize("brin", ["00AB00", "00AB"])
@pytest.mark.parametrize("merged", [True, False])
def test_an_archived_school_is_not_brought_back(tmp_path, brin, merged):
    other = SchoolFactory()
    SchoolFactory(brin=brin, name="Oud", archived_at=timezone.now(), merged_into=other if merged else None)
    before = list(School.objects.order_by("pk").values("brin", "name", "archived_at", "board"))
    assert "1 left out: archived here" in run(write(tmp_path, PO_ALL, [line(1)]))
    assert list(School.objects.order_by("pk").values("brin", "name", "archived_at", "board")) == before


def test_the_school_that_took_over_the_brin_is_found_instead_of_the_archived_one(tmp_path):
    SchoolFactory(brin="00AB00", archived_at=timezone.now())
    school = SchoolFactory(brin="00AB00", name="Nieuw")
    run(write(tmp_path, PO_ALL, [line(1)]))
    school.refresh_from_db()
    assert school.name == "Basisschool 1"


def test_a_vestiging_that_comes_twice_counts_once_and_stays_as_the_first_said(tmp_path):
    paths = [
        write(tmp_path, PO_MAIN, [line(1), line(1, NAME="Anders")]),
        write(tmp_path, PO_ALL, [line(1, NAME="Weer anders")]),
    ]
    assert "2 left out: the same vestiging stood on an earlier line" in run(*paths)
    assert School.objects.get().name == "Basisschool 1"
    assert NOTHING_NEW in run(*paths)


def test_an_import_touches_no_school_it_does_not_name(tmp_path, cast: Cast):
    before = rows()
    members = list(Membership.objects.values())
    run(write(tmp_path, PO_ALL, [line(n) for n in range(5)]))
    assert [row for row in rows() if row in before] == before
    assert list(Membership.objects.values()) == members


# ---- what cannot be imported ------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"BRIN": ""}, "no BRIN"),
        ({"BRIN": "AB12"}, "the BRIN “AB12” does not look like 12AB"),
        ({"LOCATION": ""}, "no vestiging for BRIN 00AB"),
        ({"LOCATION": "99ZZ00"}, "the vestiging “99ZZ00” does not look like 00 or 00AB00"),
        ({"LOCATION": "00AB"}, "the vestiging “00AB” does not look like 00 or 00AB00"),
        ({"NAME": "  "}, "the name of the school is empty"),
        ({"NAME": "x" * 121}, "the name of the school has 121 characters, while 120 fit"),
        ({"NAME": "De\x00Brug"}, "a control character in VESTIGINGSNAAM"),
        ({"PLAATSNAAM": "y" * 81}, "the place of the school has 81 characters, while 80 fit"),
        ({"PROVINCIE": "Bonaire"}, "no holiday region is known for province “Bonaire”"),
        ({"BEVOEGD_GEZAG_NUMMER": "BG 1"}, "the number of the board, “BG 1”, is not a number"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_nothing_is_imported(tmp_path, changes, reason):
    path = write(tmp_path, PO_ALL, [line(0), line(1, **changes), line(2)], encoding="utf-8")
    said = refused(path)
    assert f"{PO_ALL[0]}, line 3: {reason}" in said
    assert "Nothing was imported: 1 bad and 2 good lines." in said
    assert "--skip-bad" in said
    assert said == refused(path, dry_run=True)
    errors = io.StringIO()
    assert "schools: 2 new" in run(path, skip_bad=True, stderr=errors)
    assert reason in errors.getvalue()
    assert set(School.objects.values_list("name", flat=True)) == {"Basisschool 0", "Basisschool 2"}


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (b"Overijssel;40000;00AB\r\n", "3 columns, while there are 21 headings"),
        (b";" * 40 + b"x\r\n", "41 columns, while there are 21 headings"),
        (b'Overijssel;"De Brug\r\n', "its quotes do not match"),
        (b"Overijssel;Caf\xe9;\r\n", "bytes that are not utf-8"),
        (b"x" * 70_000 + b"\r\n", "longer than 65536 bytes"),
    ],
)
def test_a_line_that_is_no_line_is_named_too_and_takes_no_others_with_it(tmp_path, broken, reason):
    path = write(tmp_path, PO_ALL, [line(0, NAME="Zoë"), line(1)], encoding="utf-8")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], broken, b"\r\n", b";" * 20 + b"\r\n", lines[2]]))
    assert f"line 3: {reason}" in refused(path)
    run(path, skip_bad=True, stderr=io.StringIO())
    assert set(School.objects.values_list("name", flat=True)) == {"Zoë", "Basisschool 1"}


def test_bytes_that_windows_does_not_know_are_a_bad_line(tmp_path):
    path = write(tmp_path, PO_ALL, [line(0, NAME="Zoë"), line(1, NAME="De Brug")])
    path.write_bytes(path.read_bytes().replace(b"De Brug", b"De\x81Brug"))
    assert "line 3: bytes that are not cp1252" in refused(path)


def test_fifty_bad_lines_are_named_and_the_rest_is_counted(tmp_path):
    said = refused(write(tmp_path, PO_ALL, [line(n, BRIN="") for n in range(60)]))
    assert said.count("no BRIN") == 50
    assert "line 51: no BRIN" in said
    assert "line 52: " not in said
    assert "and 10 more" in said


def test_where_all_lines_are_bad_skipping_them_is_an_error_too(tmp_path):
    assert "Nothing was imported: 1 bad and 0 good lines." in refused(
        write(tmp_path, PO_ALL, [line(1, BRIN="")]), skip_bad=True
    )


def test_a_bad_line_in_one_file_stops_the_others(tmp_path):
    assert "line 2: no BRIN" in refused(
        write(tmp_path, PO_MAIN, [line(1)]), write(tmp_path, VO_ALL, [line(2, BRIN="")])
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "this file lacks BRIN NUMMER or INSTELLINGSCODE or BRIN; "),
        (b"PROVINCIE;BRIN NUMMER;FOO\r\n", "holds: PROVINCIE, BRIN NUMMER, FOO."),
        (b"BEVOEGD GEZAG NAAM;FOO\r\nx;y\r\n", "this file lacks BEVOEGD GEZAG NUMMER."),
        (b'"PROVINCIE;BRIN\r\n', "its quotes do not match"),
        ("PROVINCIE;BRIN".encode("utf-16"), "UTF-16"),
        (b"\x1b[2Jx;\xff\r\n", "holds: ?[2Jx, "),
        (text_of(PO_ALL[1], []).encode(), "There are no lines below the headings."),
    ],
)
def test_a_file_that_is_not_one_of_duos_is_refused_with_what_is_wrong(tmp_path, data, sentence):
    path = tmp_path / "scholen-vo.csv"
    path.write_bytes(data)
    assert sentence in refused(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "there is no such file" in refused(tmp_path / "niets.csv")
    assert "there is no such file" in refused(tmp_path)


HEAD = text_of(PO_ALL[1], []).encode()
PIECES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from([b";", b",", b'"', b"\r\n", b"\n", b"\r", b"\x00", b"\xef\xbb\xbf", b"\xff\xfe"]),
    st.builds(lambda n: text_of(PO_ALL[1], [line(n)]).encode().split(b"\r\n", 1)[1], st.integers(0, 5)),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from([b"", HEAD, b"\xef\xbb\xbf" + HEAD]),
    pieces=st.lists(PIECES, max_size=8),
    skip_bad=st.booleans(),
)
def test_any_bytes_are_imported_or_refused_with_a_message(tmp_path, start, pieces, skip_bad):
    path = tmp_path / "iets-vo.csv"
    path.write_bytes(start + b"".join(pieces))
    before, said = rows(), ""
    try:
        run(path, skip_bad=skip_bad, stderr=io.StringIO())
    except CommandError as error:
        said = str(error)
    if said:
        assert rows() == before
    else:
        assert run(path, skip_bad=skip_bad, stderr=io.StringIO()).startswith(f"schools: {NOTHING_NEW}")


# ---- many lines -------------------------------------------------------------------------


def queries_of(path: Path) -> int:
    with CaptureQueriesContext(connection) as queries:
        import_schools([path])
    return len(queries)


def test_queries_grow_with_batches_and_not_with_lines(tmp_path):
    one = queries_of(write(tmp_path, PO_ALL, [line(n) for n in range(500)], name="1-bo.csv"))
    two = queries_of(write(tmp_path, PO_ALL, [line(n) for n in range(500, 1500)], name="2-bo.csv"))
    again = queries_of(tmp_path / "2-bo.csv")
    assert one < 30
    assert two <= 2 * one
    assert again <= 8


def peak_of(path: Path) -> int:
    tracemalloc.start()
    try:
        import_schools([path])
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_ten_times_the_lines_take_no_more_memory(tmp_path):
    peak_of(write(tmp_path, SNAKE, [line(0)]))  # what is only loaded once
    small = peak_of(write(tmp_path, SNAKE, (line(n) for n in range(1_000)), name="1-bo.csv"))
    large = peak_of(write(tmp_path, SNAKE, (line(n) for n in range(1_000, 11_000)), name="2-bo.csv"))
    assert large < 1.5 * small


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_drawn_on_a_terminal_and_taken_away_again(tmp_path, monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    run(write(tmp_path, PO_ALL, [line(n) for n in range(200)]))
    drawn = terminal.getvalue()
    assert "\rchecking  [" in drawn
    assert "\rimporting [" in drawn
    assert "100%" in drawn
    assert drawn.endswith(" \r")


def test_progress_is_silent_in_a_log(tmp_path, capsys):
    run(write(tmp_path, PO_ALL, [line(n) for n in range(200)]))
    assert capsys.readouterr().err == ""


def test_progress_knows_no_total_of_nothing():
    bar = ProgressBar()
    bar.show("checking", 0, 0)
    bar.clear()
