"""Small pieces for every template, loaded as builtins."""

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from handreiking.identity_providers import Provider
from handreiking.markdown import Notes, to_html

register = template.Library()
SEAM = re.compile(r"(?<=ens|ids|ngs)(?=[a-z]{7})")  # toegankelijkheids-verklaring, gegevens-verwerkings-analyse


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """Return the Lucide icon of that name from the sprite; it is decoration, so a word must stand beside it."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        f" {extra}" if extra else "",
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def identity_providers() -> list[Provider]:
    """Return the configured providers of school accounts, in order; mostly there are none."""
    return list(settings.IDENTITY_PROVIDERS)


@register.filter
def md(text: str, notes: Notes | None = None) -> SafeString:
    """Return Markdown as safe HTML; sources are numbered by the page's notes."""
    return to_html(text, notes)


@register.filter
def breakable(title: str) -> str:
    """Return a title whose long compounds have a soft hyphen at their seam: some are wider than a telephone."""
    return SEAM.sub("\u00ad", title)


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    """Return the mapping's value for a key that is itself a variable, or None."""
    return mapping.get(key)


@register.filter
def pick(keys: Iterable[Any], mapping: dict[Any, Any]) -> list[Any]:
    """Return the mapping's values for those of the keys that it has."""
    return [mapping[key] for key in keys if key in mapping]
