"""Runs every check over what was found in a document. A new check is a file of its own and a line in CHECKS."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from extractor.mentions import Findings
from extractor.reconcile.agreement import check_agreement
from extractor.reconcile.arrows import check_arrows
from extractor.reconcile.bases import check_bases
from extractor.reconcile.benchmarks import check_benchmarks
from extractor.reconcile.case import Case
from extractor.reconcile.changes import check_changes
from extractor.reconcile.domain import check_domain
from extractor.reconcile.finding import Finding
from extractor.reconcile.flips import with_flip
from extractor.reconcile.flows import check_flows
from extractor.reconcile.fractions import check_fractions
from extractor.reconcile.granularity import check_granularity
from extractor.reconcile.polarity import PolarityWords
from extractor.reconcile.rag import check_rag
from extractor.reconcile.rates import check_rates
from extractor.reconcile.ratio import check_ratios
from extractor.reconcile.said import check_said
from extractor.reconcile.stated import as_stated
from extractor.reconcile.sums import check_sums
from extractor.reconcile.targets import check_targets
from extractor.reconcile.totals import check_totals
from extractor.reconcile.trends import check_trends
from extractor.reconcile.variances import check_variances

Check = Callable[[Case], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    check_ratios,
    check_fractions,
    check_granularity,
    check_bases,
    check_domain,
    check_flows,
    check_sums,
    check_totals,
    check_rates,
    check_agreement,
    check_changes,
    check_targets,
    check_benchmarks,
    check_trends,
    check_rag,
    check_arrows,
    check_variances,
    check_said,
)
SEVERITY = {"inconsistent": 0, "review": 1, "unverifiable": 2, "consistent": 3}
_DOUBTS = ("inconsistent", "review")


def reconcile(
    findings: Findings,
    text: str = "",
    polarity: PolarityWords | None = None,
    names: Mapping[str, str] | None = None,
) -> list[Finding]:
    """Every finding, in the order of CHECKS: one fault gives one finding, that of the check which comes first."""
    case = Case(as_stated(findings, text), text, polarity, names)
    found: list[Finding] = []
    accused: set[str] = set()
    for check in CHECKS:
        for finding in check(case):
            if finding.verdict in _DOUBTS:
                if accused & set(finding.mention_ids):
                    continue
                # a total that is wrong says nothing of its parts: they may hold faults of their own
                accused.update(finding.mention_ids[:1] if finding.kind == "sum" else finding.mention_ids)
            found.append(with_flip(case, finding))
    return found
