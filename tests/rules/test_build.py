"""A grid's meaning: numbers, sums and codes, each fault with both figures and its place."""

from __future__ import annotations

import copy
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from commission.rules.build import build_call
from commission.rules.checks import check_codes
from commission.rules.fault import Fault
from commission.rules.grid import Call
from commission.rules.reading import quick
from commission.rules.shape import GridShape

GRID: dict[str, Any] = {
    "format": 1,
    "code": "essai",
    "title": "Appel d'essai",
    "total": 15,
    "criterion": [
        {
            "code": "A",
            "title": "Qualités",
            "points": 8,
            "sub": [
                {"code": "A1", "title": "Statuts", "max": 1, "guidance": "  section III\n"},
                {"code": "A2", "title": "Expérience", "max": 7},
            ],
        },
        {"code": "B", "title": "Projet", "points": "7", "sub": [{"code": "B1", "title": "Lieu", "max": Decimal("7")}]},
    ],
    "lot": [
        {
            "code": "nord",
            "title": "Nord",
            "capacity": 75,
            "capacity_figure": "mesures",
            "areas": [{"title": "Guingamp", "capacity": 60}, {"title": "Dinan", "capacity": 15}],
        }
    ],
    "figure": [{"code": "mesures", "title": "Capacité"}],
    "authority": [{"code": "prefet", "title": "Préfet"}],
}


def built(**changes: Any) -> tuple[Call, list[Fault]]:
    """The call of ``GRID`` with these values changed: ``criterion__0__points=9``."""
    table = copy.deepcopy(GRID)
    for name, value in changes.items():
        *way, last = [int(step) if step.isdigit() else step for step in name.split("__")]
        holder: Any = table
        for step in way:
            holder = holder[step]
        holder[last] = value
    return build_call(quick(table, GridShape))


def faults(**changes: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    """The codes and places of the faults of ``GRID`` so changed."""
    return [(each.code, each.where) for each in built(**changes)[1]]


def test_a_sound_grid() -> None:
    call, found = built()
    assert found == []
    assert [sub.code for sub in call.subs] == ["A1", "A2", "B1"]
    assert call.total == 15
    assert call.sub("a1").guidance == "section III"
    assert [area.capacity for area in call.lots[0].areas] == [60, 15]
    assert call.exclusive


def test_a_criterion_that_does_not_add_up_names_both_figures() -> None:
    _, found = built(criterion__0__points=9, total=16)
    assert [(each.code, each.where) for each in found] == [("criterion-sum", ("criterion", 0, "points"))]
    assert found[0].fields == {"criterion": "A", "stated": Fraction(9), "computed": Fraction(8)}


def test_a_total_that_does_not_add_up_names_both_figures() -> None:
    _, found = built(total=100)
    assert [(each.code, each.where) for each in found] == [("grid-sum", ("total",))]
    assert found[0].fields == {"stated": Fraction(100), "computed": Fraction(15)}


def test_a_lot_that_does_not_add_up_names_both_figures() -> None:
    _, found = built(lot__0__areas__1__capacity=16)
    assert [(each.code, each.where) for each in found] == [("lot-sum", ("lot", 0, "capacity"))]
    assert found[0].fields == {"lot": "nord", "stated": Fraction(75), "computed": Fraction(76)}


def test_an_area_without_a_capacity_leaves_the_lot_unchecked() -> None:
    assert faults(lot__0__areas__1={"title": "Dinan"}) == []


def test_the_sums_are_exact() -> None:
    tenths = [{"code": f"A{n}", "title": "x", "max": Decimal("0.1")} for n in range(10)]
    assert faults(criterion__0__sub=tenths, criterion__0__points=1, total=8) == []
    thirds = [{"code": f"A{n}", "title": "x", "max": "1/3"} for n in range(3)]
    assert faults(criterion__0__sub=thirds, criterion__0__points=1, total=8) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"criterion__0__sub__1__max": "sept"}, [("not-a-number", ("criterion", 0, "sub", 1, "max"))]),
        ({"criterion__0__sub__1__max": Decimal("NaN")}, [("not-a-number", ("criterion", 0, "sub", 1, "max"))]),
        ({"criterion__0__sub__1__max": -7}, [("negative", ("criterion", 0, "sub", 1, "max"))]),
        ({"criterion__0__points": Decimal("1e999999")}, [("not-a-number", ("criterion", 0, "points"))]),
        ({"total": "cent"}, [("not-a-number", ("total",))]),
        ({"lot__0__capacity": "beaucoup"}, [("not-a-number", ("lot", 0, "capacity"))]),
        ({"lot__0__areas__0__capacity": "x"}, [("not-a-number", ("lot", 0, "areas", 0, "capacity"))]),
    ],
)
def test_a_number_that_cannot_be_read_is_one_fault_and_no_false_sum(
    changes: dict[str, Any], expected: list[object]
) -> None:
    assert faults(**changes) == expected


def test_a_maximum_of_zero() -> None:
    found = faults(criterion__0__sub__0__max=0, criterion__0__points=7, total=14)
    assert found == [("zero-max", ("criterion", 0, "sub", 0, "max"))]


def test_a_criterion_and_a_grid_without_lines() -> None:
    assert faults(criterion__0__sub=[], criterion__0__points=0, total=7) == [
        ("empty-criterion", ("criterion", 0, "sub"))
    ]
    assert faults(criterion=[]) == [("empty-grid", ("criterion",))]


def test_codes_are_unique_whatever_their_case() -> None:
    _, found = built(criterion__1__sub__0__code="a2")
    assert [(each.code, each.where) for each in found] == [("duplicate-code", ("criterion", 1, "sub", 0, "code"))]
    assert found[0].fields == {"found": "a2", "first": "A2"}
    assert faults(criterion__1__code="a") == [("duplicate-code", ("criterion", 1, "code"))]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"code": "a/b"}, ("code-character", ("code",))),
        ({"lot__0__code": ""}, ("code-empty", ("lot", 0, "code"))),
        ({"lot__0__code": "*"}, ("code-reserved", ("lot", 0, "code"))),  # the whole call is called so
        ({"figure": [{"code": "mesures", "title": ""}, {"code": "Mesures", "title": ""}]},
         ("duplicate-code", ("figure", 1, "code"))),
        ({"authority__0__code": "x" * 65}, ("code-too-long", ("authority", 0, "code"))),
        ({"lot__0__capacity_figure": "places"}, ("unknown-figure", ("lot", 0, "capacity_figure"))),
    ],
)  # fmt: skip
def test_codes_and_references(changes: dict[str, Any], expected: object) -> None:
    assert faults(**changes) == [expected]


def test_our_own_names_are_barred_where_they_would_be_actors() -> None:
    found = check_codes([("Desk", ("a",)), ("presidency", ("b",)), ("typed", ("c",)), ("ana", ("d",))], actors=True)
    assert [(each.code, each.where) for each in found] == [("code-reserved", (place,)) for place in "abc"]
    assert check_codes([("Desk", ("a",))]) == []


def test_every_fault_is_listed_at_once() -> None:
    found = faults(criterion__0__points=9, total=17, lot__0__code="/", criterion__1__sub__0__code="A1")
    assert [code for code, _ in found] == ["criterion-sum", "grid-sum", "duplicate-code", "code-character"]
