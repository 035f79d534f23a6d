"""A member's dossiers, lot by lot, with how far each sheet has come; Enter opens one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from commission.rules.fault import fault
from commission.session import access
from commission.session.definition import Dossier
from commission.tui import actions, detail_lines, safe, sheet_lines
from commission.tui.actions import Action
from commission.tui.messages import Picked, Pointed
from commission.tui.packing import ends
from commission.tui.safe import Line, Span, line
from commission.tui.screens.seat import Seat
from commission.tui.shell import Dialog
from commission.tui.widgets.lines import Lines
from commission.tui.widgets.menu import Item, Menu

BAR = 10


class Dossiers(Seat):
    """The list, and below it the dossier under the cursor in full."""

    ACTIONS: ClassVar[tuple[Action, ...]] = actions.DOSSIERS
    _back_at = ""
    """The dossier whose sheet was just left."""
    _in_front = False
    """Whether this page was left for a box, not for a sheet."""

    def body(self) -> ComposeResult:
        """The list and what the row under the cursor says in full."""
        yield Menu(id="menu")
        yield Lines(id="about")

    def on_mount(self) -> None:
        """The list takes the keys."""
        self.set_focus(self.query_one(Menu))

    def head(self, width: int) -> list[Line]:
        """The session, and who sits here."""
        title = self.scoring.room.definition.title
        return [ends([Span(" "), Span(title)], [Span(self.member.name, "bar-strong"), Span(" ")], width, "bar")]

    def items(self) -> list[Item]:
        """A heading for each lot, a row for each dossier."""
        w, state = self.words, self.scoring.room.state
        rows: list[Item] = []
        for lot in state.definition.lots:
            dossiers = state.definition.dossiers_of(lot.code)
            note = ""
            if state.is_recused(self.member.code, lot.code):
                note = w.say("you have withdrawn from it")
            elif not state.definition.has_sheets(lot.code):
                note = w.say("no sheets: the commission enters its ranks")
            elif state.is_open(lot.code):
                note = w.say("marks opened")
            title = [Span(f" {lot.title}", "group-title"), Span(f"   {note}" if note else "", "warn")]
            rows.append(Item("", line(*title, fill="group")))
            rows += [self._item(each) for each in dossiers]
        return rows

    def _item(self, dossier: Dossier) -> Item:
        w, scoring = self.words, self.scoring
        count = scoring.board.progress(dossier.code)
        recused = scoring.room.state.is_recused(self.member.code, dossier.lot)
        state = w.say("you have withdrawn") if recused else self.state_of(dossier.code)
        width = self.app.size.width
        done = BAR * count.answered // max(1, count.lines)
        bar = "█" * done + "░" * (BAR - done)
        figures = safe.fit(f"{count.answered}/{count.lines}", 6, right=True)
        tail = [
            Span(f"  {bar} " if width >= 70 else " ", "mark"),
            Span(figures),
            Span(f"  {safe.fit(state, 11)}", "good"),
        ]
        out = dossier.code in scoring.room.state.refused or dossier.code in scoring.room.state.withdrawn
        if not scoring.room.definition.has_sheets(dossier.lot) and not out and not recused:
            tail = [Span("  " + safe.fit(w.say("no sheet"), 20 + (BAR if width >= 70 else 0)), "muted")]
        if out or recused:
            tail = [Span("  " + safe.fit(state, 20 + (BAR if width >= 70 else 0)), "warn")]
        code = Span(safe.fit(dossier.code, 10), "code")
        left = width - 14 - sum(safe.width(each.text) for each in tail)
        return Item(dossier.code, line(code, " ", Span(safe.fit(dossier.applicant, left)), *tail), dossier.applicant)

    def state_of(self, dossier: str) -> str:
        """Refused, withdrawn, handed in, complete, or nothing."""
        complete = not self.scoring.left(dossier)
        return sheet_lines.state_of(self.scoring, dossier, self.words) or (
            self.words.say("complete") if complete else ""
        )

    def on_screen_resume(self) -> None:
        """Back from a sheet: the cursor is on its dossier. Back from a box: where it was."""
        if not self._in_front:
            self._back_at = self.scoring.here[0]
        super().on_screen_resume()

    def on_screen_suspend(self) -> None:
        """Something comes in front."""
        self._in_front = isinstance(self.app.screen, Dialog)

    def redraw(self) -> None:
        """Everything as it stands now."""
        menu = self.query_one(Menu)
        menu.fill(self.items(), self._back_at or menu.chosen)
        self._back_at = ""
        self._about(menu.chosen)
        self.redraw_frame()

    def _about(self, code: str) -> None:
        about = self.query_one("#about", Lines)
        if not code or self.app.size.height < 16:
            about.styles.height = 0
            return
        dossier, w, width = self.scoring.room.definition.dossier(code), self.words, self.app.size.width
        state = self.scoring.room.state
        lines = [
            line(" ", Span(safe.clip(f"{dossier.applicant} · {dossier.title}", width - 2), "rule-title"), fill="rule")
        ]
        texts = [w.say("Received on {when}", when=dossier.deposited_at)] if dossier.deposited_at else []
        if figures := detail_lines.figures_of(state.definition.call, dossier, w):
            texts.append(w.say("Declared:") + " " + detail_lines.declared(figures))
        if refused := state.refused.get(code):
            ground = w.term("ground", refused.ground)
            texts.append(w.say("Refused before examination ({ground}): {reason}", ground=ground, reason=refused.reason))
        if withdrawn := state.withdrawn.get(code):
            texts.append(w.say("Withdrawn by the applicant: {reason}", reason=withdrawn.reason))
        for text in texts:
            lines += [line(" ", each) for each in safe.wrap(text, width - 2, 3)]
        about.styles.height = 7
        about.show(lines[:7])

    @on(Pointed)
    def pointed(self, message: Pointed) -> None:
        """Another row: say what it is in full, and what can be done there."""
        self._about(message.id)
        self.redraw_frame()

    @on(Picked)
    async def do_choose(self) -> None:
        """Open the sheet of the dossier under the cursor."""
        if not (code := self.chosen):
            return
        state = self.scoring.room.state
        recused = state.is_recused(self.member.code, state.definition.dossier(code).lot)
        scored = state.definition.has_sheets(state.definition.dossier(code).lot)
        if not scored:
            self.tell(self.words.short(fault("no-sheets", lot=state.definition.dossier(code).lot)))
            return
        if code in state.refused or code in state.withdrawn or recused:
            self.tell(self.words.say("This dossier is not scored; the lines below say why."))
            return
        self.scoring.to(code)
        await self.commission.open_sheet()

    async def do_debate(self) -> None:
        """The deliberation on the dossier under the cursor, once the marks of its lot are opened; read only."""
        if not (code := self.chosen):
            return
        room = self.scoring.room
        if refusal := access.sees_result(room.state, room.viewer, room.definition.dossier(code).lot):
            self.refuse(refusal)
            return
        from commission.tui.screens.desk_debate import DebatePage  # there is none to see while marks are blind

        lot = room.definition.dossier(code).lot
        await self.app.push_screen(DebatePage(room, self.commission.opener, lot, code))

    def available(self) -> Sequence[Action]:
        """The deliberation only where there is one to see."""
        room, shown = self.scoring.room, super().available()
        lots = room.definition.lots
        seen = any(access.sees_result(room.state, room.viewer, each.code) is None for each in lots)
        return shown if seen else [each for each in shown if each.id != "debate"]

    @property
    def chosen(self) -> str:
        """The dossier that acts of this page are about."""
        return self.query_one(Menu).chosen
