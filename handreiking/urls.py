"""The whole site on one screen. Here, and only here, the features are put together."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from checklists.panels import round_panel, schools_with_round
from handreiking import views
from reflections.answers import handvat_answers
from reflections.daily import today_panel
from reflections.panels import writing_panel
from schools.views.account import account_overview
from schools.views.boards import board_choose, board_overview, board_sharing
from schools.views.feeds import calendar_feed
from schools.views.invitations import invitation_accept
from schools.views.requests import school_request, school_request_confirm, school_request_sent
from schools.views.today import today

PANELS = {"question": today_panel, "round": round_panel}

urlpatterns = [
    path("", views.home, name="home"),
    path("cirkels/", views.circle_list, name="circle_list"),
    path("cirkels/<slug:slug>/", views.circle_detail, name="circle_detail"),
    path("handvatten/", views.handvat_list, name="handvat_list"),
    path("handvatten/<slug:slug>/", views.handvat_detail(handvat_answers), name="handvat_detail"),
    path("handvatten/<slug:slug>/gesprek/", views.handvat_talk, name="handvat_talk"),
    path("handvatten/<slug:slug>/kaart/", views.handvat_card, name="handvat_card"),
    path("bronnen/", views.source_list, name="source_list"),
    path("zoeken/", views.search, name="search"),
    path("over/", views.page_detail, {"slug": "over"}, name="over"),
    path("privacy/", views.page_detail, {"slug": "privacy"}, name="privacy"),
    path("toegankelijkheid/", views.page_detail, {"slug": "toegankelijkheid"}, name="toegankelijkheid"),
    path("documenten/", views.document_list, name="document_list"),
    path("documenten/<slug:slug>/", views.document_detail, name="document_detail"),
    path("documenten/<slug:slug>/word/", views.document_word, name="document_word"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("voorkeuren/", views.preferences, name="preferences"),
    path("vandaag/", today(PANELS), name="today"),
    path("reflecties/", include("reflections.urls")),
    path("bestuur/", board_choose, name="board_choose"),
    path("bestuur/<int:board_id>/", board_overview(schools_with_round), name="board_overview"),
    path("school/<slug:code>/bestuur/", board_sharing(schools_with_round), name="board_sharing"),
    path("school/<slug:code>/", include("schools.urls")),
    path("school/<slug:code>/checklist/", include("checklists.urls")),
    path("uitnodiging/<str:token>/", invitation_accept, name="invitation_accept"),
    path("kalender/<str:feed_token>.ics", calendar_feed, name="calendar_feed"),
    path("aanmelden/", school_request, name="school_request"),
    path("aanmelden/verstuurd/", school_request_sent, name="school_request_sent"),
    path("aanmelden/<str:request_token>/", school_request_confirm, name="school_request_confirm"),
    path("account/", account_overview({"writing": writing_panel}), name="account_overview"),
    path("account/", include("schools.account_urls")),
    path("beheer/", admin.site.urls),
]
if settings.DEBUG:
    from handreiking import style_guide

    urlpatterns += [
        path("stijlgids/", style_guide.style_guide, name="style_guide"),
    ]

handler400 = "handreiking.errors.bad_request"
handler403 = "handreiking.errors.forbidden"
handler404 = "handreiking.errors.not_found"
handler500 = "handreiking.errors.server_error"
