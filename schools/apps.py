"""People, schools, rights and team planning."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """The app that the features build on."""

    name = "schools"
    verbose_name = "Scholen"
