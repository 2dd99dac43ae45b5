"""Runs every check over what was found in a document. A new check is a file of its own and a line in CHECKS."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractor.frontmatter import FrontMatter
from extractor.mentions import Findings
from extractor.reconcile.finding import Finding
from extractor.reconcile.granularity import check_granularity
from extractor.reconcile.ratio import check_ratios
from extractor.reconcile.sums import check_sums

Check = Callable[[Findings], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (check_ratios, check_granularity, check_sums)
SEVERITY = {"inconsistent": 0, "review": 1, "unverifiable": 2, "consistent": 3}


def reconcile(findings: Findings, front: FrontMatter) -> list[Finding]:
    """Every finding, in the order of CHECKS; a figure accused by one check is not accused again by a later one."""
    found: list[Finding] = []
    accused: set[str] = set()
    for check in CHECKS:
        for finding in check(findings):
            if finding.verdict in ("inconsistent", "review"):
                if finding.mention_ids[0] in accused:
                    continue
                accused.add(finding.mention_ids[0])
            found.append(finding)
    return found
