"""The way in and out: choosing, codes, locking, passing the seat, colours, quitting, and the program's own faults."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from commission.files.locate import shipped
from commission.live.identity import slip_hash
from commission.live.room import Room
from commission.rules.fault import Refused
from commission.tui import actions, app, safe, themes
from commission.tui.actions import Action
from commission.tui.screens.asking import Locked, Observation, Question
from commission.tui.screens.dossiers import Dossiers
from commission.tui.screens.score import ScoreScreen
from commission.tui.screens.start import ChooseMember, ChooseSession
from commission.tui.screens.words_line import WordsLine
from commission.tui.widgets.menu import Menu
from commission.words import Words
from tests.build import a_dossier, a_member
from tests.tui.drive import sitting
from tests.tui.fake_room import aemo_room
from tests.tui.screen_text import same_as_golden, screen_text, styled_words

DEMO = "demo-aemo-ih-2025"


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A copy of the example session."""
    return Path(shutil.copytree(shipped("sessions") / DEMO, tmp_path / DEMO))


async def test_from_the_session_to_the_sheet_and_back(demo: Path) -> None:
    async with sitting(None, who=None, folder=None, found=[demo]) as seated:
        assert isinstance(seated.app.screen, ChooseSession)
        await seated.keys("⏎")
        assert isinstance(seated.app.screen, ChooseMember)
        assert "declared here, not proven" in seated.screen
        same_as_golden(seated.app, "members")
        await seated.keys("↓↓⏎")
        assert isinstance(seated.app.screen, ScoreScreen | Dossiers)
        if isinstance(seated.app.screen, ScoreScreen):
            await seated.keys("␛")
        assert isinstance(seated.app.screen, Dossiers)
        assert "Nadia Perroday" in seated.lines[0]
        same_as_golden(seated.app, "dossiers")


async def test_a_member_sees_only_their_own_journal_read(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from commission.files import opener

    read: list[Path] = []
    before = opener.disk.read
    monkeypatch.setattr(
        opener.disk, "read", lambda path, *more, **named: read.append(path) or before(path, *more, **named)
    )
    async with sitting(None, who="m-perroday", folder=demo) as seated:
        await seated.keys("␛")
        actors = {path.parts[path.parts.index("journal") + 1] for path in read if "journal" in path.parts}
        assert actors == {"desk", "presidency", "m-perroday"}


async def test_a_mark_typed_is_on_the_disk_before_saved_is_shown(demo: Path) -> None:
    with Room.open(demo, "m-quintrec") as before:
        assert not before.state.sheet("m-quintrec", "sud-1").cells
    async with sitting(None, who="m-quintrec", folder=demo) as seated:
        scoring = seated.app.scoring
        assert scoring is not None
        scoring.to("sud-1", "A2")
        await seated.app.open_sheet()
        await seated.keys("6,5⏎")
        while scoring.disk != "saved":
            await seated.pilot.pause(0.01)
        lines = b"".join(path.read_bytes() for path in (demo / "journal" / "m-quintrec").glob("*.jsonl"))
        assert b'"dossier":"sud-1","code":"A2","value":"6.5"' in lines
        await seated.pilot.pause(0.05)
        assert "✓ saved" in seated.screen


async def test_no_session_says_what_to_do() -> None:
    async with sitting(None, who=None, folder=None) as seated:
        assert "commission demo opens the example" in seated.screen


async def test_a_session_that_cannot_be_read_is_named_and_the_others_open(demo: Path, tmp_path: Path) -> None:
    bad = tmp_path / "abimee"
    bad.mkdir()
    (bad / "session.toml").write_text("format = ")
    async with sitting(None, who=None, folder=None, found=[bad, demo], size=(100, 30)) as seated:
        await seated.keys("⏎")
        assert "session.toml:1" in seated.screen
        await seated.keys("↓⏎")
        assert isinstance(seated.app.screen, ChooseMember)


async def test_a_personal_code_is_asked_where_there_is_a_slip(demo: Path) -> None:
    with Room.open(demo, "desk") as room:
        room.act("slip", member="m-talvern", code=slip_hash("4711"))
    async with sitting(None, who=None, folder=demo) as seated:
        await seated.keys("⏎0000⏎")
        assert "This is not the code of Armelle Talvern" in seated.screen
        await seated.keys("⏎4711⏎")
        await seated.until(lambda: isinstance(seated.app.screen, Dossiers | ScoreScreen))
        await seated.press("f9")
        await seated.until(lambda: isinstance(seated.app.screen, Locked))
        assert "nord-1" not in seated.screen
        await seated.keys("12⏎")
        assert isinstance(seated.app.screen, Locked)
        await seated.keys("4711⏎")
        await seated.until(lambda: not isinstance(seated.app.screen, Locked))


async def test_a_code_is_asked_for_the_member_named_on_the_command_line_too(demo: Path) -> None:
    with Room.open(demo, "desk") as room:
        room.act("slip", member="m-talvern", code=slip_hash("4711"))
    async with sitting(None, who="m-talvern", folder=demo) as seated:
        assert isinstance(seated.app.screen, Question)
        assert seated.app.room is None
        await seated.keys("4711⏎")
        assert seated.app.room is not None


async def test_without_a_slip_enter_unlocks() -> None:
    async with sitting(aemo_room()) as seated:
        await seated.keys("l")
        assert "Les Ajoncs" not in seated.screen
        await seated.keys("⏎")
        assert "Les Ajoncs" in seated.screen


async def test_passing_the_seat_writes_everything_and_asks_who_is_next(demo: Path) -> None:
    async with sitting(None, who="m-quintrec", folder=demo) as seated:
        room = seated.app.room
        await seated.keys("p")
        assert isinstance(seated.app.screen, ChooseMember)
        assert seated.app.room is None
        assert room is not None
        assert room.pending == 0


async def test_escape_after_passing_the_seat_leads_to_the_session_come_from_not_to_a_dead_end(demo: Path) -> None:
    async with sitting(None, who="m-quintrec", folder=demo) as seated:
        await seated.keys("p␛")
        assert isinstance(seated.app.screen, ChooseSession)
        assert "The session you come from:" in seated.screen
        assert "No session was found" not in seated.screen
        await seated.keys("⏎")
        assert isinstance(seated.app.screen, ChooseMember)
    async with sitting(None, who="m-quintrec", folder=demo, found=[demo.parent / "." / demo.name]) as seated:
        await seated.keys("p␛")
        assert seated.screen.count("▸") == 1
        assert "The session you come from:" not in seated.screen
        assert len(seated.app.screen.query_one(Menu).items) == 1


async def test_a_receipt_that_comes_while_the_page_goes_says_nothing_and_breaks_nothing() -> None:
    room = aemo_room()
    async with sitting(room) as seated:
        await seated.keys("⏎")
        room.hold()
        await seated.keys("1⏎")
        await seated.app.screen.query("#head, #sheet, #hints").remove()
        room.settle()
        room.changed()
        await seated.keys("")
        await seated.pilot.pause()
        assert seated.app.crash is None
        assert seated.app.scoring is not None
        assert seated.app.scoring.disk == "saved"


async def test_quitting_asks_nothing_and_writes_what_waits() -> None:
    room = aemo_room()
    async with sitting(room) as seated:
        await seated.keys("⏎")
        room.hold()
        await seated.keys("1⏎q")
        assert room.closed
        assert room.state.sheet("ana", "nord-1").cell("A1").value == "1"
    assert seated.app.return_code == 0


async def test_every_theme_says_the_same_and_the_cursor_is_told_without_colour() -> None:
    async with sitting(aemo_room()) as seated:
        await seated.keys("⏎7")
        shown = []
        for _ in themes.THEMES:
            await seated.press("f8")
            await seated.pilot.pause()
            shown.append(seated.screen)
        assert len(set(shown)) == 1
        assert "▸" in shown[0]
        assert "✗" in shown[0]


async def test_without_colour_nothing_is_coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with sitting(aemo_room()) as seated:
        await seated.keys("⏎7")
        colours = {word for _, style in styled_words(seated.app) for word in style.split() if word.startswith("#")}
        assert all(each[1:3] == each[3:5] == each[5:7] for each in colours)


HOSTILE = "[/x][dossier]\x1b[2J\x1b]0;x\x07\x1b]52;c;QQ==\x07[@click=app.quit]x[/]a\u202eb\u2066c\x9b"
NEVER = {"\x1b", "\x07", "\u202e", "\u2066", "\x9b"}
GESTURES = [
    "v",
    "v",
    "f1",
    "␛",
    "d",
    "␛",
    "/",
    "␛",
    ":",
    "␛",
    "c",
    "␛",
    "r",
    "␛",
    "l",
    "⏎",
    "f7",
    "␛",
    "ctrl+p",
    "␛",
    "␛",
]


@pytest.mark.parametrize("name", [HOSTILE, HOSTILE + "é" * 10_000], ids=["escapes", "long"])
async def test_a_hostile_name_is_only_text_on_every_screen(name: str) -> None:
    dossiers = [a_dossier("nord-1", "nord", name, name), a_dossier("nord-2", "nord", name, name)]
    room = aemo_room(members=[a_member("ana", name=name)], dossiers=dossiers, title=name)
    room.table.act("ana", "observation", dossier="nord-1", code="A1", text=name)
    room.table.act("ana", "mark", dossier="nord-1", code="A1", value="declined", reason=name)
    async with sitting(room) as seated:
        for gesture in ("", *GESTURES):
            await (seated.press(gesture) if len(gesture) > 1 else seated.keys(gesture))
            shown = seated.screen
            assert not set(shown) & NEVER
            assert max(safe.width(line) for line in shown.splitlines()) <= 80
        await seated.app.push_screen(ChooseMember(Path("essai"), room.state))
        await seated.pilot.pause()
        assert not set(seated.screen) & NEVER
        assert "▸ [/x][dossier]␛[2J␛" in seated.screen


async def test_what_is_pasted_into_a_field_is_made_harmless() -> None:
    from textual import events

    async with sitting(aemo_room()) as seated:
        await seated.keys("⏎c")
        seated.app.post_message(events.Paste("\x1b]52;c;QQ==\x07 bien\u202e"))
        await seated.pilot.pause()
        assert "␛]52;c;QQ==· bien·" in seated.screen


class Broken(RuntimeError):
    """The program's own fault, with a name in it."""


def test_a_fault_of_the_program_prints_no_name_and_no_mark(capfd: pytest.CaptureFixture[str]) -> None:
    room = aemo_room()
    program = app.CommissionApp(Path("essai"), "ana", words=Words("en"), opener=lambda folder, who, desk=False: room)

    async def break_it(pilot: Any) -> None:
        secret = "Ana Sorvel 6,5"
        program.screen.redraw = lambda: (_ for _ in ()).throw(Broken(secret))  # type: ignore[attr-defined]
        await pilot.press("down")

    program.run(headless=True, auto_pilot=break_it)
    out, err = capfd.readouterr()
    assert "Sorvel" not in out + err
    assert "Traceback" not in out + err
    assert program.return_code == 1
    assert program.crash is not None


def test_who_does_not_sit_is_refused_before_any_screen(demo: Path) -> None:
    with pytest.raises(Refused) as refused:
        app.run(demo, "m-personne")
    assert refused.value.faults[0].code == "unknown-member"


TABLES = {"start": actions.START, "dossiers": actions.DOSSIERS, "sheet": actions.SHEET}


@pytest.mark.parametrize("name", TABLES)
def test_no_key_means_two_things_and_none_is_kept_by_a_browser(name: str) -> None:
    keys = [key for action in TABLES[name] for key in action.keys]
    assert len(keys) == len(set(keys))
    assert not set(keys) & {
        "ctrl+w",
        "ctrl+t",
        "ctrl+n",
        "ctrl+q",
        "f5",
        "f11",
        "f12",
        "ctrl+m",
        "ctrl+i",
        "ctrl+h",
        "ctrl+s",
    }
    assert not [key for key in keys if key.startswith(("alt+", "ctrl+shift+"))]
    assert not [key for key in keys if key in "0123456789,."]


@pytest.mark.parametrize(
    ("page", "table"),
    [
        (ScoreScreen, actions.SHEET),
        (Dossiers, actions.DOSSIERS),
        (ChooseMember, actions.START),
        (Observation, ()),
        (WordsLine, ()),
    ],
)
def test_every_action_of_a_table_is_carried_out(page: Any, table: tuple[Action, ...]) -> None:
    assert [each.id for each in (*table, *page.ACTIONS) if not page.carries_out(each.id)] == []


def test_the_screen_helper_sees_what_a_terminal_would() -> None:
    assert callable(screen_text)
