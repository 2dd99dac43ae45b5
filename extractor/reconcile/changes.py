"""A stated difference against the two figures: absolute, percentage points and relative change are three tests."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractor.mentions import Mention
from extractor.reconcile.case import Case, alike, content_words, newest_of, plain_unit, speaks_on
from extractor.reconcile.claimed import named
from extractor.reconcile.finding import Finding, amount, or_cut_off, printed
from extractor.reconcile.pairs import Pair, by_period, compared, in_row, in_sentence
from extractor.reconcile.scene import ends_from, leads_to
from extractor.values.interval import Interval

_HUNDRED = Decimal(100)
_LOOSELY = Decimal(8)  # percentage points
_UP = regex.compile(
    r"\b(?:increas\w*|rose|ris(?:e|en|es|ing)|grew|grow\w*|up|higher|more|greater|gain\w*|longer|additional|climb\w*|above|over|went\sup|overspen\w*)\b",
    regex.I,
)
_DOWN = regex.compile(
    r"\b(?:decreas\w*|reduc\w*|fell|fall\w*|drop\w*|down|lower|fewer|less|declin\w*|cut|shorter|slipp\w*|dipp\w*|below|short|under|underspen\w*)\b",
    regex.I,
)
_BETTERMENT = regex.compile(r"\b(?:improv\w+|better\w*|deteriorat\w+|worsen\w+)\b", regex.I)
_PER_YEAR = regex.compile(
    r"^\W*(?:a|per|each|every)\s(?:year|annum|quarter|month)\b|^\W*(?:annually|year\son\syear|pa)\b", regex.I
)
_OVER = regex.compile(r"\b(?:since|over|between|per|each|annual\w*)\b", regex.I)
_NEXT_WORDS = regex.compile(r"^\W{0,2}(?:[\w’'-]+\s)?(?:[\w’'-]+\s?)?")
_BY = regex.compile(r"^\s*,?\s?by\s", regex.I)
_BY_WORDS = regex.compile(r"\bby\s(?:nearly\s|almost\s|about\s|around\s|over\s|more\sthan\s|some\s)?$", regex.I)
_BY_TARGET = regex.compile(
    r"\b(?:miss\w*|exceed\w*|beat\w*|short|below|above|under|over|outside)\b[^.;]{0,40}"
    r"\b(?:targets?|plan|profile|budget|standard|limit|threshold|goal)\b[^.;]{0,30}\bby\s(?:just\s|only\s|some\s)?$",
    regex.I,
)
_AGAINST = regex.compile(
    r"^\W*(?:above|below|short\sof|ahead\sof|behind|better|worse|higher|lower|over|under|more|less|fewer)\b[^.;]{0,40}"
    r"\b(?:targets?|plan|profile|budget|average|median|England|London|national|neighbours?|comparators?|standard|limit|threshold)\b",
    regex.I,
)
_BESIDE = regex.compile(
    r"^\W*(?:above|below|short\sof|ahead\sof|behind|over|under|higher|lower)\b[^.;,()]{0,40}$", regex.I
)
_THAT_IS = regex.compile(r"^\W*(?:that|this)\s(?:is|was|represents|means)\b", regex.I)
_SO = regex.compile(r"\b(?:so|therefore|thus|hence)\b", regex.I)
_VARIANCE = regex.compile(r"\b(?:over|under)[\s-]?spen\w*|\bvariance|\bsurplus|\bdeficit|\bshortfall|\bgap\b", regex.I)


def check_changes(case: Case) -> Iterator[Finding]:
    """Every stated change of the narrative, and every over- or underspend."""
    for sentence in case.neighbours.sentences():
        yield from _twice(sentence)
    for mention in case.findings.mentions:
        if mention.source != "narrative":
            continue
        if mention.role == "change":
            found = _change(case, mention)
            if found is not None:
                yield found
        elif mention.measure == "money" and _VARIANCE.search(mention.left[-40:]):
            yield from _variance(case, mention)


def _change(case: Case, change: Mention) -> Finding | None:
    here = case.neighbours.sentence(change)
    tied = [pair for pair in in_sentence(here) if pair.tied and _measurable(change, pair)]
    tied = tied or _carried(case, change, here)
    if _misses_by(change, here) or _AGAINST.search(change.right):
        tied = []  # "six points below target": not between the two figures of the sentence
    tied = _to_target(change, here) or tied
    # where the words tie two figures, a third one elsewhere that happens to fit proves nothing
    for pair in tied if len(tied) == 1 else _pairs(case, change, here):
        if not pair.tied and not _one_thing(pair.old, pair.new):
            continue  # that two figures of different things differ by so much is chance
        how = _fits(case, change, pair)
        if how is not None:
            return _finding("consistent", how, change, pair)
    if len(tied) == 1 and _accusable(change, tied[0], here):
        return _finding("inconsistent", "the change is not that of the two figures", change, tied[0])
    return None


def _twice(sentence: Sequence[Mention]) -> Iterator[Finding]:
    """ "rose by 306 to 1,264, an increase of 13.9%": the figure before is the one after without the change."""
    actual = _actual(sentence)
    shares = [
        m for m in sentence if m.role == "change" and m.unit == "%" and not m.quantity.rule.startswith("fraction")
    ]
    sizes = [m for m in sentence if m.role == "change" and m.unit not in ("%", "percentage points")]
    if len(actual) != 1 or len(shares) != 1 or len(sizes) != 1 or sizes[0].measure != actual[0].measure:
        return
    new, size, share = actual[0], sizes[0], shares[0]
    way = _direction(size) or _direction(share)
    old = new.value - way * abs(size.value)
    if not way or old <= 0 or new.unit == "%" or _OVER.search(share.period_text) or _PER_YEAR.search(share.right):
        return
    half = (new.quantity.step if not new.quantity.exact else Decimal(0)) + (
        size.quantity.step if not size.quantity.exact else Decimal(0)
    )
    worked_out = abs(size.value) / old * _HUNDRED
    low = (abs(size.value) - half) / (old + half) * _HUNDRED
    high = (abs(size.value) + half) / (old - half) * _HUNDRED if old > half else worked_out
    agrees = Interval(low, high).meets(or_cut_off(share))
    if not agrees and (not leads_to(new) or share.quantity.qualifier != "eq"):
        return
    said = f"a change of {size.text} to {new.text} is from {old.normalize():,f}, and {printed(worked_out, 1)}%"
    yield Finding(
        "change",
        "consistent" if agrees else "inconsistent",
        "rounding" if agrees else "the change is not that of the two figures",
        f"{share.text} agrees: {said}." if agrees else f"The text gives {share.text}; {said}: the figures disagree.",
        (share.id, size.id, new.id),
        expected=worked_out.quantize(Decimal("0.0001")),
        observed=share.value,
        tolerance=share.quantity.step / 2,
        binding="same_sentence",
        context=share.context,
    )


def _to_target(change: Mention, here: Sequence[Mention]) -> list[Pair]:
    """ "43.6%, 2.4 percentage points below the 45% target": the one figure of the sentence and its one target."""
    targets = [m for m in here if m.role == "target"]
    actual = [m for m in _actual(here) if targets and alike(m, targets[0])]
    if len(targets) != 1 or len(actual) != 1 or not actual[0].end <= change.start <= targets[0].start:
        return []
    if not _BESIDE.search(change.right):
        return []
    pair = Pair(targets[0], actual[0], "same_sentence", ordered=True, tied=True)
    return [pair] if change.unit == "percentage points" else []


def _misses_by(change: Mention, here: Sequence[Mention]) -> bool:
    """True for "missed the target by 1.3 points" and "missed the target of 17% by 1.3 points": of figure and target."""
    before = max((m for m in here if m.end <= change.start), key=lambda m: m.end, default=None)
    named = before is not None and before.role == "target" and _BY.match(change.left) is not None
    return named or _BY_TARGET.search(change.left) is not None


def _carried(case: Case, change: Mention, here: Sequence[Mention]) -> list[Pair]:
    """ "£612k. Same point last year £482k, so up £140k": the one before and the one here, with "so" between."""
    if not _SO.search(change.left[-30:]) and not _THAT_IS.search(change.context):
        return []
    pairs = []
    for first, second in itertools.product(_actual(case.neighbours.sentence(change, 1)), _actual(here)):
        if alike(first, second) and (first.indicator == second.indicator or compared(second)):
            pair = by_period(first, second, "same_paragraph")
            if pair.ordered and _measurable(change, pair):
                pairs.append(Pair(pair.old, pair.new, pair.binding, ordered=True, tied=True))
    opens = next(
        (m for m in _actual(case.neighbours.sentence(change, 1)) if any(m in (p.old, p.new) for p in pairs)), None
    )
    pairs = [pair for pair in pairs if opens in (pair.old, pair.new)]  # what the sentence before begins with
    return pairs if len(pairs) == 1 else []


def _pairs(case: Case, change: Mention, here: Sequence[Mention]) -> Iterator[Pair]:
    """The pairs that a change may be between, the nearest first: they may confirm it in any order."""
    yield from in_sentence(here)
    around = {back: case.neighbours.sentence(change, back) for back in (1, 2, -1)}
    for back in (1, 2, -1):
        for first, second in itertools.product(_actual(around[back]), _actual(here)):
            if alike(first, second) and (_one_thing(first, second) or (back == 1 and speaks_on(change.context))):
                yield by_period(first, second, "same_paragraph")
        yield from in_sentence(around[back], "same_paragraph")
    for first, second in itertools.product(_actual(around[2]), _actual(around[1])):
        if alike(first, second) and _one_thing(first, second):
            yield by_period(first, second, "same_paragraph")
    for target, actual in itertools.product([m for m in here if m.role in ("target", "benchmark")], _actual(here)):
        if alike(target, actual):  # "three points above the target of 85%"
            yield Pair(target, actual, "same_sentence", True, False)
    if change.table is None:
        yield from _about(case, change)
    if change.table is not None and change.row is not None:
        row = case.rows.get((change.table, change.row), [])
        yield from in_row(row)
        for first, second in itertools.permutations([m for m in row if m.role in ("actual", "target")], 2):
            if alike(first, second):
                yield Pair(first, second, "same_row", False, False)
        for own, cell in itertools.product(_actual(here), _actual(row)):
            if alike(own, cell):
                yield by_period(own, cell, "same_row")


def _about(case: Case, change: Mention) -> Iterator[Pair]:
    """A table row of the change's indicator: its newest outturn against the earlier ones, and against its target."""
    rows = case.rows_about(change.indicator_id)
    if len(rows) != 1:
        rows = case.rows_like(change.indicator, change.context)
    if len(rows) != 1:
        return
    for pair in in_row(rows[0]):
        yield Pair(pair.old, pair.new, "same_indicator", pair.ordered, False)
    for newest in newest_of(rows[0]):
        for other in rows[0]:
            if other.role in ("target", "benchmark") and alike(other, newest):
                yield Pair(other, newest, "same_indicator", True, False)


def _one_thing(first: Mention, second: Mention) -> bool:
    """True where two figures of different sentences are of one indicator, as far as their words go."""
    words, others = content_words(first.indicator), content_words(second.indicator)
    return not words or not others or bool(words & others) or first.indicator_id == second.indicator_id != ""


def _actual(mentions: Sequence[Mention]) -> list[Mention]:
    return [m for m in mentions if m.role == "actual"]


def _direction(change: Mention) -> int:
    """1 for up, -1 for down, 0 where the words do not say ("an improvement of")."""
    # "less than five years old, five points above": the words before the comma are of something else
    for words in (change.left.rsplit(",", 1)[-1][-30:], _NEXT_WORDS.match(change.right).group()):  # type: ignore[union-attr]
        up, down = _last(_UP, words), _last(_DOWN, words)
        if up != down:
            return 1 if up > down else -1
    return 0


def _by_polarity(case: Case, change: Mention, pair: Pair) -> int:
    """ "an improvement of 0.9 points" goes up where higher is better, and somebody says that it is."""
    found = _BETTERMENT.search(change.left[-40:])
    polarity = case.polarity.of(None, pair.new, pair.old)
    if found is None or not polarity.sure:
        return 0
    improved = found.group().lower().startswith("impro") or "better" in found.group().lower()
    return 1 if improved == (polarity.way == "higher") else -1


def _last(pattern: regex.Pattern[str], words: str) -> int:
    return max((found.start() for found in pattern.finditer(words)), default=-1)


def _fits(case: Case, change: Mention, pair: Pair) -> str | None:
    """How a change agrees with a pair: exact, rounding or truncation; None where it does not."""
    way = _direction(change) or _by_polarity(case, change, pair)
    orders = [(pair.old, pair.new)]
    if not pair.ordered:
        orders.append((pair.new, pair.old))
    for old, new in orders:
        for worked_out in _worked_out(change, old, new):
            moved = -1 if new.value < old.value else 1
            if way and way != moved and old.value != new.value:
                continue
            size = worked_out if moved > 0 else -worked_out
            if _far_beyond(change, new.value - old.value, old.value):
                continue
            if size.meets(or_cut_off(change)):
                return "exact" if _exactly(change, old, new) else "rounding"
    return None


def _far_beyond(change: Mention, moved: Decimal, base: Decimal) -> bool:
    """True where "over £0.5m" is held against a change of many times that: nobody would have said it so."""
    if change.quantity.qualifier not in ("gt", "ge") or not change.value:
        return False
    relative = abs(moved) / abs(base) * _HUNDRED if change.unit == "%" and base else abs(moved)
    return min(abs(moved), relative) > 2 * abs(change.value)


def _exactly(change: Mention, old: Mention, new: Mention) -> bool:
    return abs(new.value - old.value) == abs(change.value) and change.quantity.qualifier == "eq"


def _worked_out(change: Mention, old: Mention, new: Mention) -> list[Interval]:
    """The differences that a change may mean, as intervals: absolute, in points, relative."""
    if change.unit == "percentage points":
        return [new.interval - old.interval] if old.unit == "%" else []
    if change.unit == "%":
        found = [_relative(old, new)]
        if old.unit == "%":
            found.append(new.interval - old.interval)
        return [interval for interval in found if interval is not None]
    if change.measure == old.measure and (change.measure != "duration" or plain_unit(change) == plain_unit(old)):
        return [new.interval - old.interval]
    if change.measure == "count" and old.measure in ("rate", "score", "duration"):
        return [new.interval - old.interval]
    return []


def _relative(old: Mention, new: Mention) -> Interval | None:
    low, high = old.interval.low, old.interval.high
    first, last = new.interval.low, new.interval.high
    if low is None or high is None or first is None or last is None or low <= 0:
        return None
    corners = [(n - o) / o * _HUNDRED for n in (first, last) for o in (low, high)]
    return Interval(min(corners), max(corners))


def _measurable(change: Mention, pair: Pair) -> bool:
    return bool(_worked_out(change, pair.old, pair.new))


def _accusable(change: Mention, pair: Pair, here: Sequence[Mention]) -> bool:
    """True where the sentence holds one pair, one change, and nothing else that the change could be between."""
    others = [m for m in here if m.role == "actual" and alike(m, pair.new) and m.id not in (pair.old.id, pair.new.id)]
    if ends_from(pair.old) and leads_to(pair.new) and pair.old.end <= pair.new.start <= change.start:
        others = [m for m in others if m.start > pair.old.start]  # "in the six wards, from 412 to 309, a fall of"
    changes = [m for m in here if m.role == "change" and m.unit == change.unit]
    return (
        not others
        and len(changes) == 1
        and not _PER_YEAR.search(change.right)
        and not _OVER.search(change.period_text)
        and not change.quantity.rule.startswith("count.zero")
        and not (change.quantity.rule.startswith("fraction") and _near_fraction(change, pair))
    )


def _near_fraction(change: Mention, pair: Pair) -> bool:
    """True where "by a third" may be said of a pair: within some points, as a fraction in words is no exact number."""
    if not pair.old.value or not _BY_WORDS.search(change.left) or change.right.startswith(" a "):
        return True  # "half a percentage point"
    relative = abs(pair.new.value - pair.old.value) / abs(pair.old.value) * _HUNDRED
    return abs(relative - abs(change.value)) <= _LOOSELY


def _finding(verdict: str, reason: str, change: Mention, pair: Pair) -> Finding:
    old, new = pair.old, pair.new
    gap = new.value - old.value
    if change.unit in ("%", "percentage points") and old.unit == "%":
        worked = f"{printed(abs(gap), _places(old, new))} percentage points"
        if old.value:
            worked += f" ({printed(abs(gap) / old.value * _HUNDRED, 1)} per cent of {old.text})"
    elif change.unit == "%" and old.value:
        worked = f"{printed(abs(gap) / abs(old.value) * _HUNDRED, 1)}%"
    else:
        worked = amount(abs(gap), new)
    way = "up" if gap > 0 else "down" if gap < 0 else "no change"
    if verdict == "consistent":
        statement = f"The change of {change.text} agrees: from {named(old)} to {named(new)} is {way} {worked}."
    else:
        statement = (
            f"The text gives a change of {change.text}. From {named(old)} to {named(new)} is {way} {worked}: "
            "the figures disagree."
        )
    expected = (
        abs(gap) / abs(old.value) * _HUNDRED if change.unit == "%" and old.unit != "%" and old.value else abs(gap)
    )
    return Finding(
        "change",
        verdict,
        reason,
        statement,
        tuple(dict.fromkeys((change.id, new.id, old.id))),
        expected=expected.quantize(Decimal("0.0001")),
        observed=change.value,
        tolerance=change.quantity.step / 2,
        binding=pair.binding,
        context=" ".join(dict.fromkeys(m.context for m in sorted((change, old, new), key=lambda m: m.start))),
    )


def _places(*mentions: Mention) -> int:
    return max(max(0, -int(m.quantity.step.normalize().as_tuple().exponent)) for m in mentions)


def _variance(case: Case, variance: Mention) -> Iterator[Finding]:
    """ "an overspend of £450k": the difference of two sums beside it; "(2.4%)": what it is of one of them."""
    around = [m for back in (0, 1, 2, -1) for m in case.neighbours.sentence(variance, back)]
    sums = [
        m for m in around if m.measure == "money" and m.id != variance.id and m.role in ("actual", "target", "forecast")
    ]
    size = variance.interval if variance.value >= 0 else -variance.interval
    for first, second in itertools.combinations(sums, 2):
        larger, smaller = (first, second) if first.value >= second.value else (second, first)
        if smaller.value > abs(variance.value) and (larger.interval - smaller.interval).meets(size):
            pair = Pair(smaller, larger, "same_paragraph", ordered=True, tied=False)
            yield _wrong_way(variance, first, second) or _finding(
                "consistent", _how(variance, larger, smaller), variance, pair
            )
            break
    for share in case.neighbours.sentence(variance):
        if share.unit == "%" and share.start > variance.end and share.bracket:
            for whole in sorted(sums, key=lambda m: m.role != "target"):  # of the budget, where there is one
                if whole.value > abs(variance.value) and _share(variance, whole).meets(share.interval):
                    worked_out = printed(abs(variance.value) / whole.value * _HUNDRED, 1)
                    statement = f"{share.text} agrees: {variance.text} is {worked_out}% of {whole.text}."
                    yield Finding(
                        "change",
                        "consistent",
                        "rounding",
                        statement,
                        (share.id, variance.id, whole.id),
                        expected=(abs(variance.value) / whole.value * _HUNDRED).quantize(Decimal("0.0001")),
                        observed=share.value,
                        binding="same_sentence",
                        context=share.context,
                    )
                    break


def _wrong_way(variance: Mention, first: Mention, second: Mention) -> Finding | None:
    """ "£12.4m against a budget of £11.9m, an underspend of £0.5m": it is an overspend."""
    said = _VARIANCE.search(variance.left[-40:])
    spent = next((m for m in (first, second) if m.role != "target"), None)
    budget = next((m for m in (first, second) if m.role == "target"), None)
    if said is None or spent is None or budget is None or {spent.sentence, budget.sentence} != {variance.sentence}:
        return None
    word = said.group().lower()
    over = word.startswith("over")
    if (not over and not word.startswith("under")) or over == (spent.value > budget.value):
        return None
    is_it = "more" if spent.value > budget.value else "less"
    gap = amount(abs(spent.value - budget.value), spent)
    statement = (
        f"The text says “{said.group()}”. {spent.text} is {gap} {is_it} than {budget.text}: the figures disagree."
    )
    return Finding(
        "change",
        "inconsistent",
        "the words and the figures disagree",
        statement,
        (variance.id, spent.id, budget.id),
        expected=spent.value - budget.value,
        observed=variance.value,
        binding="same_sentence",
        context=variance.context,
    )


def _how(variance: Mention, larger: Mention, smaller: Mention) -> str:
    return "exact" if larger.value - smaller.value == abs(variance.value) else "rounding"


def _share(part: Mention, whole: Mention) -> Interval:
    size = part.interval if part.value >= 0 else -part.interval
    low, high = size.low, size.high
    if low is None or high is None or not whole.interval.low or not whole.interval.high:
        return Interval(None, None)
    return Interval(low / whole.interval.high * _HUNDRED, high / whole.interval.low * _HUNDRED)
