"""``--to spacy``: a DocBin with a Doc for every passage, those without a figure too: a model learns from both."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.export.job import Job
from extractor.export.passages import Span, read_passages
from extractor.export.places import MARK
from extractor.pipeline.docbins import DocBinWriter, Labelled


def write_spacy(job: Job) -> None:
    """Write the file."""
    writer = DocBinWriter(MARK)
    with read_passages(job.dataset, job.unit) as passages:
        for passage in passages:
            known = {
                "source": passage.source,
                "figures": [span.attributes for span in passage.figures],
                "claims": [span.attributes for span in passage.claims],
                "relations": [(each.source, each.target, each.kind) for each in passage.relations],
            }
            groups = {"figures": _labelled(passage.figures), "claims": _labelled(passage.claims)}
            writer.add(passage.text, groups, known)
    writer.write(job.files[0])


def _labelled(spans: Iterable[Span]) -> list[Labelled]:
    return [Labelled(span.start, span.end, span.label, span.id) for span in spans]
