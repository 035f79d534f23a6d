"""Faults of a file that holds an admission circuit."""

from __future__ import annotations

from typing import Final

from commission.words.marker import N_
from commission.words.wording import Wording

CIRCUIT: Final[dict[str, Wording]] = {
    "no-territory": Wording(N_("the circuit has no territory"), remedy=N_("add at least one [[territory]]")),
    "negative-places": Wording(N_("{found} places is not a number of places"), N_("0 or more is expected")),
    "places-sum": Wording(
        N_("the circuit states {stated} places, but its territories add up to {computed}"),
        N_("the two figures must be equal"),
        N_("correct places, or those of a territory"),
    ),
    "two-ages": Wording(
        N_('the condition "{first}" already bounds the age'), remedy=N_("keep one condition of this kind")
    ),
    "no-bound": Wording(N_('the age condition "{found}" has no bound'), remedy=N_("give least, most, or both")),
    "ages-reversed": Wording(
        N_("the least age, {least}, is above the most, {most}"), remedy=N_("lower the one or raise the other")
    ),
    "bound-not-age": Wording(
        N_('the condition "{found}" is no age, so it has no bound'), remedy=N_('delete the line, or write kind = "age"')
    ),
    "option-of-age": Wording(
        N_('the age condition "{found}" has options'), remedy=N_('delete them, or write kind = "choice"')
    ),
    "no-option": Wording(
        N_('the condition "{found}" has nothing to choose from'),
        remedy=N_("add at least one [[condition.option]]"),
    ),
    "option-without-todo": Wording(
        N_('the option "{found}" holds something up without saying what is to be done'),
        remedy=N_('add todo = "…", or write effect = "holds"'),
    ),
    "option-not-alone": Wording(
        N_('the option "{found}" has dates or an effect, but several of this condition may be given at once'),
        remedy=N_('write kind = "choice" for the condition, or delete them'),
    ),
    "code-comma": Wording(
        N_('the code "{found}" holds a comma'), N_("a comma separates several options"), N_("choose another code")
    ),
    "values-of-choice": Wording(
        N_('the field "{found}" is a choice without values, or has values without being a choice'),
        remedy=N_('give values and kind = "choice", or neither'),
    ),
    "personal-not-paper": Wording(
        N_('the field "{found}" is personal, so it stays on paper'), remedy=N_("delete kind, or personal")
    ),
    "unknown-role": Wording(
        N_('the file declares no role "{found}"'),
        N_("its roles are: {known}"),
        without=("known", Wording(N_('the file declares no role "{found}"'), remedy=N_("add a [[role]]"))),
    ),
    "unknown-territory": Wording(
        N_('there is no territory "{found}"'),
        N_("the territories are: {known}"),
        without=("known", Wording(N_('there is no territory "{found}"'))),
    ),
    "unknown-condition": Wording(
        N_('there is no condition "{found}"'),
        N_("the conditions are: {known}"),
        without=("known", Wording(N_('there is no condition "{found}"'))),
    ),
    "unknown-option-of": Wording(
        N_('"{found}" is not an option of the condition "{condition}"'),
        N_("its options are: {known}"),
        without=("known", Wording(N_('"{found}" is not an option of the condition "{condition}"'))),
    ),
    "no-service": Wording(
        N_('the opinion "{found}" depends on which service asks, but no service is declared'),
        remedy=N_('add [[service]] tables, or write when = "always"'),
    ),
    "indicator-twice": Wording(
        N_('the indicator "{first}" already counts this'), remedy=N_("keep one indicator of each kind")
    ),
    "circuit-not-grid": Wording(
        N_("this file holds an admission circuit; it holds no grid to score by"),
        remedy=N_("to read it as on paper: commission grid show FILE"),
    ),
}
