"""A mail server of the test's own: real SMTP on a free port, every letter kept as it came over the wire."""

import contextlib
import logging
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller

from kusiao.workshop import ports


class Mailbox:
    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append((list(envelope.rcpt_tos), letter))
        return "250 OK"

    def to(self, address):
        return [letter for recipients, letter in self.letters if address in recipients]


@contextlib.contextmanager
def mailbox():
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    box = Mailbox()
    box.port = ports.free_port()
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
