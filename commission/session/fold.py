"""From journals to state. Total: an entry that is not allowed in the state it meets has no effect and is listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from commission.rules.asked import GROUNDS
from commission.rules.fault import Fault, fault
from commission.session import access
from commission.session.circuit_entry import CIRCUIT, CircuitEntry
from commission.session.definition import WHOLE_CALL, Definition
from commission.session.entry import (
    Admit,
    Adopt,
    Agree,
    AnyEntry,
    AskCompletion,
    BreakTie,
    Close,
    Completed,
    Confirm,
    Decide,
    HandIn,
    Journal,
    Mark,
    Observation,
    Open,
    Opinion,
    Ranking,
    Recuse,
    Refuse,
    Reopen,
    Settle,
    Slip,
    Vote,
    Withdraw,
)
from commission.session.folding import Folding, adopted_acts
from commission.session.openings import Openings
from commission.session.order import Knowledge, order
from commission.session.rivals import rivalry, same, topic
from commission.session.sheets import fold_sheets
from commission.session.state import Ineffective, Named, State

ON_RESULTS = (Admit, Agree, BreakTie, Opinion, Ranking, Vote, Decide)
"""What the commission decides once it has seen the marks: none of it was there when they were opened."""


def fold(definition: Definition, journals: Iterable[Journal]) -> State:
    """The state that these journals add up to; the same for any order of reading."""
    return folded(definition, journals).state


def folded(definition: Definition, journals: Iterable[Journal], *, at_opening: bool = False) -> Folding:
    """The same, with what decided where each entry stands.

    ``at_opening``: the sheets of every opened lot are those that its opening had seen, and what the commission decided on
    results is left out (``session.snapshot``).
    """
    state = State(definition)
    read = _readable(state, journals)
    acts, files, events = _besides_marks(state, read)
    ordered, knows = order(acts, files)
    standing = _fold_acts(state, ordered, knows, ON_RESULTS if at_opening else ())
    if ordered:
        offices = [each.name for each in ordered if each.actor in access.OFFICES]
        state.last_act = ordered[-1].name
        state.act_tips = tuple(sorted({*knows.tips(each.name for each in ordered), *knows.tips(offices)}))
    openings = Openings(state, ordered, standing, knows, read)
    adoptions = [each.name for each in ordered if isinstance(each.entry, Adopt)]
    adopted = adopted_acts([each.name for each in ordered], adoptions, knows)
    folding = Folding(state, openings, knows, adopted, read, at_opening)
    if at_opening:
        settlements = [each for each in ordered if each.name in standing]
        folding.settled_by = {lot: openings.settled_before(lot, settlements, knows) for lot in state.opened}
    standing |= fold_sheets(folding, read, events)
    state.acts = [each for each in ordered if each.name in standing]
    return folding


def _readable(state: State, journals: Iterable[Journal]) -> list[Journal]:
    """The journals in the order of their writers, each name once; what bears a name already taken is listed.

    Files are checked before they come here: this keeps the fold total, and blind to the order of reading, for any. The
    offices come first, so that no file of a member takes the name of one of theirs.
    """
    read: dict[str, Journal] = {}
    for journal in sorted(journals, key=_rank):
        first = read.get(journal.writer)
        taken = {each.n: each for each in first.entries} if first else {}
        numbers = [each.n for each in journal.entries]
        if first is None and numbers == list(range(1, len(numbers) + 1)):
            read[journal.writer] = journal
            continue
        for entry in journal.entries:
            if first is None and entry.n not in taken:
                taken[entry.n] = entry
            elif taken.get(entry.n) != entry:
                named = Named(f"{journal.writer}:{entry.n}", journal.header.actor, entry)
                known = {"writer": journal.writer, "other": (first or journal).name, "kept": len(taken)}
                state.ineffective.append(Ineffective(named, Fault("journal-fork", known)))
        if first is None:
            kept = [taken[number] for number in sorted(taken)]
            read[journal.writer] = Journal(journal.name, journal.header, kept, journal.head, journal.size)
    return list(read.values())


def _rank(journal: Journal) -> tuple[str, bool, int, str, str]:
    member = journal.header.actor not in access.OFFICES
    return journal.writer, member, -len(journal.entries), journal.head, journal.name


def _besides_marks(state: State, journals: Sequence[Journal]) -> tuple[list[Named], list[list[str]], list[Named]]:
    """The acts that may stand where they stand, their names file by file, then what closes and opens sheets.

    The other acts are listed at once. An act in the wrong journal is left out of the order too: few may read it, and
    the order is the same for all.
    """
    acts, files, events = [], [], []
    for journal in journals:
        actor, mine = journal.header.actor, []
        for entry in journal.entries:
            if type(entry) is Mark or isinstance(entry, Observation):
                continue
            named = Named(f"{journal.writer}:{entry.n}", actor, entry)
            if isinstance(entry, HandIn):
                events.append(named)
                continue
            reason = access.may_stand(actor, entry)
            if isinstance(entry, Reopen):
                events.append(named)
                if actor == access.PRESIDENCY and not reason:
                    mine.append(named)
            elif reason:
                state.ineffective.append(Ineffective(named, reason))
            else:
                mine.append(named)
        acts += mine
        files.append([each.name for each in mine])
    return acts, files, events


def _fold_acts(
    state: State, ordered: Sequence[Named], knows: Knowledge, left_out: tuple[type[AnyEntry], ...] = ()
) -> set[str]:
    """Apply every act but reopenings, which belong to their sheet; the names of those that have their effect."""
    faulty = {each.name: reason for each in ordered if (reason := _form_fault(state.definition, each.entry))}
    judged = rivalry([each for each in ordered if each.name not in faulty], knows)
    rivals = judged.contradictions.items()
    state.settled = judged.settled
    state.contradictions = {about: acts for about, acts in rivals if not isinstance(acts[0].entry, left_out)}
    standing: set[str] = set()
    decided: dict[str, Named] = {}
    for named in ordered:
        if isinstance(named.entry, (Reopen, *left_out)):
            continue
        about = topic(named.entry)
        earlier = decided.get(about)
        twin = earlier and same(earlier.entry, named.entry) and not knows(named.name, earlier.name)
        reason = faulty.get(named.name) or judged.aside.get(named.name)
        if not reason and not twin:
            reason = _apply(state, named)
        if reason:
            state.ineffective.append(Ineffective(named, reason))
            continue
        standing.add(named.name)
        if about:
            decided[about] = named
    return standing


def _form_fault(definition: Definition, entry: AnyEntry) -> Fault | None:
    """What is wrong with an act whatever the state it meets: names nobody knows, a reason not given."""
    if isinstance(entry, CIRCUIT):
        from commission.session.circuit_form import form_fault  # few sessions stand on a circuit

        return form_fault(definition, entry)
    if definition.circuit and not isinstance(entry, Adopt | Settle | Slip):
        return fault("circuit-scores-nothing")
    if isinstance(entry, Opinion | Ranking | Vote | Decide):
        from commission.session.ranked import form_fault as ranked_fault

        return ranked_fault(definition, entry)
    if isinstance(entry, Agree):
        from commission.session.agreed_marks import form_fault as agreed_fault

        return agreed_fault(definition, entry)
    if isinstance(entry, Confirm | AskCompletion | Completed):
        from commission.session.admissibility_fold import admissibility_fault

        return admissibility_fault(definition, entry)
    if isinstance(entry, Slip | Recuse) and not definition.knows_member(entry.member):
        return fault("unknown-member", found=entry.member, known=[])
    if isinstance(entry, Open | Close | Recuse | BreakTie):
        lots = [each.code for each in definition.lots]
        beyond = isinstance(entry, Recuse) or (isinstance(entry, BreakTie) and definition.rules.lots == "together")
        if entry.lot not in lots and not (beyond and entry.lot == WHOLE_CALL):
            return fault("unknown-lot", found=entry.lot, known=lots)
        if isinstance(entry, Open | Close) and not definition.has_sheets(entry.lot):
            return fault("no-sheets", lot=entry.lot)
    if isinstance(entry, BreakTie) and (wrong := _order_fault(entry)):
        return wrong
    if isinstance(entry, Refuse | Withdraw) and not definition.knows_dossier(entry.dossier):
        return fault("unknown-dossier", found=entry.dossier, known=[])
    if isinstance(entry, Close | Admit | Recuse | Refuse | Withdraw | BreakTie | Settle) and not entry.reason.strip():
        return fault("reason-required", kind=str(entry.__struct_config__.tag))
    if isinstance(entry, Refuse) and entry.ground not in GROUNDS:
        return fault("unknown-ground", found=entry.ground, known=list(GROUNDS))
    if isinstance(entry, Settle) and entry.holds not in entry.entries:
        return fault("settles-another", holds=entry.holds)
    return None


def _order_fault(entry: BreakTie) -> Fault | None:
    """An order of dossiers names each once, and more than one."""
    if twice := [each for each in entry.order if entry.order.count(each) > 1]:
        return fault("ranked-twice", dossier=twice[0])
    return fault("tie-of-one", lot=entry.lot) if len(entry.order) < 2 else None


def _apply(state: State, named: Named) -> Fault | None:
    """Give a sound, uncontested act its effect, or say why the state does not allow it."""
    match named.entry:
        case Adopt() as entry:
            if state.adoption and not entry.reason.strip():
                return fault("reason-required", kind="adopt")
            state.adoption = entry
        case Slip() as entry:
            state.slips[entry.member] = entry.code
        case Admit() as entry:
            state.admitted.update(entry.entries)
        case Settle():
            return None
        case _ if not state.adoption:
            return fault("not-adopted")
        case Agree() | BreakTie() | Opinion() | Ranking() | Vote() if out := _recused(state, named):
            return out
        case Open() | Close() as entry:
            return _apply_phase(state, named.name, entry)
        case Recuse() as entry:
            state.recusals.append(entry)
        case BreakTie() as entry:
            return _apply_tie(state, entry)
        case Refuse() | Withdraw() as entry:
            return _apply_dossier(state, entry)
        case Agree() as entry:
            from commission.session import agreed_marks  # few commissions agree on one mark

            return agreed_marks.apply(state, entry)
        case Opinion() | Ranking() | Vote() | Decide():
            from commission.session import ranked

            return ranked.apply(state, named)
        case Confirm() | AskCompletion() | Completed() as entry:
            from commission.session.admissibility_fold import apply_admissibility

            return apply_admissibility(state, entry)
        case entry if isinstance(entry, CIRCUIT):
            return _apply_circuit(state, entry)
    return None


def _recused(state: State, named: Named) -> Fault | None:
    if not state.recusals:
        return None
    from commission.session.scope import decides_in_vain  # many commissions have no withdrawal

    return decides_in_vain(state, named.entry)


def _apply_circuit(state: State, entry: CircuitEntry) -> Fault | None:
    from commission.session import circuit_fold  # few sessions stand on a circuit

    if reason := circuit_fold.refusal(state.definition, state.book, entry):
        return reason
    circuit_fold.apply(state.book, entry)
    return None


def _apply_phase(state: State, name: str, entry: Open | Close) -> Fault | None:
    lot = entry.lot
    if isinstance(entry, Open):
        if lot in state.opened:
            return fault("already-opened", lot=lot)
        state.opened[lot], state.opened_by[lot] = entry, name
        return None
    if lot not in state.opened:
        return fault("not-opened", lot=lot)
    if lot in state.closed:
        return fault("already-closed", lot=lot)
    state.closed[lot] = entry
    return None


def _apply_tie(state: State, entry: BreakTie) -> Fault | None:
    lots = state.tie_scope(entry.lot)
    if shut := [each for each in lots if each not in state.opened]:
        return fault("not-opened", lot=shut[0])
    known = {dossier.code for each in lots for dossier in state.definition.dossiers_of(each)}
    if unknown := [each for each in entry.order if each not in known]:
        return fault("unknown-dossier", found=unknown[0], known=sorted(known))
    state.tie_votes.append(entry)
    return None


def _apply_dossier(state: State, entry: Refuse | Withdraw) -> Fault | None:
    if entry.dossier in state.refused or entry.dossier in state.withdrawn:
        return fault("already-out", dossier=entry.dossier)
    if isinstance(entry, Withdraw):
        state.withdrawn[entry.dossier] = entry
    else:
        state.refused[entry.dossier] = entry
    return None
