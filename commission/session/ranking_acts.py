"""The acts of deliberation: an opinion, the commission's ranks, its vote, the authority's decision; how each is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from commission.rules.fault import Refused, fault
from commission.rules.number import exact_text, parse_decimal
from commission.session import entry, ranked
from commission.session.access import Viewer
from commission.session.act_draft import Draft, Fields, Known, act, reason_of
from commission.session.definition import Definition
from commission.session.entry import AnyEntry, Award
from commission.session.moves import Order
from commission.session.scope import shut, withdrawn_from
from commission.session.state import State

NONE = frozenset({"", "-", "–"})
"""What stands for a volume or a sum that the authority does not fix."""
PROPOSED = frozenset({"proposed", "proposé", "propose", "proposition"})
"""What stands for the ranking proposed, put to the vote as it is."""


def _opinion(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    found = state.definition.dossier(fields["dossier"])
    _may_decide(state, viewer, fields, "dossier-opinion", found.lot)
    more = {"dossier": found.code, "opinion": fields["opinion"].strip(), "reason": reason_of(fields)}
    return _draft(state, viewer, fields, entry.Opinion, more)


def _ranking(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    definition = state.definition
    lot = state.ranked_lot(fields["lot"])
    _may_decide(state, viewer, fields, "ranking", lot)
    order = _order(state, lot, fields, known)
    more = {
        "lot": lot,
        "order": order,
        "reasons": read_reasons(definition, fields.get("reasons", "")),
        "ground": fields.get("ground", "").strip(),
        "reason": reason_of(fields),
        "proposed": known.proposed if order else (),
    }
    return _draft(state, viewer, fields, entry.Ranking, more)


def _may_decide(state: State, viewer: Viewer, fields: Fields, kind: str, lot: str) -> None:
    """Refuse who may not, before anything is said of the lot: what is wrong with a ranking tells of the proposed one."""
    act(state, viewer, fields, kind)
    if refusal := withdrawn_from(state, viewer.code, lot):
        raise Refused(refusal)


def _order(state: State, lot: str, fields: Fields, known: Known) -> Order:
    """The order typed; the proposed one where its word stands for it. Raises Refused, ``nothing-proposed`` among others."""
    typed = fields.get("order", "").strip()
    if typed.casefold() not in PROPOSED or state.definition.knows_dossier(typed):
        return read_order(state.definition, typed)
    if blind := shut(state, lot):
        raise Refused(fault("lot-blind", lot=blind[0]))
    if not known.proposed:
        raise Refused(fault("nothing-proposed", lot=lot))
    return known.proposed


def _vote(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    lot = state.ranked_lot(fields["lot"])
    _may_decide(state, viewer, fields, "vote", lot)
    counts = {name: _count(fields.get(name, "")) for name in ("favour", "against", "abstentions")}
    more = {"lot": lot, "ranking": state.ranked_by.get(lot, ""), **counts, "reason": reason_of(fields)}
    return _draft(state, viewer, fields, entry.Vote, {**more, "heads": known.heads})


def _decide(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    definition = state.definition
    more = {
        "lot": state.ranked_lot(fields["lot"]),
        "awards": read_awards(definition, fields.get("awards", "")),
        "reference": fields.get("reference", "").strip(),
        "reason": reason_of(fields),
        "passed": known.passed,
    }
    return _draft(state, viewer, fields, entry.Decide, more)


def _draft(state: State, viewer: Viewer, fields: Fields, kind: Callable[..., AnyEntry], more: dict[str, Any]) -> Draft:
    """The draft of such an act, once nothing stands in its way. Raises Refused."""
    made = kind(n=0, at="", by="", prev="", **more)
    tag = str(made.__struct_config__.tag)
    actor, common = act(state, viewer, fields, tag)
    if refusal := ranked.form_fault(state.definition, made) or ranked.refusal(state, made):
        raise Refused(refusal)
    return Draft(actor, type(made), {**common, **more})


def read_order(definition: Definition, typed: str) -> Order:
    """« d2 > d1 = d3 »: best first, equal ones together. Raises Refused ``unknown-dossier``."""
    groups = [each for each in typed.split(">") if each.strip()]
    return tuple(tuple(definition.dossier(each).code for each in _shared_rank(definition, group)) for group in groups)


def _shared_rank(definition: Definition, group: str) -> list[str]:
    """The codes of one rank; a code that holds « = » itself is one, not two."""
    return [group] if definition.knows_dossier(group.strip()) else group.split("=")


def read_reasons(definition: Definition, typed: str) -> dict[str, str]:
    """« d2: a sentence | d1: another », or one a line. Raises Refused ``unknown-dossier``, ``reason-without-dossier``."""
    found: dict[str, str] = {}
    for piece in _pieces(typed):
        code, colon, text = piece.partition(":")
        if not colon:
            raise Refused(fault("reason-without-dossier", found=piece))
        dossier = definition.dossier(code).code
        if dossier in found:
            raise Refused(fault("two-reasons", dossier=dossier))
        found[dossier] = text.strip()
    return found


def read_awards(definition: Definition, typed: str) -> tuple[Award, ...]:
    """« d2 = 12 ; 96000,50 | d1 = - ; 48000 »: the volume, then the sum in euros; « - » where none is fixed.

    Raises Refused: ``unknown-dossier``, ``award-not-read``, ``not-a-number``, ``negative``.
    """
    return tuple(_award(definition, piece) for piece in _pieces(typed))


def _award(definition: Definition, piece: str) -> Award:
    code, equals, given = piece.rpartition("=")
    figures = given.split(";")
    if not equals or len(figures) != 2:
        raise Refused(fault("award-not-read", found=piece))
    volume, amount = (_figure(each) for each in figures)
    return Award(definition.dossier(code).code, volume, amount)


def _figure(typed: str) -> str:
    """A figure as the journal holds it; digits may stand in threes and a sum may bear its sign: « 96 000,50 € »."""
    text = "".join(typed.replace("€", "").split())
    return "" if text in NONE else exact_text(parse_decimal(text))


def _pieces(typed: str) -> Iterator[str]:
    for line in typed.splitlines():
        yield from (piece.strip() for piece in line.split("|") if piece.strip())


def _count(typed: str) -> int:
    text = typed.strip() or "0"
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise Refused(fault("not-a-count", found=typed))
    return int(text)


Row = tuple[str, tuple[str, ...], tuple[str, ...], str, Callable[[State, Viewer, Fields, Known], Draft]]

RANKING_ACTS: tuple[Row, ...] = (
    ("dossier-opinion", ("dossier", "opinion"), ("reason",), "Give the commission's opinion on a dossier", _opinion),
    ("ranking", ("lot",), ("order", "reasons", "ground", "reason"), "Enter the ranks of a lot, or none", _ranking),
    ("vote", ("lot", "favour"), ("against", "abstentions", "reason"), "Vote on the ranking of a lot", _vote),
    ("decide", ("lot",), ("awards", "reference", "reason"), "Record the authority's decision on a lot", _decide),
)
"""The rows of these acts in the table of all (``acts.ACTS``)."""
