"""The identity provider's keys over a real socket: rotation, floods, outages."""

import asyncio
import time
from collections.abc import Iterator
from typing import TypeVar
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from api.credentials import UnauthorizedError
from api.jwks import FRESH_SECONDS, PERIOD_SECONDS, TIMEOUT_SECONDS, KeySet, KeysUnavailableError
from api.user_tokens import UserTokens
from settings import load_settings
from tests.alone import run_alone
from tests.integration.access_world import access_world
from tests.integration.postgres_servers import DATE, Server
from tests.integration.sign_in import Key, Provider, identity_provider

T = TypeVar("T")


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A provider of this test alone."""
    with identity_provider() as found:
        yield found


class Clock:
    """Goes as far as it is put."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def tokens_of(provider: Provider, clock: Clock) -> UserTokens:
    """Return a checker whose key set goes by a clock of the test."""
    checker = UserTokens(load_settings(jwks_url=provider.url))
    checker._keys = KeySet(provider.url, clock)
    return checker


async def good(checker: UserTokens, token: str) -> bool:
    """Tell whether a token is accepted."""
    try:
        await checker.user_of(token)
    except UnauthorizedError:
        return False
    return True


def test_a_new_key_costs_one_fetch(provider: Provider) -> None:
    """Keys are fetched once; a key that is new is found by one more fetch, an old one is gone."""
    clock, user = Clock(), uuid4()
    checker = tokens_of(provider, clock)

    async def run() -> None:
        old = provider.token(user)
        for key in provider.keys * 20:
            assert await good(checker, provider.token(user, key))
        assert provider.fetches == 1
        fresh = Key("fresh")
        provider.keys = [fresh]
        assert await good(checker, provider.token(user, fresh))
        assert provider.fetches == 2
        assert not await good(checker, old)
        assert provider.fetches == 2

    run_alone(lambda: asyncio.run(run()))


def test_a_flood_of_unknown_keys_costs_two_fetches_a_minute(provider: Provider) -> None:
    """A thousand made-up ids, one by one and at once; known keys go on meanwhile."""
    clock, user, made_up = Clock(), uuid4(), Key("x")
    checker = tokens_of(provider, clock)
    known = provider.token(user)
    header = "a.b.c"

    async def flood(count: int) -> None:
        assert checker._keys is not None
        for number in range(count):
            assert await checker._keys.find(f"unknown-{number}") is None
        found = await asyncio.gather(*(checker._keys.find(f"{n}") for n in range(count)))
        assert set(found) == {None}

    async def run() -> None:
        for minute in range(1, 4):
            await flood(500)
            assert not await good(checker, provider.token(user, made_up))
            assert not await good(checker, header)
            assert await good(checker, known)
            assert provider.fetches == 2 * minute
            clock.now += PERIOD_SECONDS

    run_alone(lambda: asyncio.run(run()))


def test_known_keys_outlive_the_provider(provider: Provider) -> None:
    """Down, slow or answering nonsense: what was known is known; old keys are renewed unnoticed."""
    clock, user = Clock(), uuid4()
    checker = tokens_of(provider, clock)
    known = provider.token(user)

    async def run() -> None:
        assert await good(checker, known)
        provider.down = True
        for _ in range(10):
            clock.now += FRESH_SECONDS
            assert await good(checker, known)
            await asyncio.sleep(0.05)  # the fetch that nobody waits for
            assert not await good(checker, provider.token(user, Key("new")))
        tried = provider.fetches
        assert tried > 10
        provider.down = False
        clock.now += FRESH_SECONDS
        assert await good(checker, known)
        while checker._keys is not None and checker._keys._fetching is not None:
            await asyncio.sleep(0.01)
        assert provider.fetches == tried + 1

    with capture_logs() as logs:
        run_alone(lambda: asyncio.run(run()))
    assert {line["event"] for line in logs} == {"keys not fetched"}


def test_without_any_key_nobody_is_let_in(provider: Provider) -> None:
    """Cold and down: 503, also for a good token; two fetches a minute, and it recovers."""
    clock, user = Clock(), uuid4()
    checker = tokens_of(provider, clock)
    provider.down = True

    async def run() -> None:
        for _ in range(20):
            with pytest.raises(KeysUnavailableError):
                await checker.user_of(provider.token(user))
        assert provider.fetches == 2
        provider.down = False
        with pytest.raises(KeysUnavailableError):
            await checker.user_of(provider.token(user))
        clock.now += PERIOD_SECONDS
        assert await good(checker, provider.token(user))

    with capture_logs():
        run_alone(lambda: asyncio.run(run()))


def test_a_silent_provider_is_given_up_on_and_blocks_nobody(provider: Provider) -> None:
    """The event loop turns while a fetch hangs, and the fetch ends by itself."""
    checker = tokens_of(provider, Clock())
    provider.slow_seconds = TIMEOUT_SECONDS + 2

    async def run() -> None:
        asking = asyncio.create_task(checker.user_of(provider.token(uuid4())))
        began, turns = time.monotonic(), 0
        while not asking.done():
            await asyncio.sleep(0.01)
            turns += 1
        with pytest.raises(KeysUnavailableError):
            asking.result()
        assert turns > 10
        assert time.monotonic() - began >= TIMEOUT_SECONDS

    with capture_logs():
        run_alone(lambda: asyncio.run(run()))


def test_rotation_through_the_service(pg18: Server) -> None:
    """A key that appears is accepted at the next request; without any key the service says 503."""
    with access_world(pg18, jwt_secret=None) as world:
        path = f"/api/v1/restaurants/{world.house.id}/days/{DATE}"
        world.provider.down = True
        cold = world.client.http.get(path, headers=world.owner)
        assert (cold.status_code, cold.json()["code"]) == (503, "KEYS_UNAVAILABLE")
        assert cold.headers["retry-after"]
        world.provider.down = False
        assert world.client.http.get(path, headers=world.owner).status_code == 200
        fresh = Key("fresh")
        world.provider.keys.append(fresh)
        refused = world.client.http.get(path, headers=world.bearer("owner", fresh))
        assert refused.status_code == 401  # two fetches in this minute already
        shared = {"authorization": f"Bearer {world.provider.shared(world.users['owner'])}"}
        assert world.client.http.get(path, headers=shared).status_code == 401
