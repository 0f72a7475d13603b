"""What figures give away when they are taken from each other."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.subtracting import MOST_BESIDE, Figure, gives_away

EVERYONE = frozenset(range(20))


def people(*numbers):
    return frozenset(number for one in numbers for number in ([one] if isinstance(one, int) else one))


@pytest.mark.parametrize(
    ("new", "beside", "tells"),
    [
        (range(12), [], False),
        (range(12), [range(12)], False),  # the same people, who said the same
        (range(12), [range(11)], True),  # one more
        (range(12), [range(8)], True),  # four more
        (range(12), [range(7)], False),  # five more
        (range(8), [range(4, 12)], True),  # four here, four there
        (range(8), [range(8, 16)], False),  # nobody in common
        (range(12), [range(5), range(5, 10)], True),  # all but two teams leaves two
        (range(15), [range(5), range(5, 10)], False),
        (range(5, 10), [range(12), range(5)], True),  # and so for the second team
    ],
)
def test_who_is_left(new, beside, tells):
    assert gives_away(Figure(people(new)), [Figure(people(one)) for one in beside]) is tells


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [({"unknown": 1}, {}), ({}, {"unknown": 1}), ({"skipped": 1}, {}), ({}, {"skipped": 1})],
)
def test_what_is_not_known_counts_as_it_would_hurt_most(ours, theirs):
    assert gives_away(Figure(EVERYONE, **ours), [Figure(EVERYONE, **theirs)])


def test_paper_in_the_new_one_may_be_of_anybody_so_five_more_are_not_enough():
    assert not gives_away(Figure(people(range(12))), [Figure(people(range(6)))])
    assert gives_away(Figure(people(range(12))), [Figure(people(range(6)), unknown=2)])


def test_with_too_many_figures_nothing_is_shown():
    assert gives_away(Figure(EVERYONE), [Figure(EVERYONE)] * (MOST_BESIDE + 1))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    sets=st.lists(st.frozensets(st.integers(0, 14), min_size=5), min_size=2, max_size=4),
    hidden=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 14)), max_size=3),
    signs=st.lists(st.sampled_from([-1, 0, 1]), min_size=4, max_size=4),
)
def test_no_sum_leaves_one_to_four_people_where_it_says_so_whatever_is_not_known(sets, hidden, signs):
    true = [set(one) for one in sets]
    skipped = [0] * len(sets)
    for place, person in hidden:
        if place < len(sets) and person in true[place]:
            true[place].remove(person)
            skipped[place] += 1
    figures = [Figure(one, skipped=number) for one, number in zip(sets, skipped, strict=True)]
    if gives_away(figures[0], figures[1:]) or any(len(one) < 5 for one in true):
        return
    left = dict.fromkeys(range(15), 0)
    for people_in, sign in zip(true, [1, *signs[1:]], strict=False):
        for person in people_in:
            left[person] += sign
    plus, minus = sum(value > 0 for value in left.values()), sum(value < 0 for value in left.values())
    if -1 in signs[1 : len(sets)]:
        assert plus == 0 or plus >= 5
        assert minus == 0 or minus >= 5
