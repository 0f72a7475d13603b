"""A site admin who has said why, for tests of what /beheer/ does after that; tests/schools/test_looking.py is about why."""

from typing import Any

from django.test import Client
from django.utils import timezone

from schools.admin.looking import FOR, SESSION_KEY
from schools.models import School, User


class Looking(Client):
    """A client of a site admin who gave a reason for every school that there is."""

    def request(self, **request: Any) -> Any:
        """Open the schools that came since the last page too, and ask for the page."""
        session, until = self.session, (timezone.now() + FOR).timestamp()
        session[SESSION_KEY] = {str(key): until for key in School.objects.values_list("pk", flat=True)}
        session.save()
        return super().request(**request)


def looking(user: User) -> Client:
    """Return a client on which this site admin is signed in."""
    client = Looking()
    client.force_login(user)
    return client
