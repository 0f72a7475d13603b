"""The register of processing names everything that the database keeps of people: it is held to the models."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import timezone

from handreiking.library import library
from schools.models import JournalEntry
from tests.world import SchoolFactory

LABELS = ["Welke gegevens", "Van wie", "Waarvoor", "Grondslag", "Bewaartermijn", "Wie het ziet", "Waar het staat"]

# Where each model stands in the register, and with which words each of its fields. A new field that keeps something
# of a person gets words in handreiking/content/documents/verwerkingsregister.md first, and then a line here.
REGISTER = {
    "schools.User": (
        "Account en inloggen",
        (
            "password=wachtwoord; last_login=voor het laatst inlogde; is_superuser=met welke rechten; email=e-mailadres;"
            "name=naam; is_staff=iemand de site beheert; is_active=mag inloggen; last_school=school die iemand het laatst;"
            "date_joined=sinds wanneer het account er is;"
            "erase_on=op welke dag het account wordt verwijderd"
        ),
    ),
    "schools.User_groups": ("Account en inloggen", "group=met welke rechten"),
    "schools.User_user_permissions": ("Account en inloggen", "permission=met welke rechten"),
    "account.EmailAddress": ("Account en inloggen", "email,verified,primary=e-mailadres"),
    "mfa.Authenticator": (
        "Account en inloggen",
        (
            "type=tweede stap; data=het geheim of de passkey, met een naam; created_at=sinds wanneer;"
            "last_used_at=wanneer die voor het laatst is gebruikt"
        ),
    ),
    "socialaccount.SocialAccount": (
        "Account en inloggen",
        "provider=de dienst; uid=het nummer waaronder; date_joined=sinds wanneer; last_login=het laatste gebruik",
    ),
    "sessions.Session": ("Account en inloggen", "session_data,expire_date=een sessie"),
    "usersessions.UserSession": (
        "Account en inloggen",
        "ip=internetadres; user_agent=soort browser; created_at=sinds wanneer; last_seen_at=voor het laatst gezien",
    ),
    "schools.School": (
        "Lid van een school",
        (
            "name=haar naam; place=plaats; brin=nummers; mailbox=functionele mailbox;"
            "sector,region,board,second_factor_since,created_at,archived_at,merged_into=van de school zelf"
        ),
    ),
    "schools.Membership": (
        "Lid van een school",
        (
            "school=bij welke school; role=de rol; is_admin=of iemand accounts beheert; joined_at=sinds wanneer iemand lid;"
            "here_since=(weer) hier is; left_at=wanneer iemand vertrok"
        ),
    ),
    "schools.Team": ("Lid van een school", "school=school; name=naam van elk team; lead=trekt; ended_at=opgeheven"),
    "schools.Team_members": ("Lid van een school", "membership=wie erin zit"),
    "schools.Invitation": (
        "Uitnodigingen en aanvragen",
        (
            "school=voor welke school; email=e-mailadres; role=rol; is_admin=accounts gaat beheren; sent_at=verstuurd;"
            "invited_by=wie uitnodigde; accepted_at=aangenomen; withdrawn_at=ingetrokken"
        ),
    ),
    "schools.SchoolRequest": (
        "Uitnodigingen en aanvragen",
        (
            "school,school_name=naam van de school; place=plaats; brin=BRIN; sector=sector; name=naam; email=e-mailadres;"
            "role=rol; why=waarom iemand wil meedoen; sent_at=verstuurd; confirmed_at=bevestigd; decided_at=besloten;"
            "decision=het besluit; answer=het antwoord"
        ),
    ),
    "schools.Goal": (
        "Doelen, acties en evaluaties",
        (
            "school,scope,team=voor welke school of welk team; aim=het doel; owner=van wie het is;"
            "success,monitoring,upkeep,participation,ring,handvatten,item_code,item_text=de toelichting erbij;"
            "days,created_at,shown_at,proposed_at,declined_at,started_on,achieved_on,secured_on,stopped_on=welke dagen;"
            "proposer=wie het voorstelde; decline_reason,stop_reason=waarom iets is afgewezen of gestopt"
        ),
    ),
    "schools.Action": ("Doelen, acties en evaluaties", "text,owner,due_on,done_on=acties met wie en wanneer"),
    "schools.Evaluation": (
        "Doelen, acties en evaluaties",
        (
            "due_on,held_on,cancelled_on=per evaluatiemoment; held_by=wie het vastlegde; seen=wat jullie zagen;"
            "worked=wat werkte; progress=hoe ver het is; decision,cancel_reason=wat jullie besloten"
        ),
    ),
    "schools.GoalChange": (
        "Doelen, acties en evaluaties",
        "field,before,after=van wat in wat; by=wie wat wijzigde; at=en wanneer",
    ),
    "schools.AgendaMoment": (
        "Teamagenda",
        (
            "kind,title=titel; place=plaats; starts_at,ends_at=tijd; school,team=team; talk=vraag om mee te openen;"
            "notes=verslag; cancelled_at,cancel_reason=waarom iets vervalt"
        ),
    ),
    "schools.AgendaItem": ("Teamagenda", "kind,text,minutes,question=de punten; notes=notities; dropped_at=vervalt"),
    "schools.Decision": ("Teamagenda", "text=besluiten; owner=wie het oppakt; due_on,made_on,done_on=wanneer"),
    "schools.CalendarFeed": (
        "Teamagenda",
        "nonce=geheim adres; made_at=sinds wanneer; read_at=op het uur af wanneer",
    ),
    "reflections.Reflection": (
        "Reflecties",
        (
            "author=de schrijver; question,wording=de vraag zoals die er stond; answer=het antwoord; group=klas of groep;"
            "written_on,saved_at=de dag en het moment van bewaren"
        ),
    ),
    "reflections.Share": (
        "Delen en gesprekken met een collega",
        "by,to=met wie deelt; way=op welke manier; copy=een kopie; word=een woord erbij; began_at=sinds wanneer",
    ),
    "reflections.Reaction": (
        "Delen en gesprekken met een collega",
        "author,text,written_at=reacties met schrijver en tijd",
    ),
    "reflections.PeerConversation": (
        "Delen en gesprekken met een collega",
        (
            "handvat=over welk handvat; asker,partner,began_at=wie het wie vroeg; word=een woord erbij;"
            "asker_ready_at,partner_ready_at=wie klaar is en wanneer; opened_at,ended_at=wanneer het openging of stopte;"
            "agreements=wat die twee afspraken"
        ),
    ),
    "reflections.PeerAnswer": (
        "Delen en gesprekken met een collega",
        "author,question,wording,answer,saved_at=de antwoorden op de vragen",
    ),
    "reflections.QuestionMail": (
        "Mails",
        "weekday,hour=op welke dag en welk uur; since=sinds wanneer; sent_on=wanneer de laatste is verstuurd",
    ),
    "schools.ReminderWish": ("Mails", "week,day,late=welke iemand wil"),
    "schools.Reminder": ("Mails", "member,kind,due_on,sent_on,evaluation=welke al is verstuurd, over welk moment"),
    "schools.BoardMembership": (
        "Meekijken door het bestuur",
        "board=namens een bestuur meekijkt; since=sinds wanneer; ended_at=tot wanneer",
    ),
    "schools.BoardShare": (
        "Meekijken door het bestuur",
        "school,board=welke school het bestuur laat meekijken; by=wie dat aanzette; since=sinds wanneer;ended_at=tot wanneer",
    ),
    "checklists.RoundKey": ("Checklist: ieder voor zich", "secret=een sleutel"),
    "checklists.Participation": (
        "Checklist: ieder voor zich",
        "member=wie meedoet; finished=wie klaar is; invited_on,reminded_on=op welke dag iemand is uitgenodigd",
    ),
    "checklists.Sheet": ("Checklist: ieder voor zich", "digest=het eigen blad terugvindt; finished=wie klaar is"),
    "checklists.Answer": ("Checklist: ieder voor zich", "item_code,stand=keuze; remark=opmerking; flag=hier eerst"),
    "checklists.Remark": ("Checklist: ieder voor zich", "item_code,text=losse opmerkingen zonder naam"),
    "checklists.Round": (
        "Checklist: wat het team afsprak",
        (
            "school,team=voor welke school of welk team; name=naam van de afname; own_items=eigen punten;"
            "invitation=woord bij de uitnodiging; made_by=wie haar maakte; opens_on,closes_on,reminds_from=de dagen;"
            "told_on,created_at,opened_at,closed_at,shown_at,agreed_at=de dagen"
        ),
    ),
    "checklists.Conversation": (
        "Checklist: wat het team afsprak",
        "equity=gelijke kansen; telling=wie het leerlingen en ouders vertelt",
    ),
    "checklists.TeamView": (
        "Checklist: wat het team afsprak",
        "item_code,stand,agreed_at=per punt wat het team afsprak; note=een regel over wat er gezegd is",
    ),
    "checklists.Priority": ("Checklist: wat het team afsprak", "item_code,position=de prioriteiten"),
    "schools.JournalEntry": (
        "Logboek van de school",
        (
            "school=van de school; member,deed,at=wie wat deed en wanneer; subject=e-mailadres erbij;"
            "by_site=het beheer van de site het deed"
        ),
    ),
    "admin.LogEntry": (
        "Beheer van de site",
        (
            "user=wie van het beheer; action_time=en wanneer;"
            "content_type,object_id,object_repr,action_flag,change_message=wat wijzigde"
        ),
    ),
}

NOTHING_OF_PEOPLE = {
    "auth.Group": "names of sets of rights",
    "auth.Group_permissions": "which rights are in a set",
    "auth.Permission": "names of rights",
    "contenttypes.ContentType": "names of models",
    "account.EmailConfirmation": "empty: no view of ours makes one (ACCOUNT_EMAIL_VERIFICATION is off)",
    "socialaccount.SocialApp": "empty: providers are configured in the environment",
    "socialaccount.SocialApp_sites": "empty, as above",
    "socialaccount.SocialToken": "empty: SOCIALACCOUNT_STORE_TOKENS is off",
    "schools.Board": "a governing body: its name and number",
    "schools.Holiday": "the school's holidays",
    "schools.RegionHoliday": "the government's table of holidays",
    "schools.WavedProposal": "a proposed date that a school does not want",
    "checklists.Tally": "how many chose a stand",
}

# What says nothing of a person: the row that a row belongs to, and what only the program needs.
PLUMBING = {"id", "user", "goal", "moment", "item", "sheet", "round", "share", "conversation", "reflection"}
PLUMBING |= {"version", "token_digest", "session_key"}
PLUMBING_OF = {
    "schools.School": {"code"},
    "schools.Team_members": {"team"},
    "schools.AgendaMoment": {"series", "proposal", "uid", "sequence", "changed_at", "notes_version"},
    "schools.AgendaItem": {"position", "decision", "action"},
    "socialaccount.SocialAccount": {"extra_data"},  # empty: nothing that a provider says is stored
    "usersessions.UserSession": {"data"},  # empty: allauth has it for others to fill
    "checklists.Round": {"edition_key", "depth", "way", "waiting_sheets", "shown_sheets"},
    "checklists.Remark": {"shown"},
    "checklists.Conversation": {"step", "item_code", "started_at", "step_started_at", "ended_at"},
}

MODELS = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}


def section(heading: str) -> str:
    """Return the part of the register under a heading of the third level."""
    text = library().document_by_slug["verwerkingsregister"].text
    parts = dict(part.split("\n", 1) for part in re.split(r"^### ", text, flags=re.MULTILINE)[1:])
    return parts[heading].split("\n## ")[0]


def words_of(label: str) -> dict[str, str]:
    """Return the words of the register for each field of a model."""
    pairs = [pair.strip().split("=") for pair in REGISTER[label][1].split(";")]
    return {field: words for fields, words in pairs for field in fields.split(",")}


def test_every_model_has_a_place_in_the_register_or_a_reason_to_be_out_of_it():
    assert not REGISTER.keys() & NOTHING_OF_PEOPLE.keys()
    assert set(MODELS) - REGISTER.keys() - NOTHING_OF_PEOPLE.keys() == set(), (
        "Say in verwerkingsregister.md what this keeps of people, and here where; or here why it keeps nothing of them."
    )
    assert (REGISTER.keys() | NOTHING_OF_PEOPLE.keys()) - set(MODELS) <= {"socialaccount.SocialApp_sites"}


@pytest.mark.parametrize("label", REGISTER)
def test_every_field_stands_in_the_register_in_words(label):
    known = words_of(label)
    fields = {field.name for field in MODELS[label]._meta.concrete_fields}
    assert known.keys() <= fields, "no such field"
    assert fields - known.keys() - PLUMBING - PLUMBING_OF.get(label, set()) == set(), (
        "say in verwerkingsregister.md what this keeps, and here where"
    )
    told = section(REGISTER[label][0]).lower()
    assert [words for words in known.values() if words.lower() not in told] == []


@pytest.mark.parametrize("heading", sorted({heading for heading, _ in REGISTER.values()}))
def test_every_part_of_the_register_answers_the_same_seven_questions(heading):
    asked = re.findall(r"^- \*\*(.+?)(?: \(voorstel\))?:\*\*", section(heading), re.MULTILINE)
    assert asked == LABELS


def test_no_part_of_the_register_is_about_nothing():
    text = library().document_by_slug["verwerkingsregister"].text
    assert set(re.findall(r"^### (.+)", text, re.MULTILINE)) == {heading for heading, _ in REGISTER.values()}


def test_what_the_reasons_rest_on_holds():
    assert settings.ACCOUNT_EMAIL_VERIFICATION == "none"
    assert not settings.SOCIALACCOUNT_STORE_TOKENS


@pytest.mark.django_db
def test_the_journal_is_shown_for_twelve_months_as_the_register_says():
    school = SchoolFactory()
    for days in (364, 366):
        JournalEntry.objects.create(school=school, deed="goal_made", at=timezone.now() - timedelta(days=days))
    assert JournalEntry.objects.recent().count() == 1
    assert "twaalf maanden is te zien" in section("Logboek van de school")
