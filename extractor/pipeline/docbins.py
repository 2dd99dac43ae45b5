"""Texts with spans that are known already, as spaCy's own: tokens for Prodigy, and Docs for training.

The tokens are those of the pipeline, cut once more where a span begins or ends within one, so that every span stands
on whole tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import spacy
from spacy.tokens import Doc, DocBin
from spacy.tokens import Span as DocSpan
from spacy.util import filter_spans

from extractor.pipeline.tokenizer import create_tokenizer


class Token(NamedTuple):
    """A token at ``[start, end)`` of the text; ``space`` says whether a blank follows, which is no token."""

    start: int
    end: int
    space: bool


class Labelled(NamedTuple):
    """A span ``[start, end)`` of characters with its label and key."""

    start: int
    end: int
    label: str
    id: str


class Tokens:
    """Splits texts as the pipeline does."""

    def __init__(self) -> None:
        self.nlp = spacy.blank("en")
        self.nlp.tokenizer = create_tokenizer()(self.nlp)

    def split(self, text: str, edges: Iterable[int] = ()) -> list[Token]:
        """The tokens of a text; none runs over one of the ``edges``."""
        cuts = sorted(set(edges))
        tokens: list[Token] = []
        place = 0
        for token in self.nlp.make_doc(text):
            start, end = token.idx, token.idx + len(token)
            while place < len(cuts) and cuts[place] < end:
                if cuts[place] > start:
                    tokens.append(Token(start, cuts[place], False))
                    start = cuts[place]
                place += 1
            tokens.append(Token(start, end, bool(token.whitespace_)))
        return tokens


class DocBinWriter:
    """Collects Docs; ``write`` makes the file that ``spacy train`` and ``DocBin().from_disk`` read."""

    def __init__(self, mark: str) -> None:
        """``mark`` is a word that is to stand in the file, whatever else does."""
        self._tokens = Tokens()
        self._bin = DocBin(store_user_data=True)
        self._bin.strings.add(mark)

    def add(self, text: str, groups: Mapping[str, Sequence[Labelled]], user_data: Mapping[str, object]) -> None:
        """Append a text. Each group becomes one of ``doc.spans``; of the first, what does not overlap ``doc.ents``."""
        edges = [edge for spans in groups.values() for span in spans for edge in (span.start, span.end)]
        tokens = self._tokens.split(text, edges)
        words = [text[token.start : token.end] for token in tokens]
        doc = Doc(self._tokens.nlp.vocab, words=words, spaces=[token.space for token in tokens])
        first = {token.start: number for number, token in enumerate(tokens)}
        after = {token.end: number + 1 for number, token in enumerate(tokens)}
        for name, spans in groups.items():
            doc.spans[name] = [
                DocSpan(doc, first[span.start], after[span.end], span.label, span_id=span.id) for span in spans
            ]
        doc.ents = filter_spans(doc.spans[next(iter(groups))])
        doc.user_data.update(user_data)
        self._bin.add(doc)

    def write(self, file: Path) -> None:
        """Write the file."""
        self._bin.to_disk(file)
