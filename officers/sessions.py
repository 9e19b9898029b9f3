"""Sessions that know on which device they were opened, so that those of a lost phone can be ended from afar.

A request under way cannot bring an ended session back: Django saves it by an update that finds no row."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

DEVICE, SEEN = "device", "device_seen_at"


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls):
        from officers.models import Session  # read by the middleware before the models are there

        return Session

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.device_id = data.get(DEVICE)
        return row
