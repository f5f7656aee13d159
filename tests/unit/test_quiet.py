"""Whether anybody waits for an answer."""

from telemetry.quiet import Quiet


def test_it_is_quiet_when_nobody_waits() -> None:
    """From the beginning, and after the last one has left."""
    quiet = Quiet()
    assert quiet.wait(0)
    quiet.enter()
    quiet.enter()
    quiet.leave()
    assert not quiet.wait(0)
    quiet.leave()
    assert quiet.wait(0)
