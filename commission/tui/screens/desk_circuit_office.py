"""What the desk's pages of a circuit share: sheets as they stand, their forms, the panel, the indicators."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from commission.live.room import Receipt, today
from commission.result.circuit import Overview, overview
from commission.rules.circuit import Circuit
from commission.session.circuit_entry import KINDS
from commission.tui import desk_circuit, desk_head, safe
from commission.tui.desk_circuit_form import CircuitForm
from commission.tui.desk_form import BY
from commission.tui.desk_head import Layout
from commission.tui.safe import Line, Span, line
from commission.tui.screens.desk_acts import ActBox
from commission.tui.screens.desk_circuit_box import CircuitBox
from commission.tui.screens.desk_office import Office, entry_of
from commission.tui.screens.reading import Reading
from commission.tui.widgets.lines import Lines


class CircuitOffice(Office, inherit_bindings=False):
    """What the pages of a circuit share: the sheets as they stand, their forms, and the indicators."""

    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = """
    CircuitOffice #desk { height: 1fr; width: 100%; layout: vertical; }
    CircuitOffice #menu { height: 1fr; }
    CircuitOffice.-wide #desk { layout: horizontal; }
    CircuitOffice.-wide #menu { height: 100%; }
    """
    READS = False
    """Whether the panel says much: it is then given more rows."""
    _sent: tuple[str, dict[str, str]] = ("", {})

    @property
    def circuit(self) -> Circuit:
        """The circuit of this session."""
        circuit = self.room.definition.circuit
        assert circuit is not None
        return circuit

    @property
    def found(self) -> Overview:
        """Every sheet, as it stands now."""
        return overview(self.circuit, self.room.state.book, self.room.definition.waiting)

    @property
    def fiche(self) -> str:
        """The sheet that acts of this page are about; empty if there is none."""
        return ""

    @property
    def layout_now(self) -> Layout:
        """Where list and panel stand on a terminal of this size."""
        return desk_head.layout(*self.app.size, self.HEADS, ranks=self.READS)

    def act_box(self, kind: str, known: dict[str, str]) -> ActBox:
        """The form of an act on a sheet, about the one in front; any other act has the form it has everywhere."""
        if kind not in KINDS:
            return super().act_box(kind, known)
        if kind != "fiche" and self.fiche:
            known = {"fiche": self.fiche, **known}
        return CircuitBox(self._form(kind, known))

    def _form(self, kind: str, known: dict[str, str]) -> CircuitForm:
        state, viewer = self.room.state, self.room.viewer
        return CircuitForm(state, viewer, kind, known, partial(entry_of, self.room), today(self.room))

    def _write(self, kind: str, fields: dict[str, str], by: str) -> None:
        self._sent = (kind, {**fields, **({BY: by} if by else {})})
        super()._write(kind, fields, by)

    def written(self, receipt: Receipt) -> None:
        """An act is on disk; or it is refused, and its form comes back with what was typed and why."""
        super().written(receipt)
        kind, fields = self._sent
        if receipt.refused and kind == receipt.kind and kind in KINDS:
            self.call_later(self.ask, CircuitBox(self._form(kind, fields), self.words.fault(receipt.refused.faults[0])))

    def show_panel(self, title: str, lines: Sequence[Line]) -> None:
        """What the panel has room for; the rest is one key away."""
        panel, at = self.query_one("#panel", Lines), self.layout_now
        panel.display = at.panel_height > 0
        panel.styles.width, panel.styles.height = at.panel, at.panel_height
        shown = [line(" ", Span(safe.clip(title, at.panel - 2), "rule-title"), fill="rule"), *lines]
        if len(shown) > at.panel_height:
            more = self.words.say("d: the rest")
            shown = [*shown[: at.panel_height - 1], line(Span(f" ↓ {more}", "muted"))]
        panel.show(shown)

    async def do_figures(self) -> None:
        """Indicators, places and waiting lists."""
        title = self.words.say("Indicators and waiting lists")
        await self.app.push_screen(Reading(title, lambda width: desk_circuit.figures(self.found, width, self.words)))
