"""A desk in memory: one session played on the published grid, seen by the secretariat or by a presiding member."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import asynccontextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

from commission.live.proposal import proposed_for
from commission.live.room import Receipt
from commission.rules.fault import Refused
from commission.rules.number import exact_text
from commission.session.access import viewer
from commission.session.act_draft import Known
from commission.session.acts import propose
from commission.session.entry import Journal
from commission.session.state import Named
from commission.tui.app import CommissionApp
from commission.words import Words
from tests.build import Table, a_dossier, a_member, a_session
from tests.tui.fake_room import FakeRoom, aemo
from tests.tui.screen_text import screen_text

LINES = [sub.code for sub in aemo().subs]


def marks(value: str) -> dict[str, str]:
    """This mark on every line of the published grid, or the line's maximum where that is less."""
    return {sub.code: exact_text(min(Fraction(value), sub.max)) for sub in aemo().subs}


class DeskRoom(FakeRoom):
    """A room at the desk: it reads every journal."""

    def __init__(self, table: Table, who: str) -> None:
        super().__init__(table, "desk")
        self.viewer = viewer(table.definition, who, desk=True)

    @property
    def journals(self) -> list[Journal]:
        return self.table.journals

    def check(self, kind: str, **fields: str) -> object:
        return propose(self.state, self.viewer, kind, fields, Known(proposed=proposed_for(self.state, kind, fields)))

    def submit(self, kind: str, fields: Mapping[str, str], done: Callable[[Receipt], None]) -> None:
        try:
            name = self.table.act(self.viewer, kind, **fields)
        except Refused as refused:
            done(Receipt(kind, dict(fields), None, refused))
            return
        writer, _, number = name.partition(":")
        journal = next(each for each in self.journals if each.writer == writer)
        done(Receipt(kind, dict(fields), Named(name, journal.header.actor, journal.entries[int(number) - 1]), None))

    def refresh(self) -> bool:
        return True


def a_desk(**more: Any) -> Table:
    """North opened: a tie, someone withdrawn, a dossier refused; south blind: one sheet handed in, one begun."""
    mesures = {"mesures": 30}
    known: dict[str, Any] = {
        "members": [
            a_member("pam", "president", name="Pamela Kerven"),
            a_member("ana", name="Ana Sorvel"),
            a_member("bob", name="Bob Tarnec"),
            a_member("eve", votes=False, name="Ève Consultée"),
        ],
        "dossiers": [
            a_dossier("nord-1", "nord", "Association Les Ajoncs", **mesures),
            a_dossier("nord-2", "nord", "Fondation Malvéran", **mesures),
            a_dossier("nord-3", "nord", "Association Le Gué", **mesures),
            a_dossier("nord-4", "nord", "Association Tardive", **mesures),
            a_dossier("sud-1", "sud", "Association La Roche", **mesures),
            a_dossier("sud-2", "sud", "Fondation Aubrézan", **mesures),
        ],
        "call": aemo(),
        "title": "Commission AEMO IH",
        "selection": "capacity",
    }
    table = Table(a_session(**{**known, **more})).adopt()
    decided = {"decided_by": "prefet departement"}
    table.act("pam@desk", "refuse", dossier="nord-4", ground="late", reason="Reçu le lendemain", **decided)
    table.act("bob", "recuse", lot="nord", reason="Administrateur d'un candidat")
    for member in ("pam", "ana", "eve"):
        for dossier in ("nord-1", "nord-2", "nord-3"):
            table.sheet(member, dossier, **marks("2" if dossier == "nord-3" else "2.5"))
    table.open("nord")
    table.sheet("ana", "sud-1", **marks("1"))
    return table.marks("bob", "sud-1", A1="1", A2="3.5")


@asynccontextmanager
async def shown(table: Table, who: str = "desk", size: tuple[int, int] = (80, 24), language: str = "fr") -> Any:
    """The desk's screen on this session; gives the pilot and a function that presses keys and reads the screen."""
    room = DeskRoom(table, who)

    def opener(_: Path, code: str, *, desk: bool) -> Any:
        return room if code == who else DeskRoom(table, code)

    app = CommissionApp(Path("essai"), who, desk=True, words=Words(language), opener=opener)
    async with app.run_test(size=size) as pilot:

        async def press(*keys: str) -> str:
            for key in keys:
                await pilot.press(*(key[1:] if key.startswith("=") else [key]))
            await pilot.pause()
            await pilot.pause()
            return screen_text(app)

        yield app, press
    if app.crash:
        raise app.crash
