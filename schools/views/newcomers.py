"""For a school account that nobody here has: three ways on, none of which tells who is known here."""

from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

from handreiking.access import View, public_view
from schools import address_proof, identities
from schools.access import kept_private
from schools.account_forms import NameForm
from schools.identities import Pending
from schools.identity_forms import AddressForm, BranchForm, CodeForm, WayBackForm
from schools.invitations import Unusable
from schools.models import School
from schools.social_adapter import failed
from schools.views.identities import configured
from schools.views.invitations import come_in
from schools.views.members import posted

WHY = "the school account that waits in the session is the key; who comes in has no account yet"


def with_pending(view: View) -> View:
    """Give the view the identity that waits; without one there is nothing to do here."""

    @wraps(view)
    def wrapper(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        pending = identities.pending_of(request)
        if pending is None:
            return failed("voorbij")
        if request.user.is_authenticated:
            return redirect("identity_link")
        return kept_private(view(request, pending, **kwargs))

    return wrapper


@public_view(why=WHY)
@configured
@with_pending
def identity_new(request: HttpRequest, pending: Pending) -> HttpResponse:
    """Say that this school account is new here, and offer three ways on."""
    return render(request, "schools/identity_new.html", {"pending": pending})


@public_view(why="whoever finds another person's school account waiting here may send it away")
@configured
@require_POST
def identity_forget(request: HttpRequest) -> HttpResponse:
    """Forget the identity that waits, and begin anew."""
    identities.forget(request)
    form = WayBackForm(request.POST)
    return redirect((form.cleaned_data["next"] if form.is_valid() else "") or "home")


@public_view(why=WHY)
@configured
@with_pending
def identity_address(request: HttpRequest, pending: Pending) -> HttpResponse:
    """Ask at which address someone was invited, and mail a code there, whoever it is."""
    form = AddressForm(posted(request), initial={"email": pending.email})
    if form.is_valid():
        try:
            address_proof.send_code(request, form.cleaned_data["email"])
            return redirect("identity_code")
        except address_proof.TooManyMails:
            form.add_error("email", "Er gingen al een paar mails naar dit adres. Wacht even, en probeer het dan weer.")
        except address_proof.NotSent:
            form.add_error("email", "De mail ging niet weg. Probeer het over een paar minuten opnieuw.")
    context = {"form": form, "pending": pending}
    return render(request, "schools/identity_address.html", context, status=422 if form.errors else 200)


@public_view(why=WHY)
@configured
@with_pending
def identity_code(request: HttpRequest, pending: Pending) -> HttpResponse:
    """Ask for the code of the mail, in the session that asked for it."""
    email = address_proof.asked_address(request)
    if not email:
        messages.error(request, "De code is verlopen. Vraag een nieuwe.")
        return redirect("identity_address")
    form = CodeForm(posted(request))
    if form.is_valid():
        try:
            if address_proof.check_code(request, form.cleaned_data["code"]):
                return redirect("identity_accept")
            form.add_error("code", "Deze code klopt niet. Kijk hem nog eens na; alleen de nieuwste werkt.")
        except address_proof.TooManyTries:
            messages.error(request, "Je hebt het vijf keer geprobeerd. Vraag een nieuwe code.")
            return redirect("identity_address")
    context = {"form": form, "pending": pending, "email": email}
    return render(request, "schools/identity_code.html", context, status=422 if form.errors else 200)


@public_view(why=WHY)
@configured
@with_pending
def identity_accept(request: HttpRequest, pending: Pending) -> HttpResponse:
    """Show which schools invited the proven address, and let the person in; an account is never taken over here."""
    email = address_proof.proven_address(request)
    if not email:
        return redirect("identity_address")
    context: dict[str, Any] = {"pending": pending, "email": email, "known": identities.has_account(email)}
    invitations = [] if context["known"] else identities.open_invitations(email)
    if not invitations:
        return render(request, "schools/identity_accept.html", context)
    form = NameForm(posted(request), initial={"name": pending.name})
    if form.is_valid():
        try:
            return come_in(request, identities.join(pending, form.cleaned_data["name"], invitations), pending)
        except (Unusable, IntegrityError):  # accepted, or an account made, in another window just now
            return redirect("identity_accept")
        except identities.Taken:
            return failed("voorbij")
    context |= {"invitations": invitations, "form": form}
    return render(request, "schools/identity_accept.html", context, status=422 if form.errors else 200)


@public_view(why=WHY)
@configured
@with_pending
def identity_school(request: HttpRequest, pending: Pending) -> HttpResponse:
    """Lead who has no invitation to a request to take part; ask at which school, where it may be several."""
    schools = identities.schools_of(pending.brin)
    form = BranchForm(schools, posted(request)) if len(schools) > 1 else None
    if form and form.is_valid():
        return redirect(request_address(form.chosen.brin, form.chosen.name) or "identity_school")
    school = schools[0] if len(schools) == 1 else None
    context = {"pending": pending, "form": form, "school": school, "address": address_for(pending, school)}
    return render(request, "schools/identity_school.html", context, status=422 if form and form.errors else 200)


def address_for(pending: Pending, school: School | None) -> str:
    """Return where one asks to take part, with what is known of the school already filled in."""
    return request_address(school.brin, school.name) if school else request_address(pending.brin, pending.school)


def request_address(brin: str, name: str) -> str:
    """Return the address of the form to ask to take part, or nothing where this site has no such form."""
    try:
        address = reverse("school_request")
    except NoReverseMatch:
        return ""
    known = {key: value for key, value in {"brin": brin, "school_name": name}.items() if value}
    return f"{address}?{urlencode(known)}" if known else address
