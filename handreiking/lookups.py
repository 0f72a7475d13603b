"""What the database is asked, made safe for what people send."""

from typing import Any

from django.db.models import IntegerField
from django.db.models.lookups import In


@IntegerField.register_lookup
class WholeIn(In):
    """`in` for whole numbers: one that the column can't hold is in no row. Django says so of `=`, not yet of `in`.

    Without this a list of keys that somebody made up is an error of the database, on both.
    """

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        """Ask for the numbers that fit."""
        if self.rhs_is_direct_value():
            least, most = connection.ops.integer_field_range(self.lhs.output_field.get_internal_type())
            if most is not None:
                self.rhs = [one for one in self.rhs if not isinstance(one, int) or least <= one <= most]
        return super().process_rhs(compiler, connection)
