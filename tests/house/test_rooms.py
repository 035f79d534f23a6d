"""The rooms: who may import whom, who may open a file, who may print, and where a binary float may not be."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.house.source import EXACT, PURE, ROOMS, Module, at, calls, dotted, imports, module_from, modules

FORBIDDEN_IN_PURE = {
    "textual", "rich", "click",  # a pure room knows no screen
    "os", "io", "pathlib", "shutil", "tempfile", "glob", "fileinput", "sqlite3", "filelock",  # and opens nothing
    "socket", "subprocess", "asyncio", "threading",  # speaks to nothing
    "time", "random", "secrets", "locale", "platform", "getpass",  # clock, chance, language and host are arguments
}  # fmt: skip
ONLY_IN = {"textual": ("tui", "web"), "rich": ("tui", "web", "cli"), "click": ("cli",)}
MODE = re.compile(r"[rwaxbt+]{1,4}")
READS = {"read_text", "read_bytes"}
WRITES = {"write_text", "write_bytes"}


def wrong_arrows(module: Module) -> Iterator[str]:
    """Imports of a room that comes later, or of a library this room may not know."""
    for name, line in imports(module):
        top, *rest = name.split(".")
        if top == "commission" and rest and rest[0] in ROOMS and module.room in ROOMS:
            if ROOMS.index(rest[0]) > ROOMS.index(module.room):
                yield at(module, line, f"{module.room} imports {rest[0]}, which comes after it")
            if module.room == "publication" and rest[0] == "files":
                yield at(module, line, "publication imports files")
        elif module.room in PURE and top in FORBIDDEN_IN_PURE:
            yield at(module, line, f"the pure room {module.room} imports {top}")
        elif module.room not in ONLY_IN.get(top, (module.room,)):
            yield at(module, line, f"{module.room or 'the package'} imports {top}")


def opened_files(module: Module) -> Iterator[str]:
    """Calls that open a file outside files/; words/ may read its own catalogue."""
    for call, name in calls(module.tree):
        last = name.rpartition(".")[2]
        reads = last in READS or (last == "open" and name != "open" and _opens_a_path(call, name))
        if module.room == "words" and reads:
            continue
        clock_reads = re.fullmatch(r"(datetime\.)?(datetime|date)\.(now|today|utcnow)", name)
        if module.room in PURE and clock_reads:
            yield at(module, call.lineno, f"{name}() reads the clock")
        if reads or last in WRITES or name in {"open", "tomllib.load", "tomli_w.dump", "json.load", "json.dump"}:
            yield at(module, call.lineno, f"{name}() opens a file outside files/")


def _opens_a_path(call: ast.Call, name: str) -> bool:
    """Whether ``x.open(…)`` is a path's or a library's, not an act named open: by its mode, or by what x is called."""
    receiver = name.rpartition(".")[0]
    modes = [each.value for each in [*call.args, *(k.value for k in call.keywords)] if isinstance(each, ast.Constant)]
    if any(isinstance(mode, str) and MODE.fullmatch(mode) for mode in modes):
        return True
    return (
        receiver in {"os", "io", "codecs", "gzip", "zipfile", "()"}
        or re.search("path|file|folder", receiver) is not None
    )


def printed(module: Module) -> Iterator[str]:
    """What writes on the terminal outside cli/."""
    for call, name in calls(module.tree):
        if name in {"print", "click.echo", "rich.print", "input"}:
            yield at(module, call.lineno, f"{name}() outside cli/")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and dotted(node) in {"sys.stdout", "sys.stderr"}:
            yield at(module, node.lineno, f"{dotted(node)} outside cli/")


def floats(module: Module) -> Iterator[str]:
    """Float literals, ``float()``, ``round()``, and the functions of math that give a float."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield at(module, node.lineno, f"the float {node.value!r}")
    for call, name in calls(module.tree):
        if name in {"float", "round", "complex"}:
            yield at(module, call.lineno, f"{name}()")
    for name, line in imports(module):
        if name.split(".")[0] in {"statistics", "numpy", "cmath"}:
            yield at(module, line, f"{name} computes in floats")
        if name.startswith("math.") and name.removeprefix("math.") not in {"lcm", "gcd", "isqrt"}:
            yield at(module, line, f"{name} gives a float")
    for node in ast.walk(module.tree):
        if (
            isinstance(node, ast.Attribute)
            and dotted(node.value) == "math"
            and node.attr not in {"lcm", "gcd", "isqrt"}
        ):
            yield at(module, node.lineno, f"math.{node.attr} gives a float")


class Exactness:
    """Which expressions are surely exact fractions, from what the rooms declare: enough to judge a division."""

    def __init__(self, sources: list[Module]) -> None:
        self.functions: set[str] = {"Fraction", "Decimal"}
        self.fields: set[str] = set()
        for module in sources:
            for node in ast.walk(module.tree):
                if isinstance(node, ast.FunctionDef) and self._says_exact(node.returns):
                    self.functions.add(node.name)
                    self.fields.add(node.name)  # a property is read like a field
                elif isinstance(node, ast.AnnAssign) and self._says_exact(node.annotation):
                    self.fields.add(ast.unparse(node.target))

    @staticmethod
    def _says_exact(annotation: ast.expr | None) -> bool:
        return annotation is not None and ast.unparse(annotation).strip("'\"") in {"Fraction", "Decimal"}

    def floats_from_division(self, module: Module) -> Iterator[str]:
        """Every ``/`` between values not known to be exact: two integers would give a float."""
        functions = [node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef)]
        inside = {id(node): function for function in functions for node in ast.walk(function)}
        for node in ast.walk(module.tree):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
                known = self._local_names(inside.get(id(node), module.tree))
                if not (self._exact(node.left, known) or self._exact(node.right, known)):
                    yield at(module, node.lineno, f"{ast.unparse(node)}: write Fraction(a, b), or a // b")
            elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Div):
                known = self._local_names(inside.get(id(node), module.tree))
                if not (self._exact(node.target, known) or self._exact(node.value, known)):
                    yield at(module, node.lineno, f"{ast.unparse(node)}: write Fraction(a, b), or a // b")

    def _local_names(self, scope: ast.AST) -> set[str]:
        known: set[str] = set()
        for node in ast.walk(scope):
            if (isinstance(node, ast.arg) and self._says_exact(node.annotation)) or (
                isinstance(node, ast.AnnAssign)
                and isinstance(node.target, ast.Name)
                and self._says_exact(node.annotation)
            ):
                known.add(node.arg if isinstance(node, ast.arg) else node.target.id)  # type: ignore[union-attr]
        for node in ast.walk(scope):
            if isinstance(node, ast.Assign) and self._exact(node.value, known):
                known.update(target.id for target in node.targets if isinstance(target, ast.Name))
        return known

    def _exact(self, node: ast.expr, known: set[str]) -> bool:
        if isinstance(node, ast.Call):
            return dotted(node.func).rpartition(".")[2] in self.functions
        if isinstance(node, ast.Name):
            return node.id in known
        if isinstance(node, ast.Attribute):
            return node.attr in self.fields
        if isinstance(node, ast.BinOp):
            return self._exact(node.left, known) or self._exact(node.right, known)
        return isinstance(node, ast.UnaryOp) and self._exact(node.operand, known)


def test_each_room_imports_only_the_rooms_before_it() -> None:
    assert [fault for module in modules() for fault in wrong_arrows(module)] == []


def test_every_folder_of_the_package_is_a_known_room() -> None:
    assert {module.room for module in modules()} - {""} <= set(ROOMS)


def test_only_files_opens_files() -> None:
    assert [fault for module in modules() if module.room != "files" for fault in opened_files(module)] == []


def test_only_cli_prints() -> None:
    assert [fault for module in modules() if module.room != "cli" for fault in printed(module)] == []


def test_no_float_where_a_mark_goes() -> None:
    assert [fault for module in modules(*EXACT) for fault in floats(module)] == []


def test_no_division_of_integers_where_a_mark_goes() -> None:
    pure = modules("rules", "session", "result", "publication")
    exactness = Exactness(pure)
    assert [fault for module in pure for fault in exactness.floats_from_division(module)] == []


WALK = """
import importlib, pkgutil, sys
for name in sys.argv[1].split(","):
    package = importlib.import_module(name)
    for each in pkgutil.walk_packages(getattr(package, "__path__", []), name + "."):
        importlib.import_module(each.name)
print(" ".join(sorted({each.split(".")[0] for each in sys.modules})))
"""


def loaded_by(*names: str) -> set[str]:
    """The top packages in ``sys.modules`` once these modules, and all under them, were imported in a new process."""
    existing = [name for name in names if _exists(name)]
    command = [sys.executable, "-c", WALK, ",".join(existing or ["sys"])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def _exists(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_loads_no_screen_and_no_pydantic(room: str) -> None:
    assert (
        loaded_by(f"commission.{room}") & {"textual", "rich", "click", "pydantic", "filelock", "tree_sitter"} == set()
    )


def test_the_command_line_starts_without_what_it_may_not_need() -> None:
    assert (
        loaded_by("commission.cli.main") & {"textual", "pydantic", "msgspec", "rich", "tomlkit", "tree_sitter"} == set()
    )


def test_what_is_loaded_is_really_measured() -> None:
    assert "textual" in loaded_by("textual.app")


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("import commission.files", "rules"),
        ("from commission import files", "publication"),
        ("from commission.live.open import x", "files"),
        ("from ..tui import app", "live"),
        ("def f():\n    from commission.cli.main import main", "tui"),
        ("import os.path", "session"),
        ("from textual.widgets import Static", "result"),
        ("import random", "result"),
        ("import textual", "cli"),
        ("import click", "live"),
    ],
)
def test_wrong_arrows_are_seen(text: str, room: str) -> None:
    assert list(wrong_arrows(module_from(text, f"commission.{room}.bad")))


def test_right_arrows_pass() -> None:
    text = "import msgspec\nfrom commission.rules import grid\nfrom commission.session.state import State\nimport math"
    assert list(wrong_arrows(module_from(text, "commission.result.good"))) == []


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("open('x')", "cli"),
        ("path.open()", "live"),
        ("where.open('rb')", "live"),
        ("Path('x').read_text()", "tui"),
        ("x.write_bytes(b'')", "words"),
        ("open('x')", "words"),
        ("tomllib.load(stream)", "rules"),
        ("os.open('x', 0)", "live"),
        ("datetime.now()", "session"),
    ],
)
def test_opened_files_are_seen(text: str, room: str) -> None:
    assert list(opened_files(module_from(text, f"commission.{room}.bad")))


def test_an_act_named_open_is_no_file() -> None:
    assert list(opened_files(module_from("acts.open(session, 'A')\nroom.open()", "commission.live.good"))) == []
    assert list(opened_files(module_from("files('x').joinpath('y').read_bytes()", "commission.words.good"))) == []


@pytest.mark.parametrize("text", ["print('x')", "sys.stdout.write('x')", "click.echo('x')"])
def test_prints_are_seen(text: str) -> None:
    assert list(printed(module_from(text, "commission.live.bad")))


@pytest.mark.parametrize(
    "text",
    [
        "x = 0.5",
        "x = float('1')",
        "round(x, 2)",
        "math.sqrt(2)",
        "from math import floor",
        "import statistics",
        "x = 1e3",
    ],
)
def test_floats_are_seen(text: str) -> None:
    assert list(floats(module_from(text)))


def test_exact_arithmetic_passes() -> None:
    text = "import math\nfrom math import gcd\nx = math.lcm(2, 3) // 2\ny = isinstance(x, float)"
    assert list(floats(module_from(text))) == []


@pytest.mark.parametrize(
    "text", ["x = 1 / 2", "def f(a: int, b: int) -> None:\n    return a / b", "x = len(y) / 2", "x = 3\nx /= 2"]
)
def test_float_divisions_are_seen(text: str) -> None:
    module = module_from(text)
    assert list(Exactness([module]).floats_from_division(module))


def test_exact_divisions_pass() -> None:
    text = """
class A:
    total: Fraction
def half(a: Fraction) -> Fraction:
    b = a * 3
    return b / 2
def more(x: A, n: int) -> None:
    return x.total / n + half(n) / n + Fraction(n) / 3 - -Fraction(1) / n
"""
    module = module_from(text)
    assert list(Exactness([module]).floats_from_division(module)) == []
