"""Whatever administrators do to each other, somebody keeps managing the accounts of the school."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schools import membership
from schools.models import Membership
from tests.world import GoalFactory, MembershipFactory

pytestmark = pytest.mark.django_db
ROLE = st.sampled_from(["teacher", "coordinator", "principal"])
CHANGE = st.tuples(st.just("change"), st.integers(0, 3), ROLE, st.booleans())
SWITCH = st.tuples(st.sampled_from(["deactivate", "reactivate"]), st.integers(0, 3), ROLE, st.booleans())

HANDOVER = st.tuples(st.just("hand over"), st.integers(0, 3), ROLE | st.none(), st.integers(0, 3))


@given(deeds=st.lists(CHANGE | SWITCH | HANDOVER, max_size=12))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_somebody_always_manages_the_accounts(db, deeds):
    principal = MembershipFactory(role="principal")
    people = [principal, *MembershipFactory.create_batch(3, school=principal.school)]
    for deed, number, role, more in deeds:
        person = people[number]
        try:
            if deed == "change":
                membership.change(person, principal, role=role, is_admin=more)
            elif deed == "deactivate":
                membership.deactivate(person, principal)
            elif deed == "reactivate":
                membership.reactivate(person, principal)
            elif person.manages_accounts and not person.left_at:  # the door lets no one else in
                membership.hand_over(person, people[more], as_principal=role == "principal", stay_as=role)
        except membership.LastAdmin:
            assert person.manages_accounts
        except membership.NoColleague:
            assert people[more] == person or people[more].left_at
    admins = [one for one in Membership.objects.visible_to(principal) if one.manages_accounts]
    assert admins
    assert set(admins) == set(Membership.objects.admins().filter(school=principal.school))


def test_goals_that_run_never_lose_their_owner_whoever_calls(cast):
    GoalFactory(owner=cast.joost)
    for successor in (None, cast.joost, cast.bram):
        with pytest.raises(membership.NoSuccessor):
            membership.deactivate(cast.joost, cast.fatima, successor)
        cast.joost.refresh_from_db()
        assert cast.joost.left_at is None
