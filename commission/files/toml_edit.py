"""Adds tables to a TOML file that a person wrote, without touching a byte of what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import tomlkit

from commission.files.toml_places import last_line_of


def with_tables(data: bytes, name: str, tables: Iterable[Mapping[str, object]]) -> bytes:
    """The file with one ``[[name]]`` more for each of ``tables``: after the last that stands there, else at its end."""
    newline = b"\r\n" if b"\r\n" in data else b"\n"
    blocks = b"".join(newline + _block(name, each).encode().replace(b"\n", newline) for each in tables)
    line = last_line_of(data, name)
    lines = [each + b"\n" for each in data.split(b"\n")]
    lines[-1] = lines[-1].removesuffix(b"\n")
    above, below = b"".join(lines[:line] if line else lines), b"".join(lines[line:] if line else [])
    if above and not above.endswith(b"\n"):
        above += newline
    return above + blocks + below


def _block(name: str, table: Mapping[str, object]) -> str:
    lines = [f"[[{name}]]"]
    lines += [f"{_key(key)} = {_value(value)}" for key, value in table.items()]
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    return tomlkit.key(name).as_string()


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return (
            "{ " + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items()) + " }" if value else "{}"
        )
    return tomlkit.item(value).as_string()
