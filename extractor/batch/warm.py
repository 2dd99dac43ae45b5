"""What a worker needs, imported and built once in the process that workers are forked from (``forkserver``)."""

from __future__ import annotations

import gc
import signal
from contextlib import suppress

from extractor.batch.work import extractor_for
from extractor.errors import ExtractorError
from extractor.readers import docx, html, pdf, text
from extractor.settings import Settings

__all__ = ["docx", "html", "pdf", "text"]

_SAMPLE = b"""Performance report, 2013/14

Performance was 77.4% (24/31) in quarter 2, below the target of 80%. Complaints fell from 120 to 96, a reduction of 20%.

Indicator\tTarget\tQ1 2013/14\tRAG
Reviews held on time\t80%\t77.4%\tRed
"""
"""What is compiled when it is first needed is so once, and not in every worker: it takes longer than a short paper."""

# Ctrl-C reaches every process of the terminal: the one that gives out the work hears it and ends the others
signal.signal(signal.SIGINT, signal.SIG_IGN)
with suppress(ExtractorError):  # rules at fault are heard of where they are asked for
    extractor_for(Settings()).read_anew(_SAMPLE, "sample.txt")
# what is here stays: no worker need look through it for garbage, nor copy its pages to do so
gc.collect()
gc.freeze()
