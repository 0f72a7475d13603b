"""Addresses of the checklist, behind /school/<code>/checklist/."""

from django.urls import path

from checklists import views

app_name = "checklists"
urlpatterns = [
    path("", views.round_list, name="round_list"),
    path("nieuw/", views.round_create, name="round_create"),
    path("<int:round_id>/uitkomst/", views.round_outcome, name="round_outcome"),
    path("<int:round_id>/afronden/", views.round_close, name="round_close"),
    path("<int:round_id>/heropenen/", views.round_reopen, name="round_reopen"),
    path("<int:round_id>/prioriteiten/", views.priorities_choose, name="priorities_choose"),
    path("prioriteit/<int:priority_id>/doel/", views.priority_goal, name="priority_goal"),
    path("<int:round_id>/<slug:pillar_slug>/", views.round_fill, name="round_fill"),
]
