"""A person's own account: what there is to arrange, the name, and the address."""

from collections.abc import Callable, Mapping
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from handreiking.access import View
from schools import journal_names
from schools.access import account_view
from schools.account_forms import AddressForm, CodeForm, NameForm
from schools.email_change import (
    AddressTaken,
    Pending,
    TooMany,
    WrongCode,
    ask,
    call_off,
    confirm,
    pending_in,
    person,
)
from schools.proof import recently_proven
from schools.reminders import wish_of

Panel = Callable[[HttpRequest], Mapping[str, Any]]
WAIT = "Je vroeg al een paar keer om een code. Kijk in je mail, of probeer het over een uur opnieuw."
WRONG_CODE = "Deze code klopt niet. Kijk hem nog eens na; alleen de nieuwste werkt."
USED_UP = "Er zijn te veel codes geprobeerd. Je adres is niet gewijzigd. Begin opnieuw; je krijgt dan een nieuwe code."
TAKEN = "Bij dit adres hoort nu een ander account. Je adres is niet gewijzigd."


def account_overview(panels: Mapping[str, Panel]) -> View:
    """Return the view; each feature says, by name, what it keeps for the person."""

    @account_view
    def account_overview(request: HttpRequest) -> HttpResponse:
        """Show what a person can arrange of the account, each with a short explanation."""
        context: dict[str, Any] = {name: panel(request) for name, panel in panels.items()}
        context["second_factor"] = is_mfa_enabled(request.user)
        context["reminders"] = wish_of(person(request)).any
        return render(request, "schools/account_overview.html", context)

    return account_overview


@account_view
def name_change(request: HttpRequest) -> HttpResponse:
    """Change one's own name."""
    user = person(request)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": user.name})
    if not form.is_valid():
        return render(request, "schools/name_change.html", {"form": form}, status=422 if form.errors else 200)
    before, user.name = user.name, form.cleaned_data["name"]
    user.save(update_fields=["name"])
    journal_names.follow(user, name=before)
    messages.success(request, "Je naam is gewijzigd.")
    return redirect("account_overview")


@account_view
@recently_proven
def email_change(request: HttpRequest) -> HttpResponse:
    """Ask for the new address, and mail a code to it."""
    form = AddressForm(person(request), request.POST if request.method == "POST" else None)
    status = 200 if not form.is_bound else 422
    if form.is_valid():
        try:
            ask(request, form.cleaned_data["email"])
            return redirect("email_confirm")
        except TooMany:
            form.add_error("email", WAIT)
            status = 429
    return render(request, "schools/email_change.html", {"form": form}, status=status)


@account_view
def email_confirm(request: HttpRequest) -> HttpResponse:
    """Take the code that was mailed to the new address; or mail another one, or call it off."""
    pending = pending_in(request)
    if pending is None:
        return redirect("email_change")
    if request.method != "POST":
        return show_code(request, pending, CodeForm())
    if "stop" in request.POST:
        call_off(request)
        return redirect("account_overview")
    if "again" in request.POST:
        return ask_again(request, pending)
    form = CodeForm(request.POST)
    return try_code(request, pending, form) if form.is_valid() else show_code(request, pending, form, 422)


def try_code(request: HttpRequest, pending: Pending, form: CodeForm) -> HttpResponse:
    """Change the address where the code is right; else say what to do."""
    try:
        confirm(request, pending, form.cleaned_data["code"])
    except WrongCode:
        form.add_error("code", WRONG_CODE)
        return show_code(request, pending, form, 422)
    except (TooMany, AddressTaken) as problem:
        messages.error(request, USED_UP if isinstance(problem, TooMany) else TAKEN)
        return redirect("email_change")
    messages.success(request, f"Je adres is nu {pending.email}. Op andere plekken ben je uitgelogd.")
    return redirect("account_overview")


def ask_again(request: HttpRequest, pending: Pending) -> HttpResponse:
    """Mail a new code to the same address."""
    try:
        ask(request, pending.email)
    except TooMany:
        form = CodeForm({})
        form.errors["code"] = form.error_class([WAIT])
        return show_code(request, pending, form, 429)
    messages.success(request, f"Er is een nieuwe mail onderweg naar {pending.email}. Alleen de nieuwste code werkt.")
    return redirect("email_confirm")


def show_code(request: HttpRequest, pending: Pending, form: CodeForm, status: int = 200) -> HttpResponse:
    """Render the page for the code."""
    return render(request, "schools/email_confirm.html", {"form": form, "email": pending.email}, status=status)
