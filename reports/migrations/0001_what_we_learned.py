import django.db.models.deletion
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
            name='Addressee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='ผู้รับ')),
                ('email', models.EmailField(max_length=254, verbose_name='อีเมล')),
                ('kind', models.CharField(choices=[('month', 'รายเดือน'), ('quarter', 'รายไตรมาส'), ('year', 'รายปี')], max_length=8, verbose_name='รายงาน')),
                ('needs_signature', models.BooleanField(default=True, verbose_name='ส่งเมื่อลงนามแล้วเท่านั้น')),
                ('is_active', models.BooleanField(default=True, verbose_name='ใช้อยู่')),
            ],
            options={
                'verbose_name': 'ผู้รับรายงาน',
                'verbose_name_plural': 'ผู้รับรายงาน',
                'constraints': [models.UniqueConstraint(fields=('email', 'kind'), name='addressee_once_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=30, unique=True, verbose_name='เลขที่รายงาน')),
                ('kind', models.CharField(choices=[('month', 'รายเดือน'), ('quarter', 'รายไตรมาส'), ('year', 'รายปี')], max_length=8, verbose_name='ชนิด')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('edition', models.PositiveSmallIntegerField(default=1, verbose_name='ฉบับที่')),
                ('state', models.CharField(choices=[('draft', 'ร่าง'), ('checked', 'ตรวจแล้ว รอลงนาม'), ('signed', 'ลงนามแล้ว')], default='draft', max_length=8, verbose_name='สถานะ')),
                ('cut_off', models.DateTimeField(help_text='nothing received later is in it', verbose_name='ข้อมูล ณ')),
                ('figures', models.JSONField(help_text='frozen; reports.figures.monthly reads and writes it')),
                ('problems', models.TextField(blank=True, verbose_name='ปัญหา อุปสรรค')),
                ('proposals', models.TextField(blank=True, verbose_name='ข้อเสนอแนะ')),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('letter_number', models.CharField(blank=True, max_length=60, verbose_name='เลขที่หนังสือ')),
                ('letter_date', models.DateField(blank=True, null=True, verbose_name='ลงวันที่')),
                ('signed_scan', models.CharField(blank=True, help_text='sha256 of the stored scan', max_length=64)),
                ('signed_at', models.DateTimeField(blank=True, null=True)),
                ('pdf_sha256', models.CharField(blank=True, max_length=64)),
                ('xlsx_sha256', models.CharField(blank=True, max_length=64)),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'รายงาน',
                'verbose_name_plural': 'รายงาน',
                'ordering': ['-starts_on', '-edition'],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'รอส่ง'), ('sending', 'กำลังส่ง'), ('sent', 'ส่งแล้ว'), ('acknowledged', 'ผู้รับยืนยันแล้ว'), ('failed', 'ส่งไม่สำเร็จ')], default='waiting', max_length=12)),
                ('message_id', models.CharField(max_length=120, unique=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('addressee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='reports.addressee')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='reports.report')),
            ],
            options={
                'verbose_name': 'การส่งรายงาน',
                'verbose_name_plural': 'การส่งรายงาน',
            },
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('kind', 'starts_on', 'edition'), name='report_once_a_period_and_edition'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='report_period_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'signed'), _negated=True), models.Q(models.Q(('letter_number', ''), _negated=True), ('letter_date__isnull', False), models.Q(('pdf_sha256', ''), _negated=True), models.Q(('xlsx_sha256', ''), _negated=True)), _connector='OR'), name='report_signed_has_letter_and_bytes'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('report', 'addressee'), name='delivery_once_an_addressee'),
        ),
    ]
