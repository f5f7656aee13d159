"""A good request of every route, each time a new one."""

import json
from collections.abc import Callable
from typing import Any

from tests.contract.scene import (
    ASSIGN,
    BOOKING,
    DAY,
    ENGINE,
    HOLD,
    JOB,
    LAYOUT,
    LOCK,
    MANUAL,
    QUOTE,
    RUN,
    SCENARIOS,
    SESSION,
    SHADOW,
    Evening,
    Request,
    Scene,
)
from tests.integration.postgres_servers import DATE


def requests(scene: Scene) -> dict[tuple[str, str], Callable[[], Request]]:
    """Return for every route what makes a request that it accepts."""
    house, tables = scene.house, scene.house.tables
    pair = [str(tables["T1"]), str(tables["T2"])]

    def request(
        method: str,
        route: str,
        body: Callable[[Evening], dict[str, Any]] | None = None,
        query: str = "",
    ) -> tuple[tuple[str, str], Callable[[], Request]]:
        def made() -> Request:
            evening = scene.present
            run = evening.kept if route.endswith("/apply") else scene.run
            places = {
                "restaurant_id": house.id,
                "date": evening.day_before if route.endswith("/undo") else evening.date,
                "booking_id": scene.planned if "run_id" in route else evening.guest,
                "trace_id": scene.planned,
                "table_id": tables["T1"],
                "run_id": run,
                "session_id": evening.session["id"] if "session_id" in route else "",
                "job_id": scene.job,
                "hold_id": evening.caller_hold if "hold_id" in route else "",
                "key": scene.solve,
            }
            content = None if body is None else json.loads(json.dumps(body(evening), default=str))
            return Request(method, route, (route + query).format(**places), content)

        return (method, route), made

    def choice(evening: Evening) -> dict[str, Any]:
        return {
            "bookingId": evening.guest,
            "tableIds": pair,
            "contextVersion": evening.version(evening.guest),
            "requireAdjacency": True,
            "excludeHoldId": None,
            "override": {"checks": ["capacity"], "reason": "a high chair"},
        }

    def confirmation(evening: Evening) -> dict[str, Any]:
        return {
            "holdId": evening.hold,
            "bookingId": evening.holder,
            "idempotencyKey": scene.new_key(),
            "requireAdjacency": False,
        }

    return dict(
        [
            request("GET", "/health/live"),
            request("GET", "/health/ready"),
            request("GET", "/api/config/merge-rules"),
            request("GET", "/api/config/service-policy"),
            request("GET", "/api/v1/me"),
            request("GET", "/api/v1/restaurants"),
            request("GET", RUN),
            request("GET", f"{RUN}/explanations", query="?budgetMs=50"),
            request("GET", f"{RUN}/explanations/{{booking_id}}", query="?budgetMs=50"),
            request("GET", ENGINE, query="?date=2030-06-01"),
            request(
                "PUT", ENGINE, lambda _: {"state": "on", "from": "2040-01-01", "reason": "scene"}
            ),
            request("GET", LAYOUT),
            request(
                "PUT",
                LAYOUT,
                lambda _: {
                    "version": scene.layout_version,
                    "tables": [{"tableId": tables["T1"], "x": 10, "y": 0.5, "shape": "round"}],
                },
            ),
            request("PUT", LOCK, lambda _: {"reason": "by the window"}),
            request("DELETE", LOCK),
            request("GET", DAY),
            request("GET", f"{DAY}/history", query="?limit=5"),
            request("GET", "/api/v1/restaurants/{restaurant_id}/trace/{trace_id}"),
            request("GET", f"{DAY}/events", query="?seconds=0"),
            request("GET", "/api/v1/restaurants/{restaurant_id}/jobs", query="?limit=5"),
            request("GET", SHADOW, query=f"?from={DATE}&to={DATE}&gate=covers%3E%3D0"),
            request(
                "POST",
                f"{DAY}/shadow",
                lambda _: {"budgetMs": 100, "idempotencyKey": scene.new_key()},
            ),
            request("GET", f"{SCENARIOS}/{{job_id}}"),
            request("GET", f"{SCENARIOS}/{{job_id}}/report"),
            request("GET", f"{SCENARIOS}/{{job_id}}/solves/{{key}}"),
            request("GET", "/api/v1/restaurants/{restaurant_id}/scenarios", query="?limit=5"),
            request("GET", "/api/v1/scenario-format"),
            request(
                "POST",
                "/api/v1/scenario-text",
                lambda _: {"text": "scenarios:\n  - name: rain\n    edits: []\n"},
            ),
            request("GET", JOB),
            request("GET", f"{JOB}/events"),
            request("POST", f"{JOB}/cancel"),
            request(
                "POST",
                SCENARIOS,
                lambda evening: {**evening.scenarios(), "idempotencyKey": scene.new_key()},
            ),
            request(
                "POST",
                f"{DAY}/plan",
                lambda _: {
                    "mode": "improve",
                    "maxMoves": 1,
                    "budgetMs": 100,
                    "dryRun": True,
                    "idempotencyKey": scene.new_key(),
                },
            ),
            request("GET", f"{MANUAL}/context", query="?bookingId={booking_id}"),
            request("GET", f"{BOOKING}/tables"),
            request("GET", f"{BOOKING}/manual-context"),
            request("GET", f"{BOOKING}/assignment-context"),
            request(
                "POST",
                ASSIGN,
                lambda evening: {
                    "restaurantId": house.id,
                    "date": evening.date if evening.guest else None,
                    "mode": "improve",
                    "maxMoves": 1,
                    "budgetMs": 100,
                    "dryRun": True,
                    "captureDecisions": False,
                    "idempotencyKey": scene.new_key(),
                },
            ),
            request(
                "POST",
                f"{DAY}/undo",
                lambda evening: {"runId": evening.run, "dryRun": True},
            ),
            request(
                "POST",
                f"{DAY}/changes",
                lambda evening: {
                    "changes": [{"bookingId": evening.guest, "tableIds": pair}],
                    "dryRun": True,
                    "idempotencyKey": scene.new_key(),
                },
            ),
            request(
                "POST",
                f"{DAY}/replan",
                lambda evening: {
                    "maxMoves": [0, None],
                    "events": [
                        {"kind": "cancel", "booking": evening.guest},
                        {"kind": "walk_in", "party": 2, "start": "13:00", "minutes": 60},
                    ],
                    "budgetMs": 50,
                    "idempotencyKey": scene.new_key(),
                },
            ),
            request(
                "POST",
                f"{DAY}/quote",
                lambda _: {
                    "party": 4,
                    "time": "19:00",
                    "durationMinutes": 90,
                    "seatingPreference": "window",
                    "seatingType": "booth",
                    "zoneId": house.zones["main"],
                    "maxTables": 2,
                    "requireAdjacency": True,
                    "avoidTables": [tables["T3"]],
                    "tableIds": None,
                    "hold": False,
                    "holdTtlSeconds": 60,
                    "replaceHoldId": scene.run,
                    "budgetMs": 50,
                    "maxMoves": 0,
                },
            ),
            request("DELETE", HOLD),
            request(
                "POST",
                f"{HOLD}/confirm",
                lambda evening: {"bookingId": evening.guest, "idempotencyKey": scene.new_key()},
            ),
            request("POST", f"{RUN}/apply", lambda _: {"idempotencyKey": scene.new_key()}),
            request(
                "POST",
                QUOTE,
                lambda evening: {
                    "bookingId": evening.guest,
                    "zoneId": house.zones["main"],
                    "maxTables": 2,
                    "requireAdjacency": None,
                    "avoidTables": [tables["T3"]],
                    "holdTtlSeconds": 60,
                    "hold": False,
                    "budgetMs": 50,
                    "maxMoves": 0,
                },
            ),
            request("POST", "/api/staff/auto/confirm", confirmation),
            request("POST", f"{MANUAL}/validate", choice),
            request("POST", f"{MANUAL}/hold", lambda at: {**choice(at), "holdTtlSeconds": 60}),
            request(
                "DELETE",
                f"{MANUAL}/hold",
                lambda evening: {"holdId": evening.hold, "bookingId": evening.holder},
            ),
            request(
                "POST",
                f"{MANUAL}/confirm",
                lambda at: {**confirmation(at), "contextVersion": at.version(at.holder)},
            ),
            request("POST", SESSION, lambda evening: {"bookingId": evening.sitter}),
            request(
                "PUT",
                f"{SESSION}/{{session_id}}/selection",
                lambda evening: {
                    "bookingId": evening.sitter,
                    "tableIds": pair,
                    "mode": "propose",
                    "contextVersion": evening.version(evening.sitter),
                    "selectionVersion": evening.session["selectionVersion"],
                    "holdTtlSeconds": 60,
                },
            ),
            request(
                "POST",
                f"{SESSION}/{{session_id}}/confirm",
                lambda evening: {
                    "bookingId": evening.sitter,
                    "holdId": evening.session["holdId"],
                    "idempotencyKey": scene.new_key(),
                    "contextVersion": evening.version(evening.sitter),
                    "selectionVersion": evening.session["selectionVersion"],
                },
            ),
            request("POST", f"{BOOKING}/tables", lambda _: {"tableId": tables["F1"]}),
            request("DELETE", f"{BOOKING}/tables/{{table_id}}"),
            request(
                "POST",
                f"{BOOKING}/assign-tables",
                lambda _: {
                    "tableIds": pair,
                    "idempotencyKey": scene.new_key(),
                    "requireAdjacency": True,
                },
            ),
            request("DELETE", f"{BOOKING}/assign-tables", lambda _: {"tableIds": pair}),
        ]
    )
