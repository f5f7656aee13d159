"""One object for everything that can be set from outside: the environment, then the command."""

import datetime as dt
import ipaddress
import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AliasChoices,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from models.errors import Flaw, InvalidInputError, MaitredError, flaws_of
from models.flags import Flags, read_flags
from models.problem import Mode


class NoDatabaseError(MaitredError):
    """No booking database is configured."""

    code = "NO_DATABASE"


class NoAccessControlError(MaitredError):
    """Nothing says who may ask."""

    code = "NO_ACCESS_CONTROL"


JWKS_PATH = "/.well-known/jwks.json"
"""Where an issuer publishes its keys, below its own address."""


class Variable(StrEnum):
    """Variables of the environment that are no settings of the service."""

    SECRETS_DIR = "MAITRED_SECRETS_DIR"
    CREDENTIALS_DIRECTORY = "CREDENTIALS_DIRECTORY"
    DEBUG = "MAITRED_DEBUG"

    @property
    def value_now(self) -> str:
        """What it is set to; an empty string if it is not."""
        return os.environ.get(self, "").strip()


class Settings(BaseSettings):
    """Settings of the service; each is read from ``MAITRED_<NAME>``, or from a file so named."""

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
    """The booking database: ``postgresql://user:password@host/name``."""

    flags: Annotated[Flags, Field(default_factory=lambda: read_flags(os.environ))]
    """The product's feature flags, under their own names."""

    host: str = "127.0.0.1"
    """Address to listen on."""
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    """Port to listen on; 0 takes a free one."""
    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "::1")
    """Names in the Host header that are answered; a stranger's name is how a web page attacks."""
    allowed_origins: tuple[str, ...] = ()
    """Web pages of other origins that may write, such as ``https://app.example.com``."""

    jwks_url: str | None = None
    """Where the identity provider publishes its keys (ES256, RS256):
    ``https://<project>.supabase.co/auth/v1/.well-known/jwks.json``."""
    jwt_secret: Annotated[SecretStr, Field(min_length=32)] | None = None
    """The shared secret of older projects (HS256)."""
    jwt_issuer: str | None = None
    """What ``iss`` of a user's token has to be; by default the address that the keys lie below."""
    jwt_audience: Annotated[str, Field(min_length=1)] = "authenticated"
    """What ``aud`` of a user's token has to be."""
    dev_auth: bool = False
    """Everybody is an owner of every restaurant: for a developer's own machine."""
    writes_per_minute: Annotated[int, Field(ge=0, le=1_000_000)] = 600
    """Most writing requests of one caller; 0 is no limit."""
    failures_per_minute: Annotated[int, Field(ge=0, le=1_000_000)] = 60
    """Most failures to sign in from one address that are answered as such; 0 is no limit."""

    pool_size: Annotated[int, Field(ge=1, le=100)] = 8
    """Most connections to the database."""
    statement_timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 15.0
    """Longest that one statement may take."""
    lock_timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 5.0
    """Longest that a statement waits for a lock."""
    idle_in_transaction_seconds: Annotated[float, Field(gt=0, le=600)] = 10.0
    """Longest that a transaction may do nothing."""
    connect_timeout_seconds: Annotated[int, Field(ge=1, le=60)] = 5
    """Longest that connecting may take."""

    plan_budget_seconds: Annotated[float, Field(ge=0.1, le=600)] = 10.0
    """Seconds the solver may take when the request does not say."""
    plans_at_once: Annotated[int, Field(ge=1, le=64)] = 2
    """Planning requests that are worked on at the same time; the others queue."""
    quotes_at_once: Annotated[int, Field(ge=1, le=64)] = 2
    """Quotes that are worked on at the same time; the others queue, restaurants by turns."""
    plans_waiting: Annotated[int, Field(ge=0, le=1000)] = 16
    """Planning requests that may queue; more are told to come back later."""
    replan_attempts: Annotated[int, Field(ge=0, le=20)] = 3
    """How often a date that changed while it was planned is planned again."""
    streams_at_once: Annotated[int, Field(ge=0, le=10_000)] = 200
    """Most streams of live changes that are open at the same time."""
    worker: bool = True
    """Whether `maitred serve` does jobs too; otherwise `maitred worker` has to run somewhere."""
    worker_concurrency: Annotated[int, Field(ge=1, le=64)] = 1
    """How many jobs of each queue a worker does at the same time."""
    worker_grace_seconds: Annotated[float, Field(ge=0, le=3600)] = 10.0
    """How long a worker that is told to stop may finish its jobs before it gives them back."""
    scenario_processes: Annotated[int, Field(ge=1, le=64)] = 2
    """How many scenarios of one job are solved side by side."""
    job_deaths: Annotated[int, Field(ge=1, le=1000)] = 2
    """A job fails when so many workers have died with it."""
    jobs_at_once: Annotated[int, Field(ge=1, le=10_000)] = 4
    """Most jobs of one restaurant and kind that all workers together do at the same time."""
    jobs_waiting: Annotated[int, Field(ge=1, le=10_000)] = 20
    """Most jobs of one restaurant that are not over yet."""
    traces: bool = True
    """Whether it is written down what went on in every request that decides something."""
    metrics: bool = True
    """Whether `/metrics` is served; it names no restaurant and no guest."""
    worker_metrics_port: Annotated[int, Field(ge=1, le=65535)] | None = None
    """Where `maitred worker` serves its metrics, on the address of ``host``; by default nowhere."""
    otlp_endpoint: str | None = None
    """A collector that spans are sent to (OTLP over HTTP), such as ``http://localhost:4318``."""
    deliver_outbox: bool = True
    """Whether rows of the product's outbox are delivered here; else its own worker has to."""
    schedule: tuple[dt.time, ...] = ()
    """When workers plan tonight's date of each restaurant, on its own clock: ``["16:00"]``."""
    schedule_mode: Literal[Mode.FILL, Mode.REBUILD] = Mode.FILL
    """How: ``fill`` seats bookings without tables, ``rebuild`` may move others too."""
    edits_quiet_seconds: Annotated[float, Field(ge=0, le=600)] = 2.0
    """A re-plan after edits begins when the date was not edited for so long."""
    edits_most_seconds: Annotated[float, Field(ge=0, le=3600)] = 10.0
    """Edits that go on and on delay a re-plan for so long at most."""
    max_body_bytes: Annotated[int, Field(ge=1024, le=50_000_000)] = 262_144
    """Larger request bodies are refused."""

    @field_validator("jwks_url", "jwt_secret", "jwt_issuer", "otlp_endpoint", mode="before")
    @classmethod
    def _blank_is_none(cls, value: Any) -> Any:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("otlp_endpoint")
    @classmethod
    def _is_an_address(cls, url: str | None) -> str | None:
        if url is not None:
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValueError("a collector's address begins with http:// or https://")
        return url

    @field_validator("jwks_url")
    @classmethod
    def _trustworthy(cls, url: str | None) -> str | None:
        if url is not None:
            parts = urlsplit(url)
            plain = parts.scheme == "http" and is_loopback(parts.hostname or "")
            if not plain and (parts.scheme != "https" or not parts.hostname):
                raise ValueError("keys are read over https only (http on this machine)")
        return url

    @model_validator(mode="after")
    def _access_makes_sense(self) -> Self:
        if self.dev_auth and not is_loopback(self.host):
            raise ValueError(
                f"with --dev-auth everybody is an owner of every restaurant, so the service "
                f"listens on the loopback interface only, not on {self.host!r}; use 127.0.0.1, or "
                "set MAITRED_JWKS_URL instead"
            )
        if self.checks_tokens and self.issuer is None:
            raise ValueError(
                "MAITRED_JWT_ISSUER has to say who issues the tokens, such as "
                "https://<project>.supabase.co/auth/v1"
            )
        return self

    @field_validator("database_url", mode="before")
    @classmethod
    def _empty_is_none(cls, url: Any) -> Any:
        return None if isinstance(url, str) and not url.strip() else url

    @property
    def checks_tokens(self) -> bool:
        """Whether there is a key that users' tokens are checked with."""
        return self.jwks_url is not None or self.jwt_secret is not None

    @property
    def issuer(self) -> str | None:
        """What ``iss`` of a user's token has to be."""
        if self.jwt_issuer is None and self.jwks_url and self.jwks_url.endswith(JWKS_PATH):
            return self.jwks_url.removesuffix(JWKS_PATH)
        return self.jwt_issuer

    def require_access_control(self) -> None:
        """See to it that it is decided who may ask.

        Raises:
            NoAccessControlError: neither a key nor dev auth is set.
        """
        if not (self.dev_auth or self.checks_tokens):
            raise NoAccessControlError(
                "nothing says who may use the service",
                hint="Set MAITRED_JWKS_URL (keys of the identity provider) or MAITRED_JWT_SECRET "
                "with MAITRED_JWT_ISSUER; on your own machine, `maitred serve --dev-auth` makes "
                "everybody an owner.",
            )

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


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches an address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def load_settings(**chosen: Any) -> Settings:
    """Read files of secrets, then the environment; what is ``chosen`` (and not None) wins.

    Raises:
        InvalidInputError: a setting is wrong; the message names it.
    """
    given = {name: value for name, value in chosen.items() if value is not None}
    try:
        return Settings(_secrets_dir=secrets_dir(), **given)
    except ValidationError as error:
        flaws = [
            # Passwords, and URLs that hold one, are never repeated.
            Flaw(flaw.place, "", flaw.message) if _is_secret(flaw.place) else flaw
            for flaw in flaws_of(error)
        ]
        raise InvalidInputError(flaws, subject="settings") from error


def secrets_dir() -> Path | None:
    """Return the directory of files that are settings: named ``MAITRED_<NAME>``, in any case.

    Containers name it in ``MAITRED_SECRETS_DIR``, systemd in ``CREDENTIALS_DIRECTORY``.

    Raises:
        InvalidInputError: there is no such directory.
    """
    for variable in (Variable.SECRETS_DIR, Variable.CREDENTIALS_DIRECTORY):
        if variable.value_now:
            directory = Path(variable.value_now)
            if not directory.is_dir():
                flaw = Flaw(variable, str(directory), "there is no such directory")
                raise InvalidInputError([flaw], subject="settings")
            return directory
    return None


def _is_secret(place: str) -> bool:
    # A flaw of the settings as a whole would repeat all of them.
    return not place or any(name in place.upper() for name in ("DATABASE_URL", "JWT_SECRET"))
