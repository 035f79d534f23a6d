"""Until marks are opened, nothing a member's face holds depends on another member's journal, nor the desk's on a value."""

from __future__ import annotations

from random import Random

import msgspec

from commission.rules.fault import Fault, Refused
from commission.session import access
from commission.session.access import Viewer
from commission.session.act_draft import Draft, Known
from commission.session.acts import ACTS, propose
from commission.session.entry import Journal, Mark
from commission.session.fold import fold
from commission.session.state import State
from tests.build import Table, a_session
from tests.session.anything import ADOPTED, RIGHT, SESSION, Anything

ANA = Viewer("ana")
DESK = Viewer("desk")


def faced(files: list[Journal], viewer: Viewer) -> State:
    """What these files add up to for a viewer."""
    return fold(SESSION, [each for each in files if access.may_read(viewer, each.header.actor)])


def answer(state: State, viewer: Viewer, kind: str, fields: dict[str, str]) -> Draft | tuple[Fault, ...]:
    """What an attempt at an act comes to: the draft, or the faults of its refusal."""
    try:
        return propose(state, viewer, kind, fields, Known({}, "n"))
    except Refused as refused:
        return refused.faults


def attempts(seed: int) -> list[tuple[str, dict[str, str]]]:
    """A few acts of every kind, with fields that fit."""
    chance, found = Random(seed), []
    for kind, spec in ACTS.items():
        fields = {name: chance.choice(RIGHT.get(name, ["bb:1 aa:1", "bb:1"])) for name in spec.required}
        found.append((kind, {**fields, "value": "3"} if kind == "mark" else fields))
    return found


def test_a_members_face_is_the_same_whatever_the_others_wrote() -> None:
    for seed in range(300):
        files = Anything(seed, sound=True).files
        mine = [each for each in files if access.may_read(ANA, each.header.actor)]
        others = [each for each in Anything(seed + 9000).files if not access.may_read(ANA, each.header.actor)]
        one, other = faced(files, ANA), faced([*mine, *others], ANA)
        assert one == other, seed
        assert access.shown_ineffective(one, ANA) == access.shown_ineffective(other, ANA), seed
        for kind, fields in attempts(seed):
            assert answer(one, ANA, kind, fields) == answer(other, ANA, kind, fields), (seed, kind)


def test_a_member_opens_the_offices_journals_and_their_own_and_no_other() -> None:
    readable = [
        actor for actor in ("ana", "bob", "desk", "presidency", "typed", "Ana", "") if access.may_read(ANA, actor)
    ]
    assert readable == ["ana", "desk", "presidency"]
    assert all(access.may_read(viewer, "bob") for viewer in (DESK, Viewer("pre", presides=True)))
    assert not access.may_read(Viewer("pre"), "bob")


def revalued(files: list[Journal], seed: int) -> list[Journal]:
    """The same files with other values in every mark."""
    chance = Random(seed)
    return [
        Journal(
            each.name,
            each.header,
            [
                msgspec.structs.replace(entry, value=chance.choice(["1", "2", "99", "6,5"]))
                if isinstance(entry, Mark)
                else entry
                for entry in each.entries
            ],
            each.head,
        )
        for each in files
    ]


def test_before_the_opening_the_desk_is_shown_the_same_whatever_the_values() -> None:
    for seed in range(300):
        files = [each for each in Anything(seed, sound=True).files if each.header.actor in {"ana", "bob", "typed"}]
        files = [*files, ADOPTED]
        one, other = (fold(SESSION, some) for some in (files, revalued(files, seed)))
        assert not one.opened
        for lot in ("n", "s"):
            assert one.not_handed_in(lot) == other.not_handed_in(lot), seed
            assert one.incomplete(lot) == other.incomplete(lot), seed
        assert access.shown_ineffective(one, DESK) == access.shown_ineffective(other, DESK), seed
        assert access.shown_conflicts(one, DESK) == access.shown_conflicts(other, DESK) == [], seed
        assert access.shown_late(one, DESK) == access.shown_late(other, DESK) == [], seed
        presidency = Viewer("pre", presides=True)
        for kind, fields in attempts(seed):
            if kind in {"open", "settle", "admit", "close", "refuse", "withdraw", "recuse"}:
                assert answer(one, presidency, kind, fields) == answer(other, presidency, kind, fields), (seed, kind)


def test_what_a_recused_member_may_see() -> None:
    table = Table(a_session(("ana", "bob", "pre!"))).adopt()
    table.act("pre", "recuse", lot="*", reason="lien")
    table.sheet("bob", "d1", A2="3").open()
    assert access.sees_result(table.state, Viewer("pre"), "*") is not None
    assert access.sees_result(table.state, Viewer("pre", presides=True), "*") is not None
    assert access.sees_result(table.state, ANA, "*") is None
    assert access.sees_result(table.state, DESK, "*") is None
