import pytest

from app.access import Permission
from app.access.roles import ROLES
from app.org.words import AreaKind, CheckpointKind, Role
from app.territory.rules import FITS, GIVES, GRID, SEATS, fits, given_by, seats_at


@pytest.mark.parametrize("role", Role)
def test_every_role_is_bound_somewhere(role):
    assert FITS[role]


@pytest.mark.parametrize("seat", SEATS)
def test_a_seat_is_where_its_role_can_be_bound(seat):
    assert fits(seat.role, seat.at)


@pytest.mark.parametrize("role", Role)
def test_exactly_those_who_may_bind_have_roles_to_give(role):
    assert bool(given_by({role})) == (Permission.TERRITORY_BIND in ROLES[role])


@pytest.mark.parametrize("giver", GIVES)
def test_nobody_gives_a_role_with_more_permissions_than_their_own(giver):
    for role in GIVES[giver]:
        assert ROLES[role] <= ROLES[giver]


@pytest.mark.parametrize(
    ("giver", "kept_back"),
    [
        (Role.ADMINISTRATOR, set()),
        (Role.HEADQUARTERS, {Role.ADMINISTRATOR}),
        (Role.COMMUNITY_LEAD, {Role.ADMINISTRATOR, Role.HEADQUARTERS, Role.INSPECTOR}),
        (Role.GRID_WORKER, set(Role)),
        (Role.GUARD, set(Role)),
    ],
)
def test_who_gives_which_role(giver, kept_back):
    assert given_by({giver}) == set(Role) - kept_back


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (AreaKind.COMMUNITY, [Role.COMMUNITY_LEAD]),
        (GRID, [Role.GRID_WORKER]),
        (AreaKind.COMPOUND, [Role.BOUND_CADRE, Role.PROPERTY_MANAGER]),
        (CheckpointKind.TEMPERATURE, [Role.GUARD]),
        (CheckpointKind.PERSUASION, []),
        (AreaKind.BUILDING, []),
    ],
)
def test_whom_a_place_expects(kind, expected):
    assert seats_at(kind) == expected
