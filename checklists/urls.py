"""Addresses of the checklist, behind /school/<code>/checklist/."""

from django.urls import path

from checklists.views import exports, filling, outcome, rounds

app_name = "checklists"
urlpatterns = [
    path("", rounds.round_list, name="round_list"),
    path("nieuw/", rounds.round_create, name="round_create"),
    path("<int:round_id>/uitkomst/", outcome.round_outcome, name="round_outcome"),
    path("<int:round_id>/uitkomst/meenemen/", exports.round_export, name="round_export"),
    path("<int:round_id>/uitkomst/plan/", exports.round_plan, name="round_plan"),
    path("<int:round_id>/afronden/", rounds.round_close, name="round_close"),
    path("<int:round_id>/heropenen/", rounds.round_reopen, name="round_reopen"),
    path("<int:round_id>/prioriteiten/", outcome.priorities_choose, name="priorities_choose"),
    path("prioriteit/<int:priority_id>/doel/", outcome.priority_goal, name="priority_goal"),
    path("<int:round_id>/<slug:pillar_slug>/", filling.round_fill, name="round_fill"),
]
