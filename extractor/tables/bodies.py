"""Whose figures stand along an axis of a table: the authority's own, others', or those of its wards or schools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.tables.headers import Heading

_COUNCIL = regex.compile(
    r"\b(?:the|royal|london|metropolitan|borough|city|county|district|unitary|town|parish|council|corporation|authority|"
    r"mbc|mdc|lbc|cc|dc|bc|police|constabulary|fire|and|rescue|service|of|la|lb|rb|average|figures?|actual|performance)\b",
    regex.I,
)
_OWN = regex.compile(r"^(?:(?:this|our)\s)?(?:council|authority)(?:['’]s)?$", regex.I)
_AUTHORITIES = regex.compile(
    r"^(?:(?:local|comparator|neighbouring|other)\s)*(?:authorit(?:y|ies)|councils?|LAs?|boroughs?|forces?|comparators?"
    r"|statistical\sneighbours?|benchmark\sgroup|(?:area\s)?compared\swith)(?:\sname)?$",
    regex.I,
)
_AREAS = regex.compile(
    r"^(?:(?:electoral|school|service|policing|library|locality|children['’]s|family)\s)?"
    r"(?:wards?|schools?|areas?|localit(?:y|ies)|districts?|teams?|neighbourhoods?|parish(?:es)?|towns?|constituenc(?:y|ies)"
    r"|clusters?|sites?|homes?|librar(?:y|ies)|divisions?|(?:leisure\s|children['’]s\s)?centres?|hospitals?|providers?"
    r"|stations?|zones?|patch(?:es)?|directorates?|departments?|services?|estates?|depots?|communit(?:y|ies)|offices?)"
    r"(?:\sname)?$",
    regex.I,
)
_BY_AREA = regex.compile(
    r"\bby\s(?:electoral\s)?(?:ward|school|area|locality|district|team|neighbourhood|parish|town|constituency|cluster|site"
    r"|division|centre|hospital|provider|directorate|department|service)s?\b",
    regex.I,
)
_PARTS = regex.compile(r"^(?:schools?|academy|academies)\b", regex.I)
_NAME = regex.compile(r"^\p{Lu}[\p{L}'’.-]*+(?:[\s,&/-]+(?:and|of|upon|on|the|in|le|with|\p{Lu}[\p{L}'’.-]*+))*$")
_MOST_WORDS = 6


def is_own(words: str, authority: str) -> bool:
    """True where a heading is the authority's name, its initials, or "the council"."""
    core = _core(words)
    if not words or not authority:
        return bool(_OWN.match(words))
    initials = "".join(word[0] for word in authority.split() if word[0].isupper())
    return bool(_OWN.match(words)) or (core != "" and core == _core(authority)) or words == initials


def _core(words: str) -> str:
    return " ".join(_COUNCIL.sub(" ", regex.sub(r"[^\p{L}\s]", " ", words)).split()).lower()


def place_bodies(
    headings: Sequence[Heading], authority: str, label: str, title: str, subjects_across: bool
) -> tuple[Heading, ...]:
    """An axis with its bodies and areas named.

    ``label`` is the heading of the column that names the rows (empty for the axis of columns), and ``subjects_across``
    is True where the other axis says what is measured. On an axis of authorities the own one's figures are outturns and
    the others' benchmarks; on an axis of wards, schools or teams each figure is for its area.
    """
    if _PARTS.search(label):  # schools with the county's and England's figures below them are no authorities
        return tuple(heading if heading.kind == "benchmark" else _area(heading) for heading in headings)
    if _lists_authorities(headings, authority, label):
        return tuple(_body(heading, authority) for heading in headings)
    if (subjects_across and _AREAS.match(label)) or (_BY_AREA.search(title) and (_AREAS.match(label) or not label)):
        return tuple(_area(heading) for heading in headings)
    return tuple(headings)


def _lists_authorities(headings: Sequence[Heading], authority: str, label: str) -> bool:
    """By the heading of the labels, or because the own name stands beside the name of a region or a family group."""
    if _AUTHORITIES.match(label):
        return True
    own = any(is_own(heading.rest, authority) for heading in headings)
    return own and any(heading.kind == "benchmark" and not heading.left for heading in headings)


def _body(heading: Heading, authority: str) -> Heading:
    if is_own(heading.rest, authority):
        return replace(heading, kind="actual", body="", left="")
    if heading.kind == "benchmark" or not _is_name(heading):
        return heading
    if not authority:
        return replace(heading, area=heading.rest, left="")
    return replace(heading, kind="benchmark", body=heading.rest, left="")


def _area(heading: Heading) -> Heading:
    if heading.kind == "total" or heading.pure or not heading.rest:
        return replace(heading, left="") if heading.kind == "total" else heading
    return replace(heading, kind="", area=heading.rest, left="")


def _is_name(heading: Heading) -> bool:
    """True for a short run of capitalised words, which a council's name is, and no unit."""
    words = heading.rest.split()
    return (
        heading.kind in ("", "actual")
        and 0 < len(words) <= _MOST_WORDS
        and not heading.unit
        and _NAME.match(heading.rest) is not None
    )
