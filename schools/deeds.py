"""The deeds that the journal of a school knows, each with its sentence. A word, once written, stays in the table."""

from typing import NamedTuple


class Deed(NamedTuple):
    """The topic of a deed, and what stands after who did it; {} is the subject."""

    topic: str
    sentence: str


TOPICS = {
    "accounts": "Accounts",
    "doelen": "Doelen",
    "agenda": "Teamagenda",
    "checklist": "Checklist",
    "school": "School",
}  # in the address, and for the reader

DEEDS = {
    "invitation_sent": Deed("accounts", "nodigde {} uit."),
    "invitation_resent": Deed("accounts", "stuurde de uitnodiging aan {} opnieuw."),
    "invitation_withdrawn": Deed("accounts", "trok de uitnodiging aan {} in."),
    "invitation_accepted": Deed("accounts", "nam een uitnodiging aan en doet mee."),
    "member_changed": Deed("accounts", "wijzigde de rol van {}."),
    "member_deactivated": Deed("accounts", "schakelde {} uit."),
    "member_left": Deed("accounts", "ging zelf weg bij de school."),
    "member_reactivated": Deed("accounts", "liet {} weer meedoen."),
    "school_handed_over": Deed("accounts", "droeg het beheer van de accounts over aan {}."),
    "member_added": Deed("accounts", "voegde {} toe."),
    "request_forwarded": Deed("accounts", "legde de aanvraag van {} aan de school voor."),
    "request_granted": Deed("accounts", "liet {} toe na een aanvraag."),
    "request_refused": Deed("accounts", "wees de aanvraag van {} af."),
    "goal_made": Deed("doelen", "maakte het doel ‘{}’."),
    "goal_proposed": Deed("doelen", "maakte van een prioriteit het doel ‘{}’."),
    "goal_suggested": Deed("doelen", "stelde het doel ‘{}’ voor."),
    "goal_declined": Deed("doelen", "zette het voorstel ‘{}’ niet door."),
    "goal_removed": Deed("doelen", "gooide het concept ‘{}’ weg."),
    "goal_changed": Deed("doelen", "wijzigde het doel ‘{}’."),
    "goal_started": Deed("doelen", "liet het doel ‘{}’ lopen."),
    "goal_achieved": Deed("doelen", "noemde het doel ‘{}’ behaald."),
    "goal_secured": Deed("doelen", "noemde het doel ‘{}’ geborgd."),
    "goal_stopped": Deed("doelen", "stopte het doel ‘{}’."),
    "goal_kept": Deed("doelen", "liet het doel ‘{}’ doorlopen in het nieuwe schooljaar."),
    "goal_carried": Deed("doelen", "nam het doel ‘{}’ mee naar het nieuwe schooljaar."),
    "goal_handed_over": Deed("doelen", "gaf het doel ‘{}’ een andere eigenaar."),
    "evaluation_planned": Deed("doelen", "plande een moment om terug te kijken op het doel ‘{}’."),
    "evaluation_moved": Deed("doelen", "verzette een moment om terug te kijken op het doel ‘{}’."),
    "evaluation_cancelled": Deed("doelen", "liet een moment vervallen om terug te kijken op het doel ‘{}’."),
    "evaluation_held": Deed("doelen", "legde een evaluatie vast van het doel ‘{}’."),
    "moment_planned": Deed("agenda", "zette ‘{}’ in de teamagenda."),
    "moment_changed": Deed("agenda", "wijzigde in de teamagenda ‘{}’."),
    "moment_cancelled": Deed("agenda", "liet ‘{}’ vervallen."),
    "moment_restored": Deed("agenda", "liet ‘{}’ toch doorgaan."),
    "round_made": Deed("checklist", "bereidde de afname ‘{}’ voor."),
    "round_changed": Deed("checklist", "wijzigde de afname ‘{}’."),
    "round_deleted": Deed("checklist", "verwijderde het concept van de afname ‘{}’."),
    "round_opened": Deed("checklist", "opende de afname ‘{}’."),
    "round_opened_itself": Deed("checklist", "liet de afname ‘{}’ vanzelf opengaan."),
    "round_reminded": Deed("checklist", "liet herinneren aan de afname ‘{}’."),
    "round_closed": Deed("checklist", "rondde de afname ‘{}’ af."),
    "round_closed_itself": Deed("checklist", "liet de afname ‘{}’ vanzelf sluiten."),
    "round_shown": Deed("checklist", "liet de uitkomst van de afname ‘{}’ zien."),
    "round_reopened": Deed("checklist", "heropende de afname ‘{}’."),
    "priorities_chosen": Deed("checklist", "legde de prioriteiten van de afname ‘{}’ vast."),
    "team_made": Deed("school", "maakte het team {}."),
    "team_changed": Deed("school", "wijzigde een team. {}."),
    "team_ended": Deed("school", "hief het team {} op."),
    "holidays_changed": Deed("school", "wijzigde de vakanties van {}."),
    "holidays_reset": Deed("school", "koos voor {} weer de vakanties van de regio."),
    "school_made": Deed("school", "maakte de school na een aanvraag van {}."),
    "school_changed": Deed("school", "wijzigde de gegevens van de school. {}."),
    "board_shared": Deed("school", "zette ‘Wat het bestuur ziet’ aan voor {}."),
    "board_unshared": Deed("school", "zette ‘Wat het bestuur ziet’ uit voor {}."),
    "site_looked": Deed("school", "keek in de gegevens van de school: ‘{}’."),
    "school_archived": Deed("school", "archiveerde {}."),
    "school_unarchived": Deed("school", "haalde {} uit het archief."),
    "school_merged": Deed("school", "voegde {} bij deze school."),
}
UNKNOWN = Deed("", "deed iets met ‘{}’.")  # a row that another version of the program wrote
