"""The product's app: site wiring and the public content. It has no models."""

from django.apps import AppConfig


class HandreikingConfig(AppConfig):
    """Registers the system checks."""

    name = "handreiking"

    def ready(self) -> None:
        """Import the checks, which register themselves; report errors where a place for them is set."""
        from handreiking import checks, error_tracking  # noqa: F401

        error_tracking.start()
