"""The headers for which Django and django-csp have no setting; on every answer, also of files, probes and faults."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

# What the pages use of the browser: passkeys, and the whole screen for the digibord. All else is off, also for a script
# that would get in after all.
OURS = ("fullscreen", "publickey-credentials-create", "publickey-credentials-get")
OFF = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "clipboard-write",
    "display-capture", "encrypted-media", "gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get",
    "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials", "payment",
    "picture-in-picture", "screen-wake-lock", "serial", "storage-access", "usb", "window-management",
    "xr-spatial-tracking",
)  # fmt: skip
HEADERS = {
    "Permissions-Policy": ", ".join([*(f"{name}=(self)" for name in OURS), *(f"{name}=()" for name in OFF)]),
    # No other site can load what is here into a page of its own: not a picture, not a script, not an answer.
    "Cross-Origin-Resource-Policy": "same-origin",
}


class HeadersMiddleware:
    """Adds the headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, and add what the answer does not have."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
