"""Public pages that were made before: kept in the memory of the process, for who is surely not signed in.

The content never changes while the process lives, so such a page differs only by its address and the two preferences.
docs/decisions/public-pages-kept.md says what this costs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag

from handreiking.library import Library, library
from handreiking.messages import NamedCookieStorage
from handreiking.preferences import THEMES, chosen, sector_of

MOST = 500  # pages of some 20 kB; when there are more, all of them go
View = Callable[..., HttpResponse]
Key = tuple[str, ...]
Page = tuple[bytes, dict[str, str]]


@dataclass
class Shelf:
    """The pages of the content that was read last."""

    content: Library | None = None
    pages: dict[Key, Page] = field(default_factory=dict)

    def of(self, content: Library) -> dict[Key, Page]:
        """Return the pages that were made of this content."""
        if self.content is not content:
            self.content, self.pages = content, {}
        return self.pages

    def put(self, key: Key, page: Page) -> None:
        """Keep a page."""
        if len(self.pages) >= MOST:
            self.pages.clear()
        self.pages[key] = page


shelf = Shelf()


def kept(view: View) -> View:
    """Answer from memory where the page was made before, and with 304 who has it; stands under `public_view`."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.DEBUG or not is_nobody(request):
            return view(request, *args, **kwargs)
        has_query = bool(request.META.get("QUERY_STRING"))  # there is no end to those
        key = (
            request.scheme or "",
            request.get_host(),
            request.path,
            sector_of(request),
            chosen(request, "theme", THEMES),
        )
        page = None if has_query else shelf.of(library()).get(key)
        if page is None:
            made = view(request, *args, **kwargs)
            if not is_for_everyone(request, made):
                return made
            page = (made.content, headers_of(made))
            if not has_query:
                shelf.put(key, page)
        response = HttpResponse(page[0], headers=page[1])
        return get_conditional_response(request, etag=page[1]["ETag"], response=response) or response

    return wrapper


def is_nobody(request: HttpRequest) -> bool:
    """Tell whether this is surely nobody we know: reading, without a session and without a message that waits."""
    cookies = {settings.SESSION_COOKIE_NAME, NamedCookieStorage.cookie_name}
    return request.method in {"GET", "HEAD"} and not cookies & request.COOKIES.keys()


def is_for_everyone(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether a page that was just made is the same for everybody: no cookie goes with it, no token is in it."""
    return response.status_code == 200 and not response.cookies and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META


def headers_of(response: HttpResponse) -> dict[str, str]:
    """Return the headers of a page, with what tells a browser to ask each time whether it is still so."""
    patch_vary_headers(response, ["Cookie"])
    patch_cache_control(response, no_cache=True)
    response["ETag"] = quote_etag(sha256(response.content).hexdigest()[:32])
    return dict(response.items())
