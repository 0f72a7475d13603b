"""The steps in the life of a round: opening, reminding, closing, showing, and opening again."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from checklists.closing import TooFew, close, reopen, show
from checklists.models import Round
from checklists.opening import hindrance, open_round
from checklists.progress import progress_of
from checklists.round_forms import CloseForm
from checklists.round_mail import ask_to_remind
from checklists.views.finding import editable_round, to_pillar, to_round
from checklists.views.rounds import ALREADY_OPEN
from schools.access import school_view
from schools.models import Membership

SHOWN = (
    "De uitkomst is al bekeken, en er zijn geen vijf mensen meer die nog kunnen invullen. "
    "Met minder zou uit het verschil te lezen zijn wat één collega koos. Begin liever een nieuwe afname."
)


@school_view()
@require_POST
def round_open(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Open a draft now."""
    round_ = editable_round(member, round_id)
    try:
        with transaction.atomic():
            why = "" if round_.opened_at else hindrance(round_)
            opened = not why and open_round(round_, member)
    except IntegrityError:  # somebody else opened one between the check and the save
        why, opened = ALREADY_OPEN, False
    if why:
        messages.error(request, why)
    elif opened and not round_.is_alone:
        return to_pillar(member, round_, round_.edition.pillars[0])
    elif opened:
        messages.success(request, "De afname is open. De uitnodigingen gaan op een schooldag vanzelf weg.")
    return to_round(member, round_)


@school_view()
@require_POST
def round_remind(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Let who has not finished get the reminder now, instead of two school days before the end."""
    round_ = editable_round(member, round_id)
    if round_.is_open and round_.is_alone and ask_to_remind(round_, member):
        messages.success(request, "Wie nog niet klaar is, krijgt een herinnering. Die gaat op een schooldag weg.")
    return to_round(member, round_)


@school_view(changes=True)
def round_close(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Show what closing means now, and end filling in."""
    round_ = editable_round(member, round_id)
    if not round_.is_open:
        return to_round(member, round_)
    form = CloseForm(request.POST)
    if request.method == "POST" and form.is_valid():
        if not round_.is_alone and not round_.team_views.exists():
            messages.error(request, "Er is nog niets ingevuld. Vul eerst samen een paar punten in.")
            return to_pillar(member, round_, round_.edition.pillars[0])
        try:
            close(round_, member, without_answers=form.cleaned_data["without_answers"])
        except TooFew:
            return close_page(request, member, round_, status=422)
        return to_round(member, round_) if round_.is_alone else to_outcome(member, round_)
    return close_page(request, member, round_)


def close_page(request: HttpRequest, member: Membership, round_: Round, status: int = 200) -> HttpResponse:
    """Render what closing means: a clear count."""
    context = {
        "round": round_,
        "progress": progress_of(round_, member) if round_.is_alone else None,
        "agreed": round_.team_views.exclude(stand="").count(),
        "refused": status == 422,
    }
    return render(request, "checklists/round_close.html", context, status=status)


@school_view()
@require_POST
def round_show(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Open the outcome to the team."""
    round_ = editable_round(member, round_id)
    try:
        show(round_, member)
    except TooFew:
        if not round_.shown_at:
            messages.error(request, "Er zijn geen vijf antwoorden om te laten zien.")
            return to_round(member, round_)
    return to_outcome(member, round_)


@school_view()
@require_POST
def round_reopen(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Go on filling in; everything that was answered and agreed stays."""
    round_ = editable_round(member, round_id)
    if not round_.closed_at:
        return to_round(member, round_)
    try:
        reopen(round_, member)
    except TooFew:
        messages.error(request, SHOWN)
    except IntegrityError:  # another one is open
        messages.error(request, "Er is al een andere afname open. Rond die eerst af.")
    else:
        messages.success(request, "De afname is weer open. Alles staat er nog.")
        if not round_.is_alone:
            return to_pillar(member, round_, round_.edition.pillars[0])
    return to_round(member, round_)


def to_outcome(member: Membership, round_: Round) -> HttpResponse:
    """Go to the outcome."""
    return redirect("checklists:round_outcome", code=member.school.code, round_id=round_.pk)
