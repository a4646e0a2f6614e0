"""Who can be tried out: the first of each role, with the PIN everybody in the demo has.

Outside MENHU_DEMO=1 the PIN opens nothing: a phone that was never enrolled cannot sign in, and nobody in
the demo has an enrolled one.
"""

import json
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from app.accounts.models import Person
from app.extensions import db
from app.org.models import Binding, in_force
from app.org.words import Role

PIN = "193026"
CAST = (
    Role.GUARD,
    Role.VOLUNTEER,
    Role.GRID_WORKER,
    Role.BOUND_CADRE,
    Role.COMMUNITY_CADRE,
    Role.COMMUNITY_LEAD,
    Role.HEADQUARTERS,
    Role.ADMINISTRATOR,
)


def write_cast(folder: Path, at: datetime) -> None:
    """Leave the cast for the sign-in page (app/signin/demo.py) in `folder`."""
    players = [_player(role, at) for role in CAST]
    (folder / "demo-cast.json").write_text(json.dumps(players, ensure_ascii=False, indent=1))


def _player(role: Role, at: datetime) -> dict[str, str]:
    rows = select(Binding, Person).join(Person, Person.id == Binding.person_id)
    rows = rows.where(Binding.role == role, in_force(Binding, at)).order_by(Binding.id).limit(1)
    binding, person = db.session.execute(rows).one()
    place = binding.checkpoint or binding.grid or binding.area
    return {"name": person.name, "role": role.value, "place": place.name, "phone": person.phone, "pin": PIN}
