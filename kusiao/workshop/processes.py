"""Web, worker and scheduler kept running together: a killed one is started again, a stop takes all of them down."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

STOP_SECONDS = 20
TURN_SECONDS = 0.5
PR_SET_PDEATHSIG = 1


@dataclass
class Kept:
    name: str
    command: list
    process: subprocess.Popen | None = None
    starts: list = field(default_factory=list)


class TooManyDeaths(Exception):
    pass


class Keeper:
    """Five deaths within a minute are a fault to be shown, not to be hidden by starting again."""

    def __init__(self, commands, log_dir, say=print):
        self.kept = [Kept(name, command) for name, command in commands.items()]
        self.log_dir = log_dir
        self.say = say
        # A plain word, no Event: a handler runs between two steps of the loop itself, and an Event's lock, held by
        # the loop at that moment, would keep both waiting for ever.
        self.stopping = False

    def run(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop_soon)
        try:
            for one in self.kept:
                self.start(one)
            while not self.stopping:
                for one in self.kept:
                    if one.process.poll() is not None:
                        self.start_again(one)
                time.sleep(TURN_SECONDS)
        finally:
            self.stop()

    def _stop_soon(self, *_):
        self.stopping = True

    def start(self, one):
        one.starts.append(time.monotonic())
        self.log_dir.mkdir(parents=True, exist_ok=True)
        with open(self.log_dir / f"{one.name}.log", "ab") as log:
            one.process = subprocess.Popen(
                one.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Its own session: Ctrl-C reaches the keeper only, and a pool finishes its work before it goes.
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        (self.log_dir / f"{one.name}.pid").write_text(f"{one.process.pid}\n")

    def start_again(self, one):
        code = one.process.returncode
        recent = [moment for moment in one.starts if moment > time.monotonic() - 60]
        if len(recent) >= 5:
            raise TooManyDeaths(
                f"{one.name} ended {len(recent)} times within a minute (last: {code}); see {one.name}.log"
            )
        self.say(f"{one.name} ended ({code}); starting it again")
        end_group(one.process.pid, signal.SIGKILL)
        self.start(one)

    def stop(self):
        running = [one.process for one in self.kept if one.process]
        for process in running:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                pass
            # What a process left behind in its own session (a pool's children) goes with it.
            end_group(process.pid, signal.SIGKILL)
            process.wait()


def die_with_parent():
    """If the keeper itself is killed with -9, the kernel tells its children (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end_group(pid, number):
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        pass
