"""Mail to the functional mailbox of a school, which outlives whoever manages its accounts."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.db import transaction

from schools.emails import send_mail
from schools.models import Membership, School


@contextmanager
def watched(school: School) -> Iterator[None]:
    """Tell the mailbox, once the transaction is done, that an administrator left or that one is left alone."""
    before = set(Membership.objects.admins().filter(school=school))
    yield
    after = set(Membership.objects.admins().filter(school=school))
    has_left = any(member.left_at for member in Membership.objects.filter(pk__in=[one.pk for one in before - after]))
    is_alone = len(after) == 1 < len(before)
    if school.mailbox and (has_left or is_alone):
        transaction.on_commit(partial(tell, school, has_left=has_left, is_alone=len(after) == 1))


def tell(school: School, *, has_left: bool, is_alone: bool) -> None:
    """Mail what changed, with the school's name and nothing about a person; a mail that fails is only logged."""
    send_mail("mailbox", school.mailbox, {"school": school.name, "has_left": has_left, "is_alone": is_alone})
