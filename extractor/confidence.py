"""How likely everything said of a figure is right: log-odds fitted to annotated papers, feature by feature.

The features are what a figure's reading rests on: how its indicator was found, its role, what it measures, where its
period came from, and how many words its indicator has. The odds were fitted by logistic regression to 2,800 narrative
figures of annotated papers; ``extractor evaluate`` prints how far they hold on others.
"""

from __future__ import annotations

import math
from decimal import Decimal

from extractor.pipeline.reading import Figure

_BASE = 1.9
_INDICATOR = {
    "antecedent": -0.37,
    "bracket": -0.08,
    "counted": 0.42,
    "elliptical": 0.25,
    "of": 0.05,
    "subject": -0.29,
}
_ROLE = {"actual": 0.22, "change": 0.84, "forecast": -1.0}
_MEASURE = {"count": -0.31, "duration": 0.74, "money": 0.13, "quantity": -0.69, "rate": 0.44, "score": -0.29}
_PERIOD = {"": -0.16, "before": 0.61, "joined": -0.17, "own": 0.15, "sentence": -0.36}
_FEW, _MANY = 2, 9
_WORDS = {"none": -0.9, "one": -0.56, "few": -0.09, "some": 0.16, "many": 0.48}

CELL_CERTAIN, CELL_UNCERTAIN = Decimal("0.92"), Decimal("0.3")
"""A cell whose row and column both are known, and one that is placed by guess."""


def confidence_of(figure: Figure) -> Decimal:
    """0 to 1, to two places."""
    odds = (
        _BASE
        + _INDICATOR.get(figure.indicator_from, 0.0)
        + _ROLE.get(figure.role, 0.0)
        + _MEASURE.get(figure.measure or figure.quantity.measure, 0.0)
        + _PERIOD.get(figure.period_from, 0.0)
        + _WORDS[_length(figure.indicator)]
    )
    return Decimal(str(round(1 / (1 + math.exp(-odds)), 2)))


def _length(indicator: str) -> str:
    words = len(indicator.split())
    if words <= 1:
        return "one" if words else "none"
    return "few" if words == _FEW else "many" if words >= _MANY else "some"
