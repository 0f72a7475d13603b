"""The product's app: site wiring and the public content. It has no models."""

from django.apps import AppConfig


class HandreikingConfig(AppConfig):
    """Registers the system checks and the lookups."""

    name = "handreiking"

    def ready(self) -> None:
        """Import what registers itself; report errors where a place for them is set."""
        from handreiking import checks, error_tracking, lookups  # noqa: F401

        error_tracking.start()
