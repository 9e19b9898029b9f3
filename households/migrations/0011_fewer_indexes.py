import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


IMAGES = "ALTER TABLE households_undoimage ALTER COLUMN {column} SET STORAGE {storage}"


def images_as_they_come(apps, schema_editor):
    """Keys and signatures do not get smaller by packing, and packing them takes as long as writing them."""
    _store_images(schema_editor, "EXTERNAL")


def images_packed(apps, schema_editor):
    _store_images(schema_editor, "EXTENDED")


def _store_images(schema_editor, storage):
    if schema_editor.connection.vendor == "postgresql":
        for column in ("made", "changed"):
            schema_editor.execute(IMAGES.format(column=column, storage=storage))


class Migration(migrations.Migration):

    dependencies = [
        ('households', '0010_targeting_and_ladders'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='classification',
            name='decided_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='household',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='households.household', verbose_name='รวมเข้ากับ'),
        ),
        migrations.AlterField(
            model_name='member',
            name='national_id_index',
            field=models.CharField(blank=True, default='', editable=False, max_length=64),
        ),
        migrations.AlterField(
            model_name='survey',
            name='household',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='households.household'),
        ),
        migrations.AddIndex(
            model_name='household',
            index=models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='household_absorbed'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(fields=['national_id_index'], name='member_national_id'),
        ),
        migrations.RunPython(images_as_they_come, images_packed),
    ]
