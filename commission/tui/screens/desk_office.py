"""What the desk does: every act of the table of acts, written in the name of this desk or of a presiding member."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial

from commission.live.identity import slip_opens
from commission.live.room import Receipt, Room, today
from commission.rules.fault import Refused
from commission.session.access import Viewer
from commission.session.acts import ACTS, fitting
from commission.session.state import Named
from commission.tui import desk_actions, desk_faults, safe
from commission.tui.actions import Action
from commission.tui.desk_actions import ACT
from commission.tui.desk_form import BY, ActForm
from commission.tui.desk_progress import Progress, lot_title
from commission.tui.safe import Span, line
from commission.tui.screens.asking import Locked
from commission.tui.screens.chooser import Chooser
from commission.tui.screens.desk_acts import ActBox, OpeningBox
from commission.tui.screens.reading import faults_of
from commission.tui.shell import Page
from commission.tui.widgets.menu import Item

ON_A_SHEET = ("hand-in", "reopen", "mark", "observation")
HERE = (*ON_A_SHEET, "recuse", "refuse", "withdraw")
"""The acts about one member's sheet on one dossier, or about either."""
Chosen = Callable[[str | None], Awaitable[None]]
"""What is done with the act that was chosen, or with None."""


class Office(Page):
    """One session at the desk, and the lot in front."""

    def __init__(self, room: Room, opener: Callable[..., Room] = Room.open) -> None:
        super().__init__()
        self.room = room
        self._opener = opener
        self._place = 0
        self._notice = Span("")
        self._rooms: dict[str, Room] = {}

    def on_unmount(self) -> None:
        """What was done in the name of others is written before the screen goes."""
        for room in self._rooms.values():
            room.close()

    @property
    def progress(self) -> Progress:
        """The lot in front."""
        return Progress(self.room.state, self.room.viewer, self.room.definition.lots[self._place])

    @property
    def lot(self) -> str:
        """Its code."""
        return self.room.definition.lots[self._place].code

    def tell(self, text: str, role: str = "") -> None:
        """Say something until the next key."""
        self._notice = Span(text, role)
        self.redraw()

    def said(self) -> Span:
        """What was said last."""
        return self._notice

    def available(self) -> Sequence[Action]:
        """The keys, then every act of the table."""
        return [*super().available(), *desk_actions.of_the_table(self.room.definition, self.words)]

    async def perform(self, action: str) -> None:
        """An action by its id; an act of the table opens its form."""
        if action == ACT + "open":
            await self.do_open_marks()
        elif action.startswith(ACT):
            await self.fill_in(action.removeprefix(ACT), {})
        else:
            await super().perform(action)

    def do_next_lot(self) -> None:
        """The next lot, round the end."""
        self._place = (self._place + 1) % len(self.room.definition.lots)
        self.again()

    def do_lot_before(self) -> None:
        """The one before."""
        self._place = (self._place - 1) % len(self.room.definition.lots)
        self.again()

    def again(self) -> None:
        """Show what stands in front now; what was said last is over."""
        self._notice = Span("")
        self.redraw()

    async def do_faults(self) -> None:
        """What is wrong in the files."""
        await self.app.push_screen(faults_of(self, desk_faults.sentences(self.room, self.words)))

    async def do_acts(self) -> None:
        """Every act of the table; those on one member's sheet last."""
        kinds = sorted(fitting(self.room.definition), key=lambda kind: kind in ON_A_SHEET)
        await self._act_of(self.words.say("Acts"), kinds, {})

    async def act_about(self, member: str, dossier: str) -> None:
        """The acts about this member's sheet on this dossier, already filled in with both."""
        about = {"for": member, "member": member, "dossier": dossier, "lot": self.lot}
        await self._act_of(" · ".join(each for each in (member, dossier) if each), HERE, about)

    async def choose_act(self, title: str, kinds: Sequence[str], chosen: Chosen) -> None:
        """Choose one of these acts."""
        await self.app.push_screen(Chooser(title, [self._act_item(each) for each in kinds]), chosen)

    async def _act_of(self, title: str, kinds: Sequence[str], about: dict[str, str]) -> None:
        async def chosen(kind: str | None) -> None:
            if kind == "open":
                await self.do_open_marks()
            elif kind:
                await self.fill_in(kind, about)

        await self.choose_act(title, kinds, chosen)

    def _act_item(self, kind: str) -> Item:
        w = self.words
        form = ActForm(self.room.state, self.room.viewer, kind)
        name = safe.fit(desk_actions.named(kind, w), 48)
        who = w.say("in the name of the presidency") if form.names_someone else ""
        note = Span(w.say("not at this desk") if form.right() else who, "muted")
        return Item(kind, line("  ", name, " ", note), name)

    async def fill_in(self, kind: str, about: dict[str, str]) -> None:
        """A form with what is known already filled in."""
        spec = ACTS[kind]
        known = {name: value for name, value in about.items() if value and name in (*spec.required, *spec.optional)}
        if kind in {"close", "recuse"} and not known.get("lot"):
            known["lot"] = self.lot
        await self.ask(self.act_box(kind, known))

    def act_box(self, kind: str, known: dict[str, str]) -> ActBox:
        """The box in which an act of this kind is filled in."""
        return ActBox(
            ActForm(self.room.state, self.room.viewer, kind, known, partial(entry_of, self.room), today(self.room))
        )

    async def ask(self, box: ActBox) -> None:
        """Have an act filled in, then queue it."""
        form = box.form

        def filled(write: bool | None) -> None:
            if write:
                self._write(form.kind, form.given(), form.fields.get(BY, "") if form.names_someone else "")

        await self.app.push_screen(box, filled)

    async def do_open_marks(self) -> None:
        """The opening of marks of the lot in front, confirmed in full."""
        try:
            self.room.check("open", lot=self.lot)
        except Refused as refused:
            self.tell(f"✗ {self.words.short(refused.faults[0])}", "bad")
            return
        progress = self.progress

        def confirmed(yes: bool | None) -> None:
            if yes:
                self._write("open", {"lot": progress.lot.code}, "")

        title = lot_title(self.room.definition, progress.lot)
        box = OpeningBox(progress, title, self.words)
        await self.app.push_screen(box, confirmed)

    def _write(self, kind: str, fields: dict[str, str], by: str) -> None:
        """Queue an act for the disk, in the name of this desk or of a presiding member."""
        try:
            self._room_of(by).submit(kind, fields, self._receipt)
        except Refused as refused:
            self.tell(f"✗ {self.words.fault(refused.faults[0])}", "bad")
        else:
            self.tell(self.words.say("… writing"), "warn")

    def _room_of(self, by: str) -> Room:
        if not by or Viewer(by, presides=True) == self.room.viewer:
            return self.room
        if by not in self._rooms:
            self._rooms[by] = self._opener(self.room.folder, by, desk=True)
        return self._rooms[by]

    def _receipt(self, receipt: Receipt) -> None:
        """Called on a writer's thread: this desk reads what was written before it says so."""
        self.room.refresh()
        self.commission.receipt(receipt)

    def written(self, receipt: Receipt) -> None:
        """An act is on disk, or refused."""
        w = self.words
        if receipt.refused:
            self.tell(f"✗ {w.fault(receipt.refused.faults[0])}", "bad")
        else:
            self.tell("✓ " + w.say("Saved: {act}.", act=w.term("kind", receipt.kind)), "good")


def entry_of(room: Room, name: str) -> Named | None:
    """An entry by its name, in the journals this desk reads."""
    writer, _, number = name.rpartition(":")
    with suppress(ValueError, IndexError):
        for journal in room.journals:
            if journal.writer == writer:
                return Named(name, journal.header.actor, journal.entries[int(number) - 1])
    return None


async def who_sits(page: Page, room: Room) -> None:
    """A president with a slip types its code before anything is shown."""
    viewer, state = room.viewer, room.state
    kept = state.slips.get(viewer.code, "")
    if not kept:
        return

    async def unlocked(mine: bool | None) -> None:
        if not mine:
            await page.do_quit()

    name = state.definition.member(viewer.code).name
    await page.app.push_screen(Locked(name, lambda code: slip_opens(kept, code)), unlocked)
