"""``maitred schema``: the day format as JSON Schema."""

import json

from models.dayfile import DayFile


def schema() -> None:
    """Print the JSON Schema of the day format.

    Example: `maitred schema > day.schema.json`
    """
    described = DayFile.model_json_schema()
    described["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    described["title"] = "maitred day"
    print(json.dumps(described, indent=2))  # noqa: T201 - plain JSON, never wrapped to a width
