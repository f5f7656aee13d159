"""One object for everything that can be set from outside: the environment, then the command."""

import ipaddress
from typing import Annotated, Any

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from models.errors import Flaw, InvalidInputError, MaitredError, flaws_of


class NoDatabaseError(MaitredError):
    """No booking database is configured."""

    code = "NO_DATABASE"


class Settings(BaseSettings):
    """Settings of the service; each is read from ``MAITRED_<NAME>``."""

    model_config = SettingsConfigDict(
        env_prefix="MAITRED_",
        populate_by_name=True,
        extra="ignore",
        frozen=True,
        use_attribute_docstrings=True,
    )

    database_url: Annotated[
        SecretStr | None,
        Field(validation_alias=AliasChoices("MAITRED_DATABASE_URL", "DATABASE_URL")),
    ] = None
    """The booking database; ``DATABASE_URL`` is read as well."""

    host: str = "127.0.0.1"
    """Address to listen on; loopback only."""
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    """Port to listen on; 0 takes a free one."""
    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "::1")
    """Names in the Host header that are answered; a stranger's name is how a web page attacks."""
    allowed_origins: tuple[str, ...] = ()
    """Web pages of other origins that may write, such as ``https://app.example.com``."""

    pool_size: Annotated[int, Field(ge=1, le=100)] = 8
    """Most connections to the database."""
    statement_timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 15.0
    lock_timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 5.0
    idle_in_transaction_seconds: Annotated[float, Field(gt=0, le=600)] = 10.0
    connect_timeout_seconds: Annotated[int, Field(ge=1, le=60)] = 5

    plan_budget_seconds: Annotated[float, Field(ge=0.1, le=600)] = 10.0
    """Seconds the solver may take when the request does not say."""
    plans_at_once: Annotated[int, Field(ge=1, le=64)] = 2
    """Planning requests that are worked on at the same time; the others queue."""
    plans_waiting: Annotated[int, Field(ge=0, le=1000)] = 16
    """Planning requests that may queue; more are told to come back later."""
    replan_attempts: Annotated[int, Field(ge=0, le=20)] = 3
    """How often a date that changed while it was planned is planned again."""
    max_body_bytes: Annotated[int, Field(ge=1024, le=50_000_000)] = 262_144
    """Larger request bodies are refused."""

    @field_validator("host")
    @classmethod
    def _loopback(cls, host: str) -> str:
        try:
            loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
        except ValueError:
            loopback = False
        if not loopback:
            raise ValueError(
                "maitred has no access control yet, so it listens on the loopback interface "
                "only; use 127.0.0.1 and put a proxy that checks who asks in front of it"
            )
        return host

    @field_validator("database_url", mode="before")
    @classmethod
    def _empty_is_none(cls, url: Any) -> Any:
        return None if isinstance(url, str) and not url.strip() else url

    @property
    def dsn(self) -> str:
        """The booking database's connection URL; it may hold a password.

        Raises:
            NoDatabaseError: none is set.
        """
        if self.database_url is None:
            raise NoDatabaseError(
                "no database is configured",
                hint="Set DATABASE_URL, or use `maitred serve --embedded DIR` for one of its own.",
            )
        return self.database_url.get_secret_value()


def load_settings(**chosen: Any) -> Settings:
    """Read the environment; what is ``chosen`` (and not None) wins.

    Raises:
        InvalidInputError: a setting is wrong; the message names it.
    """
    try:
        return Settings(**{name: value for name, value in chosen.items() if value is not None})
    except ValidationError as error:
        flaws = [
            # A connection URL holds a password: it is never repeated.
            Flaw(flaw.place, "", flaw.message) if "DATABASE_URL" in flaw.place.upper() else flaw
            for flaw in flaws_of(error)
        ]
        raise InvalidInputError(flaws, subject="settings") from error
