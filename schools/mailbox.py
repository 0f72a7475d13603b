"""Mail to the functional mailbox of a school, which outlives whoever manages its accounts."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string

from schools.models import Membership, School

log = logging.getLogger(__name__)


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
    context = {"school": school.name, "has_left": has_left, "is_alone": is_alone}
    mail = EmailMultiAlternatives(
        subject=" ".join(render_to_string("emails/mailbox_subject.txt", context).split()),
        body=render_to_string("emails/mailbox.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[school.mailbox],
    )
    mail.attach_alternative(render_to_string("emails/mailbox.html", context), "text/html")
    try:
        mail.send()
    except (SMTPException, OSError) as problem:
        log.warning("the mailbox of school %s was not told: %s", school.code, problem)
