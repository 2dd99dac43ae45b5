"""What came of one content: its rows, its text and what a run says of it, and the bytes that this is kept as.

A part does not know the path of its document, so that the same bytes at two paths share one. It is kept as two lines of
JSON, compressed: what a run has to know at once (``load_head`` reads that alone), and the rest. Cells stand there as
the characters of a CSV cell before an apostrophe guards them; nothing is pickled, so a part from elsewhere can run no
code.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache

from extractor.dataset.cells import Value, encodable, plain_cell, read_cell
from extractor.dataset.records import store_rows
from extractor.dataset.schema import DOCUMENTS, SCHEMA, TableSchema
from extractor.result import DocumentResult
from extractor.rows import claim_rows, document_row, exclusion_rows, finding_rows, mention_rows
from extractor.spoken import Remark, remark, worst_first

StoredRow = tuple[Value, ...]

TABLES = tuple(table for table in SCHEMA if table is not DOCUMENTS)
SHOWN = 12
"""How many findings a run shows: a part keeps its own worst so many, and counts of the rest."""

_PLACES = {column.name: place for place, column in enumerate(DOCUMENTS.columns)}
_LEVEL = 4


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run says of a document: ``figures`` counts its mentions, ``verdicts`` its checks by verdict."""

    status: str = "failed"
    error: str = ""
    pages: int | None = None
    figures: int = 0
    verdicts: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What a run has to know of a part at once. ``lasting``: it follows from content and settings, and may be kept;
    what came of the machine (time, memory, a disk) or of a fault of this program may come out otherwise next time.
    ``seconds`` are by stage; ``trace`` is the traceback of a fault of this program."""

    sha256: str
    patterns_digest: str
    summary: Summary
    lasting: bool = True
    seconds: Mapping[str, float] = field(default_factory=dict)
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """``document`` is the row of ``documents`` with an empty path; ``rows`` are those of the other tables by name."""

    head: Head
    document: StoredRow
    rows: Mapping[str, tuple[StoredRow, ...]]
    text: str = ""

    @property
    def doc_id(self) -> str:
        """Empty where the content could not be had."""
        return str(self.document[_PLACES["doc_id"]] or "")

    def document_at(self, path: str) -> StoredRow:
        """The row of ``documents`` for the content at ``path``."""
        return _with_path(self.document, encodable(path))


def make_part(
    result: DocumentResult,
    patterns_digest: str,
    *,
    lasting: bool = True,
    trace: str = "",
) -> Part:
    """The part of a document that was read, or could not be. Raises ValueError where a row does not fit the schema."""
    made = {
        "mentions": mention_rows(result),
        "claims": claim_rows(result),
        "reconciliations": finding_rows(result),
        "exclusions": exclusion_rows(result),
    }
    (document,) = store_rows(DOCUMENTS, [{**document_row(result, patterns_digest), "path": "?"}])
    rows = {table.name: tuple(store_rows(table, made[table.name])) for table in TABLES}
    head = Head(result.sha256, patterns_digest, _summarise(result), lasting, {}, encodable(trace))
    return Part(head, _with_path(document, None), rows, encodable(result.text))


def _with_path(document: StoredRow, path: str | None) -> StoredRow:
    place = _PLACES["path"]
    return (*document[:place], path, *document[place + 1 :])


def _summarise(result: DocumentResult) -> Summary:
    worst = worst_first([result])[:SHOWN]
    remarks = tuple(remark(check, result) for check, _ in worst)
    verdicts = dict(sorted(Counter(check.verdict for check in result.checks).items()))
    error = encodable(result.error)
    return Summary(result.status, error, result.pages, len(result.findings.mentions), verdicts, remarks)


def dump(part: Part) -> bytes:
    """The part as it is kept. The same part gives the same bytes."""
    head = {"schema": _schema_mark(), **asdict(part.head)}
    body = {
        "document": _print_row(part.document),
        "rows": {table.name: [_print_row(row) for row in part.rows[table.name]] for table in TABLES},
        "text": part.text,
    }
    lines = (json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in (head, body))
    return zlib.compress("\n".join(lines).encode("utf-8"), _LEVEL)


def load(data: bytes) -> Part:
    """Undoes ``dump``. Raises ValueError for bytes that are no part of this version, or are damaged."""
    head, body = _open(data)
    try:
        content = json.loads(body)
        rows = {table.name: tuple(_read_row(table, row) for row in content["rows"][table.name]) for table in TABLES}
        return Part(_read_head(head), _read_row(DOCUMENTS, content["document"]), rows, content["text"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"no part: {error!r}") from error


def load_head(data: bytes) -> Head:
    """What a run has to know at once. Raises ValueError as ``load`` does, all damage included."""
    return _read_head(_open(data)[0])


def _open(data: bytes) -> tuple[str, str]:
    try:
        head, _, body = zlib.decompress(data).decode("utf-8").partition("\n")
    except zlib.error as error:
        raise ValueError(f"no part: {error}") from error
    return head, body


def _read_head(line: str) -> Head:
    content = json.loads(line)
    try:
        if content.pop("schema") != _schema_mark():
            raise ValueError("a part of another version")
        summary = content.pop("summary")
        remarks = tuple(Remark(**said) for said in summary.pop("remarks"))
        return Head(**content, summary=Summary(**summary, remarks=remarks))
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"no part: {error!r}") from error


@cache
def _schema_mark() -> int:
    """Differs where the tables have other columns."""
    return zlib.crc32(
        " ".join(f"{table.name}.{column.name}:{column.type}" for table in SCHEMA for column in table.columns).encode()
    )


def _print_row(row: StoredRow) -> list[str]:
    return [plain_cell(value) for value in row]


def _read_row(table: TableSchema, cells: Sequence[str]) -> StoredRow:
    return tuple(read_cell(column, cell) for column, cell in zip(table.columns, cells, strict=True))
