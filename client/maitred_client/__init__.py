"""A typed client of maitred, generated from its OpenAPI document.

One module for each operation is in ``maitred_client.api``, one class for each shape in
``maitred_client.models``.
"""

from .client import AuthenticatedClient, Client
from .errors import RefusedError, UnexpectedAnswerError

__all__ = ("AuthenticatedClient", "Client", "RefusedError", "UnexpectedAnswerError")
