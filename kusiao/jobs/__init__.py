"""The ledger of work in the background: the database carries the truth, the broker only wakes somebody up."""

_LEDGER = ("register", "enqueue", "retry", "cancel", "ask_to_stop", "claim", "work", "sweep", "run_pending")
_ERRORS = ("LeaseLost", "Cancelled")


def __getattr__(name):
    # Models cannot be imported while Django is still reading INSTALLED_APPS, hence late.
    if name in _LEDGER:
        from . import ledger

        return getattr(ledger, name)
    if name in _ERRORS:
        from . import models

        return getattr(models, name)
    raise AttributeError(name)
