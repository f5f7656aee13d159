"""What ``maitred serve`` refuses before it listens or looks for a database."""

import pytest

from tests.cli_runs import Maitred, Ran, in_process


@pytest.fixture
def maitred(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Maitred:
    """Return the command, run in this process, with a database that nobody must ask."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:hunter2@nowhere/db")

    def run(*arguments: object) -> Ran:
        return in_process(monkeypatch, capsys, *arguments)

    return run


def test_without_a_decision_nothing_is_served(maitred: Maitred) -> None:
    """No key and no dev auth: exit code 2, and what to set."""
    ran = maitred("serve", "--port", 0)
    assert ran.code == 2
    assert "nothing says who may use the service" in ran.flat
    assert all(w in ran.flat for w in ("MAITRED_JWKS_URL", "MAITRED_JWT_SECRET", "--dev-auth"))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_dev_auth_on_another_interface_is_refused(maitred: Maitred, host: str) -> None:
    """Exit code 2, why, and nothing of the settings."""
    ran = maitred("serve", "--dev-auth", "--host", host, "--port", 0)
    assert ran.code == 2
    assert "everybody is an owner of every restaurant" in ran.flat
    assert "loopback" in ran.flat
    assert host in ran.flat
    assert "hunter2" not in ran.flat
