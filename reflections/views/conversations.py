"""Talks in pairs."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reflections import conversations
from reflections.conversation_page import page_of
from reflections.models import PeerConversation
from reflections.sharing_forms import AgreementsForm, AskForm
from schools.access import account_view
from schools.models import User

OVER = "Dit gesprek is intussen open, of gestopt."


@account_view
def conversation_list(request: HttpRequest) -> HttpResponse:
    """Show the talks of this person: to answer, waiting, open, and ended."""
    assert isinstance(request.user, User)
    talks = list(PeerConversation.objects.visible_to(request.user).for_list())
    rows = [
        {
            "talk": talk,
            "handvat": conversations.questions_of(talk.handvat)[0],
            "other": talk.other(request.user),
            "is_ready": talk.is_ready(request.user),
        }
        for talk in talks
    ]
    return render(request, "reflections/conversation_list.html", {"rows": rows})


@account_view
def conversation_create(request: HttpRequest, handvat_slug: str) -> HttpResponse:
    """Ask a colleague for a talk about the questions of a handvat."""
    assert isinstance(request.user, User)
    handvat, questions = conversations.questions_of(handvat_slug)
    if handvat is None or not questions:
        raise Http404
    form = AskForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        asker, partner = form.colleagues.pair(form.cleaned_data["partner"])
        talk, mailed = conversations.ask(
            asker, partner, handvat.slug, form.cleaned_data["word"], lambda it: request.build_absolute_uri(place_of(it))
        )
        if mailed:
            messages.success(request, f"{partner.user.name} krijgt een mail. Jij kunt alvast beginnen.")
        else:
            messages.warning(request, f"De mail aan {partner.user.name} ging niet weg. Zeg het zelf even.")
        return redirect("reflections:conversation_detail", conversation_id=talk.pk)
    context = {"handvat": handvat, "form": form}
    return render(request, "reflections/conversation_create.html", context, status=422 if form.errors else 200)


@account_view
def conversation_detail(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Show the questions to answer alone, and both answers when both are ready."""
    assert isinstance(request.user, User)
    talk = get_object_or_404(PeerConversation.objects.visible_to(request.user).for_list(), pk=conversation_id)
    return render(request, "reflections/conversation_detail.html", {"page": page_of(talk, request.user)})


def place_of(talk: PeerConversation) -> str:
    """Return the address of the page of a talk on this site."""
    return reverse("reflections:conversation_detail", args=[talk.pk])


@account_view
@require_POST
def conversation_ready(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Say that one is ready, or take that back (`toch-niet`)."""
    assert isinstance(request.user, User)
    talk = get_object_or_404(PeerConversation.objects.visible_to(request.user).for_list(), pk=conversation_id)
    try:
        if "toch-niet" in request.POST:
            conversations.not_yet_ready(talk, request.user)
        elif conversations.say_ready(talk, request.user).opened_at:
            messages.success(request, "Jullie zijn allebei klaar. Hier staat wat jullie schreven.")
    except conversations.NothingWritten:
        messages.error(request, "Schrijf eerst bij één vraag iets op en bewaar het.")
    except conversations.Over:
        messages.error(request, OVER)
    return redirect("reflections:conversation_detail", conversation_id=talk.pk)


@account_view
@require_POST
def conversation_end(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Withdraw from a conversation that has not opened."""
    assert isinstance(request.user, User)
    talk = get_object_or_404(PeerConversation.objects.visible_to(request.user).for_list(), pk=conversation_id)
    try:
        conversations.end(talk, request.user)
        messages.success(request, "Het gesprek is gestopt. Niemand zag iets van wat jullie schreven.")
    except conversations.Over:
        messages.error(request, OVER)
    return redirect("reflections:conversation_detail", conversation_id=talk.pk)


@account_view
@require_POST
def conversation_forget(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Remove one's own answers of a conversation that is over for the two."""
    assert isinstance(request.user, User)
    talk = get_object_or_404(PeerConversation.objects.visible_to(request.user).for_list(), pk=conversation_id)
    if talk.stands:
        messages.error(request, "Dit gesprek loopt nog.")
        return redirect("reflections:conversation_detail", conversation_id=talk.pk)
    conversations.forget(talk, request.user)
    messages.success(request, "Wat je in dit gesprek schreef, is weg.")
    return redirect("reflections:conversation_list")


@account_view
@require_POST
def agreements_keep(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Keep what the two agreed; where the other changed it meanwhile, show both."""
    assert isinstance(request.user, User)
    talk = get_object_or_404(PeerConversation.objects.visible_to(request.user).for_list(), pk=conversation_id)
    form = AgreementsForm(request.POST)
    page = page_of(talk, request.user, form)
    if form.is_valid():
        try:
            conversations.agree(talk, request.user, form.cleaned_data["agreements"], form.cleaned_data["version"])
        except conversations.Changed as changed:
            page = page_of(changed.now, request.user, form.on_top_of(changed.now.version))
            page.theirs = changed.now.agreements
            return render(request, "reflections/conversation_detail.html", {"page": page}, status=409)
        except conversations.Over:
            messages.error(request, OVER)
        else:
            messages.success(request, "Jullie afspraken zijn bewaard.")
        return redirect("reflections:conversation_detail", conversation_id=talk.pk)
    return render(request, "reflections/conversation_detail.html", {"page": page}, status=422)
