"""The columns as a page for people: Markdown made from the schema, so that the docs cannot fall behind it."""

from __future__ import annotations

from extractor.dataset.schema import SCHEMA, Column, TableSchema


def markdown_columns() -> str:
    """A heading and a Markdown table for every table of a dataset; ends with a line feed."""
    return "\n".join(markdown_table(table) for table in SCHEMA)


def markdown_table(table: TableSchema) -> str:
    """One table: its name as a heading, its meaning, and its columns; ends with a line feed."""
    lines = [
        f"### {table.name}",
        "",
        table.meaning,
        "",
        "| column | type | unit | meaning |",
        "| --- | --- | --- | --- |",
    ]
    for column in table.columns:
        cells = (f"`{column.name}`", column.type, column.unit, _meaning(column))
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _meaning(column: Column) -> str:
    """The meaning, with all that a closed column can hold."""
    if not column.values:
        return column.meaning
    return f"{column.meaning}: " + ", ".join(f"`{value}`" for value in column.values)
