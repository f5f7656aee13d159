"""What an example of a refusal consists of."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Refusal:
    """One code with one status, as clients meet it."""

    status: int
    code: str
    message: str
    hint: str | None = None
    details: Any = None

    @property
    def body(self) -> dict[str, Any]:
        """The whole answer."""
        return {
            "error": self.message,
            "message": self.message,
            "code": self.code,
            "details": self.details,
            "hint": self.hint,
            "requestId": "3b1f6a52-9a3e-4a53-8a6b-0d6a5a1e3f10",
        }
