"""Visit a site as its people do, on the database it has now: `python -m tests.smoke`, with the site's own settings.

For a restored backup (bin/try-backup): it signs in as people of every role and opens every page that needs no more than
a school, reads what is encrypted with the keys at hand, and prints only counts. Run it on a copy: signing in is a row.
Needs what the site needs, and nothing of the tests.
"""

import logging
import os
import sys
from collections import Counter
from collections.abc import Iterator

MOST = 2  # people of each role
NEEDED = {"/", "/readyz", "/handvatten/", "/account/login/", "/vandaag/", "/reflecties/"}


def main() -> int:
    """Visit, print, and return the exit status: 0 where everything answered."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handreiking.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from schools.key_rotation import rotate
    from schools.models import Membership, School, User

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchall() == [("ok",)], "the file is damaged"
    host = (settings.ALLOWED_HOSTS or ["localhost"])[0].lstrip(".")
    settings.ALLOWED_HOSTS = [host]
    logging.disable(logging.INFO)  # what goes wrong is still in the log
    visits: Counter[int] = Counter()
    wrong: list[str] = []

    def visit(client: Client, address: str) -> None:
        client.raise_request_exception = False
        status = client.get(address, secure=True, headers={"host": host}).status_code
        visits[status] += 1
        if status >= 500 or (address in NEEDED and status != 200):
            wrong.append(f"{status} {address}")

    for address in ("/", "/readyz", "/handvatten/", "/account/login/"):
        visit(Client(), address)
    people = members_of_every_role(Membership)
    for member in people:
        client = Client()
        client.force_login(member.user)
        for address in addresses(member.school.code):
            visit(client, address)

    read = {progress.table: progress.seen for progress in rotate(change=False)}  # KeyMissing where a key does not fit
    say(f"{School.objects.count()} schools, {User.objects.count()} people, {Membership.objects.count()} memberships")
    say("read with these keys: " + ", ".join(f"{count} of {table}" for table, count in sorted(read.items())))
    say(f"visited as {len(people)} people: " + ", ".join(f"{count} × {code}" for code, count in sorted(visits.items())))
    if not User.objects.exists():
        wrong.append("nobody is in it")
    for line in wrong:
        say(f"WRONG  {line}")
    return 1 if wrong else 0


def say(line: str) -> None:
    """Write a line."""
    sys.stdout.write(line + "\n")


def members_of_every_role(membership: type) -> list:  # type: ignore[type-arg]
    """Return a few members of every role who can sign in, of schools that are not archived."""
    active = membership.objects.filter(left_at=None, user__is_active=True, school__archived_at=None)
    roles = sorted(set(active.order_by().values_list("role", flat=True)))
    return [member for role in roles for member in active.filter(role=role).select_related("user", "school")[:MOST]]


def addresses(code: str | None) -> Iterator[str]:
    """Yield every address that needs nothing, or with a code nothing but the school."""
    from django.urls import NoReverseMatch, reverse

    from handreiking.checks import walk_urls

    for name, _, arguments in walk_urls():
        values = {"code": code} if code and "code" in arguments else {}
        try:
            yield reverse(name, kwargs=values)
        except NoReverseMatch:  # wants a goal, a round, a text: those are reached from the lists
            continue


if __name__ == "__main__":
    sys.exit(main())
