"""The style guide: every component in every state, as a real page; only in debug."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from handreiking.access import public_view
from handreiking.library import library


@public_view(why="shows components, no data; not served outside debug")
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show the components with made-up content."""
    return render(request, "handreiking/style_guide.html", {"circles": library().circles})
