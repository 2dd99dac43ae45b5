"""One indicator drawn: outturns of each authority over time, with what each figure stands for and its targets.

Needs Altair and vl-convert (the extra ``report``). Nothing is fetched: the drawing is made in this process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from extractor.errors import UsageError
from extractor.panel.comparability import BASES
from extractor.panel.panel import Panel
from extractor.panel.table import PanelRow

Format = Literal["png", "svg"]
FORMATS: tuple[Format, ...] = ("png", "svg")

_MOST_IN_ONE = 6
_COLUMNS = 4
_PIXELS_PER_INCH = 144
_BLUE, _ORANGE = "#1f5a96", "#c2571a"
_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn: rows of one series with outturns and targets, and how many rows of the indicator are not."""

    name: str
    unit: str
    basis: str
    cohort: str
    rows: tuple[PanelRow, ...]
    left_out: int

    @property
    def authorities(self) -> list[str]:
        """Those drawn, in the order of their names."""
        return sorted({row.authority for row in self.rows})


def select(panel: Panel) -> Drawing:
    """The rows to draw: of the first indicator's series that most authorities have.

    Raises UsageError where no figure has a period, or the rows are of several indicators.
    """
    keys = sorted({row.thing.indicator for row in panel.rows})
    if len(keys) > 1:
        names = ", ".join(sorted({row.definition.name for row in panel.rows})[:4])
        remedy = f"Name one by its id, or by more words: {names}"
        raise UsageError(f"{len(keys)} indicators are called so", where="--plot", remedy=remedy)
    placed = [row for row in panel.rows if row.comparison.series is not None and row.thing.role in ("actual", "target")]
    numbers = [row.comparison.series for row in placed if row.thing.role == "actual"]
    if not numbers:
        remedy = "Choose an indicator whose figures have a period"
        raise UsageError("there is no figure whose period and authority are known", where="--plot", remedy=remedy)
    rows = tuple(row for row in placed if row.comparison.series == min(number for number in numbers if number))
    first = rows[0]
    return Drawing(
        first.definition.name,
        next((row.unit for row in rows if row.unit), "") or first.thing.measure,
        first.thing.basis,
        first.thing.cohort,
        rows,
        len(panel.rows) - len(rows),
    )


def draw(panel: Panel) -> Any:
    """The Altair chart, for a notebook. Raises UsageError as ``select``, or where Altair is not installed."""
    alt = _altair()
    drawing = select(panel)
    layers = alt.layer(*_layers(alt, drawing)).properties(width=560, height=300)
    if len(drawing.authorities) <= _MOST_IN_ONE:
        return layers.properties(title=_title(alt, drawing), data=_data(alt, drawing))
    small = alt.layer(*_layers(alt, drawing, alone=True)).properties(width=200, height=110)
    header = alt.Header(title=None, labelFontSize=10, labelLimit=220)
    return small.facet(
        alt.Facet("authority:N", header=header, sort=drawing.authorities), columns=_COLUMNS, data=_data(alt, drawing)
    ).properties(title=_title(alt, drawing))


def save_plot(panel: Panel, path: Path, format: Format) -> Path:
    """Draw the panel's indicator to the file ``path``. Raises UsageError as ``draw``, or where it cannot be written."""
    chart = draw(panel)
    convert = _vl_convert()
    specification = chart.to_json()
    if format == "svg":
        content = convert.vegalite_to_svg(specification).encode("utf-8")
    else:
        content = convert.vegalite_to_png(specification, ppi=_PIXELS_PER_INCH)
    try:
        path.write_bytes(content)
    except OSError as error:
        remedy = "Give --out a folder that you may write to"
        raise UsageError(f"the plot cannot be written ({error.strerror})", where=str(path), remedy=remedy) from error
    return path


def _layers(alt: Any, drawing: Drawing, *, alone: bool = False) -> list[Any]:
    """Outturns as a line with points, what they stand for as bars, targets as dashes."""
    when = alt.X(
        "period:T",
        title=None,
        axis=alt.Axis(format="%b %Y", labelAngle=-45, labelOverlap=True),
        scale=alt.Scale(padding=8),
    )
    unit = drawing.unit
    what = alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False, padding=8))
    colour = alt.value(_BLUE) if alone else alt.Color("authority:N", title=None, sort=drawing.authorities)
    base = alt.Chart().encode(x=when)
    actual = base.transform_filter("datum.role == 'actual'")
    target = base.transform_filter("datum.role == 'target'")
    return [
        actual.mark_rule(opacity=0.6).encode(y=alt.Y("low:Q", title=unit), y2="high:Q", color=colour),
        actual.mark_line().encode(y=what, color=colour),
        actual.mark_point(filled=True, size=45, opacity=1).encode(y=what, color=colour),
        target.mark_tick(thickness=2, size=26, color=_ORANGE).encode(y=what),
    ]


def _data(alt: Any, drawing: Drawing) -> Any:
    return alt.Data(values=[_datum(row) for row in drawing.rows])


def _datum(row: PanelRow) -> dict[str, object]:
    figure = row.figure
    value = float(figure.value)
    return {
        "authority": row.authority,
        "role": row.thing.role,
        "period": str(row.thing.end),
        "value": value,
        "low": value if figure.low is None else float(figure.low),
        "high": value if figure.high is None else float(figure.high),
    }


def _title(alt: Any, drawing: Drawing) -> Any:
    return alt.Title(
        _short(drawing.name),
        subtitle=subtitle(drawing),
        anchor="start",
        fontSize=15,
        subtitleFontSize=11,
        subtitleColor="#555",
    )


def subtitle(drawing: Drawing) -> list[str]:
    """What is drawn and what is not, in words."""
    basis = BASES.get(drawing.basis, "")
    cohort = f", {drawing.cohort}" if drawing.cohort else ""
    several = len(drawing.authorities)
    whose = f"{several} {'authority' if several == 1 else 'authorities'}"
    lines = [f"{drawing.unit}{', ' + basis if basis else ''}{cohort}; {whose}"]
    targets = any(row.thing.role == "target" for row in drawing.rows)
    said = "A dash is a target. " if targets else ""
    if drawing.left_out:
        said += (
            f"{drawing.left_out:,} other rows of the panel are of another definition, basis or role, or have no period."
        )
    return [*lines, said.strip()] if said else lines


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_TITLE else name[: _LONGEST_TITLE - 4].rsplit(" ", 1)[0] + " ..."


def _altair() -> Any:
    try:
        import altair
    except ImportError:
        raise _missing() from None
    return altair


def _vl_convert() -> Any:
    try:
        import vl_convert
    except ImportError:
        raise _missing() from None
    return vl_convert


def _missing() -> UsageError:
    remedy = "Install them with: pip install '.[report]' in the program's folder"
    return UsageError("drawing needs Altair and vl-convert, which are not installed", where="--plot", remedy=remedy)


def plot_name(names: Sequence[str]) -> str:
    """A file's name for the plot of an indicator: its id or words, letters and digits alone."""
    return "plot_" + ("_".join("".join(c if c.isalnum() else " " for c in " ".join(names)).split())[:60] or "indicator")
