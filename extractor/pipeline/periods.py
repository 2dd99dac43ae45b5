"""The component that marks periods: ``doc.spans["periods"]``, labelled with their form."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extractor.pipeline.spans import character_span, pattern_file, reading_of
from extractor.pipeline.tokenizer import split_figures
from extractor.values.period import load_periods


class Periods:
    """Finds printed periods by the rules of periods.toml."""

    def __init__(self, nlp: Language, name: str, *, patterns: str, spans_key: str) -> None:
        split_figures(nlp)
        self.name = name
        self.spans_key = spans_key
        self._grammar = load_periods(pattern_file("periods.toml", patterns))

    def __call__(self, doc: Doc) -> Doc:
        reading = reading_of(doc)
        reading.periods, reading.periods_read = self._grammar.scan(reading.text), True
        doc.spans[self.spans_key] = [
            character_span(doc, period.start, period.end, period.form.upper(), period.rule)
            for period in reading.periods
        ]
        return doc

    def to_disk(self, path: Any, *, exclude: Any = ()) -> None:
        """Nothing to keep: the rules are in patterns/, the settings in the config."""

    def from_disk(self, path: Any, *, exclude: Any = ()) -> Periods:
        return self


@Language.factory("council_periods", assigns=["doc.spans"], default_config={"patterns": "", "spans_key": "periods"})
def create_periods(nlp: Language, name: str, *, patterns: str, spans_key: str) -> Periods:
    return Periods(nlp, name, patterns=patterns, spans_key=spans_key)
