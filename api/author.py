"""Who asks."""

from fastapi import Request

from persistence.history import Author


def author_of(request: Request) -> Author:
    """Return who is behind a request; as long as nobody has to sign in, only the request's id."""
    return Author(request_id=request.state.request_id)
