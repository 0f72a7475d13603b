"""The public pages: the content of the handreiking, for everyone. No page here looks anything up in the database."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from handreiking.access import public_view
from handreiking.cards import card_of
from handreiking.document_files import to_docx
from handreiking.forms import CardForm, HandvatFilterForm, QuestionForm, SearchForm, cleaned_or_404
from handreiking.kept_pages import kept
from handreiking.library import library
from handreiking.markdown import Notes
from handreiking.preferences import PreferencesForm, for_sector, sector_of
from handreiking.records import AUDIENCES
from handreiking.redirects import redirect_back
from handreiking.search import index
from handreiking.security_contact import security_text
from handreiking.word import KIND

CONTENT = "the content is for everyone"
Answers = Callable[[HttpRequest, Any], Mapping[str, Any]]


@public_view(why=CONTENT)
@kept
def home(request: HttpRequest) -> HttpResponse:
    """Show the pond with its six rings, and where to begin."""
    content = library()
    handvat = content.handvat_by_slug.get("je-eigen-instrument") or content.handvatten[0]
    context = {"circles": content.circles, "principles": content.principles, "handvat": handvat}
    return render(request, "handreiking/home.html", context)


@public_view(why=CONTENT)
@kept
def circle_list(request: HttpRequest) -> HttpResponse:
    """Show the six circles with their meaning."""
    return render(request, "handreiking/circle_list.html", {"circles": library().circles})


@public_view(why=CONTENT)
@kept
def circle_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a chapter: key messages, rationale, practice examples, handvatten and sources."""
    content, sector = library(), sector_of(request)
    chapter = content.chapter_by_slug.get(slug)
    if chapter is None:
        raise Http404
    place = content.chapters.index(chapter)
    notes = Notes()
    context = {
        "chapter": chapter,
        "notes": notes,
        "examples": for_sector(chapter.practice_examples, sector),
        "handvatten": for_sector(chapter.handvatten, sector),
        "audiences": AUDIENCES,
        "circles": content.circles,
        "here": chapter.circles,
        "previous": content.chapters[place - 1] if place else None,
        "next": content.chapters[place + 1] if place + 1 < len(content.chapters) else None,
        "sources": content.source_by_slug,
    }
    return render(request, "handreiking/circle_detail.html", context)


@public_view(why=CONTENT)
@kept
def handvat_list(request: HttpRequest) -> HttpResponse:
    """Show all handvatten, or those of a circle, for an audience, for a sector."""
    form = HandvatFilterForm(request.GET)
    wanted = cleaned_or_404(form)
    found = [
        handvat
        for handvat in for_sector(library().handvatten, str(wanted["sector"] or sector_of(request)))
        if (not wanted["cirkel"] or wanted["cirkel"] in library().chapter_of[handvat.slug].circles)
        and (not wanted["voor"] or wanted["voor"] in handvat.audiences)
    ]
    return render(request, "handreiking/handvat_list.html", {"form": form, "handvatten": found, "audiences": AUDIENCES})


def handvat_detail(answers: Answers) -> Callable[..., HttpResponse]:
    """Return the view of a handvat; `answers` gives the reader's own answers, for a reader who is signed in."""

    @public_view(why=CONTENT)
    @kept
    def handvat_detail(request: HttpRequest, slug: str) -> HttpResponse:
        content = library()
        handvat = content.handvat_by_slug.get(slug)
        if handvat is None:
            raise Http404
        place = content.handvatten.index(handvat)
        sector = sector_of(request)
        context = {
            "handvat": handvat,
            "chapter": content.chapter_of[slug],
            "circles": content.circles,
            "here": content.chapter_of[slug].circles,
            "notes": Notes(),
            "sources": content.source_by_slug,
            "resources": {resource.slug: resource for resource in for_sector(content.resources, sector)},
            "audiences": AUDIENCES,
            "answers": answers(request, handvat),
            "has_card": card_of(handvat) is not None,
            "previous": content.handvatten[place - 1] if place else None,
            "next": content.handvatten[place + 1] if place + 1 < len(content.handvatten) else None,
        }
        return render(request, "handreiking/handvat_detail.html", context)

    return handvat_detail  # type: ignore[return-value]


@public_view(why=CONTENT)
@kept
def handvat_talk(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one question of a handvat at a time, large, for the digibord."""
    handvat = library().handvat_by_slug.get(slug)
    if handvat is None or not handvat.questions:
        raise Http404
    number = cleaned_or_404(QuestionForm(request.GET))["vraag"] or 1
    questions = handvat.talk_questions
    if not isinstance(number, int) or number > len(questions):
        raise Http404
    context = {
        "handvat": handvat,
        "question": questions[number - 1],
        "audience": AUDIENCES[questions[number - 1].audience],
        "number": number,
        "total": len(questions),
        "ripple": 1 + 5 * (number - 1) // max(len(questions) - 1, 1),
    }
    return render(request, "handreiking/handvat_talk.html", context)


@public_view(why=CONTENT)
@kept
def handvat_card(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a handvat on a card to print, on A4 or A5: its questions to talk about and a few tips in short."""
    handvat = library().handvat_by_slug.get(slug)
    if handvat is None or not card_of(handvat):
        raise Http404
    size = cleaned_or_404(CardForm(request.GET))["maat"] or "a4"
    context = {
        "handvat": handvat,
        "card": card_of(handvat),
        "audiences": AUDIENCES,
        "size": size,
        "address": request.build_absolute_uri(handvat.url).split("://")[1].rstrip("/"),
    }
    return render(request, "handreiking/handvat_card.html", context)


@public_view(why=CONTENT)
@kept
def source_list(request: HttpRequest) -> HttpResponse:
    """Show all sources and all resources."""
    content = library()
    resources = for_sector(content.resources, sector_of(request))
    used = {
        resource.slug: [handvat for handvat in content.handvatten if resource.slug in handvat.resource_slugs]
        for resource in resources
    }
    context = {"sources": content.sources, "resources": resources, "used": used}
    return render(request, "handreiking/source_list.html", context)


@public_view(why=CONTENT)
def search(request: HttpRequest) -> HttpResponse:
    """Find words in all content; without a question, show only the field."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    hits = index().search(form.cleaned_data["q"], sector_of(request)) if form.is_valid() else []
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "handreiking/search.html", {"form": form, "hits": hits}, status=status)


@public_view(why=CONTENT)
@kept
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a page of running text; the one about the handreiking also has its principles and circles."""
    content = library()
    page = content.page_by_slug.get(slug)
    if page is None:
        raise Http404
    context = {
        "page": page,
        "notes": Notes(),
        "sources": content.source_by_slug,
        "principles": content.principles if slug == "over" else (),
        "circles": content.circles if slug == "over" else (),
    }
    return render(request, "handreiking/page_detail.html", context)


@public_view(why=CONTENT)
@kept
def document_list(request: HttpRequest) -> HttpResponse:
    """List the documents for a school, with their dates, and the two pages on the site itself that are dated too."""
    content = library()
    context = {
        "to_fill": [document for document in content.documents if document.kind == "fill"],
        "to_read": [document for document in content.documents if document.kind == "read"],
        "pages": [page for page in content.pages if page.stand],
    }
    return render(request, "handreiking/document_list.html", context)


@public_view(why=CONTENT)
@kept
def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a document for a school, to read and to print."""
    document = library().document_by_slug.get(slug)
    if document is None:
        raise Http404
    return render(request, "handreiking/document_detail.html", {"document": document})


@public_view(why=CONTENT)
def document_word(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a document for a school as a Word file, to fill in."""
    document = library().document_by_slug.get(slug)
    if document is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{slug}.docx"'}
    return HttpResponse(to_docx(document, request.build_absolute_uri("/")), content_type=KIND, headers=headers)


@public_view(why="who finds a weakness has to know whom to tell")
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a weakness (RFC 9116); not there where it is not configured."""
    text = security_text()
    if not text:
        raise Http404
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@public_view(why="a choice of what to see, kept in the visitor's own browser")
@csrf_exempt  # nothing is at stake, and without a token the public pages stay the same for everyone
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep the choice of po or vo and of light or dark in a cookie, and go back to the page."""
    form = PreferencesForm(request.POST)
    cleaned_or_404(form)
    response = redirect_back(request, default="/")
    form.keep(response)
    return response
