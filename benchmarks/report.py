"""The table of a run: each measure, its ratio, its target, whether it was met, and the times behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEADS = ("measure", "ratio", "target", "", "here", "there", "there is")


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: ``here`` is this program's figure, ``there`` that of what it is held against.

    With ``at_most`` the ratio is here/there and must not exceed it; with ``at_least`` it is there/here: how many times
    faster. Figures are milliseconds unless ``unit`` says otherwise. ``missing`` says why nothing was measured.
    """

    what: str
    against: str
    here: float | None = None
    there: float | None = None
    at_most: float | None = None
    at_least: float | None = None
    unit: str = "ms"
    missing: str = ""

    @property
    def ratio(self) -> float | None:
        """What is held against the target; None where nothing was measured."""
        if self.missing or not self.here or not self.there:
            return None
        return self.there / self.here if self.at_least is not None else self.here / self.there

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is no target or no measure."""
        if self.ratio is None or (self.at_most is None and self.at_least is None):
            return None
        return self.ratio >= self.at_least if self.at_least is not None else self.ratio <= (self.at_most or 0)

    def cells(self) -> tuple[str, ...]:
        """The row as it is printed, in the order of ``HEADS``."""
        target = f"≥ {self.at_least:.3g}×" if self.at_least is not None else ""
        if self.at_most is not None:
            target = f"≤ {self.at_most:.3g}×"
        if self.ratio is None:
            return (self.what, "–", target, self.missing or "not measured", "", "", self.against)
        verdict = {True: "ok", False: "MISSED", None: ""}[self.met]
        figures = (_figure(self.here, self.unit), _figure(self.there, self.unit))
        return (self.what, f"{self.ratio:.2f}×", target, verdict, *figures, self.against)


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    shown = f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
    return f"{shown} {unit}"


def table(rows: Sequence[Row]) -> str:
    """The rows in columns, for a terminal."""
    lines = [HEADS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    right = {1, 2, 4, 5}
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def markdown(rows: Sequence[Row]) -> str:
    """The same table for ``docs/benchmarks.md``."""
    lines = [HEADS, ("---", "--:", "--:", "---", "--:", "--:", "---"), *(row.cells() for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
