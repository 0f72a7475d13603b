"""Looking at the people of a school: the site asks why first, and the school reads it.

`PeopleAdmin` is the door for every page about people; `look_view` is the page that asks. Why it is so:
docs/decisions/site-admin-looks.md.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from schools.addresses import FORMER
from schools.admin.base import SiteAdmin
from schools.admin.organisation_forms import SearchForm
from schools.models import Invitation, JournalEntry, Membership, School, User

FOR = timedelta(hours=1)
SESSION_KEY = "looking"  # until when a school is open, in seconds since 1970, by the school's number
NOT_KEPT = "Geef eerst een reden. Wat je net instuurde, is niet bewaard."


class AccountField(forms.EmailField):
    """The whole address of an account, in place of a search that shows everybody; gives the account."""

    def __init__(self, *, help_text: str) -> None:
        required = "Vul het e-mailadres van het account in."
        super().__init__(
            label="E-mailadres", max_length=254, help_text=help_text, error_messages={"required": required}
        )
        self.widget.attrs["class"] = "vTextField"

    def clean(self, value: Any) -> User:
        """Return the account with this address."""
        user = User.objects.filter(email__iexact=super().clean(value)).exclude(email=FORMER).first()
        if user is None:
            raise ValidationError("Er is geen account met dit e-mailadres. Maak het eerst.", code="unknown")
        return user


class AskedForm(forms.Form):
    """Of which schools somebody wants to see the people, and where to go from there."""

    school = forms.ModelMultipleChoiceField(queryset=School.objects.order_by("name", "pk"))
    naar = forms.CharField(max_length=2000, required=False)


class ReasonForm(forms.Form):
    """Why somebody looks."""

    reason = forms.CharField(
        label="Waarom kijk je?",
        min_length=10,
        max_length=200,
        help_text="Bijvoorbeeld: een collega vroeg om hulp bij het inloggen. Noem niemand bij naam.",
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField", "aria-describedby": "id_reason_helptext"}),
        error_messages={
            "required": "Schrijf op waarom je kijkt. Eén zin is genoeg.",
            "min_length": "Dat is te kort. Schrijf in een paar woorden waarom je kijkt.",
            "max_length": "Dat is te lang. Gebruik hooguit 200 tekens.",
        },
    )

    def clean_reason(self) -> str:
        """Return it as it stands in the journal: one line, which gets its full stop there."""
        return " ".join(str(self.cleaned_data["reason"]).split()).removesuffix(".")


class SchoolForm(forms.Form):
    """The school that a list is about, as the page of a school links to it."""

    school__id__exact = forms.ModelChoiceField(queryset=School.objects.all())


def open_until(request: HttpRequest) -> dict[int, datetime]:
    """Return until when the people of which schools can be seen, by the school's number."""
    kept: dict[str, float] = request.session.get(SESSION_KEY, {})
    until = {int(key): datetime.fromtimestamp(at, timezone.get_current_timezone()) for key, at in kept.items()}
    return {key: moment for key, moment in until.items() if moment > timezone.now()}


def still_closed(request: HttpRequest, schools: QuerySet[School]) -> list[School]:
    """Return which of the schools have people, and no reason yet why this site admin looks at them."""
    people = Q(pk__in=Membership.objects.values("school")) | Q(pk__in=Invitation.objects.values("school"))
    return list(schools.filter(people).exclude(pk__in=list(open_until(request))).order_by("name", "pk"))


def asked_first(request: HttpRequest, schools: QuerySet[School]) -> HttpResponse | None:
    """Return the way to the page that asks why, or None where nothing has to be asked."""
    closed = still_closed(request, schools)
    if not closed:
        return None
    if request.method == "POST":
        messages.warning(request, NOT_KEPT)
    query = {"school": [school.pk for school in closed], "naar": request.get_full_path()}
    return redirect(f"{reverse('admin:schools_school_look')}?{urlencode(query, doseq=True)}")


@transaction.atomic
def open_up(request: HttpRequest, schools: Iterable[School], reason: str, site: admin.ModelAdmin) -> None:
    """Let this session see the people of these schools for an hour; who and why is written down first.

    The school reads the reason; which of the site admins it was, is in the log of /beheer/.
    """
    until = open_until(request)
    for school in schools:
        JournalEntry.write_for_site(school, "site_looked", reason)
        site.log_change(request, school, f"Inzage: {reason}")
        until[school.pk] = timezone.now() + FOR
    request.session[SESSION_KEY] = {str(key): moment.timestamp() for key, moment in until.items()}


def look_view(site: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Ask why somebody looks at the people of schools; keep it, and go on to the page that was asked for."""
    if not site.has_view_permission(request):
        raise PermissionDenied
    is_post = request.method == "POST"
    asked = AskedForm(request.POST if is_post else request.GET)
    if not asked.is_valid():
        return redirect("admin:schools_school_changelist")
    onward = inside(request, asked.cleaned_data["naar"])
    schools = still_closed(request, asked.cleaned_data["school"])
    if not schools:
        return redirect(onward)
    form = ReasonForm(request.POST if is_post else None)
    if is_post and form.is_valid():
        open_up(request, schools, form.cleaned_data["reason"], site)
        return redirect(onward)
    context = {"title": "Waarom kijk je?", "schools": schools, "form": form, "naar": onward, "opts": site.opts}
    context |= site.admin_site.each_context(request)
    return TemplateResponse(request, "admin/schools/school/look.html", context, status=422 if is_post else 200)


def inside(request: HttpRequest, address: str) -> str:
    """Return an address of /beheer/ as it is, and the list of schools in place of any other."""
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return (
        address
        if is_ours and address.startswith(reverse("admin:index"))
        else reverse("admin:schools_school_changelist")
    )


class AskingAdmin(SiteAdmin):
    """Pages of a row that belongs to schools: they ask why somebody looks. `to_school` leads from a row to them."""

    to_school: ClassVar[str] = "school"

    def asked_first(self, request: HttpRequest, object_id: str | None) -> HttpResponse | None:
        """Return the way to the page that asks why, where this row's schools are closed to who may see it."""
        if object_id is None or not self.has_view_or_change_permission(request):
            return None
        try:
            key = self.model._meta.pk.to_python(unquote(object_id))
        except ValidationError:
            return None
        schools = self.model._base_manager.filter(pk=key).values(self.to_school)
        return asked_first(request, School.objects.filter(pk__in=schools))

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        """Show a row, once it is said why."""
        return self.asked_first(request, object_id) or super().changeform_view(request, object_id, *args, **kwargs)

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """Show what goes along, once it is said why."""
        return self.asked_first(request, object_id) or super().delete_view(request, object_id, *args, **kwargs)

    def history_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """Show what site admins did, once it is said why."""
        return self.asked_first(request, object_id) or super().history_view(request, object_id, *args, **kwargs)


class PeopleAdmin(AskingAdmin):
    """Pages about people: lists hold who belongs to a school that is open, or is found by the whole address.

    `to_address` leads from a row to that address. A row that belongs to no school is always there.
    """

    to_address: ClassVar[str] = ""
    change_list_template = "admin/schools/people_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the rows that may be shown now: the list, searching, actions and every choice begin here."""
        way = self.to_school
        seen = Q(**{f"{way}__in": list(open_until(request))}) | Q(**{f"{way}__isnull": True})
        shown = Q(pk__in=self.model._base_manager.filter(seen).values("pk"))
        search = SearchForm(request.GET)
        if self.to_address and search.is_valid() and search.cleaned_data["q"]:
            shown |= Q(**{f"{self.to_address}__iexact": search.cleaned_data["q"]})
        return super().get_queryset(request).filter(shown)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Show the rows of the schools that are open, and say which these are."""
        form = SchoolForm(request.GET)
        if form.is_valid() and self.has_view_or_change_permission(request):
            asked = asked_first(request, School.objects.filter(pk=form.cleaned_data["school__id__exact"].pk))
            if asked:
                return asked
        until = open_until(request)
        opened = [(school, until[school.pk]) for school in School.objects.filter(pk__in=list(until)).order_by("name")]
        context = {"opened": opened, "by_address": bool(self.to_address), **(extra_context or {})}
        return super().changelist_view(request, context)
