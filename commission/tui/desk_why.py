"""Why this rank: the steps of an explanation as lines, criteria as bars; and the other facts of a ranking in full. Pure."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from commission.result.explain import why
from commission.result.ranking import LotRanking
from commission.rules.fault import Fault
from commission.session.state import State
from commission.tui import safe
from commission.tui.desk_ranking import bar, sentence
from commission.tui.safe import Line, Span, line
from commission.words import Words

if TYPE_CHECKING:
    from commission.result.common import Common

BAR = 8


def explained(
    state: State, ranking: LotRanking, row: str, width: int, w: Words, together: Common | None = None
) -> list[Line]:
    """What the row of this id says in full: why a dossier stands where it does, or one fact that applied."""
    kind, _, name = row.partition(":")
    if kind in {"common", "common-note"} and together:
        from commission.tui.desk_common import common_texts

        return _sentences(common_texts(together, row, w), width)
    if kind in {"rank", "none", "variant"}:
        return _dossier(state, ranking, name, width, w)
    if kind == "apart":
        return _apart(state, ranking, name, width, w)
    if kind == "note":
        facts = [*ranking.effects, *ranking.selection.notes]
        return _sentences([sentence(state.definition, facts[int(name)], w)], width)
    if kind == "published":
        said = w.say("Rule published by the call") + w.say(": ") + w.step(ranking.published[int(name)])
        return _sentences([said], width)
    if kind == "rule":
        said = w.say("Rule adopted in session, not published") + w.say(": ") + w.step(ranking.rules[int(name)])
        return _sentences([said], width)
    return []


def title_of(state: State, row: str, w: Words) -> str:
    """What the panel is about."""
    kind, _, name = row.partition(":")
    if kind in {"said", "common-said"}:
        return w.say("What was said of this lot")
    if not state.definition.knows_dossier(name) or kind in {"note", "rule", "published", "common-note"}:
        return w.say("What applied")
    dossier = state.definition.dossier(name)
    questions = {
        "rank": w.say("Why this rank"),
        "common": w.say("Why this rank"),
        "variant": w.say("Variant"),
        "none": w.say("Why no rank"),
        "apart": w.say("Consultative voices"),
    }
    return f"{questions[kind]} · {dossier.code}  {dossier.applicant}"


def _dossier(state: State, ranking: LotRanking, code: str, width: int, w: Words) -> list[Line]:
    """Its own steps; what bore on every dossier of the lot alike is told by rows of its own."""
    common = {id(each) for each in (*ranking.effects, *ranking.selection.notes)}
    lines: list[Line] = []
    for step in why(state, ranking.lot.code, code, ranking):
        if id(step) not in common:
            said = sentence(state.definition, step, w)
            lines += _criterion(step, said, width) if step.code == "why-criterion" else _sentences([said], width)
            if step.code.startswith("why-rank") and (ranked := ranking.ranked(code)) and "/" in w.exact(ranked.total):
                lines += _sentences([w.say("Exact total: {total}", total=w.exact(ranked.total))], width)
    return lines


def _criterion(step: Fault, said: str, width: int) -> list[Line]:
    """A bar before the sentence, where there is room for both."""
    points, maximum = step.fields["points"], step.fields["maximum"]
    if width < 60 or not isinstance(points, Fraction) or not isinstance(maximum, Fraction):
        return _sentences([said], width)
    wrapped = safe.wrap(said, width - BAR - 4, 4)
    drawn = [line(" ", *bar(points, maximum, BAR), "  ", wrapped[0])]
    return drawn + [line(" " * (BAR + 3), each) for each in wrapped[1:]]


def _apart(state: State, ranking: LotRanking, code: str, width: int, w: Words) -> list[Line]:
    """The means of the consultative members on one dossier, criterion by criterion; or why there are none."""
    found = next((each for each in ranking.consultative if each.dossier.code == code), None)
    if found is None:
        return []
    lines = _sentences([sentence(state.definition, each, w) for each in found.reasons], width)
    for criterion in state.definition.call.criteria if found.total is not None else ():
        value = found.criteria.get(criterion.code)
        figures = f"{w.number(value, 2)} / {w.number(criterion.points)}" if value is not None else "–"
        text = safe.clip(f"{safe.fit(figures, 12, right=True)}  {criterion.code}  {criterion.title}", width - BAR - 3)
        lines.append(line(" ", *bar(value, criterion.points, BAR), "  ", text))
    return lines


def _sentences(texts: list[str], width: int) -> list[Line]:
    """Each begins with a dash and goes on under itself."""
    lines: list[Line] = []
    for text in texts:
        for place, each in enumerate(safe.wrap(text, max(10, width - 4), 12)):
            lines.append(line(Span(" – " if not place else "   ", "muted"), each))
    return lines
