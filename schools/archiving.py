"""Putting a school in the archive, and taking it out again; a site admin does it.

Its principal can read its pages for `School.READABLE_FOR`; its links to join stop working, and work again when it
comes back. Its board sees nothing any more, also after that. What people wrote for themselves stays theirs.
"""

from django.db import transaction
from django.utils import timezone

from schools.board_sharing import end_in_archive
from schools.models import JournalEntry, School


class Merged(Exception):
    """The school went into another one: there is nothing left to come back."""


@transaction.atomic
def archive(school: School) -> None:
    """Put a school in the archive from now on; nothing happens to one that is there already."""
    school = School.objects.select_for_update().get(pk=school.pk)
    if school.archived_at:
        return
    school.archived_at = timezone.now()
    school.save(update_fields=["archived_at"])
    JournalEntry.write_for_site(school, "school_archived", school.name)
    end_in_archive(school)


@transaction.atomic
def unarchive(school: School) -> None:
    """Take a school out of the archive; raises Merged for one that went into another school."""
    school = School.objects.select_for_update().get(pk=school.pk)
    if school.merged_into_id:
        raise Merged
    if not school.archived_at:
        return
    school.archived_at = None
    school.save(update_fields=["archived_at"])
    JournalEntry.write_for_site(school, "school_unarchived", school.name)
