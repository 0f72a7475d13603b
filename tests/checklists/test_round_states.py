"""Whatever happens to rounds, in whatever order: what is shown is a plain recount, and never tells of one to four people."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from checklists.answering import Over, TooManyOnPaper, answer, enter_paper, finish, take_back
from checklists.closing import SAME_PERIOD, TooFew, close, reopen, show
from checklists.models import FEWEST, Round
from checklists.opening import open_round
from checklists.totals import totals_of
from tests.world import MembershipFactory, RoundFactory, SchoolFactory, TeamFactory

pytestmark = pytest.mark.django_db

PEOPLE = 12
TEAM = range(5, 13)  # who is in the team; number 12 is the coordinator, who leads it
ITEMS = ("PO-B1", "PO-B3")
stand = st.sampled_from(["", "0", "1", "3", "unknown", "na"])
some_people = st.sets(st.integers(0, PEOPLE), min_size=1)
few_people = st.one_of(st.just(set()), st.sets(st.integers(0, PEOPLE), max_size=5))
often = st.sampled_from([True, True, True, False])


@dataclass
class Answered:
    """What one person said in one round."""

    stands: dict[str, str] = field(default_factory=dict)
    flag: str = ""
    remark: str = ""
    done: bool = False


@dataclass
class Kept:
    """A plain account of a round: who answered what, which answers wait, and which were shown item by item."""

    opened: int
    closed: int | None = None
    taking_part: set[Any] = field(default_factory=set)
    sheets: dict[Any, Answered] = field(default_factory=dict)  # of who answers now
    counted: dict[Any, Answered] = field(default_factory=dict)  # of all closings
    waiting: int = 0
    was_shown: bool = False
    published: dict[str, frozenset[Any]] = field(default_factory=dict)

    def window(self) -> tuple[int, int]:
        assert self.closed is not None
        return self.opened, self.closed


@dataclass(frozen=True)
class Seen:
    """A figure of an item that was on a page some day: whose answers were in it, and when those were given."""

    item: str
    people: frozenset[Any]
    window: tuple[int, int]
    round: int


class Rounds(RuleBasedStateMachine):
    """A school of thirteen with a team of eight, its rounds, and somebody who keeps every figure that was ever shown."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.school = SchoolFactory()
        self.coordinator = MembershipFactory(school=self.school, role="coordinator")
        self.people = [*MembershipFactory.create_batch(PEOPLE, school=self.school), self.coordinator]
        self.team = TeamFactory(lead=self.coordinator)
        self.team.members.add(*(self.people[number] for number in TEAM))
        self.rounds: dict[int, Kept] = {}
        self.seen: list[Seen] = []
        self.today = 0
        self.papers = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def row(self, which: int, *, is_open: bool) -> tuple[Round, Kept] | None:
        fitting = [key for key, kept in self.rounds.items() if (kept.closed is None) == is_open]
        if not fitting:
            return None
        key = fitting[which % len(fitting)]
        return Round.objects.get(pk=key), self.rounds[key]

    @initialize(skip=few_people, blank=few_people, team=st.booleans(), other=few_people, days=st.integers(0, 20))
    def two_rounds_to_begin_with(self, skip: set[int], blank: set[int], team: bool, other: set[int], days: int) -> None:
        self.a_whole_round(not team, skip, blank, 0, True)
        self.time_passes(days + 1)
        self.a_whole_round(team, skip, other, 0, True)

    # ---- what happens -------------------------------------------------------------------

    @precondition(lambda self: len(self.rounds) < 4)
    @rule(team=st.booleans())
    def begin(self, team: bool) -> None:
        rows = Round.objects.filter(school=self.school, closed_at=None, team=self.team if team else None)
        if rows.exists():
            return
        round_ = RoundFactory(school=self.school, team=self.team if team else None, alone=True, draft=True)
        open_round(round_, self.coordinator)
        whom = TEAM if team else range(PEOPLE + 1)
        self.rounds[round_.pk] = Kept(opened=self.today, taking_part=set(whom))

    @rule(which=st.integers(0, 3), who=some_people, first=stand, second=stand, flag=st.booleans(), done=st.booleans())
    def answers(self, which: int, who: set[int], first: str, second: str, flag: bool, done: bool) -> None:
        if not (found := self.row(which, is_open=True)):
            return
        round_, kept = found
        for number in who & kept.taking_part:
            said = dict(zip(ITEMS, (first, second), strict=True))
            if kept.sheets.get(number, Answered()).done or number in kept.counted:
                with pytest.raises(Over):
                    answer(round_, self.people[number], ITEMS[0], stand=first)
                continue
            remark = f"steen {number} {round_.pk}"
            for code in ITEMS:
                answer(
                    round_, self.people[number], code, stand=said[code], remark=remark, flag=flag and code == ITEMS[0]
                )
            if done:
                finish(round_, self.people[number])
            stands = {code: value for code, value in said.items() if value}
            kept.sheets[number] = Answered(stands, ITEMS[0] if flag else "", remark, done)

    @precondition(lambda self: len(self.rounds) < 4)
    @rule(team=st.booleans(), skip=few_people, blank=few_people, on_paper=st.integers(0, 2), show_it=often)
    def a_whole_round(self, team: bool, skip: set[int], blank: set[int], on_paper: int, show_it: bool) -> None:
        before = set(self.rounds)
        self.begin(team)
        if made := set(self.rounds) - before:
            self.fill_in(self.place_of(made.pop(), is_open=True), skip, blank, on_paper, show_it)

    @precondition(lambda self: any(kept.closed is not None for kept in self.rounds.values()))
    @rule(which=st.integers(0, 3), skip=few_people, blank=few_people, show_it=often)
    def once_more(self, which: int, skip: set[int], blank: set[int], show_it: bool) -> None:
        round_, kept = self.row(which, is_open=False) or (None, None)
        if round_ is not None and kept is not None:
            self.opens_again(which)
            if kept.closed is None:
                self.fill_in(self.place_of(round_.pk, is_open=True), skip, blank, 0, show_it)

    def place_of(self, key: int, *, is_open: bool) -> int:
        return [one for one, kept in self.rounds.items() if (kept.closed is None) == is_open].index(key)

    def fill_in(self, place: int, skip: set[int], blank: set[int], on_paper: int, show_it: bool) -> None:
        """Let everybody answer but a few, of whom some on paper; a few leave the first item out. Close, and show it."""
        found = self.row(place, is_open=True)
        assert found
        key = found[0].pk
        self.answers(place, set(range(PEOPLE + 1)) - skip - blank, "1", "3", False, True)
        self.answers(place, blank - skip, "", "0", True, True)
        for _ in range(on_paper):
            self.paper(place, "1")
        self.closes(place, False)
        if show_it and found[1].closed is not None:
            self.shows(self.place_of(key, is_open=False))

    @rule(which=st.integers(0, 3), number=st.integers(0, PEOPLE))
    def takes_back(self, which: int, number: int) -> None:
        if found := self.row(which, is_open=True):
            take_back(found[0], self.people[number])
            if number in found[1].sheets:
                found[1].sheets[number].done = False

    @rule(which=st.integers(0, 3), first=stand)
    def paper(self, which: int, first: str) -> None:
        if not (found := self.row(which, is_open=True)):
            return
        round_, kept = found
        stands = {ITEMS[0]: first} if first else {}
        try:
            enter_paper(round_, {code: (value, "") for code, value in stands.items()})
        except TooManyOnPaper:
            return
        self.papers += 1
        kept.sheets[f"paper {self.papers}"] = Answered(stands, done=True)

    @rule(which=st.integers(0, 3), without=st.booleans())
    def closes(self, which: int, without: bool) -> None:
        if not (found := self.row(which, is_open=True)):
            return
        round_, kept = found
        done = {who: said for who, said in kept.sheets.items() if said.done}
        enough = len(done) + kept.waiting >= FEWEST
        if not enough and not without:
            with pytest.raises(TooFew):
                close(round_, self.coordinator)
            return
        close(round_, self.coordinator, without_answers=without)
        kept.closed, kept.sheets = self.today, {}
        if enough:
            kept.counted |= done
            kept.waiting += len(done)

    @rule(which=st.integers(0, 3))
    def shows(self, which: int) -> None:
        if not (found := self.row(which, is_open=False)):
            return
        round_, kept = found
        if kept.waiting < FEWEST:
            with pytest.raises(TooFew):
                show(round_, self.coordinator)
            return
        show(round_, self.coordinator)
        kept.was_shown = True
        kept.waiting = round_.waiting_sheets
        for code in ITEMS:
            people = frozenset(who for who, said in kept.counted.items() if code in said.stands)
            total = totals_of(round_).get(code)
            if total and total.answers != len(kept.published.get(code, ())):
                kept.published[code] = people
                self.seen.append(Seen(code, people, kept.window(), round_.pk))

    @rule(which=st.integers(0, 3))
    def opens_again(self, which: int) -> None:
        if not (found := self.row(which, is_open=False)):
            return
        round_, kept = found
        if Round.objects.filter(school=self.school, team=round_.team, closed_at=None).exists():
            return
        left = kept.taking_part - {who for who in kept.counted if isinstance(who, int)}
        if round_.shown_sheets and len(left) < FEWEST:
            with pytest.raises(TooFew):
                reopen(round_, self.coordinator)
            return
        reopen(round_, self.coordinator)
        kept.closed = None

    @rule(days=st.integers(1, 50))
    def time_passes(self, days: int) -> None:
        self.today += days
        fields = ("opened_at", "closed_at", "shown_at")
        Round.objects.update(**{name: F(name) - timedelta(days=days) for name in fields})

    # ---- what holds all the time --------------------------------------------------------

    @invariant()
    def what_is_shown_is_a_recount(self) -> None:
        for round_ in Round.objects.filter(pk__in=self.rounds):
            kept = self.rounds[round_.pk]
            totals = totals_of(round_)
            assert not totals or kept.was_shown
            assert set(totals) == set(kept.published)
            for code, people in kept.published.items():
                said = [kept.counted[who] for who in people]
                stands = [one.stands[code] for one in said]
                assert totals[code].answers >= FEWEST
                assert dict(totals[code].counts) == {value: stands.count(value) for value in stands}

    @invariant()
    def nobody_can_be_found_by_taking_figures_away(self) -> None:
        for new, code in product(self.seen[-2:], ITEMS):
            beside = [one for one in self.seen if one is not new and one.item == code == new.item and near(one, new)]
            for signs in product((1, 0, -1), repeat=len(beside[:4])):
                left: dict[Any, int] = dict.fromkeys(new.people, 1)
                for one, sign in zip(beside, signs, strict=False):
                    for who in one.people:
                        left[who] = left.get(who, 0) + sign
                if -1 in signs:
                    more = sum(number > 0 for number in left.values())
                    less = sum(number < 0 for number in left.values())
                    assert more == 0 or more >= FEWEST, (new, beside, signs)
                    assert less == 0 or less >= FEWEST, (new, beside, signs)


def near(one: Seen, other: Seen) -> bool:
    """Tell whether people may still have answered the same in both: it was asked about the same time."""
    days = SAME_PERIOD.days
    return one.round == other.round or (
        one.window[0] - days < other.window[1] and other.window[0] - days < one.window[1]
    )


def test_what_is_shown_of_rounds_is_a_recount_and_tells_of_nobody(db: None) -> None:
    run_state_machine_as_test(
        Rounds,
        settings=settings(
            max_examples=20,
            stateful_step_count=8,
            deadline=None,
            suppress_health_check=[
                HealthCheck.too_slow,
                HealthCheck.function_scoped_fixture,
                HealthCheck.filter_too_much,
            ],
        ),
    )
