"""The refusals that each route may answer with, one example each, for the OpenAPI document."""
