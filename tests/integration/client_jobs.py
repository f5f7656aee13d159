"""Jobs by the generated client."""

import pytest
from maitred_client import AuthenticatedClient, RefusedError
from maitred_client.api.jobs import (
    cancel_job,
    list_jobs,
    list_scenarios,
    order_plan,
    order_scenarios,
    order_shadow,
    read_job,
    read_scenario_format,
    read_scenario_text,
    read_scenarios,
    read_shadow_report,
    read_solve,
)
from maitred_client.models import (
    JobKind,
    JobState,
    PlanJobBody,
    ScenariosBody,
    ScenarioText,
    ShadowBody,
)

from tests.contract.solved import solved
from tests.integration.access_world import World
from tests.integration.postgres_servers import DATE, House


def as_jobs(world: World, caller: AuthenticatedClient) -> None:
    """Asked for, listed, read and ended; what workers do with them is another test's."""
    house = world.house
    scenario = {"name": "bar closed", "edits": [{"kind": "close", "zone": str(house.zones["bar"])}]}
    body = ScenariosBody.from_dict(
        {"restaurantId": str(house.id), "dates": [DATE.isoformat()], "scenarios": [scenario]}
    )
    scenarios = order_scenarios.sync(client=caller, body=body, idempotency_key="what-if")
    assert order_scenarios.sync(client=caller, body=body, idempotency_key="what-if") == scenarios
    asked = read_scenarios.sync(scenarios.id, client=caller)
    assert (asked.scenarios, asked.seeds, asked.comparison) == (["bar closed"], [0], None)
    assert [item.id for item in list_scenarios.sync(house.id, client=caller).jobs] == [scenarios.id]
    with pytest.raises(RefusedError, match="SOLVE_NOT_FOUND"):
        read_solve.sync(scenarios.id, "0" * 64, client=caller)
    done = solved(world, str(order_scenarios.sync(client=caller, body=body).id))
    first = read_scenarios.sync(done, client=caller).comparison.runs[0]
    assert read_solve.sync(done, first.key, client=caller).scenario == "base"
    assert "product" in read_scenario_format.sync(client=caller).rule_presets
    text = ScenarioText("scenarios: [{name: a}]")
    assert read_scenario_text.sync(client=caller, body=text).seeds == [0]
    plan = order_plan.sync(house.id, DATE, client=caller, body=PlanJobBody(budget_ms=500))
    assert read_job.sync(plan.id, client=caller).state is JobState.QUEUED
    shadow = in_shadow(house, caller)
    listed = [str(item.id) for item in list_jobs.sync(house.id, client=caller).jobs]
    assert listed == [shadow, str(plan.id), done, str(scenarios.id)]
    for item in (plan, scenarios):
        assert cancel_job.sync(item.id, client=caller).state is JobState.CANCELLED


def in_shadow(house: House, caller: AuthenticatedClient) -> str:
    """A date to be looked at has one waiting job, whose id is returned; no night is over yet."""
    body = ShadowBody(budget_ms=500)
    first = order_shadow.sync(house.id, DATE, client=caller, body=body)
    assert (first.kind, first.state) == (JobKind.SHADOW, JobState.QUEUED)
    assert order_shadow.sync(house.id, DATE, client=caller, body=body).id == first.id
    assert cancel_job.sync(first.id, client=caller).state is JobState.CANCELLED
    found = read_shadow_report.sync(
        house.id, client=caller, from_=DATE, to=DATE, gate=["nights>=1", "covers>=0"]
    )
    assert (found.nights, found.verdict) == ([], "UNDECIDED")
    assert [gate.passed for gate in found.gates] == [False, False]
    with pytest.raises(RefusedError, match="INVALID_INPUT"):
        read_shadow_report.sync(house.id, client=caller, gate=["guests>=0"])
    return str(first.id)
