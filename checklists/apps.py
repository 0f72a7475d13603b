"""The checklist on wellbeing at school: editions, rounds and outcomes."""

from django.apps import AppConfig


class ChecklistsConfig(AppConfig):
    """A feature; it hands its priorities to goals in schools."""

    name = "checklists"
    verbose_name = "Checklists"

    def ready(self) -> None:
        """Import the check of the editions, which registers itself."""
        from checklists import checks  # noqa: F401
