"""Reads a whole document: every block through the pipeline, every table through its axes, into mentions and claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import regex
from spacy.language import Language

from extractor.catalogue import Catalogue, Entry, load_catalogue
from extractor.document import Block, BlockKind, Cell, Document
from extractor.frontmatter import FrontMatter
from extractor.mentions import Claim, ExcludedNumber, Findings, Mention
from extractor.pipeline import phrases
from extractor.pipeline.binding import percentage_parts
from extractor.pipeline.build import assemble
from extractor.pipeline.numbers import NUMBER
from extractor.pipeline.reading import BlockContext, Figure, Reading
from extractor.pipeline.spans import pattern_file, prepare, reading_of
from extractor.resources import folder
from extractor.tables.axes import AxisReader
from extractor.tables.figures import CellNote, TableFigure, TableReader, TableReading
from extractor.tables.headers import load_headers
from extractor.values.period import Setting, financial_year_of, load_periods
from extractor.values.quantity import load_quantities

_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
    }
)
_CODE = regex.compile(r"^((?=\S*\d)[A-Z]{1,5}\s?\d[\w().]*|\d+[A-Z](?:\([\w]+\))?)\s+(?=[A-Z%])")
_RUNS = regex.compile(r"\s+|\S+")
_CONFIDENCE = {
    "of": 90,
    "subject": 88,
    "counted": 85,
    "noun_of": 85,
    "explicit": 85,
    "main": 80,
    "bracket": 80,
    "elliptical": 70,
    "antecedent": 62,
    "row": 92,
}


class PlainText:
    """A stretch of the document as the pipeline reads it: straight quotes, and white space folded to one character.

    A line break stays one where the format means it (a ``br``, a new paragraph in a cell); in plain text it is only
    where the line was full. ``place`` maps offsets back to the document's own.
    """

    def __init__(self, text: str, start: int, wrapped: bool) -> None:
        pieces: list[str] = []
        self._origin: list[int] = []
        length = 0
        for run in _RUNS.finditer(text):
            words = run.group()
            if words[0].isspace():
                pieces.append("\n" if "\n" in words and not wrapped else " ")
                self._origin.append(start + run.start())
                length += 1
            else:
                pieces.append(words.translate(_PLAIN))
                self._origin.extend(range(start + run.start(), start + run.end()))
                length += len(words)
        self.text = "".join(pieces)
        self._origin.append(start + len(text))

    def place(self, first: int, last: int) -> tuple[int, int]:
        """``[first, last)`` of the plain text, in the document's text."""
        return self._origin[first], self._origin[last - 1] + 1 if last > first else self._origin[first]


@dataclass(slots=True)
class _State:
    """Where the reading of a document stands."""

    heading: str = ""
    lead_in: str = ""
    topic: str = ""
    title: str = ""
    names: frozenset[str] = frozenset()
    references: dict[str, str] = field(default_factory=dict)
    mentions: int = 0
    claims: int = 0


class DocumentReader:
    """Turns documents into findings with one set of patterns and one catalogue; make one and use it for many."""

    def __init__(self, patterns: str = "", catalogue: str = "") -> None:
        self._nlp: Language = assemble(patterns, catalogue)
        self._catalogue: Catalogue = load_catalogue(
            catalogue or str(pattern_file("indicators.csv", patterns)), str(pattern_file("terms.csv", patterns))
        )
        root = folder("patterns", Path(patterns) if patterns else None)
        self.periods = load_periods(root / "periods.toml")
        axes = AxisReader(load_headers(root / "headers.toml"), load_quantities(root / "quantities.toml"), self.periods)
        self._tables = TableReader(axes)

    def read(self, document: Document, front: FrontMatter) -> Findings:
        """The mentions, claims and exclusions of a document."""
        setting = Setting(front.reporting, None, front.latest, academic=front.academic)
        state = _State(title=front.title, names=_names(front))
        mentions: list[Mention] = []
        claims: list[Claim] = []
        exclusions: list[ExcludedNumber] = []
        state.references = self._references(document)
        for number, block in enumerate(document.blocks):
            if block.kind is BlockKind.FURNITURE:
                exclusions += _all_numbers(document, block.start, block.end, "furniture")
            elif block.table is not None:
                self._table(document, number, block, setting, front, state, mentions, claims, exclusions)
            else:
                self._block(document, number, block, setting, front, state, mentions, claims, exclusions)
        exclusions += _uncovered(document, mentions, exclusions)
        return Findings(
            tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end))),
            tuple(sorted(claims, key=lambda claim: (claim.start, claim.kind))),
            tuple(sorted(exclusions, key=lambda item: (item.start, item.end))),
        )

    def _references(self, document: Document) -> dict[str, str]:
        """What the codes in front of a table's rows stand for: a comment on "PL2" speaks of that row."""
        found: dict[str, str] = {}
        for block in document.blocks:
            if block.table is not None:
                for label in self._tables.labels(document, block.table):
                    match = _CODE.match(label)
                    if match and match.end() < len(label):
                        found.setdefault(match.group(1), label)
        return found

    def _block(
        self,
        document: Document,
        number: int,
        block: Block,
        setting: Setting,
        front: FrontMatter,
        state: _State,
        mentions: list[Mention],
        claims: list[Claim],
        exclusions: list[ExcludedNumber],
    ) -> None:
        text = document.content(block)
        if block.kind is BlockKind.HEADING:
            state.heading = " ".join(text.split())
        context = BlockContext(
            setting,
            state.heading,
            state.lead_in if block.kind is BlockKind.LIST_ITEM else "",
            "",
            front.default,
            state.names,
            state.references,
        )
        plain = PlainText(text, block.start, document.format == "txt")
        reading = self.read_text(plain.text, context)
        keep = block.kind is not BlockKind.HEADING or _tells(reading)
        self._collect(document, number, plain, reading, keep, state, mentions, claims, exclusions)
        if text.rstrip().endswith(":"):
            state.lead_in = _introduction(reading, state.topic)
        elif block.kind is not BlockKind.LIST_ITEM:
            state.lead_in = ""
        if reading.topics and reading.topics[-1]:
            state.topic = reading.topics[-1]

    def read_text(self, text: str, context: BlockContext) -> Reading:
        """One block, cell or paragraph through the pipeline; offsets count in its :class:`PlainText`."""
        doc = self._nlp.make_doc(text)
        return reading_of(self._nlp(prepare(doc, context)))

    def _collect(
        self,
        document: Document,
        number: int,
        plain: PlainText,
        reading: Reading,
        keep: bool,
        state: _State,
        mentions: list[Mention],
        claims: list[Claim],
        exclusions: list[ExcludedNumber],
        row_label: str = "",
        table: int | None = None,
        row: int | None = None,
    ) -> None:
        identities: dict[int, str] = {}
        for index, figure in enumerate(reading.figures):
            if not keep or figure.part:
                reason = "part of another figure" if figure.part else "heading"
                exclusions.append(_excluded(document, *plain.place(figure.quantity.start, figure.quantity.end), reason))
                continue
            state.mentions += 1
            identities[index] = f"m{state.mentions:05d}"
            mention = self._mention(document, number, plain, reading, figure, identities[index], state, row_label)
            mentions.append(replace(mention, table=table, row=row))
        exclusions += [
            _excluded(document, *plain.place(item.start, item.end), item.reason) for item in reading.exclusions
        ]
        if keep:
            claims += self._claims(document, number, plain, reading, identities, state, row_label)

    def _mention(
        self,
        document: Document,
        number: int,
        plain: PlainText,
        reading: Reading,
        figure: Figure,
        identity: str,
        state: _State,
        row_label: str,
    ) -> Mention:
        quantity = figure.quantity
        others = [other for other in reading.figures if other.sentence == figure.sentence]
        numerator, denominator = percentage_parts(figure, others)
        start, end = plain.place(*reading.sentences[figure.sentence])
        first, last = plain.place(quantity.start, quantity.end)
        year = (
            financial_year_of(figure.period.end).start.year
            if figure.period is not None
            else _year_of(reading.context.setting)
        )
        entry = self._entry(figure.indicator, figure.measure, figure.unit, year)
        if entry is None and row_label:
            entry = self._entry(row_label, figure.measure, figure.unit, year)
        return Mention(
            identity,
            "narrative",
            first,
            last,
            document.text[first:last],
            quantity,
            figure.measure or quantity.measure,
            figure.unit or _counted_unit(figure),
            figure.role,
            quantity.rule if not figure.role_rule else f"{quantity.rule} {figure.role_rule}",
            " ".join(document.text[start:end].split()),
            start,
            figure.indicator,
            entry.id if entry else "",
            entry.name if entry else "",
            entry.polarity if entry else "",
            numerator,
            denominator,
            figure.comparator,
            figure.printed_period.text if figure.printed_period is not None else "",
            figure.period,
            row_label=row_label,
            section=state.heading,
            confidence=_confidence(figure),
            block=number,
            sentence=figure.sentence,
            left=figure.left,
            right=figure.right,
            bracket=figure.bracket,
            comparison=figure.comparison,
        )

    def _entry(self, phrase: str, measure: str, unit: str, year: int | None) -> Entry | None:
        return self._catalogue.find(phrase, measure, unit, year) if phrase else None

    def _claims(
        self,
        document: Document,
        number: int,
        plain: PlainText,
        reading: Reading,
        identities: dict[int, str],
        state: _State,
        row_label: str,
    ) -> Iterator[Claim]:
        for bound in reading.claims:
            found = bound.found
            start, end = plain.place(*reading.sentences[bound.sentence])
            first, last = plain.place(found.start, found.end)
            state.claims += 1
            phrase = bound.indicator or row_label
            entry = self._entry(phrase, "", "", None) or (
                self._entry(bound.topic, "", "", None) if bound.topic else None
            )
            figures = [reading.figures[index] for index in bound.figures if index in identities]
            main = next((f for f in figures if f.role == "actual" and f.period is not None and not f.comparison), None)
            if row_label and row_label.lower() not in phrase.lower():
                phrase = f"{row_label}: {phrase}" if phrase else row_label
            yield Claim(
                f"c{state.claims:05d}",
                first,
                last,
                document.text[first:last],
                " ".join(document.text[start:end].split()),
                found.kind,
                found.value,
                found.certainty,
                found.rule,
                phrase,
                entry.id if entry else "",
                entry.name if entry else "",
                entry.polarity if entry else "",
                next((f.comparator for f in figures if f.role == "benchmark"), "") if found.kind == "benchmark" else "",
                main.printed_period.text if main is not None and main.printed_period is not None else "",
                main.period if main is not None else None,
                tuple(identities[index] for index in bound.figures if index in identities),
                number,
                bound.sentence,
                row_label,
            )

    def _table(
        self,
        document: Document,
        number: int,
        block: Block,
        setting: Setting,
        front: FrontMatter,
        state: _State,
        mentions: list[Mention],
        claims: list[Claim],
        exclusions: list[ExcludedNumber],
    ) -> None:
        assert block.table is not None
        title = _caption(document, number) or state.heading
        reading: TableReading = self._tables.read(document, block.table, setting, title)
        for figure in reading.figures:
            state.mentions += 1
            mentions.append(self._table_mention(document, number, figure, f"m{state.mentions:05d}", title))
        for note in reading.notes:
            self._note(document, number, note, setting, front, state, mentions, claims, exclusions)

    def _note(
        self,
        document: Document,
        number: int,
        note: CellNote,
        setting: Setting,
        front: FrontMatter,
        state: _State,
        mentions: list[Mention],
        claims: list[Claim],
        exclusions: list[ExcludedNumber],
    ) -> None:
        """Words in a cell are narrative that knows its row; labels and missing values hold no figures."""
        if note.reason:
            exclusions += _all_numbers(document, note.cell.start, note.cell.end, note.reason)
            return
        text = document.content(note.cell)
        if not text.strip():
            return
        context = BlockContext(setting, "", "", note.row_label, front.default, state.names, state.references)
        plain = PlainText(text, note.cell.start, document.format == "txt")
        reading = self.read_text(plain.text, context)
        self._collect(
            document,
            number,
            plain,
            reading,
            True,
            state,
            mentions,
            claims,
            exclusions,
            note.row_label,
            number,
            note.cell.row,
        )

    def _table_mention(
        self, document: Document, number: int, figure: TableFigure, identity: str, title: str
    ) -> Mention:
        quantity = figure.quantity
        year = financial_year_of(figure.period.end).start.year if figure.period is not None else None
        entry = self._entry(figure.indicator, quantity.measure, quantity.unit, year)
        return Mention(
            identity,
            "table",
            figure.start,
            figure.end,
            document.text[figure.start : figure.end],
            quantity,
            quantity.measure,
            quantity.unit,
            figure.role,
            f"{quantity.rule} table",
            " ".join(document.content(figure.cell).split()),
            figure.cell.start,
            figure.indicator,
            entry.id if entry else "",
            entry.name if entry else "",
            figure.polarity or (entry.polarity if entry else ""),
            quantity.numerator,
            quantity.denominator,
            figure.comparator,
            figure.period_text,
            figure.period,
            figure.row_label,
            figure.column_label,
            figure.rag,
            figure.direction,
            figure.status,
            title,
            Decimal("0.92") if figure.certain and figure.column_label else Decimal("0.6"),
            number,
            0,
            number,
            figure.cell.row,
            figure.cell.column,
            figure.total,
        )


def _introduction(reading: Reading, topic: str) -> str:
    """What a line that ends in a colon says of the list below it; "Of this number:" is about what went before."""
    start, end = reading.sentences[-1] if reading.sentences else (0, 0)
    words = phrases.tidy(reading.text[start:end].rstrip(": "))
    if (
        len(words.split()) > 22
        or phrases.is_pronoun(words)
        or regex.match(r"(?:this|these|those|following)\b|.*\b(?:following|below|as follows)$", words, regex.I)
    ):
        return topic if len(topic.split()) <= 22 else ""
    return words


def _names(front: FrontMatter) -> frozenset[str]:
    """The words of the authority's own name: a sentence about "Porthaven" is about the body, not about a measure."""
    words = front.authority.replace("-", " ").lower().split()
    return frozenset(word for word in words if len(word) > 3)


def _caption(document: Document, number: int) -> str:
    """The heading, or the short paragraph, right above a table."""
    if number == 0:
        return ""
    before = document.blocks[number - 1]
    text = " ".join(document.content(before).split())
    if before.table is not None or len(text) > 140:
        return ""
    named = before.kind is BlockKind.PARAGRAPH and (
        text.startswith(("Table", "Figure", "Appendix")) or not text.endswith((".", ";"))
    )
    return text if before.kind is BlockKind.HEADING or named else ""


def _tells(reading: Reading) -> bool:
    """True for a heading that is a sentence with figures in it ("83% of checks on time")."""
    return any(figure.quantity.unit in ("%", "GBP") or figure.role != "actual" for figure in reading.figures)


def _counted_unit(figure: Figure) -> str:
    """What a count counts: the noun behind it."""
    words = figure.right.split()
    if figure.quantity.measure != "count" or not words or not figure.right.startswith(" "):
        return ""
    noun = next(
        (
            word.strip(".,;:()'\"")
            for word in words[:3]
            if word.strip(".,;:()'\"").lower().endswith("s") and word[:1].isalpha() and len(word) > 3
        ),
        "",
    )
    if noun.lower() in ("was", "has", "this", "less", "across") or not noun:
        return words[0].strip(".,;:()") if words[0].lower() in ("children", "people", "staff") else ""
    return noun


def _confidence(figure: Figure) -> Decimal:
    points = _CONFIDENCE.get(figure.indicator_from, 60)
    if figure.quantity.rule in ("count", "count.zero") and figure.quantity.text.isalpha():
        points -= 12
    elif figure.quantity.rule == "count":
        points -= 5
    if figure.role != "actual" and not figure.role_rule:
        points -= 5
    return Decimal(max(20, points)) / 100


def _year_of(setting: Setting) -> int | None:
    return financial_year_of(setting.reporting.end).start.year if setting.reporting is not None else None


def _excluded(document: Document, start: int, end: int, reason: str) -> ExcludedNumber:
    return ExcludedNumber(start, end, document.text[start:end], reason)


def _all_numbers(document: Document, start: int, end: int, reason: str) -> list[ExcludedNumber]:
    return [
        _excluded(document, match.start(), match.end(), reason) for match in NUMBER.finditer(document.text, start, end)
    ]


def _uncovered(document: Document, mentions: list[Mention], exclusions: list[ExcludedNumber]) -> list[ExcludedNumber]:
    """Numbers outside every block (list numbers, bullets) and whatever no reader spoke for."""
    spans = sorted(
        [(mention.start, mention.end) for mention in mentions] + [(item.start, item.end) for item in exclusions]
    )
    blocks = [(block.start, block.end) for block in document.blocks]
    found: list[ExcludedNumber] = []
    index = place = 0
    reach = -1
    for match in NUMBER.finditer(document.text):
        while index < len(spans) and spans[index][0] < match.end():
            reach = max(reach, spans[index][1])
            index += 1
        if reach > match.start():
            continue
        while place < len(blocks) and blocks[place][1] <= match.start():
            place += 1
        inside = place < len(blocks) and blocks[place][0] <= match.start()
        found.append(_excluded(document, match.start(), match.end(), "unread" if inside else "numbering"))
    return found


def cell_offsets(cell: Cell) -> tuple[int, int]:
    return cell.start, cell.end
