"""How long quotes take, by what came of them."""

import time
from collections.abc import Callable
from typing import Any

from telemetry.metrics import QUOTES
from telemetry.stages import stage

Json = dict[str, Any]


def timed_quote(work: Callable[[], Json], *, only_looks: bool) -> Json:
    """Return an answer to a quote; ``only_looks``: nothing was to be held."""
    began, outcome = time.monotonic(), "refused"
    try:
        with stage("quote") as told:
            answer = work()
            hold, candidate = answer.get("holdId"), answer.get("candidate")
            told.tell(hold=hold, tables=(candidate or {}).get("tableNumbers"))
            outcome = "held" if hold else "looked" if only_looks and candidate else "none"
        return answer
    finally:
        QUOTES.labels(outcome).observe(time.monotonic() - began)
