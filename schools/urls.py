"""Addresses of a school, behind /school/<code>/."""

from django.urls import path

from schools.views import agenda, goals

app_name = "schools"
urlpatterns = [
    path("doelen/", goals.goal_list, name="goal_list"),
    path("doelen/nieuw/", goals.goal_create, name="goal_create"),
    path("doelen/<int:goal_id>/", goals.goal_detail, name="goal_detail"),
    path("doelen/<int:goal_id>/wijzigen/", goals.goal_edit, name="goal_edit"),
    path("evaluaties/<int:evaluation_id>/", goals.evaluation_hold, name="evaluation_hold"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/nieuw/", agenda.moment_create, name="moment_create"),
    path("agenda/<int:moment_id>/wijzigen/", agenda.moment_edit, name="moment_edit"),
]
