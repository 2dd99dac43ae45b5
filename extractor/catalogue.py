"""The catalogue of indicators: which entry a phrase names, if any. A wrong link is worse than none.

A phrase is normalised (case, hyphens, synonyms such as "children in care" for "looked after children") and searched for
the normalised aliases, longest first; an entry must measure in the figure's unit and be valid in its year.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import regex

from extractor.errors import PatternError

COLUMNS = ("id", "name", "aliases", "unit", "polarity", "scheme", "valid_from", "valid_to", "predecessor", "uri")
POLARITIES = ("higher", "lower", "neutral")
_WORD = regex.compile(r"[a-z0-9&]+")
_SMALL = frozenset(
    _WORD.findall("the a an of in on for to with and or at by their our its who are is were was has have had been")
)
_UNITS = {
    "percentage": ("%",),
    "count": ("count",),
    "rate": ("per 1,000", "per 10,000", "per 100,000"),
    "duration": ("days", "weeks", "months", "years", "minutes", "hours"),
    "money": ("GBP",),
    "score": ("score", "ratio"),
    "quantity": ("kg", "tonnes"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator; ``polarity`` is higher, lower (is better) or neutral; years are when a financial one begins."""

    id: str
    name: str
    aliases: tuple[str, ...]
    unit: str
    polarity: str
    scheme: str = ""
    valid_from: int | None = None
    valid_to: int | None = None
    predecessor: str = ""
    uri: str = ""

    def valid_in(self, year: int | None) -> bool:
        return year is None or (self.valid_from or 0) <= year <= (self.valid_to or 9999)


class Catalogue:
    """Entries with an index over their normalised names. Make one with :func:`load_catalogue`."""

    def __init__(self, entries: Iterable[Entry], terms: dict[str, str]) -> None:
        self.entries = tuple(entries)
        self._terms = {tuple(_WORD.findall(term)): tuple(_WORD.findall(canonical)) for term, canonical in terms.items()}
        self._term_length = max((len(term) for term in self._terms), default=1)
        self._index: dict[tuple[str, ...], list[Entry]] = {}
        for entry in self.entries:
            for alias in (entry.name, *entry.aliases):
                key = self.normalise(alias)
                bucket = self._index.setdefault(key, [])
                if key and entry not in bucket:
                    bucket.append(entry)
        self._longest = max((len(key) for key in self._index), default=0)
        self._cache: dict[tuple[str, str, str, int | None], Entry | None] = {}

    def normalise(self, phrase: str) -> tuple[str, ...]:
        """Words of a phrase, synonyms made one and small words left out."""
        words = _WORD.findall(phrase.lower().replace("'", "").replace("’", "").replace("-", " ").replace("/", " "))
        result: list[str] = []
        position = 0
        while position < len(words):
            for length in range(min(self._term_length, len(words) - position), 0, -1):
                canonical = self._terms.get(tuple(words[position : position + length]))
                if canonical is not None:
                    result += canonical
                    position += length
                    break
            else:
                result.append(words[position])
                position += 1
        return tuple(_singular(word) for word in result if word not in _SMALL)

    def find(self, phrase: str, measure: str, unit: str = "", year: int | None = None) -> Entry | None:
        """The entry that ``phrase`` names in this measure, or None: also where two entries fit equally well."""
        key = (phrase, measure, unit, year)
        if key not in self._cache:
            if len(self._cache) > 50_000:
                self._cache.clear()
            self._cache[key] = self._find(phrase, measure, unit, year)
        return self._cache[key]

    def _find(self, phrase: str, measure: str, unit: str, year: int | None) -> Entry | None:
        words = self.normalise(phrase)
        for length in range(min(self._longest, len(words)), 0, -1):
            fitting: list[Entry] = []
            for start in range(len(words) - length + 1):
                for entry in self._index.get(words[start : start + length], ()):
                    if entry not in fitting and _fits(entry, measure, unit) and entry.valid_in(year):
                        fitting.append(entry)
            if fitting:
                return fitting[0] if len(fitting) == 1 else None
        return None

    def search(self, words: str, limit: int = 20) -> list[tuple[Entry, float]]:
        """Entries whose names are most like ``words``, best first, with a score of 0 to 100 (rapidfuzz, WRatio)."""
        from rapidfuzz import fuzz

        scored = [
            (
                entry,
                max(
                    fuzz.WRatio(words.lower(), text.lower())
                    for text in (entry.id, entry.name, entry.scheme, *entry.aliases)
                    if text
                ),
            )
            for entry in self.entries
        ]
        return sorted((item for item in scored if item[1] >= 60), key=lambda item: (-item[1], item[0].id))[:limit]


def _fits(entry: Entry, measure: str, unit: str) -> bool:
    if not measure:
        return True
    if measure == "rate" and unit:
        return entry.unit == unit
    return entry.unit in _UNITS.get(measure, ())


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def read_catalogue(path: Path) -> tuple[Entry, ...]:
    """The entries of an indicators.csv. Raises PatternError naming the line at fault."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as handle:
            first = handle.readline()
            handle.seek(0)
            # a spreadsheet saves semicolons where the comma is the decimal point
            rows = csv.DictReader(handle, delimiter=max(",;\t", key=first.count))
            if rows.fieldnames is None or (missing := set(COLUMNS[:5]) - set(rows.fieldnames)):
                raise PatternError(
                    f"columns are missing: {sorted(missing) if rows.fieldnames else list(COLUMNS)}",
                    where=str(path),
                    remedy=f"A catalogue has the columns {','.join(COLUMNS)}",
                )
            entries = tuple(_entry(row, f"{path.name}, line {number}") for number, row in enumerate(rows, 2))
            seen: set[str] = set()
            for number, entry in enumerate(entries, 2):
                if entry.id in seen:
                    where = f"{path.name}, line {number}"
                    raise PatternError(f"the id {entry.id!r} stands twice", where=where, remedy="Give each its own")
                seen.add(entry.id)
            return entries
    except FileNotFoundError:
        raise PatternError(
            "no such catalogue", where=str(path), remedy="Give the path of a CSV file of indicators"
        ) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise PatternError(
            f"not a CSV file in UTF-8: {error}", where=str(path), remedy="Save it as CSV UTF-8"
        ) from None


def _entry(row: dict[str, str], where: str) -> Entry:
    identity, name, polarity = (row.get(key) or "" for key in ("id", "name", "polarity"))
    if not identity or not name:
        raise PatternError("an indicator needs an id and a name", where=where)
    if polarity not in POLARITIES:
        raise PatternError(
            f"polarity {polarity!r} is unknown", where=where, remedy=f"Use one of {', '.join(POLARITIES)}"
        )
    years = []
    for key in ("valid_from", "valid_to"):
        text = (row.get(key) or "").strip()
        if text and not text.isdigit():
            raise PatternError(
                f"{key} {text!r} is no year",
                where=where,
                remedy="Give the year a financial year begins in, such as 2008",
            )
        years.append(int(text) if text else None)
    aliases = tuple(alias.strip() for alias in (row.get("aliases") or "").split("|") if alias.strip())
    return Entry(
        identity,
        name,
        aliases,
        row.get("unit") or "",
        polarity,
        row.get("scheme") or "",
        years[0],
        years[1],
        row.get("predecessor") or "",
        row.get("uri") or "",
    )


def _read_terms(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    with path.open(newline="", encoding="utf-8-sig") as handle:
        rows = csv.DictReader(handle)
        if rows.fieldnames is None or not {"term", "canonical"} <= set(rows.fieldnames):
            raise PatternError("columns are missing", where=str(path), remedy="A list of terms has: term,canonical")
        return {row["term"].lower(): row["canonical"].lower() for row in rows}


@lru_cache(maxsize=4)
def load_catalogue(path: str, terms: str) -> Catalogue:
    """The catalogue of an indicators.csv with the synonyms of a terms.csv."""
    return Catalogue(read_catalogue(Path(path)), _read_terms(Path(terms)))
