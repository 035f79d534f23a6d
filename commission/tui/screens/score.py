"""The sheet: where a member spends the day. Keys become marks here; everything else is drawing what ``Scoring`` says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from commission.rules.grid import DECLINED, NOT_APPLICABLE
from commission.rules.notation import choices
from commission.tui import actions, detail_lines, safe, sheet_lines
from commission.tui.actions import Action
from commission.tui.draft_keeper import DraftKeeper
from commission.tui.messages import RowClicked
from commission.tui.painting import at_once
from commission.tui.safe import Line
from commission.tui.scoring import Notice, Scoring
from commission.tui.screens.seat import Seat
from commission.tui.shell import meaning_nothing
from commission.tui.widgets.lines import Lines
from commission.tui.widgets.menu import Item
from commission.tui.widgets.sheet import SheetView
from commission.words import N_
from commission.words.notations import numbered

WIDE = 110
"""From this width on, the detail stands beside the sheet instead of below it."""
PATIENCE = 0.008
"""Seconds a drawing waits for the receipt of a mark."""
PLAIN: Mapping[str, Callable[[Scoring], object]] = {
    "enter": Scoring.enter,
    "quick": Scoring.toggle_quick,
    "not_applicable": lambda scoring: scoring.answer(NOT_APPLICABLE),
    "decline": lambda scoring: scoring.answer(DECLINED),
    "clear": Scoring.clear,
    "undo": Scoring.undo,
    "turn": Scoring.turn,
    "beside_next": lambda scoring: scoring.beside(1),
    "beside_before": lambda scoring: scoring.beside(-1),
    "unanswered": Scoring.next_unanswered,
    "unanswered_before": lambda scoring: scoring.next_unanswered(-1),
}
"""Actions that need no screen."""
ANSWERS = frozenset({"choose_word", "observe", "not_applicable", "decline", "clear", "words"})
"""Actions that write on the sheet; their keys say why they cannot, where it is closed."""


class ScoreScreen(Seat):
    """One member's sheet."""

    ACTIONS: ClassVar[tuple[Action, ...]] = actions.SHEET
    HEADS = 2
    HELP_NOTES = True

    def __init__(self, scoring: Scoring, keeper: DraftKeeper) -> None:
        super().__init__(scoring)
        self._keeper = keeper
        self._laid_out = (0, 0)

    def body(self) -> ComposeResult:
        """Sheet, detail, status."""
        with Container(id="work"):
            yield SheetView(self.scoring, self.words, id="sheet")
            yield (detail := Lines(id="detail"))
        yield Lines(id="status")
        self._lay_out(detail)

    async def on_mount(self) -> None:
        """The sheet takes the keys; an observation that was being typed comes back."""
        self.set_focus(self.query_one(SheetView))
        if draft := self._keeper.found():
            self.scoring.to(draft.dossier, draft.code)
            await self._observe(draft.text)

    def head(self, width: int) -> list[Line]:
        """Session and member; dossier."""
        return sheet_lines.head(self.scoring, width, self.words, self.member.name)

    def redraw(self) -> None:
        """Everything as it stands now; only what changed reaches the terminal."""
        detail, status = self.query_one("#detail", Lines), self.query_one("#status", Lines)
        self._lay_out(detail)
        with at_once(self):
            self.redraw_frame()
            self.query_one(SheetView).redraw()
            if detail.size.height and detail.size.width:
                detail.show(detail_lines.detail(self.scoring, detail.size.width, detail.size.height, self.words))
            status.show([sheet_lines.status(self.scoring, self.app.size.width, self.words)])

    def _lay_out(self, detail: Lines) -> None:
        """Sheet and detail for the size of the terminal; after a change all is drawn again at the sizes that come of it."""
        width, height = self.app.size
        if self._laid_out == (width, height):
            return
        self._laid_out = (width, height)
        wide = width >= WIDE
        self.set_class(wide, "-wide")
        detail.styles.height = "1fr" if wide else detail_height(height)
        self.redraw_soon()

    # --- Keys -------------------------------------------------------------------------------------------------------

    async def take(self, event: events.Key) -> bool:
        """What a key does on the sheet: type, move, or one of the actions."""
        if self.app.screen is not self:
            return await super().take(event)
        if self._type(event) or self._move(event.key):
            self._redraw_soon()
            return True
        if event in meaning_nothing:
            return False
        if await super().take(event):
            return True
        if self.app.screen is not self or not self.scoring.character(event.character, spoil=True):
            return False
        self._redraw_soon()
        return True

    def _redraw_soon(self) -> None:
        """Draw now, but for a mark that was just sent: its receipt comes in less than a frame, so one drawing shows both.

        The keys wait meanwhile: a timer and a message would take as long as the disk. On a slow share the mark shows as on
        its way after ``PATIENCE``.
        """
        if self.scoring.disk == "writing":
            for receipt in self.commission.receipts.take(PATIENCE):
                self.scoring.received(receipt)
        self.redraw()

    def _type(self, event: events.Key) -> bool:
        if event.key == "backspace":
            self.scoring.erase()
            return True
        return self.scoring.character(event.character)

    def _move(self, key: str) -> bool:
        scoring = self.scoring
        if key in {"up", "down"}:
            scoring.move(-1 if key == "up" else 1)
        elif key in {"pageup", "pagedown"}:
            page = self.query_one(SheetView).page
            scoring.move(-page if key == "pageup" else page)
        elif key == "home":
            scoring.move(-len(scoring.rows))
        elif key == "end":
            scoring.go(max(n for n, row in enumerate(scoring.rows) if row.kind == "cell"))
        else:
            return False
        return True

    def on_paste(self, event: events.Paste) -> None:
        """A number pasted stands in the cell as if typed; Enter writes it."""
        self.scoring.paste(event.text)
        self.redraw()

    def on_row_clicked(self, message: RowClicked) -> None:
        """The mouse."""
        self.scoring.go(message.index)
        self.redraw()

    @classmethod
    def carries_out(cls, action: str) -> bool:
        """Most actions of the sheet are one call of ``Scoring``."""
        return action in PLAIN or super().carries_out(action)

    async def perform(self, action: str) -> None:
        """Carry out an action by its id."""
        if action in PLAIN:
            PLAIN[action](self.scoring)
        else:
            await super().perform(action)
        if self.app.screen is self:
            self._redraw_soon()

    async def do_back(self) -> None:
        """Give up what is typed; else the dossiers."""
        if not self.scoring.escape():
            await self.commission.close_sheet()

    async def do_details(self) -> None:
        """The whole passage."""
        from commission.tui.screens.reading import Reading

        scoring, w = self.scoring, self.words
        title = scoring.sub.code if scoring.sub else scoring.here[0]
        await self.app.push_screen(Reading(title, lambda width: detail_lines.whole_text(scoring, width, w)))

    async def do_words(self) -> None:
        """A mark in words."""
        from commission.tui.screens.words_line import WordsLine

        await self.app.push_screen(WordsLine(self.scoring))

    def available(self) -> Sequence[Action]:
        """The list of words is offered on a line that has some; no answer is, where the sheet takes none."""
        worded = self.scoring.sub is not None and self.scoring.sub.in_words
        shown = [each for each in super().available() if worded or each.id != "choose_word"]
        if self.scoring.view == "line":
            onward = N_("Write the mark typed and go to the next dossier")
            shown = [each._replace(help=onward) if each.id == "enter" else each for each in shown]
        if not self.scoring.board.refusal(self.scoring.here[0]):
            return shown
        return [each._replace(hint=0) if each.id in ANSWERS else each for each in shown]

    async def do_choose_word(self) -> None:
        """The words of the line, each with the number that picks it."""
        from commission.tui.screens.chooser import Chooser

        sub, w = self.scoring.sub, self.words
        if sub is None or not sub.in_words or self.scoring.board.refusal(self.scoring.here[0]):
            return
        said = zip(choices(sub.levels), numbered(sub, w), strict=True)
        items = [Item(number, safe.line(text), text) for number, text in said]

        def chosen(number: str | None) -> None:
            if number:
                self.scoring.paste(number)
                self.scoring.enter()
            self.redraw()

        await self.app.push_screen(Chooser(f"{sub.code}  {sub.title}", items), chosen)

    async def do_observe(self) -> None:
        """An observation on the line under the cursor."""
        if self.scoring.row.kind != "cell" or not self.scoring.commit():
            return
        if fault := self.scoring.board.refusal(self.scoring.here[0]):
            self.scoring.notice = Notice("refused", fault=fault)
            return
        await self._observe(self.scoring.board.observation(*self.scoring.here))

    async def _observe(self, text: str) -> None:
        from commission.tui.screens.asking import Observation

        dossier, code = self.scoring.here

        def done(text: str | None) -> None:
            if text is not None:
                self.scoring.observe(dossier, code, text)
            self._keeper.drop()
            self.redraw()

        title = self.words.say("Observation on {code}, {dossier}", code=code, dossier=dossier)
        keep = self._keeper.keeper(dossier, code)
        await self.app.push_screen(Observation(title, text, keep), done)


def detail_height(height: int) -> int:
    """Rows of the detail below the sheet, for a terminal this high: 9 at 24 rows, less where there is hardly room."""
    if height < 14:
        return 0 if height < 9 else 3
    return min(9, height - 10) if height <= 27 else min(20, 9 + (height - 27) // 3)
