"""The project's own files, for the tests that police them."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APP = ROOT / "app"


def python_files() -> list[Path]:
    """Every Python file of the app."""
    return sorted(path for path in APP.rglob("*.py") if "__pycache__" not in path.parts)


def templates() -> list[Path]:
    """Every template."""
    return sorted((APP / "templates").rglob("*.html"))


@cache
def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text())


def name(path: Path) -> str:
    """The file as people write it."""
    return str(path.relative_to(ROOT))


def calls(path: Path, function: str) -> list[ast.Call]:
    """The calls of `function` (by its last name) in the file."""
    found = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    return [call for call in found if getattr(call.func, "attr", getattr(call.func, "id", "")) == function]
