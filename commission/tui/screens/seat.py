"""What the screens of a seated member share: their scoring, handing in, finding, locking, passing the seat on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from commission.live.identity import slip_opens
from commission.live.room import Receipt
from commission.rules.fault import Fault
from commission.session.definition import Member
from commission.tui import safe, sheet_lines
from commission.tui.actions import Action
from commission.tui.safe import Span
from commission.tui.scoring import Notice, Scoring
from commission.tui.shell import Page
from commission.tui.widgets.menu import Item
from commission.words import N_


class Seat(Page):
    """A page of the member who sits here."""

    def __init__(self, scoring: Scoring) -> None:
        super().__init__()
        self.scoring = scoring

    @property
    def member(self) -> Member:
        """Who sits here."""
        return self.scoring.room.definition.member(self.scoring.room.viewer.code)

    @property
    def chosen(self) -> str:
        """The dossier that acts of this page are about."""
        return self.scoring.here[0]

    def written(self, receipt: Receipt) -> None:
        """A receipt: the only place where anything becomes saved."""
        self.scoring.received(receipt)
        self.redraw_whole()

    def said(self) -> Span:
        """What scoring said last."""
        return sheet_lines.said(self.scoring, self.words)

    def tell(self, text: str, kind: str = "info") -> None:
        """Say something until the next key."""
        self.scoring.notice = Notice(kind, "{text}", {"text": text})
        self.redraw()

    def refuse(self, fault: Fault) -> None:
        """Say why something cannot be done, until the next key."""
        self.scoring.notice = Notice("refused", fault=fault)
        self.redraw()

    def handed_in(self, dossier: str) -> bool:
        """Whether the sheet on this dossier is handed in."""
        return bool(dossier) and self.scoring.board.sheet(dossier).handed_in

    def available(self) -> Sequence[Action]:
        """The actions of the table; the key that hands a sheet in opens it again, as long as that can be."""
        shown, dossier = super().available(), self.chosen
        if not self.handed_in(dossier):
            return shown
        closed = self.scoring.board.reopening(dossier) is not None
        return [
            each._replace(label=N_("reopen"), hint=0 if closed else each.hint) if each.id == "hand_in" else each
            for each in shown
        ]

    async def do_hand_in(self) -> None:
        """« Remettre ma fiche », or open it again."""
        from commission.tui.screens.asking import Confirm

        w, dossier = self.words, self.chosen
        if not dossier:
            return
        if self.handed_in(dossier):
            if fault := self.scoring.board.reopening(dossier):
                self.refuse(fault)
                return
            asked = w.say("Your sheet on {dossier} is handed in. Open it again to change marks?", dossier=dossier)
            if self.scoring.board.sheet(dossier).by_office:
                asked = w.say(
                    "The secretariat typed and handed in your sheet on {dossier}. Open it again? What you then write "
                    "replaces what was typed, line by line.",
                    dossier=dossier,
                )
            question = Confirm(w.say("Open the sheet again"), asked)
            await self.app.push_screen(question, self._then("reopen", dossier))
            return
        if fault := self.scoring.board.refusal(dossier):
            self.refuse(fault)
            return
        left = self.scoring.left(dossier)
        text = w.say("Hand in your sheet on {dossier}? You can open it again until marks are opened.", dossier=dossier)
        if left:
            missing = w.say_n(
                "{n} line has no answer: {codes}.",
                "{n} lines have no answer: {codes}.",
                len(left),
                codes=", ".join(left),
            )
            text = f"{missing}\n{text}"
        await self.app.push_screen(Confirm(w.say("Hand in my sheet"), text), self._then("hand-in", dossier))

    def _then(self, kind: str, dossier: str) -> Callable[[bool | None], None]:
        def confirmed(yes: bool | None) -> None:
            if yes:
                self.scoring.act(kind, dossier=dossier)
                self.redraw()

        return confirmed

    async def do_find(self) -> None:
        """Find a dossier or a line."""
        from commission.tui.screens.chooser import Chooser

        w, definition = self.words, self.scoring.room.definition
        items = [
            Item(
                f"d {each.code}",
                safe.line(Span(safe.fit(each.code, 10), "code"), " ", each.applicant),
                f"{each.code} {each.applicant} {each.title}",
            )
            for each in self.scoring.board.dossiers()
        ]
        items += [
            Item(
                f"s {each.code}",
                safe.line(Span(safe.fit(each.code, 10), "code"), " ", each.title),
                f"{each.code} {each.title}",
            )
            for each in definition.call.subs
        ]
        await self.app.push_screen(Chooser(w.say("Find a dossier or a line"), items), self._found)

    async def _found(self, found: str | None) -> None:
        if not found:
            return
        kind, _, code = found.partition(" ")
        self.scoring.to(*((code, "") if kind == "d" else (self.chosen or self.scoring.here[0], code)))
        await self.commission.open_sheet()

    async def do_lock(self) -> None:
        """Cover the screen."""
        from commission.tui.screens.asking import Locked

        kept = self.scoring.room.state.slips.get(self.member.code, "")
        opens = (lambda code: slip_opens(kept, code)) if kept else None

        async def unlocked(mine: bool | None) -> None:
            if mine is False:
                await self.commission.pass_on()

        await self.app.push_screen(Locked(self.member.name, opens), unlocked)

    async def do_pass_on(self) -> None:
        """The next member sits down."""
        await self.commission.pass_on()

    async def do_faults(self) -> None:
        """What is wrong in the files."""
        from commission.tui.screens.reading import faults_of

        faults = [self.words.fault(each) for each in self.scoring.room.faults]
        await self.app.push_screen(faults_of(self, faults))
