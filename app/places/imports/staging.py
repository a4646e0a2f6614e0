"""Households of a roster are set down, sealed, with what putting each in would do."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from app.extensions import db
from app.places.imports.bodies import pack, pack_row, unpack
from app.places.imports.compounds import LEAVES
from app.places.imports.models import RosterImport, StagedHousehold, StagedRow
from app.places.imports.standing import Spot, read_standing
from app.places.imports.wordlist import words_in_use
from app.places.roster.diff import Elsewhere, compare
from app.places.roster.entries import Household, Unreadable
from app.places.roster.headers import Layout
from app.places.roster.reading import Choices, Entry, Roster
from app.places.roster.sheets import RosterUnreadable

NOWHERE = UUID(int=0)
"""Stands for somebody named earlier in the same file, who is not recorded yet."""


def choices_of(job: RosterImport) -> Choices:
    """What was decided about the file."""
    layouts = {sheet: Layout(**layout) if layout else None for sheet, layout in (job.layouts or {}).items()}
    return Choices(job.compound, layouts, words_in_use())


def begin(job: RosterImport) -> None:
    """Forget what an earlier reading of the same file set down."""
    for staged in (StagedHousehold, StagedRow):
        db.session.execute(delete(staged).where(staged.import_id == job.id))
    job.done = job.total = 0


def finish(job: RosterImport, roster: Roster, at: datetime) -> None:
    """The file is read: keep what it counted, and what its columns are called."""
    job.tally = asdict(roster.tally)
    job.layouts = {sheet: asdict(layout) if layout else None for sheet, layout in roster.layouts.items()}
    job.read_at, job.job, job.total = at, None, roster.tally.households


def fail(job: RosterImport, error: RosterUnreadable) -> None:
    """The file cannot be read: say why."""
    job.problem, job.problem_row, job.job = error.code, error.row, None


def stop(job: RosterImport) -> None:
    """Something broke on our side: the rest may be asked for again."""
    job.problem, job.job = "stopped", None


class Stager:
    """Sets down the entries of one file, batch by batch, remembering who stood behind which door."""

    def __init__(self) -> None:
        self._labels: dict[int, str] = {}

    def stage(self, job: RosterImport, entries: Sequence[Entry]) -> None:
        """Set down a batch of households and unreadable rows."""
        db.session.add_all(_row(job, entry) for entry in entries if isinstance(entry, Unreadable))
        batch = _gather(job, (entry for entry in entries if isinstance(entry, Household)))
        staged = _staged(job, batch)
        for spot, row in staged.items():
            batch[spot] = unpack(row.content).absorb(batch[spot])
        standing = read_standing(job, batch)
        for spot, household in batch.items():
            elsewhere = self._named_before(spot, household) | standing.elsewhere(spot, household)
            difference = compare(household, standing.known(spot), elsewhere)
            row = staged.get(spot) or _new(job, spot)
            row.compound_id, row.kind = standing.compound_id(spot), difference.kind
            row.has_problems, row.content = bool(household.problems), pack(household, difference)
        job.done += len(entries)

    def _named_before(self, spot: Spot, household: Household) -> dict[str, Elsewhere]:
        """Who of the household stood behind another door earlier in the file."""
        found = {}
        for number in (person.id_number for person in household.people if person.id_number):
            label = self._labels.setdefault(hash(number), f"{spot.compound} {spot.label}")
            if label != f"{spot.compound} {spot.label}":
                found[number] = Elsewhere(NOWHERE, label.rpartition(" ")[2])
        return found


def _gather(job: RosterImport, households: Iterable[Household]) -> dict[Spot, Household]:
    batch: dict[Spot, Household] = {}
    for household in households:
        name = job.area.name if job.area.kind in LEAVES else household.compound or job.compound
        spot = Spot(name or household.sheet or job.area.name, household.door.label)
        batch[spot] = batch[spot].absorb(household) if spot in batch else household
    return batch


def _staged(job: RosterImport, batch: dict[Spot, Household]) -> dict[Spot, StagedHousehold]:
    """The doors of a batch that were set down before, because they come up again in the file."""
    labels = [spot.label for spot, household in batch.items() if household.again]
    rows = select(StagedHousehold).where(StagedHousehold.import_id == job.id, StagedHousehold.label.in_(labels))
    found = {Spot(row.compound, row.label): row for row in db.session.scalars(rows)} if labels else {}
    return {spot: row for spot, row in found.items() if spot in batch}


def _new(job: RosterImport, spot: Spot) -> StagedHousehold:
    row = StagedHousehold(import_id=job.id, area_id=job.area_id, compound=spot.compound, label=spot.label)
    db.session.add(row)
    return row


def _row(job: RosterImport, row: Unreadable) -> StagedRow:
    staged = StagedRow(import_id=job.id, area_id=job.area_id, sheet=row.sheet, number=row.row)
    staged.content = pack_row(row)
    return staged
