"""Several people at the same moment, each on a thread and a database connection of his own."""

import threading

from django.db import IntegrityError, connections

from kusiao.refusal import Refused


def at_once(acts):
    """Starts them together; gives what each answered, a refusal, by the act or by the database, as itself."""
    start, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        try:
            start.wait(timeout=20)
            answers[number] = act()
        except (Refused, IntegrityError) as refusal:
            answers[number] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return answers
