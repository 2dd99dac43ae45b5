"""``--to label-studio``: tasks with the program's spans as predictions, and the labelling interface for them.

Label Studio counts characters (code points) of a text, as the dataset does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import quoteattr

from extractor import __version__
from extractor.dataset.schema import DIRECTIONS, MEASURES, PERIOD_BASES, QUALIFIERS, RAGS
from extractor.export.job import Job
from extractor.export.passages import CLAIM_LABELS, FIGURE_LABELS, Passage, Span, read_passages
from extractor.export.places import MARK
from extractor.export.words import CHECKS

MODEL = f"extractor {__version__}"

CHOICES = {
    "measure": MEASURES,
    "qualifier": QUALIFIERS,
    "period_basis": PERIOD_BASES,
    "rag": RAGS,
    "direction": DIRECTIONS,
}
"""What a figure is asked for, and the answers."""
WORDS = ("indicator", "value", "unit", "period_text", "comparator", "area")
"""What is written about a figure or a claim."""

_FIGURE_COLOURS = ("#1f77b4", "#2ca02c", "#9467bd", "#8c564b", "#ff7f0e")
_CLAIM_COLOUR = "#d62728"


def write_label_studio(job: Job) -> None:
    """Write the tasks and the interface."""
    tasks, interface = job.files
    interface.write_text(describe_interface(), encoding="utf-8")
    with tasks.open("w", encoding="utf-8", newline="\n") as file, read_passages(job.dataset, job.unit) as passages:
        separator = "[\n"
        for passage in passages:
            if passage.is_worth_a_look:
                file.write(separator + json.dumps(describe_task(passage), ensure_ascii=False))
                separator = ",\n"
        file.write("\n]\n" if separator != "[\n" else "[]\n")


def describe_task(passage: Passage) -> dict[str, object]:
    """A task and one prediction; ``data.start`` is where the passage begins in the paper's text."""
    result = [*_regions(passage), *_relations(passage)]
    confidences = [float(span.attributes["confidence"]) for span in passage.figures if "confidence" in span.attributes]
    prediction: dict[str, object] = {"model_version": MODEL, "result": result}
    if confidences:
        prediction["score"] = min(confidences)
    data = {"made_by": MARK, **passage.source, "text": passage.text}
    return {"data": data, "predictions": [prediction]}


def describe_interface() -> str:
    """The labelling interface, as XML: labels of figures and claims, and what is asked of a chosen one."""
    lines = [
        f"<!-- {MARK} -->",
        "<View>",
        "  <Style>.htx-text { white-space: pre-wrap; }</Style>",
        '  <Header value="$path" size="5"/>',
        '  <Labels name="figure" toName="text">',
        *(_label(name, colour) for name, colour in zip(FIGURE_LABELS, _FIGURE_COLOURS, strict=True)),
        "  </Labels>",
        '  <Labels name="claim" toName="text">',
        *(_label(name, _CLAIM_COLOUR) for name in CLAIM_LABELS),
        "  </Labels>",
        "  <Relations>",
        *(f"    <Relation value={quoteattr(kind)}/>" for kind in ("figure", *CHECKS)),
        "  </Relations>",
        '  <Text name="text" value="$text"/>',
        '  <View visibleWhen="region-selected">',
    ]
    for name in WORDS:
        lines.append(f'    <Header value={quoteattr(name.replace("_", " "))} size="6"/>')
        lines.append(f'    <TextArea name="{name}" toName="text" perRegion="true" editable="true" maxSubmissions="1"/>')
    for name, values in CHOICES.items():
        lines.append(f'    <Header value={quoteattr(name.replace("_", " "))} size="6"/>')
        lines.append(f'    <Choices name="{name}" toName="text" perRegion="true" choice="single" showInline="true">')
        lines += [f"      <Choice value={quoteattr(value)}/>" for value in values]
        lines.append("    </Choices>")
    return "\n".join([*lines, "  </View>", "</View>"]) + "\n"


def _label(name: str, colour: str) -> str:
    return f'    <Label value={quoteattr(name)} background="{colour}"/>'


def _regions(passage: Passage) -> Iterator[Mapping[str, object]]:
    for span in passage.spans:
        control = "figure" if span in passage.figures else "claim"
        yield _region(passage, span, control, "labels", {"labels": [span.label]})
        for name in WORDS if control == "figure" else ("indicator", "period_text", "comparator"):
            if name in span.attributes:
                yield _region(passage, span, name, "textarea", {"text": [str(span.attributes[name])]})
        for name in CHOICES if control == "figure" else ():
            if name in span.attributes:
                yield _region(passage, span, name, "choices", {"choices": [span.attributes[name]]})


def _region(passage: Passage, span: Span, control: str, kind: str, value: dict[str, object]) -> dict[str, object]:
    """What one control says of a span; all that is said of one span shares its id."""
    place = {"start": span.start, "end": span.end, "text": passage.text[span.start : span.end]}
    return {
        "id": span.id,
        "from_name": control,
        "to_name": "text",
        "type": kind,
        "value": {**place, **value},
        "origin": "prediction",
    }


def _relations(passage: Passage) -> Iterator[dict[str, object]]:
    for each in passage.relations:
        yield {
            "type": "relation",
            "from_id": each.source,
            "to_id": each.target,
            "direction": "right",
            "labels": [each.kind],
        }
