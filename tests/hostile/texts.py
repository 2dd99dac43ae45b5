"""Plain texts that were made to do harm."""

from __future__ import annotations

SENTENCE = "In 2013/14, 83.3% (90/108 children) of reviews were held on time.\n"


def nul_bytes() -> bytes:
    return SENTENCE.encode().replace(b" ", b"\0 ")


def stray_bytes() -> bytes:
    """UTF-8 with a few bytes of Windows-1252."""
    return ("Café, naïve, coöperate – “quoted”. " * 5 + SENTENCE).encode() + b"It cost \xa35m.\n"


def mixed_utf16() -> bytes:
    """UTF-16 that goes over to UTF-8."""
    return (SENTENCE * 40).encode("utf-16-le") + SENTENCE.encode()


def utf16_odd() -> bytes:
    """UTF-16 with a mark, cut within a character and with half a pair in it."""
    return b"\xff\xfe" + SENTENCE.encode("utf-16-le") + b"\x00\xd8" + SENTENCE.encode("utf-16-le") + b"x"


def utf7() -> bytes:
    return SENTENCE.encode() + b"The cost was +AKM-5m, +AGEAYQBh- and more.\n"


def ebcdic() -> bytes:
    return (SENTENCE * 20).encode("cp500")


def one_word(count: int) -> bytes:
    return b"x" * count


def digits(count: int) -> bytes:
    return b"1234567890" * (count // 10)


def spaced_digits(count: int) -> bytes:
    """Figures and nothing else, all of it one paragraph."""
    return b"12.5% 1,234 " * (count // 12)


def one_line(count: int) -> bytes:
    return (SENTENCE.strip() + " ").encode() * (count // len(SENTENCE))


def short_lines(count: int) -> bytes:
    return b"5\n" * count


def blank_lines(count: int) -> bytes:
    return SENTENCE.encode() + b"\n" * count


def tabs(rows: int, columns: int) -> bytes:
    return (b"\t".join(b"%d%%" % n for n in range(columns)) + b"\n") * rows


def gaps(rows: int, columns: int) -> bytes:
    return (b"   ".join(b"%d" % n for n in range(columns)) + b"\n") * rows


def dots(count: int) -> bytes:
    """Rows of dots, blanks, brackets and markers, which a careless pattern tries in every way."""
    return (
        SENTENCE.encode()
        + b"." * count
        + b"x\n"
        + b" ." * count
        + b"x\n"
        + b"(" * count
        + b"\n"
        + b"1." * count
        + b"\n"
    )


def sentences(count: int) -> bytes:
    return SENTENCE.encode() * count


def control_characters() -> bytes:
    return SENTENCE.encode() + bytes(range(1, 32)) + b"\x7f\n" + SENTENCE.encode() * 40


def right_to_left() -> bytes:
    marks = "\u202e\u202d\u200f\u2067\u2069\u061c"
    return (marks + SENTENCE.strip() + marks + "\n").encode()


def combining(count: int) -> bytes:
    """One letter under so many accents."""
    return (SENTENCE + "a" + "\u0301" * count + " 5%\n").encode()


def message() -> bytes:
    return b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Figures\r\n\r\n" + SENTENCE.encode()


def rich_text() -> bytes:
    return b"{\\rtf1\\ansi " + SENTENCE.encode() + b"}"


def old_word() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2048
