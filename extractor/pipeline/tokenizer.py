"""A tokenizer for council papers: numbers, units, brackets and dashes are tokens of their own.

Blank English keeps "77.4%(target", "0.5%-1.0" and "2023/24" as single tokens, so that a span over the figure alone does
not exist. These infixes split wherever a figure can begin or end.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import registry

_PUNCTUATION = r"[^\w\s]|[\u00b2\u00b3\u00b9\u2070-\u2089\u00bc-\u00be\u2153-\u215e]"
_TURN = r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)|(?<=\w)(?=[^\w\s])|(?<=[^\w\s])(?=\w)|(?<=_)(?=\w)"
_INFIX = re.compile(rf"{_PUNCTUATION}|{_TURN}|_")


@registry.tokenizers("council_tokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """For a config's ``[nlp.tokenizer]``: ``@tokenizers = "council_tokenizer.v1"``."""

    def make(nlp: Language) -> Tokenizer:
        return Tokenizer(nlp.vocab, infix_finditer=_INFIX.finditer)

    return make


def split_figures(nlp: Language) -> None:
    """Give somebody else's pipeline the infixes that these components need; their own rules stay."""
    tokenizer = nlp.tokenizer
    if not isinstance(tokenizer, Tokenizer) or tokenizer.infix_finditer == _INFIX.finditer:
        return
    nlp.tokenizer = Tokenizer(nlp.vocab, infix_finditer=_INFIX.finditer)
