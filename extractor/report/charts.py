"""Charts of an indicator's figures over time: one Vega-Lite specification by Altair, and the figures of each chart.

The browser puts them together when a chart is opened. The library that draws them is part of the page.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from importlib.util import find_spec
from typing import Any

from extractor.report.data import Contents, Figure, Paper
from extractor.report.indicators import Series
from extractor.report.wording import NOT_STATED, ROLES, short_period, shown

Json = dict[str, Any]

NEEDS = ("altair", "vl_convert")
DATA_NAME = "figures"
MOST_BODIES = 8
"""Colours and shapes that can be told apart."""

_SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left"]
_DASHES = {"actual": [1, 0], "target": [6, 4], "benchmark": [2, 3], "forecast": [8, 3, 2, 3]}
_TOLD = (("figure", "Figure"), ("period", "Period"), ("kind", "What it is"), ("body", "Whose"), ("paper", "Paper"))
_WIDTH_PX, _HEIGHT_PX = 640, 280
_YEAR_DAYS, _QUARTER_DAYS = 300, 60


def missing_libraries() -> list[str]:
    """The packages that charts need and that are not installed, by the names they are installed by."""
    return [name.replace("vl_convert", "vl-convert-python") for name in NEEDS if find_spec(name) is None]


@cache
def make_bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script that needs nothing else; sets ``window.vegaEmbed``."""
    import altair
    import vl_convert

    version = ".".join(altair.SCHEMA_VERSION.lstrip("v").split(".")[:2])
    bundle: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version=version)
    return bundle.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def make_specification() -> Json:
    """The chart without its figures: lines by body and role, a target as a dashed line over its period, and a point a
    figure, hollow for a target. Colours are the page's own."""
    import altair as alt

    bodies = alt.Scale(range=[f"var(--body-{number})" for number in range(1, MOST_BODIES + 1)])
    shapes = alt.Scale(range=_SHAPES)
    below = alt.Legend(title=None, orient="bottom", labelLimit=260, symbolSize=90)
    kinds = alt.Legend(title=None, orient="bottom", symbolType="stroke", symbolSize=500)
    axis = alt.Axis(labelOverlap="greedy", labelSeparation=8)
    placed = {
        "x": alt.X("day:T", title=None, scale=alt.Scale(type="utc", padding=16), axis=axis),
        "y": alt.Y("value:Q", title=None, scale=alt.Scale(zero=False, nice=True, padding=12)),
        "color": alt.Color("body:N", sort=None, scale=bodies, legend=below),
    }
    told = {
        "shape": alt.Shape("body:N", sort=None, scale=shapes, legend=below),
        "tooltip": [alt.Tooltip(f"{field}:N", title=title) for field, title in _TOLD],
    }
    dash = alt.StrokeDash("kind:N", sort=None, legend=kinds)
    base = alt.Chart(alt.NamedData(name=DATA_NAME))
    spans = base.transform_filter("datum.start").mark_rule(strokeWidth=1.5)
    lines = base.transform_filter("!datum.start").mark_line(strokeWidth=1.5)
    points = base.transform_filter("!datum.target").mark_point(size=80, filled=True, opacity=1, cursor="pointer")
    hollow = base.transform_filter("datum.target").mark_point(
        size=80, filled=False, fill="var(--paper)", strokeWidth=2, opacity=1, cursor="pointer"
    )
    chart = alt.layer(
        spans.encode(**placed, x2="start:T", strokeDash=dash),
        lines.encode(**placed, strokeDash=dash, detail="line:N"),
        points.encode(**placed, **told),
        hollow.encode(**placed, **told),
    )
    specification: Json = chart.properties(width=_WIDTH_PX, height=_HEIGHT_PX).configure(aria=False).to_dict()
    return specification


def chart_figures(series: Series, contents: Contents) -> Json | None:
    """The figures of one chart; None where fewer than two days have an outturn or a target.

    ``unplaced`` counts the bodies that have no place in it, as there are more than can be told apart.
    """
    dated = [
        figure for figure in series.figures if figure.role in _DASHES and figure.value is not None and figure.period_end
    ]
    if len({figure.period_end for figure in dated if figure.role in ("actual", "target")}) < 2:
        return None
    names = {figure.id: _body(figure, contents.papers.get(figure.doc_id)) for figure in dated}
    frequent = [name for name, _ in Counter(names.values()).most_common(MOST_BODIES)]
    drawn = [figure for figure in dated if names[figure.id] in frequent]
    roles = [role for role in _DASHES if any(figure.role == role for figure in drawn)]
    return {
        "values": [_point(figure, names[figure.id], contents.papers.get(figure.doc_id)) for figure in drawn],
        "kinds": [ROLES[role].label for role in roles],
        "dashes": [_DASHES[role] for role in roles],
        "domain": [name for name in dict.fromkeys(names.values()) if name in frequent],
        "unplaced": len(set(names.values())) - len(frequent),
    }


def _point(figure: Figure, body: str, paper: Paper | None) -> Json:
    page = f", page {figure.page}" if figure.page else ""
    target = figure.role == "target"
    return {
        **({"target": True} if target else {}),
        **({"start": figure.period_start} if target and "" < figure.period_start < figure.period_end else {}),
        "id": figure.id,
        "day": figure.period_end,
        "value": figure.value,
        "body": body,
        "kind": ROLES[figure.role].label,
        "line": f"{body}|{figure.role}|{_length(figure)}",
        "figure": shown(figure.text),
        "period": figure.period_text or short_period(figure.period_start, figure.period_end),
        "paper": f"{paper.name if paper else figure.doc_id}{page}",
    }


def _body(figure: Figure, paper: Paper | None) -> str:
    """Whose figure it is: an authority or the part of it, or for a comparison the other body."""
    if figure.role == "benchmark":
        return figure.comparator or "Comparison, body not stated"
    if paper is None or paper.authority == NOT_STATED:
        body = f"{paper.name if paper else figure.doc_id} (authority not stated)"
    else:
        body = paper.authority
    return f"{body}: {figure.area}" if figure.area else body


def _length(figure: Figure) -> str:
    """A day, a month, a quarter and a year are not joined by one line: a year's count is not four times as good."""
    if not figure.period_start:
        return "day"
    try:
        days = (date.fromisoformat(figure.period_end) - date.fromisoformat(figure.period_start)).days
    except ValueError:
        return "day"
    lengths = ((_YEAR_DAYS, "year"), (_QUARTER_DAYS, "quarter"), (1, "month"))
    return next((name for least, name in lengths if days >= least), "day")
