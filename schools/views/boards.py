"""What a board sees: its own page, and the page on which a school switches it on and sees the same."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from handreiking.access import View
from schools.access import account_view, board_view, school_view
from schools.board_figures import WithRound, figures_of
from schools.board_forms import OTHER, ShareForm
from schools.board_sharing import OtherBoard, share, unshare
from schools.calendar import SchoolYear
from schools.models import BoardMembership, BoardShare, Membership
from schools.views.members import posted


@account_view
def board_choose(request: HttpRequest) -> HttpResponse:
    """Lead who sits on a board to the page of that board, the first by name; the page leads to the others."""
    seat = BoardMembership.objects.for_user(request.user).first()
    if seat is None:
        raise Http404
    return redirect("board_overview", board_id=seat.board_id)


def board_overview(with_round: WithRound) -> View:
    """Return the view; the checklist says which schools held a round."""

    @board_view
    def board_overview(request: HttpRequest, seat: BoardMembership) -> HttpResponse:
        """Show the figures of each school that lets the board look."""
        schools = [share.school for share in BoardShare.objects.for_board(seat)]
        context = {
            "board": seat.board,
            "boards": [one.board for one in BoardMembership.objects.for_user(request.user)],
            "year": SchoolYear.of(localdate()),
            "rows": figures_of(schools, with_round) if schools else [],
        }
        return render(request, "schools/board_overview.html", context)

    return board_overview


def board_sharing(with_round: WithRound) -> View:
    """Return the view; the checklist says whether the school held a round."""

    @school_view()
    def board_sharing(request: HttpRequest, member: Membership) -> HttpResponse:
        """Show everyone of the school what the board sees or would see; let who manages the school switch it."""
        form = ShareForm(posted(request))
        if form.is_bound and not member.may_change("admin"):
            raise PermissionDenied
        if form.is_valid():
            try:
                messages.success(request, switch(member, form))
            except OtherBoard:
                form.add_error(None, OTHER)
            else:
                return redirect("board_sharing", code=member.school.code)
        context = {
            "form": form,
            "share": BoardShare.objects.visible_to(member).in_force().first(),
            "people": list(BoardMembership.objects.visible_to(member)),
            "year": SchoolYear.of(localdate()),
            "figures": figures_of([member.school], with_round)[0],
            "may_edit": member.may_change("admin"),
        }
        return render(request, "schools/board_sharing.html", context, status=422 if form.errors else 200)

    return board_sharing


def switch(member: Membership, form: ShareForm) -> str:
    """Do what the form asks, and return what to say; raises OtherBoard."""
    if form.cleaned_data["keuze"] == "aan":
        done = share(member, form.cleaned_data["board"])
        return "Het bestuur ziet nu wat hieronder staat." if done else "Het stond al aan."
    return "Het bestuur ziet nu niets meer van jullie school." if unshare(member) else "Het stond al uit."
