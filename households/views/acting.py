"""A form that is posted: the act is done, or the page comes again with what was typed and what stood in the way."""

from dataclasses import dataclass

from households.actions.households import EditConflict
from kusiao.refusal import Refused


@dataclass
class Answer:
    """`done`: what the act gave. `conflict`: somebody else was first; the form holds what was typed, against his version."""

    form: object
    done: object = None
    conflict: EditConflict | None = None

    @property
    def status(self):
        return 409 if self.conflict else 200

    @property
    def differences(self):
        """(field, what stands, what was typed) in the words of the form."""
        told = self.conflict.differences if self.conflict else []
        fields = self.form.fields
        return [
            (fields[name].label, _shown(fields[name], stands), _shown(fields[name], yours))
            for name, stands, yours in told if name in fields
        ]  # fmt: skip


def _shown(field, value):
    return dict(getattr(field, "choices", ())).get(value, value)


def answer(request, make, act):
    """`make(typed)` builds the form, `act(form)` does what it asks for."""
    if request.method != "POST":
        return Answer(make(None))
    form = make(request.POST)
    if not form.is_valid():
        return Answer(form)
    try:
        return Answer(form, done=act(form) or True)
    except EditConflict as conflict:
        typed = request.POST.copy()
        typed["version"] = conflict.version
        return Answer(make(typed), conflict=conflict)
    except Refused as refused:
        refused.show_on(form)
        return Answer(form)
