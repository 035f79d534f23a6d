"""What may stand in a file of ``kind = "circuit"``: a published way of admitting persons one by one, without points.

Nothing in it is a number to be made exact, so what is written is what the product holds: the same tables serve both.
``circuit`` checks what they mean together.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from commission.rules.table import Shape

Milestone = Literal["opinions", "admission"]
"""Before what something must be there: before the first opinion is given, or only before admission."""


class Role(Shape):
    """One ``[[role]]``: who does something in the circuit. A function, never a person."""

    code: str
    title: str


class Territory(Shape):
    """One ``[[territory]]`` and its places. ``holder`` is the service authorised for them."""

    code: str
    title: str
    places: int
    holder: str = ""
    areas: list[str] = msgspec.field(default_factory=list)
    source: str = ""
    note: str = ""


class Service(Shape):
    """One ``[[service]]`` that may ask; ``territory`` is the one it belongs to, empty if none of those with places."""

    code: str
    title: str
    territory: str = ""
    note: str = ""


class FicheField(Shape):
    """One ``[[field]]`` of the published sheet. ``personal``: it tells who the person is, and is never typed.

    ``paper``: free words, which stay on paper; only that they are filled in is noted.
    """

    code: str
    title: str
    part: str = ""
    kind: Literal["paper", "date", "choice", "yes-no"] = "paper"
    values: list[str] = msgspec.field(default_factory=list)
    personal: bool = False
    source: str = ""
    note: str = ""


class Option(Shape):
    """One ``[[condition.option]]``. ``waits``: the sheet goes on, not the admission. ``stops``: there is no sheet yet.

    ``todo`` says what is then to be done, ``by`` whom. ``dates``: it has a first and a last day.
    """

    code: str
    title: str
    effect: Literal["holds", "waits", "stops"] = "holds"
    dates: bool = False
    todo: str = ""
    by: str = ""


class Condition(Shape):
    """One ``[[condition]]``. ``age`` is a number of years; ``choice`` one option; ``any-of`` one or several."""

    code: str
    title: str
    kind: Literal["age", "choice", "any-of"]
    by: str
    before: Milestone = "opinions"
    least: int | None = None
    most: int | None = None
    option: list[Option] = msgspec.field(default_factory=list)
    source: str = ""
    note: str = ""


class Delegation(Shape):
    """``[agreement.delegation]``: what can stand for a refused agreement; only under some options of a condition."""

    title: str
    by: str
    condition: str = ""
    values: list[str] = msgspec.field(default_factory=list)
    source: str = ""


class Agreement(Shape):
    """One ``[[agreement]]``: somebody says yes or no."""

    code: str
    title: str
    by: str
    before: Milestone = "admission"
    delegation: Delegation | None = None
    source: str = ""
    note: str = ""


class Opinion(Shape):
    """One ``[[opinion]]``, given in the order of the file. ``unfavourable``: whether one stops the sheet there."""

    code: str
    title: str
    by: str
    when: Literal["always", "another-territory"] = "always"
    unfavourable: Literal["stops", "noted"] = "stops"
    source: str = ""
    note: str = ""


class Piece(Shape):
    """One ``[[piece]]`` that admission needs. ``condition``: it can only come once that condition holds."""

    code: str
    title: str
    by: str
    condition: str = ""
    source: str = ""
    note: str = ""


class Step(Shape):
    """``[visa]``, ``[admission]`` or ``[exit]``. ``after`` names what must come before an exit."""

    title: str
    by: str
    after: str = ""
    handed: list[str] = msgspec.field(default_factory=list)
    source: str = ""
    note: str = ""


class Allowance(Shape):
    """``[out_of_zone]`` or ``[over_capacity]``: what the document allows case by case; absent, it allows none."""

    title: str
    by: str
    text: str = ""
    source: str = ""


class Priority(Shape):
    """``[priority]``: who says what comes first, on which grounds."""

    title: str
    by: str
    basis: list[str] = msgspec.field(default_factory=list)
    source: str = ""


class Indicator(Shape):
    """One ``[[indicator]]`` that the document asks for."""

    code: str
    title: str
    kind: Literal["followed", "age-in", "age-out", "duration", "breaks"]
    source: str = ""
    note: str = ""


class Unpublished(Shape):
    """One ``[[unpublished]]`` of a circuit: what the document does not say, in so many words."""

    subject: Literal[
        "waiting-list", "over-capacity", "opinions", "priority", "delays", "ages", "indicators", "exit", "territory"
    ]
    text: str


class CircuitShape(Shape):
    """A whole circuit file."""

    format: Literal[1]
    kind: Literal["circuit"]
    code: str
    title: str
    territory: list[Territory]
    admission: Step
    source: str = ""
    zone: str = "Europe/Paris"
    territory_label: str = "territoire"
    places: int | None = None
    evaluation: str = ""
    visa: Step | None = None
    exit: Step | None = None
    priority: Priority | None = None
    out_of_zone: Allowance | None = None
    over_capacity: Allowance | None = None
    notes: list[str] = msgspec.field(default_factory=list)
    role: list[Role] = msgspec.field(default_factory=list)
    service: list[Service] = msgspec.field(default_factory=list)
    field: list[FicheField] = msgspec.field(default_factory=list)
    condition: list[Condition] = msgspec.field(default_factory=list)
    agreement: list[Agreement] = msgspec.field(default_factory=list)
    opinion: list[Opinion] = msgspec.field(default_factory=list)
    piece: list[Piece] = msgspec.field(default_factory=list)
    indicator: list[Indicator] = msgspec.field(default_factory=list)
    unpublished: list[Unpublished] = msgspec.field(default_factory=list)
