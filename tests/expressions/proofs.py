"""Proofs are kept: what was shown of a pattern once is not shown again until the pattern, or the analysis, is changed.

``python -m tests.expressions.proofs`` writes them anew; a pattern whose proof is not kept only takes longer to test.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.expressions.ambiguity import Danger, dangers
from tests.expressions.automaton import build
from tests.expressions.inventory import Expression, package_expressions, rule_expressions

KEPT = Path(__file__).with_name("proved.txt")
_ANALYSIS = b"".join(Path(__file__).with_name(name).read_bytes() for name in ("automaton.py", "ambiguity.py"))


def dangers_of(expression: Expression) -> list[Danger]:
    return dangers(build(expression.pattern, expression.flags, expression.anchored))


def proof_of(expression: Expression) -> str:
    """What a proof is kept under: the pattern, how it is used, and the analysis."""
    said = repr((expression.pattern, int(expression.flags), expression.anchored)).encode()
    return hashlib.sha256(_ANALYSIS + said).hexdigest()[:24]


def kept_proofs() -> frozenset[str]:
    return frozenset(KEPT.read_text().split()) if KEPT.exists() else frozenset()


def keep_proofs() -> int:
    """Show of every pattern what can be shown, and keep it; returns how many."""
    known = kept_proofs()
    expressions = {proof_of(item): item for item in (*package_expressions()[0], *rule_expressions())}
    proved = sorted(proof for proof, item in expressions.items() if proof in known or not dangers_of(item))
    KEPT.write_text("\n".join(proved) + "\n")
    return len(proved)


if __name__ == "__main__":
    print(f"{keep_proofs()} patterns cannot run away")
