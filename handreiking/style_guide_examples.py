"""The made-up school, answers and figures of the style guide, with the names that the templates read."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import accumulate, pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.db.models import TextChoices
from django.urls import reverse

from handreiking.library import library

TIMEZONE = ZoneInfo("Europe/Amsterdam")
LEVEL_WORDS = ["Nog niet", "In ontwikkeling", "Grotendeels", "Gewoon bij ons"]

# ---- answers ----------------------------------------------------------------------------


class AnswerForm(forms.Form):
    """An answer to a question of each kind, with the names that reflections/answer_form.html reads."""

    text = forms.CharField(
        required=False,
        max_length=40,
        error_messages={
            "max_length": "Dit antwoord is te lang: het mag %(limit_value)d tekens zijn en het zijn er %(show_value)d. "
            "Haal er een stuk af; je tekst staat er nog."
        },
    )
    level = forms.ChoiceField(
        required=False, choices=[("0", "Nooit"), ("1", "Soms"), ("2", "Vaak"), ("3", "Bijna altijd")]
    )
    first = forms.CharField(required=False)
    second = forms.CharField(required=False)
    group = forms.CharField(required=False)

    @property
    def sentences(self) -> list[tuple[str, forms.BoundField]]:
        """Return two sentences to finish, with their fields."""
        return [("Ik word rustig van …", self["first"]), ("Mijn klas merkt dat aan …", self["second"])]


def answer(
    slug: str,
    text: str,
    *,
    kind: str = "open",
    saved: dict[str, Any] | None = None,
    refused: str = "",
    readers: str = "",
    earlier: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    """Return an answer in place, as reflections.answers makes them."""
    data = {"text": refused} if refused else None
    return {
        "question": {"slug": slug, "kind": kind, "text": text},
        "wording": text,
        "draft": slug,
        "address": reverse("reflections:answer_save", args=[slug]),
        "began": {"day": None, "version": 0},
        "groups": ("Groep 6",),
        "form": AnswerForm(data, initial=saved, auto_id=f"{slug}-%s"),
        "kept": {"saved_when": "om 14:03", "other_readers": readers} if saved else None,
        "earlier": earlier,
    }


def answers() -> dict[str, Any]:
    """Return answers in every state."""
    earlier = [
        {"pk": 2, "lines": ["Rust. En een grap op tijd."], "written_on": date(2026, 10, 6)},
        {"pk": 1, "lines": ["Dat ik de deur open houd."], "written_on": date(2026, 9, 1)},
    ]
    long = "Dit antwoord is met opzet langer dan er in dit voorbeeld mag staan."
    return {
        "empty": answer("vb-leeg", "Leeg: welke sfeer wil ik de klas in brengen?"),
        "saved": answer(
            "vb-bewaard", "Bewaard: waar kijk ik vandaag naar uit?", saved={"text": "De kring van half tien."}
        ),
        "shared": answer(
            "vb-gedeeld",
            "Gedeeld: wat hielp me door deze week?",
            saved={"text": "Een collega die even binnenliep."},
            readers="Joost en nog een collega lezen mee",
        ),
        "refused": answer("vb-geweigerd", "Geweigerd: wat nam ik mee naar huis?", refused=long),
        "emptied": answer("vb-leeggemaakt", "Leeggemaakt: wat liet ik vandaag los?"),
        "scale": answer(
            "vb-schaal", "Met een schaal: hoe vaak adem ik uit voor de les?", kind="scale", saved={"level": "2"}
        ),
        "sentence": answer(
            "vb-zinnen",
            "Met zinnen om af te maken, en met wat er eerder stond",
            kind="sentence",
            saved={"first": "een kop thee voor de bel"},
            earlier=earlier,
        ),
        "ask": answer("vb-vandaag", "Wat geef jij vandaag door?"),
    }


def scale_line() -> dict[str, Any]:
    """Return answers on a scale over time, as reflections.looking_back makes them."""
    steps = [(36, "Bijna altijd"), (84, "Vaak"), (132, "Soms"), (180, "Nooit")]
    dots = [
        {"x": "2.0", "y": 180, "words": "Nooit", "day": date(2026, 9, 1)},
        {"x": "38.0", "y": 132, "words": "Soms", "day": date(2026, 10, 6)},
        {"x": "71.0", "y": 132, "words": "Soms", "day": date(2026, 11, 10)},
        {"x": "98.0", "y": 84, "words": "Vaak", "day": date(2026, 12, 8)},
    ]
    label = "Van ‘Nooit’ op 1 september 2026 naar ‘Vaak’ op 8 december 2026. Alle antwoorden staan in de tabel."
    return {"label": label, "height": 192, "steps": steps, "shown": dots, "points": list(pairwise(dots))}


# ---- checklist, goals, agenda -----------------------------------------------------------


class State(TextChoices):
    """Where a goal is in its life."""

    CONCEPT = "concept", "Concept"
    RUNNING = "running", "Loopt"
    ACHIEVED = "achieved", "Behaald"
    SECURED = "secured", "Geborgd"
    STOPPED = "stopped", "Gestopt"


class Goal(dict[str, Any]):
    """A made-up goal; it is written as its aim."""

    def __str__(self) -> str:
        return str(self["aim"])


MEMBER = {"pk": 1, "manages_accounts": True, "school": {"code": "de-lisdodde", "name": "De Lisdodde"}}
GOALS = [
    Goal(pk=1, ring=3, aim="Elke groep begint de dag met een groet bij de deur", owner="Samira El Idrissi", owner_id=1),
    Goal(
        pk=2,
        ring=5,
        aim="Na de meivakantie staat in de pauze niemand tegen zijn zin alleen",
        owner="Joost van Dijk",
        next_on=date(2026, 12, 1),
    ),
    Goal(pk=3, ring=None, aim="Mijn klas sluit de week samen af", owner_id=1, scope="class"),
]
WIZARD = [
    {"slug": slug, "short": short}
    for slug, short in (
        ("wat", "Wat en voor wie"),
        ("volgen", "Zien en volgen"),
        ("wie", "Wie doet mee"),
        ("wanneer", "Wanneer"),
    )
]


def goals_in(ring: int) -> list[Goal]:
    """Return the goals of a ring."""
    return [goal for goal in GOALS if goal["ring"] == ring]


def matrix() -> list[dict[str, Any]]:
    """Return pillars × rings, as schools.goal_page makes them: six rings, and no ring."""
    pillars: dict[str, set[int | None]] = {"Educatie": {3}, "Schoolomgeving": {5}, "los": {None}}
    return [
        {
            "name": name,
            "cells": [
                {"ring": ring, "goals": [goal for goal in GOALS if goal["ring"] == ring and ring in mine]}
                for ring in (1, 2, 3, 4, 5, 6, None)
            ],
        }
        for name, mine in pillars.items()
    ]


PANEL = {
    "may_fill": True,
    "total": 12,
    "round": {"name": "Najaar 2026", "agreed_count": 7, "closed_at": None},
}


def agenda() -> list[dict[str, Any]]:
    """Return a meeting, a coming evaluation and one that was held."""
    meeting = {
        "pk": 1,
        "title": "Teamoverleg",
        "starts_at": datetime(2026, 12, 1, 15, 15, tzinfo=TIMEZONE),
        "ends_at": datetime(2026, 12, 1, 16, 30, tzinfo=TIMEZONE),
        "place": "Personeelskamer",
        "talk": "Wat zag je deze week dat we vaker willen zien?",
    }
    coming = {"goal_id": 1, "goal": GOALS[0]}
    held = {"goal_id": 2, "goal": GOALS[1], "held_on": date(2026, 9, 29), "get_decision_display": "Bijstellen"}
    return [
        {"on": date(2026, 12, 1), "moment": meeting},
        {"on": date(2026, 12, 15), "evaluation": coming},
        {"on": date(2026, 9, 29), "evaluation": held},
    ]


def found(words: str, text: str, **more: Any) -> dict[str, Any]:
    """Return an item in the outcome of a round."""
    level = LEVEL_WORDS.index(words) if words in LEVEL_WORDS else None
    return {"item": {"text": text}, "pillar": {"name": "Schoolomgeving"}, "level": level, "words": words} | more


def outcome() -> dict[str, Any]:
    """Return the three columns of an outcome, an item of each kind."""
    handvatten = library().handvatten[:3]
    return {
        "good": [found("Gewoon bij ons", "Wie binnenkomt, wordt gezien en gegroet.")],
        "attention": [
            found("Nog niet", "Leerlingen denken mee over het plein."),
            found("Weten we niet", "Ouders weten bij wie ze terechtkunnen."),
        ],
        "priorities": [
            found(
                "In ontwikkeling",
                "In de pauze kan het team echt pauze houden.",
                priority={"pk": 1},
                handvatten=handvatten,
            ),
            found(
                "Nog niet",
                "We spreken elkaar op tijd aan.",
                priority={"pk": 2, "goal": {"pk": 1}},
                handvatten=handvatten,
            ),
        ],
    }


def bars(**counts: int) -> list[dict[str, Any]]:
    """Return the bars of components/dist.html: level_0=2, …, unknown=1, na=1."""
    share = 100 / sum(counts.values())
    starts = accumulate(counts.values(), initial=0)
    return [
        {"x": start * share, "width": count * share, "level": name.removeprefix("level_"), "count": count}
        for start, (name, count) in zip(starts, counts.items(), strict=False)
    ]


def dists() -> list[dict[str, Any]]:
    """Return bars in every state, each with the same in words."""
    return [
        {
            "caption": "Alleen standen",
            "label": "2 keer nog niet, 7 keer in ontwikkeling, 2 keer grotendeels, 1 keer gewoon bij ons.",
            "bars": bars(level_0=2, level_1=7, level_2=2, level_3=1),
        },
        {
            "caption": "Met de vorige keer als dunne balk",
            "label": "Nu 1 keer nog niet, 4 keer in ontwikkeling, 5 keer grotendeels, 2 keer gewoon bij ons. Vorige "
            "keer 3 keer nog niet, 6 keer in ontwikkeling, 2 keer grotendeels, 1 keer gewoon bij ons.",
            "bars": bars(level_0=1, level_1=4, level_2=5, level_3=2),
            "was": bars(level_0=3, level_1=6, level_2=2, level_3=1),
        },
        {
            "caption": "Met ‘weet ik niet’ en ‘n.v.t.’",
            "label": "1 keer nog niet, 3 keer in ontwikkeling, 3 keer grotendeels, 2 keer gewoon bij ons, 2 keer weet "
            "ik niet, 1 keer niet van toepassing.",
            "bars": bars(level_0=1, level_1=3, level_2=3, level_3=2, unknown=2, na=1),
        },
    ]


def ribbon() -> dict[str, Any]:
    """Return a school year with holidays, and dates of each kind."""
    names = ["aug", "sep", "okt", "nov", "dec", "jan", "feb", "mrt", "apr", "mei", "jun", "jul"]
    return {
        "months": [
            {"x": f"{place * 100 / 12:.1f}", "name": name, "initial": name[0]} for place, name in enumerate(names)
        ],
        "holidays": [{"x": "21.0", "width": "2.5"}, {"x": "38.5", "width": "4"}, {"x": "93", "width": "7"}],
        "marks": [
            {"x": "16.2", "kind": "past"},
            {"x": "33.4", "kind": "next"},
            {"x": "52.5", "kind": "coming"},
            {"x": "80.0", "kind": "coming"},
        ],
        "today_x": "28.5",
    }


def flashes() -> list[Message]:
    """Return a message of each level."""
    return [
        Message(messages.SUCCESS, "Het doel is bewaard."),
        Message(messages.INFO, "Je bent nu lid van De Lisdodde."),
        Message(messages.WARNING, "Er is al een afname open."),
        Message(messages.ERROR, "Dat lukte niet. Probeer het zo nog eens."),
    ]
