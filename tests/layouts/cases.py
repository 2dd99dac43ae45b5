"""The layouts by name, each with the style and the content that it is about; ``case`` draws one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from layouts.content import Wants, make_grid
from layouts.drawing import Style
from layouts.pages import A4, Paper, surround
from layouts.truth import Case

FAMILIES = ("Helvetica", "Helvetica", "Times", "Vera")


def style_of(rng: Random, rules: str, **changes: Any) -> Style:
    """A style with the freedom that real papers take."""
    size = rng.choice([8.0, 9.0, 9.0, 10.0])
    bare = rules in ("none", "ends", "across", "box")
    style = Style(
        rules=rules,
        family=rng.choice(FAMILIES),
        size=size,
        leading=round(size * rng.choice([1.15, 1.2, 1.25]), 2),
        pad_x=rng.choice([4.0, 5.0, 7.0]) if bare else rng.choice([2.5, 4.0, 5.5]),
        pad_y=rng.choice([1.0, 2.0, 3.0, 4.5]),
        align=rng.choice(["right", "right", "centre", "left"]),
        valign=rng.choice(["top", "top", "middle"]),
        bars=rng.random() < 0.4,
        cellwise=rng.random() < 0.4,
        head_fill=rng.choice(["", "", "#1f4e79", "#d9d9d9"]) if rules in ("all", "across") else "",
        bold_head=rng.random() < 0.75,
    )
    style = replace(style, head_align=rng.choice([style.align, style.align, "centre"]))
    if bare:
        style = replace(style, pad_y=max(style.pad_y, 2.0))
    return replace(style, **changes)


def wants_of(rng: Random, **changes: Any) -> Wants:
    wants = Wants(rng.randint(3, 18), rng.randint(3, 8), labels=rng.choice(["short", "areas", "long"]))
    return replace(wants, **changes)


def paper_of(rng: Random, **changes: Any) -> Paper:
    given: dict[str, Any] = {
        "margin": rng.choice([42.0, 56.0, 72.0]),
        "family": rng.choice(FAMILIES),
        "running": rng.choice(["", "Scrutiny Committee 14 June 2018"]),
    }
    return Paper(rng, **(given | changes))


def one(rules: str, paper: dict[str, Any] | None = None, style: dict[str, Any] | None = None, **wants: Any) -> Any:
    """A layout of one table with prose about it."""

    def draw(rng: Random) -> Paper:
        sheet = paper_of(rng, **(paper or {}))
        grid = make_grid(rng, style_of(rng, rules, **(style or {})), wants_of(rng, **wants), sheet.room)
        high = sum(grid.heights)
        before, after = rng.randint(0, 2), rng.randint(0, 2)
        if high > sheet.height - 360:
            before, after = 0, 0

        def place() -> None:
            if sheet.y + high <= sheet.height - 50:
                sheet.table(grid)
            else:
                sheet.long_table(grid, True)

        surround(sheet, before, after, rng.random() < 0.5, place)
        return sheet

    return draw


def over_pages(rules: str, repeat: bool, split_row: bool = False, **wants: Any) -> Any:
    """A table that goes on over two or three pages."""

    def draw(rng: Random) -> Paper:
        sheet = paper_of(rng, running="Scrutiny Committee 14 June 2018")
        style = style_of(rng, rules, valign="top")
        grid = make_grid(rng, style, wants_of(rng, **wants), sheet.room)
        texts = rng.randint(0, 1)
        sheet.y = max(sheet.y, sheet.height - 60 - rng.uniform(0.35, 0.7) * sum(grid.heights) - 120 * texts)
        surround(sheet, texts, texts, texts > 0, lambda: sheet.long_table(grid, repeat, split_row))
        return sheet

    return draw


def below(rules: str) -> Any:
    """Two tables, one below the other."""

    def draw(rng: Random) -> Paper:
        sheet = paper_of(rng)
        style = style_of(rng, rules)
        prose = rng.random() < 0.6

        def place() -> None:
            for number in range(2):
                wants = wants_of(rng, rows=rng.randint(3, 7), labels=rng.choice(["short", "areas"]))
                sheet.table(make_grid(rng, style, wants, sheet.room))
                sheet.y += rng.choice([16, 24, 36])
                if prose and not number:
                    sheet.paragraph("The second table gives the same measures by area and is in a form of its own.")

        surround(sheet, 1, 1, False, place)
        return sheet

    return draw


def beside(rules: str) -> Any:
    """Two tables side by side."""

    def draw(rng: Random) -> Paper:
        sheet = paper_of(rng, width=A4[1], height=A4[0])
        style = style_of(rng, rules)
        half = (sheet.room - 30) / 2

        def place() -> None:
            wants = wants_of(
                rng, rows=rng.randint(4, 9), columns=rng.randint(3, 4), labels=rng.choice(["short", "areas"])
            )
            left = make_grid(rng, style, wants, half)
            right = make_grid(rng, style, replace(wants, rows=max(3, wants.rows + rng.randint(-2, 2))), half)
            sheet.table(left, sheet.margin)
            sheet.table(right, sheet.margin + max(sum(left.widths) + 30, half + 30))
            sheet.y += max(sum(left.heights), sum(right.heights))

        surround(sheet, 1, 1, False, place)
        return sheet

    return draw


LANDSCAPE = {"width": A4[1], "height": A4[0]}
TIGHT = {"size": 6.5, "leading": 7.8, "pad_x": 1.8, "pad_y": 1.5}

LAYOUTS: dict[str, Callable[[Random], Paper]] = {
    "ruled": one("all"),
    "ruled_wrapped": one("all", labels="long", style={"pad_x": 4.0}),
    "ruled_middle": one("all", labels="long", style={"valign": "middle"}),
    "ruled_bottom": one("all", labels="long", style={"valign": "bottom"}),
    "ruled_heads2": one("all", heads=2, columns=6),
    "ruled_heads3": one("all", heads=3, columns=6),
    "ruled_merged": one("all", merged_labels=True, labels="long", columns=4),
    "ruled_groups": one("all", groups=True, indents=True),
    "ruled_totals": one("all", totals=True),
    "ruled_gaps": one("all", gaps=0.35),
    "ruled_odd": one("all", odd=True, columns=4),
    "ruled_commentary": one("all", paper=LANDSCAPE, commentary=4, columns=4, rows=5, labels="long"),
    "ruled_rag": one("all", rag=True, arrows="Symbol", columns=4),
    "ruled_arrows": one("all", arrows="ZapfDingbats", columns=4),
    "ruled_marks": one("all", marks=True),
    "ruled_small": one("all", style=TIGHT, columns=13, paper=LANDSCAPE),
    "ruled_landscape": one("all", paper=LANDSCAPE, columns=11),
    "ruled_rotated": one("all", paper={**LANDSCAPE, "turn": "rotated"}, columns=8),
    "ruled_sideways": one("all", paper={**LANDSCAPE, "turn": "sideways"}, columns=8),
    "ruled_below": below("all"),
    "ruled_beside": beside("all"),
    "ruled_pages": over_pages("all", True, rows=22, labels="long"),
    "ruled_pages_bare": over_pages("all", False, rows=22, labels="long"),
    "ruled_broken_row": over_pages("all", True, True, rows=16, labels="long"),
    "across": one("across", style={"pad_y": 3.0}),
    "across_wrapped": one("across", labels="long"),
    "across_heads2": one("across", heads=2, columns=6),
    "across_commentary": one("across", paper=LANDSCAPE, commentary=3, columns=4, rows=5, labels="long"),
    "across_gaps": one("across", gaps=0.35),
    "ends": one("ends"),
    "ends_totals": one("ends", totals=True),
    "ends_wrapped": one("ends", labels="long", style={"pad_y": 3.0}),
    "box": one("box"),
    "bare_right": one("none", style={"align": "right", "head_align": "right"}),
    "bare_centre": one("none", style={"align": "centre", "head_align": "centre"}),
    "bare_left": one("none", style={"align": "left", "head_align": "left"}),
    "bare_decimal": one("none", style={"align": "decimal", "head_align": "right"}),
    "bare_zebra": one("none", style={"zebra": "#e7e6e6", "head_fill": "#bfbfbf"}),
    "bare_wrapped": one("none", labels="long", style={"valign": "top", "pad_y": 3.0}),
    "bare_middle": one("none", labels="long", style={"valign": "middle", "pad_y": 3.5}),
    "bare_bottom": one("none", labels="long", style={"valign": "bottom", "pad_y": 3.5}),
    "bare_heads2": one("none", heads=2, columns=6),
    "bare_heads3": one("none", heads=3, columns=6),
    "bare_groups": one("none", groups=True, indents=True, labels="short"),
    "bare_totals": one("none", totals=True),
    "bare_gaps": one("none", gaps=0.3, rows=9),
    "bare_odd": one("none", odd=True, columns=4),
    "bare_commentary": one("none", paper=LANDSCAPE, commentary=3, columns=4, rows=5, labels="long", style={"pad_y": 4}),
    "bare_rag": one("none", rag=True, arrows="Symbol", columns=4),
    "bare_arrows": one("none", arrows="ZapfDingbats", columns=4),
    "bare_words": one("none", arrows="words", columns=4, owners=True),
    "bare_marks": one("none", marks=True),
    "bare_small": one("none", style={**TIGHT, "pad_x": 2.3}, columns=12, paper=LANDSCAPE),
    "bare_landscape": one("none", paper=LANDSCAPE, columns=11),
    "bare_rotated": one("none", paper={**LANDSCAPE, "turn": "rotated"}, columns=8),
    "bare_sideways": one("none", paper={**LANDSCAPE, "turn": "sideways"}, columns=8),
    "bare_below": below("none"),
    "bare_beside": beside("none"),
    "bare_pages": over_pages("none", True, rows=22, labels="short"),
    "bare_pages_bare": over_pages("none", False, rows=22, labels="short"),
    "bare_broken_row": over_pages("none", True, True, rows=16, labels="long"),
}


def case(layout: str, seed: int) -> Case:
    """The paper of a layout and a seed; the same for the same."""
    paper = LAYOUTS[layout](Random(f"{layout}/{seed}"))
    return paper.case(layout, seed)
