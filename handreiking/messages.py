"""Where a short message such as 'Bewaard' waits for the next page: in a signed cookie, named as our others are."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class NamedCookieStorage(CookieStorage):
    """Django's own, but for the name of the cookie, for which it has no setting."""

    cookie_name = settings.COOKIE_PREFIX + "messages"


class MessageStorage(FallbackStorage):
    """Django's default: what does not fit in the cookie goes into the session."""

    storage_classes = (NamedCookieStorage, SessionStorage)
