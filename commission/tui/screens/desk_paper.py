"""The sheet of a member, typed at the desk from paper: the member's own screen over a room that shows only what is typed."""

from __future__ import annotations

from typing import ClassVar, cast

from commission.live.room import Receipt, Room
from commission.tui import actions, sheet_lines
from commission.tui.actions import Action
from commission.tui.desk_paper import PaperRoom
from commission.tui.draft_keeper import DraftKeeper
from commission.tui.program import Program
from commission.tui.safe import Line, Span, line
from commission.tui.scoring import Scoring
from commission.tui.screens.asking import Confirm, Question
from commission.tui.screens.score import ScoreScreen

NOT_HERE = frozenset({"lock", "pass_on"})
"""What makes sense only where a member sits."""


class Paper(ScoreScreen):
    """One member's sheets, typed by the secretariat."""

    HEADS = 3
    ACTIONS: ClassVar[tuple[Action, ...]] = tuple(each for each in actions.SHEET if each.id not in NOT_HERE)

    def head(self, width: int) -> list[Line]:
        """The sheet's head, and for whom it is typed."""
        first, *rest = sheet_lines.head(self.scoring, width, self.words, self.member.name)
        text = self.words.say("Typed at the desk for {name}: only what is typed here is shown.", name=self.member.name)
        return [first, line(" ", Span(text, "warn")), *rest]

    async def do_hand_in(self) -> None:
        """Hand the sheet in for the member, or open it again."""
        w, dossier, name = self.words, self.chosen, self.member.name
        handed = self.handed_in(dossier)
        if fault := self.scoring.board.reopening(dossier) if handed else None:
            self.refuse(fault)
            return
        title = w.say("Open the sheet again") if handed else w.say("Hand in the sheet")
        question = (
            w.say("Open the sheet of {name} on {dossier} again?", name=name, dossier=dossier)
            if handed
            else w.say("Hand in the sheet of {name} on {dossier}, as typed?", name=name, dossier=dossier)
        )
        if left := [] if handed else self.scoring.left(dossier):
            missing = w.say_n(
                "{n} line was not typed here: {codes}.",
                "{n} lines were not typed here: {codes}.",
                len(left),
                codes=", ".join(left),
            )
            question = f"{missing}\n{question}"
        await self.app.push_screen(Confirm(title, question), self._then("reopen" if handed else "hand-in", dossier))


class PaperStage:
    """What scoring asks of the screen: receipts go to the page in front, a reason is asked in a box."""

    def __init__(self, app: Program) -> None:
        self._app = app
        self.scoring: Scoring | None = None

    def receipt(self, receipt: Receipt) -> None:
        """Called on the writer's thread."""
        self._app.receipt(receipt)

    def ask_reason(self, fields: dict[str, str]) -> None:
        """This mark needs a reason."""
        w = self._app.words

        def given(reason: str | None) -> None:
            if reason and self.scoring:
                self.scoring.submit({**fields, "reason": reason})
                self.scoring.step(1)
                self._app.redraw_page()

        text = w.say(
            "{code}, {dossier}: {value}. Why? The reason is recorded with the mark.",
            value=w.value(fields["value"]),
            code=fields["code"],
            dossier=fields["dossier"],
        )
        self._app.push_screen(Question(w.say("Reason"), text), given)


def paper(app: Program, room: Room, member: str, dossier: str) -> Paper:
    """The screen for this member's sheet on this dossier."""
    own = cast(Room, PaperRoom(room, member))  # all that a sheet asks of a room, with nothing of the member's own marks
    stage = PaperStage(app)
    scoring = Scoring(own, stage)
    stage.scoring = scoring
    scoring.typed_for = room.definition.member(member).name
    scoring.place(dossier)
    return Paper(scoring, DraftKeeper(own))
