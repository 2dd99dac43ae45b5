"""What a figure measures, as the sentence words it: subjects, "of" phrases and predicates found by their small words.

There is no parser here. A clause ends where a conjunction, a comma with a new clause, a dash or a bracket stands; a
subject is what is left when the words that lead up to a number are taken off its end.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from extractor.letters import lowered
from extractor.literals import holds, required_pieces

MAX_LENGTH = 160

_BREAK = regex.compile(
    r"[;.!?](?=\s|$)|\s[–—-]\s|:\s|\(|\)|,\s(?=(?:and|but|while|which|who|whose|so|although|though|whereas|compared|against|up|down|with|or|"
    r"representing|equivalent|giving|meaning|making|of|an|a|the|down|up|rather|despite|because|when|where|including|excluding|as|this|it|they|we|"
    r"nearly|almost|over|more|fewer|just|only|however|leaving|taking|bringing|exceeding|than|from|having|had|has|was|were|is|are|both|in|at|to)\b)"
    r"|\s(?=(?:compared|comparing|whereas|although|though|whilst|because|which|against|but|versus)\b)|\swhile\b|\s(?=so that\b)",
    regex.I,
)
_LEFT_BREAK = regex.compile(
    r"[;.!?]\s|\s[–—]\s|\s-\s|:\s|\)|,\s?(?:(?:and|but|while|whilst|which|who|so|although|though|whereas|when|where|however|because)\s)"
    r"|\s(?:whereas|whilst|although|though|but|because|while)\s|,\s(?=(?:an?|the|up|down|compared|with|giving|representing)\s)",
    regex.I,
)
_TAIL_WORDS = frozenset(
    [
        "has",
        "have",
        "had",
        "was",
        "were",
        "is",
        "are",
        "been",
        "be",
        "being",
        "will",
        "would",
        "could",
        "should",
        "may",
        "might",
        "can",
        "to",
        "now",
        "currently",
        "still",
        "also",
        "already",
        "therefore",
        "just",
        "only",
        "significantly",
        "slightly",
        "further",
        "again",
        "then",
        "since",
        "subsequently",
        "stood",
        "stand",
        "stands",
        "remain",
        "remains",
        "remained",
        "remaining",
        "static",
        "stable",
        "unchanged",
        "constant",
        "steady",
        "averaged",
        "averages",
        "averaging",
        "average",
        "reached",
        "reaches",
        "reaching",
        "rose",
        "risen",
        "rise",
        "rises",
        "rising",
        "fell",
        "fallen",
        "fall",
        "falls",
        "falling",
        "dropped",
        "drop",
        "drops",
        "increased",
        "increases",
        "increasing",
        "increase",
        "decreased",
        "decreases",
        "decrease",
        "reduced",
        "reduces",
        "reduce",
        "improved",
        "improves",
        "improve",
        "worsened",
        "dipped",
        "climbed",
        "slipped",
        "grew",
        "grown",
        "grow",
        "gone",
        "went",
        "come",
        "came",
        "moved",
        "declined",
        "peaked",
        "totalled",
        "totaled",
        "totals",
        "numbered",
        "amounted",
        "amounts",
        "equated",
        "equates",
        "equivalent",
        "estimated",
        "reported",
        "recorded",
        "measured",
        "at",
        "to",
        "from",
        "of",
        "by",
        "up",
        "down",
        "in",
        "on",
        "for",
        "as",
        "a",
        "an",
        "the",
        "some",
        "total",
        "around",
        "about",
        "than",
        "with",
        "which",
        "that",
        "who",
        "and",
        "or",
        "but",
        "so",
        "where",
        "when",
        "it",
        "this",
        "these",
        "they",
        "there",
        "while",
        "against",
        "compared",
        "not",
        "did",
        "does",
        "do",
        "met",
        "achieved",
        "exceeded",
        "missed",
        "below",
        "above",
        "within",
        "exceeding",
        "under",
        "over",
        "marginally",
        "narrowly",
        "well",
        "far",
        "target",
        "our",
        "its",
        "their",
        "his",
        "her",
        "your",
        "between",
        "both",
        "expected",
        "forecast",
        "projected",
        "predicted",
        "forecasting",
        "or",
        "either",
        "per",
        "most",
        "better",
        "worse",
        "higher",
        "lower",
        "greater",
        "equal",
        "out",
        "what",
        "took",
        "takes",
        "taken",
        "came",
        "cost",
        "costs",
        "seen",
        "saw",
        "showed",
        "shows",
        "stood",
        "still",
        "approximately",
        "nearly",
        "almost",
        "roughly",
        "circa",
        "more",
        "less",
        "fewer",
        "least",
        "further",
        "all",
        "sharply",
        "steadily",
        "considerably",
        "substantially",
        "markedly",
        "again",
        "before",
        "previous",
        "previously",
        "earlier",
        "ago",
        "year",
        "figure's",
        "itself",
        "due",
        "given",
        "giving",
        "being",
        "quite",
        "very",
        "too",
        "even",
        "yet",
    ]
)
_PRONOUNS = frozenset(
    [
        "it",
        "this",
        "that",
        "these",
        "those",
        "they",
        "which",
        "who",
        "there",
        "both",
        "neither",
        "all",
        "such",
        "one",
        "each",
        "performance",
        "numbers",
        "number",
        "figure",
        "figures",
        "rate",
        "the",
        "total",
        "percentage",
        "proportion",
        "average",
        "indicator",
        "measure",
        "outturn",
        "result",
        "results",
        "level",
        "score",
        "position",
        "we",
        "he",
        "she",
        "i",
        "same",
        "former",
        "latter",
        "median",
        "mean",
        "data",
        "value",
        "values",
        "others",
        "remaining",
        "remainder",
        "rest",
        "them",
        "service",
        "authority",
        "council",
        "county",
        "borough",
        "district",
        "force",
        "city",
        "area",
        "panel",
        "committee",
        "none",
        "neither",
        "either",
        "target",
        "targets",
        "budget",
        "plan",
        "equivalent",
        "position",
        "similar",
        "improvement",
        "reduction",
        "increase",
        "people",
        "cases",
        "fall",
        "rise",
        "decrease",
        "drop",
        "decline",
        "outcome",
        "year",
        "quarter",
        "period",
        "month",
        "months",
        "years",
        "quarters",
        "weeks",
        "days",
        "date",
        *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve"),
    ]
)
_ARTICLES = regex.compile(
    r"^(?:(?:and|but|or|that|the|a|an|of|its|their|our|some|all|in|for|at|on|by|from|to|as|so|while|although|though|also|however|overall|there\s(?:was|were|is|are|has\sbeen|have\sbeen|had\sbeen)|which|who|whom|when|with|both|currently|now|then|these|those|this|it\swas|it\sis|here|only|just|total\sof)(?![\w'’-])[\s,]*)+",
    regex.I,
)
_REPORTING = regex.compile(
    r"^.{0,160}?\b(?:(?:was|were|is|been)\s(?:reported|noted|explained|confirmed|advised|informed|told|highlighted|stated|outlined|asked|recorded|reminded|submitted|observed|said|agreed|clear)"
    r"|said|stated|reported|noted|advised|explained|confirmed|outlined|highlighted|added|replied|informed|told|reminded|asked|shows?|showed|means?|indicates?|indicated|found|heard|suggests?|commented)"
    r"(?:\s(?:members|the\s\w+|councillors|us|them))?\s(?:that|how\smany)[\s,]+"
    r"|^(?:(?:members?|councillors?|(?:the|this)\s(?:report|committee|panel|board|cabinet|paper|review|forum|chairman|chair|executive))\s"
    r"(?:also\s|then\s|further\s)?(?:noted|highlighted|welcomed|considered|discussed|shows?|showed|records?|recorded|sets?\sout)\s)",
    regex.I,
)
_REPORTING_NEEDS = required_pieces(_REPORTING.pattern)
_TOPIC = regex.compile(
    r"\b(?:regarding|in\srelation\sto|with\sregard\sto|with\srespect\sto|in\sterms\sof|as\sregards|concerning|in\sthe\scase\sof|question\son|question\sabout|questions\son|questions\sabout|respect\sof|turning\sto|for)\s"
    r"([^,.;:]{4,120}?)(?=,|:|\sit\s(?:was|is)\b|\sthe\s\w+\s(?:said|stated|confirmed)|$)",
    regex.I,
)
_LEAD_IN = regex.compile(r"^([A-Z0-9][^.;:!?()–—]{1,80}?)\s?(?:\s[–—-]|:)\s+(?=\S)")
_END_MARKS = " \t\r\n,;:()–—-"
_END_WORDS = frozenset(
    """and or to from with by of in for at on was were is are than over about the a an which compared against
    while when where that but who whom as had has have been be its their our up down there between
    nearly around another further other within per respectively so also this these it not being under
    only just some equivalent representing giving""".split()
)
_NUMBERED = regex.compile(r"^\s?\(?(?:[a-z]|[ivx]{1,4})\)\s(?=\w)")
_SPACES = regex.compile(r"\s+")
_FINITE = regex.compile(
    r"(?<!\b(?:of|the|for|with|by|and|in|who|which))\s(?:was|were|is|are|has|have|had|did|does|do|remains?|remained|continues?|continued|exceed(?:s|ed)|met|missed|fell|rose|dropped|"
    r"increased|decreased|reduced|improved|stood|stands|reached|averaged|totalled|numbered|came|compares?|narrowly|marginally|slightly|just|falls?|will|would|should|shows?|took)\b",
    regex.I,
)


@lru_cache(maxsize=4096)
def tidy(phrase: str) -> str:
    """White space folded, connecting words off both ends, no longer than a label should be."""
    phrase = _NUMBERED.sub("", _SPACES.sub(" ", phrase)).strip(" \t\n.,;:()–—-•·")
    phrase = _without_end_words(_ARTICLES.sub("", phrase)).strip(" .,;:()–—-")
    if len(phrase) > MAX_LENGTH:
        phrase = phrase[:MAX_LENGTH].rsplit(" ", 1)[0]
    return phrase


def _without_end_words(phrase: str) -> str:
    while True:
        phrase = phrase.rstrip(_END_MARKS)
        start = len(phrase)
        while start and (phrase[start - 1].isalnum() or phrase[start - 1] in "_-"):
            start -= 1
        if phrase[start:].lower() not in _END_WORDS:
            return phrase
        phrase = phrase[:start]


def until_break(text: str) -> str:
    """``text`` up to the end of its clause."""
    match = _BREAK.search(text, 1 if text[:1] in "(" else 0)
    return text[: match.start()] if match else text


def last_clause(text: str) -> str:
    """The clause that ``text`` ends in."""
    start = 0
    for match in _LEFT_BREAK.finditer(text):
        start = match.end()
    clause = text[start:]
    return clause if clause.strip() else text[:start]


@lru_cache(maxsize=256)
def without_reporting(text: str) -> str:
    """Without "Members were told that": what was told."""
    match = _REPORTING.match(text) if holds(_REPORTING_NEEDS, lowered(text)) else None
    return text[match.end() :] if match else text


def subject(text: str) -> str:
    """The subject of a clause that leads up to a number: its trailing verbs and small words are taken off."""
    words = text.rstrip(" ,(–—-").split()
    while words and words[-1].strip(",.()\"'’“”").lower() in _TAIL_WORDS:
        words.pop()
    return tidy(" ".join(words))


def has_verb(text: str) -> bool:
    """True for a clause, False for a name: the verbs are those that papers use of figures."""
    return _FINITE.search(f" {text}") is not None


@lru_cache(maxsize=256)
def head(text: str) -> str:
    """What stands before the first finite verb of a sentence."""
    match = _FINITE.search(f" {text}")
    return tidy(text[: max(0, match.start() - 1)]) if match else subject(text)


def is_pronoun(phrase: str) -> bool:
    """True where a phrase names nothing by itself ("it", "the figure", "performance")."""
    words = [word.strip(",.()'’").lower().removesuffix("'s") for word in phrase.split()]
    if words and words[0] in ("neither", "both", "either", "each", "none"):
        return len(words) <= 3
    return all(word in _PRONOUNS or word in _TAIL_WORDS for word in words)


_PRONOUN_END = regex.compile(
    r"\b(?:this|it|they|these|that|which|he|she)\s((?:[\w’'-]+\s){0,5}(?:[\w’'-]+\s?)?)\(?$", regex.I
)


def refers_back(text: str) -> bool:
    """True where what leads up to a number has a pronoun for its subject ("for those discharged this was")."""
    match = _PRONOUN_END.search(text)
    return match is not None and all(word.strip(",(").lower() in _TAIL_WORDS for word in match.group(1).split())


def topic(text: str) -> str:
    """What a sentence says it is about: "in relation to dental checks, ..."."""
    match = _TOPIC.search(text)
    return tidy(match.group(1)) if match else ""


_NUMBERS = regex.compile(r"\s?\(?£?\d[\d.,]*\s?(?:%|per\scent|percentage\spoints|m|k)?\)?")
_CHANGE_IN = regex.compile(r"^\s?(?:in|of|to)?\s?((?:the\s|our\s|its\s)?[a-z][^.;,()\d]{2,90})", regex.I)


def without_numbers(text: str) -> str:
    """A clause without its figures."""
    return " ".join(_NUMBERS.sub(" ", text).split())


def after_change(text: str) -> str:
    """What a change noun is about: "an increase in referrals"."""
    match = _CHANGE_IN.match(text)
    return tidy(match.group(1)) if match else ""


def lead_in(text: str) -> tuple[str, int]:
    """``(words, length)`` of what introduces a bullet ("Adoption – ..."), or empty and 0."""
    match = _LEAD_IN.match(text)
    if match is None or len(match.group(1).split()) > 9 or _FINITE.search(" " + match.group(1)):
        return "", 0
    return match.group(1).strip(), match.end()
