"""What the closed columns say, in the words of a person who has not read the schema."""

from __future__ import annotations

VERDICTS = {
    "inconsistent": "the figures cannot agree",
    "review": "the figures do not agree, and may not belong together: a person should look",
    "unverifiable": "a figure that the statement needs is not in the paper",
    "consistent": "the figures agree",
}
"""The worst first."""

CHECKS = {
    "ratio": "a percentage against its two numbers",
    "granularity": "a percentage that no whole number out of the total gives",
    "sum": "parts against their total",
    "change": "a stated change against the two figures",
    "rate": "a rate against its count and population",
    "trend": "a rise or fall in words against the figures",
    "target": "a statement about a target against figure and target",
    "benchmark": "a comparison with others against both figures",
    "rag": "a colour against figure and target",
    "agreement": "the same figure in two places of a paper",
    "restatement": "the same figure in two papers",
}

BINDINGS = {
    "same_brackets": "in the same brackets",
    "same_row": "in the same table row",
    "same_sentence": "in the same sentence",
    "same_paragraph": "in the same paragraph",
    "same_indicator": "about the same indicator",
}
