"""Addresses of a person's own answers."""

from django.urls import path

from reflections.views import (
    answers,
    conversations,
    daily,
    exports,
    looking_back,
    peer_answers,
    question_mail,
    reflections,
    sharing,
    writing,
)

app_name = "reflections"
urlpatterns = [
    path("", looking_back.reflection_list, name="reflection_list"),
    path("bewaren/", exports.reflection_export, name="reflection_export"),
    path("vraag-van-vandaag/", daily.daily_choose, name="daily_choose"),
    path("per-mail/", question_mail.question_mail, name="question_mail"),
    path("per-mail/stop/<str:signed>/", question_mail.question_mail_stop, name="question_mail_stop"),
    path("gedeeld/", sharing.share_list, name="share_list"),
    path("gedeeld/<int:share_id>/", sharing.share_detail, name="share_detail"),
    path("gedeeld/<int:share_id>/terug/", sharing.share_take_back, name="share_take_back"),
    path("reacties/<int:reaction_id>/weg/", sharing.reaction_delete, name="reaction_delete"),
    path("gesprekken/", conversations.conversation_list, name="conversation_list"),
    path("gesprekken/nieuw/<slug:handvat_slug>/", conversations.conversation_create, name="conversation_create"),
    path("gesprekken/<int:conversation_id>/", conversations.conversation_detail, name="conversation_detail"),
    path("gesprekken/<int:conversation_id>/klaar/", conversations.conversation_ready, name="conversation_ready"),
    path("gesprekken/<int:conversation_id>/stop/", conversations.conversation_end, name="conversation_end"),
    path("gesprekken/<int:conversation_id>/weg/", conversations.conversation_forget, name="conversation_forget"),
    path("gesprekken/<int:conversation_id>/afspraken/", conversations.agreements_keep, name="agreements_keep"),
    path(
        "gesprekken/<int:conversation_id>/<slug:peer_slug>/",
        peer_answers.peer_answer_save,
        name="peer_answer_save",
    ),
    path("<int:reflection_id>/delen/", sharing.share_create, name="share_create"),
    path("schrijven/<slug:slug>/", writing.write, name="write"),
    path("schrijven/<slug:slug>/klaar/", writing.write_end, name="write_end"),
    path("terugzetten/", reflections.reflection_restore, name="reflection_restore"),
    path("<int:reflection_id>/", reflections.reflection_detail, name="reflection_detail"),
    path("<int:reflection_id>/weghalen/", reflections.reflection_delete, name="reflection_delete"),
    # last: a question's slug could be any word
    path("<slug:question_slug>/", answers.answer_save, name="answer_save"),
]
