"""A system check: every season of the school year has questions that exist."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 - Django's own name

from handreiking.content_files import ContentErrors
from reflections.daily import daily_questions, seasons

FEWEST = 3  # questions in a season: with fewer the same one comes back every other day


@register("seasons")
def seasons_name_daily_questions(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Report each slug in seasons.yaml that is no question of the day, and each season with too few.

    A warning where a publisher brings other content: there the seasons just count for less.
    """
    try:
        known = {question.slug for question in daily_questions()}
    except ContentErrors:
        return []  # the check of the content says it
    level = Error if settings.CONTENT_DIR == settings.BASE_DIR / "handreiking" / "content" else Warning
    problems = []
    for key, season in seasons().items():
        unknown = [slug for slug in season.questions if slug not in known]
        problems += [f"{key}: {slug} is no question of the day" for slug in unknown]
        if len(set(season.questions) - set(unknown)) < FEWEST:
            problems.append(f"{key}: fewer than {FEWEST} questions")
    return [level(f"reflections/seasons.yaml, {problem}", id="reflections.E001") for problem in problems]
