from kusiao.refusal import Refused


class EditConflict(Refused):
    """Somebody else saved first. `differences`: (field, what stands now, what was to be saved); `version` is that of what
    stands now, by which one may save once more knowing it."""

    def __init__(self, sentence, differences, version):
        super().__init__(sentence)
        self.differences = differences
        self.version = version
