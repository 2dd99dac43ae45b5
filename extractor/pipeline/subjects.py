"""What each figure measures: the phrase in its own clause, or the one that it refers back to."""

from __future__ import annotations

import regex

from extractor.pipeline import phrases
from extractor.pipeline.reading import Figure, Reading
from extractor.pipeline.rolerules import RoleRules

_OF = regex.compile(r"^\s?(?:of|out of)\s(?:the\s|all\s|our\s|its\s|their\s|those\s|these\s)?", regex.I)
_VERB_FIRST = regex.compile(
    r"^\s?(?:\)\s?)?(?:was|were|is|are|had|has|have|did|do|does|will|would|could|remain\w*|require\w*|need\w*|took|take|said|felt|met|came|went|lived?|"
    r"received|started|left|became|achieved|attended|moved|waited|led|being|living|awaiting|rated|placed|graded|in|on|at|with|under|from|for|not|also|still|who|whose|closed|opened|made|go|went|resigned|declined|improved|exceeded|held|hold|lost|account\w*|within)\b",
    regex.I,
)
_VALUE_LEFT = regex.compile(
    r"(?:\b(?:was|were|is|are|been|be|being|at|to|from|of|averag\w+|reach\w+|total\w+|number\w+|stood|stands|cost|costs|took|takes|by|spent|worth|than|numbered|budget|outturn)|:)\s*(?:a\s|an\s|just\s|only\s|now\s|still\s|the\s)*\(?\s*$",
    regex.I,
)
_NOUN_OF = regex.compile(r"\b(?:an?|the|its|their|with)\s((?:[\w’'-]+\s){0,5}?(?:rate|total|average|score|cost|number|proportion|percentage|level|value|sum|amount|balance|share|ratio|figure|budget|backlog|grant|overspend|underspend|allowance|discount|fine|fines|price|caseload|gap|uptake|take-up))\s(?:of|was|is|at|:)\s*(?:just\s|only\s|around\s)?$", regex.I)
_THERE = regex.compile(r"\bthere\s(?:was|were|is|are|has\sbeen|have\sbeen|had\sbeen|remain(?:ed|s)?)\b[^,;.]{0,20}$", regex.I)
_PRONOUN_RIGHT = regex.compile(r"^(?:them|these|those|this|the total|the latter|whom|which|it|cases|all cases|occasions|that)(?![\w-])\s?", regex.I)
_LIST_ITEM = regex.compile(r"([A-Za-z][\w\s’'/-]{2,70}?)\s(?:in|for|by|at|on|with|to|of)\s*$")
_GENERIC_NOUN = regex.compile(r"^(?:(?:an?|the|overall|current|annual|total)\s)*(?:rate|total|average|figure|number|proportion|percentage|level|value|sum|score|amount|outturn|caseload)s?$", regex.I)


class Subjects:
    """Gives every figure of a reading its indicator phrase, sentence by sentence, carrying the topic on."""

    def __init__(self, roles: RoleRules) -> None:
        self._roles = roles

    def read(self, reading: Reading) -> None:
        """Fill ``indicator`` and ``indicator_from`` of every figure, and ``topics`` with each sentence's subject."""
        context = reading.context
        antecedent = context.lead_in or context.row_label
        for number, (start, end) in enumerate(reading.sentences):
            sentence = reading.text[start:end]
            introduction, length = phrases.lead_in(sentence) if number == 0 else ("", 0)
            if introduction:
                antecedent = f"{context.lead_in} {introduction}".strip() if context.lead_in else introduction
            fallback = antecedent or context.heading
            figures = [figure for _, figure in reading.in_sentence(number)]
            main = self._sentence(sentence[length:], figures, fallback)
            own = main or self._own_topic(sentence[length:])
            if own:
                antecedent = own
            reading.topics.append(own or fallback)

    def _own_topic(self, sentence: str) -> str:
        told = phrases.without_reporting(sentence)
        words = phrases.head(told)
        return "" if phrases.is_pronoun(words) or len(words) > 120 else words

    def _sentence(self, sentence: str, figures: list[Figure], fallback: str) -> str:
        """Bind the figures of one sentence; returns its main indicator phrase (empty where it only refers back)."""
        told = phrases.without_reporting(sentence)
        opening = phrases.head(told)
        sentence_topic = phrases.topic(sentence) if told != sentence or sentence.startswith(("In ", "With", "For", "Regarding", "Turning")) else ""
        if phrases.is_pronoun(opening):
            opening = sentence_topic
        base = opening or sentence_topic or fallback
        main = ""
        for position, figure in enumerate(figures):
            own, source = self._phrase(figure, base if position == 0 else (main or base), fallback)
            inherits = figure.role in ("target", "benchmark", "change") or figure.comparison or figure.bracket
            if inherits and source != "of":
                explicit = self._explicit(figure)
                figure.indicator, figure.indicator_from = (explicit, "explicit") if explicit else ((main or base), "main" if main else "antecedent")
            else:
                figure.indicator, figure.indicator_from = own, source
                if not main and figure.role in ("actual", "forecast") and own:
                    main = own
        if figures and not main:
            return opening or sentence_topic
        return main

    def _explicit(self, figure: Figure) -> str:
        """ "aim for literacy of 70%": what a target itself says it is for."""
        match = regex.search(r"\b(?:target|aim|ambition|goal|budget|limit|standard)\s(?:for|on|of)\s(?!at\b|\d)([^.;()]{4,80}?)\s(?:of|is|was|at)\s*(?:at\sleast\s)?$", figure.left, regex.I)
        words = phrases.tidy(match.group(1)) if match else ""
        return "" if phrases.is_pronoun(words) else words

    def _phrase(self, figure: Figure, main: str, fallback: str) -> tuple[str, str]:
        left, right = phrases.without_reporting(figure.left), figure.right
        clause = phrases.last_clause(left)
        after = phrases.until_break(right)
        if (of := _OF.match(right)) and figure.quantity.measure != "rate":
            return self._of_phrase(phrases.until_break(right[of.end() :]), clause, main), "of"
        noun = _NOUN_OF.search(left)
        if noun:
            words = phrases.tidy(noun.group(1))
            rest = phrases.tidy(after) if figure.quantity.measure in ("duration", "money", "count") else ""
            if _GENERIC_NOUN.match(words) or phrases.is_pronoun(words):
                owner = phrases.subject(left[: noun.start()])
                owner = main if not owner or phrases.is_pronoun(owner) else owner
                return phrases.tidy(f"{owner} {words} {rest if not _VERB_FIRST.match(after) else ''}"), "noun_of"
            return phrases.tidy(f"{words} {rest}") if words.lower().split()[-1] in ("average", "number", "total") else self._with_owner(words, left[: noun.start()], main), "noun_of"
        if figure.bracket:
            return main, "bracket"
        if figure.quantity.measure in ("count", "percentage", "quantity", "score", "duration") and not _VALUE_LEFT.search(left):
            words = phrases.tidy(after)
            if words and not _VERB_FIRST.match(right):
                return self._counted(words, clause, left, main), "counted"
            if words:
                return self._elliptical(words, clause, left, main, fallback), "elliptical"
        owner = phrases.subject(clause)
        if owner and not phrases.is_pronoun(owner):
            extra = phrases.tidy(after) if figure.quantity.measure in ("count", "money", "score") and not _THERE.search(clause) else ""
            if extra and not _VERB_FIRST.match(right):
                owner = phrases.tidy(f"{owner} {extra}")
            return owner, "subject"
        words = phrases.tidy(after)
        if words and _THERE.search(clause):
            return words, "counted"
        if owner and words and not phrases.is_pronoun(words):
            return phrases.tidy(f"{main} {words}"), "antecedent"
        return (main or words), "antecedent"

    def _with_owner(self, words: str, before: str, main: str) -> str:
        return words if len(words.split()) > 1 or not main else phrases.tidy(f"{main} {words}")

    def _of_phrase(self, words: str, clause: str, main: str) -> str:
        pronoun = _PRONOUN_RIGHT.match(words)
        if pronoun:
            rest = phrases.tidy(words[pronoun.end() :])
            return phrases.tidy(f"{self._before(clause)} {main} {rest}") if not rest else phrases.tidy(f"{main} {rest}")
        phrase = phrases.tidy(words)
        before = self._before(clause)
        return phrases.tidy(f"{before} {phrase}") if before else phrase

    def _before(self, clause: str) -> str:
        """ "Race was the motivating factor in 398 of these": the words before, where they say something."""
        item = _LIST_ITEM.search(clause) or regex.search(r"([A-Za-z][\w\s’'/-]{2,70}?)\s(?:is|was|were|are|represents?|means?)\s*$", clause)
        words = phrases.subject(item.group(1)) if item else ""
        return "" if phrases.is_pronoun(words) else words

    def _counted(self, words: str, clause: str, left: str, main: str) -> str:
        """ "19 children were adopted"; where the clause has a subject of its own, that comes first."""
        if _THERE.search(clause) or not clause.strip():
            return words
        owner = phrases.subject(clause)
        if not owner or phrases.is_pronoun(owner) or len(owner) > 90:
            return phrases.tidy(f"{main} {words}") if regex.match(r"^\s*(?:,\s*)?(?:and\s)?[a-z]+(?:ed|ing)\s*$", clause) and main else words
        return phrases.tidy(f"{owner} {words}")

    def _elliptical(self, words: str, clause: str, left: str, main: str, fallback: str) -> str:
        owner = phrases.subject(clause)
        if owner and not phrases.is_pronoun(owner):
            return phrases.tidy(f"{owner} {words}")
        first = main or fallback
        return phrases.tidy(f"{first}: {words}") if first and first.lower() not in words.lower() else words
