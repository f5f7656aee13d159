"""Scenarios that somebody has solved, where no worker runs."""

from uuid import UUID

from models.job import JobState
from persistence.jobs import get_job
from persistence.pool import Database
from services.jobs.running import JobRules, run_job
from tests.integration.access_world import World


def solved(world: World, asked: str) -> str:
    """Do a job as a worker does; return its id."""
    database: Database = world.client.app.state.database
    with database.connection() as connection:
        job = get_job(connection, UUID(asked))
    assert job is not None
    assert job.queue_id is not None
    run_job(database, JobRules(processes=1), job.id, job.queue_id, lambda: False)
    with database.connection() as connection:
        ended = get_job(connection, job.id)
    assert ended is not None
    assert ended.state is JobState.DONE
    return asked
