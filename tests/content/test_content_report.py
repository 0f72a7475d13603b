"""`manage.py content_report`: the counts for editors, and the promise of slugs."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from handreiking.content_report import content_report
from handreiking.library import library


def output_of(*arguments):
    out, err = StringIO(), StringIO()
    call_command("content_report", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def forget_and_check():
    library.cache_clear()
    call_command("check")


def test_the_command_prints_the_counts_in_all():
    lines = [line.split() for line in output_of()[0].splitlines()[:4]]
    assert lines == [["circles", "6"], ["sources", "25"], ["resources", "16"], ["principles", "4"]]


def test_the_command_prints_a_line_for_each_chapter():
    chapters = [line for line in output_of()[0].splitlines() if re.match(r"\S+: ", line)]
    assert chapters == [
        "jezelf: 2 key messages, 2 sections of rationale, 1 practice examples, 3 handvatten",
        "leerling: 4 key messages, 8 sections of rationale, 3 practice examples, 4 handvatten",
        "groep: 3 key messages, 3 sections of rationale, 3 practice examples, 4 handvatten",
        "team-en-school: 2 key messages, 2 sections of rationale, 3 practice examples, 4 handvatten",
        "omgeving: 0 key messages, 2 sections of rationale, 0 practice examples, 0 handvatten",
    ]


def test_the_command_prints_a_line_for_each_handvat_without_the_zeros():
    handvatten = [line.split(None, 2) for line in output_of()[0].splitlines() if line.startswith("  ")]
    assert [code for code, _, _ in handvatten] == [handvat.code for handvat in library().handvatten]
    assert ["1a", "ontspannen-voor-de-klas", "4 tips"] in handvatten
    assert ["2d", "traumasensitief-lesgeven", "18 points, 2 resources"] in handvatten
    assert ["3b", "samen-verantwoordelijk", "3 steps, 8 points, 11 questions"] in handvatten
    assert ["4a", "waarden-voor-welbevinden", "1 tips, 2 resources"] in handvatten


def test_the_json_is_the_report_itself():
    assert json.loads(output_of("--json")[0]) == content_report(library())
    assert "IB’er, po" in output_of("--json")[0]


def test_the_report_counts_anew_what_the_content_holds(content_copy):
    path = content_copy / "chapters/jezelf/handvatten/1a.yaml"
    path.write_text(path.read_text() + "      - text: Neem een hond mee.\n")
    report = json.loads(output_of("--json")[0])
    assert report["chapters"]["jezelf"]["handvatten"]["1a"]["tips"] == 5
    assert "  1a ontspannen-voor-de-klas         5 tips" in output_of()[0].splitlines()


def test_release_adds_the_slugs_that_are_new_and_nothing_else(content_copy):
    listed = content_copy / "released.txt"
    before = listed.read_text().splitlines()
    sources = content_copy / "sources.yaml"
    sources.write_text(sources.read_text() + "- slug: aardig-2026\n  label: Aardig, 2026\n")
    _, said = output_of("--release")
    after = listed.read_text().splitlines()
    assert sorted(set(after) - set(before)) == ["sources/aardig-2026"]
    assert sorted(before) == sorted(line for line in after if line != "sources/aardig-2026")
    assert after == sorted(after)
    assert said == "1 slugs released\n"
    forget_and_check()


def test_release_makes_a_list_where_there_is_none(content_copy):
    listed = content_copy / "released.txt"
    before = listed.read_text()
    listed.unlink()
    output_of("--release")
    assert listed.read_text() == before


def test_release_changes_nothing_where_nothing_is_new(content_copy):
    before = (content_copy / "released.txt").read_bytes()
    assert output_of("--release")[1] == "0 slugs released\n"
    assert (content_copy / "released.txt").read_bytes() == before


def test_release_keeps_a_retired_slug_retired(content_copy):
    listed = content_copy / "released.txt"
    listed.write_text(listed.read_text() + "sources/oud-1999 retired\n")
    output_of("--release")
    assert listed.read_text().count("sources/oud-1999") == 1
    assert "sources/oud-1999 retired\n" in listed.read_text()
    forget_and_check()


def test_release_does_not_bring_back_a_slug_that_was_retired(content_copy):
    listed = content_copy / "released.txt"
    listed.write_text(listed.read_text().replace("sources/tno-2016\n", "sources/tno-2016 retired\n"))
    with pytest.raises(CommandError, match="'sources/tno-2016' was retired; give the new text another slug"):
        output_of("--release")
    assert [line for line in listed.read_text().splitlines() if "tno-2016" in line] == ["sources/tno-2016 retired"]


@pytest.mark.parametrize("arguments", [[], ["--json"], ["--release"]])
def test_broken_content_is_named_with_its_place_and_without_a_traceback(arguments, content_copy):
    path = content_copy / "circles.yaml"
    path.write_text(path.read_text().replace("- ring: 1\n", "- ring: een\n"))
    sources = content_copy / "sources.yaml"
    sources.write_text(sources.read_text() + "- slug: aardig-2026\n  label: Aardig, 2026\n")
    listed = (content_copy / "released.txt").read_bytes()
    with pytest.raises(CommandError, match=f"{path}:2: ring: Input should be a valid integer"):
        output_of(*arguments)
    assert (content_copy / "released.txt").read_bytes() == listed
