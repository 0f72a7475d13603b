"""Keeping what one wrote outside the site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from handreiking.forms import cleaned_or_404
from handreiking.pdf import CannotMakePdf, TooMuchForPdf
from reflections.exports import FORMS, by_month, entries_of, introduction
from reflections.looking_back_forms import ExportForm
from reflections.models import Reflection
from reflections.views.looking_back import selected
from schools.access import account_view


@account_view
def reflection_export(request: HttpRequest) -> HttpResponse:
    """Give the person's own answers, all or a selection, as a file; or as a page to print.

    A PDF that can't be made here, or would be too long, becomes the page to print, which says so.
    """
    form, reflections = selected(request)
    data = request.POST if request.method == "POST" else request.GET
    wanted = str(cleaned_or_404(ExportForm(data))["vorm"])
    if form.errors or wanted not in FORMS:
        return page_to_print(request, reflections, status=422 if form.errors else 200)
    chosen, today = FORMS[wanted], localdate()
    try:
        made = chosen.make(reflections, today)
    except CannotMakePdf:
        return page_to_print(request, reflections, cannot="missing")
    except TooMuchForPdf:
        return page_to_print(request, reflections, cannot="too_much")
    name = f"reflecties-{today:%Y-%m-%d}.{chosen.ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(made, content_type=chosen.kind, headers=headers)


def page_to_print(
    request: HttpRequest, reflections: list[Reflection], *, cannot: str = "", status: int = 200
) -> HttpResponse:
    """Show the answers on a page that prints well; `cannot` says why there is no PDF."""
    context = {
        "introduction": introduction(reflections, localdate()),
        "months": list(by_month(entries_of(reflections))),
        "cannot": cannot,
        "refused": status != 200,
    }
    return render(request, "reflections/reflection_export.html", context, status=status)
