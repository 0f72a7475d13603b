"""Addresses of a school, behind /school/<code>/."""

from django.urls import include, path

from schools.views import (
    agenda,
    departures,
    holidays,
    invitations,
    journal,
    members,
    requests,
    school,
    teams,
    today,
)

app_name = "schools"
urlpatterns = [
    path("", today.school_choose, name="school_choose"),
    path("", include("schools.goal_urls")),
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/nieuw/", agenda.moment_create, name="moment_create"),
    path("agenda/<int:moment_id>/wijzigen/", agenda.moment_edit, name="moment_edit"),
    path("leden/", members.member_list, name="member_list"),
    path("leden/uitnodigen/", members.member_invite, name="member_invite"),
    path("leden/overdragen/", departures.handover, name="handover"),
    path("leden/<int:member_id>/wijzigen/", members.member_edit, name="member_edit"),
    path("leden/<int:member_id>/uitschakelen/", members.member_deactivate, name="member_deactivate"),
    path("leden/<int:member_id>/terug/", members.member_reactivate, name="member_reactivate"),
    path("teams/", teams.team_list, name="team_list"),
    path("teams/nieuw/", teams.team_create, name="team_create"),
    path("teams/<int:team_id>/wijzigen/", teams.team_edit, name="team_edit"),
    path("teams/<int:team_id>/opheffen/", teams.team_end, name="team_end"),
    path("vakanties/", holidays.holiday_list, name="holiday_list"),
    path("vakanties/wijzigen/", holidays.holiday_edit, name="holiday_edit"),
    path("vakanties/terug/", holidays.holiday_reset, name="holiday_reset"),
    path("gegevens/", school.school_edit, name="school_edit"),
    path("vertrekken/", departures.leave, name="leave"),
    path("logboek/", journal.journal, name="journal"),
    path("uitnodigingen/<int:invitation_id>/opnieuw/", invitations.invitation_resend, name="invitation_resend"),
    path("aanvragen/<int:request_id>/", requests.request_decide, name="request_decide"),
    path("uitnodigingen/<int:invitation_id>/intrekken/", invitations.invitation_withdraw, name="invitation_withdraw"),
]
