"""The team agenda of De Vijver: own texts; no pupil is named."""

from schools.demo.story import DemoDecision, DemoMoment, DemoPoint

MOMENTS = (
    DemoMoment(
        on=-46,
        begin="13:00",
        end="15:30",
        title="Studiemiddag: van checklist naar doelen",
        place="Speelzaal",
        talk="Waar keken we verschillend naar, en wat leren we daarvan?",
        kind="training",
    ),
    DemoMoment(
        on=-19,
        begin="15:15",
        end="16:15",
        title="Teamoverleg: hoe zitten we erbij?",
        place="Personeelskamer",
        talk="Wat gaf je deze week energie, en wat vrat energie?",
        notes="Fijn dat er tijd was. Volgende keer eerst koffie, dan de agenda.",
        points=(
            DemoPoint(
                "Wat gaf je deze week energie, en wat vrat energie?",
                10,
                "Energie: de gesprekken met kinderen. Wat energie vrat: de pauzes waarin niemand even kon zitten.",
                kind="question",
                decisions=(
                    DemoDecision("Op dinsdag neemt de directie een pauzewacht over", "Fatima El Amrani", done=-10),
                ),
            ),
            DemoPoint(
                "In de pauze gelden op het plein dezelfde afspraken als in de klas",
                20,
                "De borden hangen. Overblijfouders kennen twee van de drie afspraken.",
                kind="goal",
                goal=1,
                decisions=(
                    DemoDecision(
                        "De afspraken komen ook op de sleutelhanger van de pleinwacht", "Joost van Dijk", due=5
                    ),
                    DemoDecision(
                        "De overblijfouders sluiten een keer aan bij het teamoverleg", "Marieke Postma", due=20
                    ),
                ),
            ),
            DemoPoint(
                "Rondje: wie wil er een keer bij een ander kijken?",
                10,
                "Vier collega’s willen. We beginnen klein.",
                decisions=(DemoDecision("Elke bouw kiest één les om samen naar te kijken"),),
            ),
        ),
    ),
    DemoMoment(
        on=7,
        begin="15:15",
        end="16:15",
        title="Teamoverleg: de sfeer in de groepen",
        place="Personeelskamer",
        talk="Welk idee van een kind maakte jouw groep de laatste weken fijner?",
    ),
    DemoMoment(
        on=24,
        begin="15:30",
        end="16:30",
        title="Bouwoverleg: rust na de pauze",
        place="Lokaal van groep 6",
        talk="Wat heeft jouw groep nodig om na de pauze weer te landen?",
    ),
    DemoMoment(
        on=40,
        begin="14:45",
        end="15:45",
        title="Teamoverleg met de leerlingenraad",
        place="Aula",
        talk="Waaraan merken kinderen dat wij naar ze luisteren?",
    ),
    DemoMoment(
        on=68,
        begin="14:30",
        end="16:00",
        title="Terugkijken op onze doelen",
        place="Personeelskamer",
        talk="Waar zijn we trots op, en wat laten we los?",
        kind="evaluation",
    ),
    DemoMoment(
        on=15,
        begin="08:10",
        end="08:30",
        title="Weekopening van groep 1 tot en met 4",
        place="Lokaal van groep 2",
        talk="",
        kind="own",
        team="Groep 1 tot en met 4",
        weekly=4,
    ),
    DemoMoment(
        on=30,
        begin="13:00",
        end="15:00",
        title="Studiemiddag: kijken bij elkaar",
        place="Speelzaal",
        talk="",
        kind="training",
        cancelled="De begeleider is ziek. We zoeken een nieuwe dag.",
    ),
)
