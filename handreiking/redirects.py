"""Where to go after a form."""

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def redirect_back(request: HttpRequest, default: str, field: str = "next") -> HttpResponseRedirect:
    """Go to the path in the form's field `next` (or another), where it stays on this site; else to the default path."""
    path = request.POST.get(field, "")
    on_site = path.startswith("/") and not path.startswith("//")
    stays = on_site and url_has_allowed_host_and_scheme(path, None)
    return HttpResponseRedirect(path if stays else default)
