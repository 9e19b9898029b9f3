import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('households', '0001_case_files'),
        ('officers', '0001_account'),
    ]

    operations = [
        migrations.AlterModelManagers(
            name='officer',
            managers=[
            ],
        ),
        migrations.AlterField(
            model_name='officer',
            name='groups',
            field=models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups'),
        ),
        migrations.AlterField(
            model_name='officer',
            name='is_superuser',
            field=models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status'),
        ),
        migrations.AlterField(
            model_name='officer',
            name='user_permissions',
            field=models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions'),
        ),
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='ชื่อหน่วยงาน')),
                ('name_key', models.CharField(blank=True, editable=False, max_length=1000)),
                ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agencies', to='households.district', verbose_name='อำเภอ')),
            ],
            options={
                'verbose_name': 'หน่วยงาน',
                'verbose_name_plural': 'หน่วยงาน',
                'ordering': ['name_key'],
            },
        ),
        migrations.AddField(
            model_name='officer',
            name='agency',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='officers', to='officers.agency'),
        ),
        migrations.CreateModel(
            name='Annex',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, verbose_name='ชื่อไฟล์')),
                ('digest', models.CharField(help_text='sha256 of the bytes; also the stored name', max_length=64)),
                ('order_number', models.CharField(blank=True, max_length=40, verbose_name='เลขที่คำสั่ง')),
                ('arrived_at', models.DateTimeField(auto_now_add=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('paired', models.PositiveSmallIntegerField(default=0, verbose_name='จับคู่แล้ว')),
                ('added', models.ManyToManyField(help_text='whose accounts it made: each needs a slip', related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='annexes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'บัญชีจับคู่',
                'verbose_name_plural': 'บัญชีจับคู่',
                'ordering': ['-arrived_at'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_hash', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, help_text='used, or replaced by a newer slip', null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'ใบเชิญ',
                'verbose_name_plural': 'ใบเชิญ',
            },
        ),
        migrations.CreateModel(
            name='Pairing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(verbose_name='ที่')),
                ('kind', models.CharField(choices=[('person', 'บุคคลต่อบุคคล'), ('family', 'ครอบครัวต่อครอบครัว'), ('group', 'กลุ่มต่อครอบครัว'), ('organisation', 'องค์กรต่อครอบครัว')], default='person', max_length=12, verbose_name='รูปแบบ')),
                ('on_behalf_of', models.CharField(blank=True, max_length=200, verbose_name='ในนามของ')),
                ('order_number', models.CharField(blank=True, max_length=40, verbose_name='เลขที่คำสั่ง')),
                ('started_on', models.DateField(verbose_name='ตั้งแต่')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ถึง')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='เหตุที่สิ้นสุด')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairings', to='households.household')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'คู่เสี่ยว',
                'verbose_name_plural': 'คู่เสี่ยว',
                'ordering': ['-started_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('officer', 'ข้าราชการคู่เสี่ยว'), ('district', 'ผู้ประสานงานอำเภอ'), ('province', 'สำนักงานจังหวัด'), ('importer', 'ผู้นำเข้าข้อมูล'), ('viewer', 'ผู้ดูยอดรวม'), ('auditor', 'ผู้ตรวจสอบ'), ('centre', 'ศูนย์อำนวยการ (ศจพ.)')], max_length=12, verbose_name='บทบาท')),
                ('started_on', models.DateField(verbose_name='ตั้งแต่')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ถึง')),
                ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='households.district')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'การประจำตำแหน่ง',
                'verbose_name_plural': 'การประจำตำแหน่ง',
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('visit', 'เยี่ยมบ้าน พบคนในบ้าน'), ('attempt', 'ไปถึงบ้าน ไม่พบใคร'), ('contact', 'โทรหรือแชต')], max_length=8, verbose_name='แบบ')),
                ('visited_on', models.DateField(verbose_name='วันที่เยี่ยม')),
                ('counted', models.BooleanField(default=False, editable=False)),
                ('met', models.CharField(blank=True, max_length=200, verbose_name='พบใคร')),
                ('done', models.TextField(blank=True, verbose_name='ทำอะไรบ้าง')),
                ('changed', models.TextField(blank=True, verbose_name='มีอะไรเปลี่ยนไป')),
                ('income_month', models.PositiveIntegerField(blank=True, null=True, verbose_name='รายได้เดือนนี้ (บาท)')),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='นัดครั้งต่อไป')),
                ('captured_at', models.DateTimeField(help_text="by the device's clock")),
                ('received_at', models.DateTimeField(help_text="by the server's clock")),
                ('received_on', models.DateField(help_text='the Bangkok date of received_at')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='households.household')),
                ('needs', models.ManyToManyField(blank=True, related_name='visits', to='households.need', verbose_name='สิ่งที่ขาด')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'การเยี่ยม',
                'verbose_name_plural': 'การเยี่ยม',
                'ordering': ['-visited_on', '-received_at'],
            },
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.UniqueConstraint(condition=models.Q(('district__isnull', False)), fields=('name', 'district'), name='agency_once_a_district'),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.UniqueConstraint(condition=models.Q(('district__isnull', True)), fields=('name',), name='agency_once_in_the_province'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('officer',), name='invitation_one_open'),
        ),
        migrations.AddConstraint(
            model_name='pairing',
            constraint=models.CheckConstraint(condition=models.Q(('place__in', [1, 2])), name='pairing_two_places'),
        ),
        migrations.AddConstraint(
            model_name='pairing',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('officer', 'place'), name='pairing_place_holds_one'),
        ),
        migrations.AddConstraint(
            model_name='pairing',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('household',), name='pairing_one_friend_a_household'),
        ),
        migrations.AddConstraint(
            model_name='pairing',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='pairing_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('district__isnull', False), ('role__in', ['officer', 'district'])), models.Q(('district__isnull', True), ('role__in', ['province', 'importer', 'viewer', 'auditor', 'centre'])), _connector='OR'), name='posting_area_fits_role'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='posting_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.UniqueConstraint(condition=models.Q(('district__isnull', False), ('ended_on__isnull', True)), fields=('officer', 'role', 'district'), name='posting_open_once_a_district'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.UniqueConstraint(condition=models.Q(('district__isnull', True), ('ended_on__isnull', True)), fields=('officer', 'role'), name='posting_open_once_in_the_province'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.UniqueConstraint(condition=models.Q(('counted', True)), fields=('household', 'visited_on'), name='visit_one_counted_a_day'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(('counted', False), ('kind', 'visit'), _connector='OR'), name='visit_only_visits_count'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(('visited_on__lte', models.F('received_on'))), name='visit_never_in_the_future'),
        ),
    ]
