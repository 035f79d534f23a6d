"""Names that would command the terminal: all that reaches it is what the screens themselves send, and plain text."""

from __future__ import annotations

import os
import re
import unicodedata
from itertools import cycle
from pathlib import Path

from commission.live.room import Room
from tests.terminal.conftest import DEMO, Sit
from tests.terminal.terminal import DOWN, ENTER, ESCAPE, F1, F7, TAB, UP, Terminal

COMMANDS = (
    "\x1b]52;c;QQ==\x07", "\x1b[2J", "\x1b[666;666H", "\x1b[31;47;5m", "\x1bc", "\x1b]0;titre\x1b\\", "\x1bP+q544e\x1b\\",
    "\x1b]8;;http://x\x07", "\x9b2J", "\x9d52;c;QQ==\x9c", "\x07", "\x08", "\r", "\x7f", "\x00", "\x0e",
)  # fmt: skip
"""What a terminal obeys."""
TRICKS = (
    "[/x]", "[dossier]", "[@click=app.quit]x[/]", "\t", "\u202egro.dossier", "\u2066", "\u200b", "\u2028", "\ufeff",
    "👩\u200d👧", "🇫🇷", "e\u0301" * 9,
)  # fmt: skip
"""What a terminal or a program reads otherwise than it is written."""
HOSTILE = "".join(("Nom", *TRICKS[:2], *COMMANDS, *TRICKS[2:]))
LONG = "Très long [x" + "é[/x]" * 2000
STRANGE = os.fsdecode(b"demo\xff\x1b]52;c;QQ==\x07\xe2\x80\xae")
"""A name that only a file can have: its bytes are not all text."""
SHOWN_STRANGE = "demo·␛]52;c;QQ==··"

SCREENS = re.compile(r"\x1b\[(\?[0-9]+(?:[hl]|\$p)|[<>][0-9]*u|[0-9;]*[mH])|\x1b\]22;[a-z-]+\x07|\r\n")
"""What the screens themselves send."""
KEYS = "name|college|applicant|title|guidance|guidance_source|note|unit|seat_label|lot_label"


def hostile_session(folder: Path) -> None:
    """The example with its names, titles and passages replaced, two members at work, and a file that is no journal."""
    folder.mkdir()
    names = cycle((HOSTILE, LONG, HOSTILE))
    for name in ("session.toml", "grid.toml"):
        text = (DEMO / name).read_text(encoding="utf-8")
        text = re.sub(r'"""(.*?)"""', lambda found: written(found[1]), text, flags=re.DOTALL)
        text = re.sub(rf'^(({KEYS}) = )".*"', lambda found: found[1] + written(next(names)), text, flags=re.MULTILINE)
        (folder / name).write_text(text, encoding="utf-8")
    with Room.open(folder) as desk:
        desk.act("adopt")
    for member in ("m-talvern", "m-perroday"):
        with Room.open(folder, member) as room:
            for sub in room.definition.call.subs:
                room.act("mark", dossier="nord-1", code=sub.code, value="1")
            room.act("hand-in", dossier="nord-1")
            room.act("observation", dossier="sud-1", code="A1", text=LONG)
            room.act("observation", dossier="sud-1", code="A2", text=HOSTILE)
            room.act("mark", dossier="sud-1", code="A2", value="declined", reason=HOSTILE)
    with Room.open(folder, "m-talvern", desk=True) as president:
        president.act("recuse", member="m-autrive", lot="nord", reason=HOSTILE)
        president.act("refuse", dossier="nord-5", ground="late", reason=LONG, decided_by="prefet departement")
        president.act("open", lot="nord")
    (folder / "journal" / "m-talvern" / f"{STRANGE}.jsonl").write_bytes(b"\x1b]52;c;QQ==\x07\n\xff\n")


def written(text: str) -> str:
    """A TOML string of this text."""
    plain = (each if each.isprintable() and each not in '"\\' else f"\\U{ord(each):08x}" for each in text)
    return f'"{"".join(plain)}"'


def walk(terminal: Terminal, *keys: str) -> str:
    """Press each key and look at what it shows; all that was seen."""
    seen = [terminal.text]
    for each in keys:
        terminal.type(each).until(lambda now, before=seen[-1]: now.text != before)
        while terminal.answer(0.1):
            continue
        seen.append(terminal.text)
    return "\n".join(seen)


def harmless(terminal: Terminal) -> bool:
    """Whether nothing that could be obeyed is left once what the screens send is taken away."""
    assert not [each for each in COMMANDS[1:4] if each.encode() in terminal.raw]
    text = SCREENS.sub("", terminal.raw.decode("utf-8"))
    hidden = {each for each in text if unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    return not [f"U+{ord(each):04X}" for each in hidden]


def test_nothing_of_it_is_obeyed_on_the_screens_of_a_member(sit: Sit, tmp_path: Path) -> None:
    hostile_session(tmp_path / STRANGE)
    terminal = sit().until(f"▸ {SHOWN_STRANGE}")
    boxes = ["c", "d", "/", F1, "\x10", F7]
    seen = walk(terminal, ENTER, ENTER, *(key for box in boxes for key in (box, ESCAPE)), UP, "v", "v")
    seen += walk(terminal, "l", ENTER, ESCAPE, "p")
    for shown in ("[/x][dossier]", "Très long [x", "Observation sur A2", "x[/]", "Verrouillé : Très long [x"):
        assert shown in seen
    assert terminal.type("q").ended() == 0
    assert harmless(terminal)


def test_nothing_of_it_is_obeyed_on_the_screens_of_the_desk(sit: Sit, tmp_path: Path) -> None:
    hostile_session(tmp_path / "demo")
    terminal = sit("desk", "demo").until("▸ ")
    seen = walk(terminal, DOWN, "d", ESCAPE, "a", ESCAPE, F7, ESCAPE, TAB, TAB, "v", DOWN, "d", ESCAPE, F1, ESCAPE)
    for shown in ("[/x][dossier]", "Très long [x", SHOWN_STRANGE, "Pourquoi ce rang"):
        assert shown in seen
    assert terminal.type("q").ended() == 0
    assert harmless(terminal)


def test_nothing_of_it_is_obeyed_by_the_questions(sit: Sit, tmp_path: Path) -> None:
    hostile_session(tmp_path / "demo")
    terminal = sit("score", "demo", "--as", "m-talvern", "--text").type("sud-1\n-\n?\nq\n")
    assert terminal.ended() == 0
    assert b"\x1b" not in terminal.raw
    assert harmless(terminal)
