"""Reads a whole document: every block through the pipeline, every table through its axes, into mentions and claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import regex
from spacy.language import Language

from extractor.catalogue import Catalogue, Entry, load_catalogue
from extractor.confidence import CELL_CERTAIN, CELL_UNCERTAIN, confidence_of
from extractor.document import Block, BlockKind, Cell, Document, Table
from extractor.frontmatter import FrontMatter
from extractor.mentions import Claim, ExcludedNumber, Findings, Mention
from extractor.pipeline import phrases
from extractor.pipeline.binding import percentage_parts
from extractor.pipeline.build import assemble
from extractor.pipeline.numbers import NUMBER
from extractor.pipeline.reading import BlockContext, BoundClaim, Figure, Reading
from extractor.pipeline.spans import pattern_file, prepare, reading_of
from extractor.plaintext import PlainText
from extractor.references import References
from extractor.resources import folder
from extractor.stopwatch import stage
from extractor.tables.axes import AxisReader, is_scale_note
from extractor.tables.figures import CellNote, TableFigure, TableReader
from extractor.tables.headers import load_headers
from extractor.values.period import Period, Setting, financial_year_of, load_periods
from extractor.values.quantity import load_quantities

_MOST_SAID = 200
"""So many blocks are kept that have not been asked what they speak of."""
_FOLLOWING = regex.compile(r"(?:this|these|those|following)\b|.*\b(?:following|below|as follows)$", regex.I)


class DocumentReader:
    """Turns documents into findings with one set of patterns and one catalogue; make one and use it for many."""

    def __init__(self, patterns: str = "", catalogue: str = "") -> None:
        self._nlp: Language = assemble(patterns, catalogue, bare=True)
        self._components = tuple(self._nlp.pipeline)
        self._catalogue: Catalogue = load_catalogue(
            catalogue or str(pattern_file("indicators.csv", patterns)), str(pattern_file("terms.csv", patterns))
        )
        root = folder("patterns", Path(patterns) if patterns else None)
        self.periods = load_periods(root / "periods.toml")
        self.quantities = load_quantities(root / "quantities.toml")
        axes = AxisReader(load_headers(root / "headers.toml"), self.quantities, self.periods)
        self.tables = TableReader(axes)

    def read(self, document: Document, front: FrontMatter) -> Findings:
        """The mentions, claims and exclusions of a document."""
        return _Pass(self, document, front).findings()

    def read_text(self, text: str, context: BlockContext) -> Reading:
        """One block, cell or paragraph through the pipeline; offsets count in its :class:`PlainText`."""
        with stage("words"):
            doc = prepare(self._nlp.make_doc(text), text, context)
        for name, component in self._components:  # as calling the pipeline does, but each is timed
            with stage(name):
                doc = component(doc)
        return reading_of(doc)

    @cached_property
    def names(self) -> dict[str, str]:
        """What the catalogue calls each indicator, name and aliases together, by its id."""
        return {entry.id: " ".join((entry.name, *entry.aliases)) for entry in self._catalogue.entries}

    def entry(self, phrase: str, measure: str = "", unit: str = "", year: int | None = None) -> Entry | None:
        """The catalogue's entry that a phrase names, if it names one."""
        return self._catalogue.find(phrase, measure, unit, year) if phrase else None


class _Pass:
    """One document on its way through: what was found so far, and what the blocks before say of the next."""

    def __init__(self, reader: DocumentReader, document: Document, front: FrontMatter) -> None:
        self._reader = reader
        self._document = document
        self._front = front
        self._setting = Setting(front.reporting, None, front.latest, academic=front.academic)
        self._names = _names(front)
        self._references = References(self._row_labels)
        self._heading = self._lead_in = ""
        self._said: list[Sequence[str]] = []
        self._lead_period: Period | None = None
        self._note = ""
        self._note_page: int | None = None
        self._mentions: list[Mention] = []
        self._claims: list[Claim] = []
        self._exclusions: list[ExcludedNumber] = []

    def findings(self) -> Findings:
        for number, block in enumerate(self._document.blocks):
            if self._document.content(block) and is_scale_note(self._document.content(block)):
                self._note, self._note_page = self._document.content(block), block.page
                self._exclude_all(block.start, block.end, "scale")
            elif block.kind is BlockKind.FURNITURE:
                self._exclude_all(block.start, block.end, "furniture")
            elif block.table is not None:
                self._read_table(number, block.table)
            else:
                self._read_block(number, block)
        self._exclusions += _uncovered(self._document, self._mentions, self._exclusions)
        return Findings(
            tuple(sorted(self._mentions, key=lambda mention: (mention.start, mention.end))),
            tuple(sorted(self._claims, key=lambda claim: (claim.start, claim.kind))),
            tuple(sorted(self._exclusions, key=lambda item: (item.start, item.end))),
        )

    def _row_labels(self) -> Iterator[str]:
        for block in self._document.blocks:
            if block.table is not None:
                yield from self._reader.tables.labels(self._document, block.table)

    def _read_block(self, number: int, block: Block) -> None:
        text = self._document.content(block)
        if block.kind is BlockKind.HEADING:
            self._heading = " ".join(text.split())
        listed = block.kind is BlockKind.LIST_ITEM
        lead_in, period = (self._lead_in, self._lead_period) if listed else ("", None)
        context = self._context(heading=self._heading, lead_in=lead_in, period=period)
        plain = self._plain(block)
        reading = self._reader.read_text(plain.text, context)
        self._collect(number, plain, reading, keep=block.kind is not BlockKind.HEADING or _tells(reading))
        if text.rstrip().endswith(":"):
            self._lead_in, self._lead_period = _introduction(reading, self._topic()), reading.closing
        elif not listed:
            self._lead_in, self._lead_period = "", None
        if reading.topics:
            self._said.append(reading.topics)
            if len(self._said) > _MOST_SAID:
                self._topic()

    def _topic(self) -> str:
        """What the last sentence spoke of, of those before that said it."""
        while self._said and not self._said[-1][-1]:
            self._said.pop()
        self._said = self._said[-1:]
        return self._said[0][-1] if self._said else ""

    def _read_table(self, number: int, table: Table) -> None:
        title = _caption(self._document, number) or self._heading
        page = self._document.blocks[number].page
        near = page is None or self._note_page is None or page - self._note_page <= 1
        scale, authority = self._note if near else "", self._front.authority
        with stage("tables"):
            reading = self._reader.tables.read(self._document, table, self._setting, title, authority, scale)
        if page is None:
            self._note = ""
        for figure in reading.figures:
            if figure.quantity.absurd:
                self._exclude(figure.start, figure.end, "too large")
                continue
            self._mentions.append(self._table_mention(number, figure, title))
        for note in reading.notes:
            self._read_note(number, note)

    def _read_note(self, number: int, note: CellNote) -> None:
        """Words in a cell are narrative that knows its row; labels and missing values hold no figures."""
        if note.reason:
            self._exclude_all(note.cell.start, note.cell.end, note.reason)
            return
        plain = self._plain(note.cell)
        if plain.text.strip():
            reading = self._reader.read_text(plain.text, self._context(row_label=note.row_label))
            self._collect(number, plain, reading, note=note)

    def _plain(self, part: Block | Cell) -> PlainText:
        return PlainText(self._document.content(part), part.start, self._document.format == "txt")

    def _context(
        self, *, heading: str = "", lead_in: str = "", row_label: str = "", period: Period | None = None
    ) -> BlockContext:
        default = period or self._front.default
        return BlockContext(self._setting, heading, lead_in, row_label, default, self._names, self._references)

    def _collect(
        self, number: int, plain: PlainText, reading: Reading, *, keep: bool = True, note: CellNote | None = None
    ) -> None:
        """Take over what was read of a block, or of the words of a table's cell (``note``)."""
        row_label = note.row_label if note is not None else ""
        identities: dict[int, str] = {}
        for index, figure in enumerate(reading.figures):
            if not keep or figure.part or figure.quantity.absurd:
                reason = "part of another figure" if figure.part else "heading"
                reason = "too large" if figure.quantity.absurd else reason
                self._exclude(*plain.place(figure.quantity.start, figure.quantity.end), reason)
                continue
            mention = self._mention(number, plain, reading, figure, row_label)
            identities[index] = mention.id
            self._mentions.append(mention if note is None else replace(mention, table=number, row=note.cell.row))
        for item in reading.exclusions:
            self._exclude(*plain.place(item.start, item.end), item.reason)
        if keep:
            for bound in reading.claims:
                claim = self._claim(number, plain, reading, bound, identities, row_label)
                self._claims.append(claim if note is None else replace(claim, table=number, row=note.cell.row))

    def _mention(self, number: int, plain: PlainText, reading: Reading, figure: Figure, row_label: str) -> Mention:
        quantity = figure.quantity
        others = [other for other in reading.figures if other.sentence == figure.sentence]
        numerator, denominator = percentage_parts(figure, others)
        start, end = plain.place(*reading.sentences[figure.sentence])
        first, last = plain.place(quantity.start, quantity.end)
        year = _year_of(figure.period or self._setting.reporting)
        entry = self._reader.entry(figure.indicator, figure.measure, figure.unit, year) or self._reader.entry(
            row_label, figure.measure, figure.unit, year
        )
        return Mention(
            id=self._next_mention(),
            source="narrative",
            start=first,
            end=last,
            text=self._document.text[first:last],
            quantity=quantity,
            measure=figure.measure or quantity.measure,
            unit=figure.unit or _counted_unit(figure),
            role=figure.role,
            rule=quantity.rule if not figure.role_rule else f"{quantity.rule} {figure.role_rule}",
            context=" ".join(self._document.text[start:end].split()),
            indicator=figure.indicator,
            indicator_id=entry.id if entry else "",
            indicator_name=entry.name if entry else "",
            polarity=entry.polarity if entry else "",
            numerator=numerator,
            denominator=denominator,
            comparator=figure.comparator,
            period_text=figure.printed_period.text if figure.printed_period is not None else "",
            period=figure.period,
            row_label=row_label,
            section=self._heading,
            confidence=confidence_of(figure),
            block=number,
            sentence=figure.sentence,
            left=figure.left,
            right=figure.right,
            bracket=figure.bracket,
            comparison=figure.comparison,
        )

    def _table_mention(self, number: int, figure: TableFigure, title: str) -> Mention:
        quantity = figure.quantity
        entry = self._reader.entry(figure.indicator, quantity.measure, quantity.unit, _year_of(figure.period))
        return Mention(
            id=self._next_mention(),
            source="table",
            start=figure.start,
            end=figure.end,
            text=self._document.text[figure.start : figure.end],
            quantity=quantity,
            measure=quantity.measure,
            unit=quantity.unit,
            role="forecast" if figure.role == "actual" and self._is_to_come(figure.period) else figure.role,
            rule=f"{quantity.rule} table",
            context=" ".join(self._document.content(figure.cell).split()),
            indicator=figure.indicator,
            indicator_id=entry.id if entry else "",
            indicator_name=entry.name if entry else "",
            polarity=figure.polarity or (entry.polarity if entry else ""),
            numerator=quantity.numerator,
            denominator=quantity.denominator,
            comparator=figure.comparator,
            area=figure.area,
            period_text=figure.period_text,
            period=figure.period,
            row_label=figure.row_label,
            column_label=figure.column_label,
            rag=figure.rag,
            direction=figure.direction,
            status=figure.status,
            section=title,
            confidence=CELL_CERTAIN if figure.certain and figure.column_label else CELL_UNCERTAIN,
            block=number,
            table=number,
            row=figure.cell.row,
            column=figure.cell.column,
            total=figure.total,
            part=figure.part,
        )

    def _is_to_come(self, period: Period | None) -> bool:
        """True for a period that begins after the paper's date: nobody has measured it."""
        return period is not None and self._front.date is not None and period.start > self._front.date

    def _claim(
        self,
        number: int,
        plain: PlainText,
        reading: Reading,
        bound: BoundClaim,
        identities: dict[int, str],
        row_label: str,
    ) -> Claim:
        found = bound.found
        start, end = plain.place(*reading.sentences[bound.sentence])
        first, last = plain.place(found.start, found.end)
        phrase = bound.indicator or row_label
        entry = self._reader.entry(phrase) or self._reader.entry(bound.topic)
        named = bool(row_label) and row_label.lower() not in phrase.lower()
        figures = [reading.figures[index] for index in bound.figures if index in identities]
        main = next((f for f in figures if f.role == "actual" and f.period is not None and not f.comparison), None)
        held_against = next((f.comparator for f in figures if f.role == "benchmark"), "")
        return Claim(
            id=f"c{len(self._claims) + 1:05d}",
            start=first,
            end=last,
            text=self._document.text[first:last],
            context=" ".join(self._document.text[start:end].split()),
            kind=found.kind,
            value=found.value,
            certainty=found.certainty,
            rule=found.rule,
            indicator=f"{row_label}: {phrase}" if named else phrase,
            indicator_id=entry.id if entry else "",
            indicator_name=entry.name if entry else "",
            polarity=entry.polarity if entry else "",
            comparator=held_against if found.kind == "benchmark" else "",
            period_text=main.printed_period.text if main is not None and main.printed_period is not None else "",
            period=main.period if main is not None else None,
            mention_ids=tuple(identities[index] for index in bound.figures if index in identities),
            block=number,
            sentence=bound.sentence,
            row_label=row_label,
            left=reading.text[reading.sentences[bound.sentence][0] : found.start],
            right=reading.text[found.end : reading.sentences[bound.sentence][1]],
        )

    def _next_mention(self) -> str:
        return f"m{len(self._mentions) + 1:05d}"

    def _exclude(self, start: int, end: int, reason: str) -> None:
        self._exclusions.append(_excluded(self._document, start, end, reason))

    def _exclude_all(self, start: int, end: int, reason: str) -> None:
        for match in NUMBER.finditer(self._document.text, start, end):
            self._exclude(match.start(), match.end(), reason)


def _introduction(reading: Reading, topic: str) -> str:
    """What a line that ends in a colon says of the list below it; "Of this number:" is about what went before."""
    start, end = reading.sentences[-1] if reading.sentences else (0, 0)
    words = phrases.tidy(reading.text[start:end].rstrip(": "))
    if phrases.is_pronoun(phrases.tidy(reading.words_only(start, end))):
        words = ""  # "During 2012-13:" gives the period of its list, and names nothing
        topic = reading.topics[-1] if len(reading.topics) > 1 else topic
    if len(words.split()) > 22 or phrases.is_pronoun(words) or _FOLLOWING.match(words):
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
    above = document.blocks[number - 2] if number > 1 else None
    for order, block in enumerate((before, above)):
        # captions of tables that stand side by side are one line: the first table's, then the second's
        captions = _CAPTIONS.split(document.content(block)) if block is not None and block.table is None else []
        if len(captions) > 1 and (order == 0 or before.table is not None):
            return " ".join(captions[order].split())
    text = " ".join(document.content(before).split())
    if before.table is not None or len(text) > 140:
        return ""
    named = before.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and (
        text.startswith(("Table", "Figure", "Appendix")) or not text.endswith((".", ";"))
    )
    return text if before.kind is BlockKind.HEADING or named else ""


_CAPTIONS = regex.compile(r"(?<!\s)\s++(?=Table\s\w{1,3}\s?[:.–-])")


def _tells(reading: Reading) -> bool:
    """True for a heading that is a sentence with figures in it ("83% of checks on time")."""
    return any(figure.quantity.unit in ("%", "GBP") or figure.role != "actual" for figure in reading.figures)


def _counted_unit(figure: Figure) -> str:
    """What a count counts: the noun behind it."""
    words = figure.right.split()
    if figure.quantity.measure != "count" or not words or not figure.right.startswith(" "):
        return ""
    for word in words[:4]:
        noun = word.strip(".,;:()'\"")
        if not noun[:1].isalpha() or noun.lower() in _NO_NOUNS:
            return ""
        single = noun.lower() in _SINGLES and figure.quantity.value == 1
        if single or noun.lower() in _PLURALS or (_PLURAL.search(noun) and len(noun) > 3):
            return noun
        if word != noun:
            return ""
    return ""


_PLURALS = frozenset(("children", "people", "staff", "men", "women"))
_SINGLES = frozenset(("child", "person", "pupil"))
_NO_NOUNS = frozenset(
    "of in on at to for from by with and or but was were is are has had have this that which who whom as "
    "per than across achieved received attended completed lived live less more fewer further had did do "
    "does will would could not".split()
)
_PLURAL = regex.compile(r"(?<!['’]|ou|i|s)s$", regex.I)
""" "serious", "children's" and "basis" are no plurals."""


def _year_of(period: Period | None) -> int | None:
    return financial_year_of(period.end).start.year if period is not None else None


def _excluded(document: Document, start: int, end: int, reason: str) -> ExcludedNumber:
    return ExcludedNumber(start, end, document.text[start:end], reason)


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
