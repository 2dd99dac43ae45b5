"""The component that marks statements in words: ``doc.spans["claims"]``, labelled KIND.value."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extractor.pipeline import phrases
from extractor.pipeline.claimrules import FoundClaim, load_claims
from extractor.pipeline.reading import BoundClaim, Reading
from extractor.pipeline.spans import character_span, pattern_file, reading_of


class Claims:
    """Finds target, trend, benchmark and rag statements by the rules of claims.toml and binds them to their subject."""

    def __init__(self, nlp: Language, name: str, *, patterns: str, spans_key: str) -> None:
        self.name = name
        self.spans_key = spans_key
        self._rules = load_claims(pattern_file("claims.toml", patterns))

    def __call__(self, doc: Doc) -> Doc:
        reading = reading_of(doc)
        reading.claims = [
            self._bind(reading, number, claim)
            for number, (start, end) in enumerate(reading.sentences)
            for claim in self._rules.find(reading.text, start, end)
        ]
        doc.spans[self.spans_key] = [
            character_span(doc, c.found.start, c.found.end, f"{c.found.kind.upper()}.{c.found.value}", c.found.rule)
            for c in reading.claims
        ]
        return doc

    def _bind(self, reading: Reading, number: int, claim: FoundClaim) -> BoundClaim:
        start, end = reading.sentences[number]
        before = reading.text[start : claim.start]
        introduction, length = phrases.lead_in(reading.text[start:end]) if number == 0 else ("", 0)
        clause = phrases.last_clause(phrases.without_reporting(before[length:]))
        words = phrases.subject(phrases.without_numbers(clause))
        if not words or phrases.is_pronoun(words):
            words = phrases.after_change(reading.text[claim.end : end]) if claim.rule.startswith("trend") else ""
        own = reading.topics[number] if number < len(reading.topics) else ""
        indicator = words if words and not phrases.is_pronoun(words) else own or introduction
        figures = tuple(index for index, _ in reading.in_sentence(number))
        return BoundClaim(claim, number, indicator, own, figures)

    def to_disk(self, path: Any, *, exclude: Any = ()) -> None:
        """Nothing to keep: the rules are in patterns/, the settings in the config."""

    def from_disk(self, path: Any, *, exclude: Any = ()) -> Claims:
        return self


@Language.factory(
    "council_claims",
    assigns=["doc.spans"],
    requires=["doc.spans"],
    default_config={"patterns": "", "spans_key": "claims"},
)
def create_claims(nlp: Language, name: str, *, patterns: str, spans_key: str) -> Claims:
    return Claims(nlp, name, patterns=patterns, spans_key=spans_key)
