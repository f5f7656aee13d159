"""Threads share memory that was freed."""

import subprocess
import sys
from pathlib import Path

import pytest

from services.arenas import ARENAS

ROOT = Path(__file__).parents[2]

PROGRAM = """
import threading
from services.arenas import share_arenas
shared = {share}
import ctypes
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
together = threading.Barrier(12)
def work():
    together.wait()
    for _ in range(50):
        libc.malloc(4096)
    together.wait()
threads = [threading.Thread(target=work) for _ in range(12)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc.malloc_stats()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc only")
@pytest.mark.parametrize(("share", "fits"), [("share_arenas()", True), ("False", False)])
def test_few_arenas_serve_many_threads(share: str, *, fits: bool) -> None:
    """Of those that glibc counts itself; without asking there are more."""
    code = PROGRAM.format(share=share)
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    arenas = ran.stderr.count("Arena ")
    assert (0 < arenas <= ARENAS) == fits, ran.stderr
