"""What the codes in front of a table's rows stand for: a comment on "PL2" speaks of that row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

import regex

_CODE = r"(?=\S*\d)[A-Z]{1,5}\s?\d[\w().]*|\d+[A-Z](?:\([\w]+\))?"
_CODED = regex.compile(rf"^({_CODE})\s+(?=[A-Z%])")
_ALONE = regex.compile(_CODE)


class References(Mapping[str, str]):
    """Code -> the first row label that begins with it.

    The tables are only asked for their ``labels`` when something that looks like a code is looked up: in most papers
    nothing is, and to read the axes of every table twice takes a thirtieth of all time.
    """

    def __init__(self, labels: Callable[[], Iterable[str]]) -> None:
        self._labels = labels

    def __getitem__(self, code: str) -> str:
        if _ALONE.fullmatch(code) is None:
            raise KeyError(code)
        return self._found[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    @cached_property
    def _found(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for label in self._labels():
            match = _CODED.match(label)
            if match and match.end() < len(label):
                found.setdefault(match.group(1), label)
        return found
