"""Web Annotations: sound as JSON-LD and by the recommendation, and every selector finds its words again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pyld import jsonld

from extractor.dataset.reader import read_text
from extractor.export import export_dataset
from extractor.export.annotations import CONTEXT

from .samples import REPORT, write_sample

OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"
DC = "http://purl.org/dc/elements/1.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TERMS: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    **{name: f"{OA}{name}" for name in ("Annotation", "TextualBody", "FragmentSelector")},
    **{name: f"{OA}{name}" for name in ("TextQuoteSelector", "TextPositionSelector", "exact", "prefix", "suffix")},
    **{name: f"{OA}{name}" for name in ("start", "end", "tagging", "describing", "assessing")},
    "AnnotationCollection": f"{AS}OrderedCollection",
    "AnnotationPage": f"{AS}OrderedCollectionPage",
    "Software": f"{AS}Application",
    "body": {"@id": f"{OA}hasBody", "@type": "@id"},
    "target": {"@id": f"{OA}hasTarget", "@type": "@id"},
    "source": {"@id": f"{OA}hasSource", "@type": "@id"},
    "selector": {"@id": f"{OA}hasSelector", "@type": "@id"},
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    "generator": {"@id": f"{AS}generator", "@type": "@id"},
    "conformsTo": {"@id": "http://purl.org/dc/terms/conformsTo", "@type": "@id"},
    "items": {"@id": f"{AS}items", "@type": "@id", "@container": "@list"},
    "partOf": {"@id": f"{AS}partOf", "@type": "@id"},
    "first": {"@id": f"{AS}first", "@type": "@id"},
    "total": f"{AS}totalItems",
    "startIndex": f"{AS}startIndex",
    "format": f"{DC}format",
    "value": f"{RDF}value",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "name": "http://xmlns.com/foaf/0.1/name",
}
"""What the vocabulary of Web Annotations says of the terms that are used here."""

_TEXT = {"type": "string"}
_IRI = {"type": "string", "format": "iri-reference", "minLength": 1}
_BODY = {
    "type": "object",
    "required": ["type", "value", "purpose", "format"],
    "properties": {
        "type": {"const": "TextualBody"},
        "value": _TEXT,
        "purpose": {"enum": ["tagging", "describing", "assessing"]},
        "format": {"enum": ["text/plain", "application/json"]},
    },
    "additionalProperties": False,
}
_SELECTORS: dict[str, dict[str, Any]] = {
    "TextQuoteSelector": {"exact": {"type": "string", "minLength": 1}, "prefix": _TEXT, "suffix": _TEXT},
    "TextPositionSelector": {"start": {"type": "integer", "minimum": 0}, "end": {"type": "integer", "minimum": 1}},
    "FragmentSelector": {"conformsTo": _IRI, "value": {"type": "string", "pattern": r"^page=\d+(&viewrect=[\d.,]+)?$"}},
}
_SELECTOR = {
    "oneOf": [
        {
            "type": "object",
            "required": ["type", *properties],
            "properties": {"type": {"const": name}, **properties},
            "additionalProperties": False,
        }
        for name, properties in _SELECTORS.items()
    ]
}
_TARGET = {
    "type": "object",
    "required": ["source", "selector"],
    "properties": {
        "source": _IRI,
        "format": _TEXT,
        "selector": {"anyOf": [_SELECTOR, {"type": "array", "items": _SELECTOR, "minItems": 1}]},
    },
    "additionalProperties": False,
}
_ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "motivation", "body", "target"],
    "properties": {
        "id": _IRI,
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["tagging", "assessing"]},
        "body": {"type": "array", "items": _BODY, "minItems": 1},
        "target": {"type": "array", "items": _TARGET, "minItems": 1},
    },
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "required": ["@context", "id", "type", "total", "first"],
    "properties": {
        "@context": {"const": CONTEXT},
        "id": _IRI,
        "type": {"const": "AnnotationCollection"},
        "total": {"type": "integer", "minimum": 0},
        "first": {
            "type": "object",
            "required": ["id", "type", "partOf", "startIndex", "items"],
            "properties": {
                "id": _IRI,
                "type": {"const": "AnnotationPage"},
                "items": {"type": "array", "items": _ANNOTATION},
            },
        },
    },
}
"""What the recommendation asks of the parts that are used here."""


def load(dataset: Path) -> dict[str, Any]:
    (file,) = export_dataset(dataset, "annotations")
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def test_it_is_what_the_recommendation_asks_for(dataset: Path) -> None:
    collection = load(dataset)
    jsonschema.validate(collection, SCHEMA)
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == 6 + 2 + 3
    assert len({item["id"] for item in items}) == len(items)
    assert collection["first"]["partOf"] == collection["id"]


def test_it_expands_as_json_ld(dataset: Path) -> None:
    def context(url: str, options: object) -> dict[str, Any]:
        assert url == CONTEXT
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": TERMS}}

    base = "http://example.org/exports/figures.annotations.jsonld"
    (collection,) = jsonld.expand(load(dataset), {"documentLoader": context, "base": base})
    assert collection["@type"] == [f"{AS}OrderedCollection"]
    (page,) = collection[f"{AS}first"]
    items = page[f"{AS}items"][0]["@list"]
    assert collection[f"{AS}totalItems"] == [{"@value": len(items)}]
    first = items[0]
    assert first["@type"] == [f"{OA}Annotation"]
    assert first[f"{OA}motivatedBy"] == [{"@id": f"{OA}tagging"}]
    text, pdf = first[f"{OA}hasTarget"]
    assert text[f"{OA}hasSource"] == [{"@id": "http://example.org/exports/figures/text/d1.txt"}]
    assert [each["@type"] for each in text[f"{OA}hasSelector"]] == [
        [f"{OA}TextQuoteSelector"],
        [f"{OA}TextPositionSelector"],
    ]
    assert pdf[f"{OA}hasSource"] == [{"@id": "http://example.org/exports/papers/report%20%231.pdf"}]
    # Nothing is dropped: what the vocabulary does not know would be missing here.
    assert {key for body in first[f"{OA}hasBody"] for key in body} == {
        "@type",
        f"{OA}hasPurpose",
        f"{DC}format",
        f"{RDF}value",
    }
    assert items[-1][f"{OA}motivatedBy"] == [{"@id": f"{OA}assessing"}]


def test_every_selector_finds_its_words(dataset: Path) -> None:
    anchored = 0
    for item in load(dataset)["first"]["items"]:
        for target in item["target"]:
            if target["format"] != "text/plain":
                continue
            text = read_text(dataset, Path(target["source"]).stem)
            quote, place = target["selector"]
            assert text[place["start"] : place["end"]] == quote["exact"]
            assert text[: place["start"]].endswith(quote["prefix"])
            assert text[place["end"] :].startswith(quote["suffix"])
            assert len(quote["prefix"]) == min(32, place["start"])
            assert len(quote["suffix"]) == min(32, len(text) - place["end"])
            anchored += 1
    assert anchored == 8 + 1 + 1 + 3


def test_a_figure_and_a_check(dataset: Path) -> None:
    items = load(dataset)["first"]["items"]
    figure = items[0]
    assert [(body["purpose"], body["value"]) for body in figure["body"][:2]] == [
        ("tagging", "ACTUAL"),
        ("describing", "reviews held on time"),
    ]
    assert json.loads(figure["body"][2]["value"])["value"] == 83.3
    assert figure["target"][1] == {
        "source": "papers/report%20%231.pdf",
        "format": "application/pdf",
        "selector": {
            "type": "FragmentSelector",
            "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
            "value": "page=1&viewrect=100,200,30.5,12",
        },
    }
    claim = items[4]
    assert claim["target"][0]["selector"][1]["start"] == REPORT.index("below")
    assert claim["target"][1]["selector"]["value"] == "page=1"
    trend = items[-1]
    assert [body["value"] for body in trend["body"][:2]] == [
        "inconsistent",
        "=1+1 said the panel: the figures disagree.",
    ]
    assert [target["selector"][0]["exact"] for target in trend["target"]] == ["19 days", "12", "rose"]


@pytest.mark.parametrize("tables", [{}, {"documents": []}])
def test_a_dataset_in_which_nothing_was_found(tmp_path: Path, tables: dict[str, Any]) -> None:
    nothing: dict[str, Any] = {"mentions": [], "claims": [], "reconciliations": [], "exclusions": []}
    if "documents" in tables:
        nothing["texts"] = {}
    collection = load(write_sample(tmp_path, **nothing, **tables))
    jsonschema.validate(collection, SCHEMA)
    assert (collection["total"], collection["first"]["items"]) == (0, [])
