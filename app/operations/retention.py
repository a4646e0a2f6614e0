"""How long a row stays, and what is left of it: the words of the register (register.py), and its page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Keep:
    """A table: why it is kept, until when, and each column under the purpose it serves.

    With `days`, rows whose time in `since` is older than that are purged by the ticker: deleted, or where
    something is `left`, emptied but for those columns. Without, `until` says what ends their life.
    """

    why: str
    columns: dict[str, str]
    until: str = ""
    days: int | None = None
    since: str = ""
    left: str = ""

    @property
    def life(self) -> str:
        """Until when, in words."""
        if self.days is None:
            return self.until
        return f"{self.days} days after {self.since}" + (f"; then only {self.left} stay" if self.left else "")

    @property
    def names(self) -> list[str]:
        """The columns, in the order of the register."""
        return [name for group in self.columns.values() for name in group.split()]


def page(register: dict[str, Keep]) -> str:
    """The register as a page for people: docs/retention.md."""
    lines = [HEAD]
    for table, kept in register.items():
        lines += [f"## {table}", "", f"{kept.why}. Kept {kept.life}.", "", "| purpose | columns |", "|---|---|"]
        lines += [f"| {purpose} | {', '.join(names.split())} |" for purpose, names in kept.columns.items()]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


HEAD = """# What is kept, why, and for how long

Every column of every table, written from `app/operations/register.py` by `flask retention`; a test compares that
register with the models, so a field without a purpose and a term cannot get in.

The ticker (`flask tick`) purges what has a number of days: it deletes, SQLite overwrites the freed pages
(`secure_delete`), the write-ahead log is cut, and an audit entry says how many rows went. A backup holds purged rows
until it is deleted itself: keep backups no longer than seven days, as `deploy/systemd/menhu-backup.service` does.

The closing of the emergency (all personal rows go, counts and a certificate stay) is done by hand until its command
exists: stop the service, keep the bulletins, destroy the database, the backups and keys.json.
"""
