"""Kinds of offices and the needs that they answer (A): loaded once; what the province changes later is never put back."""

from django.db import transaction

KINDS = [
    ("community", "พัฒนาชุมชน", ["occupation", "skills", "capital", "market"]),
    ("agriculture", "เกษตร ปศุสัตว์ ประมง", ["occupation", "skills", "water", "market"]),
    ("health", "สาธารณสุข โรงพยาบาล", ["health", "care"]),
    ("social", "พัฒนาสังคม", ["rights", "care", "housing"]),
    ("local", "ท้องถิ่น", ["housing", "water", "rights"]),
    ("education", "การศึกษา", ["education", "skills"]),
    ("administration", "ปกครอง", ["land", "debt", "rights"]),
    ("finance", "การเงิน สหกรณ์", ["capital", "debt"]),
    ("labour", "แรงงาน", ["occupation", "skills"]),
]


def on_migrate(*, using="default", **kwargs):
    load(using=using)


@transaction.atomic
def load(using="default"):
    from households.models import Need
    from officers.models import AgencyKind

    known = set(Need.objects.using(using).values_list("code", flat=True))
    for code, name, needs in KINDS:
        kind, fresh = AgencyKind.objects.using(using).get_or_create(code=code, defaults={"name_th": name})
        if fresh:
            kind.needs.set([need for need in needs if need in known])
