from django import forms
from django.utils.translation import gettext_lazy as _


class AnswersForm(forms.Form):
    """One question a row; what is left open is asked again another time."""

    def __init__(self, *args, suspects, **kwargs):
        super().__init__(*args, **kwargs)
        self.suspects = list(suspects)
        for suspect in self.suspects:
            self.fields[f"row_{suspect.pk}"] = forms.ChoiceField(
                label=_("แถวนี้คือ"),
                choices=[("same", _("ครัวเรือนนั้น ให้แก้แฟ้มเดิม")), ("new", _("ครัวเรือนใหม่จริง"))],
                widget=forms.RadioSelect,
                required=False,
            )

    def asked(self):
        return [(suspect, self[f"row_{suspect.pk}"]) for suspect in self.suspects]

    def said(self):
        given = {suspect: self.cleaned_data[f"row_{suspect.pk}"] for suspect in self.suspects}
        return {suspect: words == "same" for suspect, words in given.items() if words}
