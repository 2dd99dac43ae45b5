"""What a paper says about itself: title, authority, committee, date, kind, and the period that it reports on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import regex

from extractor.document import Block, BlockKind, Document
from extractor.values.period import (
    Period,
    PeriodGrammar,
    PrintedPeriod,
    Setting,
    financial_year_of,
    quarter,
    settle,
)

Day = date
"""FrontMatter has a field ``date``, which hides the type from the fields after it."""

_HEAD_BLOCKS = 24
_HEAD_CHARACTERS = 5000
_FIRST_LINES = 150
_AUTHORITY = regex.compile(
    r"(?-i:\b(?:(?:London|Royal|County|Metropolitan)[ ]Borough[ ]of[ ](?:[A-Z][\w’'-]{1,40}(?:[ ](?:(?:and|&|upon|of)[ ](?:the[ ])?)?[A-Z][a-z][\w’'-]{1,40}){0,3})|(?:City[ ]of|Borough[ ]of)[ ][A-Z][\w’'-]{1,40}|"
    r"(?:[A-Z][\w’'-]{1,40}[ ](?:(?:and|&|upon|on|of|le|the)[ ])?){1,4}(?:Metropolitan[ ]Borough[ ]Council|Metropolitan[ ]District[ ]Council|Urban[ ]District[ ]Council|Rural[ ]District[ ]Council|County[ ]Borough[ ]Council|Borough[ ]Council|District[ ]Council|County[ ]Council|City[ ]Council|Council|Police[ ]and[ ]Crime[ ]Panel|Fire[ ](?:and|&)[ ]Rescue[ ](?:Authority|Service)|Combined[ ]Authority|Constabulary)\b|"
    r"(?:LONDON[ ]|ROYAL[ ]|COUNTY[ ]|METROPOLITAN[ ])?BOROUGH[ ]OF(?:[ ][A-Z]{3,}){1,4}|(?<![A-Z])[A-Z]{4,}(?:[ ][A-Z]{3,40}){0,4}[ ](?:COUNCIL|BOROUGH)|LB[ ][A-Z][a-z]+))"
)
_NOBODY = regex.compile(
    r"^(?:the\s)?(?:county|city|borough|district|full|metropolitan|town|parish|other|local|unitary|our|this|.*\b(?:care|arts|youth|young\s+people[’']s|children[’']s|research|pupils?|school|student|privy|leavers))\s+(?:borough\s)?council$",
    regex.I,
)
_BODY_MENTIONS = 10
_LEAST_MENTIONS = 2  # of a body that neither headings nor the first lines name: one that is named once is another's
_PLACE = regex.compile(r"(?:[A-Z][a-z’'-]{2,40}(?:[ ](?:and|upon|on|of|the|le))?[ ]?){1,5}+")
_LIVE_IN = regex.compile(r"\b(?:live|lives|lived|living|born|residents?)\s(?:in|of)\s")
_PLACE_LINES = 4
_SORTS = frozenset(
    f"{sort} Council"
    for sort in (
        *("Metropolitan Borough", "Metropolitan District", "County Borough", "Urban District", "Rural District"),
        *("Borough", "District", "County", "City", "Unitary"),
    )
)
_OF_AUTHORITY = regex.compile(r"^.{0,300}?\b(?:Council|Authority)[\s,–-]+(?=\S{1,40}+\s)(?!and\b)", regex.I)
_SPOKEN_OF = regex.compile(r"\b(?:effectiveness|review|inspection)\sof\s(?:the\s)?(?:\(?Local\)?\s)?$", regex.I)
_OF_BOROUGH = regex.compile(r"^(?:[A-Z]\w+\s)?Borough\sof\s[A-Z][\w’'-]+\s(?=[A-Z])")
_COMMITTEE = regex.compile(
    r"(?-i:\b(?:[A-Z][\w’'&,-]{0,40}\s(?:(?:and|&|of|for|the)\s)?){1,8}?(?:Sub-?Committee|Committee|Panel|Board|(?<!,\s)Cabinet|(?<!,\s|Chief\s|Good\s)Executive(?!\s(?:[Ss]ummary|[Dd]irector|[Mm]ember|[Oo]fficer))|Forum|Commission|Select\sCommittee)\b)|\b[A-Z]{3,}(?:[\s,&’'-]{1,20}[A-Z]{1,40}){0,7}\s(?:SUB-?COMMITTEE|COMMITTEE|PANEL|BOARD|CABINET)\b"
)
_FIELD = regex.compile(
    r"^[^\S\n]*(?P<key>date(?:\sof\s(?:meeting|committee))?|meeting\sdate|subject|title|report\stitle|committee|meeting|council|authority|to|report\sto|inspection\sdate|report\spublished|published)\s*:\s*+(?P<value>\S.*)$",
    regex.I | regex.M,
)
_MINUTES = regex.compile(r"\bminutes\s?:|\bminutes\sof\b|\bprinted\sminutes\b|^[^\S\n]*minutes\s*$", regex.I | regex.M)
_REPORT = regex.compile(
    r"\breport\b|\bscorecard\b|\binspection\b|\bpurpose\sof\sthe\sreport\b|\bexecutive\ssummary\b", regex.I
)
_ABOUT = regex.compile(
    r"\b(?:performance|report|inspection|outturn|scorecard|covers?|presents?|results?|activity|data|indicators?|quarter|position|information|figures|statistics|monitoring)\b",
    regex.I,
)
_MEETING = regex.compile(r"\b(?:held|meeting|date|on)\b", regex.I)
_ACADEMIC = regex.compile(
    r"\b(?:all\s)?(?:years?|dates|periods?)\b[^.;]{0,60}\b(?:are|is|means?|refers?\sto|runs?)\b[^.;]{0,30}\b(?:academic|school)\s(?:years?|session)",
    regex.I,
)
_DEFAULT = regex.compile(
    r"\bunless\s(?:otherwise\sstated|the\stext\ssays\sotherwise|stated\sotherwise|stated|indicated|noted)", regex.I
)
_GENERIC = regex.compile(
    r"^(?:agenda\sitem|minutes|report|item|issue\s-?\s?items?.{0,200}|issue\sdetails|report\sfor|committee|part\s[12ab]|public|contents|decision(?:\sdetails)?|appendix\s\w+)\W{0,60}$",
    regex.I,
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What is known of a paper; empty or None where it does not say. ``latest`` is the newest day that it names.

    ``default`` is the period that it declares for all figures that state none ("unless otherwise stated").
    """

    title: str = ""
    authority: str = ""
    committee: str = ""
    date: Day | None = None
    kind: str = "unknown"
    reporting: Period | None = None
    latest: Day | None = None
    default: Period | None = None
    academic: bool = False


def read_front_matter(document: Document, periods: PeriodGrammar) -> FrontMatter:
    """Read it off the first blocks of a document, and from the dates in all of it."""
    head = _head(document)
    text = "\n".join(document.content(block) for block in head)
    furniture = "\n".join({document.content(block) for block in document.blocks if block.kind is BlockKind.FURNITURE})
    fields = {match.group("key").lower(): match.group("value").strip() for match in _FIELD.finditer(text)}
    day = _date(fields, text, periods)
    latest = _latest(document.text, periods, day)
    reporting = _reporting(document, head, periods, day, latest)
    return FrontMatter(
        _title(document, head, fields),
        _authority(document, f"{document.properties.get('title', '')}\n{text}\n{furniture}"),
        _committee(fields, text, furniture),
        day,
        _kind(document, text),
        reporting,
        latest,
        reporting if reporting is not None and _DEFAULT.search(document.text[: 2 * _HEAD_CHARACTERS]) else None,
        bool(_ACADEMIC.search(document.text[: 2 * _HEAD_CHARACTERS])),
    )


def _head(document: Document) -> list[Block]:
    blocks = [block for block in document.blocks if block.kind is not BlockKind.FURNITURE]
    kept: list[Block] = []
    length = 0
    for block in blocks[:_HEAD_BLOCKS]:
        kept.append(block)
        length += block.end - block.start
        if length > _HEAD_CHARACTERS:
            break
    return kept


def _first(pattern: regex.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    words = " ".join(match.group().split()) if match else ""
    words = regex.sub(
        r"^(?:The|To|Report\sto|Report\sof|Meeting\sof|Minutes\sof|Agenda\sitem)\s(?:the\s)?", "", words, flags=regex.I
    )
    if not words.isupper() or len(words.split()) < 2:
        return words
    titled = regex.sub(r"(?<=['’])S\b", "s", words.title())
    titled = regex.sub(r"\b(?:Nhs|Send|Ccg|Lgps)\b", lambda short: short.group().upper(), titled)
    return regex.sub(r"(?<=\s)(?:Of|And|The|On|Upon|For)(?=\s)", lambda small: small.group().lower(), titled)


def _authority(document: Document, text: str) -> str:
    """The council that is named first and most, by its fullest name; a bare "County Council" names nobody."""
    counts: Counter[str] = Counter()
    headings = "\n".join(document.content(block) for block in document.blocks[:12] if block.kind is BlockKind.HEADING)
    for weight, most, source in ((20, 99, headings), (3, 99, text), (1, _BODY_MENTIONS, document.text[:40_000])):
        for words, times in _bodies(source).items():
            counts[words] += weight * min(times, most)
    if not counts:
        return _bare_place(document)
    name, weight = counts.most_common(1)[0]
    if weight < _LEAST_MENTIONS:
        return _bare_place(document)
    return _fullest(name, _bodies(f"{headings}\n{text}"))


def _bodies(source: str) -> Counter[str]:
    """The councils that a text names, and how often."""
    found: Counter[str] = Counter()
    for match in _AUTHORITY.finditer(source):
        words = _first(_AUTHORITY, match.group())
        words = regex.sub(
            r"^(?:(?:Draft|Final|Annual|Full|Report|Minutes|Meeting|From|For|By|Member|Members|Leader|Of|of|The|the)\s)+|"
            r"^.*\b(?:Committee|Panel|Board)\sof\s(?:the\s)?",
            "",
            words,
        )
        if len(words.split()) > 1 and not _NOBODY.match(words):
            found[words] += 1
    return found


def _fullest(name: str, named: Iterable[str]) -> str:
    """Of "Whitmoor Council" the form that says what sort of council it is, where the first lines have one."""
    place = name.removesuffix(" Council")
    fuller = [other for other in named if other.startswith(f"{place} ") and other[len(place) + 1 :] in _SORTS]
    return fuller[0] if place != name and len(fuller) == 1 else name


def _bare_place(document: Document) -> str:
    """A place that stands alone in the first lines of a paper that speaks of those who live there: "Whitmoor"."""
    blocks = [block for block in document.blocks if block.kind is not BlockKind.FURNITURE and block.table is None]
    lines = [line.strip() for block in blocks[:_PLACE_LINES] for line in document.content(block).splitlines()]
    for line in lines[:_PLACE_LINES]:
        if len(line) <= 60 and _PLACE.fullmatch(line) and line in _homes(document.text[:40_000], len(line)):
            return line
    return ""


def _homes(text: str, length: int) -> set[str]:
    """Whatever stands in ``length`` characters, to the end of a word, where a text says where people live."""
    ends = [match.end() for match in _LIVE_IN.finditer(text)]
    return {text[end : end + length] for end in ends if not text[end + length : end + length + 1].isalnum()}


def _committee(fields: dict[str, str], text: str, furniture: str) -> str:
    for key in ("committee", "report to", "to", "meeting"):
        if fields.get(key) and (words := _named_committee(fields[key])):
            return words
    return _named_committee(text) or _named_committee(furniture)


def _named_committee(text: str) -> str:
    """The first committee that is called by a name; "the Panel" alone is none, nor is the council before it part of it."""
    for match in _COMMITTEE.finditer(text):
        if _SPOKEN_OF.search(text, max(0, match.start() - 40), match.start()):
            continue  # an inspection looks at it: the paper did not go to it
        words = _first(_COMMITTEE, match.group())
        words = _OF_BOROUGH.sub("", _OF_AUTHORITY.sub("", words)).strip(" ,-–")
        if len(words.split()) > 1 or words in ("Cabinet", "Executive"):
            return words
    return ""


def _title(document: Document, head: list[Block], fields: dict[str, str]) -> str:
    for key in ("report title", "title", "subject"):
        if fields.get(key):
            return " ".join(fields[key].split())
    headings: list[str] = []
    paragraphs = 0
    for block in head:
        words = " ".join(document.content(block).split())
        paragraphs += block.kind is not BlockKind.HEADING and len(words.split()) > 25
        if paragraphs > 1:
            break
        if block.kind is BlockKind.HEADING and not (regex.search(r"[a-z]\s\d{1,3}$", words) or _FIELD.match(words)):
            headings.append(words)
    named = [words for words in headings if not _GENERIC.match(words) and len(words) > 6]
    named = [words for words in named if not _AUTHORITY.fullmatch(words)] or named
    with_subject = [words for words in named if _ABOUT.search(words)]
    if with_subject or named:
        return (with_subject or named)[0]
    if document.properties.get("title"):
        return document.properties["title"]
    first = next((document.content(block) for block in head if block.kind is not BlockKind.TABLE), "")
    return " ".join(first.split())[:160]


def _kind(document: Document, text: str) -> str:
    if _MINUTES.search(text) or regex.search(r"\bRESOLVED\b", document.text):
        return "minutes"
    return "report" if _REPORT.search(text) else "unknown"


def _days(text: str, periods: PeriodGrammar) -> list[tuple[PrintedPeriod, Period]]:
    found = []
    for printed in periods.scan(text):
        period = settle(printed, Setting())
        if period is not None:
            found.append((printed, period))
    return found


def _date(fields: dict[str, str], text: str, periods: PeriodGrammar) -> date | None:
    for key in ("date", "date of meeting", "date of committee", "meeting date", "report published", "published"):
        if fields.get(key):
            for printed, period in _days(fields[key], periods):
                if printed.form == "date":
                    return period.end
    dated = [
        (printed, period)
        for printed, period in _days(text[:2500], periods)
        if printed.form == "date" and printed.operation not in ("end", "year_to")
    ]
    meeting = [
        (printed.start, period.end)
        for printed, period in dated
        if _MEETING.search(text[max(0, printed.start - 60) : printed.core_start]) and "31 March" not in printed.text
    ]
    lone = [
        (printed.start, period.end)
        for printed, period in dated
        if not regex.search(
            r"\b(?:to|since|at|by|until|from|end(?:ed|ing))\s*(?:the\s)?$",
            text[max(0, printed.start - 10) : printed.core_start],
            regex.I,
        )
    ]
    # A date in the first lines is the paper's own; a later "minutes of the meeting held on ..." is an item of business.
    named = [(start, end) for start, end in lone if start < _FIRST_LINES]
    for found in (named if meeting and named and named[0] < meeting[0] else [], meeting, lone):
        if found:
            return found[0][1]
    return None


def _latest(text: str, periods: PeriodGrammar, day: date | None) -> date | None:
    """The newest day that a paper can know: its own date, or else the latest past date that it names."""
    if day is not None:
        return day
    named = _days(text, periods)
    ends = [
        period.end
        for printed, period in named
        if printed.form in ("date", "month", "months")
        and not regex.search(
            r"\b(?:by|will|until|before|in\sthe)\W*$", text[max(0, printed.start - 12) : printed.core_start], regex.I
        )
    ]
    years = [period.end for printed, period in named if printed.form in ("quarter",) and printed.part("fy")]
    candidates = [end for end in ends + years if 1950 < end.year < 2100]
    return max(candidates) if candidates else None


def _reporting(
    document: Document, head: list[Block], periods: PeriodGrammar, day: date | None, latest: date | None
) -> Period | None:
    """The period reported on: of the title and headings, else of the first sentence that says what is reported."""
    texts = [document.content(block) for block in head if block.kind is BlockKind.HEADING]
    texts += [document.content(block) for block in head if block.kind is not BlockKind.HEADING and block.table is None]
    options: list[tuple[int, Period]] = []
    for rank, text in enumerate(texts):
        for printed in periods.scan(text[:1500]):
            period = _candidate(printed, text, day, latest)
            if period is not None and (rank < 3 or _ABOUT.search(text[max(0, printed.start - 120) : printed.end + 60])):
                options.append((_rank(printed, period), period))
        if options and min(option[0] for option in options) <= 1:
            break
    if not options:
        return None
    best = min(option[0] for option in options)
    return next(period for rank, period in options if rank == best)


def _candidate(printed: PrintedPeriod, text: str, day: date | None, latest: date | None) -> Period | None:
    if printed.form == "date" and printed.operation not in ("end", "year_to", "months_to", "quarter_to"):
        return None
    if printed.form in (
        "calendar",
        "earlier_year",
        "previous_quarter",
        "unsettled",
        "this_year",
        "this_period",
        "years",
        "month",
    ) and printed.operation not in ("end", "year_to"):
        return None
    before = text[max(0, printed.start - 40) : printed.start]
    if regex.search(r"\b(?:since|compared|target|by|plan|strategy|next)\b[^.;]{0,40}$", before, regex.I):
        return None
    if printed.form == "quarter" and not printed.part("fy") and not printed.part("qm"):
        return _yearless_quarter(printed, latest)
    period = settle(printed, Setting(latest=latest))
    if period is None or (day is not None and period.start > day):
        return None
    if printed.operation == "end" and period.start == period.end:
        return (
            Period(financial_year_of(period.end).start, period.end, "year_to_date")
            if "year" not in printed.text.lower()
            else period
        )
    return period if period.days > 25 else None


def _yearless_quarter(printed: PrintedPeriod, latest: date | None) -> Period | None:
    """Quarter 2 of no year is the latest one that had ended when the paper was written."""
    if latest is None:
        return None
    settled = settle(printed, Setting(latest=latest + timedelta(days=10)))
    if settled is not None:
        return settled
    digits = regex.search(r"[1-4]", printed.text)
    return quarter(int(digits.group()), latest.year) if digits else None


def _rank(printed: PrintedPeriod, period: Period) -> int:
    if printed.form == "quarter":
        return 0
    if printed.form in ("months", "dates") or printed.operation in ("year_to", "months_to", "quarter_to"):
        return 1
    if printed.form in ("financial", "academic"):
        return 2
    return 3
