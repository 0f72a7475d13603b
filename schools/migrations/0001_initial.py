import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import schools.models.organisations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=250, verbose_name='wat')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='klaar voor')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='gedaan op')),
            ],
            options={
                'verbose_name': 'actie',
                'verbose_name_plural': 'acties',
                'ordering': ['goal', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AgendaMoment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('meeting', 'Teamvergadering'), ('training', 'Studiedag'), ('briefing', 'Briefing na een vakantie'), ('evaluation', 'Evaluatie'), ('own', 'Eigen moment')], default='meeting', max_length=10, verbose_name='wat voor moment')),
                ('title', models.CharField(max_length=120, verbose_name='wat gaan jullie doen')),
                ('starts_at', models.DateTimeField(verbose_name='begin')),
                ('ends_at', models.DateTimeField(verbose_name='einde')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='waar')),
                ('talk', models.CharField(blank=True, max_length=300, verbose_name='vraag om mee te openen')),
                ('series', models.UUIDField(blank=True, db_index=True, editable=False, null=True, verbose_name='reeks')),
                ('proposal', models.SlugField(blank=True, editable=False, max_length=30, verbose_name='voorstel')),
                ('notes', models.TextField(blank=True, verbose_name='verslag')),
                ('notes_version', models.PositiveIntegerField(default=0, editable=False)),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('cancel_reason', models.CharField(blank=True, max_length=200, verbose_name='waarom vervalt het')),
            ],
            options={
                'verbose_name': 'agendamoment',
                'verbose_name_plural': 'agendamomenten',
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(choices=[('school', 'de hele school'), ('team', 'een team'), ('class', 'mijn eigen klas')], default='school', max_length=6, verbose_name='voor wie')),
                ('aim', models.CharField(max_length=250, verbose_name='wat willen we bereiken')),
                ('success', models.TextField(blank=True, verbose_name='hoe zien we dat het werkt')),
                ('monitoring', models.TextField(blank=True, verbose_name='hoe volgen we het')),
                ('upkeep', models.TextField(blank=True, verbose_name='hoe blijft het op de agenda')),
                ('participation', models.TextField(blank=True, verbose_name='hoe doen ouders en leerlingen mee')),
                ('ring', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='cirkel')),
                ('handvatten', models.JSONField(blank=True, default=list, verbose_name='handvatten')),
                ('item_code', models.CharField(blank=True, max_length=12, verbose_name='punt van de checklist')),
                ('item_text', models.CharField(blank=True, max_length=400)),
                ('days', models.JSONField(blank=True, default=list, verbose_name='gewenste dagen om terug te kijken')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('shown_at', models.DateTimeField(blank=True, null=True, verbose_name="collega's zien het sinds")),
                ('proposed_at', models.DateTimeField(blank=True, null=True)),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
                ('decline_reason', models.TextField(blank=True)),
                ('started_on', models.DateField(blank=True, null=True)),
                ('achieved_on', models.DateField(blank=True, null=True)),
                ('secured_on', models.DateField(blank=True, null=True)),
                ('stopped_on', models.DateField(blank=True, null=True)),
                ('stop_reason', models.TextField(blank=True)),
            ],
            options={
                'verbose_name': 'doel',
                'verbose_name_plural': 'doelen',
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mailadres')),
                ('name', models.CharField(max_length=120, verbose_name='naam')),
                ('is_staff', models.BooleanField(default=False, verbose_name='beheert de site')),
                ('is_active', models.BooleanField(default=True, verbose_name='mag inloggen')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sinds')),
                ('erase_on', models.DateField(blank=True, editable=False, null=True, verbose_name='wordt verwijderd op')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'account',
                'verbose_name_plural': 'accounts',
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('goal', 'Doel om op terug te kijken'), ('action', 'Open actie'), ('question', 'Gespreksvraag'), ('own', 'Eigen punt')], default='own', max_length=8, verbose_name='wat voor punt')),
                ('text', models.CharField(max_length=400, verbose_name='punt')),
                ('minutes', models.PositiveSmallIntegerField(default=10, verbose_name='minuten')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='plaats')),
                ('question', models.SlugField(blank=True, max_length=80, verbose_name='vraag van de handreiking')),
                ('notes', models.TextField(blank=True, verbose_name='notities')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('dropped_at', models.DateTimeField(blank=True, null=True)),
                ('action', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='agenda_items', to='schools.action')),
                ('moment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='schools.agendamoment')),
            ],
            options={
                'verbose_name': 'agendapunt',
                'verbose_name_plural': 'agendapunten',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Board',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, verbose_name='naam')),
                ('number', models.CharField(blank=True, max_length=10, verbose_name='nummer bevoegd gezag')),
            ],
            options={
                'verbose_name': 'bestuur',
                'verbose_name_plural': 'besturen',
                'ordering': ['name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='board_has_name'), models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('number',), name='board_number_unique', violation_error_message='Er is al een bestuur met dit nummer.')],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nonce', models.CharField(editable=False, max_length=64)),
                ('token_digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gemaakt op')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='voor het laatst opgehaald')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feed', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'adres voor de agenda',
                'verbose_name_plural': 'adressen voor de agenda',
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='besluit')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='wanneer klaar')),
                ('made_on', models.DateField(default=django.utils.timezone.localdate, editable=False)),
                ('done_on', models.DateField(blank=True, null=True)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='schools.agendaitem')),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions', to='schools.goal', verbose_name='bij welk doel')),
            ],
            options={
                'verbose_name': 'besluit',
                'verbose_name_plural': 'besluiten',
            },
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='decision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='agenda_items', to='schools.decision'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='goal',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='agenda_items', to='schools.goal'),
        ),
        migrations.AddField(
            model_name='action',
            name='goal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='schools.goal'),
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('teacher', 'leerkracht'), ('coordinator', 'IB’er of zorgcoördinator'), ('principal', 'directeur of teamleider')], default='teacher', max_length=11, verbose_name='rol')),
                ('is_admin', models.BooleanField(default=False, verbose_name='beheert de accounts')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='lid sinds')),
                ('here_since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='hier sinds')),
                ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='vertrokken op')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'lidmaatschap',
                'verbose_name_plural': 'lidmaatschappen',
            },
        ),
        migrations.CreateModel(
            name='GoalChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=20)),
                ('before', models.TextField(blank=True)),
                ('after', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='schools.goal')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='schools.membership')),
            ],
            options={
                'verbose_name': 'wijziging van een doel',
                'verbose_name_plural': 'wijzigingen van doelen',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='goal',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='owned_goals', to='schools.membership', verbose_name='eigenaar'),
        ),
        migrations.AddField(
            model_name='goal',
            name='proposer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposed_goals', to='schools.membership'),
        ),
        migrations.CreateModel(
            name='Evaluation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(verbose_name='gepland op')),
                ('held_on', models.DateField(blank=True, null=True)),
                ('seen', models.TextField(blank=True, verbose_name='wat zien we')),
                ('progress', models.PositiveSmallIntegerField(blank=True, choices=[(0, 'Aan het begin'), (1, 'Op weg'), (2, 'Bijna'), (3, 'Er')], null=True, verbose_name='hoe ver zijn we')),
                ('worked', models.TextField(blank=True, verbose_name='wat werkte')),
                ('decision', models.CharField(blank=True, choices=[('continue', 'Doorgaan'), ('adjust', 'Bijstellen'), ('achieved', 'Behaald'), ('secured', 'Geborgd'), ('stop', 'Stoppen')], max_length=8, verbose_name='hoe gaan we verder')),
                ('cancelled_on', models.DateField(blank=True, null=True)),
                ('cancel_reason', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evaluations', to='schools.goal')),
                ('held_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='held_evaluations', to='schools.membership')),
            ],
            options={
                'verbose_name': 'evaluatiemoment',
                'verbose_name_plural': 'evaluatiemomenten',
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions', to='schools.membership', verbose_name='wie pakt het op'),
        ),
        migrations.AddField(
            model_name='action',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='schools.membership', verbose_name='wie'),
        ),
        migrations.CreateModel(
            name='RegionHoliday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(choices=[('noord', 'Noord'), ('midden', 'Midden'), ('zuid', 'Zuid')], max_length=6, verbose_name='regio')),
                ('name', models.CharField(max_length=60, verbose_name='naam')),
                ('starts_on', models.DateField(verbose_name='eerste dag')),
                ('ends_on', models.DateField(verbose_name='laatste dag')),
                ('is_fixed', models.BooleanField(default=False, help_text='Niet aangevinkt: het is een advies.', verbose_name='vastgesteld')),
            ],
            options={
                'verbose_name': 'vakantie van een regio',
                'verbose_name_plural': 'vakanties van de regio’s',
                'ordering': ['starts_on', 'region'],
                'constraints': [models.UniqueConstraint(fields=('region', 'starts_on'), name='region_holiday_once'), models.CheckConstraint(condition=models.Q(('region__in', ['noord', 'midden', 'zuid'])), name='region_holiday_region'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='region_holiday_ends_after_start', violation_error_message='De laatste dag ligt vóór de eerste.')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('week', 'een week ervoor'), ('day', 'op de dag zelf'), ('late', 'als de dag voorbij is')], max_length=4, verbose_name='soort')),
                ('due_on', models.DateField(verbose_name='voor het moment van')),
                ('sent_on', models.DateField(verbose_name='verstuurd op')),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='schools.evaluation')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='schools.membership')),
            ],
            options={
                'verbose_name': 'herinnering',
                'verbose_name_plural': 'herinneringen',
            },
        ),
        migrations.CreateModel(
            name='ReminderWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week', models.BooleanField(default=True, verbose_name='een week ervoor')),
                ('day', models.BooleanField(default=True, verbose_name='op de dag zelf')),
                ('late', models.BooleanField(default=True, verbose_name='als de dag voorbij is')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reminder_wish', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'wens voor herinneringen',
                'verbose_name_plural': 'wensen voor herinneringen',
            },
        ),
        migrations.CreateModel(
            name='School',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=schools.models.organisations.new_code, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=120, verbose_name='naam')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='plaats')),
                ('sector', models.CharField(choices=[('po', 'po'), ('vo', 'vo'), ('both', 'po en vo')], max_length=4, verbose_name='sector')),
                ('region', models.CharField(choices=[('noord', 'Noord'), ('midden', 'Midden'), ('zuid', 'Zuid')], max_length=6, verbose_name='vakantieregio')),
                ('brin', models.CharField(blank=True, db_index=True, max_length=6, validators=[django.core.validators.RegexValidator('^[0-9]{2}[A-Z]{2}([0-9]{2})?$', 'Een BRIN ziet eruit als 12AB of 12AB00.')], verbose_name='BRIN')),
                ('mailbox', models.EmailField(blank=True, max_length=254, verbose_name='functionele mailbox')),
                ('second_factor_since', models.DateTimeField(blank=True, null=True, verbose_name='vraagt extra beveiliging sinds')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='aangemaakt op')),
                ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='gearchiveerd op')),
                ('board', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='schools', to='schools.board', verbose_name='bestuur')),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='schools.school', verbose_name='opgegaan in')),
            ],
            options={
                'verbose_name': 'school',
                'verbose_name_plural': 'scholen',
            },
        ),
        migrations.AddField(
            model_name='membership',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='schools.school', verbose_name='school'),
        ),
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deed', models.CharField(max_length=40)),
                ('subject', models.CharField(max_length=250)),
                ('by_site', models.BooleanField(default=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deeds', to='schools.membership')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='journal', to='schools.school')),
            ],
            options={
                'verbose_name': 'regel in het logboek',
                'verbose_name_plural': 'logboek',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mailadres')),
                ('role', models.CharField(choices=[('teacher', 'leerkracht'), ('coordinator', 'IB’er of zorgcoördinator'), ('principal', 'directeur of teamleider')], default='teacher', max_length=11, verbose_name='rol')),
                ('is_admin', models.BooleanField(default=False, verbose_name='beheert de accounts')),
                ('token_digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='verstuurd op')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='aangenomen op')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='ingetrokken op')),
                ('invited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations', to='schools.membership')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='schools.school')),
            ],
            options={
                'verbose_name': 'uitnodiging',
                'verbose_name_plural': 'uitnodigingen',
            },
        ),
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='naam')),
                ('starts_on', models.DateField(verbose_name='eerste dag')),
                ('ends_on', models.DateField(verbose_name='laatste dag')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holidays', to='schools.school')),
            ],
            options={
                'verbose_name': 'vakantie',
                'verbose_name_plural': 'vakanties',
                'ordering': ['starts_on', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='goal',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='schools.school'),
        ),
        migrations.CreateModel(
            name='BoardShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='sinds')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='tot')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='schools.board')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='schools.membership')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='board_shares', to='schools.school')),
            ],
            options={
                'verbose_name': 'keer delen met het bestuur',
                'verbose_name_plural': 'keren delen met het bestuur',
            },
        ),
        migrations.AddField(
            model_name='agendamoment',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agenda_moments', to='schools.school'),
        ),
        migrations.AddField(
            model_name='user',
            name='last_school',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='schools.school', verbose_name='laatste school'),
        ),
        migrations.CreateModel(
            name='SchoolRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_name', models.CharField(max_length=120, verbose_name='naam van de school')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='plaats')),
                ('brin', models.CharField(blank=True, max_length=6, verbose_name='BRIN')),
                ('sector', models.CharField(choices=[('po', 'po'), ('vo', 'vo'), ('both', 'po en vo')], max_length=4, verbose_name='sector')),
                ('name', models.CharField(max_length=120, verbose_name='naam')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mailadres')),
                ('role', models.CharField(choices=[('teacher', 'leerkracht, docent of mentor'), ('coordinator', 'IB’er of zorgcoördinator'), ('principal', 'directeur of teamleider')], max_length=11, verbose_name='rol')),
                ('why', models.TextField(blank=True, max_length=1000, verbose_name='waarom')),
                ('token_digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='verstuurd op')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='bevestigd op')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='besloten op')),
                ('decision', models.CharField(blank=True, choices=[('granted', 'toegelaten'), ('refused', 'afgewezen')], max_length=7, verbose_name='besluit')),
                ('answer', models.TextField(blank=True, max_length=1000, verbose_name='antwoord')),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='schools.school', verbose_name='bestaande school')),
            ],
            options={
                'verbose_name': 'aanvraag',
                'verbose_name_plural': 'aanvragen',
                'ordering': ['-sent_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='naam')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='opgeheven op')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='led_teams', to='schools.membership', verbose_name='trekker')),
                ('members', models.ManyToManyField(blank=True, related_name='teams', to='schools.membership', verbose_name='leden')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='teams', to='schools.school')),
            ],
            options={
                'verbose_name': 'team',
                'verbose_name_plural': 'teams',
            },
        ),
        migrations.AddField(
            model_name='goal',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='goals', to='schools.team', verbose_name='team'),
        ),
        migrations.AddField(
            model_name='agendamoment',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='agenda_moments', to='schools.team', verbose_name='team'),
        ),
        migrations.CreateModel(
            name='WavedProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_year', models.PositiveSmallIntegerField()),
                ('key', models.SlugField(max_length=30)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waved_proposals', to='schools.school')),
            ],
            options={
                'verbose_name': 'weggewuifd voorstel',
                'verbose_name_plural': 'weggewuifde voorstellen',
            },
        ),
        migrations.CreateModel(
            name='BoardMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='sinds')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='tot')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='schools.board', verbose_name='bestuur')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'bestuurslid',
                'verbose_name_plural': 'bestuursleden',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('user', 'board'), name='board_membership_once_per_board', violation_error_message='Deze persoon hoort al bij dit bestuur.')],
            },
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['goal', 'action', 'question', 'own'])), name='agenda_item_kind'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='agenda_item_has_text', violation_error_message='Schrijf op waar het over gaat.'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__range', (1, 480))), name='agenda_item_minutes', violation_error_message='Een punt duurt 1 tot 480 minuten.'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(condition=models.Q(('goal__isnull', False)), fields=('moment', 'goal'), name='agenda_item_goal_once', violation_error_message='Dit doel staat al op de agenda.'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(condition=models.Q(('decision__isnull', False)), fields=('moment', 'decision'), name='agenda_item_decision_once', violation_error_message='Deze actie staat al op de agenda.'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(condition=models.Q(('action__isnull', False)), fields=('moment', 'action'), name='agenda_item_action_once', violation_error_message='Deze actie staat al op de agenda.'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.CheckConstraint(condition=models.Q(('held_on__isnull', True), models.Q(('progress__range', (0, 3)), models.Q(('decision', ''), _negated=True), models.Q(('seen', ''), _negated=True)), _connector='OR'), name='evaluation_held_is_complete', violation_error_message='Vul in wat jullie zien, hoe ver jullie zijn en hoe jullie verdergaan.'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.CheckConstraint(condition=models.Q(('decision__in', ['', 'continue', 'adjust', 'achieved', 'secured', 'stop'])), name='evaluation_decision'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.CheckConstraint(condition=models.Q(('cancelled_on__isnull', True), models.Q(('held_on__isnull', True), models.Q(('cancel_reason', ''), _negated=True)), _connector='OR'), name='evaluation_cancelled_with_reason', violation_error_message='Schrijf op waarom het moment vervalt.'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='decision_has_text', violation_error_message='Schrijf op wat jullie besloten.'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('done_on__isnull', True), ('done_on__gte', models.F('made_on')), _connector='OR'), name='decision_done_after_made', violation_error_message='Een besluit kan niet klaar zijn voordat het genomen is.'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='action_has_text', violation_error_message='Schrijf op wat er gebeurt.'),
        ),
        migrations.AddIndex(
            model_name='reminder',
            index=models.Index(fields=['sent_on'], name='reminder_sent_on'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('evaluation', 'member', 'kind', 'due_on'), name='reminder_once', violation_error_message='Deze herinnering is al verstuurd.'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['week', 'day', 'late'])), name='reminder_kind'),
        ),
        migrations.AddConstraint(
            model_name='school',
            constraint=models.CheckConstraint(condition=models.Q(('sector__in', ['po', 'vo', 'both'])), name='school_sector'),
        ),
        migrations.AddConstraint(
            model_name='school',
            constraint=models.CheckConstraint(condition=models.Q(('region__in', ['noord', 'midden', 'zuid'])), name='school_region'),
        ),
        migrations.AddConstraint(
            model_name='school',
            constraint=models.CheckConstraint(condition=models.Q(('brin', ''), ('brin__regex', '^[0-9]{2}[A-Z]{2}([0-9]{2})?$'), _connector='OR'), name='school_brin', violation_error_message='Een BRIN ziet eruit als 12AB of 12AB00.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('left_at__isnull', True)), fields=('user', 'school'), name='membership_once_per_school', violation_error_message='Deze persoon is al lid van deze school.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['teacher', 'coordinator', 'principal'])), name='membership_role'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('school', 'email'), name='invitation_once_open', violation_error_message='Voor dit adres staat al een uitnodiging open.'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='invitation_email_lower_case', violation_error_message='Schrijf het adres in kleine letters.'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['teacher', 'coordinator', 'principal'])), name='invitation_role', violation_error_message='Kies een van de rollen.'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True), _connector='OR'), name='invitation_accepted_or_withdrawn', violation_error_message='Een uitnodiging die aangenomen is, kan niet meer worden ingetrokken.'),
        ),
        migrations.AddConstraint(
            model_name='holiday',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='holiday_has_name'),
        ),
        migrations.AddConstraint(
            model_name='holiday',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='holiday_ends_after_start', violation_error_message='De laatste dag ligt vóór de eerste.'),
        ),
        migrations.AddConstraint(
            model_name='boardshare',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('school',), name='board_share_once_per_school', violation_error_message='De school deelt al met het bestuur.'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_unique', violation_error_message='Er is al een account met dit e-mailadres.'),
        ),
        migrations.AddConstraint(
            model_name='schoolrequest',
            constraint=models.CheckConstraint(condition=models.Q(('brin', ''), ('brin__regex', '^[0-9]{2}[A-Z]{2}([0-9]{2})?$'), _connector='OR'), name='request_brin', violation_error_message='Een BRIN ziet eruit als 12AB of 12AB00.'),
        ),
        migrations.AddConstraint(
            model_name='schoolrequest',
            constraint=models.CheckConstraint(condition=models.Q(('sector__in', ['po', 'vo', 'both'])), name='request_sector'),
        ),
        migrations.AddConstraint(
            model_name='schoolrequest',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['teacher', 'coordinator', 'principal'])), name='request_role'),
        ),
        migrations.AddConstraint(
            model_name='schoolrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decision', '')), models.Q(('confirmed_at__isnull', False), ('decided_at__isnull', False), ('decision__in', ['granted', 'refused'])), _connector='OR'), name='request_decided_after_confirmed', violation_error_message='Een aanvraag wordt pas beoordeeld als het e-mailadres is bevestigd.'),
        ),
        migrations.AddConstraint(
            model_name='team',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='team_has_name'),
        ),
        migrations.AddConstraint(
            model_name='team',
            constraint=models.UniqueConstraint(models.F('school'), django.db.models.functions.text.Lower('name'), condition=models.Q(('ended_at__isnull', True)), name='team_name_once_per_school', violation_error_message='Er is al een team met deze naam.'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('scope__in', ['school', 'team', 'class'])), name='goal_scope'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scope', 'team'), ('team__isnull', False)), models.Q(models.Q(('scope', 'team'), _negated=True), ('team__isnull', True)), _connector='OR'), name='goal_of_a_team_has_one', violation_error_message='Kies bij een doel voor een team ook welk team.'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('shown_at__isnull', True), ('scope', 'class'), _connector='OR'), name='goal_shown_is_of_a_class', violation_error_message='Een doel van de school of van een team ziet iedereen al.'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('proposer__isnull', True), models.Q(('scope', 'class'), _negated=True), _connector='OR'), name='goal_of_a_class_is_not_proposed', violation_error_message='Een doel voor je eigen klas hoef je niet voor te stellen.'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('proposed_at__isnull', True), ('proposer__isnull', False), _connector='OR'), name='goal_proposed_by_someone', violation_error_message='Van een voorstel is bekend wie het deed.'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('declined_at__isnull', True), models.Q(('proposed_at__isnull', False), ('started_on__isnull', True), models.Q(('decline_reason', ''), _negated=True)), _connector='OR'), name='goal_declined_with_reason', violation_error_message='Schrijf erbij waarom het voorstel niet doorgaat.'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('aim', ''), _negated=True), name='goal_has_aim'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('ring__isnull', True), ('ring__range', (1, 6)), _connector='OR'), name='goal_ring_exists'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('achieved_on__isnull', True), ('started_on__isnull', False), _connector='OR'), name='goal_achieved_after_start', violation_error_message='Een doel dat nog niet loopt, kan niet behaald zijn.'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('secured_on__isnull', True), ('achieved_on__isnull', False), _connector='OR'), name='goal_secured_after_achieved', violation_error_message='Een doel wordt pas geborgd als het behaald is.'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('stopped_on__isnull', True), models.Q(('started_on__isnull', False), models.Q(('stop_reason', ''), _negated=True)), _connector='OR'), name='goal_stopped_with_reason', violation_error_message='Schrijf op waarom het doel stopt.'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('stopped_on__isnull', True), ('secured_on__isnull', True), _connector='OR'), name='goal_stopped_or_secured', violation_error_message='Een doel dat geborgd is, kan niet meer stoppen.'),
        ),
        migrations.AddIndex(
            model_name='agendamoment',
            index=models.Index(fields=['school', 'starts_at'], name='moment_by_school_and_time'),
        ),
        migrations.AddConstraint(
            model_name='agendamoment',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='moment_ends_after_start', violation_error_message='Het einde ligt vóór het begin. Kies een later einde.'),
        ),
        migrations.AddConstraint(
            model_name='agendamoment',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['meeting', 'training', 'briefing', 'evaluation', 'own'])), name='moment_kind', violation_error_message='Kies wat voor moment het is.'),
        ),
        migrations.AddConstraint(
            model_name='agendamoment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancel_reason', ''), ('cancelled_at__isnull', True)), models.Q(('cancelled_at__isnull', False), models.Q(('cancel_reason', ''), _negated=True)), _connector='OR'), name='moment_cancelled_with_reason', violation_error_message='Schrijf op waarom het moment vervalt.'),
        ),
    ]
