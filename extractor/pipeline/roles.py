"""The component that says in which role each quantity stands and for when: labels of ``doc.spans["figures"]``."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extractor.pipeline.binding import Binder
from extractor.pipeline.rolerules import load_roles
from extractor.pipeline.scope import PeriodScope
from extractor.pipeline.spans import character_span, pattern_file, reading_of


class Roles:
    """Target, benchmark (and whose), forecast, change or actual, by the rules of roles.toml; and the period of each."""

    def __init__(self, nlp: Language, name: str, *, patterns: str, spans_key: str) -> None:
        self.name = name
        self.spans_key = spans_key
        rules = load_roles(pattern_file("roles.toml", patterns))
        self._binder = Binder(rules)
        self._scope = PeriodScope(rules)

    def __call__(self, doc: Doc) -> Doc:
        reading = reading_of(doc)
        self._binder.read(reading)
        self._scope.read(reading)
        doc.spans[self.spans_key] = [
            character_span(doc, f.quantity.start, f.quantity.end, f.role.upper(), f.role_rule) for f in reading.figures
        ]
        return doc

    def to_disk(self, path: Any, *, exclude: Any = ()) -> None:
        """Nothing to keep: the rules are in patterns/, the settings in the config."""

    def from_disk(self, path: Any, *, exclude: Any = ()) -> Roles:
        return self


@Language.factory(
    "council_roles",
    assigns=["doc.spans"],
    requires=["doc.spans"],
    default_config={"patterns": "", "spans_key": "figures"},
)
def create_roles(nlp: Language, name: str, *, patterns: str, spans_key: str) -> Roles:
    return Roles(nlp, name, patterns=patterns, spans_key=spans_key)
