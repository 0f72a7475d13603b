"""The team conversation: leading it from the board, and following it on an own device."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST

from checklists.agreeing import Conflict, NotNow
from checklists.board import board_of
from checklists.closing import TooFew
from checklists.conversation import (
    ChoiceConflict,
    NothingAgreed,
    NotOpened,
    StillFilling,
    TextConflict,
    end,
    end_filling,
    go,
    start,
)
from checklists.conversation_forms import FillForm, PlaceForm, StepForm, form_of
from checklists.following import etag_of, pass_for
from checklists.models import Conversation, Round
from checklists.qr import qr_of
from checklists.script import ALONE, EQUITY, PILLARS, PRIORITIES, PURPOSE, TELLING, Step, step_of, steps_of
from handreiking.htmx import htmx_of, render_part
from schools.access import school_view
from schools.models import Membership

LEAD, FOLLOW = "checklists/conversation_lead.html", "checklists/conversation_follow.html"
WITH_ADDRESS = {PURPOSE, ALONE}  # where colleagues are asked to take their own device
KEPT_IN_PASSING = {PILLARS, EQUITY, PRIORITIES, TELLING}  # whatever button is pressed; a goal has one of its own
THE_END = ("einde", "")  # where the last button leads
CONFLICTS = (Conflict, TextConflict, ChoiceConflict)
REFUSED = {
    StillFilling: "Er wordt nog ingevuld. Sluit eerst het invullen, dan gaan jullie samen verder.",
    NothingAgreed: "Er is nog niets samen besproken. Kies eerst bij een paar punten waar jullie staan.",
    NotOpened: "Deze afname is nog niet open. Open hem eerst.",
}


@school_view("coordinator", changes=True)
def conversation_lead(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Show the board at the step and item where the conversation is, keep what is recorded there, and go on."""
    round_ = get_object_or_404(Round.objects.editable_by(member).with_talk(), pk=round_id)
    talk = talk_of(round_)
    if talk and request.method == "POST":  # also after the end: what was being typed is kept
        return keep_and_go(request, member, round_, talk)
    if talk is None or talk.ended_at:
        return render_part(request, LEAD, "board", {"round": round_, "talk": talk, "plan": steps_of(round_)})
    step = step_of(round_, talk.step)
    return show_board(request, member, round_, step, talk.item_code)


def keep_and_go(request: HttpRequest, member: Membership, round_: Round, talk: Conversation) -> HttpResponse:
    """Keep what was sent from a step, which may be another than the one on the table by now; then go where it says."""
    place = PlaceForm(request.POST)
    if not place.is_valid():
        return to_board(member, round_)
    step, code = step_of(round_, place.cleaned_data["at"]), place.cleaned_data["item"]
    if place.keeps and (step.slug != PILLARS or round_.item(code)):
        form = form_of(step.slug)(member, round_, talk, code, request.POST)
        try:
            if not form.is_valid():
                return refuse(request, member, round_, step, code, form)
            form.keep()
        except StillFilling as refused:
            messages.error(request, REFUSED[type(refused)])
        except NotNow:
            messages.error(request, "Dit punt is niet bewaard: de afname is afgerond. Heropen hem bij de uitkomst.")
        except CONFLICTS as conflict:
            return refuse(request, member, round_, step, code, form, conflict)
    if htmx_of(request).target == "bewaard":
        kept_form = form_of(step.slug)(member, round_, fresh(talk), code)
        return render(request, f"{LEAD}#kept", {"form": kept_form, "step": step})
    return move(request, member, round_, place.target)


def fresh(talk: Conversation) -> Conversation:
    """Return the conversation as it is now kept."""
    talk.refresh_from_db()
    return talk


def refuse(
    request: HttpRequest,
    member: Membership,
    round_: Round,
    step: Step,
    code: str,
    form: StepForm,
    conflict: Exception | None = None,
) -> HttpResponse:
    """Show what was typed beside what is wrong with it, or beside what somebody else wrote in the meantime."""
    status = 409 if conflict else 422
    if htmx_of(request).target == "bewaard":  # somebody is typing: the text stays, only the line under it changes
        return render(request, f"{LEAD}#refused", {"form": form, "conflict": conflict, "step": step}, status=status)
    if isinstance(conflict, Conflict):
        form.carry_on(conflict.stands.version)
    elif isinstance(conflict, TextConflict):
        form.carry_on(conflict.version)
    elif isinstance(conflict, ChoiceConflict):
        form.carry_on(" ".join(conflict.kept))
    return show_board(request, member, round_, step, code, form, conflict)


def move(request: HttpRequest, member: Membership, round_: Round, target: tuple[str, str] | None) -> HttpResponse:
    """Go to a step and an item, where that can be; a sentence where it can't yet."""
    try:
        if target == THE_END:
            end(round_)
        elif target:
            go(round_, member, *target)
    except (StillFilling, NothingAgreed) as refused:
        messages.error(request, REFUSED[type(refused)])
    return to_board(member, round_)


def show_board(
    request: HttpRequest,
    member: Membership,
    round_: Round,
    step: Step,
    code: str,
    form: StepForm | None = None,
    conflict: Exception | None = None,
) -> HttpResponse:
    """Render a step; `form` is what was sent and could not be kept."""
    talk = talk_of(round_)
    assert talk is not None
    context = board_of(round_, talk, step, code)
    code = context.get("code", "")
    address = request.build_absolute_uri(
        reverse("checklists:conversation_follow", args=[member.school.code, round_.pk])
    )
    context |= {
        "form": form or form_of(step.slug)(member, round_, talk, code),
        "conflict": conflict,
        "address": address,
        "etag": tag_of(round_),
        "follow_pass": pass_for(request, member, round_),
        "qr": qr_of(address) if step.slug in WITH_ADDRESS else None,
        "may_keep": step.slug in KEPT_IN_PASSING and (step.slug != PILLARS or round_.takes_stands),
    }
    if form is not None and step.slug == PRIORITIES:
        context["ticked"] = form["items"].value() or []
    if isinstance(conflict, ChoiceConflict):
        context |= {"theirs": texts_of(round_, conflict.kept), "ours": texts_of(round_, context["ticked"])}
    status = 409 if conflict else 422 if form is not None and form.errors else 200
    return render_part(request, LEAD, "board", context, status=status)


def texts_of(round_: Round, codes: Iterable[str]) -> list[str]:
    """Return what the items with these codes say."""
    return [item.text for item in round_.items if item.code in set(codes)]


@school_view("coordinator")
@require_POST
def conversation_start(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Begin the conversation, or go on with one that had ended."""
    round_ = get_object_or_404(Round.objects.editable_by(member), pk=round_id)
    try:
        start(round_)
    except NotOpened as refused:
        messages.error(request, REFUSED[type(refused)])
        return redirect("checklists:round_list", code=member.school.code)
    return to_board(member, round_)


@school_view("coordinator")
@require_POST
def conversation_fill(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """End answering alone and open the outcome; below five answers only by going on together, without them."""
    round_ = get_object_or_404(Round.objects.editable_by(member).with_talk(), pk=round_id)
    form = FillForm(request.POST)
    if form.is_valid() and talk_of(round_) and round_.is_alone:
        try:
            end_filling(round_, member, without_answers=form.cleaned_data["together"])
        except TooFew:
            messages.info(request, "Er zijn nog geen vijf collega’s klaar. Wacht even, of ga samen verder.")
    return to_board(member, round_)


@school_view()
def conversation_follow(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Show what is on the board, to read along; a device that has it already is told so and nothing more."""
    round_ = get_object_or_404(Round.objects.visible_to(member).with_talk(), pk=round_id)
    etag = tag_of(round_)
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        context = following(round_) | {"etag": etag, "follow_pass": pass_for(request, member, round_)}
        context["fill_url"] = filling_address(member, round_)
        answer = render_part(request, FOLLOW, "now", context)
        answer["ETag"] = etag
    return answer


def tag_of(round_: Round) -> str:
    """Return what is another as soon as something else is to be seen; the round was fetched `with_talk`."""
    return etag_of(round_.pk, round_.version, round_.done_count)  # type: ignore[attr-defined]


def following(round_: Round) -> dict[str, Any]:
    """Return what is on the board, without what is there to lead with; the round alone while nobody leads."""
    talk = talk_of(round_)
    if talk is None or talk.ended_at:
        return {"round": round_, "talk": talk}
    return board_of(round_, talk, step_of(round_, talk.step), talk.item_code)


def filling_address(member: Membership, round_: Round) -> str:
    """Return where the member answers alone."""
    return reverse("checklists:answer_start", args=[member.school.code, round_.pk])


def talk_of(round_: Round) -> Conversation | None:
    """Return the conversation of a round that was fetched with it, or None."""
    return getattr(round_, "conversation", None)


def to_board(member: Membership, round_: Round) -> HttpResponse:
    """Go to the board, at the step and item that are on the table now."""
    return redirect("checklists:conversation_lead", code=member.school.code, round_id=round_.pk)
