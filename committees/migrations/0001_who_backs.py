import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('households', '0001_case_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Committee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('steering', 'คณะทำงานการขับเคลื่อนโครงการ'), ('monitoring', 'คณะทำงานสนับสนุนและกำกับติดตาม'), ('sub', 'คณะทำงานย่อย')], max_length=10, verbose_name='ชนิดคณะ')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, unique=True, verbose_name='คณะที่')),
                ('name', models.CharField(max_length=200, verbose_name='ชื่อคณะ')),
                ('short_name', models.CharField(max_length=60, verbose_name='ชื่อย่อ')),
                ('duty', models.TextField(blank=True, verbose_name='หน้าที่')),
            ],
            options={
                'verbose_name': 'คณะทำงาน',
                'verbose_name_plural': 'คณะทำงาน',
                'ordering': ['number', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='เลขที่')),
                ('issued_on', models.DateField(verbose_name='ลงวันที่')),
                ('title', models.CharField(max_length=300, verbose_name='เรื่อง')),
            ],
            options={
                'verbose_name': 'คำสั่ง',
                'verbose_name_plural': 'คำสั่ง',
                'ordering': ['-issued_on'],
            },
        ),
        migrations.CreateModel(
            name='Obstacle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('budget', 'งบประมาณ'), ('staff', 'เจ้าหน้าที่ไม่พอ'), ('land', 'ที่ดินทำกิน'), ('rules', 'ระเบียบหรือขั้นตอน'), ('coordination', 'การประสานงาน'), ('other', 'อื่น ๆ')], max_length=12, verbose_name='เรื่อง')),
                ('text', models.TextField(verbose_name='ปัญหา อุปสรรค')),
                ('proposal', models.TextField(blank=True, verbose_name='ข้อเสนอแนะ')),
                ('answer', models.TextField(blank=True, verbose_name='คำตอบ')),
                ('raised_on', models.DateField(verbose_name='แจ้งเมื่อ')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='ตอบเมื่อ')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('committee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='obstacles', to='committees.committee', verbose_name='คณะทำงาน')),
                ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='obstacles', to='households.district', verbose_name='อำเภอ')),
                ('raised_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'ปัญหา อุปสรรค',
                'verbose_name_plural': 'ปัญหา อุปสรรค',
                'ordering': ['-raised_on', '-id'],
            },
        ),
        migrations.AddField(
            model_name='committee',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='committees', to='committees.order', verbose_name='คำสั่ง'),
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(verbose_name='ขอให้ช่วยอะไร')),
                ('state', models.CharField(choices=[('sent', 'ส่งแล้ว รอคณะรับเรื่อง'), ('acknowledged', 'รับเรื่องแล้ว รอคำตอบ'), ('accepted', 'รับจะช่วย รอส่งมอบ'), ('declined', 'ช่วยไม่ได้'), ('delivered', 'ส่งมอบแล้ว รอยืนยัน'), ('confirmed', 'ยืนยันว่าได้รับแล้ว')], default='sent', max_length=12, verbose_name='สถานะ')),
                ('asked_on', models.DateField()),
                ('state_since', models.DateField()),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='committees.committee')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='households.household')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='households.need')),
            ],
            options={
                'verbose_name': 'คำขอรับการสนับสนุน',
                'verbose_name_plural': 'คำขอรับการสนับสนุน',
                'ordering': ['-asked_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ReferralAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('sent', 'ส่งแล้ว รอคณะรับเรื่อง'), ('acknowledged', 'รับเรื่องแล้ว รอคำตอบ'), ('accepted', 'รับจะช่วย รอส่งมอบ'), ('declined', 'ช่วยไม่ได้'), ('delivered', 'ส่งมอบแล้ว รอยืนยัน'), ('confirmed', 'ยืนยันว่าได้รับแล้ว')], max_length=12)),
                ('text', models.TextField(blank=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='committees.referral')),
            ],
            options={
                'verbose_name': 'คำตอบ',
                'verbose_name_plural': 'คำตอบ',
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('chair', 'ประธาน'), ('vice', 'รองประธาน'), ('member', 'กรรมการ'), ('secretary', 'เลขานุการ')], max_length=10, verbose_name='ตำแหน่งในคณะ')),
                ('position', models.CharField(blank=True, help_text='empty: not named in public', max_length=150, verbose_name='โดยตำแหน่ง')),
                ('place', models.PositiveSmallIntegerField(default=0, verbose_name='ลำดับ')),
                ('started_on', models.DateField(verbose_name='ตั้งแต่')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ถึง')),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='committees.committee', verbose_name='คณะ')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ดำรง')),
            ],
            options={
                'verbose_name': 'ที่นั่งในคณะ',
                'verbose_name_plural': 'ที่นั่งในคณะ',
                'ordering': ['committee', 'place', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=200, verbose_name='ให้อะไร')),
                ('items', models.PositiveIntegerField(default=1, verbose_name='จำนวน (รายการ)')),
                ('baht', models.PositiveIntegerField(default=0, verbose_name='มูลค่า (บาท)')),
                ('source', models.CharField(choices=[('state', 'งบประมาณของรัฐ'), ('local', 'องค์กรปกครองส่วนท้องถิ่น'), ('private', 'ภาคเอกชน'), ('charity', 'มูลนิธิหรือการกุศล'), ('community', 'ชุมชน')], max_length=10, verbose_name='แหล่งที่มา')),
                ('delivered_on', models.DateField(verbose_name='วันที่ส่งมอบ')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supports', to='committees.committee')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supports', to='households.household')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('referral', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supports', to='committees.referral')),
            ],
            options={
                'verbose_name': 'การช่วยเหลือ',
                'verbose_name_plural': 'การช่วยเหลือ',
                'ordering': ['-delivered_on', '-id'],
            },
        ),
        migrations.AddConstraint(
            model_name='committee',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'sub'), ('number__in', [1, 2, 3, 4, 5, 6])), models.Q(models.Q(('kind', 'sub'), _negated=True), ('number__isnull', True)), _connector='OR'), name='committee_six_subs'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['committee', 'state'], name='committees__committ_c0aebf_idx'),
        ),
        migrations.AddConstraint(
            model_name='referralanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='answer_declines_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='seat_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('committee', 'place'), name='seat_one_open_a_place'),
        ),
        migrations.AddIndex(
            model_name='support',
            index=models.Index(fields=['delivered_on'], name='committees__deliver_88bce1_idx'),
        ),
    ]
