"""What annotation tools and spaCy are given, read again by their own libraries or a schema of what they read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import spacy
from label_studio_sdk.label_interface import LabelInterface
from spacy.tokens import Doc, DocBin
from spacy.training import Corpus

from extractor.dataset.schema import CLAIM_VALUES, ROLES
from extractor.export import export_dataset

from .samples import MENTIONS, MINUTES, REPORT, write_sample

DELAYS = "🏛 The panel met.\r\nDelays rose from 12 to 19 days 🎉 in May."
REVIEWS = "In 2013/14, 83.3% (90/108 children) of reviews were held on time, below the target of 90%."
TABLE = "Measure\tTarget\tActual\nCost of care\t£1.20m\t£1.35m"
WITH_NUMBERS = [REVIEWS, TABLE, DELAYS, "=1+1 was noted on page 3."]
"""Passages in which there is something to confirm or to correct."""


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def utf16(text: str, start: int, end: int) -> str:
    """What JavaScript finds at ``[start, end)``."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


# Label Studio


@pytest.fixture
def tasks(dataset: Path) -> tuple[LabelInterface, list[dict[str, Any]]]:
    file, interface = export_dataset(dataset, "label-studio")
    return LabelInterface(interface.read_text(encoding="utf-8")), json.loads(file.read_text(encoding="utf-8"))


def test_label_studio_accepts_interface_and_tasks(tasks: tuple[LabelInterface, list[dict[str, Any]]]) -> None:
    interface, found = tasks
    interface.validate()
    assert [task["data"]["text"] for task in found] == WITH_NUMBERS
    for task in found:
        assert interface.validate_task({"data": task["data"]})
        (prediction,) = task["predictions"]
        assert interface.validate_prediction(prediction, return_errors=True) == []


def test_label_studio_refuses_another_label(tasks: tuple[LabelInterface, list[dict[str, Any]]]) -> None:
    """The check above is one: what does not fit the interface is found."""
    interface, found = tasks
    (prediction,) = found[0]["predictions"]
    prediction["result"][0]["value"]["labels"] = ["NO SUCH LABEL"]
    assert interface.validate_prediction(prediction, return_errors=True) != []


def test_label_studio_labels_are_all_that_there_are(tasks: tuple[LabelInterface, list[dict[str, Any]]]) -> None:
    interface, _ = tasks
    assert interface.get_control("figure").labels == [role.upper() for role in ROLES]
    assert interface.get_control("claim").labels == [
        f"{kind.upper()}.{value}" for kind, values in CLAIM_VALUES.items() for value in values
    ]


def test_label_studio_regions(tasks: tuple[LabelInterface, list[dict[str, Any]]]) -> None:
    _, found = tasks
    task = found[2]
    regions = [region for region in task["predictions"][0]["result"] if region["type"] != "relation"]
    # Label Studio counts characters, so that the emoji before the figures counts once.
    assert all(
        region["value"].get("text") in (DELAYS[region["value"]["start"] : region["value"]["end"]],)
        for region in regions
        if region["type"] != "textarea"
    )
    said = [(region["id"], region["from_name"], region["value"].get(region["type"])) for region in regions]
    assert [each for each in said if each[0] == "d2-m2"] == [
        ("d2-m2", "figure", ["ACTUAL"]),
        ("d2-m2", "indicator", None),
        ("d2-m2", "value", None),
        ("d2-m2", "unit", None),
        ("d2-m2", "measure", ["duration"]),
        ("d2-m2", "qualifier", ["eq"]),
    ]
    words = {region["from_name"]: region["value"]["text"] for region in regions if region["id"] == "d2-m2"}
    assert (words["indicator"], words["value"], words["unit"]) == (["Delays"], ["19"], ["days"])
    relations = [region for region in task["predictions"][0]["result"] if region["type"] == "relation"]
    assert [(each["from_id"], each["to_id"], each["labels"]) for each in relations] == [
        ("d2-m2", "d2-m1", ["trend"]),
        ("d2-c1", "d2-m1", ["figure"]),
        ("d2-c1", "d2-m2", ["figure"]),
    ]
    assert task["predictions"][0]["score"] == 0.9
    assert task["data"]["start"] == MINUTES.index(DELAYS)


# doccano: its parser is a part of a web server, so the schema follows the fields that it reads:
# SpanLabel and RelationLabel of doccano 1.8, and the columns of its JSONL and JSONL(Relation) formats.

_OFFSET = {"type": "integer", "minimum": 0}
_LABEL = {"type": "string", "minLength": 1}
LABELLING = {
    "type": "object",
    "required": ["text", "label"],
    "properties": {
        "text": {"type": "string", "minLength": 1},
        "label": {
            "type": "array",
            "items": {"type": "array", "prefixItems": [_OFFSET, _OFFSET, _LABEL], "minItems": 3, "maxItems": 3},
        },
    },
}
RELATIONS = {
    "type": "object",
    "required": ["text", "entities", "relations"],
    "properties": {
        "text": {"type": "string", "minLength": 1},
        "entities": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "start_offset", "end_offset", "label"],
                "properties": {"id": _OFFSET, "start_offset": _OFFSET, "end_offset": _OFFSET, "label": _LABEL},
                "additionalProperties": False,
            },
        },
        "relations": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "from_id", "to_id", "type"],
                "properties": {"id": _OFFSET, "from_id": _OFFSET, "to_id": _OFFSET, "type": _LABEL},
                "additionalProperties": False,
            },
        },
    },
}


def test_doccano(dataset: Path) -> None:
    labels, relations = export_dataset(dataset, "doccano")
    assert labels.read_bytes().isascii()  # doccano guesses the encoding
    for file, schema in ((labels, LABELLING), (relations, RELATIONS)):
        for record in lines(file):
            jsonschema.validate(record, schema)
    found = lines(labels)
    assert [record["text"] for record in found] == WITH_NUMBERS
    assert found[0]["label"] == [[12, 17, "ACTUAL"], [66, 89, "TARGET.below"], [86, 89, "TARGET"]]
    assert [(utf16(DELAYS, start, end), label) for start, end, label in found[2]["label"]] == [
        ("rose", "TREND.increased"),
        ("12", "ACTUAL"),
        ("19 days", "ACTUAL"),
    ]
    related = lines(relations)[2]
    names = {each["id"]: utf16(DELAYS, each["start_offset"], each["end_offset"]) for each in related["entities"]}
    assert [(names[each["from_id"]], each["type"], names[each["to_id"]]) for each in related["relations"]] == [
        ("19 days", "trend", "12"),
        ("rose", "figure", "12"),
        ("rose", "figure", "19 days"),
    ]


# Prodigy


def test_prodigy_tasks_are_docs_of_spacy(dataset: Path) -> None:
    vocab = spacy.blank("en").vocab
    (file,) = export_dataset(dataset, "prodigy")
    found = lines(file)
    assert [task["text"] for task in found] == WITH_NUMBERS
    for task in found:
        tokens = task["tokens"]
        doc = Doc(vocab, words=[token["text"] for token in tokens], spaces=[token["ws"] for token in tokens])
        assert doc.text == task["text"]
        assert [(token["id"], token["start"], token["end"]) for token in tokens] == [
            (token.i, token.idx, token.idx + len(token)) for token in doc
        ]
        for span in task["spans"]:
            by_character = doc.char_span(span["start"], span["end"], label=span["label"])
            assert by_character is not None
            assert (by_character.start, by_character.end) == (span["token_start"], span["token_end"] + 1)
    assert [(span["id"], span["label"]) for span in found[0]["spans"]] == [
        ("d1-m1", "ACTUAL"),
        ("d1-c1", "TARGET.below"),
        ("d1-m2", "TARGET"),
    ]
    assert found[1]["meta"]["page"] == 2


def test_a_figure_within_a_token_is_a_token(tmp_path: Path) -> None:
    word = {**MENTIONS[4], "mention_id": "d2-w", "start": 2, "end": 4, "text": "Th"}
    (file,) = export_dataset(write_sample(tmp_path, mentions=[*MENTIONS, word]), "prodigy")
    assert [token["text"] for token in lines(file)[2]["tokens"]][:4] == ["🏛", "Th", "e", "panel"]
    (file,) = export_dataset(tmp_path / "figures", "spacy")
    doc = list(DocBin().from_disk(file).get_docs(spacy.blank("en").vocab))[4]
    assert [span.text for span in doc.spans["figures"]] == ["Th", "12", "19 days"]


# spaCy


def docs_of(dataset: Path, **options: Any) -> list[Doc]:
    (file,) = export_dataset(dataset, "spacy", **options)
    return list(DocBin().from_disk(file).get_docs(spacy.blank("en").vocab))


def test_spacy_docs(dataset: Path) -> None:
    docs = docs_of(dataset)
    assert [doc.text for doc in docs] == [
        "Children's Services",
        *WITH_NUMBERS[:2],
        "Nothing is counted here.",
        *WITH_NUMBERS[2:],
    ]
    reviews = docs[1]
    assert [(span.text, span.label_, span.id_) for span in reviews.spans["figures"]] == [
        ("83.3%", "ACTUAL", "d1-m1"),
        ("90%", "TARGET", "d1-m2"),
    ]
    assert [(span.text, span.label_, span.id_) for span in reviews.spans["claims"]] == [
        ("below the target of 90%", "TARGET.below", "d1-c1")
    ]
    assert [(ent.text, ent.label_) for ent in reviews.ents] == [("83.3%", "ACTUAL"), ("90%", "TARGET")]
    known = reviews.user_data["figures"][0]
    assert (known["value"], known["unit"], known["period_end"]) == (83.3, "%", "2014-03-31")
    assert reviews.user_data["source"]["path"] == "papers/report #1.pdf"
    assert tuple(docs[4].user_data["relations"][0]) == ("d2-m2", "d2-m1", "trend")
    assert all(list(doc.spans) == ["figures", "claims"] for doc in docs)


def test_spacy_docs_of_whole_documents(dataset: Path) -> None:
    assert [doc.text for doc in docs_of(dataset, unit="document")] == [REPORT, MINUTES]
    assert [doc.text for doc in docs_of(dataset, unit="sentence")][4:6] == ["🏛 The panel met.", DELAYS[18:]]


def test_spacy_trains_on_it(dataset: Path) -> None:
    """A step of training with the entities, and one with the spans, as ``spacy train`` takes them."""
    (file,) = export_dataset(dataset, "spacy")
    nlp = spacy.blank("en")
    examples = list(Corpus(file)(nlp))
    assert len(examples) == 6
    nlp.add_pipe("ner")
    nlp.add_pipe("spancat", config={"spans_key": "figures"})
    nlp.initialize(lambda: examples)
    losses = nlp.update(examples, losses={})
    assert losses.keys() == {"ner", "spancat"}
    assert {name: set(nlp.pipe_labels[name]) for name in losses} == {name: {"ACTUAL", "TARGET"} for name in losses}


def test_figures_that_overlap_are_spans_but_no_entities(tmp_path: Path) -> None:
    inner = {**MENTIONS[5], "mention_id": "d2-m3", "end": MENTIONS[5]["end"] - 5, "text": "19"}
    docs = docs_of(write_sample(tmp_path, mentions=[*MENTIONS, inner]))
    assert [span.text for span in docs[4].spans["figures"]] == ["12", "19", "19 days"]
    assert [span.text for span in docs[4].ents] == ["12", "19 days"]


def test_a_dataset_without_papers(tmp_path: Path) -> None:
    nothing: dict[str, Any] = {"documents": [], "mentions": [], "claims": [], "reconciliations": [], "exclusions": []}
    dataset = write_sample(tmp_path, **nothing, texts={})
    assert json.loads(export_dataset(dataset, "label-studio")[0].read_text(encoding="utf-8")) == []
    assert [lines(file) for file in export_dataset(dataset, "doccano")] == [[], []]
    assert lines(export_dataset(dataset, "prodigy")[0]) == []
    assert docs_of(dataset) == []
