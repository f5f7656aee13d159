"""What a request may end in, beside its answer and what ``httpx2`` raises."""

import httpx2

from .models.error_body import ErrorBody


class RefusedError(Exception):
    """The service refused. ``body`` is what it said; ``body.code`` is stable.

    ``retry_after`` is in seconds, where the service named them.
    """

    def __init__(self, response: httpx2.Response, body: ErrorBody) -> None:
        super().__init__(f"{response.status_code} {body.code}: {body.message}")
        self.status_code = response.status_code
        self.body = body
        after = response.headers.get("retry-after", "")
        self.retry_after = int(after) if after.isdecimal() else None

    @property
    def code(self) -> str:
        """The stable name of the refusal."""
        return self.body.code


class UnexpectedAnswerError(Exception):
    """Not the service answered, but something before it, or another version of it."""

    def __init__(self, response: httpx2.Response) -> None:
        super().__init__(f"{response.status_code} is no answer of maitred: {response.text[:200]}")
        self.status_code = response.status_code
        self.content = response.content


def refusal(response: httpx2.Response) -> RefusedError | UnexpectedAnswerError:
    """Return what an answer that is a refusal says."""
    try:
        return RefusedError(response, ErrorBody.from_dict(response.json()))
    except (ValueError, KeyError, TypeError, AttributeError):
        return UnexpectedAnswerError(response)
