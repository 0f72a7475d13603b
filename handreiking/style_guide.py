"""The style guide: every component in every state, as a real page; only in debug."""

import re
from datetime import date, time
from functools import cache

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from handreiking import style_guide_examples as examples
from handreiking.access import public_view
from handreiking.library import library
from handreiking.markdown import Notes
from handreiking.records import AUDIENCES

# ---- tokens: (name, what it is for) -----------------------------------------------------

SURFACES = [
    ("ink", "tekst"),
    ("soft", "bijschrift"),
    ("page", "pagina"),
    ("surface", "veld, menu"),
    ("sand", "rustvlak"),
    ("sand-deep", "vakantie"),
    ("line", "haarlijn"),
    ("edge", "rand van veld"),
    ("water", "knop, link"),
    ("water-strong", "knop met muis"),
    ("water-tint", "vraagvlak"),
    ("water-line", "rimpellijn"),
    ("deep", "voet"),
    ("stone", "steen"),
    ("stone-light", "licht op de steen"),
    ("mark", "gevonden woord"),
    ("focus", "focusrand"),
]
TONES = [
    ("water", "volgende keer"),
    ("good", "gaat goed"),
    ("mind", "verdient aandacht"),
    ("prio", "prioriteit"),
    ("bad", "fout"),
]
LEVELS = [
    ("d1", "nog niet"),
    ("d2", "in ontwikkeling"),
    ("d3", "grotendeels"),
    ("d4", "gewoon bij ons"),
    ("d0", "weet ik niet"),
]

# Measured in Chromium, rounded down: what is in front, on what, where, the least it may be, the contrast in light and
# in dark. A star: the lowest of the six rings.
CONTRAST = [
    ("ink", "page", "lopende tekst", "4,5", "13,8", "14,7"),
    ("soft", "page", "bijschrift", "4,5", "7,1", "8,8"),
    ("soft", "surface", "bijschrift in een veld of menu", "4,5", "7,4", "7,9"),
    ("soft", "sand", "bijschrift op zand", "4,5", "6,5", "9,3"),
    ("soft", "water-tint", "bijschrift in vraagvlak", "4,5", "6,5", "7,0"),
    ("water", "page", "link, kleine knop", "4,5", "7,6", "10,2"),
    ("water", "sand", "link op zand", "4,5", "7,0", "10,8"),
    ("water", "water-tint", "link in vraagvlak", "4,5", "7,0", "8,1"),
    ("on-water", "water", "knop", "4,5", "7,9", "10,0"),
    ("on-water", "water-strong", "knop met muis", "4,5", "11,1", "12,6"),
    ("ink", "mark", "gevonden woord", "4,5", "11,6", "7,4"),
    ("ink", "d1", "getal in balk: nog niet", "4,5", "11,4", "9,3"),
    ("ink", "d2", "getal in balk: in ontwikkeling", "4,5", "8,1", "5,4"),
    ("on-water", "d3", "getal in balk: grotendeels", "4,5", "4,9", "7,0"),
    ("on-water", "d4", "getal in balk: gewoon bij ons", "4,5", "10,6", "12,5"),
    ("on-deep", "deep", "link in voet, toast", "4,5", "12,1", "17,1"),
    ("on-deep-soft", "deep", "tekst in voet", "4,5", "8,1", "11,4"),
    ("edge", "surface", "rand van veld", "3,0", "3,9", "4,0"),
    ("edge", "page", "rand van veld op pagina", "3,0", "3,7", "4,5"),
    ("water", "d1", "voortgang", "3,0", "6,3", "6,5"),
    ("focus", "page", "focusrand", "3,0", "4,7", "10,3"),
    ("focus", "water-tint", "focusrand in vraagvlak", "3,0", "4,3", "8,1"),
    ("ring", "ring-tint", "kop van een kring *", "4,5", "6,0", "8,6"),
    ("ring", "page", "handvatcode, teken *", "4,5", "6,5", "10,1"),
    ("ink", "ring-fill", "naam in de vijver *", "4,5", "7,4", "7,5"),
    ("ring + ink", "ring-fill", "nummer in de vijver *", "4,5", "4,5", "6,0"),
    ("tone", "tone-tint", "label goed", "4,5", "6,3", "8,6"),
    ("tone", "tone-tint", "label aandacht", "4,5", "5,8", "8,5"),
    ("tone", "tone-tint", "label prioriteit", "4,5", "5,9", "7,7"),
    ("tone", "tone-tint", "label fout", "4,5", "6,2", "7,3"),
    ("tone", "page", "fout onder een veld", "4,5", "6,7", "9,3"),
    ("tone", "water-tint", "fout in vraagvlak", "4,5", "6,2", "7,3"),
]

# ---- forms ------------------------------------------------------------------------------


class ExampleForm(forms.Form):
    """One field of each kind that components/field.html draws."""

    name = forms.CharField(label="Naam")
    email = forms.EmailField(
        label="E-mailadres",
        error_messages={"invalid": "Dit e-mailadres klopt nog niet. Het ziet eruit als naam@school.nl."},
    )
    role = forms.ChoiceField(
        label="Rol",
        choices=[("", "Kies een rol"), ("teacher", "Leerkracht"), ("coordinator", "IB’er")],
        error_messages={"required": "Kies een rol."},
    )
    day = forms.DateField(
        label="Op welke dag?",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Kies een datum."},
    )
    begin = forms.TimeField(
        label="Van",
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"required": "Schrijf een tijd, bijvoorbeeld 15:15."},
    )
    is_admin = forms.BooleanField(label="Mag ook de accounts beheren", required=False)
    stay = forms.ChoiceField(
        label="Wat word jij?",
        choices=[("teacher", "Leerkracht"), ("leave", "Ik ga weg bij De Lisdodde")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat jij wordt."},
    )
    seen = forms.CharField(
        label="Wat zien we?",
        widget=forms.Textarea,
        error_messages={"required": "Schrijf op wat jullie zien. Eén zin is genoeg."},
    )

    def clean(self) -> None:
        """Refuse the whole form too, to show a problem that belongs to no field."""
        raise forms.ValidationError("Er is al een afname open. Rond die eerst af.")


def filled_form() -> ExampleForm:
    """Return the form as it looks when all is well."""
    initial = {
        "name": "Samira El Idrissi",
        "email": "s.elidrissi@lisdodde.example",
        "role": "coordinator",
        "day": date(2026, 12, 1),
        "begin": time(15, 15),
        "is_admin": True,
        "stay": "teacher",
        "seen": "In de kring praten nu ook de stille kinderen mee.",
    }
    return ExampleForm(initial=initial, auto_id="goed-%s")


def refused_form() -> ExampleForm:
    """Return the form as it comes back when nothing but the name is right."""
    return ExampleForm({"name": "Samira El Idrissi", "email": "s.elidrissi@lisdodde"}, auto_id="fout-%s")


# ---- the page ---------------------------------------------------------------------------


@cache
def icon_names() -> list[str]:
    """Return the names in the sprite."""
    sprite = (settings.BASE_DIR / "static" / "img" / "icons.svg").read_text()
    return re.findall(r'id="i-([a-z0-9-]+)"', sprite)


@public_view(why="shows components, no data; not served outside debug")
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show the components with made-up content."""
    content = library()
    context = {
        "circles": content.circles,
        "here": (4, 5),
        "surfaces": SURFACES,
        "tones": TONES,
        "levels": LEVELS,
        "level_words": examples.LEVEL_WORDS,
        "contrast": CONTRAST,
        "icons": icon_names(),
        "filled": filled_form(),
        "refused": refused_form(),
        "answers": examples.answers(),
        "flashes": examples.flashes(),
        "states": list(examples.State),
        "someone": examples.MEMBER,
        "page_of_many": Paginator(range(75), 25).page(2),
        "goals": examples.GOALS,
        "wizard": examples.WIZARD,
        "rings": [{"circle": circle, "goals": examples.goals_in(circle.ring)} for circle in content.circles],
        "matrix": examples.matrix(),
        "agenda": examples.agenda(),
        "panel": examples.PANEL,
        "scale_line": examples.scale_line(),
        "outcome": examples.outcome(),
        "dists": examples.dists(),
        "ribbon": examples.ribbon(),
        "handvatten": content.handvatten[:3],
        "audiences": AUDIENCES,
        "resources": [next(one for one in content.resources if one.kind == kind) for kind in ("material", "book")],
        "principles": content.principles[:2],
        "notes": Notes(),
        "sources": content.source_by_slug,
        "source": content.sources[0].slug,
    }
    return render(request, "handreiking/style_guide.html", context)
