"""Refusals of the acts of an admission circuit: what is lacking, from whom, and what must not be typed."""

from __future__ import annotations

from typing import Final

from commission.words.marker import N_
from commission.words.wording import Wording

FICHE: Final[dict[str, Wording]] = {
    "not-a-circuit": Wording(
        N_("this session follows no admission circuit"), remedy=N_("begin one: commission new SESSION --grid CIRCUIT")
    ),
    "circuit-scores-nothing": Wording(
        N_("this session follows an admission circuit: nothing is scored in it"),
        remedy=N_("to see where each sheet stands: commission circuit SESSION"),
    ),
    "circuit-no-ranking": Wording(
        N_("this session follows an admission circuit: persons are admitted one by one, nobody is ranked"),
        remedy=N_(
            "to see where each sheet stands: commission circuit {session}; to work on the sheets: commission desk {session}"
        ),
    ),
    "circuit-has-no-dossier": Wording(
        N_("a session on an admission circuit has no dossier"),
        N_("sheets are opened by acts, under a pseudonym"),
        N_("delete the [[dossier]] tables, then: commission act SESSION --as desk fiche J-001 TERRITORY"),
    ),
    # --- what is typed
    "not-a-pseudonym": Wording(
        N_('"{found}" is not a pseudonym'),
        N_("one or two letters, a dash, two or three digits are expected, such as J-014"),
        N_("never a name, initials or a birth date; keep the table of names elsewhere"),
    ),
    "not-a-day": Wording(N_('"{found}" is not a day'), N_("a day such as 01/09/2025 or 2025-09-01 is expected")),
    "not-an-age": Wording(
        N_('"{found}" is not an age'), N_("a whole number of years such as 16 is expected, never a birth date")
    ),
    "not-a-word": Wording(N_('"{found}" is not one of the words expected here'), N_("they are: {known}")),
    "not-a-rank": Wording(N_('"{found}" is not a priority'), N_("a whole number from 1 to 99 is expected, 1 first")),
    "age-out-of-range": Wording(
        N_("{found} years is outside the circuit: {title}"),
        remedy=N_("correct the age, or close the sheet: commission act SESSION --as desk drop FICHE reason=…"),
    ),
    "days-required": Wording(
        N_('the condition "{condition}" needs its first and its last day'), remedy=N_("add start=… until=…")
    ),
    "days-not-asked": Wording(N_('this answer to the condition "{condition}" has no days'), remedy=N_("delete them")),
    "day-to-come": Wording(
        N_("{found} is still to come: today is {today}"), N_("this is noted on the day or after"), N_("correct the day")
    ),
    "days-reversed": Wording(N_("{last} comes before {first}"), remedy=N_("correct one of the two days")),
    "one-option-only": Wording(N_('the condition "{condition}" takes one answer only'), N_("its options are: {known}")),
    "options-in-order": Wording(
        N_('"{found}" does not name the options as a journal does'), N_("in this order, once each: {known}")
    ),
    "personal-field": Wording(
        N_("this field says who somebody is: {title}"), N_("it stays on the paper sheet and is never typed")
    ),
    # --- what the circuit's file does not know
    "unknown-service": Wording(
        N_('"{found}" is not a service that may ask'),
        N_("they are: {known}"),
        without=("found", Wording(N_("it is not said which service asks"), N_("they are: {known}"))),
    ),
    "unknown-fiche-field": Wording(N_('the sheet has no field "{found}"'), N_("its fields are: {known}")),
    "unknown-agreement": Wording(N_('there is no agreement "{found}"'), N_("the agreements are: {known}")),
    "unknown-circuit-piece": Wording(N_('there is no piece "{found}"'), N_("the pieces are: {known}")),
    "unknown-fiche": Wording(
        N_('there is no sheet "{found}"'),
        N_("the sheets are: {known}"),
        without=(
            "known",
            Wording(
                N_('there is no sheet "{found}", nor any other'),
                remedy=N_("open it: commission act SESSION --as desk fiche J-001 TERRITORY service=…"),
            ),
        ),
    ),
    "no-out-of-zone": Wording(N_("this circuit takes in nobody who lives on another territory than the one asked")),
    "no-over-capacity": Wording(N_("this circuit allows no admission beyond the places of a territory")),
    "no-priority": Wording(N_("this circuit knows no priority")),
    "no-visa": Wording(N_("this circuit knows no visa")),
    "no-exit": Wording(N_("this circuit says nothing of an exit")),
    "no-delegation": Wording(N_('nothing in this circuit can stand for the agreement "{found}"')),
    "exchange-required": Wording(
        N_("the day of what must come before an exit is missing: {reason}"), remedy=N_("add exchange=…")
    ),
    # --- where a sheet stands
    "fiche-exists": Wording(N_('the sheet "{fiche}" is already open'), remedy=N_("choose another pseudonym")),
    "fiche-dropped": Wording(N_('the sheet "{fiche}" was closed without admission: {reason}')),
    "fiche-admitted": Wording(
        N_('"{fiche}" is already admitted'),
        remedy=N_("its sheet changes no more, but for an exit: commission act SESSION --as WHO leave {fiche} …"),
    ),
    "fiche-not-admitted": Wording(
        N_('"{fiche}" is not admitted, so nothing ends'),
        remedy=N_("to close the sheet: commission act SESSION --as desk drop {fiche} reason=…"),
    ),
    "fiche-left": Wording(N_('"{fiche}" has already left')),
    "fiche-stopped": Wording(N_('no sheet "{fiche}" yet: {reason}'), N_("it is for {by}")),
    "fiche-lacks": Wording(
        N_('the sheet "{fiche}" still lacks: {needs}'),
        remedy=N_("each in full: commission circuit SESSION --fiche {fiche}"),
    ),
    "agreement-not-refused": Wording(
        N_('the agreement "{agreement}" of "{fiche}" is not refused: nothing stands for it')
    ),
    "delegation-shut": Wording(
        N_('nothing can stand for this refusal of "{fiche}" as its condition "{condition}" is stated'),
        N_("only under: {known}"),
    ),
    "opinion-not-needed": Wording(
        N_('the sheet "{fiche}" does not need the opinion "{opinion}"'),
        N_("it is for somebody who lives on another territory than the service that asks"),
    ),
    "opinion-followed": Wording(
        N_('what comes after the opinion "{opinion}" of "{fiche}" is already there: it changes no more')
    ),
    "piece-too-early": Wording(
        N_('"{title}" cannot be there for "{fiche}" before the condition "{condition}" holds'),
        remedy=N_("state it first: commission act SESSION --as desk condition {fiche} {condition} …"),
    ),
    "already-waiting": Wording(N_('"{fiche}" is already on the waiting list')),
    "in-zone": Wording(N_('"{fiche}" lives on the territory asked: nothing has to be allowed')),
    "no-place": Wording(
        N_('no place is left for "{fiche}": {title}, places in all: {places}'),
        N_("this circuit allows no admission beyond them"),
        N_("put it on the waiting list: commission act SESSION --as desk wait {fiche} DATE"),
    ),
    "no-place-but": Wording(
        N_('no place is left for "{fiche}": {title}, places in all: {places}'),
        N_("the circuit allows it case by case, with a reason"),
        N_("put it on the waiting list, or allow it: commission act SESSION --as WHO over-capacity {fiche} reason=…"),
    ),
    "others-wait": Wording(
        N_('before "{fiche}", others wait on the same territory and lack nothing but a place: {known}'),
        remedy=N_("admit them first, or say why not: reason=…"),
    ),
    "not-on-that-day": Wording(
        N_("on {found} this does not hold, but from {first} until {last}: {title}"),
        remedy=N_("correct the day, or state the new notification"),
    ),
    "admitted-too-early": Wording(
        N_("an admission on {found} would come before what it needs, which came on {last}"),
        remedy=N_("correct the day"),
    ),
    "younger-than-before": Wording(
        N_("{found} years at the end, but {before} at admission"), remedy=N_("correct the age")
    ),
}
