import django.db.models.deletion
import kusiao.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='District',
            fields=[
                ('code', models.CharField(max_length=4, primary_key=True, serialize=False, verbose_name='รหัส')),
                ('name_th', models.CharField(max_length=80, unique=True, verbose_name='อำเภอ')),
                ('name_en', models.CharField(max_length=80)),
                ('name_key', models.CharField(editable=False, max_length=400)),
                ('latitude', models.FloatField(help_text='degrees, approximate centre')),
                ('longitude', models.FloatField(help_text='degrees, approximate centre')),
                ('village_count', models.PositiveSmallIntegerField()),
                ('urban_community_count', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'อำเภอ',
                'verbose_name_plural': 'อำเภอ',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Household',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('house_number', models.CharField(blank=True, max_length=40, verbose_name='บ้านเลขที่')),
                ('house_code', models.CharField(blank=True, help_text='11 digits; two households may share one; names no place', max_length=11, verbose_name='รหัสบ้าน')),
                ('head_name', models.CharField(max_length=250, verbose_name='หัวหน้าครัวเรือน')),
                ('head_name_key', models.CharField(editable=False, max_length=1100)),
                ('phone', models.CharField(blank=True, max_length=10, verbose_name='โทรศัพท์')),
                ('latitude', models.FloatField(blank=True, null=True)),
                ('longitude', models.FloatField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1, help_text='goes up by one at every edit by a person')),
                ('edited_at', models.DateTimeField(blank=True, help_text='last edit by a person, not by an import', null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'ครัวเรือน',
                'verbose_name_plural': 'ครัวเรือน',
                'ordering': ['head_name_key', 'id'],
            },
        ),
        migrations.CreateModel(
            name='IncomeLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_year', models.PositiveSmallIntegerField(unique=True)),
                ('last_year', models.PositiveSmallIntegerField()),
                ('baht', models.PositiveIntegerField(verbose_name='เส้นรายได้ (บาท/คน/ปี)')),
                ('confirmed', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name': 'เส้นรายได้',
                'verbose_name_plural': 'เส้นรายได้',
                'ordering': ['first_year'],
            },
        ),
        migrations.CreateModel(
            name='IndicatorSet',
            fields=[
                ('code', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('first_year', models.PositiveSmallIntegerField()),
                ('last_year', models.PositiveSmallIntegerField()),
                ('income_number', models.PositiveSmallIntegerField(help_text='the indicator that is the income test')),
            ],
            options={
                'verbose_name': 'ชุดตัวชี้วัด จปฐ.',
                'verbose_name_plural': 'ชุดตัวชี้วัด จปฐ.',
                'ordering': ['first_year'],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('code', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('name_th', models.CharField(max_length=80, verbose_name='สิ่งที่ขาด')),
                ('committee_number', models.PositiveSmallIntegerField(verbose_name='คณะย่อยที่')),
                ('order', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'รหัสความต้องการ',
                'verbose_name_plural': 'รหัสความต้องการ',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='Subdistrict',
            fields=[
                ('code', models.CharField(max_length=6, primary_key=True, serialize=False, verbose_name='รหัส')),
                ('name_th', models.CharField(max_length=80, verbose_name='ตำบล')),
                ('name_en', models.CharField(max_length=80)),
                ('name_key', models.CharField(editable=False, max_length=400)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subdistricts', to='households.district')),
            ],
            options={
                'verbose_name': 'ตำบล',
                'verbose_name_plural': 'ตำบล',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('members_count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='จำนวนสมาชิก')),
                ('income_main', models.PositiveIntegerField(blank=True, null=True)),
                ('income_second', models.PositiveIntegerField(blank=True, null=True)),
                ('income_other', models.PositiveIntegerField(blank=True, null=True)),
                ('income_own_produce', models.PositiveIntegerField(blank=True, null=True)),
                ('income_total', models.PositiveIntegerField(blank=True, null=True, verbose_name='รายได้รวมต่อปี')),
                ('income_per_person_year', models.PositiveIntegerField(blank=True, null=True, verbose_name='รายได้เฉลี่ยต่อคนต่อปี')),
                ('expenses', models.PositiveIntegerField(blank=True, null=True, verbose_name='รายจ่ายต่อปี')),
                ('debt_formal', models.PositiveIntegerField(blank=True, null=True, verbose_name='หนี้ในระบบ')),
                ('debt_fund', models.PositiveIntegerField(blank=True, null=True, verbose_name='หนี้กองทุน')),
                ('debt_informal', models.PositiveIntegerField(blank=True, null=True, verbose_name='หนี้นอกระบบ')),
                ('happiness', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='ความสุข (0–10)')),
                ('line_baht', models.PositiveIntegerField(help_text='the line of that round, kept with the result')),
                ('below_line', models.BooleanField(blank=True, help_text='empty: income not measured', null=True, verbose_name='ต่ำกว่าเส้น')),
                ('results', models.CharField(blank=True, max_length=60)),
                ('failing_persons', models.JSONField(blank=True, default=dict)),
                ('causes', models.TextField(blank=True, verbose_name='สาเหตุ')),
                ('note', models.TextField(blank=True, verbose_name='หมายเหตุ')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='households.household')),
            ],
            options={
                'verbose_name': 'ผลสำรวจ จปฐ.',
                'verbose_name_plural': 'ผลสำรวจ จปฐ.',
                'ordering': ['-round'],
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entered_on', models.DateField(verbose_name='เข้าทะเบียนเมื่อ')),
                ('basis', models.CharField(choices=[('survey', 'จากผลสำรวจ จปฐ.'), ('nominated', 'คนตกหล่น เสนอชื่อเพิ่ม'), ('reentry', 'กลับเข้าโครงการ')], max_length=10, verbose_name='ฐานที่เข้า')),
                ('watch_from', models.DateField(blank=True, help_text='exit confirmed that day', null=True, verbose_name='เฝ้าระวังตั้งแต่')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ออกจากทะเบียนเมื่อ')),
                ('end_reason', models.CharField(blank=True, choices=[('graduated', 'พ้นเกณฑ์'), ('died', 'เสียชีวิต'), ('moved', 'ย้ายออก'), ('merged', 'รวมกับครัวเรือนอื่น'), ('refused', 'ไม่ประสงค์เข้าร่วม'), ('other', 'อื่น ๆ')], max_length=10, verbose_name='เหตุที่ออก')),
                ('end_note', models.CharField(blank=True, max_length=300, verbose_name='รายละเอียด')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='households.household')),
                ('survey', models.ForeignKey(blank=True, help_text='the survey at enrolment: the income before', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='households.survey')),
            ],
            options={
                'verbose_name': 'ทะเบียนเป้าหมาย',
                'verbose_name_plural': 'ทะเบียนเป้าหมาย',
                'ordering': ['-entered_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='SurveyFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, verbose_name='ชื่อไฟล์')),
                ('digest', models.CharField(db_index=True, help_text='sha256 of the bytes; also the stored name', max_length=64)),
                ('size', models.PositiveBigIntegerField(help_text='bytes')),
                ('year', models.PositiveSmallIntegerField(verbose_name='ปีที่สำรวจ (พ.ศ.)')),
                ('sheets', models.JSONField(blank=True, default=list, help_text='chosen sheet names; empty: all with a header')),
                ('stage', models.CharField(choices=[('arrived', 'รับไฟล์แล้ว รอตรวจ'), ('checked', 'ตรวจแล้ว รอยืนยัน'), ('confirmed', 'ยืนยันแล้ว กำลังบันทึก'), ('written', 'บันทึกแล้ว'), ('refused', 'ใช้ไม่ได้ทั้งไฟล์'), ('cancelled', 'ยกเลิกแล้ว')], default='arrived', max_length=10, verbose_name='สถานะ')),
                ('skip_refused', models.BooleanField(default=False)),
                ('checks', models.PositiveSmallIntegerField(default=1, help_text='how often it was to be checked; each has its own job')),
                ('moved', models.BooleanField(default=False, help_text='the register changed after the last check; checked again')),
                ('counts', models.JSONField(blank=True, default=dict, help_text='Checked.summary() of the rehearsal')),
                ('layouts', models.JSONField(blank=True, default=list, help_text='what was read of which sheet')),
                ('fingerprint', models.CharField(blank=True, help_text='of the rehearsal; writing must match it', max_length=64)),
                ('refusal', models.CharField(blank=True, max_length=400)),
                ('arrived_at', models.DateTimeField(auto_now_add=True)),
                ('written_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'ไฟล์สำรวจ',
                'verbose_name_plural': 'ไฟล์สำรวจ',
                'ordering': ['-arrived_at'],
            },
        ),
        migrations.AddField(
            model_name='survey',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='households.surveyfile'),
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sheet', models.CharField(blank=True, max_length=100)),
                ('cell', models.CharField(blank=True, max_length=12)),
                ('row', models.PositiveIntegerField(blank=True, null=True)),
                ('column', models.CharField(blank=True, max_length=200)),
                ('verdict', models.CharField(max_length=12)),
                ('code', models.CharField(max_length=40)),
                ('value', models.CharField(blank=True, max_length=200)),
                ('message', models.CharField(max_length=500)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='households.surveyfile')),
            ],
            options={
                'verbose_name': 'ข้อค้นพบ',
                'verbose_name_plural': 'ข้อค้นพบ',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='CheckedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sheet', models.CharField(blank=True, max_length=100)),
                ('row', models.PositiveIntegerField()),
                ('outcome', models.CharField(max_length=10)),
                ('head_name', models.CharField(blank=True, max_length=250)),
                ('place', models.CharField(blank=True, max_length=250)),
                ('differences', models.JSONField(blank=True, default=list, help_text='[field, value now, value in the file]')),
                ('household', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='households.household')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='households.surveyfile')),
            ],
            options={
                'verbose_name': 'แถวที่ตรวจแล้ว',
                'verbose_name_plural': 'แถวที่ตรวจแล้ว',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='SurveyRound',
            fields=[
                ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='ปีที่สำรวจ (พ.ศ.)')),
                ('line_baht', models.PositiveIntegerField(verbose_name='เส้นรายได้ (บาท/คน/ปี)')),
                ('indicator_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='households.indicatorset')),
            ],
            options={
                'verbose_name': 'รอบสำรวจ',
                'verbose_name_plural': 'รอบสำรวจ',
                'ordering': ['year'],
            },
        ),
        migrations.AddField(
            model_name='survey',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='households.surveyround'),
        ),
        migrations.CreateModel(
            name='Village',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moo', models.PositiveSmallIntegerField(verbose_name='หมู่ที่')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='ชื่อหมู่บ้าน/ชุมชน')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='villages', to='households.subdistrict')),
            ],
            options={
                'verbose_name': 'หมู่บ้าน/ชุมชน',
                'verbose_name_plural': 'หมู่บ้าน/ชุมชน',
                'ordering': ['subdistrict_id', 'moo'],
            },
        ),
        migrations.AddField(
            model_name='household',
            name='village',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='households', to='households.village'),
        ),
        migrations.CreateModel(
            name='Classification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('track', models.CharField(choices=[('developable', 'พัฒนาได้'), ('welfare', 'สงเคราะห์')], max_length=12, verbose_name='ประเภท')),
                ('started_on', models.DateField(verbose_name='ตั้งแต่')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ถึง')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='เหตุผล')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='classifications', to='households.household')),
            ],
            options={
                'verbose_name': 'ประเภทครัวเรือน',
                'verbose_name_plural': 'ประเภทครัวเรือน',
                'ordering': ['-started_on', '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('household',), name='classification_one_open'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='classification_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='ข้อ')),
                ('category', models.CharField(help_text='หมวด 1–5 of the older form, ด้าน A–E of the later', max_length=4)),
                ('category_th', models.CharField(blank=True, max_length=60)),
                ('text_th', models.CharField(max_length=300, verbose_name='ตัวชี้วัด')),
                ('unit', models.CharField(choices=[('person', 'คน'), ('household', 'ครัวเรือน')], max_length=10)),
                ('dimension', models.CharField(blank=True, help_text='TPMAP; not the same thing as the category', max_length=20)),
                ('confirmed', models.BooleanField(default=True, help_text='False where no public source settles the text')),
                ('indicator_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='households.indicatorset')),
            ],
            options={
                'verbose_name': 'ตัวชี้วัด จปฐ.',
                'verbose_name_plural': 'ตัวชี้วัด จปฐ.',
                'ordering': ['indicator_set', 'number'],
                'constraints': [models.UniqueConstraint(fields=('indicator_set', 'number'), name='indicator_once_a_set')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, max_length=40, verbose_name='คำนำหน้า')),
                ('first_name', models.CharField(max_length=100, verbose_name='ชื่อ')),
                ('last_name', models.CharField(blank=True, max_length=100, verbose_name='นามสกุล')),
                ('is_head', models.BooleanField(default=False, verbose_name='หัวหน้าครัวเรือน')),
                ('national_id', kusiao.fields.EncryptedTextField(blank=True, default='', verbose_name='เลขประจำตัวประชาชน')),
                ('national_id_index', models.CharField(blank=True, db_index=True, default='', editable=False, max_length=64)),
                ('no_id_reason', models.CharField(blank=True, max_length=100, verbose_name='เหตุที่ไม่มีเลขประจำตัว')),
                ('sex', models.CharField(blank=True, choices=[('m', 'ชาย'), ('f', 'หญิง')], max_length=1, verbose_name='เพศ')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='วันเกิด')),
                ('birth_precision', models.CharField(choices=[('day', 'วัน'), ('month', 'เดือน'), ('year', 'ปี'), ('about', 'ประมาณจากอายุ')], default='day', max_length=5)),
                ('relation', models.CharField(blank=True, max_length=60, verbose_name='ความเกี่ยวข้องกับหัวหน้าครัวเรือน')),
                ('occupation', models.CharField(blank=True, max_length=120, verbose_name='อาชีพ')),
                ('education', models.CharField(blank=True, max_length=120, verbose_name='การศึกษา')),
                ('body_state', kusiao.fields.EncryptedTextField(blank=True, default='', verbose_name='สถานะทางร่างกาย')),
                ('can_help_self', kusiao.fields.EncryptedTextField(blank=True, default='', verbose_name='ช่วยเหลือตัวเอง')),
                ('welfare_card', models.BooleanField(blank=True, null=True, verbose_name='บัตรสวัสดิการแห่งรัฐ')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='ออกจากครัวเรือนเมื่อ')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='households.household')),
            ],
            options={
                'verbose_name': 'สมาชิกครัวเรือน',
                'verbose_name_plural': 'สมาชิกครัวเรือน',
                'ordering': ['-is_head', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_head', True), ('left_on__isnull', True)), fields=('household',), name='member_one_head')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(choices=[(1, 'ชี้เป้าชีวิต'), (2, 'จัดทำเข็มทิศชีวิต'), (3, 'บริหารจัดการชีวิต'), (4, 'ดูแลชีวิต')], verbose_name='กระบวนงาน')),
                ('started_on', models.DateField(verbose_name='ตั้งแต่')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ถึง')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='เหตุผล')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='households.enrolment')),
                ('moved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'กระบวนงาน',
                'verbose_name_plural': 'กระบวนงาน',
                'ordering': ['-started_on', '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('enrolment',), name='step_one_open'), models.CheckConstraint(condition=models.Q(('number__in', [1, 2, 3, 4])), name='step_one_to_four'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='step_ends_after_start')],
            },
        ),
        migrations.AddConstraint(
            model_name='subdistrict',
            constraint=models.UniqueConstraint(fields=('district', 'name_th'), name='subdistrict_once_a_district'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('household',), name='enrolment_one_open'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('ended_on__isnull', True)), models.Q(('ended_on__isnull', False), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='enrolment_ends_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('entered_on')), _connector='OR'), name='enrolment_ends_after_entry'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(('watch_from__isnull', True), ('watch_from__gte', models.F('entered_on')), _connector='OR'), name='enrolment_watch_after_entry'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['file', 'verdict', 'code'], name='households__file_id_115224_idx'),
        ),
        migrations.AddIndex(
            model_name='checkedrow',
            index=models.Index(fields=['file', 'outcome'], name='households__file_id_1b3d5e_idx'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.UniqueConstraint(fields=('household', 'round'), name='survey_once_a_round'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('below_line__isnull', True), ('income_per_person_year__isnull', True)), models.Q(('below_line', True), ('income_per_person_year__lt', models.F('line_baht'))), models.Q(('below_line', False), ('income_per_person_year__gte', models.F('line_baht'))), _connector='OR'), name='survey_line_test_true'),
        ),
        migrations.AddConstraint(
            model_name='village',
            constraint=models.UniqueConstraint(fields=('subdistrict', 'moo'), name='village_once_a_subdistrict'),
        ),
        migrations.AddConstraint(
            model_name='village',
            constraint=models.CheckConstraint(condition=models.Q(('moo__gte', 1), ('moo__lte', 99)), name='village_moo_1_to_99'),
        ),
        migrations.AddIndex(
            model_name='household',
            index=models.Index(fields=['house_code'], name='households__house_c_4da1bb_idx'),
        ),
    ]
