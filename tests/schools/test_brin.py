"""BRIN: the many ways in which people write it, and the one way in which it is kept."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schools.brin import normalised_brin
from schools.lookalikes import is_alike, plain_name
from schools.models.organisations import BRIN_PATTERN

REAL = st.from_regex(re.compile(BRIN_PATTERN), fullmatch=True).map(str.strip)
MARKS = st.sampled_from(["", " ", "  ", "-", ".", "/", "–", "\xa0", "\t"])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12AB", "12AB"),
        (" 12 ab ", "12AB"),
        ("12ab00", "12AB00"),
        ("12AB 00", "12AB00"),
        ("12ab-01", "12AB01"),
        ("12AB.00", "12AB00"),
        ("１２ＡＢ", "12AB"),
        ("", ""),
        ("12A", ""),
        ("12AB0", ""),
        ("AB12", ""),
        ("12AB000", ""),
        ("12ÄB", ""),
        ("١٢AB", ""),
        ("12AB\n", "12AB"),
    ],
)
def test_a_brin_is_read_as_people_write_it(typed, kept):
    assert normalised_brin(typed) == kept


@given(REAL, st.lists(MARKS, min_size=7, max_size=7), st.booleans())
def test_marks_and_lower_case_make_no_difference(brin, marks, lower):
    letters = [*brin, *[""] * (6 - len(brin))]
    typed = marks[0] + "".join(letter + mark for letter, mark in zip(letters, marks[1:], strict=True))
    assert normalised_brin(typed.lower() if lower else typed) == brin


@given(st.text(max_size=12))
def test_what_comes_out_is_a_brin_or_nothing_and_stays_what_it_is(typed):
    brin = normalised_brin(typed)
    assert brin == "" or (re.fullmatch(BRIN_PATTERN, brin) and brin.isascii() and len(brin) in {4, 6})
    assert normalised_brin(brin) == brin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CBS De Vijver", "Basisschool de vijver"),
        ("De Régenboog", "Regenboogschool"),
        ("R.K.B.S. 't Kompas", "’t Kompas"),
        ("Erasmus College", "Erasmuscollege Zoetermeer"),
        ("De School", "de school"),
    ],
)
def test_names_that_may_be_the_same_school(one, other):
    assert is_alike(one, other)
    assert is_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("OBS De Vijver", "OBS De Linde"), ("Het College", "Het Kompas"), ("A", "")]
)
def test_names_that_are_not(one, other):
    assert not is_alike(one, other)


@given(st.text(max_size=40))
@example("𝞐")
def test_a_name_is_always_like_itself_and_plain_stays_plain(name):
    assert is_alike(name, name.upper()) or name.upper().casefold() != name.casefold()
    assert plain_name(plain_name(name)) == plain_name(name)
