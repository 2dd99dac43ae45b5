"""Datasets that reports are made of: one by hand with awkward words, one of three papers, one of 10,000 figures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractor.dataset.records import Records, Row
from extractor.dataset.writers import write_dataset

AWKWARD = "<script>alert('1')</script> & \"Ltd\" \u202e%21\u202c \x07 </script \u2028"
"""Words that end elements, turn the direction of what follows, and hold control characters."""

PDF_LINES = (
    "Wealdshire County Council",
    "Children's Scrutiny Committee",
    "14 March 2019",
    "Performance of the children's service",
    "In 2017/18, 83.3% (70/108 children) of reviews were held on time.",
    "In 2018/19, 77.8% (84/108 children) of reviews were held on time.",
)
TEXT_PAPER = """Eastmarsh District Council
Environment Scrutiny Committee
2 July 2019

Recycling report

The proportion of household waste sent for reuse, recycling or composting was 44.1% in 2016/17.
The proportion of household waste sent for reuse, recycling or composting was 45.2% in 2017/18, against a target of 46%.
The proportion of household waste sent for reuse, recycling or composting was 47.9% in 2018/19, above the target of 48%.
Missed bins fell from 120 to 96 in 2018/19. Complaints about bins have improved.
"""

FIGURES = 10_000
AUTHORITIES = 20
INDICATORS = 50
PAPERS = 40


def draw_paper(path: Path, lines: tuple[str, ...] = PDF_LINES) -> None:
    """A PDF of one page with these lines."""
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    canvas.setTitle("Children's service performance")
    for number, line in enumerate(lines):
        canvas.drawString(72, 770 - 26 * number, line)
    canvas.save()


def write_papers(folder: Path) -> Path:
    """A PDF, a text and a file that cannot be read in ``folder``/papers, and their dataset beside them."""
    papers = folder / "papers"
    papers.mkdir(parents=True)
    draw_paper(papers / "children.pdf")
    (papers / "recycling report.txt").write_text(TEXT_PAPER, encoding="utf-8")
    (papers / "torn.pdf").write_bytes(b"%PDF-1.7\ntorn")
    write_dataset(paper_records(papers), folder / "dataset")
    return folder / "dataset"


def _first_lines(text: str) -> tuple[str, str]:
    first, second = text.split("\n")[:2]
    return first, second


def paper_records(papers: Path) -> Records:
    """What the three papers hold: nine figures, two statements in words, five checks."""
    children, recycling = "\n".join(PDF_LINES), TEXT_PAPER
    documents = [
        paper_row(
            papers / "children.pdf", "c", "Children's service performance", PDF_LINES[0], PDF_LINES[1], (2019, 3, 14)
        ),
        paper_row(papers / "recycling report.txt", "r", "Recycling report", *_first_lines(recycling), (2019, 7, 2)),
        paper_row(papers / "torn.pdf", "", "", "", "", None),
    ]
    held = [
        cut("c", children, place, text, indicator="reviews were held on time", page=1, **year(begins))
        | {"bbox": box_of(PDF_LINES[line], text, line)}
        for place, (text, begins, line) in enumerate((("83.3%", 2017, 4), ("77.8%", 2018, 5)), 1)
    ]
    waste = [
        cut("r", recycling, place, text, **WASTE, role=role, **(year(begins) if begins else {}))
        for place, (text, role, begins) in enumerate(
            (
                ("44.1%", "actual", 2016),
                ("45.2%", "actual", 2017),
                ("46%", "target", 0),
                ("47.9%", "actual", 2018),
                ("48%", "target", 2018),
            ),
            1,
        )
    ]
    bins = [
        cut("r", recycling, place, text, indicator="Missed bins", measure="count", unit="bins", **year(2018))
        for place, text in enumerate(("120", "96"), 6)
    ]
    claims = [
        claim("r-c1", recycling, "above the target", "target"),
        claim("r-c2", recycling, "have improved", "trend"),
    ]
    checks = [
        check("c-k1", "ratio", "inconsistent", "The text says 83.3% (70 of 108). 70 of 108 is 64.8%.", "c-m1"),
        check("c-k2", "ratio", "consistent", "77.8% (84 of 108) agrees.", "c-m2"),
        check(
            "r-k1",
            "target",
            "inconsistent",
            "47.9% is 0.1 below the target of 48% (household waste).",
            "r-m4 r-m5",
            "r-c1",
        ),
        check("r-k2", "trend", "consistent", "Missed bins: from 120 to 96 is down 24: they agree.", "r-m6 r-m7"),
        check("r-k3", "trend", "unverifiable", "The text says “have improved” (Complaints about bins).", "", "r-c2"),
    ]
    return Records(documents, [*held, *waste, *bins], claims, checks, [], {"c": children, "r": recycling})


WASTE = {
    "indicator": "household waste sent for reuse, recycling or composting",
    "indicator_id": "NI192",
    "indicator_name": "Household waste reused, recycled or composted",
}


def paper_row(
    path: Path, doc_id: str, title: str, authority: str, committee: str, day: tuple[int, int, int] | None
) -> Row:
    """One row of documents: failed where it has no ``doc_id``."""
    return {
        "path": str(path),
        "doc_id": doc_id or "t",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "format": path.suffix[1:],
        "title": title,
        "authority": authority,
        "committee": committee,
        "document_date": date(*day) if day else None,
        "pages": 1 if doc_id == "c" else None,
        "status": "ok" if doc_id else "failed",
        "error": "" if doc_id else "the PDF is damaged or cut short. Ask for the file again",
        "extractor_version": "1",
    }


def cut(doc_id: str, text: str, number: int, part: str, **more: object) -> dict[str, object]:
    """The figure ``part`` of a paper, with the line in which it stands."""
    start = text.index(part)
    first, last = text.rfind("\n", 0, start) + 1, text.index("\n", start) if "\n" in text[start:] else len(text)
    value = float(part.rstrip("%"))
    return dict(figure_row(f"{doc_id}-m{number}", doc_id, start, part, context=text[first:last], value=value, **more))


def year(begins: int) -> dict[str, object]:
    """A financial year."""
    return {
        "period_text": f"{begins}/{begins % 100 + 1:02d}",
        "period_start": date(begins, 4, 1),
        "period_end": date(begins + 1, 3, 31),
    }


def box_of(line: str, part: str, number: int) -> str:
    """Where a part of a line stands that ``draw_paper`` has drawn."""
    x0 = 72 + stringWidth(line[: line.index(part)], "Helvetica", 12)
    baseline = A4[1] - (770 - 26 * number)
    return f"{x0:.1f} {baseline - 10:.1f} {x0 + stringWidth(part, 'Helvetica', 12):.1f} {baseline + 2:.1f}"


def claim(name: str, text: str, part: str, kind: str) -> Row:
    start = text.index(part)
    first, last = text.rfind("\n", 0, start) + 1, text.index("\n", start)
    return {
        "claim_id": name,
        "doc_id": "r",
        "start": start,
        "end": start + len(part),
        "text": part,
        "context": text[first:last],
        "kind": kind,
        "value": "above" if kind == "target" else "improved",
    }


def check(name: str, kind: str, verdict: str, statement: str, figures: str, claims: str = "") -> Row:
    return {
        "check_id": name,
        "doc_id": (name[0],),
        "kind": kind,
        "verdict": verdict,
        "statement": statement,
        "mention_ids": tuple(figures.split()),
        "claim_ids": tuple(claims.split()),
    }


def figure_row(name: str, doc_id: str, start: int, text: str, **more: object) -> Row:
    """One row of mentions."""
    row: dict[str, object] = {
        "mention_id": name,
        "doc_id": doc_id,
        "source": "narrative",
        "start": start,
        "end": start + len(text),
        "text": text,
        "measure": "percentage",
        "unit": "%",
        "role": "actual",
    }
    return row | more


def awkward_records() -> Records:
    """Two papers, one of them with ``AWKWARD`` wherever a paper's words can stand; a finding that concerns both."""
    first = f"Before. {AWKWARD} was 12% in the year, up. After."
    second = "It was 21% elsewhere."
    documents: list[Row] = [
        {
            "path": f"{AWKWARD.replace(chr(7), '')}.txt",
            "doc_id": "d1",
            "sha256": "0" * 64,
            "format": "txt",
            "title": AWKWARD,
            "authority": AWKWARD,
            "committee": AWKWARD,
            "status": "partial",
            "error": AWKWARD,
            "extractor_version": "1",
        },
        {"path": "b.txt", "doc_id": "d2", "format": "txt", "status": "ok", "authority": "Beta", "title": "Second"},
    ]
    context = first[8:-7]
    mentions = [
        figure_row(
            "d1-m1",
            "d1",
            first.index("12%"),
            "12%",
            context=context,
            indicator=AWKWARD,
            value=12,
            comparator=AWKWARD,
            area=AWKWARD,
            period_text=AWKWARD,
            period_end=date(2018, 3, 31),
        ),
        figure_row(
            "d1-m2",
            "d1",
            first.index("12%"),
            "12%",
            context=context,
            indicator=AWKWARD,
            period_end=date(2019, 3, 31),
            value=13,
        ),
        figure_row("d2-m1", "d2", second.index("21%"), "21%", context=second, indicator="other", value=21),
    ]
    claims: list[Row] = [
        {
            "claim_id": "d1-c1",
            "doc_id": "d1",
            "start": first.index("up."),
            "end": first.index("up.") + 2,
            "text": "up",
            "context": context,
            "kind": "trend",
            "value": "increased",
        }
    ]
    checks: list[Row] = [
        {
            "check_id": "both-k1",
            "doc_id": ("d1", "d2"),
            "kind": "restatement",
            "verdict": "inconsistent",
            "statement": AWKWARD,
            "mention_ids": ("d1-m1", "d2-m1"),
            "claim_ids": ("d1-c1",),
        },
        {
            "check_id": "d1-k2",
            "doc_id": ("d1",),
            "kind": "trend",
            "verdict": "unverifiable",
            "statement": AWKWARD,
            "context": AWKWARD,
        },
    ]
    return Records(documents, mentions, claims, checks, [], {"d1": first, "d2": second})


@dataclass(frozen=True, slots=True)
class Large:
    """What is in the large dataset: by authority, how many figures and checks; of each indicator, how many figures."""

    figures_an_authority: int = FIGURES // AUTHORITIES
    figures_an_indicator: int = FIGURES // INDICATORS
    checks: int = FIGURES // 20
    inconsistent: int = FIGURES // 200


def write_large(folder: Path) -> Large:
    """A dataset of 10,000 figures in ``folder``: 40 papers, 20 authorities, 50 indicators, a check for every twentieth
    figure, of which every tenth is an inconsistency."""
    documents: list[Row] = []
    texts: dict[str, str] = {}
    mentions: list[Row] = []
    for paper in range(PAPERS):
        doc_id = f"d{paper:02d}"
        lines = list(_lines(paper))
        texts[doc_id] = "\n".join(line for line, _ in lines)
        place = 0
        for line, row in lines:
            start = place + line.index("% in ") - len(str(row["value"]))
            mentions.append(figure_row(str(row["name"]), doc_id, start, f"{row['value']}%", context=line, **_kept(row)))
            place += len(line) + 1
        documents.append(
            {
                "path": f"paper-{paper:02d}.txt",
                "doc_id": doc_id,
                "format": "txt",
                "status": "ok",
                "title": f"Paper {paper}",
                "authority": f"Authority {paper % AUTHORITIES:02d}",
                "committee": f"Committee {paper % 5}",
                "extractor_version": "1",
            }
        )
    checks = list(_checks(mentions))
    write_dataset(Records(documents, mentions, [], checks, [], texts), folder)
    return Large()


def _lines(paper: int) -> Iterator[tuple[str, dict[str, object]]]:
    for number in range(FIGURES // PAPERS):
        indicator = number % INDICATORS
        year = 2000 + number // INDICATORS + 5 * (paper // AUTHORITIES)
        value = 50 + (7 * number + paper) % 40
        line = f"Measure {indicator:02d} stood at {value}% in {year}/{year % 100 + 1:02d} as word{number % 8} says."
        yield (
            line,
            {
                "name": f"d{paper:02d}-m{number:05d}",
                "value": value,
                "indicator": f"measure {indicator:02d}",
                "indicator_id": f"M{indicator:02d}",
                "indicator_name": f"Measure {indicator:02d}",
                "period_text": f"{year}/{year % 100 + 1:02d}",
                "period_start": date(year, 4, 1),
                "period_end": date(year + 1, 3, 31),
            },
        )


def _kept(row: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in row.items() if key != "name"}


def _checks(mentions: list[Row]) -> Iterator[Row]:
    for number, mention in enumerate(mentions[::20]):
        verdict = "inconsistent" if number % 10 == 0 else ("consistent", "unverifiable")[number % 2]
        yield {
            "check_id": f"{mention['doc_id']}-k{number:05d}",
            "doc_id": (str(mention["doc_id"]),),
            "kind": "ratio",
            "verdict": verdict,
            "statement": f"Statement {number}.",
            "mention_ids": (str(mention["mention_id"]),),
        }
