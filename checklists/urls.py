"""Addresses of the checklist, behind /school/<code>/checklist/."""

from django.urls import path

from checklists.views import conversation, filling, outcome, rounds

app_name = "checklists"
urlpatterns = [
    path("", rounds.round_list, name="round_list"),
    path("nieuw/", rounds.round_create, name="round_create"),
    path("<int:round_id>/uitkomst/", outcome.round_outcome, name="round_outcome"),
    path("<int:round_id>/afronden/", rounds.round_close, name="round_close"),
    path("<int:round_id>/heropenen/", rounds.round_reopen, name="round_reopen"),
    path("<int:round_id>/prioriteiten/", outcome.priorities_choose, name="priorities_choose"),
    path("prioriteit/<int:priority_id>/doel/", outcome.priority_goal, name="priority_goal"),
    path("<int:round_id>/gesprek/", conversation.conversation_lead, name="conversation_lead"),
    path("<int:round_id>/gesprek/begin/", conversation.conversation_start, name="conversation_start"),
    path("<int:round_id>/gesprek/invullen/", conversation.conversation_fill, name="conversation_fill"),
    path("<int:round_id>/volg/", conversation.conversation_follow, name="conversation_follow"),
    path("<int:round_id>/<slug:pillar_slug>/", filling.round_fill, name="round_fill"),
]
