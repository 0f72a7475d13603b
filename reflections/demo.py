"""The demo's reflections: what four people of the demo wrote for themselves. Own texts; no pupil is named.

`fill` is named in settings.DEMO_PARTS, after the schools. Whoever wrote something already is left alone.
"""

import json
from datetime import date
from typing import Any

from handreiking.library import library
from reflections.models import Reflection
from schools.demo.days import at, school_day
from schools.models import User

# Per writer: school days before today, the question, and the answer as Reflection.answer wants it.
WRITTEN: dict[str, list[tuple[int, str, dict[str, Any]]]] = {
    "leerkracht@vijver.example": [
        (
            2,
            "1c-plezier-delen",
            {
                "text": "Bij rekenen moest iedereen lachen om mijn scheve meetlat. "
                "Daarna ging het werken beter dan anders. Vaker doen."
            },
        ),
        (5, "3a-klimaat-nu", {"level": 2}),
        (
            9,
            "1c-uitstralen",
            {"text": "Rust. En dat een fout maken mag. Het lukte tot de gymles, daarna werd ik kortaf."},
        ),
        (
            16,
            "3a-stijl",
            {
                "sentences": [
                    "iedereen een taak geven die past",
                    "op mijn handen zitten als het even rommelig wordt",
                ]
            },
        ),
        (
            24,
            "3a-momenten",
            {
                "text": "Op maandag de kring, op vrijdag terugkijken.\n"
                "Het lastigste moment is na het buitenspelen, en juist daar heb ik niets vasts."
            },
        ),
        (
            33,
            "1c-nodig-om-te-leren",
            {
                "text": "Iemand die meekijkt zonder er meteen iets van te vinden. "
                "Ik geef mijn groep vaak snel antwoord. Misschien hoeft dat niet."
            },
        ),
        (47, "3a-klimaat-nu", {"level": 1}),
        (
            56,
            "4c-ruimte",
            {"text": "Nakijken kan ook in de les, samen met de kinderen. Dat scheelt me een uur."},
        ),
    ],
    "mentor@waterlicht.example": [
        (
            3,
            "1c-meeste-plezier",
            {
                "text": "De tien minuten na de mentorles, als er nog een paar blijven hangen. "
                "Dan hoor ik wat er echt speelt."
            },
        ),
        (7, "3a-klimaat-nu", {"level": 2}),
        (
            14,
            "3c-kansen",
            {
                "text": "Ja. De plekken achterin zijn al weken dezelfde. "
                "Als ik elke twee weken wissel, spreken meer leerlingen elkaar."
            },
        ),
        (
            22,
            "3a-stijl",
            {
                "sentences": [
                    "een gesprek op gang brengen, ook over iets lastigs",
                    "volhouden als het in mijn vaklessen druk is",
                ]
            },
        ),
        (
            31,
            "1c-voorbeeld-volgens-leerlingen",
            {
                "text": "Ik heb het gevraagd. Ze zeiden dat ik niet meteen boos word, maar eerst vraag wat er is. "
                "Dat wist ik niet van mezelf."
            },
        ),
        (
            45,
            "3a-vooraf-of-achteraf",
            {
                "text": "Vooral achteraf. Na het gedoe in de appgroep praatten we een heel uur. "
                "Dat had in de tweede week al gekund."
            },
        ),
        (
            58,
            "4c-parkeren",
            {"text": "Het nieuwe lesplan voor klas 3 kan wachten. De druk komt vooral van mezelf."},
        ),
    ],
    "ib@vijver.example": [
        (
            4,
            "4c-zwaartepunt",
            {"text": "Bij de gesprekken met ouders. Dat is goed, maar het plan voor de bouw schuift steeds op."},
        ),
        (
            27,
            "1c-nodig-van-anderen",
            {
                "text": "Van Fatima: één ochtend per week zonder overleg. "
                "Van collega’s: eerder aankloppen, ook met iets kleins."
            },
        ),
    ],
    "zorg@waterlicht.example": [
        (
            6,
            "4c-steun",
            {"text": "Een vast half uur met de mentoren scheelt me tien losse mailtjes. Dat ga ik voorstellen."},
        ),
        (
            29,
            "1c-leren-van-mij",
            {"text": "Dat je hulp mag vragen voordat het te laat is. Dan moet ik dat zelf ook laten zien."},
        ),
    ],
}


def fill(today: date) -> list[str]:
    """Write the reflections of those who wrote nothing yet; there is nothing to print."""
    known = library().question_by_slug
    writers = User.objects.in_bulk(list(WRITTEN), field_name="email")
    busy = set(Reflection.objects.filter(author__in=writers.values()).values_list("author__email", flat=True))
    Reflection.objects.bulk_create(
        Reflection(
            author=writers[email],
            question=slug,
            wording=known[slug][1].text,
            answer=json.dumps(content, ensure_ascii=False),
            written_on=school_day(today, -days),
            saved_at=at(school_day(today, -days), "16:20"),
        )
        for email, answers in WRITTEN.items()
        for days, slug, content in answers
        if email not in busy and slug in known  # a publisher's own content may have other questions
    )
    return []
