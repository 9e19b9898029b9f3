"""Who did what to which row, and when: keys and field names, never a personal value."""

from .declare import personal, personal_fields

__all__ = ["personal", "personal_fields", "record"]


def record(*, by, verb, on, fields=(), purpose=""):
    """Write one event in the caller's transaction. `by` None: the system; `on`: a row, a model, or a list of rows."""
    from .models import Event  # models cannot be imported while Django is still reading INSTALLED_APPS

    return Event.objects.record(by=by, verb=verb, on=on, fields=fields, purpose=purpose)
