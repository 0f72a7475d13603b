"""What is kept of what a person wrote for themselves, shared, and talked over in pairs; never what others wrote."""

from __future__ import annotations

from handreiking.library import library
from reflections.models import PeerAnswer, PeerConversation, QuestionMail, Reaction, Reflection, Share
from reflections.sharing import shown
from schools.models import User
from schools.my_data import Row, Section

RECEIVED_NOTE = "Wat je collega schreef, staat hier niet in: dat is van je collega."


def sections(user: User) -> list[Section]:
    """Return all sections of this app."""
    return [of_reflections(user), of_received(user), of_reactions(user), of_talks(user), of_weekly_question(user)]


def of_reflections(user: User) -> Section:
    """Return what someone wrote, and with whom they share it."""
    shares: dict[int, list[Share]] = {}
    for share in Share.objects.editable_by(user).for_list().order_by("began_at", "pk"):
        shares.setdefault(share.reflection_id, []).append(share)
    rows = [reflection_row(one, shares.get(one.pk, [])) for one in Reflection.objects.visible_to(user)]
    return Section("reflections", "Je reflecties", REFLECTIONS, rows)


def reflection_row(one: Reflection, shares: list[Share]) -> Row:
    """Return one answer: as people read it, and as it was given."""
    handvat = one.handvat
    return {
        "question": one.question,
        "wording": one.wording,
        "handvat": f"{handvat.code} {handvat.title}" if handvat else "",
        "written_on": one.written_on,
        "saved_at": one.saved_at,
        "group": one.group,
        "answer": one.content,
        "lines": one.lines,
        "shared": [share_in_words(share) for share in shares],
    }


def share_in_words(share: Share) -> str:
    """Return with whom, since when, in which way and with what word something is shared; of a copy what it says."""
    words = f"{share.to.user.name}, sinds {share.began_at:%d-%m-%Y}: {share.get_way_display()}"
    word = f" Je schreef erbij: {share.word}" if share.word else ""
    copy = " / ".join(shown(share)["lines"]) if share.way == Share.Way.COPY else ""
    return f"{words}.{word}" + (f" Je collega leest: {copy}" if copy else "")


def of_received(user: User) -> Section:
    """Return that colleagues shared something, not what."""
    rows = [
        {"by": share.by.user.name, "since": share.began_at}
        for share in Share.objects.filter(to__user=user).select_related("by__user").order_by("began_at", "pk")
    ]
    return Section(
        "shared_with_me", "Wat collega’s met jou deelden", {"by": "wie", "since": "sinds"}, rows, RECEIVED_NOTE
    )


def of_reactions(user: User) -> Section:
    """Return what someone said to what is shared."""
    found = Reaction.objects.filter(author=user).select_related("share__by__user", "share__to__user")
    rows = [
        {
            "text": one.text,
            "shared_by": one.share.by.user.name,
            "shared_with": one.share.to.user.name,
            "written_at": one.written_at,
        }
        for one in found
    ]
    labels = {
        "text": "reactie",
        "shared_by": "bij wat deelde",
        "shared_with": "gedeeld met",
        "written_at": "geschreven op",
    }
    return Section("reactions", "Je reacties", labels, rows)


def of_talks(user: User) -> Section:
    """Return the talks in pairs, with one's own answers only; what both agreed where both can still read it."""
    answers: dict[int, list[PeerAnswer]] = {}
    for answer in PeerAnswer.objects.editable_by(user).order_by("pk"):
        answers.setdefault(answer.conversation_id, []).append(answer)
    talks = PeerConversation.objects.visible_to(user).for_list()
    rows = [talk_row(talk, user, answers.get(talk.pk, [])) for talk in talks]
    return Section("conversations", "Gesprekken met een collega", TALKS, rows, RECEIVED_NOTE)


def talk_row(talk: PeerConversation, user: User, answers: list[PeerAnswer]) -> Row:
    """Return one talk."""
    handvat = library().handvat_by_slug.get(talk.handvat)
    asked = talk.side_of(user) == "asker"
    return {
        "with": talk.other(user).user.name,
        "asked_by_me": asked,
        "handvat": f"{handvat.code} {handvat.title}" if handvat else talk.handvat,
        "began_at": talk.began_at,
        "ready_at": talk.asker_ready_at if asked else talk.partner_ready_at,
        "opened_at": talk.opened_at,
        "ended_at": talk.ended_at,
        "word": talk.word if asked else "",
        "answers": [f"{one.wording} {' / '.join(one.lines)}" for one in answers],
        "agreements": talk.agreements if talk.stands else "",
    }


def of_weekly_question(user: User) -> Section:
    """Return when someone gets a question by mail."""
    rows = [
        {"day": one.get_weekday_display(), "hour": one.hour, "since": one.since, "sent_on": one.sent_on}
        for one in QuestionMail.objects.visible_to(user)
    ]
    labels = {"day": "dag", "hour": "uur", "since": "sinds", "sent_on": "laatst verstuurd op"}
    return Section("weekly_question", "Een vraag per mail", labels, rows)


REFLECTIONS = {
    "wording": "vraag",
    "lines": "antwoord",
    "handvat": "handvat",
    "written_on": "geschreven op",
    "group": "klas of groep",
    "saved_at": "bewaard op",
    "shared": "gedeeld met",
}
TALKS = {
    "with": "met",
    "asked_by_me": "jij vroeg het",
    "handvat": "handvat",
    "began_at": "gevraagd op",
    "ready_at": "jij was klaar op",
    "opened_at": "open sinds",
    "ended_at": "gestopt op",
    "word": "jij schreef erbij",
    "answers": "jouw antwoorden",
    "agreements": "wat jullie afspraken",
}
