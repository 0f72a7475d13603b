"""System checks: the content is well formed, every view says who may come in, and whom to warn is still true."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from handreiking.access import ACCESSES
from handreiking.content_files import ContentErrors
from handreiking.library import library

THIRD_PARTY = ("allauth.", "django.")
SOON = timedelta(days=30)


@register("content")
def content_is_well_formed(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Report each error in the content files, with its file and line."""
    try:
        library()
    except ContentErrors as errors:
        return [Error(str(error), id="handreiking.E001") for error in errors.errors]
    return []


@register("access")
def views_declare_their_access(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Report each view of ours without a door, and each whose address and door disagree on school or board."""
    errors: list[CheckMessage] = []
    for name, pattern, arguments in walk_urls():
        access = getattr(pattern.callback, "access", None)
        if access not in ACCESSES:
            errors.append(Error(f"{name}: the view declares no access", id="handreiking.E002"))
        elif (access == "school") != ("code" in arguments):
            errors.append(Error(f"{name}: a school's address and school_view belong together", id="handreiking.E003"))
        elif (access == "board") != ("board_id" in arguments):
            errors.append(Error(f"{name}: a board's address and board_view belong together", id="handreiking.E004"))
    return errors


@register(Tags.security, deploy=True)
def security_contact_is_current(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn where security.txt is no longer shown, or will not be in a month."""
    expires = settings.SECURITY_EXPIRES
    if expires is None or expires > timezone.now().date() + SOON:
        return []
    message = f"SECURITY_EXPIRES is {expires}: renew it, or /.well-known/security.txt goes away."
    return [Caution(message, id="handreiking.W001")]


def walk_urls(
    resolver: URLResolver | None = None, arguments: tuple[str, ...] = (), spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, URLPattern, tuple[str, ...]]]:
    """Yield the full name, the pattern and the argument names of every address that leads to a view of ours.

    The Django admin is left out, our pages in it too: it has a door of its own, tried in tests/schools/test_admin.py.
    """
    for entry in (resolver or get_resolver()).url_patterns:
        names = (*arguments, *entry.pattern.converters)
        if isinstance(entry, URLResolver) and entry.namespace == "admin":
            continue
        if isinstance(entry, URLResolver):
            yield from walk_urls(entry, names, (*spaces, entry.namespace) if entry.namespace else spaces)
        elif not entry.callback.__module__.startswith(THIRD_PARTY):
            yield ":".join([*spaces, entry.name or ""]), entry, names
