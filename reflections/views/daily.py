"""The question of the day: another one, or none today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from handreiking.forms import cleaned_or_404
from reflections.daily import Wish
from reflections.forms import WishForm
from schools.access import account_view


@account_view
@require_POST
def daily_choose(request: HttpRequest) -> HttpResponse:
    """Remember for the rest of the day that the person wants another question, none, or one after all."""
    choice = cleaned_or_404(WishForm(request.POST))["keuze"]
    wish = Wish.of(request)
    skipped = wish.skipped + (choice == "andere")
    Wish(skipped, rests=choice == "rust").keep(request)
    return redirect("today")
