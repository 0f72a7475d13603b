"""The day on which an account that its owner wants gone is erased."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One nullable column: the version before this one does not see it."""

    dependencies = [("schools", "0009_wall")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="erase_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="wordt verwijderd op"),
        ),
    ]
