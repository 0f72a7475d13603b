"""Het Waterlicht College: a larger school for secondary education. Own texts; no pupil is named."""

from schools.demo.story import DemoMoment, DemoSchool, DemoTeam, Person
from schools.demo.waterlicht_goals import GOALS

CAST = (
    Person("Naima Bensaïd", "zorg@waterlicht.example", role="coordinator"),
    Person("Bram Kuipers", "mentor@waterlicht.example"),
    Person("Wouter Dijkstra", "directeur@waterlicht.example", role="principal"),
)

OTHERS = (
    "Femke Wiersma",
    "Hülya Yıldız",
    "Anouk van der Veen",
    "Sietske Hofstra",
    "Jeroen Pasman",
    "Mohamed Aït Benali",
    "Chantal Sedney",
    "Jelle Bruinsma",
    "Samira Ouali",
    "Pieter Zijlstra",
    "Rosa Martina",
    "Daan Veldman",
    "Agnieszka Nowak",
    "Tariq Hussain",
    "Marloes ter Horst",
    "Ming Zhang",
    "Gerrit Kooistra",
    "Selam Tesfay",
    "Iris van den Berg",
    "Ruben Latuheru",
    "Esra Demir",
    "Klaas Jan Bosma",
    "Leila Rahimi",
    "Tom Hendriks",
    "Shanti Bihari",
    "Wietske de Jong",
    "Youssef Amezian",
    "Karin Smit",
    "Omar Khalil",
    "Lotte Vermeulen",
    "Dewi Siahaya",
    "Harm Oosterhuis",
    "Nadia Verbeek",
    "Paweł Zieliński",
    "Evelien Prins",
    "Mustafa Kaya",
    "Janneke Boersma",
    "Winston Pinas",
    "Fleur Janssen",
    "Hassan Warsame",
    "Maaike Scholten",
    "Joris van Leeuwen",
)

MOMENTS = (
    DemoMoment(
        on=-44,
        begin="13:30",
        end="16:00",
        title="Studiemiddag: wat zegt de checklist ons?",
        place="Aula",
        talk="Wat zien leerlingen van wat wij belangrijk vinden?",
    ),
    DemoMoment(
        on=-17,
        begin="15:45",
        end="16:45",
        title="Mentorenoverleg onderbouw",
        place="Lokaal 1.14",
        talk="In welke fase zit jouw klas, en wat heeft die nu van je nodig?",
    ),
    DemoMoment(
        on=9,
        begin="15:45",
        end="16:45",
        title="Teamoverleg: mentor en vakdocent samen",
        place="Docentenkamer",
        talk="Wat weet jij van een klas dat je collega zou helpen?",
    ),
    DemoMoment(
        on=22,
        begin="15:45",
        end="16:45",
        title="Mentorenoverleg bovenbouw: drukte rond toetsen",
        place="Lokaal 2.03",
        talk="Waaraan merk je als eerste dat het een leerling te veel wordt?",
    ),
    DemoMoment(
        on=42,
        begin="14:30",
        end="15:30",
        title="In gesprek met de leerlingenraad",
        place="Mediatheek",
        talk="Wat zou er morgen al beter kunnen, en wie heeft daar wat voor nodig?",
    ),
    DemoMoment(
        on=70,
        begin="15:30",
        end="17:00",
        title="Terugkijken: wat is er veranderd?",
        place="Aula",
        talk="Waar zijn we trots op, en wat geven we door?",
    ),
)

TEAMS = (
    DemoTeam("Mentoren onderbouw", ("Femke Wiersma", *OTHERS[5:16])),
    DemoTeam("Mentoren bovenbouw", ("Bram Kuipers", *OTHERS[16:30])),
    DemoTeam("Ondersteuningsteam", ("Naima Bensaïd", "Hülya Yıldız", "Anouk van der Veen", "Jeroen Pasman")),
)

SCHOOL = DemoSchool(
    code="waterl23",
    name="Het Waterlicht College",
    sector="vo",
    region="noord",
    brin="99BB00",
    domain="waterlicht.example",
    cast=CAST,
    others=OTHERS,
    invited=("Hanneke Pieterse", "Sven Oosterhof"),
    teams=TEAMS,
    goals=GOALS,
    moments=MOMENTS,
)
