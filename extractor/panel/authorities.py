"""Which names are one authority: "Bolton Council" and "Bolton Metropolitan Borough Council" are.

A place can have two councils (a city in a county of its name), so that two names are one body only where they do not
name different sorts of council, and a name without a sort belongs to a place's only council or stands for itself.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

_SORTS = ("county", "city", "district", "borough", "urban", "rural", "parish", "town", "community")
_SAME_SORT = {"unitary": "", "metropolitan": "borough", "london": "borough", "royal": "borough", "lb": "borough"}
_SMALL = frozenset({"council", "of", "the", "and", "&", "authority", "local"})
_WORD = regex.compile(r"[\w’'-]+|&")


def place_of(name: str) -> tuple[str, ...]:
    """The words of the place in an authority's name: those of other bodies (a police panel) stay as they are."""
    return tuple(word for word in _words(name) if word not in _SORTS and word not in _SAME_SORT)


def sort_of(name: str) -> str:
    """What sort of council a name says it is: county, county borough, city, district; empty where it does not."""
    sorts = [_SAME_SORT.get(word, word) for word in _words(name) if word in _SORTS or word in _SAME_SORT]
    return " ".join(dict.fromkeys(filter(None, sorts)))


def merge_authorities(names: Iterable[str]) -> dict[str, str]:
    """Each name to the fullest name of the same body. The result does not depend on the order of the names."""
    places: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for name in sorted(set(names)):
        if name:
            places.setdefault(place_of(name), {}).setdefault(sort_of(name), []).append(name)
    merged = {}
    for sorts in places.values():
        known = [sort for sort in sorts if sort]
        groups = [[*sorts.get("", []), *sorts[known[0]]]] if len(known) == 1 else list(sorts.values())
        for group in groups:
            fullest = max(group, key=lambda name: (len(name.split()), not name.isupper(), name))
            merged.update(dict.fromkeys(group, fullest))
    return merged


def _words(name: str) -> list[str]:
    return [word for word in _WORD.findall(name.lower().replace("’", "'")) if word not in _SMALL]
