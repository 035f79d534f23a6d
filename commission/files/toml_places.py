"""Where each key of a TOML file stands. No reader of TOML says it, so the file is parsed again by a grammar of positions.

Imported only once a fault is found: a sound file never pays for it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import NamedTuple

import tree_sitter
import tree_sitter_toml

from commission.rules.fault import KeyPath

_LANGUAGE = tree_sitter.Language(tree_sitter_toml.language())
_KEYS = {"bare_key", "quoted_key", "dotted_key"}
_NOT_VALUES = {"[", "]", "[[", "]]", "{", "}", ",", "=", "comment", "ERROR"}


class Places(NamedTuple):
    """Line and column, in characters from 1, of what stands at each key path: its value or header, and its key."""

    values: dict[KeyPath, tuple[int, int]]
    keys: dict[KeyPath, tuple[int, int]]


def places(data: bytes) -> Places:
    """Where everything stands in a TOML file with these bytes, as far as it can be understood."""
    walk = _Walk(data)
    return Places(walk.found, walk.keys)


def last_line_of(data: bytes, name: str) -> int:
    """The last line of the blocks of the array of tables ``name`` or of tables inside it; 0 if there is none."""
    last = 0
    for node in _tree(data).root_node.children:
        if node.type in {"table", "table_array_element"}:
            key = next(each for each in node.children if each.type in _KEYS)
            if _parts(key)[0] == name:
                content = [each for each in node.children if each.type in {"pair", "]", "]]"}]
                last = max(last, content[-1].end_point.row + 1)
    return last


def _tree(data: bytes) -> tree_sitter.Tree:
    return tree_sitter.Parser(_LANGUAGE).parse(data)


def _parts(node: tree_sitter.Node) -> list[str]:
    """A key's parts: one for a bare or quoted key, several for a dotted one."""
    if node.type == "dotted_key":
        return [part for each in node.children if each.type in _KEYS for part in _parts(each)]
    text = (node.text or b"").decode(errors="replace")
    if node.type == "bare_key":
        return [text]
    try:
        return [str(tomllib.loads(f"key = {text}")["key"])]
    except tomllib.TOMLDecodeError:
        return [text]


class _Walk:
    """One pass over a parsed file; ``found`` fills as it goes."""

    def __init__(self, data: bytes) -> None:
        self.lines = data.split(b"\n")
        self.found: dict[KeyPath, tuple[int, int]] = {}
        self.keys: dict[KeyPath, tuple[int, int]] = {}
        self.lengths: dict[KeyPath, int] = {}
        for node in _tree(data).root_node.children:
            if node.type == "pair":
                self.pair(node, ())
            elif node.type in {"table", "table_array_element"}:
                self.table(node)

    def place(self, node: tree_sitter.Node) -> tuple[int, int]:
        """The grammar counts bytes; a person counts characters."""
        row, column = node.start_point
        return row + 1, len(self.lines[row][:column].decode(errors="replace")) + 1

    def table(self, node: tree_sitter.Node) -> None:
        key = next((each for each in node.children if each.type in _KEYS), None)
        if key is None:
            return
        where = self.header(_parts(key), node.type == "table_array_element", self.place(key))
        for each in node.children:
            if each.type == "pair":
                self.pair(each, where)

    def header(self, parts: list[str], is_array: bool, place: tuple[int, int]) -> KeyPath:
        """The key path a header opens: each array of tables on the way means its latest element."""
        where: KeyPath = ()
        for index, part in enumerate(parts):
            where = (*where, part)
            self.found.setdefault(where, place)
            if index == len(parts) - 1 and is_array:
                self.lengths[where] = self.lengths.get(where, 0) + 1
            if where in self.lengths:
                where = (*where, self.lengths[where] - 1)
                self.found.setdefault(where, place)
        self.found[where] = place
        return where

    def pair(self, node: tree_sitter.Node, under: KeyPath) -> None:
        key = next((each for each in node.children if each.type in _KEYS), None)
        if key is None:
            return
        where = under
        for part in _parts(key):
            where = (*where, part)
            self.found.setdefault(where, self.place(key))
            self.keys.setdefault(where, self.place(key))
        value = next(self.values(node, after=key), None)
        if value is not None:
            self.value(value, where)

    def values(self, node: tree_sitter.Node, after: tree_sitter.Node | None = None) -> Iterator[tree_sitter.Node]:
        for each in node.children:
            if each.type not in _NOT_VALUES and (after is None or each.start_byte >= after.end_byte):
                yield each

    def value(self, node: tree_sitter.Node, where: KeyPath) -> None:
        self.found[where] = self.place(node)
        if node.type == "array":
            for index, each in enumerate(self.values(node)):
                self.value(each, (*where, index))
        elif node.type == "inline_table":
            for each in node.children:
                if each.type == "pair":
                    self.pair(each, where)
