"""Rosters put through an import without a browser."""

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.access import unscoped
from app.accounts import SYSTEM
from app.audit import writing
from app.core import clock
from app.extensions import db
from app.org.models import Area
from app.places.imports import actions, batches
from app.places.imports.models import RosterImport, StagedHousehold
from app.places.models import Household, Resident
from tests.places.roster.making import csv_file

HEADER = ["楼栋", "单元", "房号", "姓名", "与户主关系", "身份证号码", "联系电话", "备注"]
ADA, BEN = "11010519491231002X", "421121197710113084"
TWO_HOMES = [
    ["3", "2", "501", "张三", "户主", ADA, "13890565072", "低保户"],
    ["3", "2", "501", "李四", "配偶", "", "", ""],
    ["3", "2", "502", "王五", "户主", BEN, "", ""],
]


def roster(*lines: list[str]) -> bytes:
    return csv_file([HEADER, *lines])


def read_in(place_id, data: bytes, **choices) -> RosterImport:
    """Upload `data` for a place and read it as guessed."""
    with writing(), unscoped("a test"):
        job = actions.take_in(db.session.get_one(Area, place_id), "roster.csv", data, by=SYSTEM, at=clock.now())
        actions.read(job, choices.get("layouts", {}), choices.get("compound", ""), by=SYSTEM, at=clock.now())
        job_id = job.id
    assert batches.work(job_id)
    return look(job_id)


def put_in(place_id, data: bytes, **choices) -> RosterImport:
    job_id = read_in(place_id, data, **choices).id
    return ask(actions.put, job_id)


def ask(verb, job_id) -> RosterImport:
    """Ask for something and let it be done."""
    with writing(), unscoped("a test"):
        verb(db.session.get_one(RosterImport, job_id), by=SYSTEM, at=clock.now())
    assert batches.work(job_id)
    return look(job_id)


def look(job_id) -> RosterImport:
    """The import as it stands now, out of any session."""
    db.session.remove()
    with unscoped("a test"):
        job = db.session.get_one(RosterImport, job_id, options=[undefer(RosterImport.file_sealed)])
    db.session.expunge(job)
    return job


def kinds(job: RosterImport) -> dict[str, str]:
    """What each door turned out to be."""
    with unscoped("a test"):
        rows = db.session.scalars(select(StagedHousehold).where(StagedHousehold.import_id == job.id))
        return {row.label: row.kind.value for row in rows}


def homes(place_id) -> dict[str, list[str]]:
    """The doors of a compound and who lives there now."""
    db.session.remove()
    with unscoped("a test"):
        rows = db.session.scalars(select(Household).where(Household.compound_id == place_id))
        return {row.label: [one.name for one in row.residents] for row in rows}


def resident(name: str) -> Resident:
    with unscoped("a test"):
        return db.session.scalars(select(Resident).where(Resident.name == name, Resident.moved_out_at.is_(None))).one()


def household(place_id, label: str) -> Household:
    with unscoped("a test"):
        rows = select(Household).where(Household.compound_id == place_id, Household.label == label)
        return db.session.scalars(rows).one()
