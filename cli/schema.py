"""``maitred schema``: the formats of files as JSON Schema."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from models.base import Value
from models.dayfile import DayFile
from models.demand_profile import DemandProfile
from models.past import PastFile
from scenarios.scenario import ScenarioFile


class Kind(StrEnum):
    """What there is a schema of."""

    DAY = "day"
    SCENARIOS = "scenarios"
    PAST = "past"
    DEMAND = "demand"


MODELS: dict[Kind, type[Value]] = {
    Kind.DAY: DayFile,
    Kind.SCENARIOS: ScenarioFile,
    Kind.PAST: PastFile,
    Kind.DEMAND: DemandProfile,
}


def schema(
    kind: Annotated[
        Kind,
        typer.Argument(
            help="day (what is planned), scenarios (what if), past (bookings that were) or demand "
            "(fitted from them)."
        ),
    ] = Kind.DAY,
) -> None:
    """Print the JSON Schema of the day format, or of other files.

    Examples:

    `maitred schema > day.schema.json`

    `maitred schema scenarios > scenarios.schema.json`
    """
    described = MODELS[kind].model_json_schema()
    described["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    described["title"] = f"maitred {kind}"
    print(json.dumps(described, indent=2))  # noqa: T201 - plain JSON, never wrapped to a width
