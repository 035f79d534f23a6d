"""``print-sheets``: blank score sheets to print and fill in by hand, in large type, each dossier on a page of its own."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from commission.publication.plain import lot_heading
from commission.rules.grid import Call, Criterion, SubCriterion
from commission.rules.text import clip, one_line
from commission.session.definition import Definition, Dossier, Member
from commission.words import Words
from commission.words.notations import criterion_tags, explained, maximum, worth

STYLE = """
@page { size: A4; margin: 12mm 14mm; }
body { font: 14pt/1.25 "Liberation Sans", Arial, sans-serif; color: #000; background: #fff; margin: 0; }
section { break-after: page; }
section:last-child { break-after: auto; }
h1 { font-size: 18pt; margin: 0 0 1mm; }
h2 { font-size: 15pt; margin: 0 0 2mm; }
p { margin: 0 0 2mm; }
table { border-collapse: collapse; width: 100%; margin: 0 0 3mm; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 0.4mm solid #000; padding: 1mm 2mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th.criterion { background: #eee; break-after: avoid; }
td.code, td.max { white-space: nowrap; }
td.max { text-align: right; }
td.mark { width: 26mm; height: 11mm; }
td.remarks { height: 30mm; }
.note { font-style: italic; font-size: 12pt; }
.sign { margin-top: 6mm; }
"""

BLANK = "…" * 40
"""Where a name is written by hand."""


def sheets_html(
    definition: Definition, dossiers: Iterable[Dossier], words: Words, member: Member | None = None
) -> bytes:
    """A page of HTML, complete in itself, with a blank sheet for each of these dossiers; ``member`` if it is for one."""
    title = _text(definition.title)
    sheets = "".join(_sheet(definition, each, words, member) for each in dossiers)
    page = (
        f'<!DOCTYPE html>\n<html lang="{words.language}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n{sheets}</body>\n</html>\n"
    )
    return page.encode()


def _text(text: str) -> str:
    return html.escape(one_line(text))


def _sheet(definition: Definition, dossier: Dossier, words: Words, member: Member | None) -> str:
    return "".join(
        f"{line}\n"
        for line in (
            "<section>",
            *_head(definition, dossier, words, member),
            *_grid(definition, dossier, words),
            *_foot(words),
            "</section>",
        )
    )


def _head(definition: Definition, dossier: Dossier, words: Words, member: Member | None) -> Iterator[str]:
    yield f"<h1>{_text(dossier.code)} – {_text(dossier.applicant)}</h1>"
    if dossier.title:
        yield f"<h2>{_text(dossier.title)}</h2>"
    yield _paragraph(definition.title)
    yield _paragraph(lot_heading(definition, definition.lot(dossier.lot), words))
    yield _paragraph(words.say("Member: {name}", name=member.name if member else BLANK))
    if dossier.figures:
        yield f"<p>{'<br>'.join(_figures(definition, dossier, words))}</p>"


def _paragraph(text: str) -> str:
    return f"<p>{_text(text)}</p>"


def _figures(definition: Definition, dossier: Dossier, words: Words) -> Iterator[str]:
    """What the applicant declares, in the order of the call."""
    for figure in definition.call.figures:
        if figure.code in dossier.figures:
            value = words.number(dossier.figures[figure.code], grouped=True)
            said = words.say("{name}: {value} {unit}", name=figure.title, value=value, unit=figure.unit)
            yield _text(said.rstrip())


def _grid(definition: Definition, dossier: Dossier, words: Words) -> Iterator[str]:
    """The lines to score. A grid that does not fit on one page says on each whose sheet it is."""
    columns = (words.say("Code"), words.say("What is scored"), words.say("Maximum"), words.say("Mark"))
    if definition.rules.step:
        yield _paragraph(words.say("Marks go by {step}", step=words.step_size(definition.rules.step)))
    yield "<table>"
    yield "<thead>"
    yield f'<tr><th colspan="4">{_text(dossier.code)} – {_text(clip(dossier.applicant))}</th></tr>'
    yield f"<tr>{''.join(f'<th>{_text(each)}</th>' for each in columns)}</tr>"
    yield "</thead>"
    for criterion in definition.call.criteria:
        yield from _criterion(criterion, definition.call, words)
    observations = words.say("Observations:")
    yield f'<tbody><tr><td class="remarks" colspan="4">{_text(observations)}</td></tr></tbody>'
    yield "</table>"


def _criterion(criterion: Criterion, call: Call, words: Words) -> Iterator[str]:
    points, title = words.exact(criterion.points), criterion.title
    head = words.say("{code}. {title} ({points} points)", code=criterion.code, title=title, points=points)
    if criterion.points is None or not criterion.in_total:
        head = f"{criterion.code}. {title}"
    head = " · ".join([head, *criterion_tags(criterion, words)])
    yield "<tbody>"
    yield f'<tr><th class="criterion" colspan="4">{_text(head)}</th></tr>'
    for sub in criterion.subs:
        yield _line(sub, call, words)
    yield "</tbody>"


def _line(sub: SubCriterion, call: Call, words: Words) -> str:
    """A line to score: its words to tick, or a box for the mark; a computed line says that nobody scores it."""
    notes = [*_how(sub, call, words), *([sub.note] if sub.note else [])]
    note = "".join(f'<br><span class="note">{_text(each)}</span>' for each in notes)
    ticks = "".join(f"<br>☐ {_text(worth(each, words))}" for each in sub.levels)
    box = _text(words.say("computed")) if sub.computed else ""
    return (
        f'<tr><td class="code">{_text(sub.code)}</td><td>{_text(sub.title)}{ticks}{note}</td>'
        f'<td class="max">{_text(maximum(sub, words))}</td><td class="mark">{box}</td></tr>'
    )


def _how(sub: SubCriterion, call: Call, words: Words) -> list[str]:
    """What must be known beside the title; the words of a line stand there to be ticked."""
    found = explained(sub, call, words)
    return found[1:] if sub.in_words else found


def _foot(words: Words) -> Iterator[str]:
    yield _paragraph(words.say("0 is a mark. An empty box is not a zero: it means not scored."))
    yield _paragraph(words.say("To give no opinion on a line, write N and why. If a line is not applicable, write S."))
    signature = words.say("Date and signature:")
    yield f'<p class="sign">{_text(signature)}</p>'
