"""Refusals of acts: who may do what, when, and what must come first. The same sentences for entries without effect."""

from __future__ import annotations

from typing import Final

from commission.words.marker import N_
from commission.words.wording import Wording

ACTS: Final[dict[str, Wording]] = {
    "unexpected": Wording(
        N_("something unexpected happened while writing ({error}): nothing is known to be saved"),
        remedy=N_("try again; if it comes back, close the program, open it again and look at what was kept"),
        short=N_("not saved, unexpectedly ({error}): try again"),
    ),
    "unknown-act": Wording(N_('no act is called "{found}"'), N_("the acts are: {known}")),
    "unknown-field": Wording(
        N_('there is no field "{found}" here'),
        N_("the fields are: {known}"),
        without=("known", Wording(N_('there is no field "{found}" here'))),
    ),
    "missing-field": Wording(N_('the field "{found}" is missing'), remedy=N_("add {found}=…")),
    "not-yours": Wording(N_("this is not for you to do: {kind}"), N_("it is for {who}")),
    "not-presiding": Wording(
        N_('"{member}" does not preside'),
        N_("those who preside are: {known}"),
        without=(
            "known",
            Wording(N_('"{member}" does not preside'), remedy=N_("give a president a role in session.toml")),
        ),
    ),
    "not-own-journal": Wording(
        N_('an entry by "{by}" stands in the journal of "{actor}"'),
        N_("each writes only in their own journal"),
        N_("this entry has no effect"),
    ),
    "typed-for-nobody": Wording(
        N_("a typed entry does not say for which member it was typed"),
        remedy=N_("this entry has no effect; type it again with the member's code"),
    ),
    "reason-required": Wording(N_("a reason is required to {kind}"), remedy=N_("give the reason in a few words")),
    "not-adopted": Wording(
        N_("the grid, the rules and the session are not adopted yet"),
        remedy=N_("adopt them first: commission adopt SESSION --as desk"),
        short=N_("the grid and the rules are not adopted yet"),
    ),
    "no-dossier-yet": Wording(
        N_("the session has no dossier to rank"),
        remedy=N_(
            "add them before it is adopted: commission import SESSION dossiers FILE, or [[dossier]] in session.toml"
        ),
    ),
    "no-voter-yet": Wording(
        N_("the session has no member with a vote"),
        remedy=N_(
            "add them before it is adopted: commission import SESSION members FILE, or [[member]] in session.toml"
        ),
    ),
    "no-president-yet": Wording(
        N_("the session has no member who presides: visas, admissions and exits are done in the name of one"),
        remedy=N_('add a [[member]] block with role = "president" to session.toml before it is adopted'),
    ),
    "already-adopted": Wording(N_("the files are already adopted, and have not changed since")),
    "session-changed": Wording(
        N_("session.toml has changed since it was adopted"),
        N_("adopted: {adopted}; now: {found}"),
        N_("put the adopted file back, or adopt this one with a reason: commission adopt SESSION --as desk reason=…"),
    ),
    "grid-changed": Wording(
        N_("the grid has changed since it was adopted"),
        N_("adopted: {adopted}; now: {found}"),
        N_("put the adopted grid back, or adopt this one with a reason: commission adopt SESSION --as desk reason=…"),
    ),
    "dossier-refused": Wording(N_('dossier "{dossier}" was refused before examination; it is not scored')),
    "dossier-withdrawn": Wording(N_('the applicant withdrew dossier "{dossier}"; it is not scored')),
    "already-out": Wording(N_('dossier "{dossier}" is already refused or withdrawn')),
    "recused-decides": Wording(
        N_('"{member}" has withdrawn from lot "{lot}" and decides nothing in it'),
        remedy=N_("another president writes this act, or the secretariat"),
    ),
    "recused": Wording(N_('"{member}" has withdrawn from lot "{lot}" and scores nothing in it')),
    "already-recused": Wording(N_('"{member}" has already withdrawn from lot "{lot}"')),
    "recused-viewer": Wording(
        N_('you have withdrawn from lot "{lot}"'),
        N_("its marks and its ranking are shown to you once the ranking is published"),
    ),
    "sheet-handed-in": Wording(
        N_('the sheet for dossier "{dossier}" is handed in'),
        remedy=N_("reopen it before you change it"),
    ),
    "blank-sheet": Wording(
        N_('the sheet for dossier "{dossier}" has no mark'),
        N_("a member who has no opinion says so line by line (nspp, with a reason)"),
        N_("write the marks first; or, if it is to be handed in as it is, add --blank"),
    ),
    "sheet-handed-in-for": Wording(
        N_('the sheet of member "{member}" for dossier "{dossier}" was handed in for them by the secretariat'),
        remedy=N_("reopen it first; what the member then writes replaces what was typed, line by line"),
    ),
    "handed-in-without": Wording(
        N_('the sheet for dossier "{dossier}" was handed in without this line, which it had not seen'),
        remedy=N_("for it to count, have the sheet reopened and write it again"),
    ),
    "sheet-not-handed-in": Wording(N_('the sheet for dossier "{dossier}" is not handed in, so it is open already')),
    "presidency-reopens": Wording(
        N_('the marks of lot "{lot}" are opened'),
        N_("from then on only the presidency reopens a sheet, with a reason"),
    ),
    "marks-opened": Wording(
        N_('the marks are opened, so a mark on dossier "{dossier}" cannot change freely'),
        N_("the presidency reopens the sheet first; the change then needs a reason"),
    ),
    "lot-blind": Wording(
        N_('the marks of lot "{lot}" are not opened'),
        N_("until then nobody sees them and nothing is ranked"),
        N_("the secretariat opens them: commission open SESSION --as desk {lot}"),
    ),
    "already-opened": Wording(N_('the marks of lot "{lot}" are already opened')),
    "not-opened": Wording(
        N_('the marks of lot "{lot}" are not opened yet'),
        remedy=N_("open them first: commission open SESSION --as desk {lot}"),
    ),
    "already-closed": Wording(N_('scoring of lot "{lot}" is already closed')),
    "not-late": Wording(
        N_('"{found}" is not a late entry'),
        N_("the late entries are: {known}"),
        without=("known", Wording(N_('"{found}" is not a late entry; there is none'))),
    ),
    "unknown-ground": Wording(N_('"{found}" is not a ground of refusal'), N_("the grounds are: {known}")),
    "contradicting-acts": Wording(
        N_("two acts contradict each other ({kind} {target}): {acts}"),
        remedy=N_(
            "the presidency says which stands: commission act SESSION --as WHO settle entries=… holds=… reason=…"
        ),
    ),
    "set-aside": Wording(N_("this act was set aside: {holds} stands instead")),
    "nothing-to-settle": Wording(
        N_('"{found}" does not name entries that contradict each other'),
        N_("those that do are: {known}"),
        without=("known", Wording(N_('"{found}" does not name entries that contradict each other; there are none'))),
    ),
    "settles-another": Wording(
        N_("the entry that is to stand, {holds}, is not among those named"),
        remedy=N_("give in holds one of the names in entries"),
    ),
}
