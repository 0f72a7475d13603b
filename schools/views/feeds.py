"""The agenda in a calendar program: the page that explains it, the secret address, and the feed itself."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.views.decorators.http import require_POST, require_safe

from handreiking.access import public_view
from schools.access import account_view
from schools.calendar_files import KIND
from schools.email_change import person
from schools.feeds import file_of, is_too_busy, known_token, note_reading, renew, schools_of, withdraw
from schools.models import CalendarFeed

BY_PROGRAM = "a calendar program has no session: the secret address is the key"


@account_view
def feed_detail(request: HttpRequest) -> HttpResponse:
    """Explain how the agenda comes into one's own calendar, and show the secret address where there is one."""
    feed = CalendarFeed.objects.for_user(person(request)).first()
    token = known_token(feed) if feed else None
    address = request.build_absolute_uri(reverse("calendar_feed", args=[token])) if token else ""
    context = {
        "feed": feed,
        "address": address,
        "webcal": f"webcal://{address.partition('://')[2]}",
        "schools": [member.school for member in schools_of(person(request))],
    }
    return render(request, "schools/feed_detail.html", context)


@account_view
@require_POST
def feed_renew(request: HttpRequest) -> HttpResponse:
    """Make a secret address, or a new one in place of the one that works now."""
    had_one = CalendarFeed.objects.for_user(person(request)).exists()
    renew(person(request))
    new = "Je hebt een nieuw adres. Het oude werkt niet meer: zet het nieuwe in je agenda."
    messages.success(request, new if had_one else "Je adres is klaar. Hieronder lees je hoe je het in je agenda zet.")
    return redirect("feed_detail")


@account_view
@require_POST
def feed_withdraw(request: HttpRequest) -> HttpResponse:
    """Take the secret address away."""
    if withdraw(person(request)):
        messages.success(request, "Je adres werkt niet meer. In je agenda komt niets nieuws meer binnen.")
    return redirect("feed_detail")


@public_view(why=BY_PROGRAM)
@require_safe
def calendar_feed(request: HttpRequest, feed_token: str) -> HttpResponse:
    """Give a person's agenda to a calendar program that has the address; only what is new since it last came."""
    feed = CalendarFeed.objects.for_token(feed_token).first()
    if feed is None:
        raise Http404
    if is_too_busy(feed):
        return HttpResponse("Too many requests; come back later.", status=429, content_type="text/plain")
    made = file_of(feed)
    note_reading(feed)
    etag = f'"{hashlib.sha256(made).hexdigest()}"'
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if etag in known or f"W/{etag}" in known:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(made, content_type=KIND)
        response["Content-Disposition"] = 'inline; filename="handreiking.ics"'
    response["ETag"] = etag
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_cache=True)
    return response
