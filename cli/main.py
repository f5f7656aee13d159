"""Entry point of the ``maitred`` command."""

import os
import signal


def main() -> None:
    """Run the command; a Ctrl-C while its modules are still being read ends it quietly."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:
        # Reading the modules takes most of a second, and nothing has been started yet.
        signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    from cli.app import run

    signal.signal(signal.SIGINT, before)
    run()
