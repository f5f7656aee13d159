"""Numbers for Prometheus: of this process, and of the database as of the last sweep."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from telemetry.metrics import CONNECTIONS, QUEUE, expose

router = APIRouter(include_in_schema=False)


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """Return all metrics; none of them names a restaurant, a booking or a guest."""
    state = request.app.state
    queues = {
        "plans": state.planners,
        "explanations": state.explainers,
        "orders": state.orderers,
        "reports": state.reporters,
        "quotes": state.quoters,
        "requests": state.desk,
    }
    for name, queue in queues.items():
        QUEUE.labels(name).set(queue.inside)
    for name, number in state.database.connections().items():
        CONNECTIONS.labels(name).set(number)
    return Response(expose(), media_type=CONTENT_TYPE_PLAIN_0_0_4)
