"""The second wall: a round is there for whoever belongs to its school (docs/decisions/second-wall.md)."""

from django.db import migrations

from handreiking.row_policies import OF_MY_SCHOOLS, RowPolicies, of_parent

OF_A_ROUND = ("roundkey", "participation", "sheet", "tally", "remark", "conversation", "teamview", "priority")


class Migration(migrations.Migration):
    dependencies = [("checklists", "0002_initial"), ("schools", "0002_wall")]

    operations = [
        RowPolicies(
            {"checklists_round": OF_MY_SCHOOLS}
            | {
                table: of_parent(table, "checklists_round", "round_id")
                for table in (f"checklists_{name}" for name in OF_A_ROUND)
            }
            | {"checklists_answer": of_parent("checklists_answer", "checklists_sheet", "sheet_id")}
        )
    ]
