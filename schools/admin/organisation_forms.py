"""Forms of the site admin's own pages: a school, the archive, merging."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from schools.models import School

MOST_AT_ONCE = 50
MOST_FOUND = 20


class SchoolForm(forms.ModelForm):
    """A school. Its BRIN is kept in capitals and without spaces, however it is written."""

    brin = forms.CharField(
        label="BRIN",
        max_length=20,  # as it is written, with spaces
        required=False,
        help_text="Vier tekens voor de school, en twee erbij voor de vestiging: 12AB00.",
    )

    class Meta:
        model = School
        fields = ["name", "place", "sector", "region", "brin", "board", "mailbox"]
        help_texts = {
            "mailbox": "Een adres van de school zelf, niet van één persoon.",
        }

    def clean_brin(self) -> str:
        """Return the BRIN as it is kept."""
        return "".join(str(self.cleaned_data["brin"]).split()).upper()


class ArchiveForm(forms.Form):
    """Which schools go into the archive, or come out of it."""

    ARCHIVE, UNARCHIVE = "archiveer", "haal-terug"

    doe = forms.ChoiceField(choices=[(ARCHIVE, ARCHIVE), (UNARCHIVE, UNARCHIVE)])
    school = forms.ModelMultipleChoiceField(queryset=School.objects.order_by("name", "pk"))

    def clean_school(self) -> QuerySet[School]:
        """Return what this can be done to; the others have it done already, or went into another school."""
        schools: QuerySet[School] = self.cleaned_data["school"]
        if self.cleaned_data.get("doe") == self.ARCHIVE:
            return schools.filter(archived_at__isnull=True)
        return schools.filter(archived_at__isnull=False, merged_into__isnull=True)


class SearchForm(forms.Form):
    """What to look for among the schools."""

    q = forms.CharField(label="Naam, plaats of BRIN", max_length=120, required=False)


class MergeForm(forms.Form):
    """The school that another one goes into: one that is alive."""

    naar: Any = forms.ModelChoiceField(queryset=School.objects.none(), empty_label=None)

    def __init__(self, source: School, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["naar"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = candidates(source)


def candidates(source: School) -> QuerySet[School]:
    """Return the schools that another one can go into."""
    return School.objects.filter(archived_at__isnull=True).exclude(pk=source.pk)


def found(source: School, text: str) -> QuerySet[School]:
    """Return the schools to go into with every word of the text in the name, the place or the BRIN; the first few."""
    schools = candidates(source).order_by("name", "place", "pk")
    for word in text.split():
        schools = schools.filter(Q(name__icontains=word) | Q(place__icontains=word) | Q(brin__istartswith=word))
    return schools[:MOST_FOUND]
