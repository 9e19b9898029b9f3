class Refused(Exception):
    """An act that may not be done now. Its text is a Thai sentence for the person: what happened and what to do."""

    def __init__(self, sentence, *, field=None):
        super().__init__(sentence)
        self.field = field

    def show_on(self, form):
        """Beside the field it is about, or above the form; what was typed stays in the form."""
        form.add_error(self.field if self.field in form.fields else None, str(self))
