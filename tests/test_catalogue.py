"""The catalogue of indicators and the table of synonyms: every row keeps the rules that matching relies on."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import pytest

from extractor import resources

COLUMNS = ["id", "name", "aliases", "unit", "polarity", "scheme", "valid_from", "valid_to", "predecessor", "uri"]
UNITS = frozenset(
    {"%", "count", "ratio", "score", "per 1,000", "per 10,000", "per 100,000"}
    | {"minutes", "hours", "days", "weeks", "months", "years", "GBP", "kg", "tonnes"}
)
POLARITIES = frozenset({"higher", "lower", "neutral"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the catalogue; ``first`` and ``last`` are years, open ends far out so that they compare."""

    id: str
    name: str
    aliases: tuple[str, ...]
    unit: str
    polarity: str
    scheme: tuple[str, ...]
    first: int
    last: int
    predecessor: str

    def overlaps(self, other: Entry) -> bool:
        return self.first <= other.last and other.first <= self.last


def read_text(name: str) -> str:
    return (resources.folder("patterns") / name).read_bytes().decode("utf-8")


@cache
def read_entries() -> tuple[Entry, ...]:
    return tuple(
        Entry(
            row["id"],
            row["name"],
            tuple(row["aliases"].split(" | ")),
            row["unit"],
            row["polarity"],
            tuple(code for code in row["scheme"].split("; ") if code),
            int(row["valid_from"] or 0),
            int(row["valid_to"] or 9999),
            row["predecessor"],
        )
        for row in csv.DictReader(io.StringIO(read_text("indicators.csv")), strict=True)
    )


@cache
def read_terms() -> tuple[tuple[str, str], ...]:
    rows = csv.DictReader(io.StringIO(read_text("terms.csv")), strict=True)
    return tuple((row["term"], row["canonical"]) for row in rows)


@cache
def term_pattern() -> re.Pattern[str]:
    longest_first = sorted((term for term, _ in read_terms()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def normalise(phrase: str) -> str:
    """Lower case, synonyms replaced once, punctuation dropped: as close as two aliases may come before they clash."""
    canonical = dict(read_terms())
    replaced = term_pattern().sub(lambda found: canonical[found.group()], phrase.lower())
    return " ".join(re.sub(r"[^\w%+*&]+", " ", replaced).split())


def clashes(keyed: Iterable[tuple[str, Entry]]) -> list[tuple[str, str, str]]:
    """Keys that two entries of one unit share in years that both are valid."""
    holders: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for key, entry in keyed:
        holders[key, entry.unit].append(entry)
    return [
        (key, one.id, other.id)
        for (key, _), entries in holders.items()
        for one, other in combinations(entries, 2)
        if one.id != other.id and one.overlaps(other)
    ]


@pytest.mark.parametrize(("name", "columns"), [("indicators.csv", COLUMNS), ("terms.csv", ["term", "canonical"])])
def test_files_are_plain_csv(name: str, columns: list[str]) -> None:
    text = read_text(name)
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    assert text.endswith("\n")
    rows = list(csv.reader(io.StringIO(text), strict=True))
    assert rows[0] == columns
    assert {len(row) for row in rows} == {len(columns)}
    assert all(cell == cell.strip() for row in rows for cell in row)


def test_catalogue_is_large_enough() -> None:
    assert len(read_entries()) >= 150


def test_ids_are_unique_sorted_slugs() -> None:
    ids = [entry.id for entry in read_entries()]
    assert ids == sorted(set(ids))
    assert [one for one in ids if not re.fullmatch(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*", one)] == []


@pytest.mark.parametrize("entry", read_entries(), ids=lambda entry: entry.id)
def test_entry_is_complete(entry: Entry) -> None:
    assert entry.name
    assert entry.unit in UNITS
    assert entry.polarity in POLARITIES
    assert entry.first <= entry.last
    assert all(alias and alias == alias.strip() for alias in entry.aliases)
    assert len({alias.casefold() for alias in entry.aliases}) == len(entry.aliases) >= 2


def test_aliases_are_phrases() -> None:
    """One short word would link half a paper: a single word must be a name that only one thing bears."""
    known = {
        "DToC",
        "EHCPs",
        "GLD",
        "KSIs",
        "MMR1",
        "MMR2",
        "PEX",
        "SATOD",
        "SCRQoL",
        "ST-MAX",
        "ADFs",
        "5ACEM",
        "re-referrals",
    }
    single = {alias for entry in read_entries() for alias in entry.aliases if not re.search(r"\s", alias)}
    assert sorted(single - known) == []


def test_no_phrase_names_two_entries() -> None:
    keyed = [(normalise(phrase), entry) for entry in read_entries() for phrase in {entry.name, *entry.aliases}]
    assert clashes(keyed) == []


def test_no_code_names_two_entries() -> None:
    assert clashes((code, entry) for entry in read_entries() for code in entry.scheme) == []


def test_predecessors_come_before() -> None:
    by_id = {entry.id: entry for entry in read_entries()}
    successors = [entry for entry in read_entries() if entry.predecessor]
    assert successors
    assert [entry.id for entry in successors if entry.predecessor not in by_id] == []
    assert [entry.id for entry in successors if by_id[entry.predecessor].last >= entry.first] == []


@pytest.mark.parametrize(
    ("code", "ids"),
    [
        ("NI 59", ("assessments.initial7", "assessments.initial10")),
        ("ASCOF 2D", ("reablement.stmax.2014", "reablement.91")),
        ("ASCOF 3A", ("asc.satisfaction.2010", "asc.control")),
    ],
)
def test_reused_codes_stand_once_an_era(code: str, ids: tuple[str, ...]) -> None:
    bearers = sorted((entry for entry in read_entries() if code in entry.scheme), key=lambda entry: entry.first)
    assert tuple(entry.id for entry in bearers) == ids


def test_counts_and_rates_stand_apart() -> None:
    units = {entry.id: (entry.unit, entry.polarity) for entry in read_entries()}
    assert units["cla.number"] == ("count", "neutral")
    assert units["cla.rate"] == ("per 10,000", "neutral")
    assert units["cp.repeat"] == ("%", "lower")
    assert units["cp.repeat.number"] == ("count", "lower")


def test_terms_are_unique_lower_case_and_sorted() -> None:
    terms = [term for term, _ in read_terms()]
    assert len(terms) >= 60
    assert terms == sorted(set(terms))
    assert [pair for pair in read_terms() if not all(pair) or any(word != word.lower() for word in pair)] == []


def test_terms_form_no_chains() -> None:
    """Replacing once is replacing for good: no canonical phrase is, or holds, a term that would be replaced again."""
    assert {canonical for _, canonical in read_terms()} & {term for term, _ in read_terms()} == set()
    assert [one for _, one in read_terms() if normalise(one) != " ".join(re.sub(r"[^\w%+*&]+", " ", one).split())] == []


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Number of CLA", "number of looked after children"),
        ("EHCPs within 20 weeks", "education health and care plan within 20 weeks"),
        ("Families in B&B", "families in bed and breakfast"),
        ("Send the claim to the classroom", "send the claim to the classroom"),
    ],
)
def test_synonyms_replace_whole_words_only(phrase: str, expected: str) -> None:
    assert normalise(phrase) == expected


@pytest.mark.parametrize("name", ["indicators.csv", "terms.csv"])
def test_no_addresses(name: str) -> None:
    assert "://" not in read_text(name)
