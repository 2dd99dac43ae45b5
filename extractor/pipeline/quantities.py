"""The component that marks figures and what is none: ``doc.spans["quantities"]`` and ``doc.spans["exclusions"]``."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extractor.pipeline.exclusions import load_exclusions
from extractor.pipeline.numbers import NumberReader
from extractor.pipeline.spans import character_span, pattern_file, reading_of
from extractor.pipeline.tokenizer import split_figures
from extractor.values.period import load_periods
from extractor.values.quantity import load_quantities


class Quantities:
    """Gives every number of a Doc its fate: quantity, period, or exclusion with a reason."""

    def __init__(self, nlp: Language, name: str, *, patterns: str, spans_key: str, exclusions_key: str) -> None:
        split_figures(nlp)
        self.name = name
        self.spans_key = spans_key
        self.exclusions_key = exclusions_key
        self._periods = load_periods(pattern_file("periods.toml", patterns))
        self._reader = NumberReader(
            load_quantities(pattern_file("quantities.toml", patterns)),
            load_exclusions(pattern_file("exclusions.toml", patterns)),
        )

    def __call__(self, doc: Doc) -> Doc:
        reading = reading_of(doc)
        if not reading.periods_read:
            reading.periods, reading.periods_read = self._periods.scan(reading.text), True
        self._reader.read(reading)
        doc.spans[self.spans_key] = [
            character_span(doc, f.quantity.start, f.quantity.end, f.quantity.measure.upper(), f.quantity.rule)
            for f in reading.figures
        ]
        doc.spans[self.exclusions_key] = [
            character_span(doc, e.start, e.end, e.reason.upper(), e.rule) for e in reading.exclusions
        ]
        return doc

    def to_disk(self, path: Any, *, exclude: Any = ()) -> None:
        """Nothing to keep: the rules are in patterns/, the settings in the config."""

    def from_disk(self, path: Any, *, exclude: Any = ()) -> Quantities:
        return self


@Language.factory(
    "council_quantities",
    assigns=["doc.spans"],
    default_config={"patterns": "", "spans_key": "quantities", "exclusions_key": "exclusions"},
)
def create_quantities(nlp: Language, name: str, *, patterns: str, spans_key: str, exclusions_key: str) -> Quantities:
    return Quantities(nlp, name, patterns=patterns, spans_key=spans_key, exclusions_key=exclusions_key)
