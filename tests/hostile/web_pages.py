"""Web pages that were made to do harm."""

from __future__ import annotations

SENTENCE = "In 2013/14, 83.3% (90/108 children) of reviews were held on time."


def page(inside: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{inside}</body></html>".encode()


def sound() -> bytes:
    return page(f"<p>{SENTENCE}</p>")


def deep(tag: str, depth: int, *, closed: bool = True) -> bytes:
    """Elements within each other, and a sentence in the innermost."""
    return page(f"<{tag}>" * depth + SENTENCE + (f"</{tag}>" * depth if closed else ""))


def deep_tables(depth: int) -> bytes:
    return page("<table><tr><td>" * depth + SENTENCE + "</td></tr></table>" * depth)


def deep_two_column_tables(depth: int) -> bytes:
    """Tables in the second column of tables."""
    return page("<table><tr><th>a</th><td>1%</td><td>" * depth + SENTENCE + "</td></tr></table>" * depth)


def many_cells(rows: int, columns: int) -> bytes:
    row = "<tr>" + "".join(f"<td>{number}%</td>" for number in range(columns)) + "</tr>"
    return page(f"<table>{row * rows}</table><p>{SENTENCE}</p>")


def wide_spans(size: int) -> bytes:
    """Cells that say they span so many columns and rows."""
    row = f"<tr><td colspan={size} rowspan={size}>Reviews on time</td><td>83.3%</td><td>85%</td></tr>"
    header = "<tr><th>Indicator</th><th>2013/14</th><th>Target</th></tr>"
    return page(f"<table>{header}{row * 50}</table><p>{SENTENCE}</p>")


def one_line(megabytes: int) -> bytes:
    """A page of one line; its text has no end."""
    return page("<p>" + "412 cases were closed in the year, " * ((megabytes << 20) // 35) + "</p>")


def one_word(megabytes: int) -> bytes:
    return page("<p>" + "x" * (megabytes << 20) + "</p>")


def one_attribute(megabytes: int) -> bytes:
    return page(f"<p title='{'x' * (megabytes << 20)}'>{SENTENCE}</p>")


def many_attributes(count: int) -> bytes:
    return page("<p " + " ".join(f"a{n}=1" for n in range(count)) + f">{SENTENCE}</p>")


def unclosed_tables(count: int) -> bytes:
    return page(f"<p>{SENTENCE}</p>" + "<table><tr><td>5%" * count)


def active(address: str) -> bytes:
    """Scripts, frames, pictures and redirections, all of which ask for ``address``."""
    head = (
        f"<meta http-equiv=refresh content='0;url={address}'><base href='{address}'><script src='{address}'></script>"
        f"<link rel=stylesheet href='{address}'><style>@import '{address}'; p {{ content: '99%' }}</style>"
    )
    inside = (
        f"<script>document.write('98%')</script><iframe src='{address}'>97%</iframe><img src='{address}'>"
        f"<object data='{address}'>96%</object><embed src='{address}'><p onclick='alert(95)'>{SENTENCE}</p>"
        f"<noscript>94%</noscript><template>93%</template>"
    )
    return page(inside, head)


def external_entity(address: str) -> bytes:
    """A page in XHTML that asks for what stands at ``address``."""
    return (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e SYSTEM "{address}">]>'
        f"<html><body><p>{SENTENCE} &e;</p></body></html>"
    ).encode()


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "33% "}">' for n in range(10))
    return f"<!DOCTYPE html [{entities}]><html><body><p>{SENTENCE} &e9;</p></body></html>".encode()


def many_references(count: int) -> bytes:
    return page(f"<p>{SENTENCE}</p><p>" + "&#52;&#37; &notanentity; &#x110000; " * count + "</p>")


def declared(encoding: str, data: bytes) -> bytes:
    """A page that says it is in ``encoding``, around ``data``."""
    return b"<html><head><meta charset='" + encoding.encode() + b"'></head><body><p>" + data + b"</p></body></html>"
