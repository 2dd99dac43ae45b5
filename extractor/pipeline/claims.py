"""The component that marks statements in words: ``doc.spans["claims"]``, labelled KIND.value."""

from __future__ import annotations

from typing import Any

import regex
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
        if _weak(words):
            words = phrases.after_change(reading.text[claim.end : end]) if claim.rule.startswith("trend") else ""
        own = reading.topics[number] if number < len(reading.topics) else ""
        if _weak(words):
            words = self._of_figure(reading, number, claim) if _weak(own) else ""
        indicator = words or own or introduction
        figures = tuple(index for index, _ in reading.in_sentence(number))
        return BoundClaim(claim, number, indicator, own, figures)

    def _of_figure(self, reading: Reading, number: int, claim: FoundClaim) -> str:
        """What the nearest figure in front of a claim measures, else the first of its sentence."""
        figures = [figure for _, figure in reading.in_sentence(number) if figure.indicator]
        before = [figure for figure in figures if figure.quantity.end <= claim.start]
        nearest = before[-1:] or figures[:1]
        return nearest[0].indicator if nearest else ""

    def to_disk(self, path: Any, *, exclude: Any = ()) -> None:
        """Nothing to keep: the rules are in patterns/, the settings in the config."""

    def from_disk(self, path: Any, *, exclude: Any = ()) -> Claims:
        return self


_CLAUSE = regex.compile(
    r"^(?:was|were|is|are|has|have|had|did|does|do|remain\w*|compared|corresponds?|improvement|although|though|so|this|it)\b|^[a-z]+(?:s|ed)$"
)


def _weak(words: str) -> bool:
    """True for words that name nothing: a pronoun, a clause without its subject, a lone verb."""
    return not words or phrases.is_pronoun(words) or _CLAUSE.match(words) is not None


@Language.factory(
    "council_claims",
    assigns=["doc.spans"],
    requires=["doc.spans"],
    default_config={"patterns": "", "spans_key": "claims"},
)
def create_claims(nlp: Language, name: str, *, patterns: str, spans_key: str) -> Claims:
    return Claims(nlp, name, patterns=patterns, spans_key=spans_key)
