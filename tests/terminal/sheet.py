"""A score sheet as a person reads it off the screen: the marks shown, the one being typed, what is said to be saved."""

from __future__ import annotations

import re
from typing import NamedTuple

from tests.terminal.terminal import Terminal

SAVED, WRITING = "✓ enregistré", "… écriture"
_ROW = re.compile(r"^(?P<cursor>[▸ ]) (?P<code>[A-E][1-7]) .*?(?P<mark>[^ ]+( ≠ [^ ]+)*) / \d+ +(?P<signs>\*? *…?)")
_HEAD = re.compile(r"^ ‹ (?P<place>\S+) ›  (?P<name>\S+)")
_WORDS = {"–": "", "nspp": "declined", "s.o.": "not-applicable"}


class Row(NamedTuple):
    """One line of the sheet: what stands in its cell, and how."""

    value: str
    typing: bool
    on_its_way: bool
    observed: bool


def rows(terminal: Terminal) -> dict[str, Row]:
    """The lines in view, by code. A mark reads as the journal writes it; rivals as ``1 ≠ 2``."""
    found = {}
    for line in terminal.lines:
        if row := _ROW.match(line):
            shown, signs = row["mark"], row["signs"]
            value = _WORDS.get(shown, shown.removesuffix("▁").replace(",", "."))
            found[row["code"]] = Row(value, shown.endswith("▁"), "…" in signs, "*" in signs)
    return found


def cursor(terminal: Terminal) -> tuple[str, str]:
    """The dossier and the code of the line under the cursor; empty where none is in sight."""
    code = next((row["code"] for line in terminal.lines if (row := _ROW.match(line)) and row["cursor"] == "▸"), "")
    return dossier(terminal), code


def dossier(terminal: Terminal) -> str:
    """The dossier whose sheet is shown; empty where another screen is in front."""
    head = next((found for line in terminal.lines[:2] if (found := _HEAD.match(line))), None)
    return head["name"] if head else ""


def at(code: str, dossier: str = "") -> _Standing:
    """Wait for the cursor to stand on this line."""
    return _Standing(code, dossier)


class _Standing:
    def __init__(self, code: str, dossier: str) -> None:
        self.code, self.dossier = code, dossier

    def __call__(self, terminal: Terminal) -> bool:
        name, code = cursor(terminal)
        return code == self.code and self.dossier in {"", name}

    def __repr__(self) -> str:
        return f"the cursor on {self.code} {self.dossier}"


class Holds:
    """Wait until a cell shows this mark as saved."""

    def __init__(self, code: str, value: str) -> None:
        self.code, self.value = code, value

    def __call__(self, terminal: Terminal) -> bool:
        row = rows(terminal).get(self.code)
        return SAVED in terminal.text and row is not None and row[:3] == (self.value, False, False)

    def __repr__(self) -> str:
        return f"{self.value} saved in {self.code}"
