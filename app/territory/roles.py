"""The page docs/roles.md, written from the tables the code goes by (`flask roles > docs/roles.md`)."""

from app.access import Permission
from app.access.roles import ROLES
from app.org.words import Role
from app.territory.rules import FITS, GIVES, SEATS, Kind

HEAD = """# Who may do what

Written from the code by `flask roles > docs/roles.md`; a test fails when it is stale. A binding is a person, a role
and a place, with a first and a last day. It counts at that place and at everything below it, from the moment it
begins to the moment it ends, also in sessions already open. Everybody signed in may read and change their own account.
"""


def roles_table() -> str:
    """The whole page, in Markdown and English."""
    return f"{HEAD}\n{permissions()}\n{places()}\n{givers()}"


def permissions() -> str:
    """Permission by role."""
    rows = [[f"`{one}`", *("●" if one in ROLES[role] else "" for role in Role)] for one in Permission if one != "self"]
    return "## Permissions\n\n" + table(["", *map(word, Role)], rows)


def places() -> str:
    """Where each role is bound, and whether somebody must hold it."""
    expected = {(seat.role, seat.at) for seat in SEATS}
    rows = [
        [word(role), ", ".join(f"**{word(kind)}**" if (role, kind) in expected else word(kind) for kind in kinds)]
        for role, kinds in FITS.items()
    ]
    said = "At a place in bold somebody must hold it; where nobody does, the vacancy shows."
    return f"## Where a role is bound\n\n{said}\n\n" + table(["Role", "Bound to"], rows)


def givers() -> str:
    """Who gives which role."""
    rows = [[word(role), ", ".join(word(one) for one in Role if one in given)] for role, given in GIVES.items()]
    return "## Who gives and ends which role\n\nOnly inside their own places.\n\n" + table(["Role", "Gives"], rows)


def word(kind: Kind | Role) -> str:
    """The English word."""
    return str(getattr(kind, "label", kind)).capitalize()


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
