"""Where something stands in the school: the one scale of the checklist."""

from django.db import models

ON_SCALE = ("0", "1", "2", "3")


class Stand(models.TextChoices):
    """Where the school stands on an item; the last two are off the scale and stay out of every average."""

    NOT_YET = "0", "Nog niet"
    DEVELOPING = "1", "In ontwikkeling"
    MOSTLY = "2", "Grotendeels"
    ORDINARY = "3", "Gewoon bij ons"
    UNKNOWN = "unknown", "Weet ik niet"
    NOT_APPLICABLE = "na", "Niet van toepassing"


class TeamStand(models.TextChoices):
    """The same scale, as a team says it together."""

    NOT_YET = "0", "Nog niet"
    DEVELOPING = "1", "In ontwikkeling"
    MOSTLY = "2", "Grotendeels"
    ORDINARY = "3", "Gewoon bij ons"
    UNKNOWN = "unknown", "Weten we niet"
    NOT_APPLICABLE = "na", "Niet van toepassing"
