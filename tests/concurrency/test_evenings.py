"""Random evenings of bookings, against a reference: the routes never surprise anybody."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from services import sweeper
from tests.budgets import EVENING_STEPS, EVENINGS
from tests.concurrency.chaos import SOAKING, say
from tests.concurrency.evening import World
from tests.concurrency.evening_machine import EveningMachine
from tests.integration.planning import pool
from tests.integration.postgres_servers import House, Server
from tests.integration.running_service import running_service
from tests.integration.serving_role import SERVICE_ROLE, serving_as


@pytest.fixture
def world(pg18: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A service in the product's own role, held by row-level security.

    Its sweeper comes when it is called: what is seen does not depend on the hour.
    """
    monkeypatch.setattr(sweeper, "SWEEP_SECONDS", threading.TIMEOUT_MAX)
    with (
        pg18.database() as database,
        database.connect(autocommit=True) as connection,
        serving_as(SERVICE_ROLE, connection, database),
        pool(database) as opened,
        running_service(database.dsn) as service,
    ):
        yield World(service.http, opened, House.build(connection))


def test_whatever_happens_on_an_evening(world: World) -> None:
    """Every route in any order: as the reference, or refused with nothing changed."""
    run_state_machine_as_test(
        lambda: EveningMachine(world),
        settings=settings(
            max_examples=EVENINGS,
            stateful_step_count=EVENING_STEPS,
            deadline=None,
            derandomize=not SOAKING,
            database=None,
            print_blob=True,
            # To shrink a failure would take hundreds of evenings; its steps are told as they are.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert world.seen["done"] > EVENINGS * EVENING_STEPS / 5, f"did not test: {world.seen}"
    assert len(world.seen) > 8, f"did not test: {world.seen}"
    say(f"evenings: {EVENINGS} of {EVENING_STEPS} steps: {dict(world.seen)}")
