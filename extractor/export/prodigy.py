"""``--to prodigy``: one passage a line, with the pipeline's tokens and spans over them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from extractor.export.job import Job
from extractor.export.passages import Passage, read_passages
from extractor.export.places import MARK
from extractor.pipeline.docbins import Token, Tokens


def write_prodigy(job: Job) -> None:
    """Write the file."""
    tokens = Tokens()
    with (
        job.files[0].open("w", encoding="utf-8", newline="\n") as lines,
        read_passages(job.dataset, job.unit) as passages,
    ):
        for passage in passages:
            if passage.is_worth_a_look:
                edges = (edge for span in passage.spans for edge in (span.start, span.end))
                task = describe(passage, tokens.split(passage.text, edges))
                lines.write(json.dumps(task, ensure_ascii=False) + "\n")


def describe(passage: Passage, tokens: Sequence[Token]) -> dict[str, object]:
    """A task. Prodigy's ``token_end`` is the last token of a span, not the one after it."""
    first = {token.start: number for number, token in enumerate(tokens)}
    last = {token.end: number for number, token in enumerate(tokens)}
    return {
        "meta": {"made_by": MARK, **passage.source},
        "text": passage.text,
        "tokens": [
            {
                "text": passage.text[token.start : token.end],
                "start": token.start,
                "end": token.end,
                "id": number,
                "ws": token.space,
            }
            for number, token in enumerate(tokens)
        ],
        "spans": [
            {
                "start": span.start,
                "end": span.end,
                "token_start": first[span.start],
                "token_end": last[span.end],
                "label": span.label,
                "id": span.id,
            }
            for span in passage.spans
        ],
    }
