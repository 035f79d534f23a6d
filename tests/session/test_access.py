"""Who writes what in whose journal: one table, and one door for every face."""

from __future__ import annotations

import pytest

from commission.rules.fault import Refused
from commission.session.access import STANDS_IN, Viewer, journal_actor, viewer
from commission.session.acts import ACTS
from tests.build import a_session
from tests.session.machines import adopted

SESSION = a_session(("ana", "bob", "pre!"), ("d1",))
ANA, DESK, PRESIDENT = Viewer("ana"), Viewer("desk"), Viewer("pre", presides=True)


def refusal(viewer: Viewer, kind: str, for_member: str = "") -> object:
    """The journal this viewer writes this kind in, or who may."""
    try:
        return journal_actor(viewer, kind, for_member)
    except Refused as refused:
        return refused.faults[0].fields["who"]


@pytest.mark.parametrize(
    ("who", "kind", "for_member", "journal"),
    [
        (ANA, "mark", "", "ana"),
        (ANA, "mark", "ana", "ana"),
        (ANA, "mark", "bob", ["member"]),
        (ANA, "recuse", "", "ana"),
        (ANA, "open", "", ["desk", "presidency"]),
        (ANA, "close", "", ["presidency"]),
        (DESK, "mark", "bob", "typed"),
        (DESK, "mark", "", ["member"]),
        (DESK, "open", "", "desk"),
        (DESK, "close", "", ["presidency"]),
        (DESK, "slip", "", "desk"),
        (DESK, "hand-in", "ana", "desk"),
        (DESK, "reopen", "ana", "desk"),
        (DESK, "recuse", "", ["member", "presidency"]),
        (PRESIDENT, "open", "", "presidency"),
        (PRESIDENT, "mark", "bob", "typed"),
        (PRESIDENT, "mark", "", ["member"]),
        (PRESIDENT, "hand-in", "bob", "presidency"),
        (PRESIDENT, "reopen", "bob", "presidency"),
        (PRESIDENT, "slip", "", ["desk"]),
        (PRESIDENT, "recuse", "", "presidency"),
        (Viewer("pre"), "mark", "", "pre"),
        (Viewer("pre"), "open", "", ["desk", "presidency"]),
    ],
)
def test_in_whose_journal_an_act_stands(who: Viewer, kind: str, for_member: str, journal: object) -> None:
    assert refusal(who, kind, for_member) == journal


def test_every_act_has_its_row_and_no_other() -> None:
    assert ACTS.keys() == STANDS_IN.keys()


@pytest.mark.parametrize(
    ("who", "desk", "found"),
    [
        ("ana", False, ANA),
        (" ANA ", False, ANA),
        ("desk", False, DESK),
        ("Desk", True, DESK),
        ("pre", False, Viewer("pre")),
        ("pre", True, PRESIDENT),
    ],
)
def test_who_a_face_runs_for(who: str, desk: bool, found: Viewer) -> None:
    assert viewer(SESSION, who, desk=desk) == found
    assert found.at_desk == (found in (DESK, PRESIDENT))


@pytest.mark.parametrize(
    ("who", "desk", "code", "known"),
    [("zoe", False, "unknown-member", ["ana", "bob", "pre"]), ("ana", True, "not-presiding", ["pre"])],
)
def test_who_it_does_not_run_for(who: str, desk: bool, code: str, known: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        viewer(SESSION, who, desk=desk)
    assert [each.code for each in refused.value.faults] == [code]
    assert refused.value.faults[0].fields["known"] == known


def test_offices_write_apart_from_the_person_who_holds_them() -> None:
    machines, (presidency, own) = adopted(SESSION, "pre@desk", "pre")
    own.mark("d1", "A2", "3")
    presidency.act("withdraw", dossier="d1", reason="r")
    assert sorted(actor for actor, _ in machines.files.values()) == ["desk", "pre", "presidency"]
    assert machines.files[presidency.act("recuse", lot="*", reason="r").partition(":")[0]][1][-1].by == "pre"
