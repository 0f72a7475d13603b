"""Reminders by mail: which ones someone wants, and stopping them with the link of a mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from handreiking.access import public_view
from schools import reminders as verbs
from schools.access import account_view
from schools.account_forms import ReminderWishForm
from schools.email_change import person


@account_view
def reminder_wishes(request: HttpRequest) -> HttpResponse:
    """Let someone choose which reminders come by mail."""
    wish = verbs.wish_of(person(request))
    form = ReminderWishForm(
        request.POST if request.method == "POST" else None,
        initial={"week": wish.week, "day": wish.day, "late": wish.late},
    )
    if form.is_valid():
        verbs.choose(person(request), **form.cleaned_data)
        messages.success(request, form.says)
        return redirect("reminder_wishes")
    return render(request, "schools/reminder_wishes.html", {"form": form, "wish": wish})


@public_view(why="the link in the mail is the proof; who wants no more mail should not have to sign in")
@csrf_exempt  # RFC 8058: a mail program posts without having seen a page; the signed link says whose mail it stops
def reminder_stop(request: HttpRequest, reminder_token: str) -> HttpResponse:
    """Stop someone's reminders after one press on a button, or one POST of a mail program."""
    return verbs.stop_link.answer(request, reminder_token, verbs.stop, "schools/reminder_stop.html")
