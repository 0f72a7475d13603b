"""Reading back what one wrote."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from handreiking.forms import page_number
from reflections.models import Reflection
from schools.access import account_view
from schools.models import User

PAGE_SIZE = 20


@account_view
def reflection_list(request: HttpRequest) -> HttpResponse:
    """Show everything that the person wrote, newest first."""
    assert isinstance(request.user, User)
    pages = Paginator(Reflection.objects.visible_to(request.user), PAGE_SIZE)
    return render(request, "reflections/reflection_list.html", {"page": pages.get_page(page_number(request))})
