"""How keys become a mark, without a screen: normal mode, quick mode, and what each key may and may not do."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.rules.fault import Refused
from commission.rules.grid import SubCriterion, read_mark
from commission.rules.number import exact_text
from commission.tui.keyboards import KEYBOARDS, typed
from commission.tui.typing import Left, Typing, can_grow, enter, erase, press

HALF = Fraction(1, 2)
STEPS = st.sampled_from([None, Fraction(1), HALF, Fraction(1, 4), Fraction(1, 10), Fraction(5)])


def line(maximum: int | str) -> SubCriterion:
    return SubCriterion("A1", "Titre", Fraction(maximum), "A")


def keys(text: str, maximum: int | str = 7, step: Fraction | None = HALF, quick: bool = False) -> list[str]:
    """What was written by these keys, one after the other, on lines that all have this maximum; ⏎ is Enter."""
    typing, written = Typing(quick=quick), []
    for key in text:
        done = enter(typing, line(maximum), step) if key == "⏎" else press(typing, key, line(maximum), step)
        typing = done.typing
        if done.back:
            written.pop()
        if done.write:
            written.append(done.write)
            if quick:
                typing = Typing(quick=True, left=Left("d1", "A1", done.write))
    return written


@pytest.mark.parametrize(
    ("text", "maximum", "written"),
    [
        ("6⏎", 7, ["6"]),
        ("6,5⏎", 7, ["6,5"]),
        ("10⏎", 10, ["10"]),
        ("0⏎", 7, ["0"]),
        ("6,⏎", 7, ["6"]),
        ("⏎", 7, []),
        (",5⏎", 7, []),
    ],
)
def test_in_normal_mode_enter_writes(text: str, maximum: int, written: list[str]) -> None:
    assert keys(text, maximum) == written


@pytest.mark.parametrize(
    ("text", "maximum", "written"),
    [
        ("6", 7, ["6"]),
        ("6,5", 7, ["6,5"]),
        ("634", 7, ["6", "3", "4"]),
        ("6,53", 7, ["6,5", "3"]),
        ("7,", 7, []),
        ("0", 10, ["0"]),
        ("9", 10, ["9"]),
        ("1", 10, []),
        ("1⏎", 10, ["1"]),
        ("10", 10, ["10"]),
        ("1,5", 10, ["1,5"]),
        ("1", 1, ["1"]),
        ("12", 12, ["12"]),
        ("1⏎,5", 12, ["1,5"]),
    ],
)
def test_in_quick_mode_a_digit_that_cannot_grow_writes(text: str, maximum: int, written: list[str]) -> None:
    assert keys(text, maximum, quick=True) == written


def test_a_comma_that_reopens_shows_the_digit_it_reopens() -> None:
    done = press(Typing(quick=True, left=Left("d1", "A2", "6")), ",", line(7), HALF)
    assert done.back == Left("d1", "A2", "6")
    assert done.typing.text == "6,"
    assert not done.write


def test_a_comma_first_where_no_line_was_just_left_stands_there_and_is_no_mark() -> None:
    for quick in (True, False):
        done = press(Typing(quick=quick), ",", line(7), HALF)
        assert (done.typing, done.write, done.back) == (Typing(",", quick=quick), "", None)
        assert done.fault is not None
        after = press(done.typing, "5", line(7), HALF)
        assert (after.typing.text, after.write) == (",5", "")


@pytest.mark.parametrize(
    ("text", "code"), [("8", "mark-above-max"), ("7,5", "mark-above-max"), ("6,2", "mark-off-step")]
)
def test_a_mark_that_can_only_be_refused_says_so_while_it_is_typed(text: str, code: str) -> None:
    typing = Typing()
    for key in text:
        done = press(typing, key, line(7), HALF)
        typing = done.typing
    assert done.fault is not None
    assert done.fault.code == code
    assert typing.text == text
    after = enter(typing, line(7), HALF)
    assert (after.write, after.on, after.typing.text) == ("", False, "")


def test_quick_mode_refuses_on_the_spot_and_stays() -> None:
    done = press(Typing(quick=True), "8", line(7), HALF)
    assert done.fault is not None
    assert (done.write, done.on, done.typing.text) == ("", False, "")


def test_backspace_takes_the_last_character() -> None:
    assert erase(Typing("6,5")).text == "6,"
    assert erase(Typing("")).text == ""


def test_a_key_held_down_stops_somewhere() -> None:
    typing = Typing()
    for _ in range(500):
        typing = press(typing, "9", line(7), None).typing
    assert len(typing.text) <= 12


@pytest.mark.parametrize("keyboard", ["azerty", "azerty-fr"])
def test_the_unshifted_top_row_of_a_french_keyboard_is_digits(keyboard: str) -> None:
    assert "".join(typed(each, keyboard) for each in "&é\"'(-è_çà") == "1234567890"


def test_mac_belgian_and_bepo_rows() -> None:
    assert "".join(typed(each, "azerty") for each in "§!") == "68"
    assert "".join(typed(each, "bepo") for each in '"«»()@+-/*') == "1234567890"
    assert typed("é", "none") == ""


def test_comma_point_and_nothing_else() -> None:
    assert [typed(each) for each in (",", ".", ";", "a", "٣", "５", "", None, " ")] == [
        ",",
        ",",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
    ]


@pytest.mark.parametrize("name", KEYBOARDS)
def test_no_keyboard_takes_the_keys_of_the_sheet(name: str) -> None:
    taken = set("coundqrv:?[],.lp") | ({"/"} if name != "bepo" else set())
    assert not taken & set(KEYBOARDS[name])


@given(st.integers(1, 120), STEPS, st.text("0123456789,", max_size=6))
def test_quick_mode_never_writes_what_enter_would_refuse(maximum: int, step: Fraction | None, text: str) -> None:
    for each in keys(text, maximum, step, quick=True):
        read_mark(each, line(maximum), step)


@given(st.integers(1, 120), STEPS, st.data())
def test_every_mark_of_the_scale_can_be_typed_in_quick_mode(
    maximum: int, step: Fraction | None, data: st.DataObject
) -> None:
    units = step or Fraction(1, 100)
    value = units * data.draw(st.integers(0, int(maximum / units)))
    text = exact_text(value).replace(".", ",")
    typing, stood = Typing(quick=True), ""
    for key in [*text, "⏎"]:
        if key == "⏎" and not typing.text:
            break
        done = enter(typing, line(maximum), step) if key == "⏎" else press(typing, key, line(maximum), step)
        stood = "" if done.back else done.write or stood
        typing = Typing(quick=True, left=Left("d", "A1", done.write)) if done.write else done.typing
    assert stood.replace(",", ".") in {exact_text(value), text.replace(",", ".")}


@given(st.integers(1, 120), STEPS, st.from_regex(r"(0|[1-9][0-9]{0,2})(,[0-9]{0,2})?", fullmatch=True))
def test_growing_is_what_trying_every_longer_text_says(maximum: int, step: Fraction | None, text: str) -> None:
    """The oracle: append one to four digits and see whether another mark comes out."""
    longer = [text + str(n).zfill(size) for size in (1, 2, 3) for n in range(10**size)]
    value = Fraction(text.replace(",", ".").rstrip("."))
    leading_zero = text == "0"

    def other(each: str) -> bool:
        try:
            read_mark(each, line(maximum), step)
        except Refused:
            return False
        return Fraction(each.replace(",", ".")) != value

    assert can_grow(text, Fraction(maximum), step) == (not leading_zero and any(other(each) for each in longer))
