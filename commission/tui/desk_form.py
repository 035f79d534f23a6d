"""An act being filled in at the desk: its fields, what each may be, in whose name, and what stands in its way. No screen.

Every act of ``session.acts.ACTS`` is made from its row there: nothing in this file names an act that the table lacks.

Acts that are the presidency's, asked for at the secretariat's desk, are done in the name of a presiding member, who is
chosen each time and types the personal code of their slip if they have one. Without a slip the identity is declared, as
everywhere in a plain folder. The entry stands in the presidency's journal, ``by`` that member.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from commission.live.identity import slip_hash
from commission.live.proposal import proposed_for
from commission.rules.asked import GROUNDS
from commission.rules.fault import Fault, Refused
from commission.rules.grid import DECLINED, NOT_APPLICABLE
from commission.session import access
from commission.session.access import DESK, PRESIDENCY, TYPED, Viewer
from commission.session.act_draft import ActSpec, Known
from commission.session.acts import ACTS, propose
from commission.session.definition import WHOLE_CALL
from commission.session.entry import AnyEntry
from commission.session.entry_admissibility import NOT_MET, VERDICTS
from commission.session.entry_deliberation import NO_RANKING, OPINIONS
from commission.session.moves import Order
from commission.session.ranking_acts import PROPOSED
from commission.session.state import Named, State
from commission.tui.desk_choices import Choice, completion_preview, decider_choices, piece_choices, requirement_choices
from commission.words import N_, Words

BY = "by"
"""The field that says in whose name; it is no field of the entry."""

LABELS: Mapping[str, str] = {
    "lot": N_("Lot"),
    "dossier": N_("Dossier"),
    "member": N_("Member"),
    "for": N_("For the member"),
    "code": N_("Line"),
    "value": N_("Mark"),
    "text": N_("Observation"),
    "ground": N_("Ground"),
    "reason": N_("Reason"),
    "entries": N_("Entries"),
    "holds": N_("The one that stands"),
    "opinion": N_("Opinion"),
    "order": N_("Order, best first"),
    "reasons": N_("Reasons"),
    "favour": N_("For"),
    "against": N_("Against"),
    "abstentions": N_("Abstentions"),
    "awards": N_("Awards"),
    "reference": N_("Reference"),
    "requirement": N_("Requirement"),
    "verdict": N_("Is it met?"),
    "pieces": N_("Pieces"),
    "sent": N_("Day the request left"),
    "received": N_("Day it came in"),
    "decided_by": N_("Decided by"),
    BY: N_("In whose name"),
    "fiche": N_("Sheet"),
    "territory": N_("Territory"),
    "service": N_("Service that asks"),
    "home": N_("Where the person lives"),
    "field": N_("Field"),
    "condition": N_("Condition"),
    "start": N_("First day"),
    "until": N_("Last day"),
    "agreement": N_("Agreement"),
    "piece": N_("Piece"),
    "date": N_("Day"),
    "age": N_("Age in years"),
    "rank": N_("Priority"),
    "ending": N_("Ending"),
    "exchange": N_("Day of the exchange"),
}
"""What each field of an act is called on the screen."""
OVER_ALL_LOTS = frozenset({"break-tie", "ranking", "vote", "decide"})
"""The acts that may be about all lots at once, where they are ranked together."""


@dataclass(slots=True)
class ActForm:
    """One act of the table, for one viewer at the desk, with what is filled in so far."""

    state: State
    viewer: Viewer
    kind: str
    fields: dict[str, str] = field(default_factory=dict)
    entry: Callable[[str], Named | None] = lambda _: None
    """Finds an entry by its name, so that rival marks can be told apart once they may be seen."""
    today: str = ""
    """The day of this desk's clock, ``2025-09-15``: an act that is only tried is told it too."""
    _proposed: dict[str, Order] = field(default_factory=dict)

    @property
    def spec(self) -> ActSpec:
        """Its row in the table."""
        return ACTS[self.kind]

    @property
    def names(self) -> list[str]:
        """Its fields, in the order they are asked: in whose name first, a reason last."""
        spec = self.spec
        known = [each for each in (*spec.required, *spec.optional) if each != "reason" and self._is_asked(each)]
        if "for" in known:
            known.remove("for")
            known.insert(0, "for")
        if "member" in known:
            known.remove("member")
            known.insert(0, "member")
        known += ["reason"] if "reason" in (*spec.required, *spec.optional) else []
        return [BY, *known] if self.names_someone else known

    def _is_asked(self, name: str) -> bool:
        """Whether a field can say anything in this session: a call with one authority asks nobody who decided."""
        call = self.state.definition.call
        return {
            "decided_by": len(call.authorities) > 1,
            "requirement": self.kind != "refuse" or "requirement" in self.fields,
        }.get(name, True)

    def label(self, name: str) -> str:
        """What a field of this act is called: a message."""
        return LABELS[name]

    def required(self, name: str) -> bool:
        """Whether the act cannot be without it, as far as can be said before it is tried."""
        for_all = {BY, "for", "member", "decided_by"}
        if name == "reason" and self.kind == "adopt":
            return self.state.adoption is not None
        if name == "reason" and self.kind == "agree":
            return (self.fields.get("dossier", ""), self.fields.get("code", "")) in self.state.agreed
        if name == "reason" and self.kind == "confirm":
            return self.fields.get("verdict") == NOT_MET
        return name in self.spec.required or name in for_all

    @property
    def names_someone(self) -> bool:
        """Whether the act is the presidency's, asked for at the secretariat's desk."""
        if self.viewer.code != DESK or PRESIDENCY not in access.STANDS_IN[self.kind]:
            return False
        if not access.STANDS_IN[self.kind] & {DESK, TYPED}:
            return True
        dossier = self.fields.get("dossier", "")
        known = self.state.definition.knows_dossier(dossier)
        return self.kind == "reopen" and known and self.state.is_open(self.state.definition.dossier(dossier).lot)

    @property
    def acting(self) -> Viewer:
        """Who would act."""
        by = self.fields.get(BY, "")
        return Viewer(by, presides=True) if self.names_someone and by else self.viewer

    @property
    def slip(self) -> str:
        """The personal code, as kept, of the one in whose name the secretariat acts; empty if none is asked."""
        return self.state.slips.get(self.acting.code, "") if self.acting != self.viewer else ""

    def waiting(self) -> list[str]:
        """The required fields that are still empty."""
        return [each for each in self.names if self.required(each) and not self.fields.get(each, "").strip()]

    def given(self) -> dict[str, str]:
        """The fields as the act takes them: nothing of the form's own, a personal code as its hash."""
        fields = self._filled()
        if self.kind == "slip" and "code" in fields:
            fields["code"] = slip_hash(fields["code"])
        return fields

    def _filled(self) -> dict[str, str]:
        known = {*self.spec.required, *self.spec.optional}
        return {name: value for name, value in self.fields.items() if name in known and value}

    def refusal(self) -> list[Fault]:
        """What stands in the way of the act as filled in; empty if nothing does. Reads no mark of a blind lot."""
        try:
            known = Known(today=self.today, proposed=self.proposed)
            propose(self.state, self.acting, self.kind, self._filled(), known)
        except Refused as refused:
            return list(refused.faults)
        return []

    @property
    def proposed(self) -> Order:
        """The ranking proposed for the lot filled in, worked out once for each."""
        lot = self.fields.get("lot", "")
        if lot not in self._proposed:
            self._proposed[lot] = proposed_for(self.state, self.kind, self.fields)
        return self._proposed[lot]

    def preview(self, w: Words) -> list[str]:
        """What would be written that no row shows: the pieces asked for, and until which day."""
        if self.kind != "ask-completion" or self.refusal():
            return []
        draft = propose(self.state, self.acting, self.kind, self._filled(), Known(today=self.today))
        return completion_preview(self.state, draft.fields, w)

    def right(self) -> Fault | None:
        """Why nobody at this desk may do this act at all; None if someone may."""
        try:
            acting = Viewer(self._presiding()[0].value, presides=True) if self.names_someone else self.viewer
            access.journal_actor(acting, self.kind, self.fields.get("for", "") or "someone")
        except Refused as refused:
            return refused.faults[0]
        except IndexError:
            return Fault("not-yours", {"kind": self.kind, "who": [PRESIDENCY]})
        return None

    # --- What a field may be ----------------------------------------------------------------------------------------

    def choices(self, name: str, w: Words) -> list[Choice]:
        """What this field may be; empty where it is typed."""
        makers: dict[str, Callable[[Words], list[Choice]]] = {
            BY: lambda _: self._presiding(),
            "lot": self._lots,
            "dossier": lambda _: self._dossiers(),
            "member": lambda _: self._members(),
            "for": lambda _: self._members(),
            "ground": self._grounds,
            "opinion": lambda words: [Choice(each, words.term("opinion", each)) for each in OPINIONS],
            "entries": self._entries,
            "holds": self._holds,
            "requirement": lambda _: requirement_choices(self.state, self.fields.get("dossier", ""), self.kind),
            "value": self._values,
            "verdict": lambda words: [Choice(each, words.term("verdict", each)) for each in VERDICTS],
            "pieces": lambda _: piece_choices(self.state, self.fields.get("dossier", ""), self.kind),
            "decided_by": lambda words: decider_choices(self.state, words),
        }
        if name == "code" and self.kind != "slip":
            return [Choice(each.code, f"{each.code}  {each.title}") for each in self.state.definition.call.subs]
        return makers[name](w) if name in makers else []

    def _values(self, w: Words) -> list[Choice]:
        """What the commission may agree on for a line in words; nothing for points, which are typed."""
        sub = next((each for each in self.state.definition.call.subs if each.code == self.fields.get("code")), None)
        if self.kind != "agree" or sub is None or not sub.levels:
            return []
        return [Choice(each, w.value(each)) for each in (*(level.word for level in sub.levels), NOT_APPLICABLE)]

    def _grounds(self, w: Words) -> list[Choice]:
        known, group = (NO_RANKING, "no_ranking") if self.kind == "ranking" else (GROUNDS, "ground")
        return [Choice(each, w.term(group, each)) for each in known]

    def _presiding(self) -> list[Choice]:
        return [Choice(each.code, each.name) for each in self.state.definition.members if each.presides]

    def _members(self) -> list[Choice]:
        return [Choice(each.code, f"{each.name}  ({each.code})") for each in self.state.definition.members]

    def _dossiers(self) -> list[Choice]:
        out = {*self.state.refused, *self.state.withdrawn}
        dossiers = [each for each in self.state.definition.dossiers if each.code not in out]
        return [Choice(each.code, f"{each.code}  {each.applicant}") for each in dossiers]

    def _lots(self, w: Words) -> list[Choice]:
        lots = [Choice(each.code, each.title) for each in self.state.definition.lots]
        if self.kind == "open":
            lots = [each for each in lots if not self.state.is_open(each.value)]
        if self.kind == "close":
            lots = [each for each in lots if self.state.is_open(each.value) and each.value not in self.state.closed]
        if self.kind in OVER_ALL_LOTS and self.state.definition.rules.lots == "together":
            lots.append(Choice(WHOLE_CALL, w.say("Common ranking of all lots")))
        if self.kind == "recuse" and self.state.definition.call.lots:
            lots.append(Choice(WHOLE_CALL, w.say("whole call")))
        return lots

    def _entries(self, w: Words) -> list[Choice]:
        if self.kind == "admit":
            late = access.shown_late(self.state, self.viewer)
            everything = [Choice(" ".join(each.name for each in late), w.say("All of them"))] if len(late) > 1 else []
            return everything + [Choice(each.name, described(each, w)) for each in late]
        groups = [
            Choice(" ".join(cell.tips), f"{member} {dossier} {code} : " + " ≠ ".join(w.value(v) for v in cell.rivals))
            for (member, dossier), code, cell in access.shown_conflicts(self.state, self.viewer)
        ]
        for group in self.state.contradictions.values():
            label = " ≠ ".join(described(each, w) for each in group)
            groups.append(Choice(" ".join(each.name for each in group), label))
        return groups

    def _holds(self, w: Words) -> list[Choice]:
        """The rival entries chosen, which ``entries`` offers only where their viewer may see them."""
        offered = {name for each in self._entries(w) for name in each.value.split()}
        names = [each for each in self.fields.get("entries", "").split() if each in offered]
        found = [(each, self.entry(each)) for each in names]
        return [Choice(name, described(named, w) if named else name) for name, named in found]

    def shown(self, name: str, w: Words) -> str:
        """What is filled in, in words."""
        value = self.fields.get(name, "")
        if self.kind == "slip" and name == "code":
            return "•" * len(value)
        if name == "value":
            return w.value(value.replace(",", ".")) if value else ""
        if name == "order" and value.casefold() in PROPOSED and self.proposed:
            return " > ".join(" = ".join(group) for group in self.proposed)
        return next((each.label for each in self.choices(name, w) if each.value == value), value)


def described(named: Named, w: Words) -> str:
    """An entry in a few words: what, by whom, its name. Its value only if it is a mark, which its viewer may see."""
    entry: AnyEntry = named.entry
    kind = w.term("kind", str(entry.__struct_config__.tag))
    about = " ".join(str(getattr(entry, each)) for each in ("dossier", "code", "lot") if getattr(entry, each, ""))
    value = w.value(str(entry.value)) if hasattr(entry, "value") else ""
    return " · ".join(part for part in (kind, about, value, named.member, named.name) if part)


def typed_value(text: str, w: Words) -> str:
    """A mark as typed: a number stays as it is, our words in the viewer's language become the journal's."""
    for word in (DECLINED, NOT_APPLICABLE):
        if text.strip().casefold() in {word, w.value(word).casefold()}:
            return word
    return text.strip()
