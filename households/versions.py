"""Two people change one row: the second is told what differs field by field, and nothing is written over in silence."""

from django.db.models import F
from django.utils.translation import gettext as _

from households.actions.households import EditConflict


def save_over(row, changes, version):
    """Writes `changes` where the row still has `version`; the names of what changed."""
    before = {name: getattr(row, name) for name in changes}
    columns = {name: value for name, value in changes.items() if before[name] != value}
    if (
        not type(row)
        ._base_manager.filter(pk=row.pk, version=version)
        .update(**columns, version=F("version") + 1)
    ):
        row.refresh_from_db()
        raise conflict({name: getattr(row, name) for name in changes}, changes, row.version)
    row.refresh_from_db()
    return sorted(columns)


def conflict(stands, changes, version):
    """Compares the two by what people call them; a row of another table by its name."""
    differences = [(name, stands[name], changes[name]) for name in changes if stands[name] != changes[name]]
    return EditConflict(
        _("มีผู้แก้ไขเรื่องนี้ไปก่อนคุณ ยังไม่ได้บันทึกของคุณ เทียบทีละช่องด้านล่าง แล้วกดบันทึกอีกครั้งถ้ายังต้องการ"),
        differences,
        version,
    )
