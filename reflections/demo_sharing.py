"""The demo's shared reflection and a talk in pairs, at De Vijver. Own texts; no pupil is named."""

import json
from datetime import date, timedelta

from handreiking.library import library
from reflections.models import PeerConversation, Reaction, Reflection, Share
from schools.demo.days import at, school_day
from schools.models import Membership

WRITER, READER = "leerkracht@vijver.example", "ib@vijver.example"
SHARED = "3a-momenten"
TALK = "vragen-met-een-collega"
ANSWER = ("4c-plezier", "De kring op maandag. Dan weet ik weer waarom ik dit doe.")


def fill(today: date) -> list[str]:
    """Let a teacher share a reflection and ask for a talk, unless they did before; there is nothing to print."""
    members = {member.user.email: member for member in Membership.objects.filter(user__email__in=[WRITER, READER])}
    if len(members) < 2 or Share.objects.filter(by=members[WRITER]).exists():
        return []
    writer, reader = members[WRITER], members[READER]
    shared = Reflection.objects.filter(author=writer.user, question=SHARED).first()
    if shared:
        moment = at(school_day(today, -20), "16:40")
        word = "Heb jij een idee voor na het buitenspelen?"
        share = Share.objects.create(
            reflection=shared, by=writer, to=reader, way=Share.Way.LIVE, word=word, began_at=moment
        )
        text = "Begin eens met twee minuten niets. Zal ik maandag komen kijken?"
        Reaction.objects.create(share=share, author=reader.user, text=text, written_at=moment + timedelta(hours=17))
    slug, text = ANSWER
    if slug in library().question_by_slug:
        talk = PeerConversation.objects.create(
            handvat=TALK,
            asker=reader,
            partner=writer,
            word="Zullen we dit voor de kerst doen?",
            began_at=at(school_day(today, -2), "15:50"),
        )
        wording = library().question_by_slug[slug][1].text
        answer = json.dumps({"text": text}, ensure_ascii=False)
        talk.answers.create(author=writer.user, question=slug, wording=wording, answer=answer)
    return []
