"""The weekly question by mail: on which day, and stopping."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from handreiking.access import public_view
from reflections import question_mail as verbs
from reflections.forms import QuestionMailForm
from reflections.models import QuestionMail
from schools.access import account_view
from schools.models import User


@account_view
def question_mail(request: HttpRequest) -> HttpResponse:
    """Let someone begin with a weekly question by mail, choose its day and hour, and stop."""
    assert isinstance(request.user, User)
    now = QuestionMail.objects.visible_to(request.user).first()
    initial = {"weekday": now.weekday, "hour": now.hour} if now else None
    form = QuestionMailForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and "stop" in request.POST:
        verbs.stop(request.user.pk)
        messages.success(request, "Je krijgt geen vraag meer per mail.")
        return redirect("reflections:question_mail")
    if form.is_valid():
        verbs.start(request.user, form.cleaned_data["weekday"], form.cleaned_data["hour"])
        messages.success(request, "Bewaard. Elke week een vraag, niet in de vakantie.")
        return redirect("reflections:question_mail")
    coming = verbs.next_on(now, verbs.last_school(request.user), timezone.now()) if now else None
    context = {"form": form, "now": now, "coming": coming}
    return render(request, "reflections/question_mail.html", context, status=422 if form.errors else 200)


@public_view(why="the link in the mail is the proof; who wants no more mail should not have to sign in")
@csrf_exempt  # RFC 8058: a mail program posts without having seen a page; the signed link says whose mail it stops
def question_mail_stop(request: HttpRequest, signed: str) -> HttpResponse:
    """Stop someone's mail after one press on a button, or one POST of a mail program."""
    return verbs.stop_link.answer(request, signed, verbs.stop, "reflections/question_mail_stop.html")
