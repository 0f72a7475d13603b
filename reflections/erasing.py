"""What happens in talks in pairs when one of the two erases the account; the rest goes with the account by itself."""

from django.db.models import Q

from reflections.models import PeerConversation
from schools.models import Membership


def erase(member: Membership, former: Membership) -> None:
    """Take someone out of their talks: their answers, their word and the agreements go, the other's answers stay.

    Where the other wrote nothing either, or went before, the talk goes too.
    """
    for talk in PeerConversation.objects.filter(Q(asker=member) | Q(partner=member)):
        talk.answers.filter(author=member.user_id).delete()
        if not talk.answers.exists():
            talk.delete()
            continue
        if talk.asker_id == member.pk:
            talk.asker, talk.word = former, ""
        else:
            talk.partner = former
        talk.agreements = ""
        talk.version += 1
        talk.save()
