"""The inventory of the handreiking, as tables, and how to look things up in the content."""

from handreiking.library import library

CIRCLES = [  # ring, name, chapter
    (1, "Eigen welbevinden van de leerkracht", "jezelf"),
    (2, "SEO en welbevinden van de leerling", "leerling"),
    (3, "Groepsdynamiek in de klas", "groep"),
    (4, "Professionele leeromgeving (team)", "team-en-school"),
    (5, "Positief pedagogisch schoolklimaat", "team-en-school"),
    (6, "Omgevingscontext", "omgeving"),
]


CHAPTERS = {  # circles, key messages, practice examples, codes of the handvatten
    "jezelf": ([1], 2, ["IB’er, po"], "1a 1b 1c"),
    "leerling": ([2], 4, ["Leerkracht, po", "Docent/mentor, vo", "Docent/mentor, vo"], "2a 2b 2c 2d"),
    "groep": ([3], 3, ["Leerkracht, po", "Leerkracht, po", "Docent, vo"], "3a 3b 3c 3d"),
    "team-en-school": ([4, 5], 2, ["Directeur, po", "IB’er, po", "Directeur, po"], "4a 4b 4c 4d"),
    "omgeving": ([6], 0, [], ""),
}


def row(sections, *, steps=0, parts=(), audiences=None, kinds=None):
    """Return what the report should say of a handvat: its sections, and what they add up to."""
    return {
        **{
            kind: sum(section.get(kind, 0) for section in sections)
            for kind in ("tips", "points", "questions", "resources")
        },
        "steps": steps,
        "question_parts": list(parts),
        "questions_by_audience": audiences or {},
        "questions_by_kind": kinds or ({"open": len(parts)} if parts else {}),
        "sections": [section for section in sections if section],
    }


HANDVATTEN = {
    "1a": row([{"tips": 4}]),
    "1b": row([{"tips": 5}]),
    "1c": row([{"questions": 10}], parts=[1, 1, 1, 2, 2, 1, 2, 1, 1, 1], audiences={"self": 10}),
    "2a": row([{"tips": 5}, {"resources": 2}]),
    "2b": row([{"questions": 8}, {"resources": 1}], parts=[2, 1, 3, 2, 2, 2, 6, 6], audiences={"pupil": 8}),
    "2c": row([{"tips": 8}, {"resources": 1}, {"resources": 4}, {"resources": 1}]),
    "2d": row([{"points": 5, "resources": 1}, {"points": 7, "resources": 1}, {"points": 6}]),
    "3a": row(
        [{"questions": 6}],
        parts=[1, 2, 1, 1, 1, 3],
        audiences={"self": 6},
        kinds={"scale": 1, "open": 4, "sentence": 1},
    ),
    "3b": row(
        [{"questions": 2}, {"questions": 9}, {"points": 8}],
        steps=3,
        parts=[1, 1, *[1, 1, 1, 2, 2, 3, 4, 4, 4]],
        audiences={"self": 2, "class": 9},
    ),
    "3c": row(
        [{"resources": 1}, {"questions": 6}, {"questions": 3}],
        steps=3,
        parts=[*[1, 1, 1, 1, 1, 1], *[1, 1, 1]],
        audiences={"pupil": 6, "self": 3},
    ),
    "3d": row([{"points": 3}]),
    "4a": row([{"tips": 1, "resources": 1}, {"resources": 1}]),
    "4b": row([{"questions": 5}], parts=[2, 2, 1, 1, 1], audiences={"team": 5}),
    "4c": row([{"questions": 7}], parts=[1, 1, 1, 3, 2, 2, 1], audiences={"colleague": 7}),
    "4d": row([{"questions": 3}, {"resources": 3}], parts=[1, 1, 1], audiences={"team": 3}),
}


SERVES = {  # which key message of its chapter (the first, the second …) a handvat serves
    "1a": 1, "1b": 1, "1c": 2,
    "2a": 1, "2b": 2, "2c": 3, "2d": 4,
    "3a": 1, "3b": 2, "3c": 2, "3d": 3,
    "4a": 1, "4b": 1, "4c": 1, "4d": 2,
}  # fmt: skip


THEMES = {  # the words of the source's heading above it
    "1a": "eigen welbevinden", "1b": "eigen welbevinden", "1c": "je eigen instrument",
    "2a": "sociaal emotioneel leren", "2b": "Ken je leerlingen", "2c": "stressreductie", "2d": "álle leerlingen",
    "3a": "Positief en veilig groepsklimaat", "3b": "Iedereen hoort erbij", "3c": "Iedereen hoort erbij",
    "3d": "rol van leraren bij groepsvorming",
    "4a": "Een sterk team", "4b": "Een sterk team", "4c": "Een sterk team", "4d": "Genereer meer aandacht",
}  # fmt: skip


RESOURCES = {  # title: kind, sectors, handvatten
    "Je Brein de Baas?!": ("material", ("vo",), "2a 2c"),
    "Hoe? Sociaal emotioneel leren op afstand": ("material", ("po", "vo"), "2a"),
    "Mind Young Academy": ("material", ("vo",), "2b"),
    "Veerkracht, module 1: sociale omgeving": ("material", ("po", "vo"), "2c"),
    "Veerkracht, module 2: een positief zelfbeeld": ("material", ("po", "vo"), "2c"),
    "Veerkracht, module 3: omgaan met gevoelens": ("material", ("po", "vo"), "2c"),
    "Veerkracht, module 4: problemen oplossen": ("material", ("po", "vo"), "2c"),
    "Charge your brainzzz": ("material", ("vo",), "2c"),
    "Lesgeven aan getraumatiseerde kinderen": ("book", ("po", "vo"), "2d"),
    "De Traumasensitieve School": ("book", ("po", "vo"), "2d"),
    "Van bescherming naar inclusie": ("book", ("po", "vo"), "3c"),
    "Waarden Werken voor Welbevinden op School": ("material", ("po", "vo"), "4a"),
    "Infosheet Welbevinden nieuwkomerskinderen": ("material", ("po", "vo"), "4a"),
    "Checklist Welbevinden op School, primair onderwijs": ("material", ("po",), "4d"),
    "Checklist Welbevinden op School, voortgezet onderwijs": ("material", ("vo",), "4d"),
    "Welbevinden op School": ("website", ("po", "vo"), "4d"),
}


LINKS = {  # every address in the source, and the handvatten that it serves
    "https://www.ncj.nl/je-brein-de-baas/": "2a 2c",
    "https://assets.ncj.nl/docs/8b158184-f635-4dc4-91bb-11d3e4c09ef4.pdf": "2a 2c",
    "https://www.lowan.nl/po/nieuws/ondersteuning_ouders_emoties/": "2a",
    "https://mindyoung.nl/projecten-en-campagnes/mind-young-academy": "2b",
    "https://www.augeo.nl/demo/veerkracht-kinderpostzegels-augeo/01/": "2c",
    "https://www.augeo.nl/demo/veerkracht-kinderpostzegels-augeo/02/": "2c",
    "https://www.augeo.nl/demo/veerkracht-kinderpostzegels-augeo/03/": "2c",
    "https://www.augeo.nl/demo/veerkracht-kinderpostzegels-augeo/04/": "2c",
    "https://chargeyourbrainzzz.nl/": "2c",
    "https://www.pharos.nl/wp-content/uploads/2021/06/BF_Handbook_NL_def.pdf": "3c",
    "https://www.trimbos.nl/aanbod/welbevinden-op-school": "4d",
    "https://www.pharos.nl/wp-content/uploads/2020/12/Handleiding-Waarden-Werken-voor-Welbevinden-op-School.pdf": "4a",
    "https://www.pharos.nl/wp-content/uploads/2021/05/Rapport-Wellbevinden-nieuwkomerskinderen-Pharos-DEF.pdf": "4a",
    "https://www.pharos.nl/wp-content/uploads/2020/12/Checklist-Welbevinden-op-School-%E2%80%93-Stand-van-Zaken-PO.docx": "4d",
    "https://www.pharos.nl/wp-content/uploads/2020/12/Checklist-Welbevinden-op-School-%E2%80%93-Stand-van-Zaken-VO.docx": "4d",
}


FOOTNOTES = [  # number, place (page, principle, chapter or handvat, with its section), what it refers to
    (1, "over", ["MarketResponse, 2020a"]),
    (2, "over", ["MarketResponse, 2020b"]),
    (4, "over", ["Trimbos-instituut/Pharos, 2016"]),
    (5, "over", ["MarketResponse, 2020a", "MarketResponse, 2020b"]),
    (6, "een-houding-geen-trucje", ["van Zundert, 2017"]),
    (7, "jezelf prosocial-classroom", ["Jennings & Greenberg, 2009", "van Zundert, 2017"]),
    (8, "leerling levensvaardigheden", ["van Overveld, 2017"]),
    (
        9,
        "leerling sel-en-seo",
        ["van Overveld, 2017", "Collaborative for Academic, Social and Emotional Learning, 2020"],
    ),
    (10, "leerling welbevinden", ["Trimbos-instituut/Pharos, 2016"]),
    (11, "leerling onderzoek", ["Chen e.a., 2010", "Zorza e.a., 2013"]),
    (
        12,
        "leerling onderzoek",
        [
            "Davis & Levine, 2013",
            "Fleming e.a., 2005",
            "Gil-Olarte Márquez e.a., 2006",
            "Mavroveli & Sánchez-Ruiz, 2011",
            "Nix e.a., 2013",
        ],
    ),
    (13, "leerling onderzoek", ["Durlak e.a., 2010"]),
    (15, "leerling traumasensitief-onderwijs", ["TNO, 2016"]),
    (16, "leerling leren-na-trauma", ["Coppens e.a., 2021"]),
    (18, "2d aandachtspunten", ["Coppens e.a., 2021"]),
    (19, "2d boodschappen", ["Horeweg, 2018"]),
    (20, "2d principes", ["Horeweg, 2018"]),
    (21, "groep drie-behoeften", ["Schreuder & Messing, 2012"]),
    (22, "groep positieve-groep", ["van Engelen, 2014"]),
    (23, "3b stap-3", ["Nederlands Jeugdinstituut, 2021"]),
    (24, "3d punten", ["School & Veiligheid, 2020"]),
    (25, "team-en-school wat-het-best-werkt", ["Kleinjan e.a., 2016", "Trimbos-instituut/Pharos, 2016", "Weare, 2015"]),
]


EXPLAINED = {3, 14}  # footnotes that explain a word; here the explanation stands in the text itself


NAMED_IN_THE_TEXT = [  # references that the source makes in its sentences, without a footnote
    ("jezelf wie-zorgt-voor-de-leerkracht", ["van Zundert, 2017"]),
    ("groep vijf-fasen", ["School & Veiligheid, 2020"]),
    ("groep vijf-fasen", ["Anton Horeweg, op wij-leren.nl"]),
]


def handvat(code):
    return next(handvat for handvat in library().handvatten if handvat.code == code)


def texts():
    """Return every text that may hold citations, by its place: 'over', 'leerling onderzoek', '2d principes' …"""
    content = library()
    found = {page.slug: page.text for page in content.pages}
    found |= {principle.slug: principle.more for principle in content.principles}
    for chapter in content.chapters:
        for part in chapter.rationale:
            found[f"{chapter.slug} {part.slug}"] = "\n".join([part.text, *part.marks, part.closing])
        for example in chapter.practice_examples:
            found[f"{chapter.slug} {example.slug}"] = example.text
    for one in content.handvatten:
        for section in one.sections:
            items = [item.text for item in (*section.tips, *section.points)]
            found[f"{one.code} {section.slug}"] = "\n".join([section.text, *items])
    return found
