"""Totals: a plain recount of what is shown, and what is read from it."""

from collections import Counter
from statistics import pstdev

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from checklists.figures import Bars, together
from checklists.models import FEWEST
from checklists.totals import Total, totals_of, totals_of_rounds
from tests.world import RemarkFactory, RoundFactory, TallyFactory

STANDS = ["0", "1", "2", "3", "unknown", "na"]
relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
answers = st.lists(st.sampled_from(STANDS), max_size=40)


def total(given_answers):
    return Total(counts=Counter(given_answers))


@relaxed
@given(answers)
@example(["0", "3"] * 3)
def test_a_total_counts_what_was_answered(given_answers):
    one = total(given_answers)
    steps = [int(answer) for answer in given_answers if answer.isdigit()]
    assert one.answers == len(given_answers)
    assert one.is_shown == (len(given_answers) >= FEWEST)
    assert one.on_scale == len(steps)
    assert one.mean == (pytest.approx(sum(steps) / len(steps)) if steps else None)
    assert one.spread == pytest.approx(pstdev(steps) if steps else 0.0, abs=1e-9)


@relaxed
@given(answers)
def test_what_is_off_the_scale_changes_no_mean_and_no_spread(given_answers):
    plain, more = total(given_answers), total([*given_answers, "unknown", "na"])
    assert (plain.mean, plain.spread, plain.differs) == (more.mean, more.spread, more.differs)


@pytest.mark.parametrize(
    ("given_answers", "differs"),
    [
        ("000333", True),
        ("111222", False),
        ("0002", True),
        ("00002", False),
        ("3333", False),
        ("", False),
        ("0123", True),
    ],
)
def test_people_differ_where_a_quarter_is_low_and_a_quarter_is_high_and_they_lie_apart(given_answers, differs):
    assert total(list(given_answers)).differs == differs


def test_most_do_not_know_where_at_least_half_says_so_and_it_is_shown():
    assert total(["unknown"] * 3 + ["1"] * 3).mostly_unknown
    assert not total(["unknown"] * 2 + ["1"] * 3).mostly_unknown
    assert not total(["unknown"] * 4).mostly_unknown


@relaxed
@given(answers.filter(bool))
def test_a_bar_is_as_long_as_its_parts_and_says_the_same_in_words(given_answers):
    figure = Bars(Counter(given_answers))
    assert sum(bar.width for bar in figure.bars) == pytest.approx(100)
    assert [bar.x for bar in figure.bars] == pytest.approx(
        [sum(b.width for b in figure.bars[:n]) for n in range(len(figure.bars))]
    )
    assert sum(figure.row) == len(given_answers)
    assert sum(int(part.split()[0]) for part in figure.words.split(", ")) == len(given_answers)
    assert together([figure.counts, figure.counts]).row == [2 * number for number in figure.row]


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    rows=st.sets(st.tuples(st.sampled_from(["PO-B1", "PO-B3"]), st.sampled_from([*STANDS, "flag"]), st.booleans())),
)
def test_only_what_is_shown_is_counted(db, rows):
    with transaction.atomic():
        round_ = RoundFactory(alone=True, closed=True)
        for code, stand, shown in rows:
            TallyFactory(round=round_, item_code=code, stand=stand, count=6, shown=shown)
            RemarkFactory(round=round_, item_code=code, text=f"steen {shown}", shown=shown)
        totals = totals_of(round_)
        for code in ("PO-B1", "PO-B3"):
            stands = {stand: 6 for one, stand, shown in rows if one == code and shown and stand != "flag"}
            flags = sum(6 for one, stand, shown in rows if one == code and shown and stand == "flag")
            found = totals.get(code, Total())
            assert dict(found.counts) == stands
            assert found.flags == flags
            assert set(found.remarks) <= {"steen True"}
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_totals_of_two_rounds_stay_apart(django_assert_num_queries):
    one, other = TallyFactory(count=6).round, TallyFactory(count=9).round
    with django_assert_num_queries(2):
        totals = totals_of_rounds([one, other], remarks_of=one)
    code = one.items[0].code
    assert (totals[one.pk][code].answers, totals[other.pk][code].answers) == (6, 9)
