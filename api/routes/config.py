"""The product's configuration, read-only."""

from typing import Any

from fastapi import APIRouter, Request

from api.errors import documented
from services.configuration import merge_rules_view, service_policy_view

router = APIRouter(prefix="/api/config", tags=["configuration"])


@router.get("/merge-rules", summary="The product's rules of merges", responses=documented())
def merge_rules(request: Request) -> dict[str, Any]:
    """List the rules; planning reads those of `maitred.restaurant_settings` instead."""
    return merge_rules_view(request.app.state.database)


@router.get("/service-policy", summary="The product's hours of service", responses=documented(404))
def service_policy(request: Request) -> dict[str, Any]:
    """Return the row; planning reads the turn times of `maitred.restaurant_settings` instead."""
    return service_policy_view(request.app.state.database)
