"""In which order a team talks about the items."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from checklists.editions import newest
from checklists.models import Round
from checklists.order import talk_order
from checklists.spread import bars, sentence, words
from checklists.totals import Total

ROUND = Round(edition_key=newest("po").key, depth="full", way="alone")
CODES = [item.code for item in ROUND.items]
TOTALS = st.builds(
    lambda counts: Total(counts=Counter({stand: number for stand, number in counts.items() if number})),
    st.fixed_dictionaries({stand: st.integers(0, 12) for stand in ["0", "1", "2", "3", "unknown", "na"]}),
)


def order(**totals):
    """Return the codes of the first pillar in order; totals are written as BELEID_CODE='0012'."""
    found = {f"PO-{name}": Total(counts=Counter(stands)) for name, stands in totals.items()}
    return [item.code.removeprefix("PO-") for item in talk_order(ROUND, found)][:10]


def test_without_totals_it_is_the_order_of_the_list():
    assert [item.code for item in talk_order(ROUND, {})] == CODES


def test_first_what_goes_well_then_the_largest_differences_then_what_has_no_total():
    found = order(B2="00000", B4="33333", B5="22223", B7="00333", B8="01111", B9="0333")
    assert found[:6] == ["B4", "B5", "B7", "B8", "B2", "B1"]


def test_what_many_call_good_and_some_do_not_is_a_difference():
    assert order(B6="0003333333", B3="22222")[:2] == ["B3", "B6"]


@given(st.dictionaries(st.sampled_from(CODES), TOTALS))
def test_every_item_comes_once_and_the_pillars_stay_together(totals):
    found = talk_order(ROUND, totals)
    assert sorted(item.code for item in found) == sorted(CODES)
    pillars = [ROUND.edition.pillar_of[item.code].slug for item in found]
    assert list(dict.fromkeys(pillars)) == [pillar.slug for pillar in ROUND.edition.pillars]
    assert pillars == sorted(pillars, key=list(dict.fromkeys(pillars)).index)


@given(TOTALS)
def test_bars_and_words_say_the_same_as_the_figures(total):
    drawn = {bar["level"]: bar["count"] for bar in bars(total)}
    assert drawn == dict(total.counts)
    assert (
        sum(bar["width"] for bar in bars(total)) in (0, 0.0)
        or abs(sum(bar["width"] for bar in bars(total)) - 100) < 1e-6
    )
    assert {one["level"]: one["count"] for one in words(total) if one["count"]} == drawn
    assert sentence(total).startswith(f"{total.answers} antwoorden")
