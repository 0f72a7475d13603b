"""Goals of De Vijver from the school year before: one became ordinary, one stopped. Own texts; no pupil is named."""

from schools.demo.story import DemoAction, DemoGoal, LookBack

GOALS_BEFORE = (
    DemoGoal(
        aim="Elk kind dat nieuw op school komt, heeft vanaf de eerste dag een maatje",
        owner="Sanne de Groot",
        success="Nieuwe kinderen vertellen na een week met wie zij in de pauze spelen.",
        monitoring="Na een week en na een maand vraagt de leerkracht het aan het kind zelf.",
        upkeep="Het maatje staat op de kaart voor nieuwe kinderen.",
        participation="Groep 8 schreef wat een goed maatje doet.",
        ring=3,
        handvatten=("samen-verantwoordelijk",),
        made=-272,
        started=-268,
        held=(
            LookBack(
                on=-238,
                seen="Alle nieuwe kinderen hebben een maatje, ook na een maand nog.",
                progress=3,
                worked="Twee maatjes in plaats van één: dan is er altijd iemand.",
                decision="achieved",
            ),
            LookBack(
                on=-205,
                seen="In elke groep weten kinderen wie het volgende maatje is, nog voordat wij het vragen.",
                progress=3,
                worked="De kinderen verdelen het zelf.",
                decision="secured",
            ),
        ),
        actions=(DemoAction("Een kaart maken voor nieuwe kinderen", "Sanne de Groot", due=-250, done=-252),),
    ),
    DemoGoal(
        aim="Elke week schrijven we ouders wat er goed ging in de groep",
        owner="Thijs Mulder",
        success="Ouders beginnen er thuis over.",
        monitoring="We vragen het aan tien ouders bij het hek.",
        ring=6,
        made=-262,
        started=-258,
        held=(
            LookBack(
                on=-212,
                seen="In vier groepen lukt het elke week. In de andere schiet het erbij in.",
                progress=1,
                worked="Een foto met één zin.",
                decision="stop",
            ),
        ),
        stop_reason="Het weekbericht bestond al. Eén zin daarin over wat goed ging, is genoeg.",
        cancelled=-180,
    ),
)
