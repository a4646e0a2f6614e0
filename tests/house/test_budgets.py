"""Small enough to read: the budgets of the house."""

import ast
from statistics import median

from tests.house.source import APP, name, python_files, templates, tree

FILE, FILE_OF_MOST, FILE_OF_HALF, TEMPLATE, FUNCTION, VIEW, PARAMETERS = 250, 180, 60, 120, 25, 12, 5
DOORS = {"page", "command", "public"}


def lines(path) -> int:
    return len(path.read_text().splitlines())


def functions():
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                yield path, node


def length(node: ast.FunctionDef) -> int:
    """Lines from the signature on, without the docstring: explaining costs nothing."""
    first = node.body[0]
    is_doc = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    spoken = first.end_lineno - first.lineno + 1 if is_doc else 0
    return node.end_lineno - node.lineno + 1 - spoken


def test_files_are_small():
    sizes = {path: lines(path) for path in python_files()}
    long = {name(path): size for path, size in sizes.items() if size > FILE}
    assert not long
    assert median(sizes.values()) <= FILE_OF_HALF
    assert sorted(sizes.values())[int(len(sizes) * 0.9)] <= FILE_OF_MOST


def test_templates_are_small():
    assert not {name(path): lines(path) for path in templates() if lines(path) > TEMPLATE}


def test_functions_are_small():
    long = [f"{name(path)}:{node.name} {length(node)}" for path, node in functions() if length(node) > FUNCTION]
    assert not long


def test_views_are_small():
    def is_view(node: ast.FunctionDef) -> bool:
        worn = [getattr(d.func if isinstance(d, ast.Call) else d, "id", "") for d in node.decorator_list]
        return bool(DOORS & set(worn))

    long = [f"{name(p)}:{n.name} {length(n)}" for p, n in functions() if is_view(n) and length(n) > VIEW]
    assert not long


def test_functions_take_few_parameters_besides_by_and_at():
    def count(node: ast.FunctionDef) -> int:
        taken = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        return len([arg for arg in taken if arg.arg not in {"self", "cls", "by", "at"}])

    many = [f"{name(path)}:{node.name} {count(node)}" for path, node in functions() if count(node) > PARAMETERS]
    assert not many


def test_no_file_is_a_drawer_for_everything():
    drawers = {"utils", "helpers", "misc", "common", "util", "helper"}
    assert not [name(path) for path in APP.rglob("*") if path.stem in drawers]
