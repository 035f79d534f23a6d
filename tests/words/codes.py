"""Every fault code that the source makes, found in its syntax trees, with the names of the fields it is given."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tests.house.source import Module, calls, modules


@dataclass(frozen=True)
class Made:
    """One place that makes a fault. ``code`` may hold ``*`` for a part known only at run time."""

    code: str
    fields: frozenset[str]
    complete: bool
    place: str


def made_faults(sources: list[Module] | None = None) -> Iterator[Made]:
    """Every ``fault("code", …)`` and ``Fault("code", {…})``, choices between two codes taken apart."""
    for module in modules() if sources is None else sources:
        for call, name in calls(module.tree):
            if name.rpartition(".")[2] not in {"fault", "Fault"} or not call.args:
                continue
            fields, complete = _fields(call)
            for code in _codes(call.args[0], module.tree):
                yield Made(code, fields, complete, f"{module.name}:{call.lineno}")


def _codes(node: ast.expr, tree: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _codes(node.body, tree)
        yield from _codes(node.orelse, tree)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(each.value) if isinstance(each, ast.Constant) else "*" for each in node.values)
    elif isinstance(node, ast.Subscript):
        yield from _codes(node.value, tree)
    elif isinstance(node, ast.Dict):
        for each in node.values:
            yield from _codes(each, tree)
    elif isinstance(node, ast.Name):
        for assigned in ast.walk(tree):
            if isinstance(assigned, ast.Assign) and any(ast.unparse(each) == node.id for each in assigned.targets):
                yield from _codes(assigned.value, tree)


def _fields(call: ast.Call) -> tuple[frozenset[str], bool]:
    """The names of the fields, and whether they are all known."""
    names = {keyword.arg for keyword in call.keywords if keyword.arg}
    complete = all(keyword.arg for keyword in call.keywords)
    if len(call.args) > 1 and isinstance(call.args[1], ast.Dict):
        keys = call.args[1].keys
        names |= {str(key.value) for key in keys if isinstance(key, ast.Constant)}
        complete = complete and all(isinstance(key, ast.Constant) for key in keys)
    elif len(call.args) > 1 and ast.unparse(call.func).endswith("Fault"):
        complete = False
    return frozenset(names), complete


def constants(sources: list[Module]) -> set[str]:
    """Every string literal of these modules: codes also travel by name, in tables and returns."""
    return {
        node.value
        for module in sources
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
