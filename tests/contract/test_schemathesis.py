"""The service keeps what its OpenAPI document promises: Schemathesis, all phases, all checks."""

import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import AcceptedNegativeData, Failure
from schemathesis.core.parameters import ParameterLocation
from schemathesis.engine import Status, events, from_schema
from schemathesis.hooks import GLOBAL_HOOK_DISPATCHER, HookContext
from schemathesis.openapi.checks import EnsureResourceAvailability, RejectedPositiveData

from tests.budgets import CONTRACT_EXAMPLES, NO_ANSWER_SECONDS
from tests.concurrency.chaos import say
from tests.contract.good_requests import requests
from tests.contract.scene import ASSIGN, DAY, SESSION, Request, Scene
from tests.integration.access_world import access_world
from tests.integration.postgres_servers import Server

SEED = int(os.environ.get("MAITRED_CONTRACT_SEED", "20300601"))

KEY = "Idempotency-Key"

LIVE_SHARE = 0.75
"""So many requests are about what is there; the others ask for things that are not."""

LIVE = {
    "restaurantId",
    "bookingId",
    "holdId",
    "excludeHoldId",
    "tableId",
    "tableIds",
    "contextVersion",
    "selectionVersion",
    "idempotencyKey",
    "runId",
    "zoneId",
    "date",
    "version",
    "tables",
    "dates",
    "scenarios",
    "changes",
}
"""Fields whose values nobody guesses."""

LEAST_ACCEPTED = 1 / 3
"""At least so many of the well-formed requests have to get as far as an answer."""


@pytest.fixture
def scene(pg18: Server) -> Iterator[Scene]:
    """A restaurant that a service which asks who calls works for."""
    with access_world(
        pg18, writes_per_minute=0, plan_budget_seconds=0.2, jobs_waiting=10_000
    ) as world:
        yield Scene(world)


class Guide:
    """Puts what is really there into what Schemathesis makes up, and counts what comes of it."""

    def __init__(self, scene: Scene) -> None:
        self._scene, self._made = scene, requests(scene)
        self._whims = random.Random(SEED)
        self._writes = scene.writes()
        self.well_formed: Counter[str] = Counter()
        self.accepted: Counter[str] = Counter()

    def prepare(self, case: Any) -> None:
        """Replace ids, versions and keys, except where what is made up is wrong on purpose."""
        made = self._made.get((case.operation.method.upper(), case.operation.path))
        if made is None or case.meta is None:
            return
        may = {place: not case.meta.is_negative_at(place) for place in ParameterLocation}
        if may[ParameterLocation.QUERY] and case.operation.path.endswith("/events"):
            case.query = {"seconds": 0}  # whoever waits for a stream waits long
        has_body = may[ParameterLocation.BODY] and isinstance(case.body, dict)
        if self._whims.random() < LIVE_SHARE:
            request = made()
            # What had to be there for it was written by us: that is no reason to move on.
            self._writes = self._scene.writes()
            if may[ParameterLocation.PATH] and case.path_parameters:
                case.path_parameters.update(places_of(request))
            if may[ParameterLocation.QUERY] and "bookingId" in (case.query or {}):
                case.query["bookingId"] = request.target.partition("bookingId=")[2]
            if has_body:
                case.body.update({n: v for n, v in (request.body or {}).items() if n in LIVE})
                if isinstance(override := case.body.get("override"), dict):
                    override["checks"] = ["capacity"]
        if has_body and may[ParameterLocation.HEADER] and KEY in (case.headers or {}):
            # Two different keys are refused: which fields may stand together no schema says.
            case.headers[KEY] = case.body.get("idempotencyKey") or case.headers[KEY]

    def note(self, case: Any, response: Any) -> None:
        """Count, and move on to another evening when something was written."""
        if case.meta is not None and case.meta.generation.mode.is_positive:
            self.well_formed[case.operation.label] += 1
            self.accepted[case.operation.label] += response.status_code < 300
        if (writes := self._scene.writes()) != self._writes:
            self._scene.spoil()
            self._writes = writes


def places_of(request: Request) -> dict[str, str]:
    """Return the path's parameters."""
    pairs = zip(request.route.split("/"), request.target.partition("?")[0].split("/"), strict=True)
    return {name[1:-1]: value for name, value in pairs if name.startswith("{")}


def is_meant(failure: Failure, case: Any, response: Any) -> bool:
    """Tell what is no failure, but as it should be."""
    if isinstance(failure, AcceptedNegativeData):
        # A list that is too long may be too large as well, which the check takes for no refusal.
        return bool(response.status_code == 413)
    if isinstance(failure, EnsureResourceAvailability):
        # What is not there is the booking or the hold that the body names, not the session.
        is_session = case.operation.path.startswith(SESSION)
        return is_session and b"SESSION_NOT_FOUND" not in response.content
    # Which fields may stand together is said in words: a schema of it would help nobody who reads
    # it, and generators of clients do not understand it.
    return (
        isinstance(failure, RejectedPositiveData)
        and case.operation.path in (ASSIGN, f"{DAY}/plan")
        and b"maxMoves needs mode 'improve'" in response.content
    )


@contextmanager
def hooked(guide: Guide) -> Iterator[None]:
    """Let the guide take part."""

    def before_call(context: HookContext, case: Any, kwargs: dict[str, Any]) -> None:
        guide.prepare(case)

    def after_call(context: HookContext, case: Any, response: Any) -> None:
        guide.note(case, response)

    def filter_failure(context: HookContext, failure: Failure, case: Any, response: Any) -> bool:
        return not is_meant(failure, case, response)

    hooks = (before_call, after_call, filter_failure)
    for hook in hooks:
        GLOBAL_HOOK_DISPATCHER.hook(hook)
    try:
        yield
    finally:
        for hook in hooks:
            GLOBAL_HOOK_DISPATCHER.unregister(hook)


def configuration(scene: Scene) -> SchemathesisConfig:
    """Everything is on; what a well-formed request may get is more than by default."""
    return SchemathesisConfig.from_dict(
        {
            "seed": SEED,
            "continue-on-failure": True,
            "request-timeout": NO_ANSWER_SECONDS,
            "headers": {"Authorization": scene.world.owner["authorization"]},
            "generation": {
                "max-examples": CONTRACT_EXAMPLES,
                "database": "none",
                # Credentials are what the matrix of callers tries; here the owner asks.
                "with-security-parameters": False,
            },
            "checks": {
                # 422 says that a request which is well formed cannot be done: never 400.
                "positive_data_acceptance": {
                    "expected-statuses": ["2xx", "403", "404", "409", "422", "429"]
                },
                # What is too long for its schema may be too large to be read at all.
                "negative_data_rejection": {"expected-statuses": ["4xx"]},
            },
        }
    )


@pytest.mark.timeout(0)  # each request has its time
def test_the_service_keeps_its_document(scene: Scene) -> None:
    """No failure of any check, and enough requests that got somewhere."""
    guide, failures, statuses = Guide(scene), {}, Counter[int]()
    phases: dict[str, Status] = {}
    checks = Counter[str]()
    with hooked(guide):
        url = f"{str(scene.world.client.http.base_url).rstrip('/')}/openapi.json"
        schema = schemathesis.openapi.from_url(url, config=configuration(scene))
        for event in from_schema(schema).execute():
            assert not isinstance(event, events.NonFatalError | events.FatalError), event
            if isinstance(event, events.SchemaAnalysisWarnings):
                failures["warnings"] = str(event.warnings)
            if isinstance(event, events.PhaseFinished):
                phases[event.phase.name.value] = event.status
            if isinstance(event, events.ScenarioFinished):
                for found in event.recorder.interactions.values():
                    if found.response is not None:
                        statuses[found.response.status_code] += 1
                for check in (one for many in event.recorder.checks.values() for one in many):
                    checks[check.name] += 1
                    if check.status == Status.FAILURE and check.failure_info is not None:
                        failure, sample = check.failure_info.failure, check.failure_info.code_sample
                        key = f"{check.name} {failure.operation} {failure.title}"
                        failures.setdefault(key, f"{failure.message}\n{sample}")
    share = guide.accepted.total() / guide.well_formed.total()
    say(
        f"contract: seed {SEED}, {statuses.total()} requests, {dict(sorted(statuses.items()))}, "
        f"{share:.0%} of {guide.well_formed.total()} well-formed ones accepted, "
        f"{checks.total()} checks of {len(checks)} kinds, {len(failures)} failures"
    )
    told = "\n\n".join(f"{key}\n{text[:3000]}" for key, text in list(failures.items())[:10])
    assert not failures, told
    ran = {"examples", "coverage", "fuzzing", "stateful"}
    assert {name for name in ran if phases.get(name) == Status.SUCCESS} == ran, phases
    assert share >= LEAST_ACCEPTED, "did not test: hardly anything was accepted"
    never = [label for label in guide.well_formed if not guide.accepted[label]]
    assert never == [], f"did not test: {never} were never accepted"
