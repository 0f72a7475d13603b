"""A person's own answers to the questions of the handreiking."""

from django.apps import AppConfig


class ReflectionsConfig(AppConfig):
    """A feature; it knows schools only through the account."""

    name = "reflections"
    verbose_name = "Reflecties"

    def ready(self) -> None:
        """Import the checks, which register themselves."""
        from reflections import checks  # noqa: F401
