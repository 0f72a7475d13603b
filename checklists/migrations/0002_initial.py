import django.db.models.deletion
import schools.encryption
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('checklists', '0001_initial'),
        ('schools', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='participation',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='schools.membership'),
        ),
        migrations.AddField(
            model_name='priority',
            name='goal',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='schools.goal'),
        ),
        migrations.CreateModel(
            name='RoundKey',
            fields=[
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='key', serialize=False, to='checklists.round')),
                ('secret', schools.encryption.EncryptedText()),
            ],
            options={
                'verbose_name': 'sleutel van een afname',
                'verbose_name_plural': 'sleutels van afnames',
            },
        ),
        migrations.AddField(
            model_name='round',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='schools.membership'),
        ),
        migrations.AddField(
            model_name='round',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='schools.school'),
        ),
        migrations.AddField(
            model_name='round',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='schools.team', verbose_name='voor wie'),
        ),
        migrations.AddField(
            model_name='remark',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='checklists.round'),
        ),
        migrations.AddField(
            model_name='priority',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='priorities', to='checklists.round'),
        ),
        migrations.AddField(
            model_name='participation',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='checklists.round'),
        ),
        migrations.AddField(
            model_name='conversation',
            name='round',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='conversation', to='checklists.round'),
        ),
        migrations.AddField(
            model_name='sheet',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='checklists.round'),
        ),
        migrations.AddField(
            model_name='answer',
            name='sheet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='checklists.sheet'),
        ),
        migrations.AddField(
            model_name='tally',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='checklists.round'),
        ),
        migrations.AddField(
            model_name='teamview',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='team_views', to='checklists.round'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='round_has_name'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('depth__in', ['kern', 'full'])), name='round_depth'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('way__in', ['together', 'alone'])), name='round_way'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True), ('opened_at__isnull', False), ('team__isnull', True)), fields=('school',), name='round_one_open_per_school', violation_error_message='Er is al een afname open voor de hele school. Rond die eerst af.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True), ('opened_at__isnull', False)), fields=('team',), name='round_one_open_per_team', violation_error_message='Er is al een afname open voor dit team. Rond die eerst af.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('opened_at__isnull', False), _connector='OR'), name='round_closed_after_opened'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_at__isnull', True), ('closed_at__isnull', False), _connector='OR'), name='round_agreed_after_closed'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('opens_on__isnull', True), ('closes_on__isnull', True), ('closes_on__gte', models.F('opens_on')), _connector='OR'), name='round_closes_after_it_opens', violation_error_message='De laatste dag ligt vóór de eerste. Kies een latere dag.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('shown_sheets', 0), ('shown_sheets__gte', 5), _connector='OR'), name='round_shows_five_at_least'),
        ),
        migrations.AddConstraint(
            model_name='priority',
            constraint=models.UniqueConstraint(fields=('round', 'item_code'), name='priority_once_per_item'),
        ),
        migrations.AddConstraint(
            model_name='priority',
            constraint=models.UniqueConstraint(fields=('round', 'position'), name='priority_one_per_position'),
        ),
        migrations.AddConstraint(
            model_name='priority',
            constraint=models.CheckConstraint(condition=models.Q(('position__range', (1, 5))), name='priority_five_at_most', violation_error_message='Kies hooguit vijf prioriteiten.'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.UniqueConstraint(fields=('round', 'member'), name='participation_once'),
        ),
        migrations.AddConstraint(
            model_name='conversation',
            constraint=models.CheckConstraint(condition=models.Q(('step', ''), _negated=True), name='conversation_has_step'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.UniqueConstraint(fields=('round', 'digest'), name='sheet_once_per_person'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('sheet', 'item_code'), name='answer_once_per_item'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('sheet', 'flag'), name='answer_flag_once'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('flag__isnull', True), ('flag__range', (1, 3)), _connector='OR'), name='answer_three_flags_at_most', violation_error_message='Je kunt hooguit drie punten aanwijzen.'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('stand__in', ['', '0', '1', '2', '3', 'unknown', 'na'])), name='answer_stand'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.UniqueConstraint(fields=('round', 'item_code', 'stand', 'shown'), name='tally_once'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.CheckConstraint(condition=models.Q(('count__gt', 0)), name='tally_counts_someone'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.CheckConstraint(condition=models.Q(('stand__in', ['0', '1', '2', '3', 'unknown', 'na', 'flag'])), name='tally_stand'),
        ),
        migrations.AddConstraint(
            model_name='teamview',
            constraint=models.UniqueConstraint(fields=('round', 'item_code'), name='team_view_once_per_item'),
        ),
        migrations.AddConstraint(
            model_name='teamview',
            constraint=models.CheckConstraint(condition=models.Q(('stand__in', ['', '0', '1', '2', '3', 'unknown', 'na'])), name='team_view_stand'),
        ),
    ]
