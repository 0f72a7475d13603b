"""Reading back what one wrote."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from handreiking.forms import page_number
from reflections.looking_back import a_year_ago, rows_of, scale_lines, select, written_by
from reflections.looking_back_forms import VORMEN, LookingBackForm
from reflections.models import Reflection
from schools.access import account_view
from schools.models import User

PAGE_SIZE = 20


@account_view
def reflection_list(request: HttpRequest) -> HttpResponse:
    """Show what the person wrote, the newest first: all, a selection, or what holds some words.

    Words come by POST and are in no address; without them a form leads to the address of its selection.
    """
    assert isinstance(request.user, User)
    own = written_by(request.user)
    form = LookingBackForm(own, asked(request))
    wanted = form.wanted()
    if request.method == "POST" and form.is_valid() and not wanted.words and "pagina" not in request.POST:
        part = urlencode(form.address_part())
        return redirect(reverse("reflections:reflection_list") + (f"?{part}" if part else ""))
    found = select(own, wanted) if form.is_valid() else []
    page = Paginator(found, PAGE_SIZE).get_page(page_number(request))
    context = {
        "form": form,
        "wanted": wanted,
        "any": bool(own),
        "page": page,
        "rows": rows_of(request.user, page, wanted.words),
        "lines": scale_lines(found),
        "year_ago": [] if wanted or request.method == "POST" else a_year_ago(request.user),
        "part": urlencode(form.address_part()),
        "vormen": VORMEN,
    }
    return render(request, "reflections/reflection_list.html", context, status=422 if form.errors else 200)


def asked(request: HttpRequest) -> QueryDict:
    """Return what was filled in; words that someone put in an address are left out."""
    if request.method == "POST":
        return request.POST
    given = request.GET.copy()
    given.pop("q", None)
    return given


def selected(request: HttpRequest) -> tuple[LookingBackForm, list[Reflection]]:
    """Return the form and the person's own answers that it selects; none where it is refused."""
    assert isinstance(request.user, User)
    own = written_by(request.user)
    form = LookingBackForm(own, asked(request))
    return form, select(own, form.wanted()) if form.is_valid() else []
