"""Sharing with a colleague: giving, reading, taking back, reacting."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reflections.models import Reaction, Reflection, Share
from reflections.sharing import react, share, shown
from reflections.sharing_forms import ReactionForm, ShareForm
from schools.access import account_view
from schools.models import User


@account_view
def share_create(request: HttpRequest, reflection_id: int) -> HttpResponse:
    """Open one's own reflection to colleagues, and show who reads it now."""
    assert isinstance(request.user, User)
    reflection = get_object_or_404(Reflection.objects.visible_to(request.user), pk=reflection_id)
    form = ShareForm(request.user, reflection, request.POST if request.method == "POST" else None)
    if form.is_valid():
        link = request.build_absolute_uri(reverse("reflections:share_list"))
        given = form.cleaned_data
        made = share(reflection, form.pairs(), way=given["way"], word=given["word"], link=link)
        if made:
            names = ", ".join(one.to.user.name for one in made)
            messages.success(request, f"Gedeeld met {names}. Terugnemen kan altijd.")
        return redirect("reflections:share_create", reflection_id=reflection.pk)
    shares = Share.objects.editable_by(request.user).filter(reflection=reflection).for_list().with_standing()
    context = {"reflection": reflection, "form": form, "shares": shares}
    return render(request, "reflections/share_create.html", context, status=422 if form.errors else 200)


@account_view
def share_list(request: HttpRequest) -> HttpResponse:
    """Show what colleagues shared with this person, and what this person shares."""
    shares = list(Share.objects.visible_to(request.user).for_list())
    mine = [one for one in shares if one.by.user_id == request.user.pk]
    context = {"given": mine, "received": [one for one in shares if one not in mine]}
    return render(request, "reflections/share_list.html", context)


@account_view
def share_detail(request: HttpRequest, share_id: int) -> HttpResponse:
    """Show one shared reflection with what was said to it, and keep a reaction."""
    assert isinstance(request.user, User)
    one = get_object_or_404(Share.objects.visible_to(request.user).for_list(), pk=share_id)
    form = ReactionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        react(one, request.user, form.cleaned_data["text"])
        return redirect("reflections:share_detail", share_id=one.pk)
    context = {
        "share": one,
        "shown": shown(one),
        "is_mine": one.by.user_id == request.user.pk,
        "reactions": Reaction.objects.visible_to(request.user).filter(share=one).select_related("author"),
        "form": form,
    }
    return render(request, "reflections/share_detail.html", context, status=422 if form.errors else 200)


@account_view
@require_POST
def share_take_back(request: HttpRequest, share_id: int) -> HttpResponse:
    """End a colleague's sight of one's own reflection, at once; the reactions go with it."""
    one = get_object_or_404(Share.objects.editable_by(request.user).for_list(), pk=share_id)
    name = one.to.user.name
    one.delete()
    messages.success(request, f"{name} kan dit niet meer lezen.")
    return redirect("reflections:share_create", reflection_id=one.reflection_id)


@account_view
@require_POST
def reaction_delete(request: HttpRequest, reaction_id: int) -> HttpResponse:
    """Remove one's own reaction."""
    reaction = get_object_or_404(Reaction.objects.editable_by(request.user), pk=reaction_id)
    reaction.delete()
    messages.success(request, "Je reactie is weg.")
    return redirect("reflections:share_detail", share_id=reaction.share_id)
