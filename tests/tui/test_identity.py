"""Personal codes, and what may be known before anyone said who they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from commission.files import opener
from commission.files.locate import shipped
from commission.live.identity import doorstep, slip_hash, slip_opens


def test_a_code_opens_its_own_slip_and_no_other() -> None:
    kept = slip_hash("moulin-41-azur")
    assert slip_opens(kept, "moulin-41-azur")
    assert slip_opens(kept, " Moulin-41-AZUR ")
    assert not slip_opens(kept, "moulin-41-azu")
    assert not slip_opens(kept, "")


def test_two_slips_of_one_code_differ_and_neither_holds_it() -> None:
    assert slip_hash("1234") != slip_hash("1234")
    assert "1234" not in slip_hash("1234", b"sel sel sel")


@pytest.mark.parametrize("kept", ["", "scrypt$", "scrypt$zz$zz", "md5$00$00", "scrypt$00$" + "0" * 62, "1234"])
def test_what_is_no_slip_opens_to_nobody(kept: str) -> None:
    assert not slip_opens(kept, "1234")
    assert not slip_opens(kept, "")


def test_at_the_door_no_member_s_journal_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    read = opener.disk.read
    monkeypatch.setattr(
        opener.disk, "read", lambda path, *more, **named: opened.append(path) or read(path, *more, **named)
    )
    state = doorstep(shipped("sessions") / "demo-aemo-ih-2025")
    assert len(state.definition.members) == 18
    assert state.sheets == {}
    actors = {path.parts[path.parts.index("journal") + 1] for path in opened if "journal" in path.parts}
    assert actors == {"desk", "presidency"}
