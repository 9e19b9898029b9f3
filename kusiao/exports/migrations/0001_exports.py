import django.db.models.deletion
import django.utils.timezone
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
            name='Export',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ส่งออกเมื่อ')),
                ('page', models.CharField(help_text='the address of the list, by name', max_length=60)),
                ('title', models.CharField(max_length=200, verbose_name='รายการ')),
                ('narrowed_to', models.CharField(blank=True, max_length=300, verbose_name='เลือกเฉพาะ')),
                ('columns', models.JSONField(default=list, verbose_name='ช่อง')),
                ('count', models.PositiveIntegerField(verbose_name='จำนวนแถว')),
                ('form', models.CharField(choices=[('xlsx', 'ตารางคำนวณ (xlsx)'), ('csv', 'ข้อความคั่นด้วยจุลภาค (csv)')], max_length=4, verbose_name='ชนิดไฟล์')),
                ('purpose', models.CharField(max_length=200, verbose_name='ใช้ทำอะไร')),
                ('standing', models.CharField(help_text='postings and seats of the maker, as a digest', max_length=64)),
                ('expires_at', models.DateTimeField(verbose_name='ใช้ได้ถึง')),
                ('content', models.BinaryField(help_text='encrypted; nothing once it has expired', null=True)),
                ('digest', models.CharField(help_text='sha256 of the file as it was handed out', max_length=64)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exports', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'ไฟล์ส่งออก',
                'verbose_name_plural': 'ไฟล์ส่งออก',
                'ordering': ['-made_at', 'id'],
            },
        ),
    ]
