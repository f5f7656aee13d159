"""What the service may use of a database, seen by a role that is not its owner."""

import pytest

from persistence.capabilities import probe
from persistence.errors import DatabaseError
from tests.integration.doctor_faults import run
from tests.integration.postgres_servers import House


@pytest.mark.parametrize("schema", ["maitred", "public"])
def test_a_schema_that_the_role_may_not_use_is_named_with_its_grant(
    house: House, schema: str
) -> None:
    """Refused as what it is, before anything else is said to be missing; let in, it goes on."""
    run(house, "grant usage on schema maitred to service_role")
    run(house, f"revoke usage on schema {schema} from public, service_role")
    run(house, "set role service_role")
    with pytest.raises(DatabaseError) as caught:
        probe(house.connection)
    error = caught.value
    assert (error.code, error.status, error.exit_code) == ("SCHEMA_CLOSED", 503, 3)
    assert error.message == f"the database role service_role may not use schema {schema}"
    grant, *_ = str(error.hint).partition("run: ")[2].split("; ")
    assert grant == f"grant usage on schema {schema} to service_role"

    run(house, "reset role")
    run(house, grant)
    run(house, "set role service_role")
    assert probe(house.connection).has("public.observability_events")


def test_a_missing_table_is_still_named(house: House) -> None:
    """What is not there at all is another matter than what is closed."""
    run(house, "drop table maitred.run_events, maitred.events cascade")
    with pytest.raises(DatabaseError) as caught:
        probe(house.connection)
    assert (caught.value.code, caught.value.details) == (
        "SCHEMA_MISMATCH",
        {"missing": ["maitred.events"]},
    )
