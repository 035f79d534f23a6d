"""The program's own source as syntax trees, and the small questions the house rules ask about it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "commission"

ROOMS = ("rules", "session", "result", "words", "publication", "files", "live", "tui", "web", "cli")
"""From the first room to the last: a room imports only those before it."""

PURE = ("rules", "session", "result", "words", "publication")
"""Rooms that open nothing and know no screen."""

EXACT = ("rules", "session", "result", "publication", "files")
"""Rooms a mark goes through: no binary float in them."""


@dataclass(frozen=True)
class Module:
    """One source file: its dotted name, its room ("" for the package itself), its tree."""

    name: str
    room: str
    path: Path
    tree: ast.Module

    @property
    def is_package(self) -> bool:
        """Whether it is an ``__init__.py``."""
        return self.path.name == "__init__.py"


def module_from(text: str, name: str = "commission.rules.bad", package: bool = False) -> Module:
    """A module made of this text, as if it stood in the package: for proving that a rule can fail."""
    parts = name.split(".")
    path = PACKAGE.joinpath(*parts[1:], "__init__.py") if package else PACKAGE.joinpath(*parts[1:]).with_suffix(".py")
    return Module(name, parts[1] if len(parts) > 1 else "", path, ast.parse(text))


def modules(*rooms: str) -> list[Module]:
    """The modules of these rooms (all without argument), in order of path. A room not written yet has none."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        room = parts[1] if len(parts) > 2 else ""
        if not rooms or room in rooms:
            found.append(Module(name, room, path, ast.parse(path.read_text(encoding="utf-8"))))
    return found


def imports(module: Module) -> Iterator[tuple[str, int]]:
    """Every dotted name a module imports, wherever in the file, with its line; relative names made absolute.

    ``from a import b`` gives ``a.b``: whether b is a module or a name inside one is for the caller to say.
    """
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = node.module or ""
            if node.level:
                parts = module.name.split(".")
                kept = parts[: len(parts) - node.level + (1 if module.is_package else 0)]
                origin = ".".join([*kept, origin] if origin else kept)
            yield from ((f"{origin}.{alias.name}", node.lineno) for alias in node.names)


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the dotted spelling of what is called (``path.open``, ``open``; ``().x`` for a computed one)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def dotted(node: ast.expr) -> str:
    """``a.b.c`` as written; anything that is not a plain name is spelled ``()``."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "()"


def at(module: Module, line: int, what: str) -> str:
    """One fault of the house rules: ``commission/rules/grid.py:12: what``."""
    return f"{module.path.relative_to(ROOT)}:{line}: {what}"
