"""Schools, their boards, and the holidays of the regions. A school is archived or merged, never removed."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime

from schools import archiving, merging
from schools.admin.base import SiteAdmin
from schools.admin.looking import AskingAdmin, asked_first, look_view
from schools.admin.organisation_forms import MOST_AT_ONCE, ArchiveForm, MergeForm, SchoolForm, SearchForm, found
from schools.board_sharing import end_where_moved
from schools.models import Board, JournalEntry, RegionHoliday, School

RACE = "Er veranderde net iets in een van de scholen. Kijk nog eens wat er gebeurt, en probeer het opnieuw."


class ArchivedFilter(admin.SimpleListFilter):
    """Schools that are alive, or in the archive."""

    title = "archief"
    parameter_name = "archief"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("nee", "Doet mee"), ("ja", "Gearchiveerd")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the chosen rows."""
        return queryset if self.value() is None else queryset.filter(archived_at__isnull=self.value() == "nee")


@admin.register(School)
class SchoolAdmin(AskingAdmin):
    """Schools: what they are called and how much there is, not what they write."""

    to_school = "pk"
    form = SchoolForm
    list_display = ["name", "place", "sector", "region", "brin", "board", "member_count", "archived_at"]
    list_filter = [ArchivedFilter, "sector", "region"]
    list_select_related = ["board"]
    search_fields = ["name", "place", "brin", "board__name", "mailbox", "=memberships__user__email"]
    search_help_text = "Zoek op naam, plaats, BRIN, bestuur, of het hele e-mailadres van de school of een lid."
    ordering = ["name", "pk"]
    autocomplete_fields = ["board"]
    actions = ["archive_selected", "unarchive_selected"]
    readonly_fields = ["second_factor", "contents", "members", "code", "created_at", "archive"]
    fieldsets = [
        (None, {"fields": ["name", "place", "sector", "region", "brin", "board", "mailbox", "second_factor"]}),
        ("Wat er is", {"fields": ["members", "contents"]}),
        ("Stand", {"fields": ["archive", "created_at", "code"]}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out what a new school has not yet."""
        return self.fieldsets if obj else [(None, {"fields": SchoolForm.Meta.fields})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[School]:
        """Return the schools with how many people take part."""
        rows: QuerySet[School] = super().get_queryset(request)
        present = Q(memberships__left_at__isnull=True)
        return rows.annotate(number=Count("memberships", filter=present, distinct=True))

    def get_urls(self) -> list[Any]:
        """Add the pages of looking, the archive and merging; `admin_view` is their door."""
        own = [
            path("inzage/", self.admin_site.admin_view(self.look_view), name="schools_school_look"),
            path("archief/", self.admin_site.admin_view(self.archive_view), name="schools_school_archive"),
            path(
                "<int:school_id>/voeg-samen/", self.admin_site.admin_view(self.merge_view), name="schools_school_merge"
            ),
        ]
        return own + super().get_urls()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a school is archived, so that nothing is lost."""
        return False

    def save_model(self, request: HttpRequest, obj: School, form: Any, change: bool) -> None:
        """Keep the school, with a line in its journal."""
        super().save_model(request, obj, form, change)
        if change and form.changed_data:
            labels = ", ".join(str(form.fields[name].label).lower() for name in form.changed_data)
            JournalEntry.write_for_site(obj, "school_changed", labels)
            end_where_moved([obj])

    @admin.display(description="leden", ordering="number")
    def member_count(self, school: Any) -> int:
        """Return how many people take part."""
        return int(school.number)

    @admin.display(description="extra beveiliging")
    def second_factor(self, school: School) -> str:
        """Say whether the school asks a second factor of its admins."""
        since = school.second_factor_since
        return (
            f"gevraagd van wie de accounts beheert, sinds {date_format(localtime(since))}" if since else "niet gevraagd"
        )

    @admin.display(description="leden")
    def members(self, school: School) -> str:
        """Return how many people take part and how many manage the accounts, with the way to the list."""
        present = school.memberships.present()
        address = f"{reverse('admin:schools_membership_changelist')}?{urlencode({'school__id__exact': school.pk})}"
        numbers = f"{present.count()} doen mee, {present.admins().count()} beheren de accounts"
        return format_html('{}. <a href="{}">Toon de leden</a>', numbers, address)

    @admin.display(description="aantallen")
    def contents(self, school: School) -> str:
        """Return how many rows of each kind there are."""
        return format_html_join(", ", "{}: {}", merging.counts_of(school)) or "nog niets"

    @admin.display(description="archief")
    def archive(self, school: School) -> str:
        """Say since when it is in the archive, until when it can be read, and which school it went into."""
        if not school.archived_at or not school.readable_until:
            return "niet gearchiveerd"
        if school.merged_into:
            return f"op {date_format(localtime(school.archived_at))} opgegaan in {school.merged_into}"
        days = date_format(localtime(school.archived_at)), date_format(localtime(school.readable_until))
        return "gearchiveerd op {}; de directeur kan alles lezen tot {}".format(*days)

    @admin.action(description="Archiveer", permissions=["change"])
    def archive_selected(self, request: HttpRequest, queryset: QuerySet[School]) -> HttpResponse | None:
        """Ask whether these schools shall go into the archive."""
        return self.ask(request, queryset, ArchiveForm.ARCHIVE)

    @admin.action(description="Haal terug uit het archief", permissions=["change"])
    def unarchive_selected(self, request: HttpRequest, queryset: QuerySet[School]) -> HttpResponse | None:
        """Ask whether these schools shall come out of the archive."""
        return self.ask(request, queryset, ArchiveForm.UNARCHIVE)

    def ask(self, request: HttpRequest, queryset: QuerySet[School], act: str) -> HttpResponse | None:
        """Go to the page that asks for a confirmation."""
        keys = list(queryset.order_by().values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if len(keys) > MOST_AT_ONCE:
            self.message_user(request, f"Kies hooguit {MOST_AT_ONCE} scholen tegelijk.", messages.ERROR)
            return None
        query = urlencode({"doe": act, "school": keys}, doseq=True)
        return redirect(f"{reverse('admin:schools_school_archive')}?{query}")

    def look_view(self, request: HttpRequest) -> HttpResponse:
        """Ask why somebody looks at the people of schools."""
        return look_view(self, request)

    def archive_view(self, request: HttpRequest) -> HttpResponse:
        """Show what archiving or coming back means for these schools, and do it where that is confirmed."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = ArchiveForm(request.POST if request.method == "POST" else request.GET)
        schools = list(form.cleaned_data["school"]) if form.is_valid() else []
        if not schools:
            self.message_user(request, "Bij deze scholen valt hier niets te doen.", messages.WARNING)
            return redirect("admin:schools_school_changelist")
        goes = form.cleaned_data["doe"] == ArchiveForm.ARCHIVE
        if request.method == "POST":
            for school in schools:
                (archiving.archive if goes else archiving.unarchive)(school)
                self.log_change(request, school, "Gearchiveerd." if goes else "Teruggehaald uit het archief.")
            names = ", ".join(str(school) for school in schools)
            self.message_user(
                request, f"{names}: {'gearchiveerd' if goes else 'terug uit het archief'}.", messages.SUCCESS
            )
            return redirect("admin:schools_school_changelist")
        days = School.READABLE_FOR.days
        title = "Archiveren" if goes else "Terughalen"
        return self.page(request, "archive", {"title": title, "goes": goes, "schools": schools, "days": days})

    def merge_view(self, request: HttpRequest, school_id: int) -> HttpResponse:
        """Choose the school to go into, show what would move, and do it where that is confirmed."""
        source = get_object_or_404(School, pk=school_id)
        if not self.has_change_permission(request, source):
            raise PermissionDenied
        search = SearchForm(request.GET)
        wanted = search.cleaned_data["q"] if search.is_valid() else ""
        form = MergeForm(source, request.POST if request.method == "POST" else request.GET)
        target = form.cleaned_data["naar"] if form.is_valid() else None
        both = School.objects.filter(pk__in=[school.pk for school in (source, target) if school])
        if asked := asked_first(request, both):
            return asked
        if request.method == "POST" and target and self.merged(request, source, target):
            return redirect("admin:schools_school_change", target.pk)
        if request.method == "POST" and not target:
            self.message_user(
                request, "Die school is er niet meer, of is gearchiveerd. Kies een andere.", messages.ERROR
            )
        context = {
            "title": f"{source} laten opgaan in een andere school",
            "source": source,
            "search": search,
            "wanted": wanted,
            "found": list(found(source, wanted)) if wanted and not target else [],
            "preview": merging.preview(source, target) if target else None,
        }
        return self.page(request, "merge", context, status=422 if request.method == "POST" else 200)

    def merged(self, request: HttpRequest, source: School, target: School) -> bool:
        """Merge, and say what became of it; False where it could not be done."""
        try:
            merging.merge(source, target)
        except merging.Refused:
            return False  # the page says why
        except IntegrityError:  # somebody added something between the look and the deed
            self.message_user(request, RACE, messages.ERROR)
            return False
        self.log_change(request, source, f"Opgegaan in {target}.")
        self.log_change(request, target, f"{source} is hierin opgegaan.")
        self.message_user(request, f"{source} is opgegaan in {target}. Alles staat nu hier.", messages.SUCCESS)
        return True

    def page(self, request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Render a page of the admin's own."""
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/schools/school/{name}.html", context, status=status)


@admin.register(Board)
class BoardAdmin(SiteAdmin):
    """Boards. One with schools is not removed: they would be left without."""

    list_display = ["name", "number", "school_count", "people"]
    search_fields = ["name", "number", "schools__name", "schools__brin"]
    search_help_text = "Zoek op naam, nummer, of een van de scholen."
    ordering = ["name", "pk"]
    fields = ["name", "number"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Board]:
        """Return the boards with how many schools they have."""
        rows: QuerySet[Board] = super().get_queryset(request)
        present = Q(seats__ended_at__isnull=True)
        return rows.annotate(
            size=Count("schools", distinct=True), looking=Count("seats", filter=present, distinct=True)
        )

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Remove boards one at a time, not from the list."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def has_delete_permission(self, request: HttpRequest, obj: Board | None = None) -> bool:
        """Offer removing for a board without schools."""
        return super().has_delete_permission(request, obj) and (obj is None or not obj.schools.exists())

    @admin.display(description="scholen", ordering="size")
    def school_count(self, board: Any) -> int:
        """Return how many schools it has."""
        return int(board.size)

    @admin.display(description="bestuursleden", ordering="looking")
    def people(self, board: Any) -> int:
        """Return how many people look at its figures."""
        return int(board.looking)


@admin.register(RegionHoliday)
class RegionHolidayAdmin(SiteAdmin):
    """Holidays of the regions; a school that keeps its own has those instead."""

    list_display = ["name", "region", "starts_on", "ends_on", "is_fixed"]
    list_filter = ["region", "is_fixed", "name"]
    search_fields = ["name"]
    search_help_text = "Zoek op naam."
    date_hierarchy = "starts_on"
    ordering = ["-starts_on", "region"]
