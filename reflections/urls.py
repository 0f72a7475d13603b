"""Addresses of a person's own answers."""

from django.urls import path

from reflections.views import answers, reflections, writing

app_name = "reflections"
urlpatterns = [
    path("", answers.reflection_list, name="reflection_list"),
    path("schrijven/<slug:slug>/", writing.write, name="write"),
    path("schrijven/<slug:slug>/klaar/", writing.write_end, name="write_end"),
    path("terugzetten/", reflections.reflection_restore, name="reflection_restore"),
    path("<int:reflection_id>/", reflections.reflection_detail, name="reflection_detail"),
    path("<int:reflection_id>/weghalen/", reflections.reflection_delete, name="reflection_delete"),
    # last: a question's slug could be any word
    path("<slug:question_slug>/", answers.answer_save, name="answer_save"),
]
