"""The component that says what each figure measures; catalogue matches are ``doc.spans["indicators"]``."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from extractor.catalogue import load_catalogue
from extractor.pipeline.rolerules import load_roles
from extractor.pipeline.spans import pattern_file, reading_of
from extractor.pipeline.subjects import Subjects


class Indicators:
    """Binds figures to what they measure, and marks the catalogue's indicators where their names stand in the text.

    With an empty ``spans_key`` it marks none.
    """

    def __init__(self, nlp: Language, name: str, *, patterns: str, catalogue: str, spans_key: str) -> None:
        self.name = name
        self.spans_key = spans_key
        self._subjects = Subjects(load_roles(pattern_file("roles.toml", patterns)))
        self._matcher = _matcher(nlp, patterns, catalogue) if spans_key else None

    def __call__(self, doc: Doc) -> Doc:
        reading = reading_of(doc)
        if reading.figures or reading.sentences:
            self._subjects.read(reading)
        if self._matcher is not None:
            spans = self._matcher(doc, as_spans=True)
            for span in spans:
                span.id_ = span.label_
            doc.spans[self.spans_key] = spans
        return doc

    def to_disk(self, path: Any, *, exclude: Any = ()) -> None:
        """Nothing to keep: the rules are in patterns/, the settings in the config."""

    def from_disk(self, path: Any, *, exclude: Any = ()) -> Indicators:
        return self


def _matcher(nlp: Language, patterns: str, catalogue: str) -> PhraseMatcher:
    """Finds the names of all indicators, each under its id."""
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    entries = load_catalogue(
        catalogue or str(pattern_file("indicators.csv", patterns)), str(pattern_file("terms.csv", patterns))
    )
    for entry in entries.entries:
        matcher.add(entry.id, [nlp.make_doc(alias) for alias in (entry.name, *entry.aliases)])
    return matcher


@Language.factory(
    "council_indicators",
    assigns=["doc.spans"],
    requires=["doc.spans"],
    default_config={"patterns": "", "catalogue": "", "spans_key": "indicators"},
)
def create_indicators(nlp: Language, name: str, *, patterns: str, catalogue: str, spans_key: str) -> Indicators:
    return Indicators(nlp, name, patterns=patterns, catalogue=catalogue, spans_key=spans_key)
