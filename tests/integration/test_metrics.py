"""What ``/metrics`` exposes, and that alert rules and dashboard ask for nothing else."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from tests.concurrency.chaos import on
from tests.integration.job_world import until
from tests.integration.postgres_servers import Database, House
from tests.integration.running_service import Client, running_service

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)

DEPLOY = Path(__file__).parents[2] / "deploy"
OF_PROMETHEUS = {"instance", "job"}
"""Labels that the scrape adds."""

SERVER_ERRORS = "5.."
"""None has happened yet when this is looked at."""

QUOTE = "/api/staff/auto/quote"
Series = dict[str, dict[str, set[str]]]


@pytest.fixture
def client(database: Database) -> Iterator[Client]:
    """The service."""
    with running_service(database.dsn, plan_budget_seconds=5) as service:
        yield service


def exposed(client: Client) -> tuple[Series, dict[tuple[str, frozenset[tuple[str, str]]], float]]:
    """Return the labels with their values by name of each series, and all values."""
    answer = client.http.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    series: Series = {}
    values = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            labels = series.setdefault(sample.name, {})
            for name, value in sample.labels.items():
                labels.setdefault(name, set()).add(value)
            values[sample.name, frozenset(sample.labels.items())] = sample.value
    return series, values


def expressions() -> list[str]:
    """Return every expression of the rules and of the dashboard."""
    rules = yaml.safe_load((DEPLOY / "prometheus/alerts.yml").read_text())
    board = json.loads((DEPLOY / "grafana/maitred.json").read_text())
    found = [rule["expr"] for group in rules["groups"] for rule in group["rules"]]
    found += [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    return [*found, *(item["query"] for item in board["templating"]["list"])]


def base(name: str) -> str:
    """Return the name of a metric without the part that says which series of it is meant."""
    return re.sub(r"_(bucket|count|sum|total)$", "", name)


def test_rules_and_dashboard_ask_only_for_what_there_is(client: Client, house: House) -> None:
    """Every name, every label, and every value that a matcher names, of a service at work."""
    guest = house.booking(dt.time(19), party_size=4)
    client.http.post(QUOTE, json={"bookingId": str(guest)})
    series, _ = exposed(client)
    for expression in expressions():
        selected = re.findall(r"([a-z_]+)\{([^}]*)\}", expression)
        for name, matchers in (item for item in selected if item[0] != "up"):
            for label, operator, value in re.findall(r'(\w+)(=~|=)"([^"]*)"', matchers):
                if label in OF_PROMETHEUS or value == SERVER_ERRORS:
                    continue
                wanted = set(value.split("|")) if operator == "=~" else {value}
                assert wanted <= series[name][label], expression
        names = re.findall(r"\bmaitred_\w+", expression)
        assert set(names) <= series.keys(), expression
        for grouped in re.findall(r"by \(([^)]*)\)", expression):
            known = OF_PROMETHEUS.union(*(series[name] for name in names))
            assert set(grouped.replace(" ", "").split(",")) <= known, expression


def test_nothing_is_exposed_that_nobody_looks_at(client: Client) -> None:
    """Each metric is in a rule or on the dashboard; a new one has to be put there."""
    text = " ".join(expressions())
    ours = {base(name) for name in exposed(client)[0] if name.startswith("maitred_")}
    assert {base(name) for name in re.findall(r"\bmaitred_\w+", text)} == ours


def test_work_is_counted(client: Client, house: House) -> None:
    """A quote, a refused hold, a plan with somebody unseated: each in its own series."""
    first, second = (house.booking(dt.time(19), party_size=4) for _ in range(2))
    house.booking(dt.time(19), party_size=60)
    _, before = exposed(client)
    held = client.http.post(QUOTE, json={"bookingId": str(first)}).json()
    body = {"bookingId": str(second), "tableIds": held["candidate"]["tableIds"]}
    assert client.http.post(QUOTE, json=body).status_code == 409
    client.http.post(QUOTE, json={"bookingId": str(second), "hold": False})
    client.plan(house.id)
    _, after = exposed(client)

    def more(name: str, **labels: str) -> float:
        key = (f"maitred_{name}", frozenset(labels.items()))
        return after[key] - before.get(key, 0.0)

    assert more("quote_seconds_count", outcome="held") == 1
    assert more("quote_seconds_count", outcome="refused") == 1
    assert more("quote_seconds_count", outcome="looked") == 1
    assert more("hold_conflicts_total", source="hold") == 1
    assert more("commits_total", kind="hold", outcome="committed", sqlstate="none") == 1
    assert more("commits_total", kind="hold", outcome="refused", sqlstate="none") == 1
    assert more("commits_total", kind="plan", outcome="committed", sqlstate="none") == 1
    assert more("unseated_bookings_total", reason="no_table_fits") == 1
    assert more("plan_gap_ratio_count") == 1
    for phase in ("prepare", "finish"):
        assert more("solve_seconds_count", phase=phase) == 1
    assert more("request_seconds_count", route=QUOTE, method="POST", status="409") == 1
    assert after["maitred_database_connections", frozenset({("state", "open")})] >= 1


def test_a_refusal_of_the_database_is_counted_by_its_sqlstate(client: Client, house: House) -> None:
    """What a trigger of somebody else's refuses counts as failed, under its own state."""
    house.connection.execute(
        "create function no() returns trigger language plpgsql as"
        " $$ begin raise exception 'no' using errcode = '23514'; end $$;"
        " create trigger no before insert on table_holds for each row execute function no()"
    )
    guest = house.booking(dt.time(19), party_size=4)
    assert client.http.post(QUOTE, json={"bookingId": str(guest)}).status_code == 422
    _, values = exposed(client)
    wanted = {("kind", "hold"), ("outcome", "failed"), ("sqlstate", "23514")}
    assert values["maitred_commits_total", frozenset(wanted)] >= 1


def test_an_event_that_is_not_written_is_counted(client: Client, house: House) -> None:
    """The request goes on; the loss can be seen."""
    house.connection.execute(
        "alter table observability_events add constraint nothing check (false) not valid"
    )
    key = ("maitred_event_write_failures_total", frozenset({("sink", "observability_events")}))
    before = exposed(client)[1][key]
    guest = house.booking(dt.time(19), party_size=4)
    assert client.http.post(QUOTE, json={"bookingId": str(guest)}).status_code == 200
    until(lambda: exposed(client)[1][key] == before + 2, 5)  # the hold, and the quote


def test_nobody_is_a_label(client: Client, house: House) -> None:
    """Neither ids nor paths that anybody invents are in the metrics."""
    guest = house.booking(dt.time(19), party_size=4)
    client.http.post(QUOTE, json={"bookingId": str(guest)})
    client.http.get(f"/api/v1/restaurants/{house.id}/days/2030-06-01")
    client.http.get("/invented/by-me")
    text = client.http.get("/metrics").text
    for secret in (str(house.id), str(guest), "by-me"):
        assert secret not in text
    assert 'route="none"' in text


def test_metrics_can_be_switched_off(database: Database, house: House) -> None:
    """Then there is no such route."""
    assert house.id
    with running_service(database.dsn, metrics=False) as client:
        answer: Any = client.http.get("/metrics")
    assert answer.status_code == 404
