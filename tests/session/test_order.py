"""Acts stand in the order they knew of each other, from whatever file they are read."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from commission.session.entry import Slip
from commission.session.order import order
from commission.session.state import Named


def act(name: str, *after: str, seen: str = "") -> Named:
    """An act named so, written knowing these."""
    number = int(name.rpartition(":")[2])
    return Named(name, "desk", Slip(n=number, at="", by="desk", prev="", after=after, seen=seen, member="ana", code=""))


def files(items: Sequence[Named]) -> list[list[str]]:
    """Their names file by file."""
    found: dict[str, list[Named]] = {}
    for each in items:
        found.setdefault(each.writer, []).append(each)
    return [[each.name for each in sorted(group, key=lambda x: x.entry.n)] for group in found.values()]


def names(items: Sequence[Named]) -> list[str]:
    """Their names in order."""
    return [each.name for each in order(items, files(items))[0]]


def test_each_follows_what_it_names() -> None:
    assert names([act("a:1", "b:1"), act("b:1", "c:1"), act("c:1")]) == ["c:1", "b:1", "a:1"]
    assert names([act("a:1", seen="b:1"), act("b:1")]) == ["b:1", "a:1"]


def test_a_file_keeps_its_order_even_from_nine_to_ten() -> None:
    assert names([act("a:10"), act("a:9"), act("a:2")]) == ["a:2", "a:9", "a:10"]


def test_who_knew_nothing_of_each_other_stand_by_name() -> None:
    assert names([act("b:1"), act("a:1"), act("c:1")]) == ["a:1", "b:1", "c:1"]


def test_knowing_goes_through_others() -> None:
    items = [act("a:1", "b:1"), act("b:1", "c:1"), act("c:1"), act("d:1")]
    _, knows = order(items, files(items))
    assert knows("a:1", "c:1")
    assert not knows("c:1", "a:1")
    assert not knows("a:1", "d:1")
    assert not knows("a:1", "nobody:1")
    assert not knows("nobody:1", "a:1")


def test_the_tips_are_what_nothing_followed() -> None:
    items = [act("a:1", "b:1"), act("b:1", "c:1"), act("c:1"), act("d:1")]
    _, knows = order(items, files(items))
    assert knows.tips(["a:1", "b:1", "c:1", "d:1"]) == ("a:1", "d:1")
    assert knows.tips(["c:1", "b:1"]) == ("b:1",)
    assert knows.tips([]) == ()


def test_a_circle_is_entered_at_its_smallest_and_nothing_else_goes_before_its_turn() -> None:
    circle = [act("b:1", "c:1"), act("c:1", "b:1")]
    below = act("a:1", "b:1")  # the smallest name of all, but not in the circle: it stays after what it names
    assert names([below, *circle]) == ["b:1", "a:1", "c:1"]


def test_an_entry_that_names_itself_or_what_comes_later_in_its_file() -> None:
    assert names([act("a:1", "a:1", "a:2"), act("a:2")]) == ["a:1", "a:2"]


NAMES = [f"{writer}:{number}" for writer in "abc" for number in (1, 2, 9, 10)]


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from([*NAMES, "x:1"]), max_size=4)), st.randoms())
def test_any_naming_gives_one_order_that_keeps_files(after: dict[str, list[str]], chance: object) -> None:
    items = [act(name, *named) for name, named in after.items()]
    first, knows = order(items, files(items))
    chance.shuffle(items)  # type: ignore[attr-defined]
    again, _ = order(items, files(items))
    assert first == again
    assert sorted(each.name for each in first) == sorted(after)
    place = {each.name: index for index, each in enumerate(first)}
    for group in files(items):
        assert [place[name] for name in group] == sorted(place[name] for name in group)
    for one in after:
        assert knows(one, one)
        for other in after:
            assert not (knows(one, other) and place[other] > place[one])
    tips = knows.tips(after)
    assert set(tips) == {a for a in after if not any(knows(b, a) for b in after if b != a)}


@given(st.lists(st.tuples(st.integers(0, 30), st.sets(st.integers(0, 30))), max_size=20))
def test_what_honest_entries_name_always_stands_before_them(history: list[tuple[int, set[int]]]) -> None:
    items: list[Named] = []
    for place, (writer, known) in enumerate(history):
        items.append(act(f"{writer % 4:02}{writer}:{place + 1}", *(items[k].name for k in known if k < place)))
    ordered, knows = order(items, files(items))
    place_of = {each.name: place for place, each in enumerate(ordered)}
    for each in items:
        assert all(place_of[name] < place_of[each.name] and knows(each.name, name) for name in each.entry.after)


def test_thousands_of_acts_are_put_in_order() -> None:
    items = [act(f"{'abcd'[n % 4]}:{n}", f"{'abcd'[(n - 1) % 4]}:{n - 1}") for n in range(1, 4001)]
    ordered, knows = order(items, files(items))  # comparing all with all would take minutes
    assert knows.tips(each.name for each in ordered) == (items[-1].name,)
    assert ordered == items
