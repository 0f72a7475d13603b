"""The country for the benchmarks: its numbers add up, whatever its size."""

import pytest

from tests.benchmarks.generator import SCHOOLS, plans, share


@pytest.mark.parametrize("size", [1, 0.1, 0.005])
def test_the_country_has_what_it_says_in_every_size(size):
    schools = [plan for block in plans(round(SCHOOLS * size)) for plan in block]
    assert len({plan.code for plan in schools}) == 8_000 * size
    assert sum(plan.members for plan in schools) == 250_000 * size
    assert sum(plan.reflections for plan in schools) == 2_500_000 * size
    assert sum(plan.answers for plan in schools) == 12_000_000 * size
    assert sum(plan.goals for plan in schools) == 200_000 * size


def test_the_first_schools_are_the_same_in_every_size():
    assert next(plans(8_000))[:10] == next(plans(10))


def test_parts_are_whole_and_together_the_total():
    assert share(10, [1, 1, 1]) == [3, 4, 3]
    assert sum(share(6_250, [0.3, 7, 20, 1.1])) == 6_250
