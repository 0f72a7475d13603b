"""The second wall: a row of a school is there for whoever belongs to it (docs/decisions/second-wall.md)."""

from django.db import migrations

from handreiking.row_policies import ME, MY_SCHOOLS, OF_MY_SCHOOLS, ONCE_MY_SCHOOLS, RowPolicies, of_parent

OF_A_SCHOOL = (
    "schools_agendamoment",
    "schools_boardshare",
    "schools_goal",
    "schools_holiday",
    "schools_invitation",
    "schools_journalentry",
    "schools_schoolrequest",
    "schools_team",
    "schools_wavedproposal",
)
OF_A_PARENT = {
    "schools_action": ("schools_goal", "goal_id"),
    "schools_agendaitem": ("schools_agendamoment", "moment_id"),
    "schools_decision": ("schools_agendaitem", "item_id"),
    "schools_evaluation": ("schools_goal", "goal_id"),
    "schools_goalchange": ("schools_goal", "goal_id"),
    "schools_reminder": ("schools_evaluation", "evaluation_id"),
}
# Who sits on the board of one of my schools: the school says to its people who may look.
BOARD_OF_MINE = f"board_id IN (SELECT board_id FROM schools_school WHERE id = ANY ({MY_SCHOOLS}))"  # noqa: S608  # nosec B608 – no input


class Migration(migrations.Migration):
    dependencies = [("schools", "0001_initial")]

    operations = [
        RowPolicies(
            {
                "schools_boardmembership": f"(user_id = {ME} OR {BOARD_OF_MINE})",
                "schools_calendarfeed": f"user_id = {ME}",
                # Of a school that one left, the names stand by what was shared there.
                "schools_membership": f"school_id = ANY ({ONCE_MY_SCHOOLS})",
                "schools_reminderwish": f"user_id = {ME}",
            }
            | dict.fromkeys(OF_A_SCHOOL, OF_MY_SCHOOLS)
            | {table: of_parent(table, *parent) for table, parent in OF_A_PARENT.items()}
        )
    ]
