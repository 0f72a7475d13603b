"""Invitations: sending again, withdrawing, and accepting by the link of the mail."""

from django.contrib import messages
from django.contrib.auth import login
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from handreiking.access import public_view
from schools import identities
from schools.access import SESSION_KEY, kept_private, school_view
from schools.account_forms import NameForm
from schools.invitations import Link, OtherAddress, Unusable, accept, account_of, join, resend, withdraw
from schools.member_forms import JoinForm
from schools.models import Invitation, Membership

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OVER = "Deze uitnodiging is al aangenomen of ingetrokken."


def link_for(request: HttpRequest) -> Link:
    """Return what makes the whole address of an invitation, for in a mail."""
    return lambda token: request.build_absolute_uri(reverse("invitation_accept", args=[token]))


@school_view("admin")
@require_POST
def invitation_resend(request: HttpRequest, member: Membership, invitation_id: int) -> HttpResponse:
    """Send an open invitation again; the link of the earlier mail stops working."""
    invitation = get_object_or_404(Invitation.objects.editable_by(member), pk=invitation_id)
    try:
        if resend(invitation, member, link_for(request)):
            messages.success(request, f"De uitnodiging is opnieuw verstuurd naar {invitation.email}.")
        else:
            messages.error(request, f"De mail naar {invitation.email} ging niet weg. Probeer het straks nog eens.")
    except Unusable:
        messages.error(request, OVER)
    return redirect("schools:member_list", code=member.school.code)


@school_view("admin")
@require_POST
def invitation_withdraw(request: HttpRequest, member: Membership, invitation_id: int) -> HttpResponse:
    """Let the link of an open invitation stop working."""
    invitation = get_object_or_404(Invitation.objects.editable_by(member), pk=invitation_id)
    try:
        withdraw(invitation, member)
        messages.success(request, "De uitnodiging is ingetrokken. De link in de mail werkt niet meer.")
    except Unusable:
        messages.error(request, OVER)
    return redirect("schools:member_list", code=member.school.code)


@public_view(why="someone who is invited may have no account yet; the token in the address is the key")
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Let the person who has the mail become a member: with a new account, or with the one they have."""
    invitation = Invitation.objects.for_token(token).first()
    if invitation is None or not invitation.is_usable:
        return kept(show(request, invitation, "gone", 410 if invitation else 404))
    if request.user.is_authenticated:
        return kept(accept_with_account(request, invitation))
    if account_of(invitation):
        return kept(show(request, invitation, "sign_in", 200 if request.method == "GET" else 403))
    return kept(accept_as_new(request, invitation))


def accept_with_account(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Ask who is signed in under the invited address for one click; tell another person what to do."""
    assert request.user.is_authenticated
    if request.user.email.lower() != invitation.email:
        return show(request, invitation, "other_address", 200 if request.method == "GET" else 403)
    if request.method != "POST":
        return show(request, invitation, "confirm")
    try:
        return welcome(request, accept(invitation, request.user))
    except (Unusable, OtherAddress):
        return redirect(request.path)


def accept_as_new(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Ask someone new for a name and a password, and sign them in."""
    if pending := identities.pending_of(request):
        return accept_with_identity(request, invitation, pending)
    form = JoinForm(invitation, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show(request, invitation, "new", 422 if form.errors else 200, form)
    try:
        member = join(invitation, form.cleaned_data["name"], form.cleaned_data["password1"])
    except (Unusable, IntegrityError):  # accepted, or an account made, in another window just now
        return redirect(request.path)
    login(request, member.user, backend=BACKEND)
    return welcome(request, member)


def accept_with_identity(request: HttpRequest, invitation: Invitation, pending: identities.Pending) -> HttpResponse:
    """Ask someone new who came back with a school account for a name only: the link proves the address."""
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": pending.name})
    if not form.is_valid():
        return show(request, invitation, "identity", 422 if form.errors else 200, form, pending)
    try:
        member = identities.join(pending, form.cleaned_data["name"], [invitation])
    except (Unusable, IntegrityError):
        return redirect(request.path)
    except identities.Taken:  # linked to an account in another window just now
        identities.forget(request)
        return redirect(request.path)
    return come_in(request, member, pending)


def come_in(request: HttpRequest, member: Membership, pending: identities.Pending) -> HttpResponse:
    """Sign in who has just joined with a school account, and open the page of today."""
    identities.forget(request)
    login(request, member.user, backend=BACKEND)
    identities.recorded(request, member.user, pending.issuer, pending.subject)
    return welcome(request, member)


def welcome(request: HttpRequest, member: Membership) -> HttpResponse:
    """Open the page of today, in the new school."""
    request.session[SESSION_KEY] = member.school.code
    messages.success(request, f"Welkom bij {member.school.name}.")
    return redirect("today")


def show(
    request: HttpRequest,
    invitation: Invitation | None,
    case: str,
    status: int = 200,
    form: NameForm | None = None,
    pending: identities.Pending | None = None,
) -> HttpResponse:
    """Render the page for one of its cases: new, identity, sign_in, confirm, other_address or gone."""
    context = {"invitation": invitation, "case": case, "form": form, "pending": pending}
    return render(request, "schools/invitation_accept.html", context, status=status)


def kept(response: HttpResponse) -> HttpResponse:
    """Keep the page, which shows an address, out of every cache."""
    kept_private(response)
    return response
