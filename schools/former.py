"""Who stands for everyone who is gone from a school: 'oud-lid', one account for the site, one membership per school.

docs/decisions/account-erased.md says why. Nobody signs in with it, and it takes part in nothing.
"""

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from schools.addresses import FORMER
from schools.models import Membership, School, User

NAME = "oud-lid"


def former_user() -> User:
    """Return the account of nobody, made where there is none."""
    nobody = {"name": NAME, "is_active": False, "password": make_password(None)}
    user, _ = User.objects.get_or_create(email=FORMER, defaults=nobody)
    return user


def former_member(school: School) -> Membership:
    """Return who stands in a school for who is gone; the school is locked, so two at once make one."""
    user = former_user()
    found = Membership.objects.filter(school=school, user=user).order_by("pk").first()
    return found or Membership.objects.create(school=school, user=user, left_at=timezone.now())
