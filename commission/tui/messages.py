"""What the parts of a screen tell each other: plain values, nothing more."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class Written(Message):
    """The writer's thread says that a receipt is there: what became of a submitted act."""


@dataclass
class OthersWrote(Message):
    """The writer's thread says that others' entries arrived and the state has moved on."""


@dataclass
class RowClicked(Message):
    """A row of the sheet was clicked."""

    index: int


@dataclass
class Picked(Message):
    """A row of a menu was chosen, by Enter or a click."""

    id: str


@dataclass
class Pointed(Message):
    """The cursor of a menu stands on another row."""

    id: str
