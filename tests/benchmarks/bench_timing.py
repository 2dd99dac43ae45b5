"""Two ways to do one job, timed in turn (A B A B), so that a busy machine slows both and the ratio stands.

The processor's time counts where all of it is this process's own, and else the clock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

Work = Callable[[], object]
Prepare = Callable[[], Work]
"""Does what is not to be timed (makes a reader, say) and returns the work that is."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Seconds of each round, and how much work a round holds: ``amount`` in ``unit``."""

    job: str
    rival: str
    unit: str
    amount: float
    ours_s: tuple[float, ...]
    theirs_s: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """How many times faster than the rival: the median of the rounds' own ratios."""
        return median(theirs / ours for ours, theirs in zip(self.ours_s, self.theirs_s, strict=True))

    @property
    def spread(self) -> tuple[float, float]:
        """The lowest and the highest ratio of a round."""
        ratios = [theirs / ours for ours, theirs in zip(self.ours_s, self.theirs_s, strict=True)]
        return min(ratios), max(ratios)

    def rates(self) -> tuple[float, float]:
        """Units a second, ours and the rival's: medians, and good for this machine alone."""
        return self.amount / median(self.ours_s), self.amount / median(self.theirs_s)


def compare(
    job: str, rival: str, unit: str, amount: float, ours: Prepare, theirs: Prepare, rounds: int, *, alone: bool = True
) -> Comparison:
    """Time both, ``rounds`` times in turn, after a first round that does not count; ``alone``: in this process."""
    clock = process_time if alone else perf_counter
    seconds: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for kept, prepare in zip(seconds, (ours, theirs), strict=True):
            work = prepare()
            begun = clock()
            work()
            if number:
                kept.append(clock() - begun)
    return Comparison(job, rival, unit, amount, tuple(seconds[0]), tuple(seconds[1]))


HEADINGS = f"{'job':24}{'against':38}{'times faster':>13}{'rounds':>16}{'ours':>12}{'theirs':>12}  unit"


def describe(comparison: Comparison) -> str:
    """One line of the table under HEADINGS."""
    lowest, highest = comparison.spread
    ours, theirs = comparison.rates()
    rates = "".join(f"{rate:12,.0f}" if min(ours, theirs) >= 100 else f"{rate:12,.2f}" for rate in (ours, theirs))
    spread = f"{lowest:,.1f} to {highest:,.1f}"
    return f"{comparison.job:24}{comparison.rival:38}{comparison.ratio:13,.1f}{spread:>16}{rates}  {comparison.unit}/s"
