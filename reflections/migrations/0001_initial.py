import django.utils.timezone
import schools.encryption
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='PeerAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=80)),
                ('wording', models.TextField()),
                ('answer', schools.encryption.EncryptedText()),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'antwoord in een gesprek',
                'verbose_name_plural': 'antwoorden in gesprekken',
            },
        ),
        migrations.CreateModel(
            name='PeerConversation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('handvat', models.CharField(max_length=80)),
                ('word', schools.encryption.EncryptedText(blank=True, default='', verbose_name='een woord erbij')),
                ('began_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gevraagd op')),
                ('asker_ready_at', models.DateTimeField(blank=True, null=True)),
                ('partner_ready_at', models.DateTimeField(blank=True, null=True)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('agreements', schools.encryption.EncryptedText(blank=True, default='', verbose_name='afspraken')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': 'gesprek met een collega',
                'verbose_name_plural': 'gesprekken met een collega',
                'ordering': ['-began_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='QuestionMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'maandag'), (1, 'dinsdag'), (2, 'woensdag'), (3, 'donderdag'), (4, 'vrijdag')], verbose_name='dag')),
                ('hour', models.PositiveSmallIntegerField(verbose_name='uur')),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='laatst verstuurd op')),
            ],
            options={
                'verbose_name': 'vraag per mail',
                'verbose_name_plural': 'vragen per mail',
            },
        ),
        migrations.CreateModel(
            name='Reaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', schools.encryption.EncryptedText()),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'reactie',
                'verbose_name_plural': 'reacties',
                'ordering': ['written_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Reflection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=80)),
                ('wording', models.TextField()),
                ('answer', schools.encryption.EncryptedText()),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('group', schools.encryption.EncryptedText(blank=True, default='', verbose_name='klas of groep')),
                ('written_on', models.DateField(default=django.utils.timezone.localdate)),
            ],
            options={
                'verbose_name': 'reflectie',
                'verbose_name_plural': 'reflecties',
                'ordering': ['-written_on', '-saved_at'],
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('copy', 'Zoals het nu is'), ('live', 'Ook wat ik er later aan verander')], default='copy', max_length=4, verbose_name='wat ziet je collega')),
                ('copy', schools.encryption.EncryptedText(blank=True, default='')),
                ('word', schools.encryption.EncryptedText(blank=True, default='', verbose_name='een woord erbij')),
                ('began_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gedeeld op')),
            ],
            options={
                'verbose_name': 'gedeelde reflectie',
                'verbose_name_plural': 'gedeelde reflecties',
                'ordering': ['-began_at', '-pk'],
            },
        ),
    ]
