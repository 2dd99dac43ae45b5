"""What stands near a figure: the counts of its sentence, of the sentence before, and of the block before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from extractor.mentions import Findings, Mention

Parts = tuple[Decimal, Decimal, tuple[str, ...], str]
"""Numerator, denominator, the mentions that they come from, and what ties them."""

MOST_FIGURES = 100
"""Of one sentence; one of more is a list that has lost its lines, in which nothing is tied to anything. (The sentence
with most figures of the papers at hand has 25, and figures are tried two by two, against all of their sentence.)"""


class Neighbours:
    """Finds figures by where they stand."""

    def __init__(self, findings: Findings) -> None:
        self._by_sentence: dict[tuple[int, int, int | None], list[Mention]] = defaultdict(list)
        self._by_row: dict[tuple[int, int], list[Mention]] = defaultdict(list)
        self.mentions = findings.mentions
        self._positions = {mention.id: position for position, mention in enumerate(findings.mentions)}
        for mention in findings.mentions:
            if mention.source == "narrative":
                self._by_sentence[mention.block, mention.sentence, mention.row].append(mention)
            if mention.table is not None and mention.row is not None:
                self._by_row[mention.table, mention.row].append(mention)
        self._by_sentence = {key: found for key, found in self._by_sentence.items() if len(found) <= MOST_FIGURES}

    def at(self, block: int, sentence: int, row: int | None) -> list[Mention]:
        """The narrative figures of a sentence of a block or, with ``row``, of a comment in a table."""
        return self._by_sentence.get((block, sentence, row), [])

    def sentence(self, mention: Mention, back: int = 0) -> list[Mention]:
        """The narrative figures of a mention's sentence, or of one before it in the same block or cell."""
        return self._by_sentence.get((mention.block, mention.sentence - back, mention.row), [])

    def row(self, mention: Mention) -> list[Mention]:
        """The figures of a mention's table row, those in words included."""
        if mention.table is None or mention.row is None:
            return []
        return self._by_row.get((mention.table, mention.row), [])

    def sentences(self) -> Iterator[list[Mention]]:
        """The figures of every sentence that has any, in order."""
        yield from self._by_sentence.values()

    def ratio_of(self, mention: Mention) -> Mention | None:
        """The count in whose bracket a percentage stands, or the ratio that it repeats."""
        for other in self.sentence(mention):
            same = other.value == mention.numerator and other.measure == "count"
            if same and other.denominator in (mention.denominator, None) and other.end <= mention.start:
                return other
        return None

    def parts_near(self, mention: Mention) -> Iterator[Parts]:
        """Numerators and denominators that a percentage may be made of, the surest first; no denominator is nought."""
        yield from (parts for parts in self._parts(mention) if parts[1])

    def _parts(self, mention: Mention) -> Iterator[Parts]:
        yield from self._ratios(mention)
        yield from self._pairs(mention)
        yield from self._shared_base(mention)
        if mention.numerator is not None:
            yield from self._wholes(mention)

    def _ratios(self, mention: Mention) -> Iterator[Parts]:
        for other in self.row(mention):
            if (
                other.numerator is not None
                and other.denominator
                and other.measure == "count"
                and other.source != mention.source
            ):
                yield other.numerator, other.denominator, (other.id,), "same_row"
        for back, binding in ((0, "same_sentence"), (1, "same_paragraph")):
            for other in self.sentence(mention, back):
                if other.numerator is not None and other.denominator and other.measure == "count":
                    yield other.numerator, other.denominator, (other.id,), binding

    def _pairs(self, mention: Mention) -> Iterator[Parts]:
        here = [m for m in self.sentence(mention) if m.id != mention.id]
        before = self.sentence(mention, 1)
        earlier = [*self.sentence(mention, 2), *self.sentence(mention, -1)]
        counts = [
            m
            for m in (*here, *before, *earlier)
            if m.measure in ("count", "money") and m.role in ("actual", "target") and m.value > 0
        ]
        for part in counts:
            for whole in counts:
                if (
                    part.measure == whole.measure
                    and part.id != whole.id
                    and part.value < whole.value
                    and part.role == "actual"
                ):
                    near = part in here or whole in here
                    yield part.value, whole.value, (part.id, whole.id), "same_sentence" if near else "same_paragraph"
        for rest in here:  # "all but 23 were attended"
            if rest.left.rstrip().endswith("all but"):
                for whole in counts:
                    if whole.value > rest.value:
                        yield whole.value - rest.value, whole.value, (rest.id, whole.id), "same_sentence"

    def _shared_base(self, mention: Mention) -> Iterator[Parts]:
        """ "six (43%) ... eight (57%)": the parts of one set add up to it."""
        if mention.numerator is None:
            return
        fellows = [
            m for m in self.sentence(mention) if m.unit == "%" and m.numerator is not None and m.denominator is None
        ]
        if len(fellows) > 1:
            total = sum((m.numerator for m in fellows if m.numerator is not None), Decimal(0))
            yield mention.numerator, total, tuple(m.id for m in fellows if m.id != mention.id), "same_sentence"

    def _wholes(self, mention: Mention) -> Iterator[Parts]:
        assert mention.numerator is not None
        position = self._positions.get(mention.id, 0)
        for other in reversed(self.mentions[max(0, position - 12) : position]):
            if other.block < mention.block - 2:
                break
            for whole in (other.value if other.measure == "count" else None, other.denominator):
                if whole is not None and whole > mention.numerator and whole == whole.to_integral_value():
                    yield mention.numerator, whole, (other.id,), "same_paragraph"
