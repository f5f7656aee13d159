"""Two restaurants, users of every kind, and a service that asks who they are."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from persistence.pool import Database as Pool
from services.access import Role, create_token, revoke_token
from tests.integration.postgres_servers import House, Server
from tests.integration.running_service import Client, running_service
from tests.integration.sign_in import (
    SECRET,
    Key,
    Provider,
    cookie,
    forged,
    identity_provider,
    nested,
)

Headers = dict[str, str]


@dataclass
class World:
    """What the tests of access need to know."""

    provider: Provider
    client: Client
    house: House
    other: House
    users: dict[str, UUID] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    run: str = ""
    job: str = ""
    booking: UUID = field(default_factory=uuid4)

    def bearer(self, user: str, key: Key | None = None, **claims: Any) -> Headers:
        """Return the header of a user whose token is good but for some claims."""
        return bearer(self.provider.token(self.users[user], key, **claims))

    @property
    def owner(self) -> Headers:
        """Return the header of the house's owner."""
        return self.bearer("owner")


def bearer(token: str) -> Headers:
    """Return the header for a token."""
    return {"authorization": f"Bearer {token}"}


def cookies(found: dict[str, str]) -> Headers:
    """Return the header for cookies."""
    return {"cookie": "; ".join(f"{name}={value}" for name, value in found.items())}


@contextmanager
def access_world(server: Server, **settings: Any) -> Iterator[World]:
    """Build everything and serve it; the identity provider's keys and a shared secret count."""
    with (
        server.database() as database,
        database.connect(autocommit=True) as connection,
        identity_provider() as provider,
    ):
        house, other = House.build(connection), House.build(connection)
        chosen = {"failures_per_minute": 0, "jwks_url": provider.url, "jwt_secret": SECRET}
        with running_service(database.dsn, **{**chosen, **settings}) as client:
            world = World(provider, client, house, other)
            for role in Role:
                add_member(world, role.value, house, role.value)
            add_member(world, "other tenant", other, "owner")
            world.users["stranger"] = uuid4()
            _add_tokens(world, database.dsn)
            yield world


def add_member(world: World, name: str, house: House, role: str) -> None:
    """Add a user with a role in a restaurant."""
    world.users[name] = uuid4()
    house.insert(
        "restaurant_memberships", user_id=world.users[name], restaurant_id=house.id, role=role
    )


def _add_tokens(world: World, dsn: str) -> None:
    pool = Pool(dsn)
    pool.open()
    places = {"one": world.house.id, "all": None, "other": world.other.id, "gone": world.house.id}
    for name, place in places.items():
        _, world.tokens[name] = create_token(pool, name, Role.HOST, place)
    revoke_token(pool, "gone")
    pool.close()


UNKNOWN: dict[str, Callable[[World], Headers]] = {
    "nothing": lambda _: {},
    "another scheme": lambda _: {"authorization": "Basic bWU6bWU="},
    "no token": lambda _: {"authorization": "Bearer"},
    "garbage": lambda _: bearer("garbage"),
    "three parts": lambda _: bearer("e30.e30.e30"),
    "deep header": lambda _: bearer(nested(9000)),
    "expired": lambda w: w.bearer("owner", exp=1_700_000_000),
    "not valid yet": lambda w: w.bearer("owner", nbf=4_000_000_000),
    "issued in the future": lambda w: w.bearer("owner", iat=4_000_000_000),
    "wrong audience": lambda w: w.bearer("owner", aud="anon"),
    "wrong issuer": lambda w: w.bearer("owner", iss="https://evil.example/auth/v1"),
    "without exp": lambda w: w.bearer("owner", exp=None),
    "without aud": lambda w: w.bearer("owner", aud=None),
    "without iss": lambda w: w.bearer("owner", iss=None),
    "without sub": lambda w: w.bearer("owner", sub=None),
    "sub is no user": lambda w: w.bearer("owner", sub="service_role"),
    "alg none": lambda w: bearer(
        forged({"alg": "none", "kid": "one"}, w.provider.claims(w.users["owner"]))
    ),
    "HS256 with the public key": lambda w: bearer(
        w.provider.shared(w.users["owner"], w.provider.keys[0].pem)
    ),
    "HS256 with another secret": lambda w: bearer(w.provider.shared(w.users["owner"], "x" * 40)),
    "unknown key": lambda w: w.bearer("owner", Key("three")),
    "bad signature": lambda w: w.bearer("owner", Key("one")),
    "ES256 key named for RS256": lambda w: w.bearer("owner", Key("one", "RS256")),
    "cut token": lambda w: {"authorization": w.owner["authorization"][:-3]},
    "too long": lambda w: bearer("e" * 17_000),
    "odd cookie": lambda _: cookies({"sb-abcdefgh-auth-token": "base64-%%%"}),
    "cookie without a token": lambda _: cookies({"sb-abcdefgh-auth-token": "base64-e30"}),
    "expired cookie": lambda w: cookies(
        cookie(w.provider.token(w.users["owner"], exp=1_700_000_000))
    ),
    "bad header beside a good cookie": lambda w: {
        **bearer("garbage"),
        **cookies(cookie(w.provider.token(w.users["owner"]))),
    },
    "machine, unknown": lambda _: bearer("maitred_" + "x" * 43),
    "machine, revoked": lambda w: bearer(w.tokens["gone"]),
}
"""Who is not known: 401, whatever they ask for."""

DENIED: dict[str, Callable[[World], Headers]] = {
    "valid without membership": lambda w: w.bearer("stranger"),
    "other tenant": lambda w: w.bearer("other tenant"),
    "machine of the other tenant": lambda w: bearer(w.tokens["other"]),
}
"""Who is known, and has no role in the restaurant."""

ALLOWED: dict[str, Callable[[World], Headers]] = {
    **{role.value: lambda w, name=role.value: w.bearer(name) for role in Role},
    "RS256": lambda w: w.bearer("host", w.provider.keys[1]),
    "shared secret": lambda w: bearer(w.provider.shared(w.users["host"])),
    "cookie": lambda w: cookies(cookie(w.provider.token(w.users["host"]))),
    "cookie in chunks": lambda w: cookies(cookie(w.provider.token(w.users["host"]), chunk=100)),
    "plain cookie": lambda w: cookies(cookie(w.provider.token(w.users["host"]), encoded=False)),
    "machine": lambda w: bearer(w.tokens["one"]),
    "machine of every restaurant": lambda w: bearer(w.tokens["all"]),
}
"""Who has a role in it: any role does."""

CALLERS = {**UNKNOWN, **DENIED, **ALLOWED}
