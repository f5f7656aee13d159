"""How the application is served: one place for the limits below HTTP."""

from typing import Any

import uvicorn
from fastapi import FastAPI

MOST_HEAD_BYTES = 32_768
"""Request line and headers; the session cookie alone may take ten thousand."""


def server_config(app: FastAPI, **options: Any) -> uvicorn.Config:
    """Return how to serve an application; ``options`` are further ones of uvicorn."""
    return uvicorn.Config(
        app,
        # The faster parser reads headers without end into memory.
        http="h11",
        h11_max_incomplete_event_size=MOST_HEAD_BYTES,
        ws="none",
        server_header=False,
        log_config=None,
        access_log=False,
        **options,
    )
