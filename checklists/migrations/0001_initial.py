import checklists.models.answers
import django.utils.timezone
import schools.encryption
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigIntegerField(default=checklists.models.answers.random_id, primary_key=True, serialize=False)),
                ('item_code', models.CharField(max_length=12)),
                ('stand', models.CharField(blank=True, choices=[('0', 'Nog niet'), ('1', 'In ontwikkeling'), ('2', 'Grotendeels'), ('3', 'Gewoon bij ons'), ('unknown', 'Weet ik niet'), ('na', 'Niet van toepassing')], max_length=7)),
                ('remark', schools.encryption.EncryptedText(blank=True, default='', max_length=1000, verbose_name='opmerking')),
                ('flag', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='hier eerst')),
            ],
            options={
                'verbose_name': 'antwoord',
                'verbose_name_plural': 'antwoorden',
            },
        ),
        migrations.CreateModel(
            name='Conversation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(max_length=20)),
                ('item_code', models.CharField(blank=True, max_length=12)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('step_started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('equity', schools.encryption.EncryptedText(blank=True, default='', verbose_name='gelijke kansen')),
                ('telling', schools.encryption.EncryptedText(blank=True, default='', verbose_name='wie vertelt het leerlingen en ouders')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': 'teamgesprek',
                'verbose_name_plural': 'teamgesprekken',
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigIntegerField(default=checklists.models.answers.random_id, primary_key=True, serialize=False)),
                ('finished', models.BooleanField(default=False)),
                ('invited_on', models.DateField(blank=True, null=True)),
                ('reminded_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'deelname',
                'verbose_name_plural': 'deelnames',
            },
        ),
        migrations.CreateModel(
            name='Priority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item_code', models.CharField(max_length=12)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'verbose_name': 'prioriteit',
                'verbose_name_plural': 'prioriteiten',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigIntegerField(default=checklists.models.answers.random_id, primary_key=True, serialize=False)),
                ('item_code', models.CharField(max_length=12)),
                ('text', schools.encryption.EncryptedText()),
                ('shown', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'opmerking',
                'verbose_name_plural': 'opmerkingen',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='naam')),
                ('edition_key', models.CharField(max_length=12)),
                ('depth', models.CharField(choices=[('kern', 'Kern: twaalf punten, ongeveer een kwartier'), ('full', 'Volledig: alle punten')], max_length=4, verbose_name='hoeveel punten')),
                ('way', models.CharField(choices=[('together', 'Samen, op het digibord'), ('alone', 'Eerst ieder voor zich, zonder namen')], default='together', max_length=8, verbose_name='hoe vullen jullie in')),
                ('own_items', models.JSONField(blank=True, default=list, verbose_name='eigen punten')),
                ('invitation', models.TextField(blank=True, max_length=1000, verbose_name='woord bij de uitnodiging')),
                ('opens_on', models.DateField(blank=True, null=True, verbose_name='opent op')),
                ('closes_on', models.DateField(blank=True, null=True, verbose_name='sluit na')),
                ('reminds_from', models.DateField(blank=True, null=True)),
                ('told_on', models.DateField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('shown_at', models.DateTimeField(blank=True, null=True)),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('waiting_sheets', models.PositiveSmallIntegerField(default=0)),
                ('shown_sheets', models.PositiveSmallIntegerField(default=0)),
                ('version', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'afname',
                'verbose_name_plural': 'afnames',
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigIntegerField(default=checklists.models.answers.random_id, primary_key=True, serialize=False)),
                ('digest', models.CharField(editable=False, max_length=64, null=True)),
                ('finished', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'formulier',
                'verbose_name_plural': 'formulieren',
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigIntegerField(default=checklists.models.answers.random_id, primary_key=True, serialize=False)),
                ('item_code', models.CharField(max_length=12)),
                ('stand', models.CharField(max_length=7)),
                ('count', models.PositiveSmallIntegerField()),
                ('shown', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'telling',
                'verbose_name_plural': 'tellingen',
            },
        ),
        migrations.CreateModel(
            name='TeamView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item_code', models.CharField(max_length=12)),
                ('stand', models.CharField(blank=True, choices=[('0', 'Nog niet'), ('1', 'In ontwikkeling'), ('2', 'Grotendeels'), ('3', 'Gewoon bij ons'), ('unknown', 'Weten we niet'), ('na', 'Niet van toepassing')], max_length=7)),
                ('note', schools.encryption.EncryptedText(blank=True, default='', verbose_name='wat er gezegd is')),
                ('version', models.PositiveIntegerField(default=1)),
                ('agreed_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'teambeeld',
                'verbose_name_plural': 'teambeelden',
            },
        ),
    ]
