"""Random sessions for properties: drawn as plain words (a ``Case``), then built as the values the program works on.

An oracle reads the ``Case``, never the values built from it, so that the two roads to a result stay apart.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from fractions import Fraction

from hypothesis import strategies as st
from msgspec.structs import replace

from commission.rules.ranking_rules import Rules
from commission.session.access import DESK
from commission.session.definition import Definition
from commission.session.entry import Adopt, Close, Open, Recuse, Refuse, Withdraw
from commission.session.state import Cell, Sheet, State
from tests.build import AT, GRID_PRINT, SESSION_PRINT, a_call, a_dossier, a_lot, a_member, a_session

DECLINED, NOT_APPLICABLE, UNSCORED, RIVAL = "declined", "not-applicable", "", "two rival marks"

Answers = dict[str, str]
"""By sub-criterion: a decimal, or one of the four words above."""


@dataclass
class Case:
    """What happened in one lot, in plain words."""

    grid: dict[str, dict[str, str]]
    members: dict[str, bool]
    """Code → whether the member votes."""
    dossiers: list[str]
    recused: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    sheets: dict[tuple[str, str], Answers] = field(default_factory=dict)
    """By (member, dossier): the sheets handed in."""
    begun: dict[tuple[str, str], Answers] = field(default_factory=dict)
    """By (member, dossier): the sheets begun and not handed in."""
    closed: bool = False
    capacity: int | None = None
    figures: dict[str, int] = field(default_factory=dict)
    variants: dict[str, str] = field(default_factory=dict)
    """A variant's code → its base's."""
    way: str = "mean"
    """How members are brought together on a line: ``mean``, ``median``, ``trimmed-mean`` (one at each end)."""

    @property
    def lines(self) -> dict[str, Fraction]:
        """Every line of the grid with its maximum."""
        return {code: Fraction(maximum) for lines in self.grid.values() for code, maximum in lines.items()}


def definition_of(case: Case) -> Definition:
    """The session this case happened in: lot ``"n"``."""
    members = [a_member(code, votes=votes) for code, votes in case.members.items()]
    filed = [a_dossier(code, "n", mesures=case.figures.get(code, 1)) for code in case.dossiers]
    dossiers = [replace(each, variant_of=case.variants.get(each.code, "")) for each in filed]
    call = a_call(case.grid, (a_lot("n", case.capacity),))
    selection = "none" if case.capacity is None else "capacity"
    rules = Rules(None, selection=selection, aggregation=case.way, trim=Fraction(case.way == "trimmed-mean"))
    return replace(a_session(members, dossiers, call), rules=rules)


def state_of(case: Case) -> State:
    """The case as a state, built directly and opened: no entry is folded."""
    base = {"n": 1, "at": AT, "by": DESK, "prev": ""}
    state = State(definition_of(case), Adopt(**base, session=SESSION_PRINT, grid=GRID_PRINT))
    state.opened["n"] = Open(**base, lot="n", heads={})
    if case.closed:
        state.closed["n"] = Close(**base, lot="n", reason="fin")
    state.recusals = [Recuse(**base, member=each, lot="n", reason="lien") for each in sorted(case.recused)]
    state.refused = {each: Refuse(**base, dossier=each, ground="late", reason="tard") for each in case.refused}
    state.withdrawn = {each: Withdraw(**base, dossier=each, reason="retrait") for each in case.withdrawn}
    for key, answers in case.begun.items():
        state.sheets[key] = Sheet(_cells(answers))
    for key, answers in case.sheets.items():
        state.sheets[key] = Sheet(_cells(answers), handed_in=True)
    return state


def _cells(answers: Answers) -> dict[str, Cell]:
    cells = {code: Cell.of(value, ["00000000:1"]) for code, value in answers.items() if value not in {UNSCORED, RIVAL}}
    rival = Cell.of("", ["00000000:1", "00000000:2"], rivals=("1", "2"))
    return cells | {code: rival for code, value in answers.items() if value == RIVAL}


@functools.cache
def marks_up_to(maximum: int) -> st.SearchStrategy[str]:
    """Marks as they are given: mostly half points, often 0 or the maximum, at times tenths or hundredths."""
    halves = st.integers(0, 2 * maximum).map(lambda n: _decimal(Fraction(n, 2)))
    tenths = st.integers(0, 10 * maximum).map(lambda n: _decimal(Fraction(n, 10)))
    fine = st.integers(0, 1000 * maximum).map(lambda n: _decimal(Fraction(n, 1000)))
    return st.one_of(halves, halves, halves, st.sampled_from(["0", str(maximum)]), tenths, fine)


def _decimal(value: Fraction) -> str:
    whole, rest = divmod(value.numerator * 1000 // value.denominator, 1000)
    return f"{whole}.{rest:03}".rstrip("0").rstrip(".")


@functools.cache
def _answers(lines: tuple[tuple[int, bool], ...], gaps: bool) -> st.SearchStrategy[tuple[str, ...]]:
    """A sheet's answers, for lines of these maxima, each mostly « sans objet » or not, with or without gaps."""
    words = st.sampled_from([DECLINED, NOT_APPLICABLE, UNSCORED, RIVAL])
    found = []
    for maximum, beside in lines:
        number = marks_up_to(maximum)
        if beside:
            number = st.one_of(st.just(NOT_APPLICABLE), st.just(NOT_APPLICABLE), number)
        found.append(st.one_of(number, number, number, words) if gaps else number)
    return st.tuples(*found)


@st.composite
def grids(draw: st.DrawFn) -> dict[str, dict[str, str]]:
    """One to three criteria of one to three lines."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    return {
        letter: {f"{letter}{place}": str(draw(st.integers(1, 10))) for place in range(1, size + 1)}
        for letter, size in zip("ABC", sizes, strict=False)
    }


@st.composite
def cases_with_variants(draw: st.DrawFn) -> Case:
    """A random lot where everything that can be absent is, each later dossier perhaps a variant of an earlier base."""
    case = draw(cases(whole=draw(st.booleans())).filter(lambda each: len(each.dossiers) > 1))
    for member, dossier in draw(st.lists(st.sampled_from(sorted(case.sheets)), max_size=3)) if case.sheets else ():
        line = draw(st.sampled_from(sorted(case.lines)))
        case.sheets[member, dossier][line] = draw(st.sampled_from([DECLINED, DECLINED, NOT_APPLICABLE, UNSCORED]))
    case.way = draw(st.sampled_from(["mean", "median", "trimmed-mean"]))
    bases: list[str] = []
    for code in case.dossiers:
        if bases and draw(st.booleans()):
            case.variants[code] = draw(st.sampled_from(bases))
        else:
            bases.append(code)
    if case.variants and draw(st.integers(0, 4)) == 0:
        case.withdrawn |= set(bases) - case.refused
    return case


@st.composite
def cases(draw: st.DrawFn, *, whole: bool = False, capacity: bool = False) -> Case:
    """A random lot. ``whole``: every sheet is handed in with a number everywhere; else everything that can be absent is."""
    grid = draw(grids())
    members = {
        f"m{place}": draw(st.sampled_from([True, True, True, False])) for place in range(draw(st.integers(1, 5)))
    }
    dossiers = [f"d{place}" for place in range(1, draw(st.integers(1, 5)) + 1)]
    case = Case(grid, members, dossiers, closed=draw(st.booleans()))
    if capacity:
        case.capacity = draw(st.integers(0, 12))
        case.figures = {each: draw(st.integers(1, 5)) for each in dossiers}
    rarely = st.integers(0, 7).map(lambda n: n == 0)
    if not whole:
        case.recused = {each for each in members if draw(rarely)}
        case.refused = {each for each in dossiers if draw(rarely)}
        case.withdrawn = {each for each in dossiers if each not in case.refused and draw(rarely)}
    # Now and then a line is « sans objet » for a dossier, and then most members say so.
    beside = set() if whole else {(d, code) for d in dossiers for code in case.lines if draw(rarely)}
    for member in members:
        # Most seats answer every line; a few leave gaps, so that whole, gapped and absent sheets all come often.
        gaps = not whole and draw(st.integers(0, 3)) == 0
        for dossier in dossiers:
            maxima = tuple((int(maximum), (dossier, code) in beside) for code, maximum in case.lines.items())
            answers = dict(zip(case.lines, draw(_answers(maxima, gaps)), strict=True))
            held_back = gaps and draw(rarely)
            (case.begun if held_back else case.sheets)[member, dossier] = answers
    return case
