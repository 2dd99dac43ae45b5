"""What each figure measures: the phrase in its own clause, or the one that it refers back to."""

from __future__ import annotations

from functools import lru_cache, partial

import regex

from extractor.pipeline import phrases
from extractor.pipeline.binding import beside
from extractor.pipeline.reading import Figure, Reading
from extractor.pipeline.rolerules import RoleRules
from extractor.pipeline.topics import Topics

_OF = regex.compile(r"^\s?(?:of|out of)\s(?:the\s|all\s|our\s|its\s|their\s|those\s|these\s)?", regex.I)
_VERB_FIRST = regex.compile(
    r"^\s?(?:\)\s?)?(?:was|were|is|are|had|has|have|did|do|does|will|would|could|remain\w*|require\w*|need\w*|took|take|said|felt|met|came|went|lived?|"
    r"received|started|left|became|achieved|attended|moved|waited|led|being|living|awaiting|rated|placed|graded|in|on|at|with|under|from|for|not|also|still|who|whose|closed|opened|made|go|went|resigned|declined|improved|exceeded|held|hold|lost|account\w*|within)\b",
    regex.I,
)
_VALUE_LEFT = regex.compile(
    r"(?:\b(?:was|were|is|are|been|be|being|at|to|from|of|from|averag\w+|reach\w+|total\w+|number\w+|stood|stands|cost|costs|took|takes|by|spent|worth|than|numbered|budget|outturn)|:)\s*(?:(?:a\s|an\s|just\s|only\s|now\s|still\s|the\s)+\s*)?(?:\(\s*)?$",
    regex.I,
)
_NOUN_OF = regex.compile(
    r"\b(?:an?|the|its|their|with)\s((?:[\w’'-]+\s){0,5}?(?:rate|total|average|score|cost|number|proportion|percentage|level|value|sum|amount|balance|share|ratio|figure|budget|backlog|grant|overspend|underspend|allowance|discount|fine|fines|price|caseload|gap|uptake|take-up))\s(?:of|was|is|at|:)\s*(?:just\s|only\s|around\s)?$",
    regex.I,
)
_THERE = regex.compile(
    r"\bthere\s(?:was|were|is|are|has\sbeen|have\sbeen|had\sbeen|remain(?:ed|s)?)\b[^,;.]{0,20}$", regex.I
)
_PRONOUN_RIGHT = regex.compile(
    r"^(?:them|these|those|this|the total|the latter|whom|which|it|cases|all cases|occasions|that)(?![\w-])\s?", regex.I
)
_LIST_ITEM = regex.compile(r"([A-Za-z][\w\s’'/-]{2,70}?)\s(?:in|for|by|at|on|with|to|of)\s*$")
_GENERIC_NOUN = regex.compile(
    r"^(?:(?:an?|the|overall|current|annual|total)\s)*(?:rate|total|average|figure|number|proportion|percentage|level|value|sum|score|amount|outturn|caseload)s?$",
    regex.I,
)


_RATE_NOUN = regex.compile(r"^\S+\s((?!per\b)[A-Za-z][\w\s-]*?)\sper\b")
_WE_VERB = regex.compile(r"^(?:we|it|they|he|she|i)\s(?=\w)", regex.I)
_OTHERS = regex.compile(
    r"^(?:the\s)?(?:average|median|mean|figure)\s(?:for|of|across|among)\b.*\b(?:councils|authorities|counties|forces|group|neighbours|landlords|England|country|boroughs|districts)\W*$",
    regex.I,
)
_CHANGE_IN = regex.compile(
    r"\b(?:increase|decrease|reduction|rise|fall|drop|improvement|growth|decline|change|trend|shift)s?\sin\s(?:the\s)?([^.;:,()]{4,110}?),?\sfrom\s*$",
    regex.I,
)
_MAJORITY = regex.compile(
    r"(?:majority|most|all|half|proportion|percentage|number|minority|share|bulk|third|quarter)\s*$", regex.I
)
_BRACKET_OF = regex.compile(r"^\s?\)\s(?:of|out of)\s(?:the\s|all\s|our\s|its\s|their\s)?", regex.I)
_NAME_AFTER = regex.compile(
    r"^\s((?!(?:and|or|but|to|in|for|of|from|by|at|on|with|against|compared|is|was|were|are|has|had|have|will|would|more|less|"
    r"higher|lower|above|below|over|under|per|which|that|this|it|as|into|than|each|due|because|following|after|before|since|"
    r"during|across|through|a|an|the|if|while|whilst|should|could|may|can|also|respectively|overall|now|so|not|only)\b)"
    r"[a-z][a-z-]*(?:\s(?!and\b|or\b|but\b|is\b|was\b)[a-z-]+){0,2})\s?(?=[,;)]|$|\sand\s)"
)
_TOPIC_OPENERS = ("In ", "With", "For", "Regarding", "Turning", "As regards", "On ")
_COUNTING = ("count", "percentage", "quantity", "score", "duration")
_TARGET_FOR = regex.compile(
    r"\b(?:target|aim|ambition|goal|budget|limit|standard)\s(?:for|on|of)\s(?!at\b|\d)([^.;()]{4,80}?)\s(?:of|is|was|at)\s*(?:at\sleast\s)?$",
    regex.I,
)
_COPULA_ITEM = regex.compile(r"([A-Za-z][\w\s’'/-]{2,70}?)\s(?:is|was|were|are|represents?|means?)\s*$")
_ELLIPTICAL_PLACE = regex.compile(r"^\s*(?:,\s*)?(?:and|or|with|but)\s(?:in|for|among|at|of)\s", regex.I)
_PLACE = regex.compile(r"^\s*(?:in|for|among|at|of)\s", regex.I)
_NEXT_ITEM = regex.compile(r"[,;]\s(?:and\s)?(?:a\sfurther\s|another\s)?$")
"""The next of "31 children had been adopted, 26 children were matched": the words before it are the last one's."""
_GOES_ON = regex.compile(r"(?:[,;]|[,;]?\sand)\s(?:a\sfurther\s|another\s)?$")
_ENDS_TO = regex.compile(r"\bto\s*(?:just\s|only\s)?$")
_ENDS_FROM = regex.compile(r"\bfrom\s*$")
_LONE_VERB = regex.compile(r"^[a-z]+(?:ed|ing|en|t)?$")


class Subjects:
    """Gives every figure of a reading its indicator phrase, sentence by sentence, carrying the topic on."""

    def __init__(self, roles: RoleRules) -> None:
        self._without_body = lru_cache(maxsize=1024)(partial(roles.body.sub, " "))
        self._names: frozenset[str] = frozenset()
        self._led = False

    def read(self, reading: Reading) -> None:
        """Fill ``indicator`` and ``indicator_from`` of every figure, and ``topics`` with each sentence's subject."""
        if not reading.figures:
            before = partial(self._before_first, reading)
            reading.topics = Topics(len(reading.sentences), partial(self._topic_of, reading), before)
            return
        topics: list[str] = []
        fallback = self._before_first(reading)
        for number in range(len(reading.sentences)):
            fallback = self._bind(reading, number, fallback) or fallback
            topics.append(fallback)
        reading.topics = topics

    def _topic_of(self, reading: Reading, number: int) -> str:
        """What a sentence without figures speaks of by its own words, or empty."""
        return self._bind(reading, number, "")

    def _before_first(self, reading: Reading) -> str:
        """What the first sentence goes on about: what introduces it, the words before the block, or the heading."""
        context = reading.context
        introduction, _ = self._introduction(reading)
        if not introduction:
            return context.lead_in or context.row_label or context.heading
        introduction = context.references.get(introduction, introduction)
        # a clause in front of the list is no part of the name: "children were seekers: Care leavers - ..."
        whole = context.lead_in and not phrases.has_verb(context.lead_in)
        return f"{context.lead_in} {introduction}" if whole else introduction

    def _introduction(self, reading: Reading) -> tuple[str, int]:
        if not reading.sentences:
            return "", 0
        start, end = reading.sentences[0]
        return phrases.lead_in(reading.text[start:end])

    def _bind(self, reading: Reading, number: int, fallback: str) -> str:
        """Bind the figures of a sentence; returns what it speaks of by its own words, or empty."""
        self._names, self._led = reading.context.names, bool(reading.context.lead_in)
        start, end = reading.sentences[number]
        _, length = self._introduction(reading) if number == 0 else ("", 0)
        sentence = reading.words_only(start + length, end).strip(" ,")
        figures = [figure for _, figure in reading.in_sentence(number)]
        return self._sentence(sentence, figures, fallback) or self._own_topic(sentence)

    def _says_nothing(self, phrase: str) -> bool:
        """True for a pronoun, the authority's own name, or another body's with a word such as figure or average."""
        if _OTHERS.match(phrase):
            return True
        words = self._without_body(phrase)
        kept = " ".join(word for word in words.split() if word.strip("'’s,").lower() not in self._names)
        return phrases.is_pronoun(kept)

    def _own_topic(self, sentence: str) -> str:
        words = phrases.head(phrases.without_reporting(sentence))
        return "" if self._says_nothing(words) or len(words) > 120 else words

    def _sentence(self, sentence: str, figures: list[Figure], fallback: str) -> str:
        """Bind the figures of one sentence; returns its main indicator phrase (empty where it only refers back)."""
        told = phrases.without_reporting(sentence)
        opening = phrases.head(told)
        sentence_topic = phrases.topic(sentence) if told != sentence or sentence.startswith(_TOPIC_OPENERS) else ""
        if self._led and _PLACE.match(sentence):
            opening = ""  # "- in primary schools is 26%": what is measured stands in front of the list
        if self._says_nothing(opening) or (figures and phrases.refers_back(figures[0].left)):
            opening = ""
        base = opening or sentence_topic or fallback
        main = ""
        for position, figure in enumerate(figures):
            inherits = figure.role in ("target", "benchmark", "change") or figure.comparison
            if figure.bracket and position and not inherits:
                figure.indicator, figure.indicator_from = figures[position - 1].indicator or main or base, "bracket"
                continue
            own, source = self._phrase(figures, position, base if position == 0 else (main or base), fallback)
            if inherits and source not in ("of", "change"):
                explicit = self._explicit(figure)
                figure.indicator = explicit or main or base
                figure.indicator_from = "explicit" if explicit else "main" if main else "antecedent"
            else:
                figure.indicator, figure.indicator_from = own or main or base, source if own else "antecedent"
                if not main and figure.role in ("actual", "forecast") and own:
                    main = own
        if figures and not main:
            return opening or sentence_topic
        return main

    def _explicit(self, figure: Figure) -> str:
        """ "aim for literacy of 70%": what a target itself says it is for."""
        match = _TARGET_FOR.search(figure.left)
        words = phrases.tidy(match.group(1)) if match else ""
        return "" if self._says_nothing(words) else words

    def _phrase(self, figures: list[Figure], position: int, main: str, fallback: str) -> tuple[str, str]:
        figure = figures[position]
        left, right = phrases.without_reporting(figure.left), beside(figures, position)
        clause = phrases.last_clause(left)
        after = phrases.until_break(right)
        if (of := _OF.match(right)) and figure.quantity.measure != "rate":
            return self._of_phrase(phrases.until_break(right[of.end() :]), clause, main), "of"
        if figure.quantity.measure == "rate" and (inner := self._rate(figure, "")):
            return inner, "counted"
        if position and _ENDS_TO.search(left) and _ENDS_FROM.search(figures[position - 1].left):
            return figures[position - 1].indicator, "main"
        change = _CHANGE_IN.search(left)
        if change and not self._says_nothing(words := phrases.tidy(change.group(1))):
            return words, "change"
        noun = _NOUN_OF.search(left)
        if noun:
            return self._noun_of(noun, figure, left, after, main), "noun_of"
        if figure.bracket:
            # "The majority (61%) of care leavers are in work": what it is the majority of stands behind the bracket
            if _MAJORITY.search(left.rstrip(" (")) and (of := _BRACKET_OF.match(figure.right)):
                return self._of_phrase(phrases.until_break(figure.right[of.end() :]), "", main), "of"
            if figure.quantity.measure == "money" and (named := _NAME_AFTER.match(right)):
                return phrases.tidy(f"{main}: {named.group(1)}"), "named"
            return main, "bracket"
        if position and figures[position - 1].indicator_from == "named" and (named := _NAME_AFTER.match(right)):
            return phrases.tidy(f"{figures[position - 1].indicator.split(': ')[0]}: {named.group(1)}"), "named"
        if figure.quantity.measure in _COUNTING and not _VALUE_LEFT.search(left):
            words = phrases.tidy(after)
            if words and not _VERB_FIRST.match(right):
                listed = position and figures[position - 1].indicator_from == "counted" and _NEXT_ITEM.search(left)
                return self._counted(words, "" if listed else clause, main), "counted"
            if words and (counted := _counted_before(figures, position)):
                return phrases.tidy(f"{counted} {words}"), "elliptical"
            if words:
                return self._elliptical(words, clause, main, fallback), "elliptical"
        if phrases.refers_back(left):
            return main, "antecedent"
        return self._subject(figure, clause, left, right, after, main)

    def _rate(self, figure: Figure, after: str) -> str:
        """ "742 alcohol-related admissions per 100,000 population": what is counted stands inside the figure."""
        inner = _RATE_NOUN.search(figure.quantity.text)
        return phrases.tidy(f"{inner.group(1)} per {after}" if after.strip() else inner.group(1)) if inner else ""

    def _subject(self, figure: Figure, clause: str, left: str, right: str, after: str, main: str) -> tuple[str, str]:
        owner = phrases.subject(clause)
        words = phrases.tidy(after)
        if owner and _WE_VERB.match(owner):
            return phrases.tidy(f"{_WE_VERB.sub('', owner)} {words}") if words else main or owner, "elliptical"
        if owner and not self._says_nothing(owner):
            if (
                (_ELLIPTICAL_PLACE.match(left) or (self._led and _PLACE.match(left)))
                and main
                and owner.lower() not in main.lower()
            ):
                return phrases.tidy(f"{main}: {owner}"), "subject"
            counts = figure.quantity.measure in ("count", "money", "score") and not _THERE.search(clause)
            extra = words if counts and not _VERB_FIRST.match(right) else ""
            return phrases.tidy(f"{owner} {extra}"), "subject"
        if words and _THERE.search(clause):
            return words, "counted"
        if owner and words and not self._says_nothing(words):
            return phrases.tidy(f"{main} {words}"), "antecedent"
        return (main or words), "antecedent"

    def _noun_of(self, noun: regex.Match[str], figure: Figure, left: str, after: str, main: str) -> str:
        words = phrases.tidy(noun.group(1))
        rest = (
            phrases.tidy(after)
            if figure.quantity.measure in ("duration", "money", "count") and not _VERB_FIRST.match(after)
            else ""
        )
        if _GENERIC_NOUN.match(words) or self._says_nothing(words):
            owner = phrases.subject(phrases.last_clause(left[: noun.start()]))
            owner = main if not owner or self._says_nothing(owner) else owner
            return phrases.tidy(f"{owner} {words} {rest}")
        if words.lower().split()[-1] in ("average", "number", "total"):
            return phrases.tidy(f"{words} {rest}")
        return words if len(words.split()) > 1 or not main else phrases.tidy(f"{main} {words}")

    def _of_phrase(self, words: str, clause: str, main: str) -> str:
        pronoun = _PRONOUN_RIGHT.match(words)
        before = self._before(clause)
        if pronoun:
            return phrases.tidy(f"{before} {main} {phrases.tidy(words[pronoun.end() :])}")
        phrase = phrases.tidy(words)
        if self._says_nothing(phrase):
            return main
        return phrases.tidy(f"{before} {phrase}") if before else phrase

    def _before(self, clause: str) -> str:
        """ "Race was the motivating factor in 398 of these": the words before, where they say something."""
        item = _LIST_ITEM.search(clause) or _COPULA_ITEM.search(clause)
        words = phrases.subject(item.group(1)) if item else ""
        return "" if self._says_nothing(words) else words

    def _counted(self, words: str, clause: str, main: str) -> str:
        """ "19 children were adopted"; where the clause has a subject of its own, that comes first."""
        if _THERE.search(clause) or not clause.strip():
            return words
        owner = _WE_VERB.sub("", phrases.subject(clause))
        if not owner or self._says_nothing(owner) or len(owner) > 90:
            return words
        if main and _LONE_VERB.match(owner):
            return phrases.tidy(f"{main} {owner} {words}")
        return phrases.tidy(f"{owner} {words}")

    def _elliptical(self, words: str, clause: str, main: str, fallback: str) -> str:
        owner = phrases.subject(clause)
        if owner and not self._says_nothing(owner):
            return phrases.tidy(f"{owner} {words}")
        first = main or fallback
        return phrases.tidy(f"{first}: {words}") if first and first.lower() not in words.lower() else words


def _counted_before(figures: list[Figure], position: int) -> str:
    """What a list goes on to count: of "84 houses had been built, 26 were in hand and 12 approved", houses."""
    while position and figures[position].quantity.measure == "count" and _GOES_ON.search(figures[position].left):
        position -= 1
        if figures[position].indicator_from == "counted":
            noun = phrases.head(figures[position].indicator)
            return noun if phrases.has_verb(figures[position].indicator) and len(noun.split()) <= 4 else ""
        if figures[position].indicator_from != "elliptical":
            return ""
    return ""
