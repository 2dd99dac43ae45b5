"""The reader of web pages: python tests/fuzz/run.py html --seconds 300"""

from __future__ import annotations

from collections.abc import Iterator

from fuzz.reading import corpus, read

WORDS = tuple(
    (
        '<table>;</table>;<tr>;<td>;<th>;</td>;<td rowspan="3">;<td colspan="99999999999">;<p>;<br>;<li>;'
        "<ul>;<h1>;<nav>;<footer>;<pre>;<script>;<!--;-->;<![CDATA[;<svg>;&nbsp;&#0;&#xd800;&#x110000;&amp;"
        "<meta charset=utf-7>;<meta charset=none>;<a name=x>;<sup>;<del>;<base href=//x>;<frameset>;<body>;"
        "<html>;style=display:none;bgcolor=red"
    ).split(";")
)


def check(data: bytes) -> None:
    read(data, "paper.html", "html")


def seeds() -> Iterator[bytes]:
    yield from corpus(".html")
    yield b"<table><tr><th>Indicator<th colspan=2>2013/14<tr><td rowspan=2>Reviews<td>83.3%<td>80%<tr><td>5<td></table>"
