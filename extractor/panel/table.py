"""The panel's rows: figures of one thing are one row, and each row says what it may stand beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from extractor.catalogue import Catalogue
from extractor.panel.agreement import Agreement, agree
from extractor.panel.authorities import merge_authorities, place_of
from extractor.panel.comparability import (
    Candidate,
    Comparison,
    Series,
    comparator_of,
    compare,
    is_own_comparator,
    span_of,
)
from extractor.panel.definition import Definition, define
from extractor.panel.figures import Figure


class Thing(NamedTuple):
    """What a figure is a figure of. ``single`` is set where it is not known well enough to be any other figure's."""

    authority: str
    indicator: str
    measure: str
    unit: str
    cohort: str
    area: str
    start: date | None
    end: date | None
    basis: str
    role: str
    comparator: str
    single: str = ""


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One row: the thing, its definition, what its papers are to each other, and what it may stand beside."""

    thing: Thing
    definition: Definition
    authority: str
    unit: str
    agreement: Agreement
    comparison: Comparison
    span: str

    @property
    def figure(self) -> Figure:
        """The figure whose value the row has."""
        return self.agreement.chosen


def gather(figures: Sequence[Figure], catalogue: Catalogue) -> list[tuple[Thing, Definition, list[Figure]]]:
    """The figures of each thing, in an order that does not depend on that of the figures' papers."""
    names = merge_authorities(figure.paper.authority for figure in figures)
    entries = {entry.id: entry for entry in catalogue.entries}
    places = {name: frozenset(catalogue.normalise(" ".join(place_of(name)))) for name in names}
    things: dict[Thing, list[Figure]] = {}
    definitions: dict[Thing, Definition] = {}
    for figure in figures:
        if not figure.wording and not figure.indicator_id:
            continue
        authority = names.get(figure.paper.authority, "")
        place = places.get(figure.paper.authority, frozenset())
        definition = define(figure, entries, catalogue.normalise, place)
        thing = _thing(figure, definition, authority, place_of(authority))
        things.setdefault(thing, []).append(figure)
        definitions.setdefault(thing, definition)
    found = [(thing, definitions[thing], group) for thing, group in things.items()]
    return sorted(found, key=lambda item: _order(item[0], item[1]))


def make_rows(figures: Sequence[Figure], catalogue: Catalogue) -> list[PanelRow]:
    """The panel's rows, sorted by indicator, role, authority and period; figures without an indicator have none."""
    gathered = gather(figures, catalogue)
    agreements = [agree(group) for _, _, group in gathered]
    candidates = [
        _candidate(thing, definition, agreement)
        for (thing, definition, _), agreement in zip(gathered, agreements, strict=True)
    ]
    return [
        PanelRow(
            thing,
            definition,
            "" if thing.authority.startswith("paper ") else thing.authority,
            _common_unit(group, agreement.chosen),
            agreement,
            comparison,
            span_of(thing.start, thing.end),
        )
        for (thing, definition, group), agreement, comparison in zip(
            gathered, agreements, compare(candidates), strict=True
        )
    ]


def _thing(figure: Figure, definition: Definition, authority: str, place: tuple[str, ...]) -> Thing:
    settled = figure.start is not None and figure.end is not None
    known = settled and definition.specific
    area = "" if place and place_of(figure.area) == place else figure.area
    return Thing(
        authority or f"paper {figure.paper.doc_id}",
        definition.key,
        figure.measure,
        "" if figure.measure == "count" else figure.unit,  # what is counted is the indicator itself
        definition.cohort,
        area,
        figure.start,
        figure.end,
        figure.basis,
        figure.role,
        comparator_of(figure.comparator) if figure.comparator else "",
        "" if known else f"{figure.paper.doc_id} {figure.value} {figure.wording}",
    )


def _candidate(thing: Thing, definition: Definition, agreement: Agreement) -> Candidate:
    series = Series(thing.measure, thing.unit, thing.cohort, thing.basis, span_of(thing.start, thing.end), thing.area)
    obstacles = tuple(_obstacles(thing, definition, agreement))
    return Candidate(
        thing.authority,
        thing.indicator,
        series,
        thing.role,
        thing.comparator,
        thing.start,
        thing.end,
        obstacles,
        placed=not thing.single and thing.role != "change" and not thing.authority.startswith("paper "),
    )


def _obstacles(thing: Thing, definition: Definition, agreement: Agreement) -> list[str]:
    """Reasons of the row's own, in words."""
    found = []
    if thing.authority.startswith("paper "):
        found.append("the authority is not known")
    if not definition.specific:
        found.append("the wording does not say for certain what is measured")
    if outside := definition.outside(thing.start, thing.end):
        found.append(outside)
    if thing.role == "change":
        found.append("a difference between two figures, not a figure")
    if thing.role == "benchmark" and not thing.comparator:
        found.append("whose benchmark it is, is not stated")
    elif thing.role == "benchmark" and is_own_comparator(thing.comparator):
        found.append(f"each authority has other comparators: {agreement.chosen.comparator}")
    if agreement.kind == "conflict":
        found.append(f"different figures are given for it: {figures_in_words(agreement)}")
    return found


def figures_in_words(agreement: Agreement) -> str:
    """Every figure that differs, with its place: "215 (a.pdf, page 9) and 225 (b.pdf, page 4)"."""
    said: dict[str, str] = {}
    for paper in agreement.papers:
        for figure in sorted(paper.figures, key=lambda figure: (figure.page or 0, figure.id)):
            said.setdefault(figure.text or str(figure.value), f"{figure.text or figure.value} ({figure.place})")
    *first, last = said.values()
    return f"{', '.join(first)} and {last}" if first else last


def _common_unit(figures: Sequence[Figure], chosen: Figure) -> str:
    """What the figures count, where the chosen one does not say so itself."""
    if chosen.unit:
        return chosen.unit
    units = Counter(figure.unit for figure in figures if figure.unit)
    return min(units, key=lambda unit: (-units[unit], unit)) if units else ""


def _order(thing: Thing, definition: Definition) -> tuple[object, ...]:
    dates = thing.start or date.max, thing.end or date.max
    return not definition.catalogued, thing.indicator, thing.role, thing.authority, *dates, *map(str, thing)
