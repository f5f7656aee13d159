"""``maitred openapi`` and ``maitred errors``: the service's reference, without starting it."""

import json

from settings import load_settings


def openapi() -> None:
    """Print the OpenAPI document of the HTTP service.

    Example: `maitred openapi > maitred.openapi.json`
    """
    from api.app import create_app

    app = create_app(load_settings(database_url="postgresql://nowhere", dev_auth=True))
    print(json.dumps(app.openapi(), indent=2))  # noqa: T201 - plain JSON, never wrapped to a width


def errors() -> None:
    """Print every error code of the HTTP service, with its status and what it means.

    Example: `maitred errors > errors.md`
    """
    from api.error_table import error_table

    print(error_table(), end="")  # noqa: T201 - plain Markdown, never wrapped to a width
