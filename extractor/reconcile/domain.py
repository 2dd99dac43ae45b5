"""Shares above 100%: some measures allow them (rent collected, a share of a target), a share of people does not."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.mentions import Mention
from extractor.reconcile.case import Case
from extractor.reconcile.finding import Finding

_PART_OF = regex.compile(
    r"\b(?:of\s(?:all\s|the\s|our\s|eligible\s)?(?:children|people|pupils|cases|reviews|residents|staff|households|applications"
    r"|patients|tenants|visits|calls|complaints|requests|assessments|plans|checks|inspections|care\sleavers|young\speople|schools)"
    r"|(?:children|pupils|reviews|residents|households|applications|tenants|assessments)\s(?:had|were|have|are|who))\b",
    regex.I,
)
_MAY_EXCEED = regex.compile(
    r"\b(?:target|budget|profil\w+|plan(?:ned)?|capacity|collect\w+|increas\w*|growth|grew|rise|rose|higher|more|of\s(?:last|the\sprevious)"
    r"|forecast|occupan\w+|recover\w+|arrears|change|income|spen\w+|cost\w*|value|base|replac\w+|establishment|level|average|funding)\b",
    regex.I,
)


def check_domain(case: Case) -> Iterator[Finding]:
    """Every share above 100% of something that has no more than all."""
    for mention in case.findings.mentions:
        if mention.unit == "%" and mention.role == "actual" and mention.value > 100 and _only_a_part(mention):
            yield Finding(
                "ratio",
                "inconsistent",
                "a share of a whole is above 100%",
                f"The text gives {mention.text} ({mention.indicator}): a part is never more than the whole.",
                (mention.id,),
                expected=None,
                observed=mention.value,
                binding="same_row" if mention.source == "table" else "same_sentence",
                context=mention.context,
            )


def _only_a_part(mention: Mention) -> bool:
    words = f"{mention.left[-40:]} {mention.text}{mention.right[:80]} | {mention.row_label} {mention.column_label}"
    if mention.source == "table":
        words = f"% of {mention.row_label}"
    interval = mention.interval
    surely = interval.low is not None and interval.low > 100
    return surely and _PART_OF.search(words) is not None and _MAY_EXCEED.search(f"{words} {mention.indicator}") is None
