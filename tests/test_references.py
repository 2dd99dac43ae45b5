"""What the codes in front of a table's rows stand for is only asked for where something looks like a code."""

from __future__ import annotations

import pytest

from extractor.references import References

LABELS = (
    "PL2 Appeals allowed",
    "1C(1A) People with direct payments",
    "HC 4 Rent arrears",
    "Plain label",
    "PL2 Later",
    "PL3",
)


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("PL2", "PL2 Appeals allowed"),
        ("1C(1A)", "1C(1A) People with direct payments"),
        ("PL3", "PL3"),
        ("HC 4", "HC 4"),
        ("Plain", "Plain"),
        ("Care leavers", "Care leavers"),
        ("", ""),
    ],
)
def test_a_code_is_the_row_that_begins_with_it(code: str, label: str) -> None:
    assert References(lambda: LABELS).get(code, code) == label


def test_the_labels_are_asked_for_once_and_only_for_a_code() -> None:
    asked = []

    def labels() -> tuple[str, ...]:
        asked.append(1)
        return LABELS

    references = References(labels)
    assert ["Care leavers" in references, "Adoption" in references, len(asked)] == [False, False, 0]
    assert [references["PL2"], references.get("PL9"), len(asked)] == ["PL2 Appeals allowed", None, 1]
    assert dict(references) == {"PL2": LABELS[0], "1C(1A)": LABELS[1]}
    assert (len(references), len(asked)) == (2, 1)
