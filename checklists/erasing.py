"""What happens in rounds when someone erases the account: in an open one their sheet is still found, and goes."""

from django.db import transaction

from checklists.answering import digest
from checklists.closing import wipe
from checklists.models import RoundKey, Sheet
from schools.models import Membership


def erase(member: Membership, former: Membership) -> None:
    """Throw away someone's sheets in rounds that are open. Of a closed one nobody knows which answers were theirs."""
    for key in RoundKey.objects.filter(round__school_id=member.school_id):
        Sheet.objects.filter(round=key.round_id, digest=digest(key.secret, key.round_id, member.user_id)).delete()
    transaction.on_commit(wipe)
