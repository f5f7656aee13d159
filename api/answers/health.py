"""The shape of the answers about the service itself."""

from typing import Literal

from api.answers.shape import Shape, example


class Live(Shape):
    """The process answers."""

    model_config = example({"status": "live"})

    status: Literal["live"]


class Ready(Shape):
    """The database answers too."""

    model_config = example({"status": "ready"})

    status: Literal["ready"]
