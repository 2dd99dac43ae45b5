"""The pipeline as spaCy users meet it."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from extractor.errors import ExtractorError
from extractor.pipeline.build import is_current
from extractor.resources import folder


def test_the_built_pipeline_is_up_to_date_with_the_patterns() -> None:
    assert is_current(), "run `extractor pipeline build` and commit models/en_council"


def test_the_built_pipeline_opens_and_marks_spans() -> None:
    nlp = spacy.load(folder("models") / "en_council")
    doc = nlp("In Q2 2017/18, 83.3% of children had dental checks (90/108), against a target of 90%.")
    assert [(span.text, span.label_) for span in doc.spans["quantities"]] == [
        ("83.3%", "PERCENTAGE"),
        ("90/108", "COUNT"),
        ("90%", "PERCENTAGE"),
    ]
    assert [(span.text, span.label_) for span in doc.spans["figures"]] == [
        ("83.3%", "ACTUAL"),
        ("90/108", "ACTUAL"),
        ("90%", "TARGET"),
    ]
    assert [span.text for span in doc.spans["periods"]] == ["In Q2 2017/18"]


def test_one_component_works_in_somebody_elses_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("council_quantities")
    doc = nlp("It was 77.4%(target 80%), n=43, 5–7 days.")
    assert [span.text for span in doc.spans["quantities"]] == ["77.4%", "80%", "43", "5–7 days"]


def test_a_pipeline_goes_to_disk_and_back(tmp_path: object) -> None:
    path = str(tmp_path)
    nlp = spacy.blank("en")
    nlp.add_pipe("council_periods", config={"spans_key": "when"})
    nlp.to_disk(path)
    doc = spacy.load(path)("It closed on 31 March 2014.")
    assert [span.text for span in doc.spans["when"]] == ["on 31 March 2014"]


def test_components_say_what_they_assign() -> None:
    assert Language.get_factory_meta("council_quantities").assigns == ["doc.spans"]


def test_a_missing_folder_of_patterns_is_said() -> None:
    nlp = spacy.blank("en")
    with pytest.raises(ExtractorError, match="no such folder"):
        nlp.add_pipe("council_periods", config={"patterns": "/nowhere/at/all"})
