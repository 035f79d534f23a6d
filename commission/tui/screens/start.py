"""Before scoring: which session, and who sits here. Says openly that who one is is declared, not proven."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from commission.live.identity import doorstep, slip_opens
from commission.rules.fault import Fault, Refused
from commission.session.definition import Member
from commission.session.state import State
from commission.tui import actions, safe
from commission.tui.actions import Action
from commission.tui.messages import Picked
from commission.tui.safe import BLANK, Line, Span
from commission.tui.shell import Page
from commission.tui.widgets.lines import Lines
from commission.tui.widgets.menu import Item, Menu
from commission.words import Words


class Start(Page):
    """A few lines of text above a list."""

    ACTIONS: ClassVar[tuple[Action, ...]] = actions.START

    def __init__(self) -> None:
        super().__init__()
        self._faults: Sequence[Fault] = ()

    def body(self) -> ComposeResult:
        """Text, list."""
        yield Lines(id="intro")
        yield Menu(id="menu")

    async def on_mount(self) -> None:
        """The list takes the keys."""
        self.set_focus(self.query_one(Menu))
        self.load()

    def load(self) -> None:
        """Fill the list."""
        self.query_one(Menu).fill(self.items())

    def items(self) -> list[Item]:
        """What one chooses from."""
        return []

    def intro(self) -> list[str]:
        """The paragraphs above the list."""
        return []

    def redraw(self) -> None:
        """Intro, faults, list, frame."""
        lines: list[Line] = []
        width = max(20, min(self.app.size.width, 110) - 4)
        for text in self.intro():
            lines += [safe.line("  ", each) for each in safe.wrap(text, width, 4)]
        for fault in self._faults:
            text = f"✗ {self.words.fault(fault)}"
            lines += [safe.line("  ", Span(each, "bad")) for each in safe.wrap(text, width, 3)]
        lines = lines[: max(1, self.app.size.height // 2)]
        if self.app.size.height > 14:
            lines = [BLANK, *lines, BLANK]
        intro = self.query_one("#intro", Lines)
        intro.styles.height = len(lines)
        intro.show(lines)
        self.redraw_frame()
        self.call_after_refresh(self.query_one(Menu).redraw)

    @on(Picked)
    async def do_choose(self) -> None:
        """Follow the row under the cursor."""
        if chosen := self.query_one(Menu).chosen:
            await self.follow(chosen)

    async def follow(self, chosen: str) -> None:
        """Go where this row leads."""

    def refuse(self, faults: Sequence[Fault]) -> None:
        """Say why the choice cannot be followed."""
        self._faults = faults
        self.redraw()

    async def do_back(self) -> None:
        """Nothing lies before: leave."""
        await self.do_quit()


class ChooseSession(Start):
    """Which session folder, among those found near where the program was started and the one come from, if any."""

    def __init__(self, found: Sequence[Path], come_from: Path | None = None) -> None:
        super().__init__()
        self._elsewhere = come_from is not None and come_from.resolve() not in {each.resolve() for each in found}
        self._found = [*found, come_from] if come_from and self._elsewhere else list(found)

    def heading(self) -> str:
        """What is chosen here."""
        return self.words.say("Choose the session")

    def intro(self) -> list[str]:
        """What to do when there is none."""
        if self._elsewhere and len(self._found) == 1:
            return [self.words.say("The session you come from:")]
        if self._found:
            return [self.words.say("Sessions found here and in the folder sessions:")]
        return [
            self.words.say("No session was found here or in the folder sessions."),
            self.words.say("commission demo opens the example; commission new makes a session from a grid."),
        ]

    def items(self) -> list[Item]:
        """One row a session: its folder as one would type it from here, and its title."""
        rows = []
        paths = [safe.width(str(each)) for each in self._found]
        width = min(max(paths, default=0), max(28, self.app.size.width // 2))
        for number, folder in enumerate(self._found):
            title = title_of(folder, self.words)
            name = Span(safe.fit(str(folder), width), "code")
            rows.append(Item(str(number), safe.line(name, "  ", Span(title))))
        return rows

    async def follow(self, chosen: str) -> None:
        """Go on to the members of that session."""
        folder = self._found[int(chosen)]
        try:
            await self.commission.at_the_door(folder)
        except Refused as refused:
            self.refuse(refused.faults)


class ChooseMember(Start):
    """Who sits here."""

    def __init__(self, folder: Path, state: State, who: str = "") -> None:
        super().__init__()
        self._folder, self._state, self._who = folder, state, who

    async def on_mount(self) -> None:
        """``who`` was named on the command line: only the code is left to ask."""
        await super().on_mount()
        if self._who:
            await self.sit(self._who)

    def load(self) -> None:
        """The cursor on whoever was named."""
        self.query_one(Menu).fill(self.items(), self._who)

    def heading(self) -> str:
        """The session."""
        return self._state.definition.title

    def intro(self) -> list[str]:
        """What choosing means."""
        return [
            self.words.say("Who are you? You will see your own sheets only."),
            self.words.say(
                "Who you are is declared here, not proven: whoever can open the folder can read its files. "
                "The rights on the folder are what protects it."
            ),
        ]

    def items(self) -> list[Item]:
        """One row a member, in the order of the session file."""
        w = self.words
        width = max((safe.width(each.name) for each in self._state.definition.members), default=10)
        code_asked = "  " + w.say("code asked")
        rows = []
        for each in self._state.definition.members:
            voice = w.say("votes") if each.votes else w.say("consultative voice")
            role = "" if each.role == "member" else w.term("role", each.role)
            facts = " · ".join(part for part in (role, voice, each.college) if part)
            code = Span(code_asked, "warn") if each.code in self._state.slips else Span("")
            name = Span(safe.fit(each.name, min(width, 30)))
            rows.append(Item(each.code, safe.line(name, "  ", Span(facts, "muted"), code), each.name))
        return rows

    async def follow(self, chosen: str) -> None:
        """That member sits down."""
        await self.sit(chosen)

    async def sit(self, code: str) -> None:
        """Ask for the code of this member, if there is one, then open their dossiers."""
        member = self._state.definition.member(code)
        kept = self._state.slips.get(member.code, "")
        if kept:
            await self._ask_code(member, kept)
        else:
            await self.enter(member.code)

    async def _ask_code(self, member: Member, kept: str, before: str = "") -> None:
        """Ask until it is the code of this member, or until they give up."""
        from commission.tui.screens.asking import Question

        async def answered(code: str | None) -> None:
            if code is None:
                return
            if slip_opens(kept, code):
                await self.enter(member.code)
            else:
                wrong = self.words.say("This is not the code of {name}.", name=member.name)
                await self._ask_code(member, kept, f"✗ {wrong}\n")

        text = before + self.words.say("{name}: type the personal code of your slip.", name=member.name)
        await self.app.push_screen(Question(self.words.say("Personal code"), text, secret=True), answered)

    async def enter(self, code: str) -> None:
        """Open the session for this member."""
        try:
            await self.commission.enter(self._folder, code, known=True)
        except Refused as refused:
            self.refuse(refused.faults)

    async def do_back(self) -> None:
        """Back to the sessions."""
        await self.commission.choose_session()


def title_of(folder: Path, w: Words) -> str:
    """The title of a session, or why it cannot be read."""
    try:
        return doorstep(folder).definition.title
    except Refused as refused:
        return w.fault(refused.faults[0])
