"""The second wall: what someone wrote is there for the writer, and where it was shared (docs/decisions/second-wall.md)."""

from django.db import migrations

from handreiking.row_policies import ME, MY_MEMBERSHIPS, RowPolicies, of_parent


def mine(*columns: str) -> str:
    """Return the condition that one of the columns is a membership of whoever asks."""
    return "(" + " OR ".join(f"{column} = ANY ({MY_MEMBERSHIPS})" for column in columns) + ")"


SHARED = "EXISTS (SELECT 1 FROM reflections_share AS shared WHERE shared.reflection_id = reflections_reflection.id)"


class Migration(migrations.Migration):
    dependencies = [("reflections", "0002_initial"), ("schools", "0002_wall")]

    operations = [
        RowPolicies(
            {
                "reflections_reflection": f"(author_id = {ME} OR {SHARED})",
                "reflections_share": mine("by_id", "to_id"),
                "reflections_reaction": of_parent("reflections_reaction", "reflections_share", "share_id"),
                "reflections_peerconversation": mine("asker_id", "partner_id"),
                "reflections_peeranswer": of_parent(
                    "reflections_peeranswer", "reflections_peerconversation", "conversation_id"
                ),
                "reflections_questionmail": f"user_id = {ME}",
            }
        )
    ]
