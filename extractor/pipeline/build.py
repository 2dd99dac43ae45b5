"""Assembles the pipeline from models/en_council.cfg, and builds the folder that ``spacy.load`` opens."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import spacy.about
from spacy.language import Language
from spacy.util import load_config, load_model_from_config

# registers the factories where the package's entry points are not installed
from extractor.pipeline import claims, indicators, periods, quantities, roles, tokenizer
from extractor.resources import digest, folder

__all__ = [
    "assemble",
    "build_model",
    "claims",
    "indicators",
    "is_current",
    "periods",
    "quantities",
    "roles",
    "tokenizer",
]

MODEL = "en_council"


@lru_cache(maxsize=4)
def assemble(patterns: str = "", catalogue: str = "", *, bare: bool = False) -> Language:
    """The pipeline with its own or the given rules. Raises PatternError where a rule or the catalogue is at fault.

    A ``bare`` one is for readings alone: it marks no names of the catalogue in ``doc.spans["indicators"]``, and its
    tokens know no more than their text. Both take longer than the words of a paper themselves.
    """
    config = load_config(
        folder("models") / f"{MODEL}.cfg",
        overrides={"paths.patterns": patterns, "paths.catalogue": catalogue}
        | ({"components.indicators.spans_key": ""} if bare else {}),
        interpolate=True,
    )
    nlp = load_model_from_config(config, auto_fill=True)
    if bare:
        nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]
    return nlp


def build_model(target: Path | None = None) -> Path:
    """Write the built pipeline, with the digest of the patterns that it was built with; returns its folder."""
    path = target or folder("models") / MODEL
    nlp = assemble()
    nlp.meta.update(
        {
            "name": "council",
            "version": "0.1.0",
            "description": "Rules for performance figures in council papers",
            "license": "MIT",
            "spacy_version": f">={spacy.about.__version__.rsplit('.', 1)[0]},<4",
        }
    )
    nlp.meta["patterns_digest"] = digest(folder("patterns"))
    nlp.to_disk(path)
    return path


def is_current(path: Path | None = None) -> bool:
    """True where the built pipeline was built with the patterns as they are now."""
    meta = (path or folder("models") / MODEL) / "meta.json"
    if not meta.exists():
        return False
    stored = json.loads(meta.read_text(encoding="utf-8")).get("patterns_digest")
    return bool(stored == digest(folder("patterns")))
