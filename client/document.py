"""Write the OpenAPI document of the service to ``docs/reference``; ``make client`` does.

What would break clients is not written, unless ``API_VERSION`` in ``api/document.py`` says so.
"""

import json
import sys
from pathlib import Path
from typing import Any

from api.app import create_app
from client.changes import breaking
from settings import load_settings

DOCUMENT = Path(__file__).parents[1] / "docs/reference/openapi.json"


def served() -> dict[str, Any]:
    """Return the document as the service serves it."""
    return create_app(load_settings(database_url="postgresql://nowhere", dev_auth=True)).openapi()


def verdict(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Return what a new document breaks without saying so by its version."""
    if old["info"]["version"] != new["info"]["version"]:
        return []
    return breaking(old, new)


def write() -> None:
    """Write the document.

    Raises:
        SystemExit: it would break clients.
    """
    new = served()
    broken = verdict(json.loads(DOCUMENT.read_text()), new) if DOCUMENT.exists() else []
    if broken:
        sys.exit(
            "\n".join(
                ["This breaks clients; raise API_VERSION in api/document.py if it has to:", *broken]
            )
        )
    DOCUMENT.write_text(json.dumps(new, indent=2) + "\n")


if __name__ == "__main__":
    write()
