"""Everything of a person in one file, and the end of the account: asking for it, and changing one's mind."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from schools import account_closing
from schools.access import account_view
from schools.email_change import person
from schools.erasing import InTheWay, Obstacle, obstacles_of
from schools.my_data import NOT_IN_IT, to_zip
from schools.proof import recently_proven


@account_view
@recently_proven
def my_data(request: HttpRequest) -> HttpResponse:
    """Say what is kept of the person, and give all of it in one zip, which is made at once and lies nowhere."""
    if request.method != "POST":
        return render(request, "schools/my_data.html", {"not_in_it": NOT_IN_IT})
    made = to_zip(person(request), timezone.now())
    name = f"mijn-gegevens-{localdate():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(made, content_type="application/zip", headers=headers)


@account_view
@recently_proven
def account_erase(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays with the account, and let it be erased in a week; or say what is in the way."""
    user = person(request)
    if request.method != "POST":
        return show(request, obstacles_of(user))
    try:
        mailed = account_closing.ask(user)
    except InTheWay as problem:
        return show(request, problem.obstacles, status=422)
    if mailed:
        messages.success(request, "We hebben je gemaild wanneer het gebeurt, en hoe je je kunt bedenken.")
    else:
        messages.error(
            request, "De mail hierover ging niet weg. Schrijf de dag zelf op. Tot dan kun je je hier bedenken."
        )
    return redirect("account_erase")


def show(request: HttpRequest, obstacles: list[Obstacle], status: int = 200) -> HttpResponse:
    """Render the page about erasing the account."""
    context = {"obstacles": obstacles, "coming": localdate() + account_closing.WAIT}
    return render(request, "schools/account_erase.html", context, status=status)


@account_view
@require_POST
def account_keep(request: HttpRequest) -> HttpResponse:
    """Keep the account after all."""
    if account_closing.call_off(person(request)):
        messages.success(request, "Je account blijft. Er is niets verwijderd.")
    return redirect("account_overview")
