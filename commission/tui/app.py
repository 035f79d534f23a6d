"""The program with screens: opens a session for a member or the desk, and brings one screen after the other in front.

What does not stand on the first screen is imported when it opens: boxes alone would cost a fifth of the start.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.geometry import Size

from commission.files.locate import is_shipped
from commission.files.session_folder import find_sessions
from commission.live.identity import doorstep, refuse_circuit
from commission.live.room import Room
from commission.rules.fault import Refused
from commission.session import access
from commission.tui import safe, themes
from commission.tui.draft_keeper import DraftKeeper
from commission.tui.hang_up import end_with_terminal
from commission.tui.messages import OthersWrote, Written
from commission.tui.prompt_driver import prompt
from commission.tui.receipts import Receipts
from commission.tui.scoring import Scoring
from commission.tui.screens.dossiers import Dossiers
from commission.tui.screens.score import ScoreScreen
from commission.tui.shell import Acting, Page
from commission.tui.widgets.menu import Menu
from commission.words import Words

Opener = Callable[..., Room]


class CommissionApp(App[None], inherit_bindings=False):
    """One window on one session at a time."""

    TITLE = "commission"
    CSS_PATH = "commission.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "how_to_quit", show=False)]

    def __init__(
        self,
        folder: Path | None = None,
        who: str | None = None,
        *,
        desk: bool = False,
        words: Words | None = None,
        opener: Opener = Room.open,
        found: Sequence[Path] = (),
        front: Callable[[Room, Opener], Page] | None = None,
    ) -> None:
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)  # else Textual only goes grey
        self.driver_class = prompt(self.driver_class)
        self.words = words or Words("fr")
        self._chosen = words
        self._folder, self._who, self._opener, self._found = folder, who, opener, found
        self.opener = opener
        self._desk, self._front = desk, front or _desk
        self.room: Room | None = None
        self.scoring: Scoring | None = None
        self.keeper: DraftKeeper | None = None
        self.crash: Exception | None = None
        self.receipts = Receipts(lambda: self.post_message(Written()))
        self.receipt = self.receipts.put
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.theme = themes.DARK.name

    async def on_mount(self) -> None:
        """The first screen: as far as what was said on the command line leads."""
        leave_when_told(self)
        if self._folder is None:
            await self.choose_session()
        elif self._desk:
            await self.enter_desk(self._folder, self._who or access.DESK)
        elif self._who is None:
            await self.at_the_door(self._folder)
        else:
            await self.enter(self._folder, self._who)

    # --- From screen to screen --------------------------------------------------------------------------------------

    async def choose_session(self) -> None:
        """Which session."""
        from commission.tui.screens.start import ChooseSession

        await self._show(ChooseSession(self._found, self._folder))

    async def at_the_door(self, folder: Path, who: str = "") -> None:
        """Who sits here, or the desk where that is what was asked. Raises Refused where the session cannot be read."""
        if self._desk:
            await self.enter_desk(folder, self._who or access.DESK)
            return
        from commission.tui.screens.start import ChooseMember

        state = doorstep(folder)
        if (
            state.definition.circuit and self._folder is None
        ):  # nobody scores a circuit: its only screens are the desk's
            await self.enter_desk(folder, access.DESK)
            return
        refuse_circuit(state.definition, folder)
        self.words = self._chosen or Words(state.definition.language)
        await self._show(ChooseMember(folder, state, who))

    async def enter(self, folder: Path, who: str, *, known: bool = False) -> None:
        """Open the session for this member: where they stopped, or their dossiers. Raises Refused.

        A member with a slip who is not ``known`` to have given its code is asked for it at the door.
        """
        room = self._opener(folder, who)
        await self._leave_room()
        if not known and room.viewer.code in room.state.slips:
            room.close()
            await self.at_the_door(folder, room.viewer.code)
            return
        self._folder, self.room = folder, room
        self.words = self._chosen or Words(room.definition.language)
        self.scoring = Scoring(room, self)
        self.keeper = DraftKeeper(room)
        room.watch(lambda: self.post_message(OthersWrote()))
        if _resume(room, self.scoring):
            await self._show(ScoreScreen(self.scoring, self.keeper))
        else:
            await self._show(Dossiers(self.scoring))

    async def enter_desk(self, folder: Path, who: str) -> None:
        """Open the desk of this session, for the secretariat or for a presiding member. Raises Refused."""
        self.room = self._opener(folder, who, desk=True)
        self.words = self._chosen or Words(self.room.definition.language)
        self.room.watch(lambda: self.post_message(OthersWrote()))
        await self._show(self._front(self.room, self._opener))

    async def open_sheet(self) -> None:
        """The sheet in front of the dossiers."""
        if not isinstance(self.page, ScoreScreen) and self.scoring and self.keeper:
            await self.push_screen(ScoreScreen(self.scoring, self.keeper))

    async def close_sheet(self) -> None:
        """Back to the dossiers."""
        if not isinstance(self.screen, ScoreScreen) or self.scoring is None:
            return
        if any(isinstance(each, Dossiers) for each in self.screen_stack):
            self.pop_screen()  # not awaited: the key that asks for it is handled by the screen that goes
        else:
            await self._show(Dossiers(self.scoring))

    async def pass_on(self) -> None:
        """« Passer le poste »: everything is written, then the next member says who they are."""
        await self._leave_room()
        if self._folder:
            await self.at_the_door(self._folder)

    async def leave(self) -> None:
        """Quit; what is queued is written first, and asks nothing."""
        await self._leave_room()
        self.exit()

    async def _show(self, page: Page) -> None:
        """Make this the only screen."""
        while len(self.screen_stack) > 1:
            self.pop_screen()  # not awaited: as in close_sheet
        await self.push_screen(page)

    async def _leave_room(self) -> None:
        write_all(self)
        self.room = self.scoring = self.keeper = None

    # --- What the screens ask ---------------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The whole screen in front, boxes left aside."""
        pages = [each for each in self.screen_stack if isinstance(each, Page)]
        return pages[-1] if pages else None

    def redraw_page(self) -> None:
        """The page behind a box has changed."""
        if self.page:
            self.page.redraw_whole()

    def next_theme(self) -> None:
        """Dark, light, high contrast, and round."""
        names = [each.name for each in themes.THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.call_after_refresh(self.redraw_page)

    def ask_reason(self, fields: dict[str, str]) -> None:
        """This mark needs a reason; asked in a box, then sent."""
        from commission.tui.screens.asking import Question

        scoring, w = self.scoring, self.words
        if scoring is None:
            return

        def given(reason: str | None) -> None:
            if reason:
                scoring.submit({**fields, "reason": reason})
                scoring.step(1)
                self.redraw_page()

        value = w.value(fields["value"])
        text = w.say(
            "{code}, {dossier}: {value}. Why? The reason is recorded with the mark.", value=value, **_cell(fields)
        )
        self.push_screen(Question(w.say("Reason"), text), given)

    async def show_help(self, screen: Acting[Any]) -> None:
        """Help on this screen."""
        from commission.tui.screens.reading import help_for

        await self.push_screen(help_for(screen))

    async def show_palette(self, screen: Acting[Any]) -> None:
        """Every action of this screen."""
        from commission.tui.screens.palette import palette

        await palette(screen)

    async def on_event(self, event: events.Event) -> None:
        """A key typed on a sheet goes straight to it: by Textual's queue of the widget that has the focus, it would take
        as long again as the sheet takes to draw. So does one typed on a list: left waiting in its queue while Enter opens
        a sheet, it would be overtaken by those typed after it."""
        if isinstance(event, events.Key) and self.app_focus and self.screen_stack:
            straight = self.screen if isinstance(self.screen, ScoreScreen) else self.focused
            if isinstance(straight, ScoreScreen | Menu) and await straight.take(event):
                return
        await super().on_event(event)

    def on_written(self) -> None:
        """A receipt came back, and perhaps nobody waited for it."""
        for receipt in self.receipts.take():
            if self.page:
                self.page.written(receipt)

    def on_others_wrote(self) -> None:
        """Others' entries arrived."""
        if self.scoring:
            self.scoring.lay_out()
        self.redraw_page()

    def on_resize(self, event: events.Resize) -> None:
        """Two sizes told in one breath may come in the wrong order: the terminal has the last word."""
        now = Size(*shutil.get_terminal_size())
        if now != event.size and not (self.is_headless or self.is_web):
            self.post_message(events.Resize(now, now))

    def action_how_to_quit(self) -> None:
        """Ctrl+C copies in some terminals and stops programs in others; here it says which key leaves."""
        self.notify(safe.plain(self.words.say("The key q leaves the program.")), markup=False)

    def _handle_exception(self, error: Exception) -> None:
        """Textual would print the local variables, names and marks among them: keep the error for who may print."""
        self.crash = self.crash or error
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """Textual's own way out: it would print its traceback, and has no exception left to give."""
        del renderables
        self._handle_exception(RuntimeError("panic"))


def _resume(room: Room, scoring: Scoring) -> bool:
    """Back to the cell of the member's last own entry; False before the first, or where nothing can be written now."""
    dossiers = [each.code for each in scoring.board.dossiers()]
    draft, last = room.draft(), room.resume_at()
    if draft and draft.dossier in dossiers:
        last = (draft.dossier, draft.code)
    if last and last[0] in dossiers and not scoring.board.refusal(last[0]):
        scoring.place(*last)
        return True
    if dossiers:
        scoring.place((scoring.following() or room.definition.dossier(dossiers[0])).code)
    return False


def write_all(app: CommissionApp) -> None:
    """Write what is queued, now; nothing can be written after."""
    if app.keeper:
        app.keeper.stop()
    if app.room:
        app.room.close()


def leave_when_told(app: CommissionApp) -> None:
    """A program told to end (SIGTERM) writes what waits and gives the terminal back. Not where signals are not for us."""
    with suppress(NotImplementedError, RuntimeError, ValueError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, lambda: app.call_next(app.leave))


def _cell(fields: dict[str, str]) -> dict[str, str]:
    return {"code": fields["code"], "dossier": fields["dossier"]}


def sessions_here(root: Path) -> list[Path]:
    """The sessions one may choose from; never the example as shipped, which ``commission demo`` copies before it opens."""
    return [each for each in find_sessions(root) if not is_shipped(each)]


def _desk(room: Room, opener: Opener) -> Page:
    """The first page of the desk: sheets and places where the session follows a circuit, else progress and ranking."""
    if room.definition.circuit:
        from commission.tui.screens.desk_circuit import CircuitPage

        return CircuitPage(room, opener)
    from commission.tui.screens.desk import DeskPage

    return DeskPage(room, opener)


def _wall(room: Room, opener: Opener) -> Page:
    """The only page of the projector."""
    from commission.tui.screens.projector import ProjectorPage

    del opener
    return ProjectorPage(room)


def _shown(folder: Path, who: str, *, desk: bool) -> Room:
    """An open session that these screens can show. Raises Refused: as ``Room.open``, or a circuit to be scored."""
    room = Room.open(folder, who, desk=desk)
    try:
        if not desk:
            refuse_circuit(room.definition, folder)
    except Refused:
        room.close()
        raise
    return room


def run(
    folder: Path | None, who: str | None, *, desk: bool = False, lang: str | None = None, projector: bool = False
) -> int:
    """Show the screens until the person leaves; the exit code. Raises Refused, or the program's own fault, after the screen.

    Without ``folder`` one chooses among the sessions found here; without ``who``, among the members. ``projector`` is the
    desk's screen for a projector.
    """
    ready = [_shown(folder, who, desk=desk and not projector)] if folder is not None and who is not None else []

    def opener(folder: Path, who: str, *, desk: bool = False) -> Room:
        return ready.pop() if ready else _shown(folder, who, desk=desk)

    found = sessions_here(Path()) if folder is None else []
    words = Words(lang) if lang else None
    app = CommissionApp(
        folder, who, desk=desk, words=words, opener=opener, found=found, front=_wall if projector else None
    )
    end_with_terminal(lambda: write_all(app))
    app.run()
    if app.crash:
        raise app.crash
    return app.return_code or 0
