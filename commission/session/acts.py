"""From an intention to the entry that says it, or to a refusal in words. Every face acts through here, and only here."""

from __future__ import annotations

import hashlib
from typing import Any, cast

from commission.rules.fault import Fault, Refused, fault
from commission.rules.grid import DECLINED, NOT_SCORED, read_mark
from commission.rules.notation import meant
from commission.session import access, entry
from commission.session import admissibility_acts as admissibility
from commission.session.access import Viewer
from commission.session.act_draft import ActSpec, Draft, Fields, Known, act, common, reason_of
from commission.session.admissibility_acts import in_play
from commission.session.agreed_marks import CONSENSUS
from commission.session.agreed_marks import draft as agreed
from commission.session.circuit_acts import SPECS as CIRCUIT
from commission.session.circuit_entry import KINDS as CIRCUIT_KINDS
from commission.session.definition import WHOLE_CALL, Definition
from commission.session.ranking_acts import RANKING_ACTS
from commission.session.rivals import topic
from commission.session.scope import withdrawn_from
from commission.session.sheets import BY_THE_FILES
from commission.session.state import Named, Sheet, State

BESIDE_A_CIRCUIT = frozenset({"adopt", "settle", "slip"})
"""The acts that a session on a circuit shares with one that scores."""


def propose(state: State, viewer: Viewer, kind: str, fields: Fields, known: Known) -> Draft:
    """The entry that this viewer's act would write. Raises Refused: unknown or missing fields, rights, state, value."""
    spec = ACTS.get(kind)
    if spec is None:
        raise Refused(fault("unknown-act", found=kind, known=fitting(state.definition)))
    if refusal := misplaced(state.definition, kind):
        raise Refused(refusal)
    fields = _only_lot(state.definition, spec, fields)
    allowed = (*spec.required, *spec.optional)
    unknown = [name for name in fields if name not in allowed]
    missing = [name for name in spec.required if not fields.get(name, "").strip()]
    if unknown:
        raise Refused(fault("unknown-field", found=unknown[0], kind=kind, known=list(allowed)))
    if missing:
        raise Refused(fault("missing-field", found=missing[0], kind=kind))
    draft = spec.make(state, viewer, fields, known)
    written = cast("entry.AnyEntry", draft.kind(n=0, at="", prev="", **draft.fields))
    if refusal := access.may_stand(draft.actor, written):
        raise Refused(refusal)
    if rivals := state.contradictions.get(topic(written)):
        raise Refused(fault("contradicting-acts", topic=topic(written), acts=[each.name for each in rivals]))
    return draft


def _only_lot(definition: Definition, spec: ActSpec, fields: Fields) -> Fields:
    """The fields, the lot filled in where an act needs one and the call has only one."""
    lots = definition.lots
    named = "lot" not in spec.required or fields.get("lot", "").strip() or len(lots) != 1 or definition.circuit
    return fields if named else {**fields, "lot": lots[0].code}


def fitting(definition: Definition) -> list[str]:
    """The kinds of act that a session on this document can hold, in the order of the table."""
    return [kind for kind in ACTS if misplaced(definition, kind) is None]


def misplaced(definition: Definition, kind: str) -> Fault | None:
    """Why this kind of act has no place in a session on this document: a circuit scores nothing, a grid has no sheets,
    and members' marks that are brought together leave none to agree on.
    """
    if definition.circuit is None:
        if kind == "agree" and definition.rules.aggregation != CONSENSUS:
            return fault("no-agreed-marks")
        return fault("not-a-circuit") if kind in CIRCUIT_KINDS else None
    return None if kind in CIRCUIT_KINDS or kind in BESIDE_A_CIRCUIT else fault("circuit-scores-nothing")


def value_from(typed: str, state: State, code: str) -> str:
    """The journal value of what was typed for a line: a number, a word of ours, or empty for "not scored".

    Raises Refused as ``read_mark``.
    """
    text, sub = typed.strip(), state.definition.call.sub(code)
    if not text:
        return NOT_SCORED
    return meant(text, sub.levels) or read_mark(text, sub, state.definition.rules.step)


def sheet_hash(sheet: Sheet, nonce: str) -> str:
    """SHA-256 of the nonce and the sheet's values in code order: what a hand-in commits to without saying it."""
    import json

    cells = {code: sheet.cells[code].value for code in sorted(sheet.cells)}
    return hashlib.sha256((nonce + json.dumps(cells, ensure_ascii=False)).encode()).hexdigest()


def _after(state: State, sheet: Sheet) -> tuple[str, ...]:
    """What an entry on a sheet follows: what closed or opened it last, and the acts that ``seen`` alone does not tell."""
    return (*sheet.event_tips, *(state.act_tips if len(state.act_tips) > 1 else ()))


def _target(state: State, viewer: Viewer, fields: Fields) -> tuple[str, str, Sheet]:
    member = state.definition.member(fields.get("for", "").strip() or viewer.code).code
    dossier = state.definition.dossier(fields["dossier"]).code
    return member, dossier, state.sheet(member, dossier)


def _mark(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    actor, shared = common(state, viewer, fields, "mark")
    member, dossier, sheet = _target(state, viewer, fields)
    if refusal := access.may_score(state, member, dossier):
        raise Refused(refusal)
    sub = state.definition.call.sub(fields["code"])
    code, value = sub.code, value_from(fields.get("value", ""), state, sub.code)
    reason = fields.get("reason", "").strip()
    if sub.needs_reason(value) and not reason:
        raise Refused(fault("reason-required", kind=DECLINED if value == DECLINED else "word"))
    if state.is_open(state.definition.dossier(dossier).lot) and not reason:
        raise Refused(fault("reason-required", kind="mark"))
    unfit = [each for each in state.unfit if _is_on(each, entry.Mark, member, dossier, code)]
    was = (*sheet.cell(code).tips, *(each.name for each in unfit), *_late(state, entry.Mark, member, dossier, code))
    more = {"dossier": dossier, "code": code, "value": value, "was": was, "reason": reason}
    return Draft(actor, entry.Mark, {**shared, **more, "after": _after(state, sheet)})


def _late(state: State, kind: type[entry.Mark | entry.Observation], member: str, dossier: str, code: str) -> list[str]:
    """The late entries of this kind on a cell: what is written now replaces them too, were they admitted one day."""
    return [name for name, each in sorted(state.late.items()) if _is_on(each, kind, member, dossier, code)]


def _is_on(named: Named, kind: type[entry.Mark | entry.Observation], member: str, dossier: str, code: str) -> bool:
    """Whether this is an entry of this kind on this cell."""
    written = named.entry
    return isinstance(written, kind) and (named.member, written.dossier, written.code) == (member, dossier, code)


def _observation(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    actor, shared = common(state, viewer, fields, "observation")
    member, dossier, sheet = _target(state, viewer, fields)
    if refusal := access.may_score(state, member, dossier):
        raise Refused(refusal)
    code = state.definition.call.sub(fields["code"]).code
    was = (*sheet.remarks.get(code, ()), *_late(state, entry.Observation, member, dossier, code))
    more = {"dossier": dossier, "code": code, "text": fields.get("text", "").strip(), "was": was}
    return Draft(actor, entry.Observation, {**shared, **more, "after": _after(state, sheet)})


def _hand_in(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    actor, shared = _on_sheet(state, viewer, fields, "hand-in")
    member, dossier, sheet = _target(state, viewer, fields)
    if refusal := access.may_score(state, member, dossier):
        raise Refused(refusal)
    more: dict[str, object] = {"dossier": dossier, "heads": known.heads, "after": _after(state, sheet)}
    if actor not in access.OFFICES:  # everybody reads what an office writes: it commits to no value
        more |= {"sheet": sheet_hash(sheet, known.nonce), "nonce": known.nonce}
    return Draft(actor, entry.HandIn, {**shared, **more})


def _on_sheet(state: State, viewer: Viewer, fields: Fields, kind: str) -> tuple[str, dict[str, Any]]:
    """The same as ``common``, for what closes or opens a sheet: an office says whose. Raises Refused ``missing-field``."""
    actor, shared = common(state, viewer, fields, kind)
    if actor in access.OFFICES and "for_" not in shared:
        raise Refused(fault("missing-field", found="for", kind=kind))
    return actor, shared


def _reopen(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    actor, shared = _on_sheet(state, viewer, fields, "reopen")
    _, dossier, sheet = _target(state, viewer, fields)
    lot = state.definition.dossier(dossier).lot
    reason = fields.get("reason", "").strip()
    if actor != access.PRESIDENCY and state.is_open(lot):
        raise Refused(fault("presidency-reopens", lot=lot))
    if not sheet.handed_in and (sheet.reopened or not state.is_open(lot)):
        raise Refused(fault("sheet-not-handed-in", dossier=dossier))
    if actor == access.PRESIDENCY and not reason:
        raise Refused(fault("reason-required", kind="reopen"))
    after = (*sheet.event_tips, *(state.act_tips if actor == access.PRESIDENCY else shared["after"]))
    return Draft(actor, entry.Reopen, {**shared, "dossier": dossier, "reason": reason, "after": after})


def _adopt(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    actor, shared = act(state, viewer, fields, "adopt")
    definition = state.definition
    if state.adoption and not state.file_changed():
        raise Refused(fault("already-adopted"))
    if state.adoption and not reason_of(fields):
        raise Refused(fault("reason-required", kind="adopt"))
    if definition.call.scored and not definition.call.criteria and definition.circuit is None:
        raise Refused(fault("empty-grid"))
    if lacking := nothing_to_rank(definition):
        raise Refused(*lacking)
    more = {
        "session": definition.session_print,
        "grid": definition.grid_print,
        "reason": reason_of(fields),
        "heads": known.heads,
        "touched": touched(state),
    }
    return Draft(actor, entry.Adopt, {**shared, **more})


def nothing_to_rank(definition: Definition) -> list[Fault]:
    """What a session still lacks before it can be adopted: dossiers, and members who vote; on a circuit, one who presides."""
    if definition.circuit is not None:
        presided = any(each.presides for each in definition.members)
        return [] if presided else [fault("no-president-yet")]
    found = [] if definition.dossiers else [fault("no-dossier-yet")]
    return found if any(each.votes for each in definition.members) else [*found, fault("no-voter-yet")]


GONE = frozenset({"unknown-member", "unknown-dossier", "unknown-sub", "no-sheets"})
"""Why a mark has lost its cell with the files that named it."""


def touched(state: State) -> tuple[str, ...]:
    """The marks that have no effect under the files as they are now, by name: their line, dossier or member is gone, or
    their value is not allowed any more.

    The latter only of opened lots: everybody reads an adoption, and a value that does not fit would tell of a blind
    mark. Their own members are told.
    """
    unfit = [each for each in state.unfit if access.sees_entry(state, Viewer(access.DESK), each)]
    lost = {entry.Mark: GONE, entry.Agree: GONE | BY_THE_FILES | {"no-agreed-marks"}}
    gone = [each.named for each in state.ineffective if each.reason.code in lost.get(type(each.named.entry), ())]
    return tuple(each.name for each in sorted([*unfit, *gone], key=lambda each: (each.writer, each.entry.n)))


def _open(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    actor, shared = act(state, viewer, fields, "open")
    lot = state.definition.lot(fields["lot"]).code
    if not state.definition.has_sheets(lot):
        raise Refused(fault("no-sheets", lot=lot))
    if state.is_open(lot):
        raise Refused(fault("already-opened", lot=lot))
    if changed := state.file_changed():
        raise Refused(*changed)
    missing = tuple(f"{member}/{dossier}" for member, dossier in state.not_handed_in(lot))
    return Draft(actor, entry.Open, {**shared, "lot": lot, "heads": known.heads, "missing": missing})


def _close(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    actor, shared = act(state, viewer, fields, "close")
    lot = state.definition.lot(fields["lot"]).code
    if not state.definition.has_sheets(lot):
        raise Refused(fault("no-sheets", lot=lot))
    if not state.is_open(lot):
        raise Refused(fault("not-opened", lot=lot))
    if lot in state.closed:
        raise Refused(fault("already-closed", lot=lot))
    return Draft(actor, entry.Close, {**shared, "lot": lot, "reason": reason_of(fields)})


def _admit(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    actor, shared = act(state, viewer, fields, "admit")
    names = _names(fields)
    for name in names:
        if name not in state.late:
            raise Refused(fault("not-late", found=name, known=[each.name for each in access.shown_late(state, viewer)]))
    return Draft(actor, entry.Admit, {**shared, "entries": names, "reason": reason_of(fields)})


def _names(fields: Fields) -> tuple[str, ...]:
    """The entries a field names, each once, separated by spaces or commas. Raises Refused ``missing-field`` for none."""
    names = tuple(dict.fromkeys(fields["entries"].replace(",", " ").split()))
    if not names:
        raise Refused(fault("missing-field", found="entries"))
    return names


def _recuse(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    actor, shared = act(state, viewer, fields, "recuse")
    member = state.definition.member(fields.get("member", "").strip() or viewer.code).code
    if actor not in access.OFFICES and member != actor:
        raise Refused(fault("not-yours", kind="recuse", who=["presidency"]))
    lot = fields["lot"].strip()
    code = WHOLE_CALL if lot == WHOLE_CALL else state.definition.lot(lot).code
    if state.is_recused(member, code):
        raise Refused(fault("already-recused", member=member, lot=code))
    return Draft(actor, entry.Recuse, {**shared, "member": member, "lot": code, "reason": reason_of(fields)})


def _withdraw(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    actor, shared = act(state, viewer, fields, "withdraw")
    dossier = in_play(state, fields["dossier"]).code
    return Draft(actor, entry.Withdraw, {**shared, "dossier": dossier, "reason": reason_of(fields)})


def _break_tie(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    actor, shared = act(state, viewer, fields, "break-tie")
    lots = state.tie_scope(fields["lot"])
    lot = lots[0] if fields["lot"].strip() != WHOLE_CALL else WHOLE_CALL
    if refusal := withdrawn_from(state, viewer.code, lot):
        raise Refused(refusal)
    for each in lots:
        if not state.is_open(each):
            raise Refused(fault("not-opened", lot=each))
    typed = dict.fromkeys(fields["order"].replace(",", " ").split())
    order = tuple(state.definition.dossier(each).code for each in typed)
    there = [dossier.code for each in lots for dossier in state.in_play(each)]
    if strangers := [each for each in order if each not in there]:
        raise Refused(fault("unknown-dossier", found=strangers[0], known=there))
    bases = [base.code for each in lots for base in state.bases(each)]
    if variants := [each for each in order if each not in bases]:
        base = state.definition.dossier(variants[0]).variant_of
        raise Refused(fault("variant-takes-no-rank", dossier=variants[0], base=base))
    if len(order) < 2:
        raise Refused(fault("tie-of-one", lot=lot))
    return Draft(actor, entry.BreakTie, {**shared, "lot": lot, "order": order, "reason": reason_of(fields)})


def _settle(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    actor, shared = act(state, viewer, fields, "settle")
    names = _names(fields)
    rivals = [set(cell.tips) for _, _, cell in access.shown_conflicts(state, viewer)]
    rivals += [{each.name for each in group} for group in state.contradictions.values()]
    if set(names) not in rivals:
        known_groups = [" ".join(sorted(group)) for group in rivals]
        raise Refused(fault("nothing-to-settle", found=" ".join(names), known=known_groups))
    holds = fields["holds"].strip()
    if holds not in names:
        raise Refused(fault("settles-another", holds=holds))
    return Draft(actor, entry.Settle, {**shared, "entries": names, "holds": holds, "reason": reason_of(fields)})


def _slip(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    actor, shared = act(state, viewer, fields, "slip")
    member = state.definition.member(fields["member"]).code
    return Draft(actor, entry.Slip, {**shared, "member": member, "code": fields["code"]})


ACTS: dict[str, ActSpec] = {
    spec.kind: spec
    for spec in (
        ActSpec("mark", ("dossier", "code"), ("value", "reason", "for"), "Write a mark", _mark),
        ActSpec("observation", ("dossier", "code"), ("text", "for"), "Write an observation", _observation),
        ActSpec("hand-in", ("dossier",), ("for",), "Hand in a sheet", _hand_in),
        ActSpec("reopen", ("dossier",), ("reason", "for"), "Reopen a handed-in sheet", _reopen),
        ActSpec("adopt", (), ("reason",), "Adopt the grid, the rules and the session", _adopt),
        ActSpec("open", ("lot",), (), "Open the marks of a lot", _open),
        ActSpec("close", ("lot", "reason"), (), "Close the scoring of a lot", _close),
        ActSpec("admit", ("entries", "reason"), (), "Admit late entries", _admit),
        ActSpec("recuse", ("lot", "reason"), ("member",), "Withdraw a member for a conflict of interest", _recuse),
        ActSpec(
            "confirm",
            ("dossier", "requirement", "verdict"),
            ("reason",),
            "Confirm that a requirement is met, or not",
            admissibility.confirm,
        ),
        ActSpec(
            "ask-completion",
            ("dossier",),
            ("requirement", "pieces", "sent", "reason"),
            "Ask an applicant to complete a dossier",
            admissibility.ask_completion,
        ),
        ActSpec(
            "completed",
            ("dossier",),
            ("pieces", "received", "reason"),
            "Note what came in to complete a dossier",
            admissibility.completed,
        ),
        ActSpec(
            "refuse",
            ("dossier", "ground", "reason"),
            ("decided_by", "requirement"),
            "Refuse a dossier before examination",
            admissibility.refuse,
        ),
        ActSpec("withdraw", ("dossier", "reason"), (), "Note that an applicant withdraws", _withdraw),
        ActSpec("break-tie", ("lot", "order", "reason"), (), "Put dossiers of one total in order", _break_tie),
        ActSpec("settle", ("entries", "holds", "reason"), (), "Say which of two rival entries stands", _settle),
        ActSpec("slip", ("member", "code"), (), "Give a member a personal code", _slip),
        ActSpec(
            "agree", ("dossier", "code", "value"), ("reason",), "Enter the mark that the commission agrees on", agreed
        ),
        *CIRCUIT,
        *(ActSpec(*row) for row in RANKING_ACTS),
    )
}
"""The one table of acts: commands, palette, help and documentation are made from it."""
