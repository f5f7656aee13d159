"""Whether anybody waits for an answer just now: what can wait is done when nobody does."""

from threading import Event


class Quiet:
    """Counts who waits; entered and left in one thread, waited for in others."""

    def __init__(self) -> None:
        self._waiting = 0
        self._nobody = Event()
        self._nobody.set()

    def enter(self) -> None:
        """Somebody waits from now on."""
        self._waiting += 1
        self._nobody.clear()

    def leave(self) -> None:
        """Somebody waits no longer."""
        self._waiting -= 1
        if self._waiting == 0:
            self._nobody.set()

    def wait(self, seconds: float) -> bool:
        """Wait until nobody does, and so long at most; return whether that is so."""
        return self._nobody.wait(seconds)
