"""An open session: what is said to be saved is on disk, others' lines arrive, and a member's face opens nobody's marks."""

from __future__ import annotations

import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commission.files import opener
from commission.files.locate import shipped
from commission.live.room import Receipt, Room
from commission.rules.fault import Refused
from commission.session.fold import fold

DEMO = "demo-aemo-ih-2025"
PLAYER = "m-talvern"
"""Sits in lot sud, has not begun, and is a co-president."""


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example session, on a machine of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Path(shutil.copytree(shipped("sessions") / DEMO, tmp_path / "demo"))


def lines(folder: Path, actor: str) -> list[str]:
    """Every line of an actor's journals, the file begun last at the end."""
    files = sorted((folder / "journal" / actor).glob("*.jsonl"), key=lambda file: file.stat().st_mtime_ns)
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def refusal(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    """The codes of a refusal."""
    return [each.code for each in error.value.faults]


def test_an_act_returns_once_its_line_is_on_disk(session: Path) -> None:
    with Room.open(session, PLAYER) as room:
        named = room.act("mark", dossier="sud-1", code="b5", value="6,5")
        assert f'"n":{named.entry.n}' in lines(session, PLAYER)[-1]
        assert '"value":"6.5"' in lines(session, PLAYER)[-1]
        assert room.state.sheet(PLAYER, "sud-1").cell("B5").value == "6.5"
        assert room.resume_at() == ("sud-1", "B5")


def test_a_refused_act_writes_nothing(session: Path) -> None:
    with Room.open(session, PLAYER) as room:
        before = lines(session, PLAYER)
        with pytest.raises(Refused) as error:
            room.act("mark", dossier="sud-1", code="A2", value="7,5")
        assert refusal(error) == ["mark-above-max"]
        assert lines(session, PLAYER) == before


def test_submitted_acts_are_told_in_order_and_only_when_on_disk(session: Path) -> None:
    told: list[tuple[Receipt, int]] = []
    with Room.open(session, PLAYER) as room:
        room.act("mark", dossier="sud-1", code="A2", value="0.5")
        before = len(lines(session, PLAYER))
        for value in ("1", "2", "9", "3"):
            fields = {"dossier": "sud-1", "code": "A2", "value": value}
            room.submit("mark", fields, lambda receipt: told.append((receipt, len(lines(session, PLAYER)))))
        room.close()
        assert room.pending == 0
    assert [bool(receipt.named) for receipt, _ in told] == [True, True, False, True]
    assert [count - before for _, count in told] == [1, 2, 2, 3]


def test_whatever_goes_wrong_while_writing_the_face_is_told(session: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Receipt] = []
    with Room.open(session, PLAYER) as room:
        monkeypatch.setattr(room, "act", lambda *_, **__: {}["Solène"])
        room.submit("mark", {"dossier": "sud-1", "code": "A2", "value": "1"}, told.append)
        room.close()
        assert room.pending == 0
    (receipt,) = told
    assert receipt.refused
    assert [(each.code, each.fields) for each in receipt.refused.faults] == [("unexpected", {"error": "KeyError"})]


def test_a_look_that_fails_is_told_once_and_the_marks_are_written_all_the_same(
    session: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed, told, receipts = threading.Event(), [], list[Receipt]()

    def hook(what: threading.ExceptHookArgs) -> None:
        told.append(what.exc_type)
        failed.set()

    monkeypatch.setattr(threading, "excepthook", hook)
    with Room.open(session, PLAYER) as room:
        monkeypatch.setattr(room, "refresh", lambda: {}["Solène"])
        room.watch(lambda: None, every=0.001)
        assert failed.wait(10)
        thread = room._thread
        for value in ("1", "2"):
            room.submit("mark", {"dossier": "sud-1", "code": "A2", "value": value}, receipts.append)
        room.close()
        assert room._thread is thread
    assert [each.refused for each in receipts] == [None, None]
    assert told == [KeyError]


def test_a_face_that_fails_on_its_receipt_does_not_stop_the_next_mark(
    session: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, receipts = [], list[Receipt]()
    monkeypatch.setattr(threading, "excepthook", lambda what: told.append(what.exc_type))
    with Room.open(session, PLAYER) as room:
        room.submit("mark", {"dossier": "sud-1", "code": "A2", "value": "1"}, lambda _: {}["Solène"])
        room.submit("mark", {"dossier": "sud-1", "code": "A2", "value": "2"}, receipts.append)
        room.close()
    assert [each.refused for each in receipts] == [None]
    assert told == [KeyError]


def test_the_state_after_every_own_act_is_that_of_a_fresh_reading(session: Path) -> None:
    with Room.open(session, PLAYER) as room:
        for value in ("1", "", "2.5"):
            room.act("mark", dossier="sud-2", code="A2", value=value)
        room.act("observation", dossier="sud-2", code="A2", text="clair")
        room.act("hand-in", dossier="sud-2")
        room.act("reopen", dossier="sud-2")
        with Room.open(session, PLAYER) as again:
            assert again.state.sheets == room.state.sheets
            assert again.faults == room.faults == []


def test_what_another_machine_writes_arrives_within_a_look(session: Path) -> None:
    arrived = threading.Event()
    with Room.open(session, "desk") as desk, Room.open(session, PLAYER) as member:
        desk.watch(lambda: arrived.set() if desk.state.sheet(PLAYER, "sud-1").handed_in else None, every=0.02)
        member.act("hand-in", dossier="sud-1")
        assert arrived.wait(10)


def test_two_screens_of_one_member_never_write_in_one_file_and_see_each_other(session: Path) -> None:
    with Room.open(session, PLAYER) as one, Room.open(session, PLAYER) as other:
        one.act("mark", dossier="sud-1", code="A1", value="1")
        other.act("mark", dossier="sud-1", code="A3", value="2")
        other.refresh()
        other.act("mark", dossier="sud-1", code="A1", value="0.5")
        one.refresh()
        assert one.state.sheet(PLAYER, "sud-1").cell("A1").value == "0.5"
        assert one.faults == other.faults == []
    assert len({named.partition(":")[0] for named in one.state.sheet(PLAYER, "sud-1").cell("A1").tips}) == 1


def test_two_marks_of_one_cell_from_two_machines_are_both_shown_until_one_replaces_both(session: Path) -> None:
    with Room.open(session, PLAYER) as one, Room.open(session, PLAYER) as other:
        one.act("mark", dossier="sud-1", code="A2", value="3")
        other.act("mark", dossier="sud-1", code="A2", value="5")
        one.refresh()
        assert one.state.sheet(PLAYER, "sud-1").cell("A2").rivals == ("3", "5")
        one.act("mark", dossier="sud-1", code="A2", value="4")
        assert one.state.sheet(PLAYER, "sud-1").cell("A2").value == "4"


class Watched(opener.Disk):
    """A disk that notes which files were read."""

    def __init__(self) -> None:
        self.read_paths: set[str] = set()

    def read(self, path: Path, start: int = 0) -> bytes:
        if "demo" in path.parts:  # the program's own notes about its files lie elsewhere
            self.read_paths.add(path.parent.name if path.suffix == ".jsonl" else path.name)
        return super().read(path, start)


def test_a_members_face_never_opens_another_members_journal(session: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Watched()
    monkeypatch.setattr(opener, "disk", disk)
    with Room.open(session, PLAYER) as room:
        room.act("mark", dossier="sud-1", code="A1", value="1")
        room.refresh()
    assert disk.read_paths <= {"session.toml", "grid.toml", "desk", "presidency", PLAYER}


def test_an_import_is_one_file_or_nothing(session: Path) -> None:
    first = {"for": "m-quintrec", "dossier": "sud-1", "code": "A2", "value": "2"}
    rows = [("mark", {**first, "code": code}) for code in ("A2", "A3", "A4")]
    with Room.open(session, "desk") as desk:
        with pytest.raises(Refused) as error:
            desk.act_all([*rows, ("mark", {**first, "value": "8"}), ("mark", {**first, "dossier": "sud-9"})])
        assert [(each.code, each.where) for each in error.value.faults] == [
            ("mark-above-max", ("row", 3)),
            ("unknown-dossier", ("row", 4)),
        ]
        assert not (session / "journal" / "typed").exists()
        assert not desk.state.sheet("m-quintrec", "sud-1").cells
        assert desk.act_all(rows) == 3
        assert len(list((session / "journal" / "typed").glob("*.jsonl"))) == 1
        assert desk.state.sheet("m-quintrec", "sud-1").cell("A4").value == "2"


def test_opening_names_the_sheets_not_handed_in_and_what_comes_after_is_late(session: Path) -> None:
    with Room.open(session, PLAYER) as member, Room.open(session, "m-coatbrizel", desk=True) as presidency:
        opened = presidency.act("open", lot="sud")
        assert "m-talvern/sud-1" in opened.entry.missing
        member.act("mark", dossier="sud-1", code="A1", value="1")
        presidency.refresh()
        (late,) = presidency.state.late.values()
        assert late.member == PLAYER
        assert not presidency.state.sheet(PLAYER, "sud-1").cell("A1").scored
        presidency.act("admit", entries=late.name, reason="Tapée avant l'ouverture, arrivée après.")
        assert presidency.state.sheet(PLAYER, "sud-1").cell("A1").value == "1"


def test_a_session_file_edited_after_adoption_is_named_and_nothing_is_opened(session: Path) -> None:
    path = session / "session.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# un mot de plus\n", encoding="utf-8")
    with Room.open(session, "m-coatbrizel", desk=True) as room:
        assert [each.code for each in room.faults] == ["session-changed"]
        with pytest.raises(Refused) as error:
            room.act("open", lot="sud")
        assert refusal(error) == ["session-changed"]
        with pytest.raises(Refused) as error:
            room.act("adopt")
        assert refusal(error) == ["reason-required"]
        room.act("adopt", reason="Un commentaire ajouté, aucune règle changée.")
        assert room.faults == []
        room.act("open", lot="sud")


def test_a_session_file_edited_while_a_screen_is_open_is_named_at_the_next_look(session: Path) -> None:
    path = session / "session.toml"
    sound = path.read_text(encoding="utf-8")
    with Room.open(session) as room:
        assert not room.refresh()
        path.write_text(sound + "\n# un mot de plus\n", encoding="utf-8")
        assert room.refresh()
        assert [each.code for each in room.faults] == ["session-changed"]
        path.write_text(sound + "\nune ligne qui n'est pas du TOML\n", encoding="utf-8")
        assert room.refresh()
        assert [each.code for each in room.faults] == ["toml-syntax", "session-changed"]
        path.write_text(sound, encoding="utf-8")
        assert room.refresh()
        assert room.faults == []


def test_an_observation_being_typed_is_found_again(session: Path) -> None:
    with Room.open(session, PLAYER) as room:
        room.save_draft("sud-1", "B5", "Le projet part de l'enf")
    with Room.open(session, PLAYER) as room:
        draft = room.draft()
        assert draft
        assert (draft.dossier, draft.code, draft.text) == ("sud-1", "B5", "Le projet part de l'enf")
        room.clear_draft()
        assert room.draft() is None


def test_times_are_the_clocks_and_the_sessions_zone(session: Path) -> None:
    with Room.open(session, PLAYER, clock=lambda: datetime(2025, 10, 9, 12, 0, tzinfo=UTC)) as room:
        assert room.act("mark", dossier="sud-1", code="A1", value="1").entry.at == "2025-10-09T14:00:00.000+02:00"


def test_the_order_of_reading_changes_nothing(session: Path) -> None:
    with Room.open(session) as room:
        journals = room.journals
        assert fold(room.definition, reversed(journals)) == room.state


@pytest.mark.parametrize("who", ["nobody", "m-quintrec"])
def test_who_may_not_sit_there_is_refused(session: Path, who: str) -> None:
    with pytest.raises(Refused) as error:
        Room.open(session, who, desk=True)
    assert refusal(error) == ["unknown-member" if who == "nobody" else "not-presiding"]


def test_a_hand_in_typed_at_the_desk_covers_what_the_member_had_typed(session: Path) -> None:
    with Room.open(session, PLAYER) as member:
        member.act("mark", dossier="sud-1", code="A2", value="5")
    with Room.open(session) as desk:
        desk.act("mark", **{"for": PLAYER, "dossier": "sud-1", "code": "A3", "value": "2"})
        desk.act("hand-in", **{"for": PLAYER, "dossier": "sud-1"})
        sheet = desk.state.sheet(PLAYER, "sud-1")
        assert sheet.handed_in
        assert (sheet.cell("A2").value, sheet.cell("A3").value) == ("5", "2")
        assert desk.state.ineffective == []
