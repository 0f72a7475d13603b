"""What tests of rounds and of the conversation ask for by name."""

from datetime import timedelta

import pytest

from tests.checklists.tending import TUESDAY, draft_of, mailed, tend
from tests.rounds import say_done
from tests.world import MembershipFactory


@pytest.fixture
def clock(clock):
    """Return what sets the clock; it begins on a Monday morning."""
    clock(TUESDAY - timedelta(days=1))
    return clock


@pytest.fixture
def school(cast):
    """De Vijver, with two teachers more: five people."""
    MembershipFactory.create_batch(2, school=cast.marieke.school)
    return cast.marieke.school


@pytest.fixture
def draft(cast, school, clock):
    """A draft of Marieke's that opens on Tuesday and closes after Thursday of the week after."""
    return draft_of(school, made_by=cast.marieke)


@pytest.fixture
def opened(draft, clock):
    """It opened on Tuesday; everyone is invited, and one is done."""
    clock(TUESDAY)
    tend()
    say_done(draft, 1)
    mailed()
    draft.refresh_from_db()
    return draft


@pytest.fixture
def lead(cast, as_user):
    """Marieke, signed in, who leads."""
    return as_user(cast.marieke.user)
