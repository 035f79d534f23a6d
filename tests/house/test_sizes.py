"""Sizes a person can read in one go, docstrings, and no import cycle."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.house.source import ROOT, Module, at, imports, module_from, modules

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 60
METHODS_OF_A_CLASS = 25

Function = ast.FunctionDef | ast.AsyncFunctionDef


def too_long(module: Module) -> Iterator[str]:
    """Functions and classes over the limits."""
    for node in ast.walk(module.tree):
        if isinstance(node, Function):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LINES_OF_A_FUNCTION:
                yield at(module, node.lineno, f"{node.name} has {lines} lines, {LINES_OF_A_FUNCTION} at most")
        elif isinstance(node, ast.ClassDef):
            methods = sum(isinstance(each, Function) for each in node.body)
            if methods > METHODS_OF_A_CLASS:
                yield at(module, node.lineno, f"{node.name} has {methods} methods, {METHODS_OF_A_CLASS} at most")


def unexplained(module: Module) -> Iterator[str]:
    """Modules, public classes and public functions without a docstring."""
    if not ast.get_docstring(module.tree):
        yield at(module, 1, "the module has no docstring")
    for node in module.tree.body:
        public = isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_")
        if public and not ast.get_docstring(node):
            yield at(module, node.lineno, f"{node.name} has no docstring")


def cycles(sources: Iterable[Module]) -> list[list[str]]:
    """Groups of modules that import each other, lazily or not, for types or not."""
    sources = list(sources)
    names = {module.name for module in sources}
    graph = {module.name: sorted(_targets(module, names) - {module.name}) for module in sources}
    return [sorted(group) for group in _groups(graph) if len(group) > 1]


def _targets(module: Module, names: set[str]) -> set[str]:
    """The modules imported: ``from a import b`` is module a.b where that exists, else module a."""
    return {name if name in names else name.rpartition(".")[0] for name, _ in imports(module)} & names


def _groups(graph: dict[str, list[str]]) -> list[set[str]]:
    """Strongly connected components, by reachability: the program has few modules."""
    reach: dict[str, set[str]] = {}
    for start, first in graph.items():
        seen: set[str] = set()
        todo = list(first)
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                todo.extend(graph.get(name, []))
        reach[start] = seen
    groups: list[set[str]] = []
    for name in graph:
        group = {name} | {other for other in reach[name] if name in reach.get(other, set())}
        if group not in groups:
            groups.append(group)
    return groups


def test_files_are_short() -> None:
    folders = ("commission", "tests", "benchmarks")
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    lengths = {str(path.relative_to(ROOT)): path.read_bytes().count(b"\n") for path in paths}
    assert {name: lines for name, lines in lengths.items() if lines > LINES_OF_A_FILE} == {}


def test_functions_and_classes_are_short() -> None:
    assert [fault for module in modules() for fault in too_long(module)] == []


def test_everything_public_is_explained() -> None:
    assert [fault for module in modules() for fault in unexplained(module)] == []


def test_no_module_imports_itself_in_a_circle() -> None:
    assert cycles(modules()) == []


def test_the_source_is_really_read() -> None:
    assert {"commission", "commission.rules.number", "commission.files.locate"} <= {module.name for module in modules()}


def test_long_functions_and_classes_are_seen() -> None:
    long = "def f():\n" + "    x = 1\n" * LINES_OF_A_FUNCTION
    wide = "class A:\n" + "".join(f"    def m{i}(self): ...\n" for i in range(METHODS_OF_A_CLASS + 1))
    assert len(list(too_long(module_from(long)))) == 1
    assert len(list(too_long(module_from(wide)))) == 1
    assert list(too_long(module_from(long.replace("    x = 1\n", "", 1)))) == []


@pytest.mark.parametrize("text", ["x = 1", '"""Doc."""\ndef f(): ...', '"""Doc."""\nclass A: ...'])
def test_missing_docstrings_are_seen(text: str) -> None:
    assert list(unexplained(module_from(text)))


def test_cycles_are_seen() -> None:
    one = module_from("from commission.rules import b", "commission.rules.a")
    two = module_from("def f():\n    from .c import x", "commission.rules.b")
    three = module_from("import commission.rules.a", "commission.rules.c")
    assert cycles([one, two, three]) == [["commission.rules.a", "commission.rules.b", "commission.rules.c"]]
    typed = module_from("if TYPE_CHECKING:\n    import commission.rules.a", "commission.rules.c")
    assert cycles([one, two, typed])
