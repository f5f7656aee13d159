"""The container's health check, asked of a real service."""

import subprocess
import sys

from tests.integration.desk import Stage
from tests.tools import ROOT


def checked(**environment: str) -> subprocess.CompletedProcess[str]:
    """Run the health check with the environment of a container."""
    return subprocess.run(
        [sys.executable, ROOT / "deploy/container/healthcheck.py"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_service_that_lives_is_healthy(stage: Stage) -> None:
    """However the container listens, and whatever proxy it is told of."""
    port = str(stage.http.base_url.port)
    dead = "http://127.0.0.1:9"
    ran = checked(MAITRED_HOST="0.0.0.0", MAITRED_PORT=port, http_proxy=dead)
    assert (ran.returncode, ran.stderr) == (0, "")
    named = checked(MAITRED_PORT=port, MAITRED_ALLOWED_HOSTS='["localhost"]')
    assert named.returncode == 0
    stranger = checked(MAITRED_PORT=port, MAITRED_ALLOWED_HOSTS='["tables.example.com"]')
    assert stranger.returncode == 1, "it has to ask by a name that the service answers to"


def test_where_nothing_listens_it_is_not_healthy() -> None:
    """And says why."""
    ran = checked(MAITRED_PORT="9")
    assert ran.returncode == 1
    assert "127.0.0.1:9/health/live" in ran.stderr
