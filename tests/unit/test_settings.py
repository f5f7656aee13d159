"""Settings: from the environment, checked, and silent about passwords."""

import pytest

from models.errors import InvalidInputError
from settings import NoDatabaseError, load_settings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "MAITRED_DATABASE_URL", "MAITRED_PORT"):
        monkeypatch.delenv(name, raising=False)


def test_the_environment_is_read_and_the_command_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """MAITRED_DATABASE_URL comes before DATABASE_URL, an option before both."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://a")
    monkeypatch.setenv("MAITRED_PORT", "9000")
    assert (load_settings().dsn, load_settings().port) == ("postgresql://a", 9000)
    monkeypatch.setenv("MAITRED_DATABASE_URL", "postgresql://b")
    assert load_settings(port=None).dsn == "postgresql://b"
    chosen = load_settings(database_url="postgresql://c", port=1)
    assert (chosen.dsn, chosen.port) == ("postgresql://c", 1)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.com", ""])
def test_only_loopback_is_listened_on(host: str) -> None:
    """There is no access control yet, and the message says so."""
    with pytest.raises(InvalidInputError, match="no access control yet"):
        load_settings(host=host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_loopback_addresses_are_fine(host: str) -> None:
    """Any address of this machine alone."""
    assert load_settings(host=host).host == host


def test_a_missing_database_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty variable is none."""
    monkeypatch.setenv("DATABASE_URL", " ")
    with pytest.raises(NoDatabaseError) as caught:
        _ = load_settings().dsn
    assert "--embedded" in (caught.value.hint or "")


def test_every_wrong_setting_is_named() -> None:
    """All at once, by name."""
    with pytest.raises(InvalidInputError) as caught:
        load_settings(port=70_000, pool_size=0)
    assert {flaw.place for flaw in caught.value.flaws} == {"port", "pool_size"}


def test_the_password_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither when printed nor when wrong."""
    shown = repr(load_settings(database_url="postgresql://me:secret@host/db"))
    assert "secret" not in shown
    with pytest.raises(InvalidInputError) as caught:
        load_settings(database_url=["secret"])
    assert "secret" not in str(caught.value)
    assert "secret" not in str(caught.value.details)
