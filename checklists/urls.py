"""Addresses of the checklist, behind /school/<code>/checklist/."""

from django.urls import path

from checklists.views import alone, conversation, exports, filling, outcome, paper, round_steps, rounds

app_name = "checklists"
urlpatterns = [
    path("", rounds.round_list, name="round_list"),
    path("nieuw/", rounds.round_create, name="round_create"),
    path("<int:round_id>/", rounds.round_detail, name="round_detail"),
    path("<int:round_id>/wijzigen/", rounds.round_edit, name="round_edit"),
    path("<int:round_id>/verwijderen/", rounds.round_delete, name="round_delete"),
    path("<int:round_id>/openen/", round_steps.round_open, name="round_open"),
    path("<int:round_id>/herinneren/", round_steps.round_remind, name="round_remind"),
    path("<int:round_id>/tonen/", round_steps.round_show, name="round_show"),
    path("<int:round_id>/uitkomst/", outcome.round_outcome, name="round_outcome"),
    path("<int:round_id>/afronden/", round_steps.round_close, name="round_close"),
    path("<int:round_id>/heropenen/", round_steps.round_reopen, name="round_reopen"),
    path("<int:round_id>/uitkomst/meenemen/", exports.round_export, name="round_export"),
    path("<int:round_id>/uitkomst/plan/", exports.round_plan, name="round_plan"),
    path("<int:round_id>/prioriteiten/", outcome.priorities_choose, name="priorities_choose"),
    path("prioriteit/<int:priority_id>/doel/", outcome.priority_goal, name="priority_goal"),
    path("<int:round_id>/invullen/", alone.answer_start, name="answer_start"),
    path("<int:round_id>/invullen/klaar/", alone.answer_end, name="answer_end"),
    path("<int:round_id>/invullen/<slug:pillar_slug>/", alone.answer_pillar, name="answer_pillar"),
    path("<int:round_id>/papier/", paper.round_paper, name="round_paper"),
    path("<int:round_id>/papier/invoeren/", paper.paper_enter, name="paper_enter"),
    path("<int:round_id>/gesprek/", conversation.conversation_lead, name="conversation_lead"),
    path("<int:round_id>/gesprek/begin/", conversation.conversation_start, name="conversation_start"),
    path("<int:round_id>/gesprek/invullen/", conversation.conversation_fill, name="conversation_fill"),
    path("<int:round_id>/volg/", conversation.conversation_follow, name="conversation_follow"),
    path("<int:round_id>/<slug:pillar_slug>/", filling.round_fill, name="round_fill"),
]
