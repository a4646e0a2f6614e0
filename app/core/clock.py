"""The only clock. Stored times are UTC; days and quotas are counted in district time (Asia/Shanghai)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DISTRICT = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The calendar day the district is living in."""
    return district_day(now())


def district_time(at: datetime) -> datetime:
    """`at` on the district's own clocks."""
    return at.astimezone(DISTRICT)


def district_day(at: datetime) -> date:
    """The calendar day of `at` in the district: what quotas and daily counts go by."""
    return district_time(at).date()


def start_of(day: date) -> datetime:
    """Midnight at which `day` begins in the district, in UTC."""
    return datetime.combine(day, time.min, DISTRICT).astimezone(UTC)


def end_of(day: date) -> datetime:
    """Midnight at which `day` ends in the district, in UTC (the first moment no longer in it)."""
    return start_of(day + timedelta(days=1))
