"""Text is text: no screen gives a widget a string that someone typed without passing it through ``tui/safe.py``.

Textual parses markup in most strings it is given; a lone ``[/x]`` in a name then crashes the screen, and a control
character reaches the terminal. A literal of ours is harmless; anything else goes through ``safe.…``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.source import Module, at, calls, dotted, module_from, modules

TAKES_TEXT = {
    "Static", "Label", "Button", "Checkbox", "RadioButton", "Collapsible", "TabPane", "Tab", "Option", "OptionList",
    "Selection", "SelectionList", "Select", "Link", "Placeholder", "Hit", "DiscoveryHit", "SystemCommand",
    "notify", "add_option", "add_options", "add_column", "add_columns", "add_row", "update", "Content", "Text",
    "set_options", "write_line", "write_lines", "Markdown", "Digits",
}  # fmt: skip
HARMLESS_KEYWORDS = {
    "id", "classes", "name", "disabled", "variant", "value", "timeout", "severity", "key", "height", "width", "action",
    "expand", "shrink", "allow_blank", "compact", "initial", "collapsed", "score", "command", "runnable", "callback",
    "layout", "type", "style", "end", "justify", "no_wrap", "overflow", "initial_state", "flat", "spans",
}  # fmt: skip
TEXT_ATTRIBUTES = {"tooltip", "border_title", "border_subtitle", "label", "title", "sub_title", "prompt"}
SAFE = "commission.tui.safe"


def unsafe_text(module: Module) -> Iterator[str]:
    """Strings that reach a widget neither literal nor made safe; and any use of markup at all."""
    if module.name == SAFE:
        return
    safe_names = _safe_functions(module)
    scopes = _scopes(module.tree)
    for call, name in calls(module.tree):
        last = name.rpartition(".")[2]
        if last in {"from_markup", "from_ansi"}:
            yield at(module, call.lineno, f"{name}() reads markup in text")
        for keyword in call.keywords:
            if keyword.arg == "markup" and not (
                isinstance(keyword.value, ast.Constant) and keyword.value.value is False
            ):
                yield at(module, call.lineno, f"{name}(markup=…) reads markup in text")
        if last in TAKES_TEXT:
            made_safe = _made_safe(scopes.get(id(call), module.tree), safe_names)
            for value in _texts(call):
                if not _is_safe(value, safe_names, made_safe):
                    yield at(module, value.lineno, f"{name}({ast.unparse(value)}): wrap it in safe.content(…)")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr in TEXT_ATTRIBUTES:
                    made_safe = _made_safe(scopes.get(id(node), module.tree), safe_names)
                    if not _is_safe(node.value, safe_names, made_safe):
                        yield at(
                            module, node.lineno, f"{dotted(target)} = {ast.unparse(node.value)}: wrap it in safe.…"
                        )


def _texts(call: ast.Call) -> list[ast.expr]:
    """The arguments that may be shown; ``dict.update(a=…)`` and the like are told by their other keywords."""
    values = [each for each in call.args if not isinstance(each, ast.Lambda)]
    return values + [each.value for each in call.keywords if each.arg not in HARMLESS_KEYWORDS | {"markup"}]


def _safe_functions(module: Module) -> set[str]:
    """Names this module imports from ``safe.py``; calls spelled ``safe.…`` are safe anyway."""
    return {
        alias.asname or alias.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module == SAFE
        for alias in node.names
    }


def _scopes(tree: ast.AST) -> dict[int, ast.AST]:
    """For each node the innermost function around it."""
    found: dict[int, ast.AST] = {}
    for function in ast.walk(tree):  # outer functions come first, so inner ones have the last word
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            found.update((id(node), function) for node in ast.walk(function))
    return found


def _made_safe(scope: ast.AST, safe_names: set[str]) -> set[str]:
    """Local names that only ever hold safe text: annotated Content, or assigned from a safe value each time."""
    good: set[str] = set()
    bad: set[str] = set()
    for node in ast.walk(scope):
        if isinstance(node, ast.arg) and node.annotation and _is_content(node.annotation):
            good.add(node.arg)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and _is_content(node.annotation):
            good.add(node.target.id)
        elif isinstance(node, ast.Assign):
            names = {target.id for target in node.targets if isinstance(target, ast.Name)}
            (good if _is_safe(node.value, safe_names, good) else bad).update(names)
    return good - bad


def _is_content(annotation: ast.expr) -> bool:
    """Content can only have been made by safe.py, as its constructor is watched too; so can a number not be text."""
    return ast.unparse(annotation).strip("'\"") in {
        "Content",
        "safe.Content",
        "list[Content]",
        "Option",
        "list[Option]",
    }


def _is_safe(value: ast.expr, safe_names: set[str], made_safe: set[str]) -> bool:
    """A literal, a safe call, a name that holds one, or a choice, a sum or a row of those."""
    if isinstance(value, ast.Constant):
        return True
    if isinstance(value, ast.Name):
        return value.id in made_safe
    if isinstance(value, ast.Call):
        name = dotted(value.func)
        receiver, _, last = name.rpartition(".")
        if receiver.rpartition(".")[2] == "safe" or name in safe_names or last in TAKES_TEXT:
            return True  # a widget inside a widget is judged where it is built
        if isinstance(value.func, ast.Attribute) and last in {"append", "assemble", "join", "stylize"}:
            return all(_is_safe(each, safe_names, made_safe) for each in [value.func.value, *value.args])
        return False
    if isinstance(value, ast.IfExp):
        return all(_is_safe(each, safe_names, made_safe) for each in (value.body, value.orelse))
    if isinstance(value, ast.BinOp):
        return all(_is_safe(each, safe_names, made_safe) for each in (value.left, value.right))
    if isinstance(value, ast.List | ast.Tuple):
        return all(_is_safe(each, safe_names, made_safe) for each in value.elts)
    if isinstance(value, ast.Starred):
        return _is_safe(value.value, safe_names, made_safe)
    if isinstance(value, ast.ListComp | ast.GeneratorExp):
        return _is_safe(value.elt, safe_names, made_safe)
    return False


def test_no_screen_shows_text_that_was_not_made_safe() -> None:
    assert [fault for module in modules("tui", "web") for fault in unsafe_text(module)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Static(name)",
        "Label(f'{name}')",
        "self.notify(str(fault))",
        "Button('a' + name)",
        "OptionList(*names)",
        "widget.update(dossier.title)",
        "Option(prompt=name)",
        "x.border_title = name",
        "x.tooltip = f'{name}'",
        "Content.from_markup('[b]x[/b]')",
        "Content.from_markup(f'[b]{name}[/b]')",
        "Static('x', markup=True)",
        "Content(name)",
        "def f(a: str):\n    Static(a)",
        "def f():\n    a = safe.content(x)\n    a = x\n    Static(a)",
        "def f(a: Content):\n    def g(a: str):\n        Static(a)",
        "'x'.join(names)\nStatic('x'.join(names))",
        "Static(name if a else 'b')",
    ],
)
def test_unsafe_text_is_seen(text: str) -> None:
    assert list(unsafe_text(module_from(text, "commission.tui.bad")))


@pytest.mark.parametrize(
    "text",
    [
        "Static('Notes', id='notes')",
        "Static()",
        "Static(safe.content(name), id=name, markup=False)",
        "from commission.tui.safe import content\nLabel(content(name))",
        "def f(a: Content):\n    Static(a)",
        "def f():\n    a = safe.content(x)\n    Static(a)",
        "OptionList(*[Option(safe.content(n), id=n) for n in names])",
        "self.notify('Enregistré', severity='warning')",
        "x.border_title = safe.content(name)",
        "Button('a' if b else 'c', variant=v)",
    ],
)
def test_safe_text_passes(text: str) -> None:
    assert list(unsafe_text(module_from(text, "commission.tui.good"))) == []
