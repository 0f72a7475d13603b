"""Addresses of signing in: the pages of allauth that this site offers, and no others.

The page of the account itself is in handreiking/urls.py, where the features say what they keep for the person.

allauth's page of addresses is left out for one of our own (docs/decisions/own-change-of-address.md).

Of school accounts (allauth.socialaccount) none of allauth's own pages is here: not its form to sign up, which makes an
account of an e-mail address that nobody has confirmed; not its list, error and cancel pages, and not its login and
callback, which have a door and a page for every failure here. Without a configured provider these addresses are 404.
"""

from allauth.account import views
from django.conf import settings
from django.urls import include, path, re_path

from schools.proof import recently_proven
from schools.views import feeds, identities, my_data, newcomers, reminders
from schools.views.account import email_change, email_confirm, name_change

urlpatterns = [
    path("name/", name_change, name="name_change"),
    path("email/", email_change, name="email_change"),
    path("email/code/", email_confirm, name="email_confirm"),
    path("gegevens/", my_data.my_data, name="my_data"),
    path("verwijderen/", my_data.account_erase, name="account_erase"),
    path("verwijderen/toch-niet/", my_data.account_keep, name="account_keep"),
    path("agenda/", feeds.feed_detail, name="feed_detail"),
    path("agenda/nieuw/", feeds.feed_renew, name="feed_renew"),
    path("agenda/weg/", feeds.feed_withdraw, name="feed_withdraw"),
    path("herinneringen/", reminders.reminder_wishes, name="reminder_wishes"),
    path("herinneringen/stop/<str:reminder_token>/", reminders.reminder_stop, name="reminder_stop"),
    path("login/", views.login, name="account_login"),
    path("login/code/", views.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", views.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", views.logout, name="account_logout"),
    path("signup/", views.signup, name="account_signup"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", recently_proven(views.password_set), name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("schoolaccount/", identities.identity_list, name="identity_list"),
    path("schoolaccount/koppelen/", identities.identity_link, name="identity_link"),
    path("schoolaccount/<int:identity_id>/losmaken/", identities.identity_unlink, name="identity_unlink"),
    path("schoolaccount/mislukt/", identities.identity_failed, name="identity_failed"),
    path("schoolaccount/nieuw/", newcomers.identity_new, name="identity_new"),
    path("schoolaccount/nieuw/vergeten/", newcomers.identity_forget, name="identity_forget"),
    path("schoolaccount/nieuw/adres/", newcomers.identity_address, name="identity_address"),
    path("schoolaccount/nieuw/code/", newcomers.identity_code, name="identity_code"),
    path("schoolaccount/nieuw/uitnodiging/", newcomers.identity_accept, name="identity_accept"),
    path("schoolaccount/nieuw/school/", newcomers.identity_school, name="identity_school"),
    path("schoolaccount/<slug:provider_slug>/login/", identities.identity_login, name="identity_login"),
    path("schoolaccount/<slug:provider_slug>/callback/", identities.identity_callback, name="identity_callback"),
]
if settings.SAML_CONFIGURED:  # python3-saml is only there where it is wanted
    urlpatterns.append(path("schoolaccount/", include("schools.saml_urls")))
