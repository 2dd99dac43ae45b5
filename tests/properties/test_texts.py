"""Any text at all is read, or refused with a reason; and what is read of it is sound."""

from __future__ import annotations

from hypothesis import given, settings

from extractor.errors import ExtractorError
from extractor.run import Extractor, collect
from properties.papers import PAPERS, faults

EXTRACTOR = Extractor()


def read_soundly(data: bytes, name: str) -> None:
    try:
        result = EXTRACTOR.read_bytes(data, name)
    except ExtractorError as error:
        assert error.problem  # noqa: PT017 - a refusal is an answer
        return
    wrong = faults(result)
    assert wrong == [], wrong
    assert len(collect([result]).mentions) == len(result.findings.mentions)


@settings(max_examples=150, deadline=None)
@given(PAPERS)
def test_any_text_is_read_soundly(text: str) -> None:
    read_soundly(f"Report.\n\n{text}\n".encode(errors="surrogatepass"), "a.txt")
