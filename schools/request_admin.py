"""Requests to take part, in the Django admin: to read, and to decide on with one of three forms. Nothing is edited."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from schools import requests
from schools.lookalikes import lookalikes
from schools.models import School, SchoolRequest
from schools.request_forms import REASON

STATES = {
    "site": ("wacht op een besluit hier", Q(confirmed_at__isnull=False, decided_at=None, school=None)),
    "school": ("ligt bij een school", Q(confirmed_at__isnull=False, decided_at=None, school__isnull=False)),
    "granted": ("toegelaten", Q(decision=SchoolRequest.Decision.GRANTED)),
    "refused": ("afgewezen", Q(decision=SchoolRequest.Decision.REFUSED)),
    "sent": ("nog niet bevestigd", Q(confirmed_at=None)),
}
OVER = "Over deze aanvraag is al beslist, of hij is nog niet bevestigd."
ALREADY = "Deze persoon is al lid van de school. Er is geen uitnodiging verstuurd."


def state_of(asked: SchoolRequest) -> str:
    """Return the key of the state that a request is in."""
    if asked.decision:
        return asked.decision
    if not asked.confirmed_at:
        return "sent"
    return "school" if asked.school_id else "site"


class NewSchoolForm(forms.Form):
    """What a new school needs that the applicant was not asked."""

    region = forms.ChoiceField(
        label="Vakantieregio",
        choices=[("", "Kies een regio"), *School.Region.choices],
        error_messages={"required": "Kies de regio.", "invalid_choice": "Kies een van de regio’s."},
    )


class SchoolChoiceField(forms.ModelChoiceField):
    """A school, shown with what tells it apart from another of the same name."""

    def label_from_instance(self, obj: School) -> str:
        """Return name, place and BRIN."""
        return ", ".join(filter(None, [obj.name, obj.place, obj.brin]))


class ForwardForm(forms.Form):
    """An existing school: one of those that look alike, or any by its code."""

    school = SchoolChoiceField(
        label="Welke school is het?",
        queryset=School.objects.none(),
        required=False,
        empty_label="Geen van deze",
        error_messages={"invalid_choice": "Kies een van de scholen."},
    )
    code = forms.CharField(label="Of de code van een andere school", max_length=12, required=False)

    def __init__(self, alike: list[School], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["school"]
        assert isinstance(field, SchoolChoiceField)
        field.queryset = School.objects.filter(pk__in=[school.pk for school in alike]).order_by("name", "pk")

    def clean(self) -> dict[str, Any]:
        """Find the school by its code where none of the list is chosen."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        code = cleaned.get("code", "").strip().lower()
        if not cleaned.get("school") and code:
            cleaned["school"] = School.objects.filter(code=code, archived_at=None).first()
            if cleaned["school"] is None:
                self.add_error("code", "Er is geen school met deze code. De code staat in het webadres van de school.")
        elif not cleaned.get("school") and not self.errors:
            self.add_error("school", "Kies een school, of vul een code in.")
        return cleaned


class RefusalForm(forms.Form):
    """Why a request is refused; the applicant reads it."""

    reason = forms.CharField(
        label="Waarom niet? Dit komt in de mail aan de aanvrager.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=REASON,
    )


class ActionForm(forms.Form):
    """Which of the three forms was sent."""

    action = forms.ChoiceField(choices=[("new", ""), ("forward", ""), ("refuse", "")])


class StateFilter(admin.SimpleListFilter):
    """How far requests are."""

    title = "stand"
    parameter_name = "stand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the states, in Dutch."""
        return [(key, label) for key, (label, _) in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[SchoolRequest]) -> QuerySet[SchoolRequest]:
        """Return the requests in the chosen state."""
        chosen = STATES.get(self.value() or "")
        return queryset.filter(chosen[1]) if chosen else queryset


@admin.register(SchoolRequest)
class SchoolRequestAdmin(admin.ModelAdmin):
    """Requests to take part."""

    list_display = ["school_name", "place", "brin", "state", "sent_at"]
    list_filter = [StateFilter, "sector"]
    search_fields = ["school_name", "place", "brin", "email"]
    ordering = ["-sent_at", "-pk"]
    change_form_template = "admin/schools/schoolrequest/change_form.html"
    fields: ClassVar[Any] = [
        *["state", "school_name", "place", "brin", "sector", "name", "role", "email", "why"],
        *["school", "sent_at", "confirmed_at", "decided_at", "answer"],
    ]
    readonly_fields = fields
    actions = None

    @admin.display(description="stand")
    def state(self, asked: SchoolRequest) -> str:
        """Return how far the request is."""
        return STATES[state_of(asked)][0]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: requests come in by the form of the site."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a request is decided on, and erased a year later."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let only those read what people wrote who decide on it."""
        return self.has_change_permission(request, obj)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a request, with the three forms where it waits; do what one of them says."""
        asked = self.get_object(request, object_id) if object_id else None
        if asked is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        if not self.has_change_permission(request, asked):
            raise PermissionDenied
        if request.method == "POST" and not asked.is_open:
            self.message_user(request, OVER, messages.WARNING)
            return HttpResponseRedirect(request.path)
        alike = lookalikes(asked) if asked.is_open else []
        forms_ = three_forms(request, alike)
        action = next((name for name, form in forms_.items() if form.is_valid()), None)
        if action and self.done(request, asked, action, forms_[action]):
            return HttpResponseRedirect(request.path)
        status = 422 if request.method == "POST" else 200
        request.method = "GET"  # Django's own form has no field to save
        context = {"asked": asked, "alike": alike, "forms": forms_, **(extra_context or {})}
        response = super().changeform_view(request, object_id, form_url, context)
        response.status_code = status
        return response

    def done(self, request: HttpRequest, asked: SchoolRequest, action: str, form: forms.Form) -> bool:
        """Do what the form says and tell what became of it; False where the form has to say more."""
        try:
            sentence, level = carry_out(asked, action, form.cleaned_data, request)
        except requests.Decided:
            sentence, level = OVER, messages.WARNING
        except requests.NoAdmin:
            form.add_error(
                None, "Deze school heeft leden, maar niemand die de accounts beheert. Wijs eerst iemand aan."
            )
            return False
        else:
            self.log_change(request, asked, sentence)
        self.message_user(request, sentence, level)
        return True


def three_forms(request: HttpRequest, alike: list[School]) -> dict[str, forms.Form]:
    """Return the forms by the name of what they do; the one that was sent is bound."""
    sent = ActionForm(request.POST)
    action = sent.cleaned_data["action"] if request.method == "POST" and sent.is_valid() else None
    data = {name: request.POST if name == action else None for name in ("new", "forward", "refuse")}
    return {
        "new": NewSchoolForm(data["new"], prefix="new"),
        "forward": ForwardForm(alike, data["forward"], prefix="forward"),
        "refuse": RefusalForm(data["refuse"], prefix="refuse"),
    }


def carry_out(asked: SchoolRequest, action: str, given: dict[str, Any], request: HttpRequest) -> tuple[str, int]:
    """Decide, and return a sentence about it with the level of the message."""
    whole = request.build_absolute_uri
    if action == "new":
        school, outcome = requests.grant_as_new(asked, region=given["region"], whole=whole)
        return told(outcome, f"{school.name} is aangemaakt. ")
    if action == "forward":
        school = given["school"]
        passed = requests.forward(asked, school, whole=whole)
        if passed is None:
            return f"Doorgestuurd naar {school.name}. Wie daar de accounts beheert, heeft een mail.", messages.SUCCESS
        return told(passed, f"{school.name} had nog geen leden. ")
    if requests.refuse(asked, given["reason"]):
        return "De aanvraag is afgewezen. De aanvrager heeft een mail.", messages.SUCCESS
    return "De aanvraag is afgewezen, maar de mail aan de aanvrager ging niet weg.", messages.WARNING


def told(outcome: requests.Outcome, before: str) -> tuple[str, int]:
    """Return what granting led to, after a sentence about the school, with the level of the message."""
    if outcome == requests.Outcome.SENT:
        return before + "De aanvrager is uitgenodigd als eerste lid, en beheert straks de accounts.", messages.SUCCESS
    if outcome == requests.Outcome.UNSENT:
        return before + "Maar de mail met de uitnodiging ging niet weg.", messages.WARNING
    return before + ALREADY, messages.WARNING
