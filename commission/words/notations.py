"""How a line is scored, in words: its numbers or its words, its weight, what it is worth, the formula it comes from."""

from __future__ import annotations

from commission.rules.grid import Call, Criterion, SubCriterion
from commission.rules.notation import Computed, Level, choices
from commission.words.speech import Words


def tags(sub: SubCriterion, w: Words) -> list[str]:
    """What sets a line apart from plain points, a few letters each: « ×2 », « bonus », « pour information »."""
    found = [f"×{w.exact(sub.weight)}"] if sub.weight != 1 else []
    if sub.lower:
        found.append(w.say("lower is better"))
    if sub.bonus:
        found.append(w.say("bonus"))
    if sub.notation == "opinion":
        found.append(w.say("opinion"))
    elif not sub.counts:
        found.append(w.say("information"))
    return found


def tagged(sub: SubCriterion, w: Words) -> str:
    """The title of a line after its tags: « bonus · Caractère innovant »."""
    return " · ".join([*tags(sub, w), sub.title])


def criterion_tags(criterion: Criterion, w: Words) -> list[str]:
    """How a criterion's lines make its figure, where that is no plain sum, and its weight."""
    found = []
    if criterion.combine == "mean":
        found.append(w.say("mean of the lines"))
    elif criterion.combine == "best":
        found.append(w.say("best line"))
    elif criterion.combine == "capped-sum":
        found.append(w.say("{cap} at the most", cap=w.exact(criterion.cap)))
    return [*found, f"×{w.exact(criterion.weight)}"] if criterion.weight != 1 else found


def worth(level: Level, w: Words) -> str:
    """A word and its points: « satisfaisant (3) »; the word alone where it has none."""
    word = w.value(level.word)
    return word if level.value is None else f"{word} ({w.exact(level.value)})"


def numbered(sub: SubCriterion, w: Words) -> list[str]:
    """The words of a line, each after the number that picks it: « 1 insuffisant (0) »."""
    return [f"{number} {_bare(number, worth(level, w))}" for number, level in choices(sub.levels).items()]


def _bare(number: str, word: str) -> str:
    """A word that begins with its own number does not say it twice."""
    return word.removeprefix(number).lstrip(" .-–:)") if word.startswith(number) else word


def maximum(sub: SubCriterion, w: Words) -> str:
    """« / 7 »; nothing for a line without a maximum."""
    return "" if sub.max is None else f"/ {w.exact(sub.max)}"


def explained(sub: SubCriterion, call: Call, w: Words) -> list[str]:
    """Everything that a reader of the grid must know of a line beyond its title and maximum, a sentence each."""
    found = []
    if sub.computed:
        found.append(formula(sub, sub.computed, call, w))
    elif sub.levels:
        words = " ; ".join(worth(each, w) for each in sub.levels)
        found.append(f"{words[:1].upper()}{words[1:]}.")
        if reasons := [w.value(each.word) for each in sub.levels if each.reason]:
            found.append(w.say("A reason is asked for: {words}.", words=", ".join(reasons)))
    else:
        found += _numbers(sub, w)
    if sub.weight != 1:
        found.append(w.say("Weight: {weight}.", weight=w.exact(sub.weight)))
    if sub.lower:
        found.append(w.say("The lower mark is the better one: it counts as {whole} - mark.", whole=_whole(sub, w)))
    if sub.bonus:
        cap = call.bonus_cap
        most = w.say("; all bonuses together give {cap} at the most", cap=w.exact(cap)) if cap is not None else ""
        found.append(w.say("Bonus: outside the total of the grid{most}.", most=most))
    if not sub.counts:
        found.append(w.say("For information: in no total."))
    return found


def _numbers(sub: SubCriterion, w: Words) -> list[str]:
    found = []
    if sub.max is None:
        found.append(w.say("From {min}, without a maximum.", min=w.exact(sub.min)))
    elif sub.min:
        found.append(w.say("From {min} to {max}.", min=w.exact(sub.min), max=w.exact(sub.max)))
    if sub.step:
        found.append(w.say("Marks go by {step}", step=w.step_size(sub.step)) + ".")
    return found


def _whole(sub: SubCriterion, w: Words) -> str:
    return w.exact(sub.min + sub.max) if sub.max is not None else ""


def formula(sub: SubCriterion, computed: Computed, call: Call, w: Words) -> str:
    """The formula of a computed line, as a sentence with its own figures."""
    title = next((each.title for each in call.figures if each.code == computed.figure), computed.figure)
    fields = {"max": w.exact(sub.max), "figure": title, "low": w.exact(computed.low), "high": w.exact(computed.high)}
    said = {
        "inverse": w.say("Computed: {max} × lowest / figure ({figure}).", **fields),
        "to-best": w.say("Computed: {max} × figure / highest ({figure}).", **fields),
        "to-mean": w.say("Computed: {max} × (1 - figure / twice the mean), not below 0 ({figure}).", **fields),
        "linear": w.say("Computed: from {low} (0 points) to {high} ({max} points) in a line ({figure}).", **fields),
        "steps": w.say("Computed by ranges ({figure}): {ranges}.", **fields, ranges=_ranges(computed, w)),
    }[computed.formula]
    if computed.absent is not None:
        said += " " + w.say("Absent: {points}.", points=w.exact(computed.absent))
    if computed.zero is not None:
        said += " " + w.say("Zero: {points}.", points=w.exact(computed.zero))
    return said


def _ranges(computed: Computed, w: Words) -> str:
    return " ; ".join(
        w.say("from {start}: {points}", start=w.exact(start), points=w.exact(points))
        for start, points in computed.ranges
    )
