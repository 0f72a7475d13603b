"""Requests to take part: asking, confirming by the link of the mail, and deciding as an admin of the school."""

from contextlib import suppress

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from handreiking.access import public_view
from schools import requests
from schools.access import kept_private, school_view
from schools.models import Membership, SchoolRequest
from schools.request_forms import DecisionForm, GrantForm, RefuseForm, SchoolRequestForm, StartForm
from schools.views.members import posted

ASKING = "who asks to take part has no account yet"
TOO_OFTEN = "Er kwamen hier kort na elkaar veel aanvragen vandaan. Wacht een uur en verstuur het dan nog eens."
UNSENT = "De mail ging niet weg. Dat ligt niet aan jou. Verstuur het over een paar minuten nog eens."
OVER = "Over deze aanvraag is al beslist."


@public_view(why=ASKING)
def school_request(request: HttpRequest) -> HttpResponse:
    """Ask for a place for a school, or in one: the answer is the same whatever is known here."""
    form = SchoolRequestForm(posted(request), initial=StartForm(request.GET).values())
    status = 422 if form.errors else 200
    if form.is_valid():
        if not consume(request, action="school_request", key=form.instance.email):
            form.add_error(None, TOO_OFTEN)
            status = 429
        elif requests.ask(form.instance, request.build_absolute_uri):
            return redirect("school_request_sent")
        else:
            form.add_error(None, UNSENT)
            status = 503
    return kept_page(request, "schools/school_request.html", {"form": form}, status)


@public_view(why=ASKING)
def school_request_sent(request: HttpRequest) -> HttpResponse:
    """Say that there is a mail."""
    return kept_page(request, "schools/school_request_sent.html", {})


@public_view(why="the token in the address, out of the mail, is the key")
def school_request_confirm(request: HttpRequest, request_token: str) -> HttpResponse:
    """Let who has the mail confirm with one click, once: a program that opens links confirms nothing."""
    asked = SchoolRequest.objects.for_token(request_token).first()
    if asked and request.method == "POST":
        with suppress(requests.Unusable):  # the page says what became of it
            requests.confirm(asked, request.build_absolute_uri)
        return redirect(request.path)
    usable = asked is not None and (asked.is_usable or asked.confirmed_at is not None)
    gone = 410 if asked else 404
    return kept_page(request, "schools/school_request_confirm.html", {"asked": asked}, 200 if usable else gone)


def kept_page(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    """Render a page that may show what somebody typed, kept out of every cache."""
    response = render(request, template, context, status=status)
    kept_private(response)
    return response


@school_view("admin", changes=True)
def request_decide(request: HttpRequest, member: Membership, request_id: int) -> HttpResponse:
    """Show who asks for a place in the school, and let them in with a role or refuse with a reason."""
    asked = get_object_or_404(SchoolRequest.objects.visible_to(member), pk=request_id)
    if asked.decided_at:
        messages.info(request, OVER)
        return redirect("schools:member_list", code=member.school.code)
    decision = chosen(request)
    role = asked.role if asked.role != SchoolRequest.Role.PRINCIPAL else SchoolRequest.Role.TEACHER
    grant = GrantForm(member, posted(request) if decision == "granted" else None, initial={"role": role})
    refuse = RefuseForm(posted(request) if decision == "refused" else None)
    if grant.is_valid() or refuse.is_valid():
        return decide(request, member, asked, grant, refuse)
    context = {"asked": asked, "grant": grant, "refuse": refuse}
    invalid = request.method == "POST"
    return render(request, "schools/request_decide.html", context, status=422 if invalid else 200)


def chosen(request: HttpRequest) -> str:
    """Return which form was sent: 'granted', 'refused', or nothing."""
    form = DecisionForm(posted(request))
    return str(form.cleaned_data["decision"]) if form.is_valid() else ""


def decide(
    request: HttpRequest, member: Membership, asked: SchoolRequest, grant: GrantForm, refuse: RefuseForm
) -> HttpResponse:
    """Do what the valid one of the two forms says, and tell on the list of members what became of it."""
    try:
        if grant.is_valid():
            role = grant.cleaned_data["role"]
            tell_granted(request, asked, requests.grant(asked, member, role=role, whole=request.build_absolute_uri))
        elif requests.refuse(asked, refuse.cleaned_data["reason"], member):
            messages.success(request, f"{asked.name} krijgt een mail met je antwoord.")
        else:
            messages.error(request, f"De aanvraag is afgewezen, maar de mail naar {asked.email} ging niet weg.")
    except requests.Decided:
        messages.info(request, OVER)
    return redirect("schools:member_list", code=member.school.code)


def tell_granted(request: HttpRequest, asked: SchoolRequest, outcome: requests.Outcome) -> None:
    """Say what letting in led to."""
    if outcome == requests.Outcome.SENT:
        messages.success(request, f"{asked.name} mag meedoen. De uitnodiging is verstuurd naar {asked.email}.")
    elif outcome == requests.Outcome.MEMBER:
        messages.info(request, f"{asked.name} deed al mee met dit adres. Er is geen uitnodiging verstuurd.")
    else:
        messages.error(request, f"De mail naar {asked.email} ging niet weg. Probeer het straks met ‘Stuur opnieuw’.")
