"""What the components share: the reading that hangs on a Doc, and spans made of character offsets."""

from __future__ import annotations

from pathlib import Path

from spacy.tokens import Doc, Span

from extractor.errors import ExtractorError
from extractor.pipeline.reading import BlockContext, Reading
from extractor.pipeline.sentences import split_sentences
from extractor.resources import folder

_KEY = "council_reading"


def prepare(doc: Doc, text: str, context: BlockContext) -> Doc:
    """Say what stands around a block, whose tokens ``doc`` holds, before the pipeline reads it."""
    doc.user_data[_KEY] = _begun(text, context)
    return doc


def reading_of(doc: Doc) -> Reading:
    """The reading of a Doc; made, with its sentences, where there is none yet."""
    reading = doc.user_data.get(_KEY)
    if isinstance(reading, Reading):
        return reading
    reading = _begun(doc.text, BlockContext())
    doc.user_data[_KEY] = reading
    return reading


def _begun(text: str, context: BlockContext) -> Reading:
    """A reading of which the sentences are known. A Doc's text is put together from its tokens, so it is handed on."""
    return Reading(text, context, split_sentences(text))


def character_span(doc: Doc, start: int, end: int, label: str, identity: str = "") -> Span:
    """The span over ``[start, end)``. Raises ExtractorError where the tokens do not end there: nothing is skipped."""
    span = doc.char_span(start, end, label=label, span_id=identity)
    if span is None:
        raise ExtractorError(
            f"the tokenizer does not split {doc.text[start:end]!r} from its neighbours",
            remedy='Use the tokenizer "council_tokenizer.v1", or extractor.pipeline.tokenizer.split_figures(nlp)',
        )
    return span


def pattern_file(name: str, patterns: str = "") -> Path:
    """A file of patterns/: of the folder that is given, or of the one that comes with the program."""
    return folder("patterns", Path(patterns) if patterns else None) / name
