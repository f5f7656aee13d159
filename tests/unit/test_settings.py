"""Settings: from the environment, checked, and silent about passwords."""

from pathlib import Path

import pytest

from models.errors import InvalidInputError
from settings import NoAccessControlError, NoDatabaseError, load_settings

JWKS = "https://a.supabase.co/auth/v1/.well-known/jwks.json"
SECRET = "0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "MAITRED_DATABASE_URL", "MAITRED_PORT", "MAITRED_DEV_AUTH"):
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
def test_without_signing_in_only_loopback_is_listened_on(host: str) -> None:
    """Everybody would be an owner, and the message says so; with users any address will do."""
    with pytest.raises(InvalidInputError, match="everybody is an owner") as caught:
        load_settings(host=host, dev_auth=True)
    assert len(caught.value.message) < 300
    assert load_settings(host=host, jwks_url=JWKS).host == host


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_loopback_addresses_are_fine(host: str) -> None:
    """Any address of this machine alone."""
    assert load_settings(host=host, dev_auth=True).host == host


def test_who_may_ask_has_to_be_decided() -> None:
    """Without a key and without dev auth it is said what to set; an empty variable is none."""
    for settings in (load_settings(), load_settings(jwks_url=" ", jwt_secret="")):
        with pytest.raises(NoAccessControlError) as caught:
            settings.require_access_control()
        hint = caught.value.hint or ""
        assert all(way in hint for way in ("MAITRED_JWKS_URL", "MAITRED_JWT_SECRET", "--dev-auth"))
    load_settings(dev_auth=True).require_access_control()
    load_settings(jwks_url=JWKS).require_access_control()


def test_the_issuer_is_known_or_asked_for() -> None:
    """It is the address that the keys lie below, or has to be said."""
    assert load_settings(jwks_url=JWKS).issuer == "https://a.supabase.co/auth/v1"
    assert load_settings(jwks_url=JWKS, jwt_issuer="me").issuer == "me"
    for keys in ({"jwt_secret": SECRET}, {"jwks_url": "https://a.example/keys"}):
        with pytest.raises(InvalidInputError, match="MAITRED_JWT_ISSUER"):
            load_settings(**keys)
        assert load_settings(**keys, jwt_issuer="me").issuer == "me"


def test_keys_are_read_where_nobody_can_change_them() -> None:
    """Over https; in the clear on this machine only."""
    for url in ("http://a.supabase.co/keys", "file:///etc/passwd", "https:///keys", "keys"):
        with pytest.raises(InvalidInputError, match="over https only"):
            load_settings(jwks_url=url, jwt_issuer="me")
    assert load_settings(jwks_url="http://127.0.0.1:9/keys", jwt_issuer="me").jwks_url


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


def test_passwords_are_never_shown() -> None:
    """Neither when printed nor when wrong."""
    shown = repr(
        load_settings(
            database_url="postgresql://me:hunter2@host/db",
            jwt_secret="hunter2" * 9,
            jwt_issuer="me",
        )
    )
    assert "hunter2" not in shown
    for wrong in (
        {"database_url": ["hunter2"]},
        {"jwt_secret": "hunter2"},
        {"jwt_secret": "hunter2" * 9},
        {"database_url": "postgresql://hunter2", "dev_auth": True, "host": "0.0.0.0"},
    ):
        with pytest.raises(InvalidInputError) as caught:
            load_settings(**wrong)
        assert "hunter2" not in f"{caught.value} {caught.value.details}"


def test_a_setting_may_be_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As containers and systemd give secrets; the environment wins, an option before both."""
    (tmp_path / "MAITRED_DATABASE_URL").write_text("postgresql://me:hunter2@file/db\n")
    (tmp_path / "maitred_jwt_secret").write_text(SECRET)
    (tmp_path / "something_else").write_text("of somebody else")
    for variable in ("CREDENTIALS_DIRECTORY", "MAITRED_SECRETS_DIR"):
        with monkeypatch.context() as patched:
            patched.setenv(variable, str(tmp_path))
            found = load_settings(jwt_issuer="me")
            assert found.dsn == "postgresql://me:hunter2@file/db"
            assert found.jwt_secret is not None
            assert found.jwt_secret.get_secret_value() == SECRET
            patched.setenv("MAITRED_DATABASE_URL", "postgresql://b")
            assert load_settings(jwt_issuer="me").dsn == "postgresql://b"
            chosen = load_settings(jwt_issuer="me", database_url="postgresql://c")
            assert chosen.dsn == "postgresql://c"


def test_a_directory_of_secrets_that_is_not_there_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the service would start without them."""
    monkeypatch.setenv("MAITRED_SECRETS_DIR", str(tmp_path / "gone"))
    with pytest.raises(InvalidInputError, match=r"MAITRED_SECRETS_DIR: there is no such directory"):
        load_settings()


def test_a_wrong_secret_in_a_file_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named only."""
    (tmp_path / "MAITRED_JWT_SECRET").write_text("hunter2")
    monkeypatch.setenv("MAITRED_SECRETS_DIR", str(tmp_path))
    with pytest.raises(InvalidInputError) as caught:
        load_settings(jwt_issuer="me")
    assert "hunter2" not in f"{caught.value} {caught.value.details}"
    assert "jwt_secret" in str(caught.value)
