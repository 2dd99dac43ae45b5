"""Papers of the years before 1974: how they write percentages, nothing, the same again, money, and themselves."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.result import DocumentResult
from extractor.run import Extractor

EXTRACTOR = Extractor()


def read(text: str) -> DocumentResult:
    return EXTRACTOR.read_bytes(text.encode(), "minutes.txt")


def figures(text: str) -> list[tuple[str, Decimal | int, str, str]]:
    return [(m.text, m.value, m.unit, m.indicator) for m in read(text).findings.mentions]


MINUTES = """COUNTY BOROUGH OF HEATHERLEY

HEALTH COMMITTEE

At a meeting of the Health Committee held at the Town Hall on Tuesday, 14th March, 1961.

214. MINUTES. RESOLVED - That the minutes of the meeting held on 14th February, 1961, be approved.

215. INFECTIOUS DISEASES. (a) Measles: 214. (b) Smallpox: Nil. (c) Of the contacts 97 per centum were traced.
"""


def test_minutes_of_a_county_borough_name_it_and_its_committee() -> None:
    front = read(MINUTES).front
    assert (front.authority, front.committee, front.kind) == (
        "County Borough of Heatherley",
        "Health Committee",
        "minutes",
    )
    assert (
        read("LOXWELL RURAL DISTRICT COUNCIL\n\nHousing\n\nText.").front.authority == "Loxwell Rural District Council"
    )


def test_lettered_items_of_a_minute_are_sentences_of_their_own_and_nil_is_nought() -> None:
    assert figures(MINUTES) == [
        ("214", 214, "", "Measles"),
        ("Nil", 0, "", "Smallpox"),
        ("97 per centum", 97, "%", "contacts were traced"),
    ]


LEADERS = """Visits paid by health visitors ............ 4,312
   do.   to children under one year ....... 1,907
   ditto to expectant mothers ............. 611
Attendances at clinics .................... 9,480
Cases of scabies .......................... Nil
"""


def test_a_ditto_in_a_label_repeats_the_last_label_that_was_written_out() -> None:
    assert figures(LEADERS) == [
        ("4,312", 4312, "", "Visits paid by health visitors"),
        ("1,907", 1907, "", "Visits paid by health visitors to children under one year"),
        ("611", 611, "", "Visits paid by health visitors to expectant mothers"),
        ("9,480", 9480, "", "Attendances at clinics"),
        ("Nil", 0, "", "Cases of scabies"),
    ]


def test_a_ditto_in_a_column_of_figures_is_not_guessed() -> None:
    table = "Notices\t1951\t1952\nServed\t112\t97\nComplied with\t104\tdo.\nWithdrawn\t8\t2\n"
    assert [text for text, *_ in figures(table)] == ["112", "97", "104", "8", "2"]


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [
        ("Arrears of rent amounted to £412 16s. 9d., which was high.", "£412 16s. 9d.", "412.8375"),
        ("Arrears of rent amounted to £388 4s. 2½d. in all.", "£388 4s. 2½d.", "388.2104"),
        ("Arrears of rent amounted to £1,204 10s. at Lady Day.", "£1,204 10s.", "1204.5000"),
        ("Arrears of rent amounted to £57:3:11 at Lady Day.", "£57:3:11", "57.1958"),
    ],
)
def test_pounds_shillings_and_pence_are_one_amount(text: str, printed: str, value: str) -> None:
    (found,) = read(text).findings.mentions
    assert (found.text, found.value, found.unit, found.indicator) == (printed, Decimal(value), "GBP", "Arrears of rent")


def test_shillings_and_pence_alone_are_charges_and_no_figures() -> None:
    text = "The charge rose from 2s. 6d. to 3s. 0d. per hour, the badge costs 2/6d. and he has 10/- a week."
    found = read(text).findings
    assert found.mentions == ()
    assert [(item.text, item.reason) for item in found.exclusions] == [
        ("2s. 6d.", "shillings"),
        ("3s. 0d.", "shillings"),
        ("2/6d.", "shillings"),
        ("10/-", "shillings"),
    ]


def test_the_stop_of_per_cent_ends_no_sentence() -> None:
    assert figures("Of the dwellings 1.3 per cent. of the total (4.2 per cent.) were damp.")[0][:3] == (
        "1.3 per cent.",
        Decimal("1.3"),
        "%",
    )
    assert len(figures("Damp was found in 1.3 per cent. The rest were dry in 98.7 per cent. of rooms.")) == 2


def test_the_word_percentage_stands_for_the_sign() -> None:
    text = "Samples taken: 48; satisfactory: 46. The percentage satisfactory was accordingly 95.8."
    assert figures(text)[2] == ("95.8", Decimal("95.8"), "%", "percentage satisfactory was accordingly")
    assert [check.verdict for check in read(text).checks] == ["consistent"]


def test_a_list_goes_on_to_count_what_it_began_with() -> None:
    text = "84 houses had been completed, 26 were in course of erection and 12 had been approved."
    assert [indicator for *_, indicator in figures(text)] == [
        "houses had been completed",
        "houses were in course of erection",
        "houses had been approved",
    ]


def test_what_an_officer_reports_does_not_count_the_officer() -> None:
    text = "The Medical Officer of Health reported that during the year 1960, 412 births were notified."
    assert figures(text) == [("412", 412, "births", "births were notified")]


def test_a_count_of_something_else_is_no_row_of_the_table() -> None:
    text = (
        "During the year 1953 41 houses were let, this being 7 fewer than in the preceding year.\n\n"
        "\t1951\t1952\t1953\nHouses completed\t31\t38\t41\nNotices served\t112\t97\t99\n"
    )
    assert [check for check in read(text).checks if check.verdict in ("inconsistent", "review")] == []


@pytest.mark.parametrize(
    "text", ["_27 people", "Attendance was _27% and __3_4__ in all _", "a_27 b__27 _ 27_", "³27 x³ _³"]
)
def test_lines_to_write_on_are_no_trouble_to_the_tokenizer(text: str) -> None:
    assert read(text).status == "ok"


def test_a_figure_held_against_a_rate_per_head_is_one_too() -> None:
    text = "There were 4,000 loans. Use was 3.1 loans per head, against the England average of 2.9; it was 3.4 before."
    found = read(text)
    assert [(m.text, m.unit) for m in found.findings.mentions if m.measure == "rate"][:2] == [
        ("3.1 loans per head", "per head"),
        ("2.9", "per head"),
    ]
    assert found.status == "ok"
