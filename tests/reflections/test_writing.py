"""Saving from two places at once: whatever the order, no text that was said to be kept is lost."""

from dataclasses import dataclass, field
from functools import partial

import pytest
from django.utils.timezone import localdate
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from handreiking.library import library
from reflections.models import Reflection
from reflections.writing import Began, Conflict, Written, keep
from tests.at_once import at_once
from tests.world import OPEN_QUESTION, SCALE_QUESTION, SENTENCE_QUESTION, UserFactory

QUESTION = library().question_by_slug[OPEN_QUESTION][1]
WORDS = st.sampled_from(["rust", "orde", "lachen", "pauze", "koffie", "deur"])


def text(words):
    return Written({"text": words})


# ---- two connections at once ------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("standing", [False, True], ids=["first", "later"])
def test_of_saves_at_the_same_moment_one_is_kept_and_the_others_are_asked_to_choose(standing):
    for _ in range(5):
        user = UserFactory()
        began = Began.of(keep(user, QUESTION, text("Begin."), Began())) if standing else Began()
        deeds = [partial(keep, user, QUESTION, text(f"Tab {number}."), began) for number in range(4)]
        outcomes = at_once(*deeds)
        kept = [outcome for outcome in outcomes if isinstance(outcome, Reflection)]
        conflicts = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]
        assert (len(kept), len(conflicts)) == (1, 3), outcomes
        stands = Reflection.objects.visible_to(user).get()
        assert stands.content == kept[0].content
        assert {conflict.theirs.content["text"] for conflict in conflicts} == {stands.content["text"]}


@pytest.mark.django_db(transaction=True)
def test_taking_away_and_writing_on_at_the_same_moment_loses_nothing_unseen():
    for _ in range(5):
        user = UserFactory()
        began = Began.of(keep(user, QUESTION, text("Begin."), Began()))
        emptied, written = at_once(
            partial(keep, user, QUESTION, text(""), began), partial(keep, user, QUESTION, text("Verder."), began)
        )
        stands = Reflection.objects.visible_to(user).first()
        if isinstance(written, Conflict):
            assert emptied is None
            assert stands is None
        else:
            assert isinstance(emptied, Conflict)
            assert stands.content == {"text": "Verder."}


# ---- both under each other --------------------------------------------------------------


@pytest.mark.parametrize(
    ("here", "there", "joined"),
    [
        ({"text": "Hier"}, {"text": "Daar"}, {"text": "Daar\n\nHier"}),
        ({"text": "Daar en hier"}, {"text": "Daar"}, {"text": "Daar en hier"}),
        ({"text": "Daar"}, {"text": "Daar en hier"}, {"text": "Daar en hier"}),
        ({"text": "Hier"}, {}, {"text": "Hier"}),
        ({"sentences": ["a", ""]}, {"sentences": ["b", "c"]}, {"sentences": ["b / a", "c"]}),
        ({"sentences": ["a"]}, {"sentences": ["b", "c"]}, {"sentences": ["b / a", "c"]}),
        ({"level": 1}, {"level": 2}, {"level": 1}),
    ],
)
def test_what_is_joined_holds_both(here, there, joined):
    assert Written(here, "6a").under(Written(there)) == Written(joined, "6a")


@pytest.mark.parametrize("slug", [OPEN_QUESTION, SCALE_QUESTION, SENTENCE_QUESTION])
def test_empty_answers_are_the_same_whatever_their_class(slug):
    assert Written({"text": ""}, "6a").says_the_same_as(Written({}))
    assert not Written({"level": 0}).says_the_same_as(Written({}))


# ---- two tabs, any order ----------------------------------------------------------------


@dataclass
class Tab:
    """What a browser holds of one form: what it began from, what is typed, and what it never heard of again."""

    began: Began = field(default_factory=Began)
    typed: str = ""
    sent: tuple[Written, ...] = ()
    shown: Conflict | None = None
    seen: set[str] = field(default_factory=set)  # every text that this tab has had in view


class TwoTabs(RuleBasedStateMachine):
    """Two tabs with the same answer. What was acknowledged goes only where a tab that had it in view let it go."""

    @initialize()
    def start(self):
        self.user = UserFactory()
        self.tabs = [Tab(), Tab()]
        self.standing = ""  # the text that the last acknowledgement put there

    def stands(self):
        kept = Reflection.objects.visible_to(self.user).first()
        return kept.content["text"] if kept else ""

    def save(self, tab, written, began, both=False):
        """Save as the view does; check that a text that goes had been in view."""
        before = self.stands()
        try:
            kept = keep(self.user, QUESTION, written, began, both=both)
        except Conflict as conflict:
            assert self.stands() == before, "a conflict saves nothing"
            tab.shown = conflict
            tab.seen.add(before)
            return None
        now = self.stands()
        wanted = written.under(text(before)).content["text"] if both and before else written.content["text"]
        assert now == wanted.strip()
        if before and before not in now:
            assert before in tab.seen, f"{before!r} was wiped by a tab that never showed it"
        tab.seen.add(now)
        self.standing = now
        return kept

    @rule(which=st.integers(0, 1), words=st.lists(WORDS, max_size=3), answered=st.booleans())
    def type_and_save(self, which, words, answered):
        tab = self.tabs[which]
        tab.typed = " ".join(words)
        began = Began(tab.began.day, tab.began.version, tab.sent)
        tab.seen.add(tab.typed)
        kept = self.save(tab, text(tab.typed), began)
        if tab.shown:
            return
        if answered:
            tab.began, tab.sent = Began.of(kept), ()
        else:  # saved, but the answer was lost on the way
            tab.sent = (*tab.sent, text(tab.typed))

    @precondition(lambda self: any(tab.shown for tab in self.tabs))
    @rule(choice=st.sampled_from(["here", "there", "both"]))
    def choose(self, choice):
        tab = next(tab for tab in self.tabs if tab.shown)
        shown, tab.shown = tab.shown, None
        if choice == "there":
            self.load(tab)
            return
        kept = self.save(tab, text(tab.typed), Began(shown.day, shown.version), both=choice == "both")
        if not tab.shown:
            tab.began, tab.sent, tab.typed = Began.of(kept), (), self.stands()

    @rule(which=st.integers(0, 1))
    def reload(self, which):
        self.load(self.tabs[which])

    def load(self, tab):
        kept = Reflection.objects.visible_to(self.user).first()
        tab.began, tab.typed, tab.sent, tab.shown = Began.of(kept), self.stands(), (), None
        tab.seen.add(tab.typed)

    @invariant()
    def what_was_acknowledged_last_stands(self):
        if hasattr(self, "user"):
            assert self.stands() == self.standing
            assert Reflection.objects.visible_to(self.user).count() <= 1


class TestTwoTabs(HypothesisTestCase):
    def test_whatever_two_tabs_do_no_acknowledged_text_goes_unseen(self):
        run_state_machine_as_test(
            TwoTabs,
            settings=settings(
                max_examples=40, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )


@pytest.mark.django_db
def test_the_day_of_an_answer_is_today_unless_a_form_says_which(cast):
    kept = keep(cast.joost.user, QUESTION, text("Nu."), Began())
    assert kept.written_on == localdate()
