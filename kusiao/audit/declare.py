"""Every column says what kind of personal fact it holds; a column that says nothing stops the build."""

from django.core.checks import Error

CATEGORIES = (
    "name",
    "identity",
    "birth",
    "address",
    "health",
    "money",
    "survey",
    "contact",
    "secret",
    "free_text",
    "plain",
)


def personal(**named):
    """`personal(name="title first_name", plain="created_at")` -> {"title": "name", ...}"""
    declared = {}
    for category, columns in named.items():
        if category not in CATEGORIES:
            raise TypeError(f"{category!r} is not one of {', '.join(CATEGORIES)}")
        for column in columns.split():
            if column in declared:
                raise TypeError(f"{column} is declared twice: {declared[column]} and {category}")
            declared[column] = category
    return declared


def personal_fields(model):
    return {column: category for column, category in model.declared.items() if category != "plain"}


def examine(models):
    """The findings of the system check for these models."""
    errors = []
    for model in models:
        if not model._meta.proxy:
            errors += _examine_one(model)
    return errors


def _examine_one(model):
    label = model._meta.label
    if not isinstance(getattr(model, "declared", None), dict):
        return [
            Error(
                f"{label} declares none of its columns.",
                hint="declared = personal(...)",
                obj=model,
                id="audit.E003",
            )
        ]
    auto = model._meta.auto_field
    columns = {field.name for field in model._meta.concrete_fields}
    must = columns - {auto.name if auto else None}
    declared = set(model.declared)
    return [
        Error(f"{label}.{name} is not declared.", hint=f"One of {CATEGORIES}", obj=model, id="audit.E001")
        for name in sorted(must - declared)
    ] + [
        Error(f"{label} declares {name}, but has no such column.", obj=model, id="audit.E002")
        for name in sorted(declared - columns)
    ]
