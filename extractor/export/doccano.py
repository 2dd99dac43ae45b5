"""``--to doccano``: one passage a line, with its spans; a second file holds the relations between them too.

doccano counts UTF-16 code units unless a project counts grapheme clusters. It guesses a file's encoding, so the lines
are ASCII.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from extractor.export.job import Job
from extractor.export.offsets import CodeUnits
from extractor.export.passages import Passage, read_passages
from extractor.export.places import MARK


def write_doccano(job: Job) -> None:
    """Write the file for sequence labelling, and the one for relation extraction."""
    labels, relations = (path.open("w", encoding="ascii", newline="\n") for path in job.files)
    with labels, relations, read_passages(job.dataset, job.unit) as passages:
        for passage in passages:
            if passage.is_worth_a_look:
                source = {"made_by": MARK, **passage.source}
                labels.write(_line({**source, "text": passage.text, "label": spans_of(passage)}))
                relations.write(_line({**source, "text": passage.text, **relations_of(passage)}))


def spans_of(passage: Passage) -> list[list[object]]:
    """``[start, end, label]`` of figures and claims."""
    units = CodeUnits(passage.text)
    return [[units[span.start], units[span.end], span.label] for span in passage.spans]


def relations_of(passage: Passage) -> dict[str, list[dict[str, object]]]:
    """``entities`` and ``relations``, numbered within the passage."""
    units = CodeUnits(passage.text)
    numbers = {span.id: number for number, span in enumerate(passage.spans)}
    return {
        "entities": [
            {
                "id": numbers[span.id],
                "start_offset": units[span.start],
                "end_offset": units[span.end],
                "label": span.label,
            }
            for span in passage.spans
        ],
        "relations": [
            {"id": number, "from_id": numbers[each.source], "to_id": numbers[each.target], "type": each.kind}
            for number, each in enumerate(passage.relations)
        ],
    }


def _line(record: Mapping[str, object]) -> str:
    return json.dumps(record) + "\n"
