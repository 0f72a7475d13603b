"""The product's app: site wiring and the public content. It has no models."""

from django.apps import AppConfig


class HandreikingConfig(AppConfig):
    """Registers the system checks."""

    name = "handreiking"

    def ready(self) -> None:
        """Import the checks, which register themselves."""
        from handreiking import checks  # noqa: F401
