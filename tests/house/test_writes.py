"""There is one road for a write, one clock, and one way past the scope."""

import ast
import re
from pathlib import Path

from tests.house.source import calls, name, python_files, tree

UNSCOPED = Path(__file__).with_name("unscoped.txt")
MAY_OPEN_A_UNIT = re.compile(
    r"app/(audit/unit|web/(door|identity|health)|signin/flow|accounts/throttles|cli|\w+/cli|places/imports/(cli|batches)"
    r"|operations/\w+|demo/\w+|setup/\w+)\.py"
)


def test_only_the_unit_of_work_commits():
    committing = [name(path) for path in python_files() if calls(path, "commit")]
    assert committing == ["app/audit/unit.py"]


def test_only_the_door_the_commands_and_sign_in_open_a_unit_of_work():
    opening = [name(path) for path in python_files() if calls(path, "writing")]
    assert not [path for path in opening if not MAY_OPEN_A_UNIT.fullmatch(path)]


def test_core_clock_is_the_only_clock():
    for path in python_files():
        if name(path) != "app/core/clock.py":
            for node in ast.walk(tree(path)):
                is_clock = isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"}
                owner = getattr(getattr(node, "value", None), "id", "")
                assert not (is_clock and owner in {"datetime", "date"}), f"{name(path)} reads a clock of its own"


def test_whoever_looks_past_the_scope_is_on_the_list():
    found = []
    for path in python_files():
        for call in calls(path, "unscoped"):
            assert call.args, f"{name(path)}:{call.lineno} gives no reason"
            reason = call.args[0].value if isinstance(call.args[0], ast.Constant) else ast.unparse(call.args[0])
            found.append(f"{name(path)}: {reason}")
    assert sorted(set(found)) == UNSCOPED.read_text().splitlines(), "review, then update tests/house/unscoped.txt"


def test_what_goes_around_the_scope_by_tables_or_text_stays_in_reviewed_files():
    reviewed = re.compile(
        r"app/(core/\w+|access/scope|accounts/throttles|web/health|demo/\w+|operations/\w+|places/imports/planning)\.py"
    )
    for path in python_files():
        if not reviewed.fullmatch(name(path)):
            raw = [n for n in ast.walk(tree(path)) if isinstance(n, ast.Attribute) and n.attr == "__table__"]
            assert not raw, f"{name(path)} asks a table, not a model: the scope does not see that"
            written = [] if path.name == "models.py" else calls(path, "text")  # there it is an index's condition
            assert not written, f"{name(path)} writes SQL by hand: the scope does not see that"
