"""The journal of a school: who did what with its accounts, goals and checklist."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from handreiking.forms import cleaned_or_404, page_number
from schools.access import school_view
from schools.deeds import TOPICS
from schools.member_forms import TopicForm
from schools.models import JournalEntry, Membership

PAGE_SIZE = 50


@school_view("admin")
def journal(request: HttpRequest, member: Membership) -> HttpResponse:
    """Show what was done in the last twelve months, the newest first, all of it or about one topic."""
    topic = str(cleaned_or_404(TopicForm(request.GET))["over"])
    entries = JournalEntry.objects.visible_to(member).recent().for_list()
    pages = Paginator(entries.about(topic) if topic else entries, PAGE_SIZE)
    context = {
        "page": pages.get_page(page_number(request)),
        "topics": TOPICS,
        "topic": topic,
        "kept": f"over={topic}&" if topic else "",
    }
    return render(request, "schools/journal.html", context)
