"""How long what people said in a round is kept. Their answers go when it closes; what the team agreed stays."""

from datetime import datetime

from django.utils.timezone import localdate

from checklists.models import Participation, Remark
from schools.retention import Rule, plans_kept_since


def rules(now: datetime) -> list[Rule]:
    """Return the rules of this app: loose remarks, and who took part, go with the plans of their time."""
    since = plans_kept_since(localdate(now))
    return [
        Rule("remarks", lambda: Remark.objects.filter(round__closed_at__date__lt=since), "round__school__code"),
        Rule(
            "who took part",
            lambda: Participation.objects.filter(round__closed_at__date__lt=since),
            "round__school__code",
        ),
    ]
