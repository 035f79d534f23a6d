"""Faults of what a document asks and of what a dossier hands in: fields, pieces, requirements, variants."""

from __future__ import annotations

from typing import Final

from commission.words.marker import N_
from commission.words.wording import Wording

ASKED: Final[dict[str, Wording]] = {
    # --- in the grid file
    "choice-without-values": Wording(
        N_('the field "{found}" is a choice among nothing'),
        remedy=N_('write its values, such as values = ["…", "…"]'),
    ),
    "requirement-needs": Wording(
        N_('a requirement of kind "{of}" needs the key "{name}"'), remedy=N_("add a line {name} = …")
    ),
    "idle-key": Wording(N_('the key "{name}" says nothing beside "{of}"'), remedy=N_("remove the line")),
    "days-not-positive": Wording(N_("a delay of {found} days leaves no time"), N_("1 day at least is expected")),
    "cannot-be-automatic": Wording(
        N_("a statement cannot be computed, so it cannot be automatic"),
        remedy=N_('remove the line, or name a field of kind "yes-no"'),
    ),
    "closing-missing": Wording(
        N_("the file gives no closing date to compare with"),
        remedy=N_("add a line closes = …, as 2025-08-27T00:00:00, and say in bound whether that instant is too late"),
    ),
    "dates-reversed": Wording(
        N_("the range begins on {first_day}, after it ends, on {last_day}"), remedy=N_("correct from, or to")
    ),
    "unknown-piece": Wording(
        N_('the grid asks for no piece "{found}"'),
        N_("its pieces are: {known}"),
        without=("known", Wording(N_('the grid asks for no piece "{found}"'), remedy=N_("add a [[piece]] to it"))),
    ),
    "unknown-part": Wording(
        N_('no piece stands in a part "{found}"'),
        N_("the parts are: {known}"),
        without=("known", Wording(N_('no piece stands in a part "{found}"'), remedy=N_("give a [[piece]] its part"))),
    ),
    "no-mandatory-piece": Wording(
        N_("there is no mandatory piece to look for here"), remedy=N_("add a [[piece]], or remove the requirement")
    ),
    "unknown-asked-field": Wording(
        N_('the grid asks for no field "{found}"'),
        N_("its fields are: {known}"),
        without=("known", Wording(N_('the grid asks for no field "{found}"'), remedy=N_("add a [[field]] to it"))),
    ),
    "field-of-another-kind": Wording(
        N_('the field "{found}" is of kind "{is_kind}"'), N_("a field of one of these kinds is expected: {kinds}")
    ),
    "value-not-of-field": Wording(N_('"{found}" is not a value of the field "{asked}"'), N_("its values are: {known}")),
    # --- in the session file, or in a table of dossiers
    "not-yes-no": Wording(N_('"{found}" is neither yes nor no')),
    "field-value-kind": Wording(
        N_('this is no value for the field "{found}"'),
        N_("{field_kind} is expected"),
    ),
    "listed-twice": Wording(N_('"{found}" is listed twice'), remedy=N_("keep one of the two")),
    "variant-of-variant": Wording(
        N_('"{found}" is itself a variant, of "{base}"'),
        N_("a variant is linked to a base project"),
        N_("write variant_of = the code of the base"),
    ),
    "unknown-requirement": Wording(
        N_('the call has no requirement "{found}"'),
        N_("its requirements are: {known}"),
        without=("known", Wording(N_('the call has no requirement "{found}"'))),
    ),
    "unknown-verdict": Wording(N_('"{found}" says neither met nor not met'), N_("one of these is expected: {known}")),
    "computed-by-itself": Wording(
        N_('the requirement "{requirement}" of dossier "{dossier}" is computed: there is nothing to confirm'),
        remedy=N_("where the dossier is described wrongly, correct session.toml and adopt it again with a reason"),
    ),
    "nothing-to-complete": Wording(
        N_('nothing of dossier "{dossier}" is known to be missing'),
        remedy=N_("name the missing pieces: pieces=…, or the requirements: requirement=…"),
    ),
    "piece-handed-in": Wording(N_('the piece "{found}" of dossier "{dossier}" is already there')),
    "completion-not-foreseen": Wording(
        N_('for the requirement "{requirement}" the document refuses at once'),
        N_("it foresees no completion"),
    ),
    "completion-not-asked": Wording(
        N_('dossier "{dossier}" was not asked to complete its pieces'),
        N_("it is asked first, and given the time: a refusal as incomplete comes after"),
        N_("ask: commission act SESSION --as desk ask-completion {dossier}"),
    ),
    "delay-not-over": Wording(
        N_('dossier "{dossier}" may be completed until {until}'),
        N_("a refusal as incomplete comes after"),
    ),
    "ground-met": Wording(
        N_('all that leads to this ground is met by dossier "{dossier}": {ground} ({requirements})'),
        remedy=N_(
            "if it is not so, the secretariat says so first: commission act SESSION --as desk confirm {dossier} "
            "{requirement} not-met reason=…"
        ),
        without=(
            "requirement",
            Wording(
                N_('all that leads to this ground is met by dossier "{dossier}": {ground} ({requirements})'),
                remedy=N_(
                    "if it is not so, correct what the dossier declares in session.toml, and adopt the file again"
                ),
            ),
        ),
    ),
    "unknown-authority": Wording(
        N_('the call names no authority "{found}"'),
        N_("its authorities are: {known}"),
        without=("known", Wording(N_('the call names no authority "{found}"; it names none'))),
    ),
    "decided-by-all": Wording(
        N_("this call has several authorities, and a refusal is decided by all of them; missing here: {missing}"),
        N_("who decided is expected"),
        N_('add decided_by="{all}" once they have decided'),
    ),
    "requirement-not-unmet": Wording(
        N_('the requirement "{requirement}" of dossier "{dossier}" is not known as not met'),
        remedy=N_(
            "the secretariat confirms it first: commission act SESSION --as desk confirm {dossier} {requirement} not-met "
            "reason=…"
        ),
    ),
    "requirement-other-ground": Wording(
        N_('the requirement "{requirement}" leads to another ground: {ground}'),
        remedy=N_("give that ground, or leave the requirement out"),
    ),
    "requirement-other-lot": Wording(
        N_('the requirement "{requirement}" is not asked of the lot of dossier "{dossier}"'),
        N_("it is asked in: {lots}"),
    ),
    "requirement-no-lots": Wording(
        N_('this requirement is for the lot "{found}", but this call has no lots'), remedy=N_("remove lots")
    ),
    "requirement-unknown-lot": Wording(
        N_('no lot of the call has the code "{found}"'),
        N_("the lots of the call: {known}"),
        N_("write one of them"),
    ),
    "requirement-lot-twice": Wording(N_('the lot "{found}" is named twice'), remedy=N_("keep it once")),
    "ground-without-requirement": Wording(
        N_('no requirement of dossier "{dossier}" that leads to this ground is known as not met: {ground}'),
        N_("one of these must first be confirmed as not met: {known}"),
        without=(
            "known",
            Wording(
                N_("no requirement of the call leads to this ground: {ground}"), remedy=N_("choose another ground")
            ),
        ),
    ),
    "variant-of-itself": Wording(
        N_('"{found}" is said to be a variant of itself'),
        N_("a variant is linked to a base project, another dossier"),
        N_("write variant_of = the code of the base"),
    ),
    "variants-refused": Wording(
        N_('dossier "{dossier}" is a variant, and the call takes none (variants = "refused")'),
        remedy=N_("leave variant_of out if it is a project of its own; otherwise leave the dossier out"),
    ),
    "variant-takes-no-rank": Wording(
        N_('dossier "{dossier}" is a variant of "{base}": it takes no rank'),
        N_("a variant stands beside its base, and the base is ranked"),
        N_("name the base, or leave the variant out"),
    ),
    "variant-elsewhere": Wording(
        N_('the base "{found}" stands in another lot, "{lot}"'), N_("a variant stands in the lot of its base")
    ),
}
