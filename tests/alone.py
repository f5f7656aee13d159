"""Run what starts a loop of its own beside a loop that a browser's test may have left."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def run_alone(work: Callable[[], T]) -> T:
    """Run a function in a thread of its own, and return what it returns."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()
