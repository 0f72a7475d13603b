import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('reflections', '0001_initial'),
        ('schools', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='peeranswer',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='peer_answers', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='peerconversation',
            name='asker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conversations_asked', to='schools.membership'),
        ),
        migrations.AddField(
            model_name='peerconversation',
            name='partner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conversations_joined', to='schools.membership'),
        ),
        migrations.AddField(
            model_name='peeranswer',
            name='conversation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='reflections.peerconversation'),
        ),
        migrations.AddField(
            model_name='questionmail',
            name='user',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='question_mail', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reaction',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reflection',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reflections', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='share',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares_given', to='schools.membership'),
        ),
        migrations.AddField(
            model_name='share',
            name='reflection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='reflections.reflection'),
        ),
        migrations.AddField(
            model_name='share',
            name='to',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares_received', to='schools.membership'),
        ),
        migrations.AddField(
            model_name='reaction',
            name='share',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to='reflections.share'),
        ),
        migrations.AddConstraint(
            model_name='peerconversation',
            constraint=models.CheckConstraint(condition=models.Q(('asker', models.F('partner')), _negated=True), name='conversation_with_someone_else'),
        ),
        migrations.AddConstraint(
            model_name='peerconversation',
            constraint=models.CheckConstraint(condition=models.Q(('opened_at__isnull', True), models.Q(('asker_ready_at__isnull', False), ('partner_ready_at__isnull', False)), _connector='OR'), name='conversation_opens_when_both_are_ready', violation_error_message='Het gesprek gaat open als jullie allebei klaar zijn.'),
        ),
        migrations.AddConstraint(
            model_name='peerconversation',
            constraint=models.CheckConstraint(condition=models.Q(('opened_at__isnull', True), ('ended_at__isnull', True), _connector='OR'), name='conversation_ends_before_it_opens', violation_error_message='Een gesprek dat open is, kan niet meer worden ingetrokken.'),
        ),
        migrations.AddConstraint(
            model_name='peeranswer',
            constraint=models.UniqueConstraint(fields=('conversation', 'author', 'question'), name='peer_answer_once_per_question'),
        ),
        migrations.AddConstraint(
            model_name='questionmail',
            constraint=models.CheckConstraint(condition=models.Q(('weekday__range', (0, 4))), name='question_mail_on_a_school_day'),
        ),
        migrations.AddConstraint(
            model_name='questionmail',
            constraint=models.CheckConstraint(condition=models.Q(('hour__range', (6, 21))), name='question_mail_by_day'),
        ),
        migrations.AddConstraint(
            model_name='reflection',
            constraint=models.UniqueConstraint(fields=('author', 'question', 'written_on'), name='reflection_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='share',
            constraint=models.UniqueConstraint(fields=('reflection', 'to'), name='share_once_per_colleague', violation_error_message='Je deelt dit al met deze collega.'),
        ),
        migrations.AddConstraint(
            model_name='share',
            constraint=models.CheckConstraint(condition=models.Q(('by', models.F('to')), _negated=True), name='share_with_someone_else'),
        ),
        migrations.AddConstraint(
            model_name='share',
            constraint=models.CheckConstraint(condition=models.Q(('way__in', ['copy', 'live'])), name='share_way'),
        ),
    ]
