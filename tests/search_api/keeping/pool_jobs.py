"""Jobs that a pool's processes run in the tests: they must be found by name in another process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import cv2
import numpy as np

from ingest.errors import DamagedFile


def double(number: int) -> int:
    return 2 * number


def process_id() -> int:
    return os.getpid()


def die_of_memory() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave() -> None:
    os._exit(7)


def hang() -> None:
    time.sleep(3600)


def take_memory(megabytes: int) -> int:
    return len(bytearray(megabytes * 1024 * 1024))


def find_damage(name: str) -> None:
    raise DamagedFile("The file is cut off.", "Get it again.", name)


class Unsendable(Exception):
    """Pickles, but does not come back: its constructor wants more than it hands on."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first)


def raise_unsendable() -> None:
    raise Unsendable("a", "b")


def read_scan(dies: bool) -> tuple[str, ...]:
    """Reads a page by OCR; `dies` has the engine crash while it reads, as native code may."""
    from ingest.limits import Limits
    from ingest.ocr.installed import reading_engine

    lines = np.full((600, 800), 255, np.uint8)
    for row in range(60, 540, 40):
        cv2.putText(lines, "Ke hoach 2025", (60, row), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2)
    if dies:
        threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGSEGV)).start()
    while True:
        words = reading_engine(Limits()).recognise(lines, 200)
        if not dies:
            return tuple(word.text for word in words)


def hang_in_a_program(note: Path) -> None:
    """As a reader that waits for Tesseract: `note` gets the program's process id."""
    program = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
    note.write_text(str(program.pid))
    program.wait()
