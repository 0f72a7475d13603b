"""`manage.py make_site_admin ADDRESS`: let someone manage schools and accounts in /beheer/, without every right."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from schools.models import User

GROUP = "Functioneel beheer"
RIGHTS = {  # what the pages of schools.admin need, and no more
    "schools.school": ["view", "add", "change"],
    "schools.board": ["view", "add", "change", "delete"],
    "schools.boardmembership": ["view", "add", "change"],
    "schools.membership": ["view", "add", "change"],
    "schools.user": ["view", "add", "change", "delete"],
    "schools.invitation": ["view"],
    "schools.team": ["view"],
    "schools.schoolrequest": ["view", "change"],
    "schools.regionholiday": ["view", "add", "change", "delete"],
    "mfa.authenticator": ["view", "delete"],
    "socialaccount.socialaccount": ["view", "delete"],
}


class Command(BaseCommand):
    """Puts an account, made where there is none, into the group, and gives the group its rights again."""

    help = "Let the account with this address manage schools and accounts in /beheer/. It signs in with a code by mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address, and a name for a new account."""
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="the name of the person, for a new account")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make the group and the account what they should be."""
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError as problem:
            raise CommandError(f"{email} is not an e-mail address.") from problem
        group = make_group()
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            user = User.objects.create_user(email, name=options["name"] or "Functioneel beheerder")
        user.is_staff = True
        user.save(update_fields=["is_staff"])
        user.groups.add(group)
        self.stdout.write(f"{user.email} is in the group {GROUP}.")


def make_group() -> Group:
    """Return the group, with exactly the rights of RIGHTS."""
    wanted = Q(pk__in=[])
    for label, deeds in RIGHTS.items():
        app, model = label.split(".")
        codenames = [f"{deed}_{model}" for deed in deeds]
        wanted |= Q(content_type__app_label=app, content_type__model=model, codename__in=codenames)
    group, _ = Group.objects.get_or_create(name=GROUP)
    group.permissions.set(Permission.objects.filter(wanted))
    return group
