"""Figures read from an image: how they were read is kept, and what may be a misreading accuses nobody."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from extractor.document import Reading
from extractor.readers import read_document
from extractor.result import DocumentResult
from extractor.run import Extractor

EXTRACTOR = Extractor()


def scan(text: str, sure: float = 0.97, **words: tuple[float, str]) -> DocumentResult:
    """A text as if every word with a digit in it had been read from an image, ``words`` with their own confidence."""
    document = read_document(text.encode(), "scan.txt")
    readings = []
    for found in re.finditer(r"\S*\d\S*", text):
        confidence, read = words.get(f"w{re.sub(r'[^0-9]', '', found.group())}", (sure, ""))
        readings.append(Reading(found.start(), found.end(), confidence, read))
    return EXTRACTOR.examine(replace(document, readings=tuple(readings)))


WRONG = "In the quarter 8.6% of children looked after (16/244 children) had a missing incident."


def test_clear_characters_accuse_as_print_does() -> None:
    (finding,) = scan(WRONG).checks
    assert (finding.verdict, finding.reason) == ("inconsistent", "the percentage is not that of its parts")


def test_a_digit_in_doubt_that_would_make_the_figures_agree_is_named() -> None:
    (finding,) = scan(WRONG, w86=(0.6, "")).checks
    assert (finding.verdict, finding.reason) == ("review", "misread")
    assert finding.statement.endswith(
        "The page is a scan, and read as 6.6% in place of 8.6% the figures would agree: look at the page."
    )


def test_a_part_in_doubt_is_tried_as_well() -> None:
    text = "In the quarter 8.6% of children looked after (27/244 children) were missing."
    (finding,) = scan(text, w27244=(0.5, "")).checks
    assert (finding.verdict, finding.reason) == ("review", "misread")
    assert finding.statement.endswith(
        "The page is a scan, and read as 21 in place of 27 the figures would agree: look at the page."
    )


def test_doubt_that_no_other_reading_settles_still_accuses_nobody() -> None:
    (finding,) = scan("Of 244 children, 8.6% (116/244) were missing.", w86=(0.7, "")).checks[:1]
    assert (finding.verdict, finding.reason) == ("review", "doubtful reading")
    assert finding.statement.endswith("The page is a scan, and its characters are not certain: look at the page.")


def test_a_lost_point_is_questioned_even_where_the_engine_was_sure() -> None:
    (finding,) = (f for f in scan("Checks were done for 833% of children (90/108).").checks if f.kind == "ratio")
    assert (finding.verdict, finding.reason) == ("review", "misread")
    assert "read as 83.3% in place of 833% the figures would agree" in finding.statement


def test_a_repaired_figure_keeps_what_was_read_and_its_agreement_is_looked_at() -> None:
    result = scan("Checks were done for 83.3% of children (90/108).", w833=(0.5, "83.396"))
    (mention,) = result.findings.mentions
    assert (mention.text, mention.value, mention.as_read, mention.read_confidence) == (
        "83.3%",
        Decimal("83.3"),
        "83.396",
        Decimal("0.5"),
    )
    (finding,) = (f for f in result.checks if f.kind == "ratio")
    assert (finding.verdict, finding.reason) == ("review", "misread")
    assert finding.statement.endswith("The scan was read as “83.396”; taken as 83.3% it agrees: look at the page.")


def test_a_certain_repair_stays_consistent() -> None:
    result = scan("Checks were done for 83.3% of children (90/108).", w833=(0.95, "83.3°/o"))
    assert [f.verdict for f in result.checks if f.kind == "ratio"] == ["consistent"]
    assert result.findings.mentions[0].as_read == "83.3°/o"


def test_confidence_and_the_interval_of_doubt_are_of_the_figure() -> None:
    (plain,) = scan("The council made 83 visits.").findings.mentions
    (doubtful,) = scan("The council made 83 visits.", w83=(0.5, "")).findings.mentions
    assert plain.read_confidence == Decimal("0.97")
    assert (plain.doubt_low, plain.doubt_high) == (None, None)
    assert (doubtful.doubt_low, doubtful.doubt_high) == (Decimal(33), Decimal(93))
    assert doubtful.confidence < plain.confidence


@pytest.mark.parametrize("text", [WRONG, "Checks were done for 833% of children (90/108)."])
def test_printed_text_knows_nothing_of_readings(text: str) -> None:
    result = EXTRACTOR.examine(read_document(text.encode(), "x.txt"))
    assert all(mention.read_confidence is None and mention.as_read == "" for mention in result.findings.mentions)
    assert "inconsistent" in [finding.verdict for finding in result.checks]


def test_a_figure_whose_sentence_is_broken_off_accuses_nobody() -> None:
    text = "Visits rose from 3,150 to 3,528, that is by 15 per\n\ncent. Deputations were heard."
    assert [finding.verdict for finding in scan(text).checks if finding.kind == "change"] == ["review"]
    whole = "Visits rose from 3,150 to 3,528, that is by 15 per cent. Deputations were heard."
    assert [finding.verdict for finding in scan(whole).checks if finding.kind == "change"] == ["inconsistent"]
