"""Addresses of a person's own answers."""

from django.urls import path

from reflections import views

app_name = "reflections"
urlpatterns = [
    path("", views.reflection_list, name="reflection_list"),
    path("<slug:question_slug>/", views.answer_save, name="answer_save"),
]
