"""The account alone, by hand: everything else may then point at it, in the order of the imports."""

from django.db import migrations, models

import officers.models.officer


class Migration(migrations.Migration):
    initial = True
    dependencies = [("auth", "0012_alter_user_first_name_max_length")]
    operations = [
        migrations.CreateModel(
            name="Officer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("is_superuser", models.BooleanField(default=False)),
                ("username", models.CharField(max_length=150, unique=True, verbose_name="ชื่อผู้ใช้")),
                ("title", models.CharField(blank=True, max_length=40, verbose_name="คำนำหน้า")),
                ("first_name", models.CharField(blank=True, max_length=100, verbose_name="ชื่อ")),
                ("last_name", models.CharField(blank=True, max_length=100, verbose_name="นามสกุล")),
                ("name_key", models.CharField(blank=True, editable=False, max_length=1000)),
                ("position", models.CharField(blank=True, max_length=150, verbose_name="ตำแหน่ง")),
                (
                    "phone",
                    models.CharField(
                        blank=True, max_length=10, null=True, unique=True, verbose_name="โทรศัพท์"
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="อีเมล")),
                ("is_active", models.BooleanField(default=True, verbose_name="ใช้งานได้")),
                ("is_staff", models.BooleanField(default=False, verbose_name="ดูแลตารางอ้างอิง")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True, related_name="user_set", related_query_name="user", to="auth.group"
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True, related_name="user_set", related_query_name="user", to="auth.permission"
                    ),
                ),
            ],
            options={
                "verbose_name": "เจ้าหน้าที่",
                "verbose_name_plural": "เจ้าหน้าที่",
                "ordering": ["name_key", "id"],
            },
            managers=[("objects", officers.models.officer.OfficerManager())],
        )
    ]
