"""docs/panel.md says what is so."""

from __future__ import annotations

import re
from pathlib import Path

from extractor.dataset.columns import markdown_table
from extractor.panel.columns import AGREEMENTS, PANEL

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "panel.md").read_text(encoding="utf-8")


def test_the_columns_are_those_of_the_declaration() -> None:
    (columns,) = re.findall(r"<!-- columns -->\n(.*?)<!-- /columns -->", PAGE, re.DOTALL)
    assert columns == "\n".join(markdown_table(PANEL).split("\n")[2:])


def test_every_agreement_is_explained() -> None:
    assert re.findall(
        r"^\| `(\w+)` \|", PAGE[PAGE.index("| `single`") : PAGE.index("## The columns")], re.MULTILINE
    ) == [*AGREEMENTS]


def test_links_lead_somewhere() -> None:
    assert [link for link in re.findall(r"\]\(([^)#]+)\)", PAGE) if not (DOCS / link).exists()] == []
