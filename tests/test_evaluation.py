"""Evaluation: tiny datasets made by hand against tiny annotations, with exact numbers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractor.dataset.records import Records
from extractor.dataset.writers import write_dataset
from extractor.errors import UsageError
from extractor.evaluation import Report, evaluate_dataset, format_report
from extractor.evaluation.score import Counts, Found, Share, band_of

TEXT = "In 2019 the rate was 83.3% (90/108). That is above the target of 80%. Visits rose from 9 to 12; staff, 12.\n"
Row = dict[str, Any]


def mention(number: int, words: str, value: float, **columns: Any) -> Row:
    start = TEXT.index(words)
    place = {"start": start, "end": start + len(words), "text": words}
    return {"mention_id": f"m{number}", "doc_id": "d1", "source": "narrative", **place, "value": value, **columns}


def figure(quote: str, text: str, value: float, **fields: Any) -> Row:
    return {"quote": quote, "text": text, "value": value, "role": ["actual"], **fields}


def cell(number: int, value: float, row_label: str, column_label: str, **columns: Any) -> Row:
    labels = {"row_label": row_label, "column_label": column_label, "source": "table"}
    return {"mention_id": f"m{number}", "doc_id": "d1", "start": 0, "end": 2, "value": value, **labels, **columns}


def claim(number: int, words: str, kind: str, value: str, **columns: Any) -> Row:
    start = TEXT.index(words)
    place = {"start": start, "end": start + len(words), "text": words}
    return {"claim_id": f"c{number}", "doc_id": "d1", **place, "kind": kind, "value": value, **columns}


def check(number: int, kind: str, verdict: str, mentions: tuple[str, ...], claims: tuple[str, ...] = ()) -> Row:
    ids = {"mention_ids": mentions, "claim_ids": claims}
    return {
        "check_id": f"r{number}",
        "doc_id": ("d1",),
        "kind": kind,
        "verdict": verdict,
        "statement": "As said.",
        **ids,
    }


def evaluate(folder: Path, gold: Row, **tables: list[Row]) -> Report:
    documents = tables.pop("documents", [{"path": "papers/a.txt", "doc_id": "d1", "status": "ok"}])
    write_dataset(Records(documents=documents, texts={"d1": TEXT}, **tables), folder / "dataset")
    path = folder / "a.json"
    path.write_text(json.dumps({"document": "a.txt", "figures": [], **gold}), encoding="utf-8")
    return evaluate_dataset(folder / "dataset", [path])


def counts(folder: Path, gold: Row, **tables: list[Row]) -> Counts:
    return evaluate(folder, gold, **tables).counts


RATE = mention(
    1,
    "83.3%",
    83.3,
    measure="percentage",
    role="actual",
    indicator="the rate",
    numerator=90,
    denominator=108,
    qualifier="eq",
    period_start=date(2019, 4, 1),
    period_end=date(2020, 3, 31),
    confidence=0.95,
)


def test_figures_found_missed_and_spurious(tmp_path: Path) -> None:
    gold = {
        "figures": [
            figure("rate was 83.3%", "83.3%", 83.3),
            figure("target of 80%", "80%", 80),
            figure("from 9 to 12", "9", 9),
        ]
    }
    mentions = [RATE, mention(2, "80%", 81), mention(3, "2019", 2019, confidence=0.5)]
    result = counts(tmp_path, gold, mentions=mentions)
    assert result.figures == Found(hit=1, missed=2, spurious=2)
    assert (result.figures.precision, result.figures.recall, result.figures.f1) == (1 / 3, 1 / 3, 2 / 6)
    assert result.tuple_f1 == 2 / 6
    assert result.bands == (*(Share(),) * 5, Share(0, 1), *(Share(),) * 3, Share(1, 1), Share(0, 1))


def test_white_space_in_a_quote_is_free(tmp_path: Path) -> None:
    gold = {"figures": [figure("rate was\n 83.3 % ( 90/108", "83.3 %", 83.3)]}
    assert counts(tmp_path, gold, mentions=[RATE]).figures == Found(1, 0, 0)


def test_the_nth_occurrence_outside_of_words(tmp_path: Path) -> None:
    gold = {"figures": [figure("9 to 12; staff, 12", "12", 12, nth=1), figure("In 2019 the rate", "9", 9)]}
    mentions = [mention(1, "12.", 12), mention(2, "12;", 12), mention(3, "9 the", 9)]
    result = counts(tmp_path, gold, mentions=mentions)
    # "9" stands only within "2019" there, and is taken as a last resort.
    assert result.figures == Found(hit=2, missed=0, spurious=1)


def test_a_mention_is_paired_once_and_required_figures_choose_first(tmp_path: Path) -> None:
    same = figure("rate was 83.3%", "83.3%", 83.3)
    gold = {"figures": [{**same, "optional": True}, same, same]}
    assert counts(tmp_path, gold, mentions=[RATE]).figures == Found(hit=1, missed=1, spurious=0)


def test_optional_figures_are_neither_asked_for_nor_held_against(tmp_path: Path) -> None:
    gold = {
        "figures": [figure("rate was 83.3%", "83.3%", 83.3, optional=True), figure("not there", "9", 9, optional=True)]
    }
    report = evaluate(tmp_path, gold, mentions=[RATE, mention(2, "83", 83)])
    assert report.counts.figures == Found()
    assert "quote not in the text" not in format_report(report, show=True, as_json=False)


@pytest.mark.parametrize(
    ("field", "right", "wrong"),
    [
        ("measure", "percentage", "count"),
        ("role", ["target", "actual"], ["target"]),
        ("period", ["2019-04-01", "2020-03-31"], ["2019-04-01", "2019-06-30"]),
        ("indicator", "^the RATE", "visits"),
        ("numerator", 90.00001, 91),
        ("denominator", 108, 107),
        ("qualifier", "eq", "ge"),
        ("comparator", "^$", "england"),
    ],
)
def test_attributes(field: str, right: object, wrong: object, tmp_path: Path) -> None:
    for name, value, good in (("right", right, 1), ("wrong", wrong, 0), ("silent", None, 0)):
        gold = {"figures": [{"quote": "rate was 83.3%", "text": "83.3%", "value": 83.3, field: value}]}
        (tmp_path / name).mkdir()
        summary = counts(tmp_path / name, gold, mentions=[RATE]).summary()
        assert summary["figure_f1"] == 1
        assert summary["tuple_f1"] == (0 if name == "wrong" else 1)
        judged = {key: share for key, share in summary.items() if key == field and share == share}
        assert judged == ({} if name == "silent" else {field: good})


def test_wrong_attributes_spoil_the_band(tmp_path: Path) -> None:
    gold = {"figures": [figure("rate was 83.3%", "83.3%", 83.3, role=["target"])]}
    assert counts(tmp_path, gold, mentions=[RATE]).bands[9] == Share(0, 1)


@pytest.mark.parametrize(
    ("confidence", "band"),
    [(0.0, 0), (0.0999, 0), (0.1, 1), (0.3, 3), (0.7, 7), (0.899, 8), (0.9, 9), (1.0, 9), (1.2, 9), (None, 10)],
)
def test_bands(confidence: float | None, band: int) -> None:
    assert band_of(confidence) == band


def test_table_figures_are_found_by_row_column_and_value(tmp_path: Path) -> None:
    def wanted(row: str, column: str, value: float) -> Row:
        return {"table": True, "row": row, "column": column, "value": value}

    gold = {"figures": [wanted("^mould", "sep", 83), wanted("mould", "target", 90), wanted("mould", "oct", 84)]}
    mentions = [
        cell(1, 83, "Mould cases", "Aug"),
        cell(2, 83, "Mould cases", "September"),
        cell(3, 90, "", "2024", indicator="Mould", role="target"),
        mention(4, "9", 84, row_label="Mould", column_label="Oct"),
    ]
    assert counts(tmp_path, gold, mentions=mentions).figures == Found(hit=2, missed=1, spurious=2)


def test_claims(tmp_path: Path) -> None:
    gold = {
        "claims": [
            {"quote": "above the target of 80%", "kind": "target", "value": ["above", "met"], "indicator": "rate"},
            {"quote": "Visits rose", "kind": "trend", "value": ["increased"], "indicator": "visits"},
            {"quote": "That is above", "kind": "benchmark", "value": ["above"]},
            {"quote": "staff", "kind": "trend", "value": ["stable"], "optional": True},
        ]
    }
    claims = [
        claim(1, "above the target", "target", "above", indicator="the rate"),
        claim(2, "rose", "trend", "increased", indicator="rose"),
        claim(3, "above", "target", "below"),  # wrong, but it stands on a claim of its kind
        claim(4, "staff", "trend", "increased"),  # an optional claim's place
        claim(5, "rate was", "rag", "red"),
    ]
    result = counts(tmp_path, gold, claims=claims)
    assert result.claims == Found(hit=2, missed=1, spurious=1)
    assert result.claim_indicator == Share(1, 2)


def test_checks(tmp_path: Path) -> None:
    gold = {
        "checks": [
            {"verdict": "inconsistent", "kinds": ["ratio"], "quotes": ["(90/108)"], "cells": []},
            {"verdict": "inconsistent", "kinds": ["sum"], "quotes": ["from 9 to 12"], "cells": []},
            {"verdict": "inconsistent", "kinds": ["sum"], "quotes": ["staff, 12"], "cells": [], "optional": True},
            {"verdict": "consistent", "kinds": ["target"], "quotes": [], "cells": [{"row": "mould", "value": 5}]},
            {"verdict": "consistent", "kinds": ["trend"], "quotes": ["Visits rose"], "cells": []},
        ]
    }
    mentions = [mention(1, "90", 90), mention(2, "9 to", 9), mention(3, "80%", 80), cell(4, 5, "Mould", "Sep")]
    checks = [
        check(1, "ratio", "inconsistent", ("m1",)),
        check(2, "granularity", "inconsistent", ("m1",)),  # the same fault by another check: no false alarm
        check(3, "sum", "review", ("m2",)),
        check(4, "target", "consistent", ("m3", "m4")),
        check(5, "target", "inconsistent", ("m3",)),
        check(6, "trend", "review", ("m3",)),
        check(7, "trend", "consistent", (), ("c1",)),
    ]
    result = counts(
        tmp_path, gold, mentions=mentions, claims=[claim(1, "rose", "trend", "increased")], reconciliations=checks
    )
    assert result.caught == Share(1, 2)
    assert result.to_review == Share(2, 2)
    assert result.confirmed == Share(2, 2)
    assert (result.false_alarms, result.reviews) == (1, 1)


def test_what_is_not_complete_holds_nothing_against(tmp_path: Path) -> None:
    gold = {"figures_complete": False, "claims_complete": False}
    result = counts(tmp_path, gold, mentions=[RATE], claims=[claim(1, "rose", "trend", "increased")])
    assert (result.figures, result.claims) == (Found(), Found())


@pytest.mark.parametrize(
    ("documents", "note"),
    [
        ([], "a.txt: not in the dataset; all that is annotated in it counts as missed"),
        (
            [{"path": "a.txt", "status": "failed", "error": "the file is empty"}],
            "a.txt: could not be read (the file is empty); all that is annotated in it counts as missed",
        ),
    ],
)
def test_a_missing_document_counts_as_missed(documents: list[Row], note: str, tmp_path: Path) -> None:
    gold = {
        "figures": [figure("rate was 83.3%", "83.3%", 83.3)],
        "claims": [{"quote": "Visits rose", "kind": "trend", "value": ["increased"]}],
        "checks": [{"verdict": "consistent", "kinds": ["ratio"], "quotes": ["(90/108)"]}],
    }
    report = evaluate(tmp_path, gold, documents=documents)
    assert report.notes == (note,)
    assert format_report(report, show=False, as_json=False).splitlines()[0] == note
    assert (report.counts.figures.missed, report.counts.claims.missed, report.counts.confirmed) == (1, 1, Share(0, 1))


def test_two_documents_of_one_name(tmp_path: Path) -> None:
    documents = [
        {"path": "x/a.txt", "doc_id": "d2", "status": "ok"},
        {"path": "x\\a.txt", "doc_id": "d1", "status": "partial"},
    ]
    report = evaluate(tmp_path, {}, documents=documents)
    assert report.notes == ("a.txt: several documents have this name (x/a.txt, x\\a.txt); the last one is taken",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "a.json: not a JSON file .*Mend the file; corpus/README.md"),
        ("[]", "a.json: 'document', the name of the annotated paper, is missing"),
        ('{"document": "a.txt", "figures": {}}', "a.json: 'figures' is no list"),
        ('{"document": "a.txt", "figures": [{"quote": "9"}]}', "a.json: figures, entry 1: 'value' is missing"),
        ('{"document": "a.txt", "figures": [{"value": 9}]}', "a.json: figures, entry 1: 'quote' is missing"),
        (
            '{"document": "a.txt", "claims": [{"quote": "9", "kind": "rag", "value": "red"}]}',
            "a.json: claims, entry 1 cannot be used .'red' is no list of words",
        ),
        (
            '{"document": "a.txt", "claims": [{"quote": "9", "kind": "rag", "value": [], "indicator": "("}]}',
            "a.json: claims, entry 1 cannot be used",
        ),
        (
            '{"document": "a.txt", "checks": [{"verdict": "wrong", "kinds": ["sum"]}]}',
            "a.json: checks, entry 1 cannot be used .verdict 'wrong' is neither of inconsistent, consistent",
        ),
    ],
)
def test_broken_annotations_are_named(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        evaluate_dataset(tmp_path, [path])


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.json: the annotations cannot be read .*Name an existing JSON file"):
        evaluate_dataset(tmp_path, [tmp_path / "none.json"])
    (tmp_path / "a.json").write_text('{"document": "a.txt"}', encoding="utf-8")
    with pytest.raises(UsageError, match="holds no finished dataset"):
        evaluate_dataset(tmp_path, [tmp_path / "a.json"])
    with pytest.raises(UsageError, match="no annotated documents are given"):
        evaluate_dataset(tmp_path, [])


@pytest.fixture
def report(tmp_path: Path) -> Report:
    gold = {
        "figures": [
            figure("rate was 83.3%", "83.3%", 83.3, role=["target"]),
            figure("of 80%", "80%", 80),
            figure("gone", "1", 1),
        ],
        "claims": [{"quote": "Visits rose", "kind": "trend", "value": ["increased"]}],
        "checks": [{"verdict": "inconsistent", "kinds": ["sum"], "quotes": ["from 9 to 12"]}],
    }
    return evaluate(
        tmp_path,
        gold,
        mentions=[RATE, mention(2, "9 to", 9, context="Visits rose from 9 to 12")],
        claims=[claim(1, "above", "target", "above")],
        reconciliations=[check(1, "ratio", "inconsistent", ("m1",)), check(2, "sum", "review", ("m1",))],
    )


def test_show_lists_every_miss(report: Report) -> None:
    shown = format_report(report, show=True, as_json=False)
    assert shown.startswith(format_report(report, show=False, as_json=False))
    assert shown.splitlines()[-11:] == [
        "a.txt",
        "  quote not in the text: gone",
        "  missed: of 80%",
        "  missed: gone",
        "  spurious: 9 to (Visits rose from 9 to 12)",
        "  wrong: rate was 83.3%: role is 'actual'",
        "  claim missed: trend increased: Visits rose",
        "  claim spurious: target above: above",
        "  check missed: inconsistent sum: from 9 to 12",
        "  false alarm: ratio: As said.",
        "  review without cause: sum: As said.",
    ]


def test_tables(report: Report) -> None:
    lines = format_report(report, show=False, as_json=False).splitlines()
    assert lines[:2] == ["a.txt: the paper does not say: gone", ""]
    assert [line.split()[-7:] for line in lines if line.startswith("a.txt ")][:2] == [
        ["0.500", "0.333", "0.400", "0.000", "1", "2", "1"],
        ["0.000", "-", "-", "-", "-", "-", "-"],
    ]
    assert lines[-12].split() == ["confidence", "figures", "right"]
    assert [line.split() for line in lines[-2:]] == [
        ["0.9", "to", "1.0", "1", "0.000"],
        ["none", "given", "1", "0.000"],
    ]


def test_json(report: Report) -> None:
    data = json.loads(format_report(report, show=True, as_json=True))
    assert (data["figure_precision"], data["figure_recall"], data["role"], data["period"]) == (0.5, 1 / 3, 0, None)
    assert (data["caught"], data["confirmed"], data["false_alarms"], data["reviews"]) == ("0/1", "0/0", 1, 1)
    assert [document["document"] for document in data["documents"]] == ["a.txt"]
    assert data["documents"][0]["details"][0] == {"what": "quote not in the text", "where": "gone"}
    assert [band["figures"] for band in data["calibration"]] == [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]
    assert data["calibration"][9] == {"confidence": "0.9 to 1.0", "figures": 1, "right": 0}
    assert data["notes"] == []
    assert "details" not in json.loads(format_report(report, show=False, as_json=True))["documents"][0]


def test_totals_weigh_every_figure_the_same(tmp_path: Path) -> None:
    report = evaluate(tmp_path, {"figures": [figure("rate was 83.3%", "83.3%", 83.3)]}, mentions=[RATE])
    other = tmp_path / "b.json"
    missing = [figure("x", "x", number) for number in range(3)]
    other.write_text(json.dumps({"document": "b.txt", "figures": missing}), encoding="utf-8")
    both = evaluate_dataset(tmp_path / "dataset", [tmp_path / "a.json", other])
    assert report.counts.figures.recall == 1
    assert [score.counts.figures.recall for score in both.documents] == [1, 0]
    assert both.counts.figures == Found(hit=1, missed=3, spurious=0)
