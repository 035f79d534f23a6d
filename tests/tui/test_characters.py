"""What is typed in a cell and is no number, and what the sheet says of a line that the cursor has left."""

from __future__ import annotations

import pytest

from commission.rules.fault import Refused
from commission.tui import sheet_lines
from commission.tui.saying import say
from commission.words import Words
from tests.tui.drive import sitting
from tests.tui.fake_room import a_room, aemo_room
from tests.tui.test_scoring import press, seated, values
from tests.tui.test_sheet_screen import cursor_line, started
from tests.tui.test_sheet_screen import values as on_disk


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("B1", "1e0"),
        ("A2", "٣5"),
        ("A2", "x"),
        ("A2", "6,5,"),
        ("A2", "6,5,5"),
        ("A2", ",5"),
        ("A2", "5 5"),
        ("A2", "５"),
    ],
)
@pytest.mark.parametrize("quick", [True, False])
def test_a_character_that_is_no_digit_stands_in_the_cell_and_enter_says_why(code: str, typed: str, quick: bool) -> None:
    scoring = seated(code=code)
    press(scoring, "4⏎↑")
    if quick and typed not in {"6,5,", "6,5,5", "5 5"}:  # there the first digits are a mark of their own
        scoring.toggle_quick()
    for key in typed:
        assert scoring.character(key, spoil=True)
    assert (scoring.typing.text, scoring.here) == (typed, ("d1", code))
    press(scoring, "⏎")
    assert scoring.notice.fault is not None
    assert (scoring.notice.fault.code, scoring.notice.fault.fields["found"]) == ("mark-not-a-number", typed)
    assert (values(scoring), scoring.here, scoring.typing.text) == ({code: "4"}, ("d1", code), "")


def test_backspace_mends_what_is_no_number() -> None:
    scoring = seated(code="B1")
    for key in "1e":
        assert scoring.character(key, spoil=True)
    press(scoring, "⌫0⏎")
    assert values(scoring) == {"B1": "10"}


def test_a_space_before_anything_and_what_cannot_be_seen_mean_nothing() -> None:
    scoring = seated(code="B1")
    assert not any(scoring.character(each, spoil=True) for each in (" ", "\t", "\x1b", "", None))
    scoring.go(len(scoring.rows) - 1)
    assert not scoring.character("e", spoil=True)


@pytest.mark.parametrize(
    ("then", "named"),
    [("", "A1: "), ("6⏎10⏎", "A1: "), ("↑", ""), ("→", "d1 A1: ")],
    ids=["next", "end", "back", "away"],
)
def test_a_refusal_that_comes_late_names_the_line_that_the_cursor_has_left(then: str, named: str) -> None:
    room = a_room()
    scoring = seated(room)
    room.hold()
    press(scoring, "1⏎")
    refuse = room._waiting.popleft()
    room.settle()
    if then == "→":
        scoring.beside(1)
    else:
        press(scoring, then)
    room.table.act("ana", "hand-in", dossier="d1")
    refuse()
    assert scoring.disk == "refused"
    words = Words("en")
    fault = scoring.notice.fault
    assert fault is not None
    assert sheet_lines.said(scoring, words).text == f"✗ {named}{words.short(fault)}"
    wrong = [
        row.code for n, row in enumerate(scoring.rows) if row.kind == "cell" and sheet_lines.facts(scoring, n).wrong
    ]
    assert wrong == ([] if then == "→" else ["A1"])
    press(scoring, "⌫")
    assert sheet_lines.said(scoring, words).text == ""


async def test_letters_typed_in_a_number_are_refused_with_it_and_command_keys_keep_their_meaning() -> None:
    room = started(aemo_room(), code="E1", value="7")
    async with sitting(room, lang="fr") as seated:
        await seated.keys("1e0")
        assert "1e0▁" in cursor_line(seated)
        await seated.keys("⏎")
        assert cursor_line(seated).startswith("▸ E1  ✗ 1e0 : ce n'est pas un nombre de 0 à 10")
        assert on_disk(room, "nord-1")["E1"] == "7"
        await seated.keys("1e⌫0⏎")
        assert on_disk(room, "nord-1")["E1"] == "10"
        await seated.keys("1o")
        assert on_disk(room, "nord-1")["E2"] == "not-applicable"


@pytest.mark.parametrize(("lang", "on"), [("en", "F2 QUICK"), ("fr", "F2 RAPIDE")])
async def test_the_quick_mode_is_seen_on_the_smallest_terminal_with_what_is_on_disk(lang: str, on: str) -> None:
    async with sitting(started(aemo_room()), (20, 5), lang=lang) as seated:
        assert on not in seated.screen
        await seated.press("f2")
        assert on in seated.screen
        await seated.keys("0")
        assert on in seated.screen
        assert any("✓" in each and on in each for each in seated.lines)


async def test_help_says_where_enter_goes_down_a_dossier_and_down_one_line() -> None:
    async with sitting(started(aemo_room())) as seated:
        await seated.press("f1")
        assert "Write the mark typed and go to the next line" in seated.screen
        await seated.keys("␛v")
        await seated.press("f1")
        assert "Write the mark typed and go to the next dossier" in seated.screen


def test_in_words() -> None:
    scoring = seated()
    say(scoring, "a2 6,5 bon partenariat")
    assert values(scoring) == {"A2": "6.5"}
    assert scoring.board.observation("d1", "A2") == "bon partenariat"
    say(scoring, "D2 b1 so")
    assert values(scoring, "d2") == {"B1": "not-applicable"}
    say(scoring, "b1 nspp pas assez d'éléments")
    assert scoring.board.cell("d2", "B1").reason == "pas assez d'éléments"
    say(scoring, "d2 b1 declined trop court")
    assert (scoring.board.cell("d2", "B1").value, scoring.board.cell("d2", "B1").reason) == ("declined", "trop court")
    say(scoring, "d1 a1 obs projet solide")
    assert scoring.board.observation("d1", "A1") == "projet solide"
    say(scoring, "d1 b1 7 obs à revoir")
    assert (values(scoring)["B1"], scoring.board.observation("d1", "B1")) == ("7", "à revoir")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("z9 3", "unknown-sub"),
        ("a2 8", "mark-above-max"),
        ("a2 -1", "mark-negative"),
        ("a2 sept", "mark-not-a-number"),
        ("a2 NaN", "mark-not-a-number"),
        ("a2 bon partenariat", "mark-not-a-number"),
        ("a2 ٣", "mark-not-a-number"),
        ("a2 obs", "said-no-observation"),
    ],
)
def test_what_cannot_be_understood_writes_nothing(typed: str, code: str) -> None:
    scoring = seated()
    scoring.observe("d1", "A2", "bon partenariat")
    with pytest.raises(Refused) as refused:
        say(scoring, typed)
    assert refused.value.faults[0].code == code
    assert values(scoring) == {}
    assert scoring.board.observation("d1", "A2") == "bon partenariat"
