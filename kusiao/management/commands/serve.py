"""Serves the practice province, or (without PRACTICE) one machine's own: web, worker and scheduler together."""

import os
import sys
import threading
import time
import urllib.error
import urllib.request

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import connections

from kusiao.workshop import pages, ports
from kusiao.workshop.processes import Keeper, TooManyDeaths


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))

    def handle(self, *, port, **options):
        if ports.is_busy(port):
            raise CommandError(
                f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่ ให้ปิดโปรแกรมนั้น หรือเลือกพอร์ตอื่น เช่น PORT={port + 1} make run\n"
                f"Port {port} is busy: stop what uses it, or choose another: PORT={port + 1} make run"
            )
        self.prepare()
        keeper = Keeper(commands(port), settings.VAR_DIR / "log", say=self.say)
        threading.Thread(target=self.announce, args=(port, keeper), daemon=True).start()
        try:
            keeper.run()
        except TooManyDeaths as fault:
            raise CommandError(str(fault)) from None
        self.say("ปิดเรียบร้อยแล้ว")

    def prepare(self):
        call_command("migrate", interactive=False, verbosity=0)
        if pages.gather_when_stale():
            self.say("รวบรวมไฟล์หน้าเว็บแล้ว")
        if settings.PRACTICE:
            call_command("demo", stdout=self.stdout)
        # The web processes are forked later; a connection opened here must not live on beside theirs.
        connections.close_all()

    def announce(self, port, keeper):
        address = f"http://127.0.0.1:{port}"
        began = time.monotonic()
        while not keeper.stopping:
            time.sleep(0.2)
            if ready(address):
                self.say(f"\nคู่เสี่ยว ขอนแก่น พร้อมใช้งานที่  {address}")
                self.say(f"บันทึกการทำงานอยู่ที่ {settings.VAR_DIR / 'log'}  ·  กด Ctrl-C เพื่อปิด\n")
                return
            if time.monotonic() - began > 60:
                self.say(f"ยังไม่พร้อมใช้งานหลังรอ 60 วินาที ให้ดูที่ {settings.VAR_DIR / 'log'}")
                return

    def say(self, words):
        self.stdout.write(words)
        self.stdout.flush()


def ready(address):
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=2) as answer:  # noqa: S310 (our own address)
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def commands(port):
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "-A", "kusiao.celery"]
    beat_schedule = str(settings.VAR_DIR / "beat-schedule")
    return {
        "web": [
            *[*python, "gunicorn", "kusiao.wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"],
            *["--workers", "2", "--threads", "4", "--timeout", "120", "--graceful-timeout", "10"],
            # It would open a socket in the home directory otherwise.
            "--no-control-socket",
        ],
        "worker": [
            *celery,
            "worker",
            "--concurrency",
            "2",
            "--loglevel",
            "INFO",
            "--without-gossip",
            "--without-mingle",
        ],
        "scheduler": [*celery, "beat", "--schedule", beat_schedule, "--pidfile=", "--loglevel", "INFO"],
    }
