"""Printed quantities: from the characters on the page to a Decimal, its unit and the interval that it stands for.

The grammar is data (patterns/quantities.toml); this module tries its rules where a number begins and computes values.
Nothing here knows spaCy, sentences or roles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex

from extractor.letters import lowered
from extractor.rules import Rule, compile_rules, read_toml, tears_word
from extractor.values.interval import Interval, printed_interval

SECTIONS = ("defines", "macros", "rule", "qualifiers", "qualifiers_after", "scales", "words", "fractions")
RULE_KEYS = ("measure", "unit", "condition")
_WINDOW = 80
_FIGURES = (
    regex.compile(
        r"(?:(?<![\w£.,/])|(?<=\bc\.))(?:[-−+](?=£?\d))?(?:£\s?[-−+]?|\s?)(?=\d)",
        regex.I,
    ),
    regex.compile(r"(?<=[a-z]\(?)(?=£\d)", regex.I),
)
_NUMBER_WORDS = ("half", "a dozen", "none", "nobody", "nil", "zero", "no")
_PARTS = ("third", "quarter", "fifth", "sixth", "eighth", "tenth", "dozen", "hundred")
"""What a quantity begins with, beside the words of the grammar: figures, words, and words behind "a"."""
_MOST_DIGITS = 18


_VULGAR = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⅓": Decimal("0.333"),
    "⅔": Decimal("0.667"),
}


_MOST = Decimal(10) ** 15
_OLD_PENNY = Decimal("0.0042")
"""A two hundred and fortieth of a pound."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One printed quantity ``text[start:end]``.

    ``value`` and ``value_max`` are in full units ("£0.25m" is 250000); ``step`` is what one unit of the last printed
    place is worth (0.1 for "83.3", 10000 for "£0.25m"); ``exact`` is True for a bare whole number, which counts
    things and is not rounded. ``base`` is a rate's: 10000 for "per 10,000".
    """

    start: int
    end: int
    text: str
    measure: str
    value: Decimal
    rule: str
    value_max: Decimal | None = None
    step: Decimal = Decimal(1)
    exact: bool = False
    unit: str = ""
    base: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    qualifier: str = "eq"
    qualifier_text: str = ""
    qualifier_start: int = -1

    @property
    def absurd(self) -> bool:
        """True for more than any council counts: a row of digits (an account, a barcode) that measures nothing."""
        values = (self.value, self.value_max, self.numerator, self.denominator)
        return any(value is not None and abs(value) > _MOST for value in values)

    @property
    def interval(self) -> Interval:
        """What the printed figure stands for."""
        return printed_interval(self.value, self.value_max, self.step, self.exact, self.qualifier, self.qualifier_text)


class QuantityGrammar:
    """The compiled rules of quantities.toml. Make one with :func:`load_quantities`."""

    def __init__(self, path: Path) -> None:
        data = read_toml(path, SECTIONS)
        self.rules: tuple[Rule, ...] = compile_rules(data["rule"], data["macros"], RULE_KEYS, path, data["defines"])
        self.words: dict[str, Decimal] = {word: Decimal(value) for word, value in data["words"].items()}
        self.scales: dict[str, Decimal] = {word: Decimal(value) for word, value in data["scales"].items()}
        self.fractions: dict[str, list[int]] = data["fractions"]
        self._before = _phrases(data["qualifiers"])
        self._after = _phrases(data["qualifiers_after"])
        self._before_pattern = _ending_pattern(self._before)
        self._after_pattern = regex.compile(
            rf"(?:\+|\s?\+)(?![\w])|\s(?:{_alternatives(self._after)})(?![\w])", regex.I
        )
        starts = [*self.words, *_NUMBER_WORDS]
        self._starts = [
            (word.lower(), regex.compile(rf"(?<![\w-])(?:{prefix}{word})", regex.I))
            for prefix, words in (("", starts), (r"a\s", _PARTS))
            for word in words
        ]
        self._digits = regex.compile(r"\d")

    def scan(self, text: str, taken: Sequence[tuple[int, int]] = ()) -> Iterator[Quantity]:
        """Every quantity of ``text`` outside the spans ``taken`` (sorted, not overlapping), in order."""
        position = 0
        index = 0
        for start in self._find_anchors(text):
            if start < position:
                continue
            while index < len(taken) and taken[index][1] <= start:
                index += 1
            limit = taken[index][0] if index < len(taken) else len(text)
            if limit <= start:
                continue
            quantity = self.read(text, start, limit)
            if quantity is not None:
                position = quantity.end
                yield quantity

    def _find_anchors(self, text: str) -> list[int]:
        """Where a quantity may begin, in order."""
        lowered = text.lower()
        spans = [found.span() for pattern in _FIGURES for found in pattern.finditer(text)]
        for word, pattern in self._starts:
            if word in lowered:
                spans += [found.span() for found in pattern.finditer(text)]
        starts = []
        reached = 0
        for start, end in sorted(spans):
            if start >= reached:
                starts.append(start)
                reached = end
        return starts

    def read(self, text: str, start: int, limit: int | None = None) -> Quantity | None:
        """The quantity that begins at ``start``, if any; it may not reach beyond ``limit``."""
        end = len(text) if limit is None else limit
        window = text[start : min(end, start + _WINDOW)].lower()
        for rule in self.rules:
            if not rule.may_match(window):
                continue
            found = rule.pattern.match(text, start, end)
            if found is not None and found.end() > start and not tears_word(text, start, found.end()):
                quantity = self._compute(rule, found)
                if quantity is not None:
                    return self._qualify(text, quantity, end)
        return None

    def number(self, text: str) -> Decimal:
        """``"1,246"``, ``"forty-three"`` or ``"two hundred and fifty"`` as a Decimal."""
        text = lowered(text.strip()).replace("−", "-").replace(",", "")
        if text[-1] in _VULGAR:
            whole = text[:-1].strip()
            return (Decimal(whole) if whole else Decimal(0)) + _VULGAR[text[-1]]
        if text[-1].isdigit():
            return Decimal(text.lstrip("+"))
        return self._word_number(text)

    def _word_number(self, text: str) -> Decimal:
        if text.endswith("dozen"):
            return Decimal(6 if text.startswith("half") else 12)
        if text.endswith(" and a half"):
            return self._word_number(text.removesuffix(" and a half")) + Decimal("0.5")
        total = part = Decimal(0)
        for word in regex.split(r"[\s-]+", text):
            if word in ("hundred",):
                part = max(part, Decimal(1)) * 100
            elif word in ("thousand", "million"):
                total += max(part, Decimal(1)) * self.scales[word]
                part = Decimal(0)
            elif word == "none" or word == "nobody":
                return Decimal(0)
            elif word not in ("and", "a"):
                part += self.words[word]
        return total + part

    def _compute(self, rule: Rule, found: regex.Match[str]) -> Quantity | None:
        groups = found.groupdict()
        if any(value and _is_endless(value) for value in groups.values()):
            return None
        measure = rule.get("measure")
        unit = rule.get("unit", "")
        common: dict[str, Any] = {
            "start": found.start(),
            "end": found.end(),
            "text": found.group(),
            "measure": measure,
            "rule": rule.id,
        }
        if groups.get("zero"):
            return Quantity(**common, value=Decimal(0), exact=True)
        if groups.get("fraction") or rule.get("condition") == "small_fraction":
            return self._fraction(rule, groups, common)
        if groups.get("numerator"):
            return self._ratio(groups, common)
        scale = self.scales.get(lowered((groups.get("scale") or "").strip()), Decimal(1))
        low_scale = self.scales.get(lowered((groups.get("scale_low") or "").strip()), scale)
        if groups.get("half"):
            return Quantity(**common, value=scale / 2, step=scale / 10, unit=unit or lowered(groups["unit"]))
        printed = groups["number"]
        value = self.number(printed) * (low_scale if groups.get("scale_low") is not None else scale)
        maximum = self.number(groups["max"]) * scale if groups.get("max") else None
        if {"-", "−"} & {groups.get("sign"), groups.get("sign2")}:
            value = -value
        if maximum is not None and maximum <= value:
            return None
        places = (
            1
            if printed[-1] in _VULGAR
            else len(printed.rsplit(".", 1)[1])
            if "." in printed and printed[-1].isdigit()
            else 0
        )
        if groups.get("pence"):
            scale, value = Decimal("0.01"), value / 100
        if shillings := groups.get("shillings") or groups.get("shillings2"):
            return Quantity(**common, value=_sterling(value, shillings, groups), step=_OLD_PENNY, unit=unit)
        base = self._base(groups.get("base"))
        denominator = self.number(groups["denominator"]) if groups.get("denominator") else None
        return Quantity(
            **common,
            value=value,
            value_max=maximum,
            step=Decimal(1).scaleb(-places) * scale,
            exact=measure == "count" and places == 0 and scale == 1,
            unit=unit or (_per(base) if base is not None else lowered(groups.get("unit") or "")),
            base=base,
            denominator=denominator,
        )

    def _fraction(self, rule: Rule, groups: dict[str, Any], common: dict[str, Any]) -> Quantity | None:
        if groups.get("fraction"):
            words = regex.split(r"[\s-]+", lowered(groups["fraction"]))
            top, bottom = self.fractions[words[-1].rstrip("s")] if words[-1] != "half" else self.fractions["half"]
            numerator = Decimal(1) if words[0] in ("a", "half") else self.words[words[0]]
            denominator = Decimal(bottom) / top
        else:
            numerator = self.number(groups["numerator"])
            bottom_text = groups["denominator"]
            denominator = Decimal(100) if "hundred" in lowered(bottom_text) else self.number(bottom_text)
            if " out" in common["text"].lower() and denominator not in (10, 100):
                return None
        if not 0 < numerator < denominator <= 100:
            return None
        return Quantity(
            **common,
            value=_tenths(100 * numerator / denominator),
            step=Decimal(5),
            unit="%",
            numerator=numerator,
            denominator=denominator,
        )

    def _ratio(self, groups: dict[str, Any], common: dict[str, Any]) -> Quantity | None:
        numerator, denominator = self.number(groups["numerator"]), self.number(groups["denominator"])
        text: str = common["text"]
        if "/" in text and _like_a_year(groups["numerator"], groups["denominator"]):
            return None
        if numerator > denominator or denominator == 0:
            return None
        if "/" not in text and " out" not in text and 1900 <= denominator <= 2099 and "," not in groups["denominator"]:
            return None
        if "/" in text and f"{numerator}/{denominator}" == "24/7":
            return None
        if numerator != numerator.to_integral_value():  # "4.6 out of 5" is a score
            places = len(groups["numerator"].rpartition(".")[2]) if "." in groups["numerator"] else 1
            return Quantity(
                **common | {"measure": "score"},
                value=numerator,
                step=Decimal(1).scaleb(-places),
                unit=f"out of {denominator}",
            )
        return Quantity(**common, value=numerator, exact=True, numerator=numerator, denominator=denominator)

    def _base(self, printed: str | None) -> Decimal | None:
        if not printed:
            return None
        word = lowered(printed)
        if word == "head":
            return Decimal(1)
        if word[0].isdigit():
            return Decimal(word.replace(",", ""))
        return {"thousand": Decimal(1000), "million": Decimal(1000000), "one thousand": Decimal(1000)}.get(
            word, Decimal(10000)
        )

    def _qualify(self, text: str, quantity: Quantity, limit: int) -> Quantity:
        before = self._before_pattern.search(text, max(0, quantity.start - 28), quantity.start)
        if before is not None and quantity.measure and quantity.rule != "count.zero":
            phrase = lowered(before.group("phrase"))
            if phrase == "some" and quantity.value % 100 != 0:
                return quantity  # "some 734 officers" is a turn of phrase, "some £62,000" is rounded
            return _replace(
                quantity, qualifier=self._before[phrase], qualifier_text=phrase, qualifier_start=before.start("phrase")
            )
        after = self._after_pattern.match(text, quantity.end, limit)
        if after is not None:
            phrase = lowered(after.group().strip())
            return _replace(
                quantity,
                qualifier=self._after.get(phrase, "ge"),
                qualifier_text=phrase,
                end=after.end(),
                text=text[quantity.start : after.end()],
            )
        return quantity


def _per(base: Decimal) -> str:
    return f"per {base:,}" if base != 1 else "per head"


def base_of(unit: str) -> Decimal:
    """What a rate in ``unit`` is of: 10000 for "per 10,000", 1 for "per head"."""
    printed = unit.removeprefix("per ").replace(",", "")
    return Decimal(1) if printed == "head" else Decimal(printed)


def _sterling(pounds: Decimal, shillings: str, groups: dict[str, Any]) -> Decimal:
    """Pounds with 20 shillings of 12 pence each, to a hundredth of a penny."""
    pence = Decimal(groups.get("old_pence") or groups.get("old_pence2") or 0)
    pence += _VULGAR.get(groups.get("farthings") or "", Decimal(0))
    return pounds + ((Decimal(shillings) * 12 + pence) / 240).quantize(Decimal("0.0001"))


def _is_endless(printed: str) -> bool:
    """A number of so many digits counts nothing; beyond 28 of them Decimal no longer keeps every one."""
    return len(printed) > _MOST_DIGITS and sum(map(str.isdigit, printed)) > _MOST_DIGITS


def _replace(quantity: Quantity, **changes: Any) -> Quantity:
    from dataclasses import replace

    return replace(quantity, **changes)


def _like_a_year(first: str, second: str) -> bool:
    """ "16/17" and "2016/17" are financial years, not 16 out of 17."""
    if len(second) != 2 or "," in first + second:
        return False
    return len(first) in (2, 4) and (int(first[-2:]) + 1) % 100 == int(second)


def _phrases(table: dict[str, list[str]]) -> dict[str, str]:
    return {phrase: qualifier for qualifier, phrases in table.items() for phrase in phrases}


def _alternatives(phrases: dict[str, str]) -> str:
    return "|".join(regex.escape(phrase).replace(r"\ ", r"\s") for phrase in sorted(phrases, key=len, reverse=True))


def _ending_pattern(phrases: dict[str, str]) -> regex.Pattern[str]:
    return regex.compile(rf"(?<![\w-])(?P<phrase>{_alternatives(phrases)})\s?(?:a\s)?$", regex.I)


@lru_cache(maxsize=4)
def load_quantities(path: Path) -> QuantityGrammar:
    """The grammar of a quantities.toml; kept, as compiling takes a tenth of a second."""
    return QuantityGrammar(path)


def _tenths(value: Decimal) -> Decimal:
    """ "a third" is printed in no figures; one decimal place is what a report would print."""
    rounded = value.quantize(Decimal("0.1"))
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded
