"""De Vijver: a small school for primary education. Own texts; no pupil is named."""

from schools.demo.story import DemoAction, DemoChange, DemoGoal, DemoSchool, DemoTeam, LookBack, Person
from schools.demo.vijver_agenda import MOMENTS
from schools.demo.vijver_before import GOALS_BEFORE
from schools.demo.vijver_team import TEAM_GOALS

CAST = (
    Person("Marieke Postma", "ib@vijver.example", role="coordinator"),
    Person("Joost van Dijk", "leerkracht@vijver.example"),
    Person("Fatima El Amrani", "directeur@vijver.example", role="principal"),
    Person("Ria Blom", "beheer@vijver.example", is_admin=True),
)

OTHERS = (
    "Nienke Hoekstra",
    "Imani Lobo",
    "Rachid Bouzid",
    "Sanne de Groot",
    "Kees Wagenaar",
    "Yara Haddad",
    "Thijs Mulder",
    "Priya Ramdin",
)

GOALS = (
    DemoGoal(
        aim="Elke groep praat elke week over de sfeer, en de kinderen bedenken zelf wat beter kan",
        owner="Marieke Postma",
        success="In elke groep hangt één afspraak van de kinderen zelf. "
        "Zij kunnen vertellen wat er door hun idee is veranderd.",
        monitoring="We tellen in hoeveel weken het gesprek er was. Twee keer per jaar kiest elk kind, zonder naam, "
        "een getal van 1 tot 4: hoe fijn is het hier?",
        upkeep="Het gesprek staat in elk weekrooster. In het teamoverleg vertelt steeds één groep wat er is bedacht.",
        participation="De leerlingenraad koos de drie vragen waarmee het gesprek begint. "
        "Ouders lezen de afspraak van de groep in het weekbericht.",
        ring=3,
        handvatten=("klimaat-in-je-klas", "samen-verantwoordelijk"),
        item_code="PO-O3",
        made=-126,
        started=-118,
        held=(
            LookBack(
                on=-80,
                seen="In vijf van de acht groepen is het gesprek er elke week. Een kwartier duurt de kleuters te lang.",
                progress=1,
                worked="Een vaste dag en een praatstok. Kinderen vragen er nu zelf om.",
                decision="adjust",
            ),
            LookBack(
                on=-33,
                seen="Zeven van de acht groepen doen mee. De kleuters praten vijf minuten, met plaatjes. "
                "In zes groepen kiezen de meeste kinderen een 3 of een 4.",
                progress=2,
                worked="Klein beginnen: één idee per week, en een week later vragen of het hielp.",
                decision="continue",
            ),
        ),
        coming=(7, 68),
        changed=(
            DemoChange(
                -31,
                "upkeep",
                "Het gesprek staat in elk weekrooster.",
                "Het gesprek staat in elk weekrooster. In het teamoverleg vertelt steeds één groep wat er is bedacht.",
            ),
        ),
        actions=(
            DemoAction("Praatstokken maken met de plusgroep", "Imani Lobo", due=-90, done=-95),
            DemoAction("Plaatjes zoeken voor het gesprek met de kleuters", "Nienke Hoekstra", due=-40, done=-41),
            DemoAction("De leerlingenraad laten vertellen hoe het in hun groep gaat", "Marieke Postma", due=5),
            DemoAction("Aan ouders uitleggen waar het weekbericht over gaat", "Joost van Dijk", due=16),
        ),
    ),
    DemoGoal(
        aim="In de pauze gelden op het plein dezelfde afspraken als in de klas",
        owner="Joost van Dijk",
        success="Na de pauze komt er hooguit één ruzie per dag mee naar binnen. "
        "Kinderen en overblijfouders noemen dezelfde drie afspraken.",
        monitoring="We turven twee weken lang hoeveel ruzies de klas in komen. Alleen streepjes, geen namen.",
        upkeep="Op maandag noemt wie pleinwacht heeft één afspraak bij het hek.",
        participation="Groep 7 en 8 tekenden de borden. De overblijfouders dachten mee over de afspraken.",
        ring=5,
        handvatten=("samen-verantwoordelijk",),
        made=-66,
        started=-62,
        coming=(-6, 40),
        actions=(
            DemoAction("De borden ophangen bij het hek", "Joost van Dijk", due=-4),
            DemoAction("De overblijfouders bedanken voor het meedenken", "Fatima El Amrani", due=9),
        ),
    ),
    DemoGoal(
        aim="Elk teamoverleg begint met iets wat deze week goed ging in een klas",
        owner="Fatima El Amrani",
        success="In een half jaar heeft iedereen een keer verteld. We kennen elkaars werk beter.",
        monitoring="Fatima vraagt ernaar in de gesprekken met het team.",
        upkeep="Het is het eerste punt op elke agenda.",
        participation="Eén keer per periode vertelt een kind of een ouder wat er goed ging.",
        ring=4,
        handvatten=("op-de-teamagenda", "vragen-met-een-collega"),
        made=-50,
        started=-44,
        held=(
            LookBack(
                on=-14,
                seen="Zes collega’s hebben verteld. Twee overleggen liepen uit en toen viel het weg.",
                progress=1,
                worked="Het kort houden: drie minuten, en dan door.",
                decision="continue",
            ),
        ),
        coming=(12,),
    ),
    DemoGoal(
        aim="In mijn groep 6 kent elk kind twee manieren om weer rustig te worden",
        owner="Joost van Dijk",
        success="Kinderen kiezen zelf een manier als het even te veel is, zonder dat ik het hoef te zeggen.",
        monitoring="Elke vrijdag vraag ik het in de kring. Ik schrijf alleen op hoeveel kinderen er een noemen.",
        upkeep="Na de grote pauze doen we drie minuten een oefening. Elke week kiest een ander kind.",
        participation="De kinderen maken samen een kaart met tien manieren. Die gaat ook mee naar huis.",
        ring=2,
        handvatten=("rust-voor-leerlingen",),
        scope="class",
        made=-31,
        started=-31,
        held=(
            LookBack(
                on=-9,
                seen="Van de 26 kinderen noemen er negentien één manier, en elf noemen er twee.",
                progress=1,
                worked="Zelf meedoen. Als ik even rustig adem, doet de groep mee.",
                decision="continue",
            ),
        ),
        coming=(18,),
    ),
    DemoGoal(
        aim="Aan het begin van het jaar vertellen ouders zelf hoe het met hun kind gaat",
        owner="Nienke Hoekstra",
        success="Negen van de tien ouders komen naar het startgesprek, en zij zijn het meest aan het woord.",
        participation="We vragen ouders uit de MR welk moment past. Een tolk kan mee.",
        ring=6,
        handvatten=("in-gesprek-met-je-leerlingen",),
        made=-10,
    ),
    DemoGoal(
        aim="Elke ochtend krijgt elk kind bij de deur een groet, ook wie te laat is",
        owner="Imani Lobo",
        success="Wie een week meekijkt, ziet elke dag bij elke deur een groet.",
        monitoring="We kijken twee keer per jaar een week bij elkaars deur.",
        upkeep="Invallers lezen het op de kaart voor de eerste dag.",
        participation="Kinderen kiezen zelf: een hand, een boks of een zwaai.",
        ring=2,
        handvatten=("je-eigen-instrument", "in-gesprek-met-je-leerlingen"),
        made=-120,
        started=-112,
        held=(
            LookBack(
                on=-75,
                seen="Bij zeven van de acht deuren lukt het. Wie te laat komt, loopt door een lege gang.",
                progress=2,
                worked="Vijf minuten eerder bij de deur staan.",
                decision="adjust",
            ),
            LookBack(
                on=-22,
                seen="Tien dagen op rij een groet bij elke deur. De conciërge groet wie later komt.",
                progress=3,
                worked="De conciërge deed vanaf de eerste dag mee.",
                decision="achieved",
            ),
        ),
        coming=(66,),
    ),
    DemoGoal(
        aim="Alle groepen werken in de eerste weken van het jaar aan een fijne groep",
        owner="Kees Wagenaar",
        success="Elke groep begint met dezelfde vier lessen en maakt daarna eigen afspraken.",
        monitoring="Na de eerste weken kijken we per bouw welke lessen zijn gegeven.",
        upkeep="De lessen staan in het jaarrooster, en de map ligt klaar voor wie nieuw is.",
        participation="Kinderen schrijven de afspraken zelf op. Ouders zien ze op de kennismakingsavond.",
        ring=3,
        handvatten=("rol-bij-groepsvorming",),
        made=-215,
        started=-210,
        held=(
            LookBack(
                on=-170,
                seen="Alle groepen gaven de vier lessen. In elke klas hangen afspraken van de kinderen.",
                progress=3,
                worked="Samen voorbereiden per bouw scheelde iedereen een middag.",
                decision="achieved",
            ),
            LookBack(
                on=-58,
                seen="Ook dit jaar begon elke groep ermee. Twee nieuwe collega’s vonden de lessen zonder te vragen.",
                progress=3,
                worked="Eén map, en een maatje voor wie nieuw is.",
                decision="secured",
            ),
        ),
    ),
    DemoGoal(
        aim="Elke maand praten ouders op een koffieochtend over gevoelens",
        owner="Yara Haddad",
        success="Elke keer komen er minstens tien ouders, uit alle bouwen.",
        monitoring="We tellen hoeveel ouders er zijn.",
        participation="Ouders kiezen zelf het onderwerp.",
        ring=6,
        handvatten=("waarden-voor-welbevinden",),
        made=-150,
        started=-145,
        held=(
            LookBack(
                on=-100,
                seen="De eerste keer kwamen er elf ouders, de tweede keer vier.",
                progress=1,
                worked="Eén vraag op tafel, en tijd om door te praten.",
                decision="adjust",
            ),
            LookBack(
                on=-52,
                seen="Er komen steeds dezelfde vier ouders. Voorbereiden kost een middag.",
                progress=0,
                worked="De gesprekken zelf waren warm en open.",
                decision="stop",
            ),
        ),
        stop_reason="Het kost veel tijd en we bereiken maar vier ouders. "
        "We stellen de vraag voortaan in het startgesprek, daar komt bijna iedereen.",
        cancelled=20,
    ),
)

TEAMS = (
    DemoTeam("Groep 1 tot en met 4", ("Nienke Hoekstra", "Imani Lobo", "Sanne de Groot", "Priya Ramdin")),
    DemoTeam(
        "Groep 5 tot en met 8", ("Joost van Dijk", "Rachid Bouzid", "Kees Wagenaar", "Yara Haddad", "Thijs Mulder")
    ),
    DemoTeam("Kernteam welbevinden", ("Marieke Postma", "Joost van Dijk", "Fatima El Amrani", "Nienke Hoekstra")),
)

SCHOOL = DemoSchool(
    code="vijver23",
    name="De Vijver",
    sector="po",
    region="midden",
    brin="99AA00",
    domain="vijver.example",
    cast=CAST,
    others=OTHERS,
    invited=("Lotte Brandsma", "Omar Saïdi"),
    teams=TEAMS,
    goals=(*GOALS, *TEAM_GOALS, *GOALS_BEFORE),
    moments=MOMENTS,
)
