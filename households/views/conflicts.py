"""Whoever saves second sees both, field by field; what was typed stays in the form, now against the newer version."""


def conflicted(request, make_form, conflict, *, key="seen"):
    """What the page of the loser needs; it is answered with 409. `key`: the field that says what stood on his page."""
    typed = request.POST.copy()
    typed[key] = conflict.version
    form = make_form(typed)
    labelled = [(form.fields[name].label, stands, mine) for name, stands, mine in conflict.differences]
    return {"form": form, "conflict": conflict, "differences": labelled}
