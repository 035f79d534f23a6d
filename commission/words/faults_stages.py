"""Faults of the stages of a call: where a grid states them, and where a session takes one."""

from __future__ import annotations

from typing import Final

from commission.words.marker import N_
from commission.words.wording import Wording

STAGES: Final[dict[str, Wording]] = {
    "unknown-stage": Wording(
        N_('no stage of the grid has the code "{found}"'),
        N_("the stages of the grid: {known}"),
        N_("write one of them"),
    ),
    "no-stages": Wording(
        N_('this speaks of the stage "{found}", but the grid states no stages'),
        remedy=N_("add [[stage]] tables to the grid, or remove the line"),
    ),
    "stage-single": Wording(
        N_("a single stage changes nothing"), remedy=N_("add the stage that follows, or remove the table")
    ),
    "stage-empty": Wording(
        N_('no criterion belongs to the stage "{title}"'),
        N_("each stage scores at least one criterion"),
        N_("write stage = … in its criteria, or remove the table"),
    ),
    "stage-counts-lacking": Wording(
        N_('nothing says how the stage "{title}" counts'),
        N_('counts = "added": its total is added to that of the stage before; "alone": it ranks alone'),
        N_("add one of the two"),
    ),
    "stage-counts-first": Wording(
        N_("the first stage has nothing before it that it could be added to"), remedy=N_("remove counts")
    ),
    "stages-need-sum": Wording(
        N_("the criteria of a call with stages are combined otherwise than by a sum"),
        N_("the total of the file is the sum of its stages"),
        N_('write combine = "sum", or remove the line'),
    ),
    "stages-share-cap": Wording(
        N_("bonus_cap would hold over several stages, each of which is counted in its own session"),
        N_("bonus lines of one stage only"),
        N_("remove bonus_cap"),
    ),
    "stage-added-ranks": Wording(
        N_('a sum of ranks cannot be added to the points of the stage before "{title}"'),
        remedy=N_('write another aggregation in the rules of the session, or counts = "alone" if that is published'),
    ),
    "stage-rules-empty": Wording(
        N_('the rules of the stage "{title}" state nothing'),
        N_("a key of [rules], for this stage alone"),
        N_("write one, or remove the table"),
    ),
    "rule-not-at-stage": Wording(
        N_('{key} cannot hold at the stage "{title}", which takes it from [rules]'),
        N_("rules that every stage without its own can bear"),
        N_("write {key} in a [stage.rules] table of the stages that it is published for"),
    ),
    "next-stage-none": Wording(
        N_("no stage follows the one that this session is about"),
        N_("the grid states its stages in [[stage]] tables, in their order"),
    ),
    "next-stage-shut": Wording(
        N_("marks are not opened yet in {lots}"),
        N_("the marks of every lot are opened before anybody goes on"),
        N_("open them: commission open SESSION --as desk LOT"),
    ),
    "next-stage-waits": Wording(
        N_("lot {lot}: these dossiers may still take a place: {dossiers}"),
        remedy=N_("commission rank --why says what each still waits for"),
    ),
    "next-stage-tied": Wording(
        N_("lot {lot}: an exact tie decides who goes on, and nothing breaks it: {dossiers}"),
        remedy=N_("the commission votes on it: commission act SESSION --as PRESIDENT break-tie"),
    ),
    "next-stage-unselected": Wording(
        N_("lot {lot}: no rule says who goes on"),
        N_("a selection, or a threshold, in the rules of the session"),
    ),
    "next-stage-nobody": Wording(N_("no dossier goes on to the next stage")),
    "before-idle": Wording(
        N_("[before] stands here, but no stage comes before the one that this session is about"),
        remedy=N_("remove the table"),
    ),
    "before-none": Wording(
        N_("no stage comes before the one that this session is about: nothing is carried"),
        remedy=N_("leave --from out"),
    ),
    "before-not-there": Wording(
        N_('there is no session of the id "{id}" in {folder}, or more than one'),
        N_("the folder of the session of the stage before, whole"),
    ),
    "before-changed": Wording(
        N_("of the session of the stage before, {file} is no longer what it was when the dossiers went on"),
        remedy=N_("find the file as it was; who changed it, and why, is for the commission to say"),
    ),
    "before-journal-missing": Wording(
        N_("of the session of the stage before, the journal {writer} is not there; it had {count} entries"),
        remedy=N_("bring its whole folder"),
    ),
    "before-other-grid": Wording(
        N_("the grid is not that of the session of the stage before, byte for byte"),
        remedy=N_("put the same file into both folders, then adopt it again with a reason"),
    ),
    "before-other-stage": Wording(
        N_('the session "{id}" is not one of the stage just before this one'),
        remedy=N_("give the session whose dossiers went on to this stage"),
    ),
    "before-unsound": Wording(
        N_("the files of the session of the stage before are not whole, or were changed: {folder}"),
        remedy=N_("commission verify on that folder says what is wrong"),
    ),
    "before-undecided": Wording(
        N_('the session "{id}" does not say, as it is now, who goes on:'),
    ),
    "carried-not-kept": Wording(
        N_('the dossier "{dossier}" does not go on by the session of the stage before'),
        remedy=N_("remove it, or say by which decision it is here"),
    ),
    "carried-differs": Wording(
        N_('the dossier "{dossier}" carries {carried}'),
        N_("{recomputed}, its exact total at the stage before, worked out again"),
        N_("correct the number, then adopt the session again with a reason"),
    ),
    "carried-absent": Wording(
        N_("these dossiers go on by the session of the stage before, and are not here: {dossiers}"),
        remedy=N_("add them with their totals, or say by which decision they are not here"),
    ),
    "carried-idle": Wording(
        N_("carried stands here, but no stage comes before the one that this session is about"),
        remedy=N_("remove the line, or write stage = … at the top of the session"),
    ),
    "carried-lacking": Wording(
        N_('the total of this dossier at the stage before, "{title}", is not said'),
        remedy=N_('add carried = "…", its exact total there: a decimal, or a fraction as 201/4'),
    ),
    "carried-above-max": Wording(
        N_("{found} points are carried, more than the maximum"),
        N_('{max} at most after the stage "{title}"'),
        N_("correct the number"),
    ),
}
