"""Addresses of goals, their evaluations and their actions; in schools.urls, under the same name."""

from django.urls import path

from schools.views import actions, evaluations, goal_making, goals, proposals, years

urlpatterns = [
    path("doelen/", goals.goal_list, name="goal_list"),
    path("doelen/kringen/", goals.goal_board, name="goal_board"),
    path("doelen/nieuw/", goal_making.goal_create, name="goal_create"),
    path("doelen/nieuw/stappen/", goal_making.goal_begin, name="goal_begin"),
    path("doelen/jaar/", years.year_detail, name="year_detail"),
    path("doelen/jaar/tekst/", years.year_text, name="year_text"),
    path("doelen/jaar/afronden/", years.year_close, name="year_close"),
    path("doelen/<int:goal_id>/", goals.goal_detail, name="goal_detail"),
    path("doelen/<int:goal_id>/wijzigen/", goal_making.goal_edit, name="goal_edit"),
    path("doelen/<int:goal_id>/stap/<slug:step_slug>/", goal_making.goal_step, name="goal_step"),
    path("doelen/<int:goal_id>/geschiedenis/", goals.goal_history, name="goal_history"),
    path("doelen/<int:goal_id>/voorstellen/", proposals.goal_propose, name="goal_propose"),
    path("doelen/<int:goal_id>/niet-nu/", proposals.goal_decline, name="goal_decline"),
    path("doelen/<int:goal_id>/weg/", proposals.goal_remove, name="goal_remove"),
    path("doelen/<int:goal_id>/jaar/", years.year_decide, name="year_decide"),
    path("doelen/<int:goal_id>/moment/", evaluations.evaluation_create, name="evaluation_create"),
    path("doelen/<int:goal_id>/actie/", actions.action_create, name="action_create"),
    path("acties/<int:action_id>/wijzigen/", actions.action_edit, name="action_edit"),
    path("acties/<int:action_id>/klaar/", actions.action_tick, name="action_tick"),
    path("acties/<int:action_id>/weg/", actions.action_remove, name="action_remove"),
    path("evaluaties/<int:evaluation_id>/", evaluations.evaluation_hold, name="evaluation_hold"),
    path("evaluaties/<int:evaluation_id>/moment.ics", evaluations.evaluation_ics, name="evaluation_ics"),
    path("evaluaties/<int:evaluation_id>/bord/", evaluations.evaluation_board, name="evaluation_board"),
    path("evaluaties/<int:evaluation_id>/samen/", evaluations.evaluation_amend, name="evaluation_amend"),
    path("evaluaties/<int:evaluation_id>/verzetten/", evaluations.evaluation_move, name="evaluation_move"),
    path("evaluaties/<int:evaluation_id>/vervalt/", evaluations.evaluation_cancel, name="evaluation_cancel"),
]
