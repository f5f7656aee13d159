"""The product's configuration, read-only."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.answers.configuration import MergeRules, ServicePolicy
from api.document import operation
from api.refusals.planning import NO_POLICY
from services.configuration import merge_rules_view, service_policy_view

router = APIRouter(prefix="/api/config", tags=["configuration"])


@router.get(
    "/merge-rules",
    summary="The product's rules of merges",
    **operation("listMergeRules", MergeRules),
)
def merge_rules(request: Request) -> JSONResponse:
    """List the rules; planning reads those of `maitred.restaurant_settings` instead."""
    return JSONResponse(merge_rules_view(request.app.state.database))


@router.get(
    "/service-policy",
    summary="The product's hours of service",
    **operation("readServicePolicy", ServicePolicy, NO_POLICY),
)
def service_policy(request: Request) -> JSONResponse:
    """Return the row; planning reads the turn times of `maitred.restaurant_settings` instead."""
    return JSONResponse(service_policy_view(request.app.state.database))
