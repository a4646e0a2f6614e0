"""Time's own work: each job is idempotent, runs in units of work of its own, and says how much it did.

A domain declares its job as a function of the moment; here they stand with how often they run.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.accounts import throttles
from app.audit import writing
from app.extensions import db
from app.operations.purge import purge
from app.operations.upkeep import checkpoint, optimize
from app.places.imports import batches

log = logging.getLogger("menhu")


@dataclass(frozen=True)
class Job:
    """`run(now)` is due every so often; it returns how many things it did."""

    name: str
    every: timedelta
    run: Callable[[datetime], int]


def sweep_throttles(now: datetime) -> int:
    """Forget the counters of tries that are full again."""
    with writing(unaudited="a counter of tries is not an act"):
        throttles.sweep(now)
    return 0


JOBS = (
    Job("imports", timedelta(seconds=20), batches.tick),
    Job("throttles", timedelta(minutes=10), sweep_throttles),
    Job("purge", timedelta(hours=1), purge),
    Job("checkpoint", timedelta(minutes=5), checkpoint),
    Job("optimize", timedelta(hours=6), optimize),
)


class Ticker:
    """Runs each job when it is due; one that fails is logged, tried again when due, and stops no other."""

    def __init__(self, jobs: Iterable[Job] = JOBS) -> None:
        self.jobs = list(jobs)
        self.last: dict[str, datetime] = {}

    def tick(self, now: datetime) -> dict[str, int | None]:
        """Run what is due at `now`; returns what each job did, None for one that failed."""
        due = [job for job in self.jobs if job.name not in self.last or now - self.last[job.name] >= job.every]
        return {job.name: self._run(job, now) for job in due}

    def _run(self, job: Job, now: datetime) -> int | None:
        self.last[job.name] = now
        try:
            done = job.run(now)
        except Exception:
            log.exception("job failed", extra={"job": job.name})
            return None
        finally:
            db.session.remove()
        if done:
            log.info("job done", extra={"job": job.name, "done": done})
        return done
